"""Values as Korean reports print them: amounts of money, and which kinds of value a text holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

ValueKind = Literal["amount", "date", "place", "count", "percent", "age", "area"]

_UNITS = {"조": 10**12, "억": 10**8, "천만": 10**7, "백만": 10**6, "만": 10**4, "천": 10**3, "": 1}
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_STEP = re.compile(rf"({_NUMBER})\s*(조|억|천만|백만|만|천|)\s*")
_AMOUNT = re.compile(rf"(?<![\d.,])(?:{_NUMBER}\s*(?:조|억|천만|백만|만|천)?\s*){{1,3}}원")
_KINDS: dict[ValueKind, re.Pattern[str]] = {
    "amount": _AMOUNT,
    "date": re.compile(r"[’‘']\d{2}\s*[.년~]|\d{4}\s*[.년]|\d{1,2}\s*월|\d{1,2}\.\s?\d{1,2}\.|[상하]반기|\d분기"),
    "place": re.compile(
        r"[가-힣]{1,6}(?:구|군|동|로|길|읍|면|리)\s?\d|[가-힣]{2,}(?:구|군|동|길)(?=[\s)(,]|$)|일대|일원|\d층|역\)"
    ),
    "count": re.compile(r"\d\s*(?:여\s*)?(?:명|개|팀|실|석|회|건|호|가구|종|대|곳|社|인|과제|업체|기업|점|주)"),
    "percent": re.compile(r"\d\s*%"),
    "age": re.compile(r"\d\s*세"),
    "area": re.compile(r"\d\s*(?:㎡|m2|평|㎞|km|층|ha)"),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money printed in a text."""

    start: int
    end: int
    won: Decimal


def read_amounts(text: str) -> Iterator[Amount]:
    """The amounts printed in ``text``: ``4,000백만원``, ``1조 4,310억원``, ``65,000천원``."""
    for match in _AMOUNT.finditer(text):
        steps = _STEP.finditer(match[0].removesuffix("원"))
        won = sum((Decimal(step[1].replace(",", "")) * _UNITS[step[2]] for step in steps), Decimal(0))
        yield Amount(match.start(), match.end(), won)


def everyday(won: Decimal) -> str:
    """An amount as people say it: ``40억원``, ``375억 6,400만원``, ``6,500만원``."""
    rest, parts = int(won), []
    for unit in ("조", "억", "만"):
        count, rest = divmod(rest, _UNITS[unit])
        if count:
            parts.append(f"{count:,}{unit}")
    if rest or not parts:
        parts.append(f"{rest:,}")
    return " ".join(parts) + "원"


def kinds_in(text: str) -> frozenset[ValueKind]:
    """The kinds of value that ``text`` holds."""
    return frozenset(kind for kind, pattern in _KINDS.items() if pattern.search(text))
