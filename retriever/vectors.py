"""Rows of numbers, as embedding models give them."""

from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]


def unit_rows(vectors: npt.NDArray[Any]) -> FloatArray:
    """The rows scaled to length 1, (n, dimension); a row of zeros stays one."""
    rows: FloatArray = np.asarray(vectors, dtype=np.float32)
    lengths: FloatArray = np.linalg.norm(rows, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    return rows / lengths


def as_lists(vectors: FloatArray) -> list[list[float]]:
    """The rows as lists, which is how LangChain hands vectors on."""
    rows: list[list[float]] = vectors.tolist()
    return rows
