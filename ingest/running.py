"""Running titles and page numbers: the lines that stand at the head or foot of page after page.

They stay in the canonical text, but are in no sentence. Two things tell them, at a page's edge only: a number that
counts with the pages (``주요업무계획 12``), or the same words on most pages of a stretch that stand nowhere else. What
may be content stays: a bullet, a row or header of a table, and where only a part of the report repeats a line, its
first, which may be the heading that is repeated.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.columns import is_head
from ingest.formats.flow import RULE
from ingest.markers import read_marker
from ingest.spacing import collapsed

_PAGE_NUMBER = re.compile(r"[-–－—\s]*\d{1,4}[-–－—\s]*")
_BETWEEN_DASHES = re.compile(r"\s*[-–－—]\s*(\d{1,4})\s*[-–－—]\s*")
_NUMBER = re.compile(r"(?<![\w,])(?<!\d\.)\d{1,4}(?=(?:쪽|페이지)?(?![\w.,%]))")
"""A number that is of nothing but pages: no month, no amount."""
_COUNTS = "\0"
"""Stands around a number that counts with the pages."""
_NAMED = re.compile(
    rf"\W*(?:[가-힣]{{1,3}}|[가-힣]+(?:과제|전략|사업|현안|목표|분야))\W*{_COUNTS}[^{_COUNTS}]*{_COUNTS}\W*"
)
"""A number that names what the page holds: ``붙임 2``."""
_MIN_PAGES = 4
_MOST = 2 / 3
"""Share of a stretch of pages, from the first to the last, on which a line repeats."""
_MANY = 0.4
"""Share of all pages on which a number counts; left and right pages may print it differently."""
_MAX_LINES = 3
"""Lines that a page's head or foot has."""


class _Row(NamedTuple):
    """A line that prints something: where it starts, and its words."""

    start: int
    words: str


_Page = list[_Row]


def is_page_number(line: str) -> bool:
    """Whether a line prints nothing but a number, as at a page's head or foot."""
    return _PAGE_NUMBER.fullmatch(line) is not None


def running_lines(text: str, pages: Sequence[int]) -> frozenset[int]:
    """The offsets at which the running lines of a canonical text start; ``pages`` are those of its pages.

    The pages of a text that does not know them are told by numbers between dashes, one after the other.
    """
    rows = _rows(text)
    found = {row.start for row in rows if _BETWEEN_DASHES.fullmatch(row.words)}
    sheets = _sheets(rows, pages or _numbered(rows))
    for edge in (0, -1):
        for _ in range(_MAX_LINES):
            sheets = [[row for row in sheet if row.start not in found] for sheet in sheets]
            at_edge = {page: sheet[edge] for page, sheet in enumerate(sheets) if sheet}
            more = {row.start for row in at_edge.values() if is_page_number(row.words)}
            more |= _running(at_edge, sheets)
            if not more:
                break
            found |= more
    return frozenset(found)


def _rows(text: str) -> list[_Row]:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    rows = (_Row(start, collapsed(line)) for start, line in zip(starts, text.split("\n"), strict=True))
    return [row for row in rows if row.words]


def _numbered(rows: Sequence[_Row]) -> list[int]:
    """Where pages start by the numbers between them, which may stand at their heads or feet; none without a count."""
    numbers = [(row.start, int(match[1])) for row in rows if (match := _BETWEEN_DASHES.fullmatch(row.words))]
    count = sum(after - before == 1 for (_, before), (_, after) in pairwise(numbers))
    return [0, *(start for start, _ in numbers)] if count >= _MIN_PAGES - 1 else []


def _sheets(rows: Sequence[_Row], pages: Sequence[int]) -> list[_Page]:
    """The lines of each page."""
    sheets: list[_Page] = [[] for _ in pages]
    page = 0
    for row in rows if pages else ():
        while page + 1 < len(pages) and pages[page + 1] <= row.start:
            page += 1
        sheets[page].append(row)
    return sheets


def _running(at_edge: dict[int, _Row], sheets: Sequence[_Page]) -> set[int]:
    """Where those of the lines at a page's edge start that run."""
    found: set[int] = set()
    places: dict[str, list[int]] = defaultdict(list)
    for page, row in at_edge.items():
        for reading in (row.words, *_counted(row.words, page)):
            places[reading].append(page)
    cover = next((page for page, sheet in enumerate(sheets) if sheet), 0)
    said = Counter(row.words for sheet in sheets[cover + 1 :] for row in sheet)
    for reading, where in places.items():
        if len(where) < _MIN_PAGES:
            continue
        if _COUNTS in reading:
            runs = where if len(where) >= _MANY * len(at_edge) and not _NAMED.fullmatch(reading) else []
        elif said[reading] > len(where) - (cover in where) or not _repeats(reading, where):
            runs = []
        else:
            runs = where if len(where) >= _MOST * len(at_edge) else where[1:]
        found |= {at_edge[page].start for page in runs}
    return found


def _counted(words: str, page: int) -> Iterator[str]:
    """A line with its first or last number as what it counts on from."""
    numbers = list(_NUMBER.finditer(words))
    for number in numbers[:1] + numbers[1:][-1:]:
        counts = f"{_COUNTS}{int(number[0]) - page}{_COUNTS}"
        yield words[: number.start()] + counts + words[number.end() :]


def _repeats(words: str, where: Sequence[int]) -> bool:
    """Whether words that stand at the edge of some pages are on most of their stretch, and no bullet and no table's."""
    is_content = RULE in words or is_head(words) or read_marker(words) is not None
    return not is_content and len(where) >= _MOST * (where[-1] - where[0] + 1)
