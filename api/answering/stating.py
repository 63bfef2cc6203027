"""What a passage states: the kind of value that is asked for, under the label that is asked for."""

import re

from api.answering.letters import letters
from api.answering.profiles import Profile
from api.answering.query import Query
from api.answering.ranges import bounds_said
from api.answering.segments import lacks_value
from ingest.table_cells import Cell
from ingest.table_header import is_total
from ingest.values import months_in
from retriever.cells import TableCell

_SERIES = re.compile(r"\d\s*[→⇒➡⇨]\s*\D{0,8}\d")
"""Figures from year to year, which leave their unit to the label."""
_MONTH = re.compile(r"(?<!\d)(\d{1,2})월")
_AS_OF_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})월\s?(?:누계|말\s?(?:기준|현재|누계)|까지(?=.*(?:누계|실적|집행|수입|지출|들어온|쓴\s돈)))"
)
SPENDING = "세출"
"""What the budget of a department is where a table tells it from what comes in."""
_DUTIES = re.compile(r"업무|분장|사무(?!실)")
_BRACKETED = re.compile(r"[(（][△▲▽▼+-]?\s?[\d,.]+[)）]")
_MEASURE = re.compile(r"(?:액|[률율수]|값|단위|사업비|[총순]투자|지출|수입)$")
"""A header that says what is measured, and not of what."""
_TOTAL_OF = re.compile(
    r"[(（](?![^()（）]*(?:[원명개건톤호%]|가구|세대|개소|누계|잔액|포함|제외|기준)[)）])[가-힣]{2,}[^()（）]*[)）]$"
)
"""Says of what a total is: 계(가람대)."""
_AFTER = re.compile(r"[가-힣]\s?(?:이후|직후|완료\s?후|[전때]까지)")
"""When something is, told by what comes before it: 조례 개정 이후."""
_TIME = re.compile(r"\d+\s?(?:년도?|분기|월)?|[상하]반기|이[전후]|누계|예산|결산|계획|\W")
_APPLYING = re.compile(r"(?:지원|신청|접수|응모|모집|공모)\S*\s*(?:마감|기간|기한|언제|일정|날짜)")
_OF_THE_WORK = re.compile(r"(?:활동|사업|운영|공사|계약|추진|행사)\s?(?:기간|일정)")
_ENDS = re.compile(r"끝나|끝내|끝마|마감|종료")
_PERIOD = re.compile(r"\d\s?[년월일.]?(?:[(（][월화수목금토일][)）])?\s*[~∼～]\s*[’‘'\d]")
_GIVES_REASON = re.compile(
    r"위[해하한]|때문|따[라른르]|인[해한]|기인|[이]유|사유|배경|원인|필요|목적|취지|부족|한계|우려|문제|어려|미흡|저하|감소|악화|않|못|없|곤란|"
    r"[⇒→⇨➡⇢]|하고자|하여|개선|해소|대[비응]|방지|예방|극복|차원|도모|제고|강화|확대|탓|통[해한]|게\s|(?<!순)으로\s|도록|므로|으로써|[아어]서|위축|변화|심화|증가"
)
_ONLY_A_DATE = re.compile(r"[\d\s.,년월일’‘'()（）월화수목금토]+")
"""Of nothing: the day on which a notice is signed."""
_ONLY_A_TIME = re.compile(r"(?=.*(?:[년월.’‘']|[반분]기))[\d\s.,년월일’‘'()（）상하반분기초말중순~∼～-]+")
"""Behind a label: it tells no place."""
_SYLLABLE = re.compile(r"[가-힣A-Za-z]")
_IN_WORDS = frozenset({"name", "which", "operator", "place", "target", "purpose", "reason", "method"})
"""The attributes that no figure tells."""
_RATE = re.compile(r"[가-힣][률율](?![가-힣]{2})|%|퍼센트|프로|비중|비율|증감")
"""What a question says that a rate may answer."""


def kind_fits(query: Query, profile: Profile) -> float:
    """1 for the kind of value asked for, -1 for others only; a table's cells leave their unit to the header.

    -2 where nothing else will do: who wants to call is not served by a mail address.
    """
    kinds = query.attribute.kinds if query.attribute else frozenset()
    if profile.cell and not query.claims and is_said(profile.cell, query.text):
        return -1.0
    if is_told_in_words(query) and profile.cell and is_figure(profile.cell):
        return -1.0
    if query.counter is None and not kinds:
        return -1.0 if _lacks_reason(query, profile) else 0.0
    if profile.cell is None and lacks_value(query, profile.passage.text):
        return -2.0
    if profile.cell is None and _ONLY_A_DATE.fullmatch(profile.text):
        return -1.0
    if "place" in kinds and profile.label and _ONLY_A_TIME.fullmatch(profile.passage.text, profile.label.value_start):
        return -2.0
    if query.counter.search(profile.text) if query.counter else kinds & profile.kinds:
        return 1.0
    if query.counter is not None and query.attribute is not None and query.attribute.name == "contact":
        return -2.0
    if _is_series(profile) and query.year in profile.years:
        return 1.0
    return 0.0 if _may_state(query, profile) else -1.0


