"""How deep each kind of marker stands, learnt from how the markers of this document nest.

No table says that ``○`` stands above ``－``: offices differ, and one report may put ``①①`` above its section mark in
one programme and below it in the next. Two observations decide, first in the scope at hand, then over the document:

- a scope opens with its top kind (what is below something cannot come before it), unless it opens with a list of
  contents: then a numbered title that follows stands above the list;
- an item holds several items of the kind below it, and hardly ever the other way round.

A box of bullets right under a heading, which says what the chapter is about, comes first and holds nothing.

Headings whose level the file tells stand above all else, by their level.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from ingest.markers import HEADINGS

UNMARKED = "unmarked"
"""The kind of a title that carries no mark: it stands above what the document shows it to stand above."""

_RARE = "rare"
_STRAYS = 8
"""Places right under a heading for each one under another bullet that a box's bullet may have."""
_MAX_KINDS = 40
"""Kinds told apart; no report uses more, and a text made of odd glyphs must not cost time or depth."""


def nest(kinds: Sequence[str], numbered: Collection[str] = (), numbers: Sequence[int | None] = ()) -> list[int | None]:
    """The index of each item's parent, None for items at the top.

    ``kinds`` are the items' marker kinds in order, ``numbered`` those whose mark is a printed number, ``numbers`` the
    items' numbers where they are known.
    """
    common = {kind for kind, _ in Counter(kinds).most_common(_MAX_KINDS)}
    return _Nesting([kind if kind in common else _RARE for kind in kinds], numbered, numbers).parents()


class _Nesting:
    def __init__(self, kinds: Sequence[str], numbered: Collection[str], numbers: Sequence[int | None]) -> None:
        self._kinds = kinds
        self._numbered = numbered
        self._numbers = numbers or [None] * len(kinds)
        self._counts = Counter(kinds)
        self._balance: dict[tuple[str, str], int] = {}
        self._parents: list[int | None] = [None] * len(kinds)
        self._opening, self._boxed = self._opening_kinds()

    def parents(self) -> list[int | None]:
        self._place(0, len(self._kinds), None)
        return self._parents

    def _place(self, low: int, high: int, parent: int | None) -> None:
        """Hang the items of ``[low, high)`` under ``parent``: those of the top kind, and below them the rest."""
        if low >= high:
            return
        top = self._top_kind(low, high)
        heads = [i for i in range(low, high) if self._kinds[i] == top]
        self._place(low, heads[0], parent)
        boxed = self._are_boxed(heads, high)
        for head, after in zip(heads, [*heads[1:], high], strict=True):
            self._parents[head] = parent
            self._place(head + 1, after, parent if boxed else head)

    def _are_boxed(self, heads: Sequence[int], high: int) -> bool:
        """Whether ``heads`` are the box that says what a chapter is about, so that the rest stands beside its last.

        Its items follow each other, and what comes after them is in levels of its own whose first needs no box above.
        """
        kind, rest = self._kinds[heads[0]], self._kinds[heads[-1] + 1 : high]
        in_a_row = heads[-1] - heads[0] == len(heads) - 1
        if not (in_a_row and kind in self._boxed and rest):
            return False
        first, second = (*dict.fromkeys(rest), UNMARKED)[:2]
        stands_alone = not self._is_bullet(first) or first in self._opening
        return rest.count(first) > 1 and second != UNMARKED and stands_alone

    def _opening_kinds(self) -> tuple[set[str], set[str]]:
        """The bullets that stand right under a heading somewhere, and of them those that come after no other bullet."""
        headed, after_bullet = Counter[str](), Counter[str]()
        for above, kind in pairwise((UNMARKED, *self._kinds)):
            if kind != above and self._is_bullet(kind):
                (after_bullet if self._is_bullet(above) else headed)[kind] += 1
        return set(headed), {kind for kind, times in headed.items() if after_bullet[kind] * _STRAYS <= times}

    def _is_bullet(self, kind: str) -> bool:
        return kind != UNMARKED and kind not in HEADINGS and kind not in self._numbered

    def _top_kind(self, low: int, high: int) -> str:
        scope = self._kinds[low:high]
        kinds = list(dict.fromkeys(scope))
        top = kinds[0]
        for other in kinds[1:]:
            if self._outranks(other, top, scope) or self._counts_on(other, top, low, high):
                top = other
        return top

    def _counts_on(self, other: str, top: str, low: int, high: int) -> bool:
        """Whether the numbers of ``other`` go on over an unmarked title, which so does not head them."""
        if top != UNMARKED or other not in self._numbered:
            return False
        last: int | None = None
        titled = False
        for kind, number in zip(self._kinds[low:high], self._numbers[low:high], strict=True):
            if kind == other and number is not None:
                if titled and last is not None and number == last + 1:
                    return True
                last, titled = number, False
            titled = titled or kind == top
        return False

    def _outranks(self, other: str, top: str, scope: Sequence[str]) -> bool:
        """Whether ``other`` stands above ``top`` although ``top`` came first in this scope."""
        if other in HEADINGS or top in HEADINGS:
            return other in HEADINGS and (top not in HEADINGS or HEADINGS.index(other) < HEADINGS.index(top))
        if top == UNMARKED and scope.count(top) == 1:
            # Heading this scope is what is asked: only what it does elsewhere tells.
            return self._votes(other, top) + _holds_many(scope, top, other) >= 0
        if other not in self._numbered:
            return False
        came_first = scope.count(other) > 1
        here = _holds_many(scope, other, top) - _holds_many(scope, top, other) - came_first
        return here >= 0 and self._votes(other, top) > 0

    def _votes(self, a: str, b: str) -> int:
        """How often the document shows ``a`` above ``b``, less the reverse."""
        if (a, b) not in self._balance:
            self._balance[a, b] = self._vote(a, b) - self._vote(b, a)
        return self._balance[a, b]

    def _vote(self, a: str, b: str) -> int:
        """How often ``a`` holds several ``b``, and comes first between two items of the kind that shows it best."""
        counts = self._counts
        rarer = [kind for kind in counts if kind not in (a, b) and counts[kind] < min(counts[a], counts[b])]
        first = (sum(_comes_first(part, a, b) for part in _segments(self._kinds, kind)) for kind in rarer)
        return _holds_many(self._kinds, a, b) + max(first, default=0)


def _segments(kinds: Sequence[str], head: str) -> Iterator[Sequence[str]]:
    """The stretches after each item of kind ``head``, up to the next one or the end."""
    heads = [i for i, kind in enumerate(kinds) if kind == head]
    for start, end in zip(heads, [*heads[1:], len(kinds)], strict=True):
        yield kinds[start + 1 : end]


def _holds_many(kinds: Sequence[str], holder: str, held: str) -> int:
    """How many items of kind ``holder`` are followed by several of ``held``; one item alone shows nothing."""
    if kinds.count(holder) == 1:
        return 0
    return sum(segment.count(held) > 1 for segment in _segments(kinds, holder))


def _comes_first(segment: Sequence[str], a: str, b: str) -> bool:
    return a in segment and b in segment and segment.index(a) < segment.index(b)
