"""What happens in a period, out of the guide of a document: what opens, starts, is finished, recruited for, ends."""

import re
from collections.abc import Iterator, Sequence

from api.answering.editions import year_of
from api.guide.model import Event, Guide, Statement
from api.guide.occasions import BETWEEN
from api.overview.mentions import mentions
from api.overview.period import Days
from api.overview.reading import Happening
from ingest.passages import Passage
from ingest.values import Period, read_periods

_PRINTED: dict[Happening, re.Pattern[str]] = {
    "opening": re.compile(r"개관|(?<!\d)(?<!\d\s)개소|개장|개원|오픈(?!스|이)|개통"),
    "start": re.compile(r"착공|(?:^|\s)공사$"),
    "finish": re.compile(r"준공(?!물량)|완공"),
    "recruiting": re.compile(r"모집|공모(?!사업|\s?(?:신청|선정결과|준비)|[)）])|접수|신청\s?(?:기간|기한)"),
    "occasion": re.compile(
        r"개최(?!\s?장소)|행사(?!항)|축제|박람회|설명회|보고회|간담회|전시회|컨퍼런스|페스티벌|경연|"
        r"(?:개관|개소|기념|발대|시상|준공|착공|출범)식"
    ),
    "end": re.compile(r"종료|마무리|준공(?!물량)|완공|(?:사업|운영|추진|시행|공사|용역|연구|과업|조성|건립)기간$"),
    "any": re.compile(""),
}
"""How a report says it, in what happens or in the label of a schedule."""
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_LASTS = re.compile(r"기간$")


def happenings(guide: Guide, passages: Sequence[Passage], happening: Happening, days: Days | None) -> Iterator[Event]:
    """The events of one kind in some days; all that the guide knows where ``days`` is None."""
    seen: set[tuple[int, object]] = set()
    told: list[Event] = []
    for event in (*guide.events, *_schedules(guide)):
        key = event.citation.start, event.first
        if key not in seen and _is_of(event, happening) and (days is None or _falls_in(event, happening, days)):
            seen.add(key)
            told.append(event)
    yield from told
    if days is None or happening == "any":
        return
    for event in mentions(guide, passages, _PRINTED[happening]):
        if _falls_in(event, happening, days) and not any(_overlap(event, other) for other in told):
            told.append(event)
            yield event


def _schedules(guide: Guide) -> Iterator[Event]:
    """The labelled periods of the programmes, 신청기간 and 사업기간, as events."""
    year = year_of(guide.document)
    for part in guide.parts:
        for programme in part.programmes:
            for statement in programme.statements:
                period = _only_period(statement, year)
                if period and period.first and period.last:
                    said = statement.value, statement.label, programme.name, statement.citation
                    yield Event(period.first, period.last, *said)


def _only_period(statement: Statement, year: int | None) -> Period | None:
    periods = read_periods(statement.value, year) if statement.attribute == "schedule" else []
    return periods[0] if len(periods) == 1 else None


def _is_of(event: Event, happening: Happening) -> bool:
    what = _ASIDE.sub("", event.what.rpartition(BETWEEN)[2])
    if happening == "any":
        return not _LASTS.search(what) or _PRINTED["recruiting"].search(what) is not None
    return _PRINTED[happening].search(what) is not None


def _falls_in(event: Event, happening: Happening, days: Days) -> bool:
    """Whether what begins begins in these days, what is finished then ends in them, and what lasts touches them."""
    first, last = days
    if happening == "start":
        return first <= event.first <= last
    if happening in ("recruiting", "occasion", "any"):
        return event.first <= last and first <= event.last
    return first <= event.last <= last


def _overlap(one: Event, other: Event) -> bool:
    return one.citation.start < other.citation.end and other.citation.start < one.citation.end
