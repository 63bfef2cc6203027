"""Names as rows of letters: a morphological analyser cuts the same compound differently in different company."""

import re
from functools import lru_cache

from retriever.morphemes import searchable

_ROW = 2
"""Letters that say something together."""
_NEAR = 2
"""In how many times its own length the rows of a word stand that are of one name."""


def letters(text: str) -> str:
    """The letters and digits of ``text`` as search sees it."""
    return "".join(c for c in searchable(text) if c.isalnum())


@lru_cache(maxsize=100_000)
def shared_letters(word: str, text: str) -> float:
    """The largest share of the letters of ``word`` that stand near each other in ``text`` in rows of two or more.

    목표액 shares two thirds with 조성목표, 꽃길도서관 all with 꽃길마을 도서관; one letter alone says nothing, and
    pairs that stand far apart are of other words.
    """
    if word in text or len(word) <= _ROW:
        return float(word in text and len(word) >= _ROW)
    rows = {re.escape(word[at : at + _ROW]) for at in range(len(word) - 1)}
    starts = (match.start() for match in re.finditer(f"(?={'|'.join(rows)})", text))
    return max((_letters_in(word, text[start : start + _NEAR * len(word)]) for start in starts), default=0) / len(word)


def _letters_in(word: str, text: str) -> int:
    """How many letters of ``word`` stand in ``text`` in rows."""
    shared = at = 0
    while at < len(word):
        length = 0
        while at + length < len(word) and word[at : at + length + 1] in text:
            length += 1
        shared += length if length >= _ROW else 0
        at += max(length, 1)
    return shared
