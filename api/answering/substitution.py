"""A follow-up that only names another time or another of a series, ``2월은?`` or ``3호는?``: the same asked again."""

import re

_YEAR = r"(?:20\d{2}|[’‘']?\d{2})\s?년(?:도)?(?!\s?[간차])|[’‘']\d{2}(?!\d)"
_FROM_NOW = r"재작년|작년|지난해|전년도?|올해|금년|내년|이듬해"
_SAME_TIME = r"(?:전년|작년|지난해)\s?(?:동기|동월|같은\s?(?:기간|분기|달|시기))"
_ORDINAL = r"(?:제\s?)?\d{1,3}\s?(?:차년도|단계|호점|번째|[호기차회])(?![가-힣]{2})|(?:첫|두|세|네|다섯|여섯)\s?번째"
_KINDS = tuple(
    re.compile(rf"(?<![\d가-힣])(?:{said})")
    for said in (rf"{_YEAR}|{_FROM_NOW}", r"\d{1,2}\s?월", r"\d\s?분기", r"[상하]반기", _ORDINAL)
)
"""What a question says of one kind: another of it takes its place."""
_NAMED = "|".join(kind.pattern for kind in _KINDS)
_ONLY_NAMES = re.compile(
    rf"(?:(?:그럼|그러면|그리고|근데|그런데|아|음)[\s,]*)?(?P<named>(?:(?:{_SAME_TIME}|{_NAMED})\s?)+?)"
    r"(?:누계)?\s?(?:에는|에선|에서는|에|엔|은|는|의|도|때는|때|기준으로는|기준은)?\s?(?:요|어때|어때요|얼마|얼마야)?\W*"
)
_LAST_YEAR = re.compile(rf"{_SAME_TIME}|전년도?")
_NUMBER = re.compile(r"\d+")


def asked_again(question: str, before: str) -> str:
    """The question before, asked of the time or of the one of a series that ``question`` only names; else ""."""
    only = _ONLY_NAMES.fullmatch(question.strip())
    if only is None:
        return ""
    named = only["named"].strip()
    if _LAST_YEAR.fullmatch(named) and (year := _KINDS[0].search(before)) and (number := _NUMBER.search(year[0])):
        return before.replace(year[0], year[0].replace(number[0], f"{int(number[0]) - 1}"), 1)
    for kind in _KINDS:
        for said in kind.finditer(named):
            before = _put(said[0].strip(), kind, before)
    return before


def _put(said: str, kind: re.Pattern[str], before: str) -> str:
    """``before`` with what is said in the place of the first of its kind, or else in front."""
    old = kind.search(before)
    return before[: old.start()] + said + before[old.end() :] if old else f"{said} {before}"
