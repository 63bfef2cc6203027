"""How an answer is judged: values at digit boundaries, nothing forbidden, nothing too long, and the right proof."""

from dataclasses import replace
from typing import Any

import pytest

from eval.dataset import Item, Span
from eval.measures import MAX_ANSWER, is_right, judge, occurs, summarise

BUDGET = Item(
    id="t001",
    question="가람숲 도서관 예산은 얼마인가요?",
    category="budget",
    style="formal",
    difficulty="easy",
    expect="answered",
    gold="40억원",
    accept=(("40억", "4,000백만원"),),
    forbid=("65,000천원",),
    evidence=(Span(100, 115, "소요예산 : 4,000백만원"),),
    split="dev",
)
UNANSWERABLE = replace(
    BUDGET, id="t002", category="unanswerable", expect="not_found", accept=(), forbid=(), evidence=()
)
FALSE_PREMISE = replace(BUDGET, id="t003", category="false_premise", forbid=())


def body(answer: str, status: str = "answered", *spans: tuple[int, int]) -> dict[str, Any]:
    return {
        "status": status,
        "answer": answer,
        "citations": [{"start": start, "end": end, "quote": "…"} for start, end in spans],
    }


RIGHT = body("소요예산은 4,000백만원(40억원)입니다. [1]", "answered", (100, 115))
WRONG = body("소요예산은 65,000천원입니다. [1]", "answered", (400, 410))
REFUSED = body("문서에는 나와 있지 않습니다.", "not_found")


# Values


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("40억", "예산은 40억원입니다."),
        ("40억", "예산은 4,000백만원(40억원)입니다."),
        ("3,200㎡", "연면적 3,200㎡, 지상 3층"),
        ("2023년 9월", "2023년\n 9월"),
        ("12", "가람로 12"),
        ("12", "가람로 12."),
        ("12", "가람로 12, 3층"),
        ("’23. 9.", "’23. 9. 예정"),
        ("가람로 12", "새솔시 가람로  12"),
    ],
)
def test_a_value_is_found(form: str, text: str) -> None:
    assert occurs(form, text)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("40억", "예산은 140억원입니다."),
        ("8억", "예산은 31.8억원입니다."),
        ("2억", "예산은 212억원입니다."),
        ("200㎡", "연면적 3,200㎡"),
        ("12", "가람로 120"),
        ("12", "비율은 12.5%"),
        ("12", "사람은 12,000명"),
        ("3월", "13월"),
        ("40억", "예산은 4억원입니다."),
        ("40억", ""),
    ],
)
def test_a_part_of_another_value_is_not(form: str, text: str) -> None:
    assert not occurs(form, text)


# Right and wrong


@pytest.mark.parametrize(
    ("item", "status", "answer", "right"),
    [
        (BUDGET, "answered", "예산은 40억원입니다. [1]", True),
        (BUDGET, "answered", "예산은 4,000백만원입니다. [1]", True),
        (BUDGET, "answered", "예산은 140억원입니다. [1]", False),
        (BUDGET, "answered", "예산은 40억원이고 텃밭은 65,000천원입니다. [1]", False),
        (BUDGET, "answered", "", False),
        (BUDGET, "not_found", "예산은 40억원입니다.", False),
        (BUDGET, "small_talk", "예산은 40억원입니다.", False),
        (UNANSWERABLE, "not_found", "나와 있지 않습니다.", True),
        (UNANSWERABLE, "answered", "예산은 40억원입니다.", False),
        (FALSE_PREMISE, "answered", "65,000천원이 아니라 40억원입니다. [1]", True),
    ],
)
def test_an_answer_is_right_or_wrong(item: Item, status: str, answer: str, right: bool) -> None:
    assert is_right(item, status, answer) is right


def test_every_group_of_values_must_be_said() -> None:
    both = replace(BUDGET, accept=(("40억", "4,000백만원"), ("3층",)))
    assert is_right(both, "answered", "40억원, 지상 3층입니다.")
    assert not is_right(both, "answered", "40억원입니다.")
    assert not is_right(both, "answered", "지상 3층입니다.")


