"""The words of what happens: how they end, and what is put in front of words like 선정, which name nothing alone."""

import re
from dataclasses import dataclass

from api.guide.headings import is_section, name_of
from api.guide.labels import attribute_labelled
from api.guide.reading import Reading
from ingest.labels import Label, read_label
from ingest.outline import Node
from ingest.spacing import closed_up, collapsed
from ingest.values import read_periods

BETWEEN = " – "
"""Stands between what is of a heading and what happens."""
_HAPPENS = re.compile(
    r"(?<!\d)(?<!\d\s)(?:개관|준공|착공|완공|개소|개장|개막|개통|오픈|모집|공모|선정|시행|개최|수립|고시|설계|(?<!관광)(?<!도시)(?<!교통)(?<!개발)(?<!시설)공사|발주|협약|체결|계약|착수|완료|심의|승인"
    r"|제출|공고|평가|발표|출범|설치|조성|설립|구축|운영|실시|지급|접수|심사|교육|발대식|개관식|기념식|보고회|간담회|설명회|박람회|축제"
    r"|제정|개정|이전|입주|용역|의결|동의|확정|매입|선발|채용|점검|신청|협의|협의회|검토|공청회|도입|배포|가동|컨퍼런스|페스티벌"
    r"|조사|지원|고용|수집|시운전|지정|위촉|협약식|현장실습|결성|편성|추진|구성"
    r"|요청|진행|실행|시공|발굴|작성|보고|시달|통보|교부|환류|보완|고도화|홍보|배분|부과|분석|임명|공개|결정|컨설팅|개발|제작|공유|발족|허가|개시|개설|발의|등기|이행|수여식|시상식|공모전|대회|경연|큰잔치"
    r"|공유회|심의회|심의위원회|자문회의|실무회의|협의회|전략회의|평가회|세미나|포럼|심포지엄|워크숍|전시회|사회공헌활동)(?:식|\s?등)?(?:\s\d+\s?(?:개소|건|회|개))?(?:\s?\(?(?:예정|완료|중|안)\)?)?(?:\s20\d\d)?"
)
"""How what happens ends; 한국관광공사 is no works."""
_HAPPENS_LAST = re.compile(_HAPPENS.pattern + "$")
_NO_HAPPENING = re.compile(
    r"(?:(?:사업|추진|운영|시행|공사|조성|연구|용역|지원|위탁|행사|모집|신청|공모)?\s?(?:기간|일정|시기|일시|기준|현재|말))"
)
# What says of nothing in particular what happens to it: 계획 수립, 대상 선정, 과제 공모.
_NOTHING_NAMED = re.compile(
    r"계획|대상|기본|실시|결과|최종|기업|업체|스타트업|참여자?|참가자?|수강생|담당자|사업|과제|실적|전문가|방안|제도|시스템|시민|개선|[상하]반기|\d+년?|예정|내외|[명팀곳건]"
    r"|개소|개사|[^가-힣A-Za-z]|(?<![가-힣])(?:및|등|법|중|과|와)(?![가-힣])"
)
_LASTS = re.compile(
    r"(?:공사|설계|용역|운영|지원|추진|교육|조사|모집|공모|접수|신청|수집|점검|조성|구축|설치|협의|검토|평가|실시|시행)(?:\s?중)?$"
)
"""How what takes its time ends: what else has a last day, 준공(~’32. 8월), is done once until then."""
_ONLY_WHEN = re.compile(r"(?:행사|개최)?(?:기간|일시|일자|시기)")
_NAMED_BEFORE = re.compile(r"[)）\s]*및\s")
_BRACKETED = re.compile(r"[(（](?P<name>[^()（）]{2,15})[)）]\s?(?=\S)")
_LEADS_ON = re.compile(r"[▹▷▸‣]")
_LEADS_TO = re.compile(r"[⇨→➡⇒]")
_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]")
_ASIDE_BEHIND = re.compile(r"\s*[(（][^()（）]*[)）]$")
_BUILT = re.compile(r"(?:착공|준공|완공|개관|개소|개장|개통|오픈)")
_RUN = re.compile(r"(?<=[가-힣])\s(?:운영|지원)$")
_BOXED = frozenset("❖◇◆◈◊")
"""Marks of a sentence that leads to sections and heads nothing."""
_LONGEST, _LONGEST_FRONT = 60, 40
_WORDS, _ENOUGH = re.compile(r"[^\W_]{2,}"), 3
"""What two tellings of one event share, and how many of them tell it from others."""
_ANY_YEAR = 2000
"""Stands in for the report's where it matters only whether a date is printed."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a bullet says to happen, and when; offsets are into its text."""

    start: int
    """Of the date."""
    end: int
    at: int
    """Where the words for it begin, with what joins them to those before."""
    what: str


def happens(what: str) -> bool:
    """Whether words name something that happens, and not the time of it."""
    said = _ASIDE_BEHIND.sub("", what)
    if " *" in what:  # a remark on a word before
        return False
    if not 2 <= len(what) <= _LONGEST or _NO_HAPPENING.fullmatch(said) or said.count("(") != said.count(")"):
        return False
    return (_last_happening(what) or _last_happening(said)) is not None


