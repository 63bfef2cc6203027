"""Whether a passage answers a question, told by a small cross-encoder that reads both together.

It hears what words do not show: that 몇 살까지 asks for 만 19~39세, or that a passage on the same subject says
something else. Reading costs milliseconds a passage, so only the few are read that speak most for themselves (Nogueira
and Cho 2019). It runs without torch; how it was made stands in its card.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from ingest.passages import Passage
from ingest.spacing import closed_up
from ingest.table_cells import Cell
from ingest.table_header import spoken
from retriever.errors import REINSTALL, RelevanceModelDamaged
from retriever.vectors import FloatArray

RELEVANCE_MODEL = Path(__file__).parent / "models" / "mundap-relevance-ko"
MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
"""Its files."""
MAX_TOKENS = 112
"""Pieces of a question and a passage together, as the model was taught."""
_MAX_TEXT = 300
_HEADINGS = 3
_MAX_HEADING = 60
PADDING, PADDING_ID = "<pad>", 1
_REMEMBERED = 1000
"""Questions: many people ask the same, above all those that are offered."""


class RelevanceModel:
    """A cross-encoder in ONNX, with its tokenizer.

    Raises RelevanceModelDamaged if a file of ``folder`` is missing or cannot be read.
    """

    def __init__(self, folder: Path = RELEVANCE_MODEL) -> None:
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self._session = _session(folder / MODEL)
        except Exception as error:  # both raise bare exceptions of their own for broken files
            raise RelevanceModelDamaged(f"판독 모델을 읽을 수 없습니다: {folder}. {REINSTALL}") from error
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
        self._tokenizer.enable_padding(pad_id=PADDING_ID, pad_token=PADDING)
        self._remembered = lru_cache(_REMEMBERED)(self._read)

    def scores(self, question: str, texts: Sequence[str]) -> FloatArray:
        """The log-odds that each text answers the question: (len(texts),); what was read a while ago is remembered."""
        return self._remembered(question, tuple(texts)) if texts else np.zeros(0, dtype=np.float32)

    def _read(self, question: str, texts: tuple[str, ...]) -> FloatArray:
        read = self._tokenizer.encode_batch([(question, text) for text in texts])
        inputs = {
            "input_ids": np.array([one.ids for one in read], dtype=np.int64),
            "attention_mask": np.array([one.attention_mask for one in read], dtype=np.int64),
        }
        return np.asarray(self._session.run(None, inputs)[0], dtype=np.float32)


def _session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    # The tables lie packed in eight bits: they are restored once, on loading, not at every question.
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    # Threads that wait by spinning take from other questions: of two at once each takes a third longer with it.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@cache
def relevance_model() -> RelevanceModel:
    """The bundled model, loaded once."""
    return RelevanceModel()


def as_read(passage: Passage, cell: Cell | None = None, meaning: str = "") -> str:
    """A passage as the model reads it: what it says, then the headings above it, the nearest first.

    A cell of a row is read behind the headers of its row, with its ``meaning``, and its column, and not below the
    table's header.
    """
    said = _cell_as_read(cell, meaning) if cell else passage.text
    above = passage.section[:-1] if cell else passage.section
    headings = (closed_up(heading)[:_MAX_HEADING] for heading in reversed(above[-_HEADINGS:]))
    return " < ".join((closed_up(said)[:_MAX_TEXT], *headings))


def _cell_as_read(cell: Cell, meaning: str) -> str:
    """A cell behind its headers, as people say them."""
    row = f"{cell.row}({meaning})" if meaning else cell.row
    return f"{row} {spoken(cell.column) or cell.column} : {cell.text}{cell.unit}".lstrip()
