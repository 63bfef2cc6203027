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


def in_unit(amount: Decimal, unit: str) -> str:
    """An amount of won or dollars in the unit of a table or report: ``350백만원``, ``14.3억 달러``.

    ValueError when ``unit`` is of neither.
    """
    money = re.fullmatch(r"(?P<power>[천백십]?[만억조]?)\s?(?:원|달러)", unit)
    if money is None:
        raise ValueError(f"{unit!r} is no unit of money; such are 원, 천원, 백만원 and 억 달러")
    return said(amount / worth(f"1{money['power']}"), unit)


def _plain(number: Decimal) -> str:
    """The digits of a number: with commas, without exponent or trailing zeros."""
    written = f"{number:,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
