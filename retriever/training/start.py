"""Where training starts: vectors that already know which pieces keep company with which."""

import logging
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array
from scipy.sparse.linalg import svds

from retriever.training.pairs import TokenisedCorpus
from retriever.vectors import FloatArray, unit_rows

logger = logging.getLogger("retriever.train")

_WINDOW = 10
"""Pieces to either side that count as company, the nearer the more."""
_SMOOTHING = 0.75
_COMPONENTS = 256
_COMPANY = 0.9
"""How far a vector starts from its company rather than from a random direction, which tells it from its neighbours."""
_FREQUENT = 1e-3


def initial_weights(corpora: Sequence[TokenisedCorpus], size: int, dimension: int, seed: int) -> FloatArray:
    """(size, dimension): random directions mixed with those of company, rare pieces longer than frequent ones."""
    rng = np.random.default_rng(seed)
    rows = unit_rows(rng.standard_normal((size, dimension))) * np.sqrt(1 - _COMPANY**2)
    company = unit_rows(_company(corpora, size, min(_COMPONENTS, dimension), seed))
    rows[:, : company.shape[1]] += _COMPANY * company
    counts = np.ones(size)
    for corpus in corpora:
        counts += np.bincount(corpus.lines.flat, minlength=size) + np.bincount(corpus.heads.flat, minlength=size)
    length = np.sqrt(dimension) * _FREQUENT / (_FREQUENT + counts / counts.sum())
    return np.asarray(rows * length[:, None], dtype=np.float32)


def _company(corpora: Sequence[TokenisedCorpus], size: int, components: int, seed: int) -> FloatArray:
    """(size, components): the singular vectors of positive pointwise mutual information (Levy and Goldberg 2014)."""
    counts = csr_array((size, size), dtype=np.float64)
    for corpus in corpora:
        counts = counts + _counted(corpus, size)
    counts = (counts + counts.T).tocoo()
    totals = np.maximum(counts.sum(axis=1), 1.0)
    context = totals**_SMOOTHING / (totals**_SMOOTHING).sum()
    information = np.log(counts.data / (totals[counts.coords[0]] * context[counts.coords[1]]))
    positive = information > 0
    where = (counts.coords[0][positive], counts.coords[1][positive])
    matrix = coo_array((information[positive].astype(np.float32), where), shape=(size, size)).tocsr()
    left, values, _ = svds(matrix, k=components, rng=np.random.default_rng(seed))
    order = np.argsort(-values)
    logger.info("company of %d pairs of pieces", matrix.nnz)
    return np.asarray(left[:, order] * np.sqrt(values[order]), dtype=np.float32)


def _counted(corpus: TokenisedCorpus, size: int) -> csr_array:
    """How often two pieces stand near each other in the lines of one record, the nearer the more."""
    pieces = corpus.lines.flat
    first_pieces = corpus.lines.starts[corpus.first_line]
    record = np.repeat(np.arange(len(first_pieces) - 1), np.diff(first_pieces))
    counts = csr_array((size, size), dtype=np.float64)
    for distance in range(1, _WINDOW + 1):
        together: npt.NDArray[np.bool_] = record[:-distance] == record[distance:]
        left, right = pieces[:-distance][together], pieces[distance:][together]
        counts = counts + coo_array((np.full(len(left), 1 / distance), (left, right)), shape=(size, size)).tocsr()
    return counts
