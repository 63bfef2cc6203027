"""What a guide's events leave out: sentences that name a kind of event beside a date, told as they stand.

A guide shows no event that a sentence tells on its way, 6월에 개소하여 …, and none of a row of a table.
"""

import re
from collections.abc import Iterator, Sequence

from api.answering.citations import cite
from api.answering.editions import year_of
from api.guide.headings import is_past
from api.guide.model import Event, Guide
from api.overview.proof import stands_under
from ingest.passages import Passage
from ingest.spacing import collapsed
from ingest.values import Period, duration_days, read_periods, years_in

_NEAR = 35
"""Characters between a word and its date."""
_KINDS = frozenset({"item", "title", "note", "row"})
_YEAR = 360
"""Days of what says no more than its year."""
_MAX_QUOTE = 160


def mentions(guide: Guide, passages: Sequence[Passage], said: re.Pattern[str]) -> Iterator[Event]:
    """The passages of a document in which a date stands beside what ``said`` matches; they print no date apart."""
    year = year_of(guide.document)
    for passage in passages:
        if passage.document_id != guide.document.id or passage.kind not in _KINDS:
            continue
        for period in _dates(passage, said, year):
            first, last = period.first or period.last, period.last or period.first
            if first and last:
                words, programme = _shortened(passage.text), _programme(guide, passage)
                yield Event(first, last, "", words, programme, cite(1, guide.document, passage))


def _programme(guide: Guide, passage: Passage) -> str:
    """The name of the innermost programme that a passage stands under; "" for none."""
    upper = [one for part in guide.parts for one in part.programmes if stands_under(passage.section, one.heading)]
    return max(upper, key=lambda one: len(one.heading.section)).name if upper else ""


def _dates(passage: Passage, said: re.Pattern[str], year: int | None) -> Iterator[Period]:
    """The date nearest to each word; one whose year is not printed must be of the report's."""
    words = [match.span() for match in said.finditer(passage.text)]
    read = read_periods(passage.text, year) if words else []
    periods = [period for period in read if (duration_days(period) or 0) < _YEAR]
    others = set(years_in(" ".join((passage.text, *passage.section)))) - {year}
    is_of_year = not others and not any(map(is_past, passage.section))
    for word in words:
        near = min(periods, key=lambda period: _between(period, word), default=None)
        if near is None or _between(near, word) > _NEAR:
            continue
        if is_of_year or years_in(passage.text[near.start : near.end]):
            yield near


def _between(period: Period, word: tuple[int, int]) -> int:
    """How many characters stand between a date and a word."""
    return max(period.start - word[1], word[0] - period.end)


def _shortened(text: str) -> str:
    shown = collapsed(text)
    return shown if len(shown) <= _MAX_QUOTE else shown[:_MAX_QUOTE].rsplit(" ", 1)[0] + " …"
