"""Dealing new items into dev and sealed: half each, alike in what they ask, and never a second time."""

import json
import subprocess
import sys
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from eval.split import deal

ROOT = Path(__file__).parent.parent.parent
FACETS = list(product(["budget", "place", "schedule"], ["formal", "typo"], ["easy", "hard"]))


def new(count: int, category: str = "budget", style: str = "formal", difficulty: str = "easy") -> list[dict[str, Any]]:
    """New items, alike but for their ids."""
    facets = {"category": category, "style": style, "difficulty": difficulty}
    return [{"id": f"{category}-{style}-{difficulty}-{i}"} | facets for i in range(count)]


def dealt(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    deal(items)
    return items


def splits(items: list[dict[str, Any]]) -> list[str]:
    return [item["split"] for item in items]


def run_over(*paths: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "eval.split", *map(str, paths)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("count", [0, 1, 2, 7, 40])
def test_half_of_the_new_items_are_sealed(count: int) -> None:
    sides = Counter(splits(dealt(new(count))))
    assert sides.total() == count
    assert abs(sides["dev"] - sides["sealed"]) == count % 2


def test_a_split_once_given_is_kept() -> None:
    old = [item | {"split": "sealed"} for item in new(9, "place")]
    items = dealt([*old, *new(10)])
    assert splits(items)[:9] == ["sealed"] * 9
    assert Counter(splits(items)[9:]) == {"dev": 5, "sealed": 5}


def test_a_second_deal_changes_nothing() -> None:
    items = dealt(new(12))
    before = splits(items)
    assert splits(dealt(items)) == before


def test_the_same_items_are_dealt_the_same_way_again() -> None:
    assert dealt(new(40)) == dealt(new(40))


def test_chance_says_which_of_a_pair_is_sealed() -> None:
    sides = splits(dealt(new(40)))
    assert len({tuple(sides[i : i + 2]) for i in range(0, 40, 2)}) == 4
    assert sides != sorted(sides)


def test_chance_says_so_too_where_the_two_are_not_alike() -> None:
    sides = splits(dealt([item for facets in FACETS for item in new(1, *facets)]))
    assert {tuple(sides[i : i + 2]) for i in range(0, len(sides), 2)} == {("dev", "sealed"), ("sealed", "dev")}


def test_a_pair_is_alike_in_category_style_and_difficulty() -> None:
    """Two items of each kind, the second of each far from the first: one of the two is sealed."""
    items = dealt([item for _ in range(2) for facets in FACETS for item in new(1, *facets)])
    kinds = Counter((item["category"], item["style"], item["difficulty"], item["split"]) for item in items)
    assert kinds == {(*facets, split): 1 for facets in FACETS for split in ("dev", "sealed")}


def test_each_category_is_dealt_in_halves() -> None:
    """One item of every style and difficulty in each: where these came first, chance would deal the categories."""
    categories = [f"category-{i}" for i in range(8)]
    kinds = product(categories, [f"style-{i}" for i in range(5)], ["easy", "hard", "medium"])
    sides = Counter((item["category"], item["split"]) for item in dealt([new(1, *facets)[0] for facets in kinds]))
    assert [abs(sides[category, "dev"] - sides[category, "sealed"]) for category in categories] == [1] * 8


def test_items_keep_their_order_and_all_else() -> None:
    items = dealt([*new(3, "schedule"), *new(3, "budget")])
    bare = [{name: value for name, value in item.items() if name != "split"} for item in items]
    assert bare == [*new(3, "schedule"), *new(3, "budget")]


def as_lines(items: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)


def test_the_files_that_are_named_are_dealt_and_written_back(tmp_path: Path) -> None:
    given = {"a.jsonl": new(4), "b.jsonl": [*new(1, "place"), new(1)[0] | {"split": "dev", "question": "가람숲은?"}]}
    for name, items in given.items():
        (tmp_path / name).write_text(as_lines(items).replace("\n", "\n\n"), encoding="utf-8")
    run = run_over(*(tmp_path / name for name in given))
    assert run.stderr == ""
    for name, items in given.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == as_lines(dealt(items))


def test_a_line_of_a_file_ends_where_json_lines_end(tmp_path: Path) -> None:
    items = [new(1)[0] | {"question": "가람숲 도서관\u2028예산은 얼마인가요?"}]
    path = tmp_path / "a.jsonl"
    path.write_text(as_lines(items), encoding="utf-8")
    assert run_over(path).stderr == ""
    assert path.read_text(encoding="utf-8") == as_lines(dealt(items))
