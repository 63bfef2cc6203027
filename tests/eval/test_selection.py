"""Which of the items are asked: by facet, by id, or those that an earlier run got wrong."""

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from eval.dataset import Category, Difficulty, Item, Style, Turn
from eval.errors import EvaluationMisused, ResultBroken
from eval.measures import Record
from eval.results import make_result, write_result
from eval.selection import Filter, read_filter, select

TURN = Turn("가람숲 도서관 열람석은 몇 개인가요?", "not_found", "문서에 없음", (), (), ())


def item_of(name: str, category: Category, style: Style, difficulty: Difficulty) -> Item:
    return Item(name, category, style, difficulty, (TURN,), "dev")


ITEMS = [
    item_of("r101", "budget", "formal", "easy"),
    item_of("r201", "budget", "typo", "hard"),
    item_of("r202", "schedule", "formal", "easy"),
    item_of("s301", "place", "formal", "hard"),
]


def left(*filters: str, failing: Path | None = None) -> list[str]:
    return [item.id for item in select(ITEMS, [read_filter(text) for text in filters], failing)]


@pytest.fixture
def result(tmp_path: Path) -> Path:
    """The result of an earlier run that was wrong about s301, r201 and an item that is gone, and right about r101."""
    records = [
        Record(name, "budget", "formal", "easy", "dev", right, {"accuracy": float(right)}, (1.0,), ())
        for name, right in [("s301", False), ("r101", True), ("r201", False), ("r999", False)]
    ]
    write_result(tmp_path / "result.json", make_result(records, {}))
    return tmp_path / "result.json"


def test_without_conditions_all_are_asked() -> None:
    assert left() == ["r101", "r201", "r202", "s301"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("category=budget", ["r101", "r201"]),
        ("category=budget,place", ["r101", "r201", "s301"]),
        ("style=typo", ["r201"]),
        ("difficulty=hard", ["r201", "s301"]),
        ("id=r202", ["r202"]),
        ("id=r2*", ["r201", "r202"]),
        ("id=*1", ["r101", "r201", "s301"]),
        ("id=r1*,s*", ["r101", "s301"]),
        ("category=*e*", ["r101", "r201", "r202", "s301"]),
        ("category=budget,table", ["r101", "r201"]),
        ("category=sche*", ["r202"]),
        ("style=*", ["r101", "r201", "r202", "s301"]),
        ("difficulty=[eh]a*", ["r101", "r201", "r202", "s301"]),
        ("id=r101,unheard-of", ["r101"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_filter_keeps_what_matches_one_of_its_patterns(text: str, ids: list[str]) -> None:
    assert left(text) == ids


def test_a_filter_is_read_as_field_and_patterns() -> None:
    assert read_filter("category=budget,sch*") == Filter("category", ("budget", "sch*"))


def test_what_passes_every_filter_is_asked() -> None:
    assert left("category=budget,schedule", "style=formal") == ["r101", "r202"]
    assert left("category=budget,schedule", "style=formal", "id=r2*") == ["r202"]


@pytest.mark.parametrize(
    "text",
    [
        "answer=40억",
        "split=sealed",
        "turns=*",
        "category",
        "category=",
        "=budget",
        "",
        "Category=budget",
        "category:budget",
    ],
    ids=["unknown", "split", "turns", "no pattern", "empty", "no field", "nothing", "in capitals", "no equals sign"],
)
def test_a_filter_that_cannot_be_read_is_refused_with_the_fields_there_are(text: str) -> None:
    with pytest.raises(
        EvaluationMisused, match=rf"--filter {re.escape(text)}: 읽을 수 없습니다.*category, style, difficulty, id "
    ):
        read_filter(text)


@pytest.mark.parametrize(
    ("text", "unknown", "known"),
    [
        ("category=Budget", "Budget", get_args(Category)),
        ("category=budget,unheard-of", "unheard-of", get_args(Category)),
        ("category=x*", "x[*]", get_args(Category)),
        ("style=formal,easy", "easy", get_args(Style)),
        ("difficulty=very hard", "very hard", get_args(Difficulty)),
    ],
    ids=["in capitals", "beside a known one", "a pattern of none", "of another field", "more than one"],
)
def test_a_value_that_no_item_can_have_is_refused_with_those_there_are(
    text: str, unknown: str, known: tuple[str, ...]
) -> None:
    with pytest.raises(EvaluationMisused, match=rf"{unknown} 값은 없습니다.*: {', '.join(known)}$"):
        read_filter(text)


def test_what_was_wrong_in_a_result_is_asked_again_in_the_order_of_the_items(result: Path) -> None:
    assert left(failing=result) == ["r201", "s301"]


def test_what_was_wrong_must_pass_the_filters_too(result: Path) -> None:
    assert left("category=budget", failing=result) == ["r201"]


def test_a_result_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResultBroken, match=r"none\.json"):
        left(failing=tmp_path / "none.json")


@pytest.mark.parametrize(
    "filters",
    [["category=table"], ["id=R101"], ["id=r2"], ["category=schedule", "style=typo"]],
    ids=["none of the category", "in capitals", "half an id", "none of both"],
)
def test_where_nothing_is_left_nothing_is_asked(filters: list[str]) -> None:
    with pytest.raises(EvaluationMisused, match=r"맞는 문항이 없습니다\..*--split, --filter, --failing"):
        left(*filters)


def test_where_nothing_was_wrong_nothing_is_asked_again(result: Path) -> None:
    with pytest.raises(EvaluationMisused, match="맞는 문항이 없습니다"):
        left("id=r101", failing=result)


def test_of_no_items_nothing_is_asked() -> None:
    with pytest.raises(EvaluationMisused, match="맞는 문항이 없습니다"):
        select([], [], None)


def test_blanks_around_a_value_do_not_matter() -> None:
    assert read_filter("category=budget, schedule").patterns == ("budget", "schedule")


# Sealed items


SEALED = [replace(item, id=f"q{item.id}", split="sealed") for item in ITEMS]


@pytest.mark.parametrize("text", ["id=qr101", "id=q*", "id=*", "id=r101,qr101"], ids=str)
def test_a_sealed_item_cannot_be_chosen_by_its_id(text: str) -> None:
    with pytest.raises(EvaluationMisused, match=r"sealed 문항은 하나씩 골라 볼 수 없습니다\..*--split dev"):
        select([*ITEMS, *SEALED], [read_filter(text)], None)


def test_a_sealed_item_cannot_be_chosen_for_having_failed(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    failed = Record("qr101", "budget", "formal", "easy", "sealed", False, {"accuracy": 0.0}, (1.0,), ())
    write_result(path, make_result([failed], {}))
    with pytest.raises(EvaluationMisused, match="sealed 문항은 하나씩"):
        select([*ITEMS, *SEALED], [], path)


def test_sealed_items_may_be_asked_together() -> None:
    chosen = select([*ITEMS, *SEALED], [read_filter("category=budget")], None)
    assert [item.id for item in chosen] == ["r101", "r201", "qr101", "qr201"]


def test_open_items_may_be_chosen_though_there_are_sealed_ones(result: Path) -> None:
    assert [item.id for item in select([*ITEMS, *SEALED], [read_filter("id=r2*")], None)] == ["r201", "r202"]
    assert [item.id for item in select([*ITEMS, *SEALED], [], result)] == ["r201", "s301"]
