"""Numbers as Korean reports print them: ``3,250백만``, ``3만 5천``, ``9천4백만``, ``1조 2,340억``."""

import re
from decimal import Decimal

UNITS = {"조": 10**12, "억": 10**8, "만": 10**4}
# Within 조, 억 and 만 Korean counts in 천, 백 and 십: 9천4백만 is 9,400만.
_TENS = {"천": 1000, "백": 100, "십": 10, "": 1}

DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
"""A number in digits alone."""
_APOSTROPHE = r"(?<![\w)）」』])(?:[’`]|‘(?![^’\n]{0,40}’(?!\d)))(?!(?:19|20)\d\d(?!\d))"
_GLUED = r"(?=[1-9]|0\.)"
GLUED_YEAR = rf"{_APOSTROPHE}(?P<glued>[0-3]\d){_GLUED}"
"""A year in small print that runs into the figure behind it: ``’29`` of ``’293.5%``; no quotation mark."""
STARTS = rf"(?:(?<!\d)(?<!\d[.,])(?<!{_APOSTROPHE}(?=[0-3]\d{_GLUED}))|(?<={_APOSTROPHE}[0-3]\d){_GLUED})"
"""A number starts here: ``8억`` does not stand in ``31.8억``."""
# 여 ("some …") may stand behind any number: 2,000여, 20여만.
TERM = rf"{DIGITS}(?:\s?[천백십](?:\s{DIGITS}(?=\s?[천백십])|{DIGITS})?){{0,3}}여?"
"""What stands before 조, 억 or 만: ``3,500``, ``9천4백``."""
_LARGE = rf"(?:{TERM}\s*조\s*)?(?:{TERM}\s*억\s*)?"
MONEY = rf"(?=\d){_LARGE}(?:{TERM}\s*만\s*)?(?:{TERM})?여?"
"""A number of won, down to the last one: ``1억 300``."""
# Before a counter a bare number behind a blank is a number of its own: 「40억 3개소」 holds no 4,000,000,003개소.
COUNTED = (
    rf"(?:{_LARGE}{TERM}\s?만(?:\s?{DIGITS}\s?[천백]|\s(?:\d,?)?\d{{3}}(?!\d))?|{_LARGE}{TERM}\s?[억조]|{TERM})여?"
)
"""A number before a counter: ``1,234``, ``3만 5천``, ``23만여``."""
BARE = (
    rf"(?:(?:{TERM}\s?조\s?)?{TERM}\s?억(?:\s?{TERM}\s?만)?|{DIGITS}\s?[천백]\s?만"
    # 「법 5·6조」 are articles.
    rf"|(?<![·ㆍ․,])(?<![법령례칙]\s){TERM}\s?조)여?"
)
"""A number that is money though no 원 follows: ``40억``, ``5억 3천만``."""
WON = re.compile(rf"{STARTS}{MONEY}\s*원")

_DIGITS_AND_TEN = re.compile(rf"({DIGITS})\s*([천백십]?)")
_LARGE_UNIT = re.compile("[조억만]")


def worth(numeral: str) -> Decimal:
    """The number that ``numeral`` prints: ``3만 5천`` is 35000."""
    total, rest = Decimal(0), numeral
    for unit, factor in UNITS.items():
        head, found, tail = rest.partition(unit)
        if found:
            total, rest = total + _small(head) * factor, tail
    return total + _small(rest)


def worth_of_lower(lower: str, upper: str) -> Decimal:
    """The number of the lower end of a range, which shares its upper end's units: 3 in ``3~5억``."""
    large, ten = _LARGE_UNIT.search(upper), _DIGITS_AND_TEN.match(upper)
    shared = worth(lower)
    if large and not _LARGE_UNIT.search(lower):
        shared *= UNITS[large[0]]
    if ten and not re.search("[조억만천백십]", lower):
        shared *= _TENS[ten[2]]
    # 9,500~1만 shares nothing.
    return shared if shared <= worth(upper) else worth(lower)


def _small(term: str) -> Decimal:
    """The worth of what stands before 조, 억 or 만; zero of nothing."""
    found = _DIGITS_AND_TEN.findall(term)
    return sum((Decimal(digits.replace(",", "")) * _TENS[ten] for digits, ten in found), Decimal(0))
