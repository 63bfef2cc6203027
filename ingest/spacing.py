"""Typographic white space: letter-spaced words (``위 치``), runs of blanks, the width a line takes on paper."""

import re
import unicodedata

_SPACED_LETTERS = re.compile(r"(?<![^\s(\[‘“「'\"])[가-힣](?:[ ]+[가-힣])+(?![^\s:：)\]’”」'\",.·‧])")


def collapsed(text: str) -> str:
    """``text`` with each run of white space as one space, without any at its ends."""
    return " ".join(text.split())


def closed_up(text: str) -> str:
    """``text`` with letter-spaced words closed: ``위 치 : 중앙로`` becomes ``위치 : 중앙로``."""
    return _SPACED_LETTERS.sub(lambda match: match[0].replace(" ", ""), text)


def width(text: str) -> int:
    """Columns that ``text`` takes on paper: two for a Hangul syllable or another wide character, else one."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
