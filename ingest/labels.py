"""The label of a bullet: ``소요예산 : 4억원`` and ``(위치) 중앙로`` say what their value is of."""

import re
from dataclasses import dataclass

from ingest.spacing import closed_up, collapsed

_MAX_LABEL = 40
# A colon between digits is a ratio or a time.
_COLON = re.compile(r"(?<!\d)\s*[:：]\s*|\s+[:：]\s+")
_BRACKETED = re.compile(r"[(（]([^()（）\d][^()（）]{0,14})[)）]\s*(?=[^\s:：,.·])")
_ENDS_SENTENCE = re.compile(r"[.!?](\s|$)|다\s")


@dataclass(frozen=True, slots=True)
class Label:
    """What a bullet's value is of."""

    name: str
    """The label as a reader says it: letter-spacing closed, blanks collapsed."""
    value_start: int
    """Offset of the value within the bullet's text."""


def read_label(text: str) -> Label | None:
    """The label of a bullet's or note's text; None when it has none or nothing stands after it."""
    colon = _COLON.search(text)
    if colon and _is_name(text[: colon.start()]) and text[colon.end() :].strip():
        return Label(_name(text[: colon.start()]), colon.end())
    bracketed = _BRACKETED.match(text)
    if bracketed:
        return Label(_name(bracketed[1]), bracketed.end())
    return None


def _is_name(text: str) -> bool:
    balanced = text.count("(") == text.count(")")
    return 0 < len(text.strip()) <= _MAX_LABEL and balanced and not _ENDS_SENTENCE.search(text)


def _name(text: str) -> str:
    return closed_up(collapsed(text))
