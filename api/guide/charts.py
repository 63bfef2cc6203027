"""The pictures of a guide as plain geometry: what stands where, in units of the drawing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from api.guide.model import Event, Money

WIDTH = 720
_MONTH = WIDTH // 12
_AXIS = 26
"""Height of the names of the months."""
_LABEL = 24
"""Height of the line that names a row."""
_LANE = 22
_GAP = 8
"""Between rows."""
_NARROWEST = 26
"""Of an event: its number must fit in."""
_BAR = 14


@dataclass(frozen=True, slots=True)
class Span:
    """An event as a box."""

    number: int
    """Of the event in the table beside the picture."""
    x: float
    y: float
    width: float
    is_begun: bool
    """Whether it began before what is drawn of it: in an earlier year, or when the document does not say."""
    goes_on: bool
    """Whether it goes on after what is drawn of it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A programme and its events, those that would overlap below one another."""

    name: str
    y: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """One year of events, a row for each programme."""

    year: int
    rows: tuple[Row, ...]
    height: float
    unseen: int
    """How many events lie in other years."""

    @property
    def months(self) -> tuple[tuple[int, float], ...]:
        """The months and where each begins."""
        return tuple((month, (month - 1) * _MONTH) for month in range(1, 13))


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount as a box below its name."""

    money: Money
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Bars:
    """Amounts, one below the other."""

    bars: tuple[Bar, ...]
    height: float


def numbered(events: Iterable[Event], programmes: Iterable[str]) -> dict[str, list[tuple[int, Event]]]:
    """The events of each programme that has any, in the order of ``programmes`` and time, numbered through from 1."""
    of: dict[str, list[Event]] = {name: [] for name in programmes}
    for event in sorted(events, key=lambda event: (event.first, event.last)):
        of.setdefault(event.programme, []).append(event)
    numbers = count(1)
    return {name: [(next(numbers), event) for event in own] for name, own in of.items() if own}


def timeline(schedule: Mapping[str, Sequence[tuple[int, Event]]], dated: str) -> Timeline:
    """One year of the events that `numbered` gives: that of the document's date if anything is in it, else the busiest.

    ``dated`` is as in `Document.date`.
    """
    year = _shown_year([event for own in schedule.values() for _, event in own], dated)
    rows: list[Row] = []
    y: float = _AXIS
    unseen = 0
    for name, own in schedule.items():
        seen = [(number, event) for number, event in own if event.first.year <= year <= event.last.year]
        unseen += len(own) - len(seen)
        if seen:
            spans = _in_lanes(seen, year, y + _LABEL)
            rows.append(Row(name, y, spans))
            y = max(span.y for span in spans) + _LANE + _GAP
    return Timeline(year, tuple(rows), y, unseen)


def bars(items: Sequence[Money]) -> Bars:
    """Amounts in their order, the largest as wide as the drawing."""
    most = max((item.won for item in items), default=0) or 1
    height = _LABEL + _BAR + _GAP
    drawn = (Bar(item, row * height, max(2.0, WIDTH * item.won / most)) for row, item in enumerate(items))
    return Bars(tuple(drawn), height * len(items))


def _shown_year(events: Sequence[Event], dated: str) -> int:
    years = Counter(year for event in events for year in range(event.first.year, event.last.year + 1))
    own = int(dated[:4]) if dated[:4].isdigit() else 0
    return own if own in years else max(years, key=lambda year: (years[year], year), default=0)


def _in_lanes(own: Sequence[tuple[int, Event]], year: int, top: float) -> tuple[Span, ...]:
    """The events of a programme, in order of time, each in the first lane that has room for it."""
    ends: list[float] = []
    spans = []
    for number, event in own:
        first, last = max(event.first, date(year, 1, 1)), min(event.last, date(year, 12, 31))
        x = min(_place(first), WIDTH - _NARROWEST)
        width = max(_NARROWEST, _place(last) + _MONTH / 31 - x)
        lane = next(lane for lane in count() if lane == len(ends) or ends[lane] <= x)
        ends[lane:] = [x + width + 2, *ends[lane + 1 :]]
        is_begun, goes_on = first > event.first or event.is_begun, last < event.last or event.goes_on
        spans.append(Span(number, round(x, 1), top + lane * _LANE, round(width, 1), is_begun, goes_on))
    return tuple(spans)


def _place(day: date) -> float:
    return (day.month - 1) * _MONTH + (day.day - 1) / 31 * _MONTH
