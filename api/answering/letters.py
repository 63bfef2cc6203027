"""Names as rows of letters: a morphological analyser cuts the same compound differently in different company."""

import re
from functools import lru_cache

from retriever.morphemes import searchable

_ROW = 2
"""Letters that say something together."""
_NEAR = 2
"""In how many times its own length the rows of a word stand that are of one name."""

_SAME_END = 4
"""Letters that two names of a kind end with, as 돌봄센터; of an office, those of its whole name."""
_BODIES = frozenset("실국과팀단처부청")
"""What the name of an office ends with."""


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


@lru_cache(maxsize=100_000)
def is_of_sibling(name: str, row: str) -> bool:
    """Whether a row is of another of the kind that a name is of: 북부돌봄센터 for 남부돌봄센터, 나루정책과 for
    나루정책실.

    Where the row says no more than the end of the name it may be the same.
    """
    words = [letters(word) for word in row.split()]
    if name in letters(row):
        return False
    ends = {name[-length:] for length in range(max(_SAME_END, len(name) // 2), len(name))}
    others = [word for word in words if not name.endswith(word)]
    return any(word.endswith(tuple(ends)) or _is_of_another_body(name, word) for word in others)


def _is_of_another_body(name: str, word: str) -> bool:
    """Whether two offices are alike but for what they are: 나루정책과 and 나루정책실."""
    bodies = {name[-1:], word[-1:]}
    return len(bodies) > 1 and bodies <= _BODIES and len(name) >= _SAME_END and name[:-1] == word[:-1]
