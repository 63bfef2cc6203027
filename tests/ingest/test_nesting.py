"""How deep each kind of mark stands is learnt from the document: the pictures below are drawn as it should stand."""

from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.nesting import UNMARKED, nest

NUMBERED = frozenset({"Ⅰ", "1.", "1", "가."})
KINDS = ["Ⅰ", "1.", "1", "①①", "□", "○", "－", "‣", UNMARKED]


def drawn(picture: str) -> tuple[list[str], list[int | None]]:
    """The kinds of a picture in order, and the parents that its indentation shows."""
    kinds: list[str] = []
    parents: list[int | None] = []
    open_items: list[tuple[int, int]] = []
    for line in dedent(picture).strip("\n").splitlines():
        indent = len(line) - len(line.lstrip())
        open_items = [item for item in open_items if item[0] < indent]
        parents.append(open_items[-1][1] if open_items else None)
        open_items.append((indent, len(kinds)))
        kinds.append(line.strip())
    return kinds, parents


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(
            """
            □
              ○
                －
                －
              ○
            □
              ○
                －
            """,
            id="the kind that comes first stands on top",
        ),
        pytest.param(
            """
            －
              ○
              ○
            －
              ○
              ○
            """,
            id="no table says that a circle stands above a dash",
        ),
        pytest.param(
            """
            ○
              ‣
                －
                －
              ‣
                －
            ○
              ‣
                －
            """,
            id="a triangle above a dash",
        ),
        pytest.param(
            """
            ○
              －
                ‣
                ‣
              －
                ‣
            ○
              －
                ‣
            """,
            id="a dash above a triangle",
        ),
        pytest.param(
            """
            1
              ①①
                □
                  ○
                  ○
                □
                  ○
              ①①
                □
                  ○
            1
              □
                ○
              □
                ①①
                  ○
                  ○
                ①①
                  ○
            """,
            id="doubled circles above the section mark in one programme and below it in the next",
        ),
        pytest.param(
            """
            1.
              □
              □
              □
              1
                □
                  ○
                □
                  ○
              1
                □
                  ○
                □
                  ○
            """,
            id="a list of contents before the numbered titles that it lists",
        ),
        pytest.param(
            """
            Ⅰ
              1.
              1.
              1.
                □
                  ○
            Ⅰ
              1.
                □
                  ○
            """,
            id="numbered titles without anything below them",
        ),
        pytest.param(
            """
            unmarked
              ○
                －
              ○
            unmarked
              ○
                －
            """,
            id="unmarked titles head the bullets that follow",
        ),
        pytest.param(
            """
            □
              unmarked
                ○
                ○
              unmarked
                ○
            □
              unmarked
                ○
            """,
            id="unmarked titles below a section mark",
        ),
        pytest.param(
            """
            ○
              －
              －
            ○
            ○
            """,
            id="items without anything below them",
        ),
        pytest.param(
            """
            ○
            ○
            ○
            """,
            id="a flat list",
        ),
        pytest.param(
            """
            1
              ◊
              ◊
              □
                ○
                ○
              □
                ○
            1
              ◊
              □
                ○
              □
                ○
            1
              □
                ○
              □
            """,
            id="a box that says what the chapter is about heads nothing",
        ),
        pytest.param(
            """
            1
              □
                ○
                  －
                ○
            1
              □
                ○
                  －
                ○
            """,
            id="but the only item of a chapter does, where what is below it stands nowhere else",
        ),
        pytest.param("○", id="one item"),
        pytest.param("", id="no item"),
    ],
)
def test_items_hang_where_the_document_shows_them(picture: str) -> None:
    kinds, parents = drawn(picture)
    assert nest(kinds, NUMBERED) == parents


def test_numbers_that_go_on_over_a_title_are_not_below_it() -> None:
    kinds = [UNMARKED, "1", "□", UNMARKED, "○", "○", "1", "□", UNMARKED, "○", "○"]
    numbers = [None, 1, None, None, None, None, 2, None, None, None, None]
    parents = nest(kinds, NUMBERED, numbers)
    assert parents[6] == parents[1] is None
    assert nest(kinds, NUMBERED, [number and 1 for number in numbers])[6] is not None


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(KINDS), max_size=40), st.sets(st.sampled_from(KINDS)))
def test_every_item_gets_one_place_after_its_parent(kinds: list[str], numbered: set[str]) -> None:
    parents = nest(kinds, numbered)
    assert len(parents) == len(kinds)
    for item, parent in enumerate(parents):
        assert parent is None or 0 <= parent < item


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(KINDS), max_size=40), st.sets(st.sampled_from(KINDS)))
def test_no_kind_stands_below_itself(kinds: list[str], numbered: set[str]) -> None:
    parents = nest(kinds, numbered)
    for item, kind in enumerate(kinds):
        above = parents[item]
        while above is not None:
            assert kinds[above] != kind
            above = parents[above]


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(KINDS), max_size=40))
def test_the_places_are_in_the_order_of_the_text(kinds: list[str]) -> None:
    """An item's parent is still open: between the two stands nothing that is not below the parent."""
    parents = nest(kinds, NUMBERED)
    path: list[int] = []
    for item, parent in enumerate(parents):
        while path and path[-1] != parent:
            path.pop()
        assert parent is None or path, f"item {item} hangs under {parent}, which was closed before"
        path.append(item)