def _lacks_reason(query: Query, profile: Profile) -> bool:
    """Whether a reason is asked for and a passage has no word that gives one."""
    asks = query.attribute is not None and query.attribute.name == "reason"
    return asks and _GIVES_REASON.search(profile.text) is None and not is_labelled(query, profile)


def is_told_in_words(query: Query) -> bool:
    """Whether no figure of a table answers, as a question for who or why."""
    return query.counter is None and query.attribute is not None and query.attribute.name in _IN_WORDS


def is_said(cell: TableCell, question: str) -> bool:
    """Whether a question says the value of a cell itself, and so asks for another of its row: 198㎡ 이상이면 얼마."""
    return any(bound == letters(cell.cell.text) for bound in bounds_said(question))


def is_figure(cell: TableCell) -> bool:
    """Whether a cell holds no word."""
    return _SYLLABLE.search(cell.cell.text) is None


def is_of_a_thing(cell: TableCell) -> bool:
    """Whether a header of a cell says of what it is, as 제조업 does, beside what is measured, and when."""
    headers = (cell.cell.row, cell.cell.column)
    if any(is_total(name) and _TOTAL_OF.search(name) for name in headers):
        return True
    names = (name for name in headers if not is_total(name) and not _MEASURE.search(name))
    return any(_TIME.sub("", name) for name in names)


def _may_state(query: Query, profile: Profile) -> bool:
    """Whether a passage may hold the value in another form.

    A row without its unit, 장소(새솔홀), 83개 for 몇 대, a series of figures.
    """
    if profile.passage.kind == "row" and profile.has_digits:
        return True
    if query.counter is not None and _is_series(profile):
        return True
    if query.counter is not None:
        return query.head is not None and "count" in profile.kinds and not query.head.forms.isdisjoint(profile.own)
    if query.attribute is not None and query.attribute.name == "schedule" and _AFTER.search(profile.text):
        return True
    return query.attribute is not None and query.attribute.stated.search(profile.text) is not None


def _is_series(profile: Profile) -> bool:
    return profile.label is not None and _SERIES.search(profile.text) is not None


def is_of_other_unit(query: Query, profile: Profile) -> bool:
    """Whether a cell is a rate where another value is asked for, or another value where a rate is."""
    if profile.cell is None or query.attribute is None or not query.asks_for_a_value:
        return False
    unit = profile.cell.cell.unit
    asks_for_rate = query.attribute.name == "rate"
    if not unit:
        return _is_bracketed(profile.cell.cell) != asks_for_rate and _has_twin(profile.cell)
    if asks_for_rate:
        return unit != "%"
    return unit == "%" and _RATE.search(query.text) is None


def _has_twin(cell: TableCell) -> bool:
    """Whether a figure stands above another in brackets, by how much it changed, or that one below it."""
    own = cell.cell
    alike = (other for other in cell.table.cells if (other.row, other.column) == (own.row, own.column))
    return any(_is_bracketed(other) != _is_bracketed(own) for other in alike)


def _is_bracketed(cell: Cell) -> bool:
    return _BRACKETED.fullmatch(cell.text) is not None


def carries_own_words(query: Query, profile: Profile) -> bool:
    """Whether a passage has the question's own word for the attribute, or the period that tells when something ends."""
    asks_for_end = query.attribute is not None and query.attribute.name == "schedule" and _ENDS.search(query.text)
    return bool(asks_for_end and _PERIOD.search(profile.text)) or not query.label_words.isdisjoint(profile.own)


def only_defines(query: Query, profile: Profile) -> bool:
    """Whether the passage is a footnote and something else than a meaning is asked for."""
    return profile.passage.kind == "footnote" and query.attribute is not None and query.attribute.name != "definition"


def is_labelled(query: Query, profile: Profile) -> bool:
    """Whether the passage is stated to be of the attribute; a footnote states the meaning of its term."""
    asks = query.attribute
    if asks is None:
        return False
    if profile.passage.kind == "footnote" and asks.name == "definition":
        return True
    if asks.name == "operator" and profile.cell and profile.cell.is_prose and _DUTIES.search(profile.cell.cell.column):
        return True  # a department stands beside its duties
    if asks.name == "budget" and profile.cell and profile.cell.cell.row == SPENDING:
        return True
    label = profile.cell.cell.column if profile.cell else profile.label.name if profile.label else None
    if label is None or asks.labels.search(label) is None:
        return False
    # Until when one may apply is told by no 사업기간.
    return not (asks.name == "schedule" and _APPLYING.search(query.text) and _OF_THE_WORK.search(label))


def months_told(query: Query, told: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """Of the months of which documents say that their figures are, those that a question names, with the year or alone:
    ``2031년 상반기(6월 누계)``, ``3월까지``. Of a month of which none says so, ``9월 누계``, in no year.
    """
    named = {int(month) for month in _MONTH.findall(query.text)}
    alone = {(year, month) for year, month in told if month in named and query.year in (None, year)}
    of_none = {(0, int(month)) for month in _AS_OF_MONTH.findall(query.text)}
    return months_in(query.text) or frozenset(alone or of_none)
