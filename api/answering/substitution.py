"""A follow-up that only names another time or another of a series, ``2월은?`` or ``3호는?``: the same asked again."""

import re

from api.answering.ordinals import NTH
from api.answering.years import FROM_NOW, alone

_AFTER = r"(?=[\s,.?!)]|(?:은|는|이|가|을|를|의|에|도|요)|\Z)"
_ORDINALS = tuple(
    rf"(?:제\s?)?\d{{1,3}}\s?{series}{_AFTER}" for series in ("차년도", "단계", "호점", "호", "기", "차", "회")
)
_KINDS = tuple(
    re.compile(rf"(?<![\d가-힣])(?:{said})")
    for said in (
        rf"(?:20\d{{2}}|[’‘']?\d{{2}})\s?년(?:도)?(?!\s?[간차])|[’‘']\d{{2}}(?!\d)|{FROM_NOW}",
        r"\d{1,2}\s?월|\d\s?분기|[상하]반기",
        rf"\d{{1,2}}\s?번째|{NTH}{_AFTER}",
        *_ORDINALS,
    )
)
"""What a question says of one kind: another of it takes its place."""
_NAMED = "|".join(kind.pattern for kind in _KINDS)
_ONLY_NAMES = re.compile(
    rf"(?:(?:그럼|그러면|그리고|근데|그런데|아|음)[\s,]*)?"
    rf"(?P<named>(?:(?:(?:같은|동)\s?(?:기간?|분기|[월달])|(?:전년도?|이듬해)(?:\s?동[기월])?|{_NAMED})\s?)+?)(?P<sum>누계)?\s?"
    r"(?:에는|에선|에서는|에|엔|은|는|의|도|때는|때|기준으로는|기준은)?\s?(?:요|어때|어때요|얼마|얼마야)?\W*"
)
_YEAR_BESIDE = re.compile(r"(?P<last>전년도?|(?:작년|지난해)(?=\s?같은))|이듬해")
"""A year before or after the one that was asked of."""


def asked_again(question: str, before: str, year: int | None) -> str:
    """The question before, asked of the time or of the one of a series that ``question`` only names; else "".

    ``year`` is what the question before is of. A question that says two of a kind, or compares, is not asked again.
    """
    only = _ONLY_NAMES.fullmatch(question.strip())
    if only is None:
        return ""
    named = only["named"].strip()
    beside = _YEAR_BESIDE.search(named)
    if beside:
        if year is None:
            return ""
        named = f"{year - 1 if beside['last'] else year + 1}년 {named[beside.end() :]}"
    again: str | None = before
    for kind in _KINDS:
        for said in kind.finditer(named):
            again = _put(said[0].strip(), kind, again) if again else None
    if again and only["sum"] and "누계" not in again:
        again = re.sub(r"\d{1,2}\s?월", r"\g<0> 누계", again, count=1)
    return again or ""


def _put(said: str, kind: re.Pattern[str], before: str) -> str | None:
    """``before`` with what is said in the place of its only one of that kind, or in front; None where it is bound."""
    old = list(kind.finditer(before))
    if not old:
        return f"{said} {before}"
    if len(old) > 1 or not alone(old[0]):
        return None
    if old[0][0].startswith("제") and not said.startswith("제"):
        said = f"제{said}"
    return before[: old[0].start()] + said + before[old[0].end() :]