def is_told_by(what: str, other: str) -> bool:
    """Whether what happens on the same days is told by ``other`` too, in the same words and perhaps more."""
    words = set(_WORDS.findall(what))
    return len(words) >= _ENOUGH and not is_bare(what) and words <= set(_WORDS.findall(other))


def lasts(what: str) -> bool:
    """Whether what happens takes its time, so that a day before which it happens is its end."""
    return _LASTS.search(what) is not None


def is_bare(what: str) -> bool:
    """Whether words name nothing that something happens to: 선정, 계획 수립."""
    return not _NOTHING_NAMED.sub("", _HAPPENS.sub(" ", _ASIDE.sub("", what))).strip()


def is_time(label: str) -> bool:
    """Whether a label like 추진일정 says only that dates follow."""
    return _NO_HAPPENING.fullmatch(label) is not None or is_section(label)


def subject(label: Label | None) -> str:
    """What a bullet's label says the dates are of; "" for none, and for one like 추진일정."""
    return "" if label is None or is_time(label.name) else label.name


def joined(of: str, what: str) -> str:
    """What something is of, and what happens to it: ``강변관`` and ``준공``; 강변관 운영, once built, is left to it."""
    happening = collapsed(what)
    if _BUILT.match(happening):
        of = _RUN.sub("", of)
    if happening in of:
        return of if of.endswith(happening) else happening
    return f"{of}, {happening}" if of.endswith(" 중") else f"{of} {happening}".strip()


def occasion(reading: Reading, node: Node, owner: Node, said: Said) -> str:
    """What a bullet says to happen; where it says only when, 기간 : 6. 10.~18., the heading above it says what.

    ``owner`` is the programme that the bullet is told under: its own 기간 is no event.
    """
    if _ONLY_WHEN.fullmatch(said.what):
        return _heading_above(reading, node, owner)
    return said.what


def told(reading: Reading, node: Node, owner: Node, said: Said, before: str) -> str:
    """What happens as it is understood below the name of its programme, ``owner``.

    ``before`` is the event that the bullet tells before this one, "" for the first.
    """
    text, what = reading.text(node), said.what
    label = read_label(text)
    led_on = _leading(text, label, _LEADS_ON, said.start)
    schedule = _schedule(reading, node)
    if led_on:
        return _with_front(led_on, what)
    if label and text.startswith(("(", "（")) and not attribute_labelled(label.name) and _specific(label):
        return _with_front(label.name, what)
    if is_bare(what) and before and _NAMED_BEFORE.match(text, said.at):
        return collapsed(f"{_object(before)} {what}")
    if node is owner or not (schedule or is_bare(what)):
        return what
    above = _heading_above(reading, schedule or node, owner)
    return _with_front(_leading(text, label, _LEADS_TO, said.start) or _specific(label) or above, what)


def _schedule(reading: Reading, node: Node) -> Node | None:
    """The bullet whose place in the outline says of what a schedule is; None for a node that is not of one."""
    parent = None if node.parent is None else reading.outline.nodes[node.parent]
    label = read_label(reading.text(node))
    if label and is_time(label.name):
        # * 추진일정 : … below the last bullet tells of what stands above all of them.
        return parent if parent and node.kind == "note" else node
    above = read_label(reading.text(parent)) if parent and node.kind == "text" else None
    return parent if above and is_time(above.name) else None


def _specific(label: Label | None) -> str:
    """What a label says the dates are of; "" for one like ’31년 하반기 계획."""
    name = subject(label)
    return "" if is_bare(name) else name


def _with_front(front: str, what: str) -> str:
    return f"{front}{BETWEEN}{what}" if front and front not in what else what


def _leading(text: str, label: Label | None, marks: re.Pattern[str], end: int) -> str:
    """What a bullet is about before ▹ or ⇨: ``한빛관▹공사(5월)``; "" for none, and where it has dates of its own."""
    start = label.value_start if label else 0
    mark = marks.search(text, start, end)
    words = text[start : mark.start()] if mark else ""
    shown = closed_up(collapsed(_ASIDE.sub("", words)))
    if read_periods(words, _ANY_YEAR) or is_bare(shown) or len(shown) > _LONGEST_FRONT:
        return ""
    return shown


def _heading_above(reading: Reading, node: Node, owner: Node) -> str:
    """What the heading right above a bullet is about; "" for a section, a sentence in a box, and the programme."""
    parent = None if node.parent is None else reading.outline.nodes[node.parent]
    # An unmarked line above a bullet may be the second line of another one.
    if parent is None or parent is owner or parent.kind != "item" or parent.mark[:1] in _BOXED:
        return ""
    if is_section(reading.outline.heading(parent)):
        return ""
    text = reading.text(parent)
    label = read_label(text)
    if label and attribute_labelled(label.name):
        return ""
    bracketed = _BRACKETED.match(text)
    named = bracketed["name"] if bracketed else subject(label)
    if not is_bare(named):
        return named
    name = name_of(reading.outline.heading(parent))
    return name if len(name) <= _LONGEST_FRONT else ""


def _object(what: str) -> str:
    """What something happens to: 참여기업 of 참여기업 모집."""
    happening = _last_happening(what)
    return what[: happening.start()].rstrip(" ·‧․") if happening else what


def _last_happening(what: str) -> re.Match[str] | None:
    return _HAPPENS_LAST.search(what)
