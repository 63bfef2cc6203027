"""Words that change what a value or a sentence says: at most, about, every month, planned, or, only.

Whoever words an answer anew may neither add one nor lose one that stands by a value: 최대 2회 is not 2회.
"""

import re

from api.answering.bindings import Printed, printed_values, room_of

_BOUND = (
    r"이상|이하|미만|초과|이내|이전|이후|최대|최소|최고|최저|매월|매년|매주|매일|예정|목표|누적|평균|미달|씩"
    r"|약(?=\s?\d)|(?<=\d)여(?=\s?[가-힣])|(?<![가-힣\d])[월연](?=\s?\d)|당(?=[\s\d(])"
)
"""Those that a value cannot do without."""
_OTHERS = (
    r"마다|각각|(?<![가-힣])각(?=\s)|모든|모두|전부|전체|합계|(?<![가-힣])총(?=[\s\d])|거의|정도|내외|가량"
    r"|계획|현재|이미|아직|처음|다시|(?<![일월년.])까지|(?<![일월년.])부터|뿐|외에|이외|대신|보다"
    r"|(?<=[월일년])경(?![가-힣제])|(?<=[원명개])대(?=[입의에])|[가-힣]만(?=\s|입니다|을|이)"
)
_TURNS = (
    r"거나|이면|라면|다면|(?<=하)면|아니어도|라도|여야|어야|아야|해야|야(?=\s?(?:합|하|한|만))|수도"
    r"|하여|해서|에게|한테|였|었|았|했|됐|겠"
)
"""Conditions, alternatives, what must or may be, who does it to whom, and the past."""
_BOUNDS = re.compile(_BOUND)
_ANY = re.compile(rf"{_BOUND}|{_OTHERS}|{_TURNS}")
_NEAR = 9
"""Characters before and behind a value within which a word qualifies it, no other value between."""
_PARTED = re.compile(r"[,/·;]|\s[–-]\s")


def adds_none(text: str, stated: str) -> bool:
    """Whether each qualifying word of ``text`` stands in ``stated`` too, as often at least."""
    found, allowed = _ANY.findall(text), _ANY.findall(stated)
    return all(found.count(word) <= allowed.count(word) for word in set(found))


def loses_none(text: str, stated: str) -> bool:
    """Whether the values that ``text`` says keep the words that bound them in ``stated``, each beside its value."""
    values = printed_values(text)
    by_value = [(value, bounds_of(value, text, values)) for value in values]
    others = printed_values(stated)
    return all(
        any(value.same(other) and bounds == bounds_of(other, stated, others) for other in others)
        for value, bounds in by_value
        if any(value.same(other) for other in others)
    )


def bounds_of(value: Printed, text: str, values: list[Printed]) -> frozenset[str]:
    """The words that bound a value of ``text``; ``values`` are all that stand there."""
    before, behind = room_of(value, text, values)
    left = _PARTED.split(text[max(before, value.start - _NEAR) : value.start])[-1]
    right = _PARTED.split(text[value.end : min(behind, value.end + _NEAR)])[0]
    # The value itself stands between them: 약 and 여 are told by the digits beside them.
    return frozenset(_BOUNDS.findall(f"{left}{text[value.start : value.end]}{right}"))
