"""Quarters, phases and terms: which of them a text tells, and which a question asks of."""

import pytest

from api.answering.ordinals import is_of_other_step, ordinals_not_printed, steps_in, steps_told


@pytest.mark.parametrize(
    ("text", "above", "quarters"),
    [
        ("3분기 나루투자는 150억원", ("1분기 동향",), {3}),
        ("나루투자는 150억원", ("2031년 1분기 동향", "지역별"), {1}),
        ("나루투자는 150억원", ("2031년 1분기 동향", "2분기 전망"), {2}),
        ("나루투자는 150억원", ("2031년 동향",), set()),
    ],
)
def test_a_text_without_a_quarter_speaks_of_the_nearest_above_it(
    text: str, above: tuple[str, ...], quarters: set[int]
) -> None:
    told = steps_told(text, above)
    assert set(told.get("분기", ())) == quarters
    assert is_of_other_step(steps_in("4분기는?"), told) == bool(quarters)


def test_only_a_quarter_is_told_from_above() -> None:
    assert steps_told("총사업비 150억원", ("2단계 사업",)) == {}


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("나루가게 2호점은 어디야?", ["2호점"]),
        ("나루가게 4호점은 어디야?", []),
        ("나루가게 5호점은 어디야?", []),
        ("나루가게는 어디야?", []),
    ],
)
def test_a_branch_that_is_not_printed_beside_others_is_missing(question: str, missing: list[str]) -> None:
    assert ordinals_not_printed(question, ["3호점(다온동) 개소", "4, 5호점은 한빛동"]) == missing


def test_nothing_is_missing_where_no_branch_is_printed() -> None:
    assert ordinals_not_printed("나루가게 2호점은 어디야?", ["나루가게 지원"]) == []
