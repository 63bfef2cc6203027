"""Personal numbers and addresses in what readers typed; names, streets and vehicle plates cannot be told from words.

mask("홍길동 010-1234-5678로 알려 주세요") → "홍길동 [전화번호]로 알려 주세요"
"""

import re
from functools import partial

_BLANK = r"[^\S\n]?"
_HYPHEN = "[-‐-―−－]"
_GAP = rf"{_BLANK}[-‐-―−－.·]?{_BLANK}"
"""What stands between the groups of one number, if anything."""
_FIRST = rf"(?<!\d)(?<!\d\d{_HYPHEN})"
_LAST = rf"(?!\d|{_HYPHEN}\d)"
"""No digits stand before, or behind, joined or hyphenated; the one digit of a list's number may."""
_NO_AMOUNT = rf"(?!{_BLANK}[십백천만억조]*{_BLANK}원)"
_YEAR = r"(?:19|20)\d\d"
_NO_DATE = rf"(?!{_YEAR}\D{{1,3}}(?:{_YEAR}|\d\d?\D{{1,3}}(?:{_YEAR}|\d\d?))(?!\d))"
"""Neither a date nor years or months in a row."""
_COUNTRY = rf"(?:[+＋]{_BLANK}[8８][2２]|82(?=[-\s]))\)?{_GAP}"
_AREA = rf"(?:{_COUNTRY}\(?[0０]?\)?|[0０])\d{{1,3}}"

_PRIVATE = {
    "[이메일]": re.compile(r"[A-Za-z0-9._%+-]+[@＠][A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    # Of Koreans and foreigners alike; the tail may have been starred by whoever typed it.
    "[주민등록번호]": re.compile(rf"{_FIRST}\d{{6}}{_GAP}\d(?:\d{{6}}{_LAST}{_NO_AMOUNT}|\d{{0,5}}[*＊xX●○•]{{1,6}})"),
    "[전화번호]": re.compile(rf"{_FIRST}(?:\({_AREA}\)|{_AREA}\)?){_GAP}\d{{3,4}}{_GAP}\d{{4}}{_LAST}"),
    # Four fours; ten or more digits in hyphenated groups; or in one piece.
    "[카드·계좌번호]": re.compile(
        rf"{_FIRST}{_NO_DATE}"
        rf"(?:\d{{4}}(?:{_GAP}\d{{4}}){{3}}|(?=(?:{_HYPHEN}?\d){{10}})\d+(?:{_HYPHEN}\d+){{2,}}|\d{{10,}})(?!\d){_NO_AMOUNT}"
    ),
}
"""What is masked, by what then stands in its place; the first that fits counts."""


def mask(text: str, public: str = "") -> str:
    """``text`` with each personal number and address replaced by what it is; what ``public`` has too is kept."""
    for label, pattern in _PRIVATE.items():
        text = pattern.sub(partial(_put, label, public), text)
    return text


def _put(label: str, public: str, found: re.Match[str]) -> str:
    return found[0] if found[0] in public else label
