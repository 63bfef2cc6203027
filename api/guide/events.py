"""The timeline: what the programmes of a document open, begin, recruit and finish, each with its printed date."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from api.guide.headings import is_past
from api.guide.labels import without_additions
from api.guide.model import Event
from api.guide.occasions import BETWEEN, Said, happens, is_told_by, joined, lasts, occasion, subject, told
from api.guide.programmes import Place, Programmes
from api.guide.reading import Reading
from ingest.facts import Fact, read_facts
from ingest.labels import read_label
from ingest.outline import Node
from ingest.spacing import closed_up, collapsed
from ingest.values import Period, read_periods, years_in

_KINDS = frozenset({"item", "title", "note", "text"})
_HAS_MONTH = re.compile(r"\d\s?월|\d{2}\s?[.년]\s?\d{1,2}|\d{1,2}\.\s?\d{1,2}")
_BUDGET_YEAR = re.compile(
    r"(?:[’‘'`]\s?\d\d|20\d\d)(?:\s?[~～]\s?\d{2,4})?\s?(?:회계)?년도?\s?(?:본|추경|성과)?\s?(?:예산|결산|성과계획|기금|중기재정)"
    r"|(?:20\d\d)\s?회계연도"
)
"""The year of a budget or of accounts, 2032년도 본예산, is not the one in which it is made."""
_PRINTED_YEAR = re.compile(r"^[~～∼\s]*(?:[’‘'`]\s?\d\d|\d{4})\s?[.년]")
_HAS_DAY = re.compile(r"\d\s?[월.]\s?\d{1,2}\s?[일.]|\d\s?일")
_LENGTH = re.compile(r"\s*[,(（]\s*(?:약\s?)?(?P<count>\d{1,2})\s?(?P<unit>개월|년)간?(?:[)）]|(?=\s*[,/]|\s*$))")
_PART_OF_YEAR = re.compile(r"반기|분기")
_PART_SAID = re.compile(r"(?:상|하)반기$|\d\s?분기$")
_IN_LIST = re.compile(r"\d\s?[,·]\s?$")
"""Before the last of several months, ``3, 6, 9월``, which is not read alone."""
_BEHIND = re.compile(r"(?P<what>\s?[가-힣·]{2,6}(?:\s[가-힣·]{2,8})?)(?:\s?[(（][^()（）]*[)）])?(?=\s?(?:[)）,;/]|$))")
_DISTRICT = re.compile(r"[가-힣]{1,4}[시군구]")
_OF_DATE_BEFORE = re.compile(r"\s?[가-힣「｢‘](?:[^,;:(（]|[(（][^()（）]*[)）])*")
"""What follows a date that opens a bullet is not of the next date: ``3월 나눔터 새 단장(한빛), 5월 개관``."""
_JOINS = re.compile(r"[⇨→➡⇒※▹▷▸‣]|\n+(?=[(（])|[(（](?:연중|상시|수시|매[년월주]|분기|반기)[^()（）]*[)）],?")
_OPENS = re.compile(r"^[\s)）\],、;·]+")
_ASIDE_BEHIND = re.compile(r"\s*[(（][^()（）]*[)）]?\s*$")
_OPEN_BRACKET = re.compile(r"(?<=\S)[(（][^()（）]*,\s*$")
"""Before a date that is not the first in its bracket: ``평가(13개 기관, 4~7월)``."""
_STAR = re.compile(r"(?<=[가-힣])[*](?=\s)")
_BRACKETED = re.compile(r"[(][^()]+[)]\S")
_AS_OF = re.compile(r"\s*말?\s*(?:기준|현재|누적|당시)")
_EDGES = " \t\n:：-–,，·‧*(（"
_LONGEST, _SHORT, _WORD = 60, 30, 6


def read_events(reading: Reading, programmes: Programmes) -> tuple[Event, ...]:
    """The events of all programmes by their first day; those of one day in the order of the text."""
    names = {place.node.number: place for place in programmes.places}
    found: dict[tuple[object, ...], Event] = {}
    for node in reading.outline.nodes:
        owner = programmes.of(node) if node.kind in _KINDS else None
        if owner is not None:
            for event in _events_of(reading, node, names[owner.number]):
                found.setdefault((event.programme, event.what, event.first), event)
    return tuple(sorted(_told_once(list(found.values())), key=lambda event: (event.first, event.last)))


def _told_once(events: Sequence[Event]) -> Iterator[Event]:
    """The events without those that another one tells in more words, or in the same ones before."""
    for event in events:
        others = [
            o for o in events if (o.first, o.last) == (event.first, event.last) and is_told_by(event.what, o.what)
        ]
        if event is max(others, key=lambda other: len(other.what), default=event):
            yield event


def _events_of(reading: Reading, node: Node, place: Place) -> Iterator[Event]:
    text = reading.text(node)
    periods = {period.start: period for period in read_periods(text, reading.year)}
    before = ""
    for found in (*_named(text), *_dated_first(text)):
        period = periods.get(found.start)
        said = replace(found, what=occasion(reading, node, place.node, found))
        if period is None or not _is_sure(reading, node, period) or not happens(said.what):
            continue
        days = _days(period, text)
        if days is None:
            continue
        what = told(reading, node, place.node, said, before)
        printed = collapsed(text[period.start : _length_end(period, text)])
        is_begun = period.first is None and lasts(said.what)
        goes_on = period.last is None and _length(period, text) is None
        yield Event(*days, printed, what, place.name, reading.cite(node), is_begun, goes_on)
        before = said.what


def _days(period: Period, text: str) -> tuple[date, date] | None:
    """The first and last day of an event: of its month, where the period is open and neither day nor length is told.

    None where it ends before it begins: one of the two is misprinted.
    """
    if period.first and period.last:
        return (period.first, period.last) if period.first <= period.last else None
    day = period.first or period.last
    if day is None:
        return None
    length = _length(period, text)
    if length:
        return day, _after(day, int(length["count"]) * (12 if length["unit"] == "년" else 1))
    if _HAS_DAY.search(_PRINTED_YEAR.sub("", text[period.start : period.end])):
        return day, day
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _length(period: Period, text: str) -> re.Match[str] | None:
    """How long a period without an end is said to last: ``지원(5월~, 10개월)``."""
    return _LENGTH.match(text, period.end) if period.last is None else None


def _length_end(period: Period, text: str) -> int:
    length = _length(period, text)
    if length is None:
        return period.end
    return length.end() if "(" in length[0] else length.end("unit")


def _after(first: date, months: int) -> date:
    """The last day of so many months that begin with ``first``."""
    year, month = divmod(12 * first.year + first.month - 1 + months, 12)
    day = min(first.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)


def _named(text: str) -> Iterator[Said]:
    """Each date with what happens then: ``설계(3~5월)⇨개관(9월)``, ``건립공사 착공 : 5월``, ``한빛관 (5월 준공)``."""
    label = read_label(text)
    done = label.value_start if label else 0
    for fact in read_facts(text):
        if fact.kind != "date" or _is_said_of(text, fact):
            continue
        if _IN_LIST.search(text[: fact.start]):
            done = fact.end
            continue
        behind = _BEHIND.match(text, fact.end)
        before = _tidy(text[done : fact.start])
        if behind and happens(behind["what"].strip()):
            last = before if len(before) <= _SHORT else before.rsplit(", ", 1)[-1]
            of = last if 0 < len(last) <= _SHORT else subject(label)
            if _DISTRICT.fullmatch(of) and subject(label):
                of = f"{subject(label)}{BETWEEN}{of}"
            yield Said(fact.start, fact.end, done, joined(of, behind["what"]))
            done = behind.end()
            continue
        if not _AS_OF.match(text, fact.end):
            what = before or ("" if done or label is None else label.name) or fact.of
            yield Said(fact.start, fact.end, done, what)
        opens = not before and _HAS_MONTH.search(text[fact.start : fact.end])
        follows = _OF_DATE_BEFORE.match(text, fact.end) if opens else None
        done = follows.end() if follows else fact.end


def _is_said_of(text: str, fact: Fact) -> bool:
    """Whether a part of the year only says which: 상반기 of ``상반기 실적 점검(7월)``."""
    said = _PART_SAID.search(text[fact.start : fact.end])
    return said is not None and re.match(r"\s[가-힣]", text[fact.end :]) is not None


def _dated_first(text: str) -> Iterator[Said]:
    """The date that a bullet opens with, and what follows it: ``’31. 9. 나눔계획 시의회 동의``."""
    opening = next(iter(read_periods(text, 2000)), None)
    if opening is None or text[: opening.start].strip(" (‘’'`") or _AS_OF.match(text, opening.end):
        return
    what = re.split(r"[,;]\s|[⇨→➡⇒]", without_additions(text[opening.end :]), maxsplit=1)[0]
    if not _HAS_MONTH.search(what):
        yield Said(opening.start, opening.end, opening.end, _tidy(_ASIDE_BEHIND.sub("", what)))


def _tidy(words: str) -> str:
    """What is printed between two dates without what joins them, and only its last part where it is long."""
    last_joined = _OPEN_BRACKET.sub("", _JOINS.split(words)[-1])
    opened = collapsed(_OPENS.sub("", _STAR.sub("", last_joined)))
    # The bracket of (가칭)누림뜰 건립 closes in these words, that of a date does not.
    shown = closed_up(opened.rstrip(_EDGES).lstrip(_EDGES.replace("(", "") if _BRACKETED.match(opened) else _EDGES))
    last = shown.rsplit(", ", 1)[-1].strip(_EDGES)
    if len(shown) > _LONGEST or len(last) <= _WORD:
        shown = last
    return re.sub(r"^(?:및\s?|와\s|과\s|등\s|에 따른\s)", "", shown)


def _is_sure(reading: Reading, node: Node, period: Period) -> bool:
    """Whether a date names a month, and its year is printed or can only be the report's, or half a printed year."""
    text = reading.text(node)
    printed = text[period.start : period.end]
    has_year = bool(years_in(printed)) or re.match(r"\d{4}", printed.strip("(~～ ")) is not None
    if not _HAS_MONTH.search(printed):
        return has_year and _PART_OF_YEAR.search(printed) is not None
    if has_year:
        return True
    above = [reading.outline.heading(other) for other in reading.outline.ancestors(node)]
    others = set(years_in(_BUDGET_YEAR.sub(" ", " ".join((text, *above))))) - {reading.year}
    return not others and not any(is_past(heading) for heading in above)
