"""Lists of contents within a report: neighbouring items, each of which is repeated further down as a heading."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from ingest.markers import PART_KIND, Marker


def listed(marks: Sequence[Marker | None], words: Sequence[str]) -> dict[int, int]:
    """The entries of such lists, by their place among a report's items and titles, and the first heading's place.

    The headings are counted from 1 by marks of one other kind, in the same part of the report; each opens with its
    entry's words, whatever blanks stand between the letters.
    """
    letters = ["".join(each.split()) for each in words]
    headings = [i for i, mark in enumerate(marks) if mark and mark.printed]
    found: dict[int, int] = {}
    # From the last to the first, so that a list numbered as the parts are (``Ⅰ``, ``Ⅱ``) is known and ends no part.
    for entries in reversed(list(_runs(marks))):
        below = (i for i in headings[bisect_left(headings, entries.stop) :] if i not in found)
        in_part = takewhile(lambda i: (mark := marks[i]) is not None and mark.kind != PART_KIND, below)
        first = _repeated_at(entries, in_part, marks, letters)
        if first is not None:
            found.update(dict.fromkeys(entries, first))
    return found


def _runs(marks: Sequence[Marker | None]) -> Iterator[range]:
    """The stretches of two or more neighbours with the same kind of mark, and numbers that follow each other."""
    start = 0
    for series, run in groupby(enumerate(marks), key=lambda each: _series(*each)):
        stop = start + len(list(run))
        if series is not None and stop - start > 1:
            yield range(start, stop)
        start = stop


def _series(place: int, mark: Marker | None) -> tuple[str, int] | None:
    """What neighbours of one run have in common."""
    if mark is None:
        return None
    return mark.kind, 0 if mark.number is None else mark.number - place


def _repeated_at(
    entries: range, headings: Iterator[int], marks: Sequence[Marker | None], letters: Sequence[str]
) -> int | None:
    """Where the first of the ``headings`` stands that repeat all ``entries`` in their order, None without such."""
    places: list[int] = []
    kinds: set[str] = set()
    for i in headings:
        mark = marks[i]
        entry = entries[len(places)]
        if mark and mark.number == len(places) + 1 and letters[i].startswith(letters[entry]):
            places.append(i)
            kinds.add(mark.kind)
        if len(places) == len(entries):
            above = marks[entry]
            return places[0] if len(kinds) == 1 and above and above.kind not in kinds else None
    return None
