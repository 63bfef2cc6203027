"""Which labels state an attribute of a whole programme: 사업비 does, 인건비 and 자부담 only of a part of it."""

import re
from dataclasses import dataclass

from api.answering.vocabulary import ATTRIBUTES, Attribute
from ingest.labels import read_label
from ingest.spacing import collapsed
from ingest.values import read_amounts, read_periods, read_quantities

_YEAR = r"(?:[’‘'`]?\d{2,4}(?:년도?)?)?"
_WHOLE = {
    "budget": re.compile(
        rf"{_YEAR}(?:총|소요|사업|당초|본|추진|투입|전체)*(?:예산|사업비|공사비|예산액|예산규모|소요액)"
    ),
    "schedule": re.compile(
        r"(?:사업|추진|운영|시행|행사|공사|조성|건립|연구|용역|교육|개최|신청|모집|접수|공모|활동|개관|수행|과업|총사업)?"
        r"(?:기간|일정|시기|일시|일자)|(?:개관|준공|개소|착공|개최|시행)(?:일|예정)?"
    ),
    "place": re.compile(r"\S{0,4}(?:위치|장소|소재지|대상지|대상지역|대상지구|주소)"),
    "operator": re.compile(
        r"(?:운영|사업|추진|시행|수행|관리|주관|수탁|전담|위탁)+(?:주체|기관|부서)|(?:운영|관리)(?:방식|방법)"
        r"|주체|주관|주최|(?:사업)?시행자|(?:사업)?수행"
    ),
    "target": re.compile(
        r"(?:주요|사업|지원|참여|신청|모집|교육|이용|투자|수혜|참가|응모|공모|선발|입주|가입|추진|심사|평가|관리)*(?:대상|대상자|자격)"
    ),
}
"""What the whole label says, without blanks and brackets."""
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_LONGEST = {"budget": 120, "schedule": 160, "place": 90, "operator": 90, "target": 130}
"""Characters of a value that still states one thing."""
# What a value's bullet adds to it: a remark, what an arrow leads to, a bullet that has lost its line.
_ADDITION = re.compile(r"\s*(?:※|[▹▷▸▪‣➠]|(?<=\s)[*＊](?=\s?[^\s*])|(?<=\s)[ㅇ○□](?=\s))\s*")
# A further label behind a slash: 사업기간 : … / 조성개수 : ….
_FURTHER = re.compile(r"\s+/\s+(?=[^/:：]{2,15}\s[:：]\s)")

YEAR_REMARK = re.compile(r"\s*[*＊※]\s*(?P<remark>(?P<year>[’‘'`]?\d{2,4}년)[^*＊※:：]{0,20}예산)\s*$")
"""A remark behind an amount that says of which year it is: ``* 2031년 1차년도 예산``."""
_NONE = re.compile(r"없음|비예산")
BY_NAME = {attribute.name: attribute for attribute in ATTRIBUTES}


@dataclass(frozen=True, slots=True)
class Stated:
    """A labelled value; offsets are into the bullet's text."""

    attribute: Attribute
    label: str
    start: int
    end: int


def read_stated(text: str) -> list[Stated]:
    """What a bullet states of a programme under labels of its own; an empty list for one without such a label."""
    stated = []
    for start, end in _parts(text):
        label = read_label(text[start:end])
        attribute = attribute_labelled(label.name) if label else None
        if label is None or attribute is None:
            continue
        first = start + label.value_start
        last = first + len(text[first:end].rstrip(" \n,;·"))
        if holds(attribute, text[first:last]):
            remark = YEAR_REMARK.match(text, last) if attribute.name == "budget" else None
            stated.append(Stated(attribute, label.name, first, remark.end("remark") if remark else last))
    return stated


def attribute_labelled(label: str) -> Attribute | None:
    """The attribute that a label states of a programme; None for a label of anything else or of a part."""
    bare = "".join(_ASIDE.sub("", label).split())
    for name, whole in _WHOLE.items():
        if whole.fullmatch(bare):
            return BY_NAME[name]
    return None


def holds(attribute: Attribute, value: str) -> bool:
    """Whether a text can be the value of an attribute: an amount for a budget, a date for a schedule, words else."""
    shown = collapsed(value)
    if not 1 < len(shown) <= _LONGEST[attribute.name] or not any(c.isalnum() for c in shown):
        return False
    if attribute.name == "budget":
        return has_amount(shown) or _NONE.match(shown) is not None
    if attribute.name == "schedule":
        return bool(read_periods(shown, 2000))
    return any("가" <= c <= "힣" for c in shown)


def has_amount(text: str) -> bool:
    """Whether a text prints an amount in won."""
    return any(read_amounts(text)) or any(quantity.unit == "원" for quantity in read_quantities(text))


def without_additions(value: str) -> str:
    """A value up to what its bullet adds to it."""
    found = _ADDITION.search(value)
    return value[: found.start()] if found else value


def _parts(text: str) -> list[tuple[int, int]]:
    """The parts of a bullet that may have labels of their own."""
    cuts = sorted(match.span() for pattern in (_ADDITION, _FURTHER) for match in pattern.finditer(text))
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
