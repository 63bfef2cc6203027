"""Which of the items are asked: by facet, by id, or those that an earlier run got wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from eval.dataset import Item
from eval.errors import EvaluationMisused
from eval.results import read_result

FIELDS = ("category", "style", "difficulty", "id")


@dataclass(frozen=True, slots=True)
class Filter:
    """Items whose ``field`` matches one of the patterns, shell-style (``*``, ``?``, ``[…]``)."""

    field: str
    patterns: tuple[str, ...]

    def keeps(self, item: Item) -> bool:
        """Whether the item matches."""
        return any(fnmatchcase(getattr(item, self.field), pattern) for pattern in self.patterns)


def read_filter(text: str) -> Filter:
    """The filter written as ``category=budget,schedule`` or ``id=r2*``; raises EvaluationMisused."""
    field, _, values = text.partition("=")
    patterns = tuple(pattern.strip() for pattern in values.split(","))
    if field not in FIELDS or not all(patterns):
        raise EvaluationMisused(
            f"--filter “{text}”를 읽을 수 없습니다. {', '.join(FIELDS)} 가운데 하나에 값을 주세요. "
            "예: --filter category=budget,schedule --filter id='r2*'"
        )
    return Filter(field, patterns)


def select(items: Sequence[Item], filters: Sequence[Filter], failing: Path | None) -> list[Item]:
    """The items that pass every filter and, with ``failing``, were wrong in that result.

    Raises EvaluationMisused when none is left, ResultBroken for a result that cannot be read.
    """
    kept = [item for item in items if all(f.keeps(item) for f in filters)]
    if failing:
        wrong = {record.id for record in read_result(failing).failures}
        kept = [item for item in kept if item.id in wrong]
    if not kept:
        raise EvaluationMisused("고른 조건에 맞는 문항이 없습니다. --split, --filter, --failing을 확인해 주세요.")
    return kept
