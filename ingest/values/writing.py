"""Values written in Korean: ``1,200명``, ``37.4%``, ``350백만원``, ``248억 3,500만원``."""

import re
from decimal import Decimal

from ingest.values.numerals import UNITS, worth


def said(number: Decimal, unit: str) -> str:
    """A number with its unit, exactly: ``1,200명``, ``37.4%``, ``-3%p``; to round is the caller's part."""
    return f"{_plain(number)}{unit}"


def everyday(won: Decimal) -> str:
    """An amount as people say it: ``40억원``, ``248억 3,500만원``, ``6,500만원``."""
    rest, parts = abs(int(won)), []
    for unit, factor in UNITS.items():
        count, rest = divmod(rest, factor)
        if count:
            parts.append(f"{count:,}{unit}")
    if rest or not parts:
        parts.append(f"{rest:,}")
    return ("-" if won < 0 else "") + " ".join(parts) + "원"


def in_unit(won: Decimal, unit: str) -> str:
    """An amount in the unit of a table or report: ``350백만원``; ValueError when ``unit`` is none of won."""
    if not re.fullmatch("[천백십]?[만억조]?원", unit):
        raise ValueError(f"{unit!r} is no unit of won; such are 원, 천원, 백만원 and 억원")
    return said(won / worth(f"1{unit}"), unit)


def _plain(number: Decimal) -> str:
    """The digits of a number: with commas, without exponent or trailing zeros."""
    written = f"{number:,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
