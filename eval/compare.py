"""Two results over the same items, paired: what flipped, how large the difference is, how sure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.errors import ResultBroken
from eval.intervals import Interval, mcnemar_p, paired_interval
from eval.measures import MEASURES, Record
from eval.results import Result

_SIGNIFICANT = 0.05
_PROOFS = ("citation-recall", "citation-precision")


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure in both results, over the items that both asked."""

    before: float
    after: float
    interval: Interval
    """The 95 % paired bootstrap interval of ``after - before``."""
    n: int
    """The items that count for the measure in either result."""

    @property
    def worse(self) -> bool:
        """Whether the interval lies wholly below nothing."""
        return self.interval[1] < 0


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
    same_items: bool
    """Whether both results are over the very same items; if not, a flip may be that of an edited item."""

    @property
    def worse(self) -> tuple[str, ...]:
        """In what the second result is significantly worse: right answers of all items, accuracy, citations."""
        flips = {"right": self.flips, "accuracy": self.answerable}
        return (
            *(name for name, these in flips.items() if these.worse),
            *(name for name in _PROOFS if name in self.differences and self.differences[name].worse),
        )


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
        same_items=before.manifest.get("items") == after.manifest.get("items"),
    )


def _flips(pairs: Sequence[tuple[Record, Record]]) -> Flips:
    lost = tuple(old.id for old, new in pairs if old.right and not new.right)
    gained = tuple(old.id for old, new in pairs if new.right and not old.right)
    return Flips(lost, gained, len(pairs))


def _difference(pairs: Sequence[tuple[Record, Record]], measure: str) -> Difference | None:
    """The difference in a measure; None when no item counts for it in one of the results."""
    values = [(old.values.get(measure, math.nan), new.values.get(measure, math.nan)) for old, new in pairs]
    before, after = np.array([pair for pair in values if not all(map(math.isnan, pair))]).reshape(-1, 2).T
    if np.isnan(before).all() or np.isnan(after).all():
        return None
    interval = paired_interval(before.tolist(), after.tolist())
    return Difference(float(np.nanmean(before)), float(np.nanmean(after)), interval, len(before))
