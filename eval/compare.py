"""Two results over the same items, paired: what flipped, how large the difference is, how sure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.errors import ResultBroken
from eval.intervals import Interval, mcnemar_p, mean_interval
from eval.measures import MEASURES, Record
from eval.results import Result

_SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure in both results, over the items that count for it in both."""

    before: float
    after: float
    interval: Interval
    """The 95 % paired bootstrap interval of ``after - before``."""
    n: int


@dataclass(frozen=True, slots=True)
class Flips:
    """The items among some that one result has right and the other wrong."""

    lost: tuple[str, ...]
    gained: tuple[str, ...]
    n: int

    @property
    def p(self) -> float:
        """McNemar's exact two-sided p."""
        return mcnemar_p(len(self.lost), len(self.gained))

    @property
    def worse(self) -> bool:
        """Whether significantly more was lost than gained."""
        return len(self.lost) > len(self.gained) and self.p < _SIGNIFICANT


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the first result's items in the second."""

    flips: Flips
    answerable: Flips
    """Those of the items that count for accuracy."""
    differences: dict[str, Difference]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    @property
    def worse(self) -> bool:
        """Whether the second result is significantly worse, over all items or in accuracy."""
        return self.flips.worse or self.answerable.worse


def compare(before: Result, after: Result) -> Comparison:
    """The second result against the first, item by item; raises ResultBroken when they share none."""
    old, new = ({record.id: record for record in result.items} for result in (before, after))
    pairs = [(old[name], new[name]) for name in old if name in new]
    if not pairs:
        raise ResultBroken("두 결과에 같은 문항이 없어 비교할 수 없습니다. 같은 문항으로 잰 결과를 주세요.")
    differences = {name: _difference(pairs, name) for name in MEASURES}
    return Comparison(
        flips=_flips(pairs),
        answerable=_flips([pair for pair in pairs if all("accuracy" in record.values for record in pair)]),
        differences={name: difference for name, difference in differences.items() if difference},
        only_before=tuple(name for name in old if name not in new),
        only_after=tuple(name for name in new if name not in old),
    )


def _flips(pairs: Sequence[tuple[Record, Record]]) -> Flips:
    lost = tuple(old.id for old, new in pairs if old.right and not new.right)
    gained = tuple(old.id for old, new in pairs if new.right and not old.right)
    return Flips(lost, gained, len(pairs))


def _difference(pairs: Sequence[tuple[Record, Record]], measure: str) -> Difference | None:
    both = [
        (old.values[measure], new.values[measure])
        for old, new in pairs
        if measure in old.values and measure in new.values
    ]
    if not both:
        return None
    before, after = np.array(both).T
    return Difference(float(before.mean()), float(after.mean()), mean_interval((after - before).tolist()), len(both))
