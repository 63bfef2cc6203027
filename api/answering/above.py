"""What headings say of all that stands below them: the year, and the basis of figures."""

import re
from collections.abc import Iterable, Sequence

from api.answering.letters import letters
from ingest.values import years_in

_FISCAL = re.compile(r"\d{4}\s?(?:회계\s?[연년]도|년도?\s?결산)")
_DATED = re.compile(r"[(（][’‘']?\d{2,4}\.\s?\d{1,2}\.\s?\d{1,2}\.?[)）]")
_BASIS = re.compile(r"[(（]\s*([^()（）]+?)\s*기준\s*[)）]")
_ASIDE = re.compile(r"[(（](?:[^()（）]*(?:\s|누계\s?)기준(?:/[^()（）]*)?|단위\s*[:：][^()（）]*)[)）]")


def is_aside(text: str) -> bool:
    """Whether a text only says of what the figures below it are: ``(총투자 기준)``."""
    return _ASIDE.fullmatch(text) is not None


def bases_in(headings: Iterable[str]) -> frozenset[str]:
    """The letters of what headings say that all below them is of."""
    asides = (_BASIS.fullmatch(heading) for heading in headings)
    return frozenset(letters(aside[1]) for aside in asides if aside)


def years_of(headings: Sequence[str]) -> tuple[int, ...]:
    """The years that headings speak of, from the nearest that settles one on: ``2031회계연도 결산``.

    The day in the bracket behind another year only says when that was settled.
    """
    settled = max((at for at, heading in enumerate(headings) if _FISCAL.search(heading)), default=0)
    return tuple(y for heading in headings[settled:] for y in years_in(_DATED.sub("", heading)) or years_in(heading))
