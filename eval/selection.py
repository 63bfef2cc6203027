"""Which of the items are asked: by facet, by id, or those that an earlier run got wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import get_args

from eval.dataset import Category, Difficulty, Item, Style
from eval.errors import EvaluationMisused
from eval.results import read_result

_VALUES: dict[str, tuple[str, ...]] = {
    "category": get_args(Category),
    "style": get_args(Style),
    "difficulty": get_args(Difficulty),
    "id": (),
}
"""The values of each field that can be chosen by; () for any."""


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
    known = _VALUES.get(field)
    if known is None or not all(patterns):
        raise EvaluationMisused(
            f"--filter {text}: 읽을 수 없습니다. {', '.join(_VALUES)} 가운데 하나에 값을 주세요. "
            "예: --filter category=budget,schedule --filter id='r2*'"
        )
    for pattern in patterns:
        if known and not any(fnmatchcase(value, pattern) for value in known):
            raise EvaluationMisused(f"--filter {text}: {pattern} 값은 없습니다. 쓸 수 있는 값: {', '.join(known)}")
    return Filter(field, patterns)


def select(items: Sequence[Item], filters: Sequence[Filter], failing: Path | None) -> list[Item]:
    """The items that pass every filter and, with ``failing``, were wrong in that result.

    Raises EvaluationMisused when none is left, or sealed ones would be singled out; ResultBroken for a result that
    cannot be read.
    """
    kept = [item for item in items if all(f.keeps(item) for f in filters)]
    if failing:
        wrong = {record.id for record in read_result(failing).failures}
        kept = [item for item in kept if item.id in wrong]
    if not kept:
        raise EvaluationMisused("고른 조건에 맞는 문항이 없습니다. --split, --filter, --failing을 확인해 주세요.")
    by_name = failing or any(f.field == "id" for f in filters)
    if by_name and any(item.split == "sealed" for item in kept):
        raise EvaluationMisused("sealed 문항은 하나씩 골라 볼 수 없습니다. --split dev로 고르거나 모두 평가해 주세요.")
    return kept
