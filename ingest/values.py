"""Values as Korean reports print them: amounts of money, and which kinds of value a text holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

ValueKind = Literal["amount", "date", "place", "count", "percent", "age", "area"]

_UNITS = {"조": 10**12, "억": 10**8, "만": 10**4, "": 1}
# Within 조, 억 and 만 Korean counts in 천, 백 and 십: 9천4백만 is 9,400만.
_TENS = {"천": 1000, "백": 100, "십": 10, "": 1}
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_TERM = re.compile(rf"({_NUMBER})\s*([천백십]?)")
_TERMS = "".join(rf"(?:{_NUMBER}\s*{ten}\s*)?" for ten in _TENS)
_AMOUNT = re.compile(
    r"(?<![\d.,])(?=\d)" + "".join(rf"(?:({_TERMS}){unit}\s*)?" for unit in _UNITS if unit) + rf"({_TERMS})원"
)
_KINDS: dict[ValueKind, re.Pattern[str]] = {
    "amount": _AMOUNT,
    "date": re.compile(r"[’‘']\d{2}\s*[.년~]|\d{4}\s*[.년]|\d{1,2}\s*월|\d{1,2}\.\s?\d{1,2}\.|[상하]반기|\d분기"),
    "place": re.compile(
        r"[가-힣]{1,6}(?:구|군|동|로|길|읍|면|리)\s?\d|[가-힣]{2,}(?:구|군|동|길)(?=[\s)(,]|$)|일대|일원|\d층"
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
    """The amounts printed in ``text``: ``4,000백만원``, ``1조 4,310억원``, ``9천4백만 원``."""
    for match in _AMOUNT.finditer(text):
        parts = zip(match.groups(default=""), _UNITS.values(), strict=True)
        yield Amount(match.start(), match.end(), sum((_number(part) * unit for part, unit in parts), Decimal(0)))


def _number(terms: str) -> Decimal:
    return sum((Decimal(digits.replace(",", "")) * _TENS[ten] for digits, ten in _TERM.findall(terms)), Decimal(0))


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