def test_a_mark_is_no_value() -> None:
    assert not is_right(replace(BUDGET, accept=(("1",),), forbid=()), "answered", "예산은 모릅니다. [1]")


def test_an_answer_that_goes_on_too_long_is_wrong() -> None:
    said = "예산은 40억원입니다. "
    assert is_right(BUDGET, "answered", said.ljust(MAX_ANSWER, "라"))
    assert not is_right(BUDGET, "answered", said.ljust(MAX_ANSWER + 1, "라"))


def test_a_list_may_be_long() -> None:
    assert is_right(BUDGET, "answered", "다음과 같습니다.\n- 예산 40억원 [1]\n" + "- 그 밖의 것 [2]\n" * 50)


# Proof


@pytest.mark.parametrize(
    ("spans", "recall", "precision"),
    [
        ([(100, 115)], 1.0, 1.0),
        ([(114, 120)], 1.0, 1.0),
        ([(115, 120)], 0.0, 0.0),
        ([(90, 100)], 0.0, 0.0),
        ([(100, 115), (400, 410)], 1.0, 0.5),
        ([], 0.0, 0.0),
    ],
)
def test_a_citation_counts_where_it_meets_the_evidence(
    spans: list[tuple[int, int]], recall: float, precision: float
) -> None:
    judged = judge(BUDGET, body("40억원", "answered", *spans), [], 1.0)
    assert (judged.citation_recall, judged.citation_precision) == (recall, precision)


def test_half_of_the_evidence_is_half_the_recall() -> None:
    two = replace(BUDGET, evidence=(*BUDGET.evidence, Span(200, 210, "…")))
    assert judge(two, RIGHT, [], 1.0).citation_recall == 0.5


def test_a_refusal_has_no_citations_to_count() -> None:
    judged = judge(BUDGET, REFUSED, [], 1.0)
    assert (judged.citation_recall, judged.citation_precision) == (None, None)


@pytest.mark.parametrize(
    ("passages", "rank"),
    [([(100, 115)], 1), ([(0, 10), (110, 130)], 2), ([(0, 100), (115, 130)], None), ([], None)],
)
def test_the_rank_is_that_of_the_first_passage_with_evidence(passages: list[tuple[int, int]], rank: int | None) -> None:
    found = [{"start": start, "end": end} for start, end in passages]
    assert judge(BUDGET, RIGHT, found, 1.0).retrieved_at == rank


# Sums


def test_measures_are_counted_over_their_own_items() -> None:
    passages = [{"start": 0, "end": 10}, {"start": 100, "end": 115}]
    judgements = [
        judge(BUDGET, RIGHT, passages[1:], 10.0),
        judge(BUDGET, WRONG, passages, 20.0),
        judge(BUDGET, REFUSED, [], 30.0),
        judge(BUDGET, REFUSED, [], 40.0),
        judge(UNANSWERABLE, REFUSED, [], 50.0),
        judge(UNANSWERABLE, RIGHT, [], 60.0),
        judge(FALSE_PREMISE, RIGHT, passages, 70.0),
    ]
    assert summarise(judgements) == {
        "accuracy": 1 / 4,
        "premise-accuracy": 1.0,
        "refusal-recall": 1 / 2,
        "refusal-precision": 1 / 3,
        "citation-recall": 2 / 3,
        "citation-precision": 2 / 3,
        "R@1": 1 / 4,
        "R@5": 2 / 4,
        "latency-p50-ms": 40.0,
        "latency-p95-ms": 60.0,
    }


def test_a_measure_without_items_is_left_out() -> None:
    assert summarise([judge(UNANSWERABLE, REFUSED, [], 1.0)]).keys() == {
        "refusal-recall",
        "refusal-precision",
        "latency-p50-ms",
        "latency-p95-ms",
    }
    assert summarise([]) == {}
