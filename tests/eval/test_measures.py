"""How an answer is judged: values at digit boundaries, one fault at most, and what each item counts for."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from eval.dataset import Item, Span, Turn
from eval.measures import MAX_ANSWER, MEASURES, Record, fault_of, judge, occurs
from eval.spans import Units

Spans = Callable[..., Span]
Turns = Callable[..., Turn]
Items = Callable[..., Item]
Judge = Callable[..., Record]

BUDGET = "소요예산 : 4,000백만원"
OPENING = "개관시기 : 2023년 9월"
OPERATION = "운영방식 : 새솔시 직영"
SIZE = "연면적 3,200㎡, 지하 1층과 지상 3층에 열람실과 강의실을 두고,\n   새솔 체험관까지 지붕이 있는 다리로 이음"
NOTHING = "가람숲 도서관 업무보고"
SECOND = 1 / math.log2(3)
"""What the second rank is worth; the first is worth 1, the third a half."""
SEARCH = {"R@1", "R@5", "nDCG@10", "evidence-in-500", "evidence-in-2000"}


def body(answer: str = "예산은 40억원입니다. [1]", status: str = "answered", *citations: Span) -> dict[str, Any]:
    """An answer as the service gives it."""
    return {
        "status": status,
        "answer": answer,
        "citations": [{"source": c.source, "start": c.start, "end": c.end, "quote": c.quote} for c in citations],
    }


REFUSED = body("문서에는 나와 있지 않습니다.", "not_found")
SMALL_TALK = body("안녕하세요. 40억원 이야기를 해 볼까요?", "small_talk")
FAILED = body("HTTP 500: 40억원", "failed")


@pytest.fixture
def judged(span: Spans, units: Units) -> Judge:
    """``judged(item, *bodies, found=words)`` judges an item; ``found`` are the passages of the search, ranked."""

    def make(item: Item, *bodies: dict[str, Any], found: list[str | Span] | None = None) -> Record:
        passages = [span(words) if isinstance(words, str) else words for words in found or []]
        ranked = [{"source": p.source, "start": p.start, "end": p.end, "text": p.quote} for p in passages]
        return judge(item, bodies, ranked, [10.0] * len(bodies), units)

    return make


def of_answer(record: Record) -> dict[str, float]:
    """What an item counts for, its search aside."""
    return {name: value for name, value in record.values.items() if name not in SEARCH}


# Values


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("40억", "예산은 40억원입니다."),
        ("40억", "예산은 4,000백만원(40억원)입니다."),
        ("40억", "총 1억 40억"),
        ("8억", "’21.8억원이 아니라 8억원"),
        ("31.8억", "예산은 31.8억원입니다."),
        ("3,200㎡", "연면적 3,200㎡, 지상 3층"),
        ("12", "가람로 12"),
        ("12", "가람로 12."),
        ("12", "가람로 12, 3층"),
        ("12", "(12)"),
        ("9월", "’21.9월"),
        ("9월", "2021.9월"),
        ("1분기", "’26.1분기"),
        ("9월", "8,9월"),
        ("15일", "’21.9.15일"),
        ("15일", "9월15일"),
        ("’23. 9.", "’23. 9. 예정"),
        ("’23.9.", "’23.9.15"),
        ("제2관", "제2관"),
    ],
)
def test_a_value_is_found(form: str, text: str) -> None:
    assert occurs(form, text)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("40억", "예산은 140억원입니다."),
        ("40억", "예산은 4억원입니다."),
        ("40억", ""),
        ("2억", "예산은 212억원입니다."),
        ("8억", "예산은 31.8억원입니다."),
        ("200㎡", "연면적 3,200㎡"),
        ("2,000명", "1,2,000명"),
        ("2,000명", "12,000명"),
        ("000백만원", "4,000백만원"),
        ("12", "가람로 120"),
        ("12", "비율은 12.5%"),
        ("12", "사람은 12,000명"),
        ("제2", "제21관"),
        ("9월", "19월"),
        ("9월", "’21.19월"),
        ("5일", "15일"),
        ("200일", "1,200일"),
        ("5개월", "1.5개월"),
    ],
)
def test_a_part_of_another_value_is_not(form: str, text: str) -> None:
    assert not occurs(form, text)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("2023년 9월", "2023년9월"),
        ("2023년9월", "2023년\n 9월"),
        ("가람로 12", "가람 로12"),
        ("4,000백만원", "4, 000 백만 원"),
        ("’23. 9.", "’23.9."),
        (" 40억 ", "40억"),
    ],
)
def test_spaces_neither_make_nor_break_a_value(form: str, text: str) -> None:
    assert occurs(form, text)


@pytest.mark.parametrize(("form", "text"), [("40억", "4 0억"), ("2023년", "20 23년"), ("3층12호", "3층1 2호")])
def test_two_digits_with_a_space_between_are_two_values(form: str, text: str) -> None:
    assert not occurs(form, text)


@pytest.mark.parametrize(
    ("form", "text"), [("가.나", "가x나"), ("1.5배", "115배"), ("(가)", "가"), ("12?", "1")], ids=str
)
def test_punctuation_in_a_value_means_itself(form: str, text: str) -> None:
    assert occurs(form, form)
    assert not occurs(form, text)


# Faults


@pytest.mark.parametrize(
    ("changes", "status", "answer", "fault"),
    [
        pytest.param({}, "answered", "예산은 40억원입니다. [1]", "", id="right"),
        pytest.param({}, "answered", "예산은 4,000백만원입니다. [1]", "", id="right in another form"),
        pytest.param({}, "not_found", "나와 있지 않습니다.", "refused", id="refused"),
        pytest.param({}, "not_found", "예산은 40억원입니다.", "refused", id="refused but said"),
        pytest.param({}, "small_talk", "예산은 40억원입니다.", "not answered", id="talked away"),
        pytest.param({}, "failed", "HTTP 500: 40억원", "failed", id="failed"),
        pytest.param({}, "answered", "예산은 140억원입니다. [1]", "value missing", id="another value"),
        pytest.param({}, "answered", "", "value missing", id="nothing said"),
        pytest.param(
            {}, "answered", "40억원이고 텃밭은 65,000천원입니다.", "forbidden value", id="a sibling's value too"
        ),
        pytest.param({}, "answered", "40억원이고 텃밭은 165,000천원입니다.", "", id="not quite a sibling's value"),
        pytest.param({}, "answered", "텃밭은 65,000천원입니다.", "value missing", id="a sibling's value alone"),
        pytest.param({"forbid": ("7억", "8억")}, "answered", "40억원과 8억원", "forbidden value", id="any sibling's"),
        pytest.param({"forbid": ()}, "answered", "65,000천원이 아니라 40억원", "", id="nothing forbidden"),
        pytest.param({"expect": "not_found"}, "not_found", "나와 있지 않습니다.", "", id="rightly refused"),
        pytest.param({"expect": "not_found"}, "answered", "40억원입니다.", "not refused", id="not refused"),
        pytest.param({"expect": "not_found"}, "small_talk", "안녕하세요.", "not answered", id="talked, not refused"),
        pytest.param({"expect": "not_found"}, "failed", "HTTP 500", "failed", id="failed, not refused"),
    ],
)
def test_an_answer_is_right_or_has_one_fault(
    changes: dict[str, Any], status: str, answer: str, fault: str, turn: Turns
) -> None:
    assert fault_of(turn(**changes), status, answer) == fault


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("40억원, 지상 3층입니다.", ""),
        ("지상 3층, 4,000백만원입니다.", ""),
        ("40억원입니다.", "value missing"),
        ("지상 3층입니다.", "value missing"),
    ],
)
def test_every_group_of_values_must_be_said(answer: str, fault: str, turn: Turns) -> None:
    assert fault_of(turn(accept=(("40억", "4,000백만원"), ("3층",))), "answered", answer) == fault


def test_a_mark_is_no_value(turn: Turns) -> None:
    assert fault_of(turn(accept=(("1",),)), "answered", "예산은 모릅니다. [1]") == "value missing"
    assert fault_of(turn(accept=(("12",),)), "answered", "예산은 모릅니다. [12]") == "value missing"
    assert fault_of(turn(forbid=("2",)), "answered", "예산은 40억원입니다. [2]") == ""
    assert fault_of(turn(forbid=("2",)), "answered", "예산은 40억원, 2개 층입니다. [2]") == "forbidden value"


@pytest.mark.parametrize(
    ("length", "asks_list", "fault"),
    [
        pytest.param(MAX_ANSWER, False, "", id="as long as may be"),
        pytest.param(MAX_ANSWER + 1, False, "too long", id="a character more"),
        pytest.param(3 * MAX_ANSWER, True, "", id="a list"),
    ],
)
def test_an_answer_that_goes_on_too_long_is_wrong_unless_a_list_was_asked_for(
    length: int, asks_list: bool, fault: str, turn: Turns
) -> None:
    answer = "예산은 40억원입니다. ".ljust(length, "라")
    assert fault_of(turn(asks_list=asks_list), "answered", answer) == fault
    assert fault_of(turn(asks_list=asks_list), "answered", answer + "[1][2]") == fault


def test_a_right_answer_has_at_most_400_characters() -> None:
    assert MAX_ANSWER == 400


# What an item counts for


@pytest.mark.parametrize(
    ("status", "answer", "values"),
    [
        pytest.param(
            "answered",
            "예산은 40억원입니다. [1]",
            {"accuracy": 1.0, "citation-recall": 1.0, "citation-precision": 1.0},
            id="right",
        ),
        pytest.param(
            "answered",
            "예산은 12억원입니다. [1]",
            {"accuracy": 0.0, "citation-recall": 1.0, "citation-precision": 1.0},
            id="wrong with the right proof",
        ),
        pytest.param(
            "not_found",
            "나와 있지 않습니다.",
            {"accuracy": 0.0, "citation-recall": 0.0, "refusal-precision": 0.0},
            id="refused",
        ),
        pytest.param("small_talk", "40억원", {"accuracy": 0.0, "citation-recall": 0.0}, id="talked away"),
        pytest.param("failed", "40억원", {"accuracy": 0.0, "citation-recall": 0.0}, id="failed"),
    ],
)
def test_an_answerable_item_counts_for_accuracy_and_citations(
    status: str, answer: str, values: dict[str, float], item: Items, judged: Judge, span: Spans
) -> None:
    record = judged(item(), body(answer, status, span(BUDGET)))
    assert of_answer(record) == values
    assert record.right is bool(values["accuracy"])
    assert record.values.keys() == values.keys() | SEARCH


@pytest.mark.parametrize(
    ("mode", "status", "values"),
    [
        ("generated", "answered", {"worded": 1.0}),
        ("extractive", "answered", {"worded": 0.0}),
        ("extractive", "not_found", {}),
    ],
)
def test_whose_words_an_answer_has_counts_where_the_service_says_it(
    mode: str, status: str, values: dict[str, float], item: Items, judged: Judge, span: Spans
) -> None:
    record = judged(item(), body("40억원입니다.", status, span(BUDGET)) | {"mode": mode})
    assert {name: value for name, value in record.values.items() if name == "worded"} == values


def test_a_false_premise_counts_for_its_own_accuracy_only(item: Items, judged: Judge, span: Spans) -> None:
    asked = item(category="false_premise")
    cited = {"citation-recall": 1.0, "citation-precision": 1.0}
    assert (
        of_answer(judged(asked, body("40억원입니다.", "answered", span(BUDGET)))) == {"premise-accuracy": 1.0} | cited
    )
    assert of_answer(judged(asked, body("네.", "answered", span(BUDGET)))) == {"premise-accuracy": 0.0} | cited
    refused = {"premise-accuracy": 0.0, "refusal-precision": 0.0, "citation-recall": 0.0}
    assert of_answer(judged(asked, REFUSED)) == refused


@pytest.mark.parametrize(
    ("said", "values"),
    [
        pytest.param(REFUSED, {"refusal-recall": 1.0, "refusal-precision": 1.0}, id="refused"),
        pytest.param(body(), {"refusal-recall": 0.0}, id="answered"),
        pytest.param(SMALL_TALK, {"refusal-recall": 0.0}, id="talked away"),
        pytest.param(FAILED, {"refusal-recall": 0.0}, id="failed"),
    ],
)
def test_an_unanswerable_item_counts_for_refusals_alone(
    said: dict[str, Any], values: dict[str, float], item: Items, turn: Turns, judged: Judge
) -> None:
    record = judged(item(turn(expect="not_found"), category="unanswerable"), said, found=[BUDGET])
    assert record.values == values
    assert record.right is bool(values["refusal-recall"])


@pytest.mark.parametrize(
    ("right", "dialogue", "follow_up"),
    [
        pytest.param([True, True, True], 1.0, 1.0, id="all right"),
        pytest.param([False, True, True], 0.0, 1.0, id="the first wrong"),
        pytest.param([True, True, False], 0.0, 1 / 2, id="the last wrong"),
        pytest.param([True, False, False, True], 0.0, 1 / 3, id="one of three follow-ups right"),
        pytest.param([True, False], 0.0, 0.0, id="the only follow-up wrong"),
        pytest.param([False, False], 0.0, 0.0, id="none right"),
    ],
)
def test_a_dialogue_counts_as_a_whole_and_by_its_follow_ups(
    right: list[bool], dialogue: float, follow_up: float, item: Items, turn: Turns, judged: Judge
) -> None:
    bodies = [body() if is_right else REFUSED for is_right in right]
    record = judged(item(*[turn() for _ in right]), *bodies, found=[BUDGET])
    assert record.values == {"dialogue-accuracy": dialogue, "follow-up-accuracy": pytest.approx(follow_up)}
    assert record.right is all(right)


def test_a_dialogue_may_ask_what_the_document_does_not_say(item: Items, turn: Turns, judged: Judge) -> None:
    record = judged(item(turn(), turn(expect="not_found")), body(), REFUSED)
    assert record.values == {"dialogue-accuracy": 1.0, "follow-up-accuracy": 1.0}


def test_every_turn_needs_its_answer(item: Items, turn: Turns, judged: Judge) -> None:
    with pytest.raises(ValueError, match="zip"):
        judged(item(turn(), turn()), body())


def test_each_value_is_of_a_known_measure(item: Items, turn: Turns, judged: Judge, span: Spans) -> None:
    records = [
        judged(item(), body("40억원", "answered", span(BUDGET)) | {"mode": "generated"}, found=[BUDGET]),
        judged(item(category="false_premise"), body()),
        judged(item(turn(expect="not_found")), REFUSED),
        judged(item(turn(), turn()), body(), body()),
    ]
    assert {name for record in records for name in record.values} == MEASURES.keys()


# What is kept


def test_a_judged_item_says_what_was_asked_said_and_proven(
    item: Items, turn: Turns, judged: Judge, span: Spans
) -> None:
    asked = item(turn(), turn(question="언제 여나요?", gold="9월", accept=(("9월",),), evidence=(span(OPENING),)))
    record = judged(asked, body("40억원입니다. [1]", "answered", span(BUDGET)), REFUSED)
    assert (record.id, record.category, record.style, record.difficulty, record.split) == (
        "t001",
        "dialogue",
        "formal",
        "easy",
        "dev",
    )
    first, second = record.turns
    assert (first.question, first.expect, first.gold) == ("가람숲 도서관 예산은 얼마인가요?", "answered", "40억원")
    assert (first.status, first.answer, first.fault) == ("answered", "40억원입니다. [1]", "")
    assert (first.evidence, first.citations) == ((span(BUDGET),), (span(BUDGET),))
    assert (first.accept, first.forbid) == ((("40억", "4,000백만원"),), ("65,000천원",))
    assert (second.question, second.gold, second.evidence) == ("언제 여나요?", "9월", (span(OPENING),))
    assert (second.status, second.citations, second.fault) == ("not_found", (), "refused")


def test_a_sealed_item_keeps_what_it_counts_for_but_no_question_and_no_answer(item: Items, judged: Judge) -> None:
    open_, sealed = (judged(item(split=split), body(), found=[BUDGET]) for split in ("dev", "sealed"))
    assert sealed.turns == ()
    assert len(open_.turns) == 1
    assert (sealed.right, sealed.values) == (True, open_.values)
    assert judged(item(split="sealed"), REFUSED).right is False


def test_times_are_kept_to_the_hundredth_of_a_millisecond(item: Items, turn: Turns, units: Units) -> None:
    record = judge(item(turn(), turn()), [body(), body()], [], [12.3456, 7.0], units)
    assert record.latencies_ms == (12.35, 7.0)


# Proof


@pytest.mark.parametrize(
    ("cited", "recall", "precision"),
    [
        pytest.param([BUDGET], 1.0, 1.0, id="the evidence"),
        pytest.param([OPENING], 0.0, 0.0, id="something else"),
        pytest.param([], 0.0, 0.0, id="nothing"),
        pytest.param(["4,000백만원"], 0.0, 0.0, id="a part of it"),
        pytest.param([OPENING, BUDGET], 1.0, 1 / 2, id="the evidence and something else"),
        pytest.param([f"{BUDGET}\n ○ {OPENING}\n ○ 규모"], 0.0, 0.0, id="too much around it"),
    ],
)
def test_citations_are_counted_by_what_they_prove(
    cited: list[str], recall: float, precision: float, item: Items, judged: Judge, span: Spans
) -> None:
    record = judged(item(), body("40억원", "answered", *map(span, cited)))
    assert (record.values["citation-recall"], record.values["citation-precision"]) == (recall, precision)


@pytest.mark.parametrize(
    ("cited", "recall", "precision"),
    [
        pytest.param([BUDGET], 1 / 3, 1.0, id="one of three"),
        pytest.param([BUDGET, SIZE, OPERATION], 2 / 3, 2 / 3, id="two of three and another"),
        pytest.param([BUDGET, OPENING, SIZE], 1.0, 1.0, id="all three"),
    ],
)
def test_the_share_of_the_evidence_that_is_cited_is_the_recall(
    cited: list[str], recall: float, precision: float, item: Items, turn: Turns, judged: Judge, span: Spans
) -> None:
    asked = item(turn(evidence=(span(BUDGET), span(OPENING), span(SIZE))))
    values = judged(asked, body("40억원", "answered", *map(span, cited))).values
    assert (values["citation-recall"], values["citation-precision"]) == pytest.approx((recall, precision))


def test_one_citation_may_prove_several_pieces(item: Items, turn: Turns, judged: Judge, span: Spans) -> None:
    asked = item(turn(evidence=(span("지하 1층"), span("지상 3층"), span(BUDGET))))
    values = judged(asked, body("40억원", "answered", span(SIZE))).values
    assert (values["citation-recall"], values["citation-precision"]) == (pytest.approx(2 / 3), 1.0)


def test_an_alternative_proves_as_much_as_all_of_the_evidence(
    item: Items, turn: Turns, judged: Judge, span: Spans
) -> None:
    row = "도서관 건립 40억 50억"
    asked = item(turn(evidence=(span(BUDGET), span(OPENING)), alternatives=(span(row), span(OPERATION))))
    for cited, recall, precision in [([row], 1.0, 1.0), ([OPERATION, SIZE], 1.0, 0.5), ([BUDGET], 0.5, 1.0)]:
        values = judged(asked, body("40억원", "answered", *map(span, cited))).values
        assert (values["citation-recall"], values["citation-precision"]) == (recall, precision)


@pytest.mark.parametrize(("moved", "longer"), [(1, 0), (0, 1), (-1, 1)], ids=["shifted", "too wide", "wide of both"])
def test_a_citation_that_is_not_what_its_document_says_there_proves_nothing(
    moved: int, longer: int, item: Items, judged: Judge, span: Spans
) -> None:
    there = span(BUDGET)
    cited = replace(there, start=there.start + moved, end=there.end + moved + longer)
    values = judged(item(), body("40억원", "answered", cited)).values
    assert (values["citation-recall"], values["citation-precision"]) == (0.0, 0.0)
    both = judged(item(), body("40억원", "answered", cited, there)).values
    assert (both["citation-recall"], both["citation-precision"]) == (1.0, 0.5)


# Search


def test_a_passage_that_is_not_what_its_document_says_there_is_not_found(
    item: Items, judged: Judge, text: str, span: Spans
) -> None:
    all_of_it = replace(span(BUDGET), start=0, end=len(text))
    values = judged(item(), body(), found=[all_of_it]).values
    assert {name: values[name] for name in SEARCH} == dict.fromkeys(SEARCH, 0.0)
    # What is no passage has no rank either.
    assert judged(item(), body(), found=[all_of_it, BUDGET]).values["R@1"] == 1.0


@pytest.mark.parametrize(
    ("rank", "first", "five", "gain"),
    [
        pytest.param(1, 1.0, 1.0, 1.0, id="first"),
        pytest.param(2, 0.0, 1.0, SECOND, id="second"),
        pytest.param(3, 0.0, 1.0, 0.5, id="third"),
        pytest.param(5, 0.0, 1.0, 0.3869, id="fifth"),
        pytest.param(6, 0.0, 0.0, 0.3562, id="sixth"),
        pytest.param(10, 0.0, 0.0, 0.2891, id="tenth"),
        pytest.param(11, 0.0, 0.0, 0.0, id="eleventh"),
    ],
)
def test_evidence_is_worth_the_less_the_later_it_is_found(
    rank: int, first: float, five: float, gain: float, item: Items, judged: Judge
) -> None:
    values = judged(item(), body(), found=[NOTHING] * (rank - 1) + [BUDGET] + [NOTHING] * 12).values
    assert (values["R@1"], values["R@5"]) == (first, five)
    assert values["nDCG@10"] == pytest.approx(gain, abs=1e-4)


def test_a_search_that_finds_nothing_is_worth_nothing(item: Items, judged: Judge) -> None:
    for found in ([], [NOTHING, OPENING]):
        values = judged(item(), body(), found=found).values
        assert {name: values[name] for name in SEARCH} == dict.fromkeys(SEARCH, 0.0)


@pytest.mark.parametrize("said", [REFUSED, SMALL_TALK, FAILED], ids=["refused", "talked away", "failed"])
def test_the_search_is_judged_whatever_was_answered(said: dict[str, Any], item: Items, judged: Judge) -> None:
    values = judged(item(), said, found=[BUDGET]).values
    assert {name: values[name] for name in SEARCH} == dict.fromkeys(SEARCH, 1.0)


@pytest.mark.parametrize(
    ("found", "first", "five", "gain"),
    [
        # The best order finds one at each of the first two ranks, each worth half.
        pytest.param([BUDGET, OPENING], 0.5, 1.0, 1.0, id="the best order"),
        pytest.param([BUDGET, NOTHING, OPENING], 0.5, 1.0, (1 + 0.5) / (1 + SECOND), id="first and third"),
        pytest.param([NOTHING, OPENING, BUDGET], 0.0, 1.0, (SECOND + 0.5) / (1 + SECOND), id="second and third"),
        pytest.param([OPENING], 0.5, 0.5, 1 / (1 + SECOND), id="one alone"),
        pytest.param([BUDGET, BUDGET, BUDGET], 0.5, 0.5, 1 / (1 + SECOND), id="one again and again"),
        pytest.param([f"{BUDGET}\n ○ {OPENING}"], 1.0, 1.0, 1.0, id="both in the first"),
        pytest.param(
            [NOTHING, f"{BUDGET}\n ○ {OPENING}"], 0.0, 1.0, 2 * SECOND / (1 + SECOND), id="both in the second"
        ),
        pytest.param([BUDGET] + [NOTHING] * 4 + [OPENING], 0.5, 0.5, (1 + 0.3562) / (1 + SECOND), id="one too late"),
    ],
)
def test_two_pieces_of_evidence_are_worth_half_each(
    found: list[str], first: float, five: float, gain: float, item: Items, turn: Turns, judged: Judge, span: Spans
) -> None:
    values = judged(item(turn(evidence=(span(BUDGET), span(OPENING)))), body(), found=found).values
    assert (values["R@1"], values["R@5"]) == (first, five)
    assert values["nDCG@10"] == pytest.approx(gain, abs=1e-4)


def test_evidence_in_two_passages_is_found_with_the_second(item: Items, judged: Judge) -> None:
    values = judged(item(), body(), found=["소요예산 : 4,0", "00백만원"]).values
    assert (values["R@1"], values["R@5"], values["nDCG@10"]) == (0.0, 1.0, pytest.approx(SECOND))


@pytest.mark.parametrize(
    ("found", "first", "gain"),
    [
        pytest.param([OPERATION], 1.0, 1.0, id="first"),
        pytest.param([NOTHING, OPERATION], 0.0, 2 * SECOND / (1 + SECOND), id="second"),
        pytest.param([BUDGET, OPERATION], 0.5, 1.0, id="after half of the evidence"),
        pytest.param([OPERATION, BUDGET, OPENING], 1.0, 1.0, id="before the evidence, which then adds nothing"),
    ],
)
def test_an_alternative_that_is_found_is_all_of_the_evidence(
    found: list[str], first: float, gain: float, item: Items, turn: Turns, judged: Judge, span: Spans
) -> None:
    asked = item(turn(evidence=(span(BUDGET), span(OPENING)), alternatives=(span(OPERATION),)))
    values = judged(asked, body(), found=found).values
    assert values["R@1"] == first
    assert values["R@5"] == values["evidence-in-500"] == 1.0
    assert values["nDCG@10"] == pytest.approx(gain)


@pytest.mark.parametrize(
    ("before", "in_500", "in_2000"),
    [
        pytest.param(0, 1.0, 1.0, id="at the start"),
        pytest.param(500 - len(BUDGET), 1.0, 1.0, id="up to the 500th"),
        pytest.param(501 - len(BUDGET), 0.0, 1.0, id="up to the 501st"),
        pytest.param(2000 - len(BUDGET), 0.0, 1.0, id="up to the 2,000th"),
        pytest.param(2001 - len(BUDGET), 0.0, 0.0, id="up to the 2,001st"),
    ],
)
def test_evidence_is_looked_for_in_the_first_characters_of_all_passages(
    before: int, in_500: float, in_2000: float, item: Items, judged: Judge, span: Spans
) -> None:
    # Twenty passages of another document: the measure is of characters, not of ranks.
    others = [span("가" * (before // 20 + (i < before % 20)), source="saesol.txt", start=0) for i in range(20)]
    values = judged(item(), body(), found=[*others, BUDGET]).values
    assert (values["evidence-in-500"], values["evidence-in-2000"]) == (in_500, in_2000)


def test_half_of_the_evidence_in_the_first_characters_is_a_half(
    item: Items, turn: Turns, judged: Judge, span: Spans
) -> None:
    asked = item(turn(evidence=(span(BUDGET), span(OPENING))))
    filler = span("가" * 600, source="saesol.txt", start=0)
    values = judged(asked, body(), found=[BUDGET, filler, OPENING]).values
    assert (values["evidence-in-500"], values["evidence-in-2000"]) == (0.5, 1.0)


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("40억", "사업비 40억 5,000만원", False),
        ("40억", "사업비 40억5천만원", False),
        ("4억", "사업비 4억 3천5백만원", False),
        ("1조", "사업비 1조 2,000억원", False),
        ("1조", "사업비 1조 2천억원", False),
        ("1조", "사업비 1조원, 2,000억원은 국비", True),
        ("3%", "3%p 늘어", False),
        ("3%", "3%포인트 늘어", False),
        ("3%", "3% 늘어", True),
        ("3%p", "3%p 늘어", True),
        ("3%", "△3% 줄어", False),
        ("△3%", "△3% 줄어", True),
        ("4개", "4개월 동안", False),
        ("4개", "4개년 계획", False),
        ("4개", "4개 층", True),
        ("4개월", "4개월 동안", True),
        ("40억", "사업비 40억(2021년 3만명 대상)", True),
        ("40억", "사업비 40억 2021년", True),
        ("40억 5천만", "사업비 40억 5천만원", True),
        ("2,640m²", "면적 2,640m²,3층", True),
        ("12 3층", "가람로 12 3층", True),
        ("12 3층", "가람로 123층", False),
    ],
)
def test_a_value_is_not_the_beginning_of_a_larger_one(form: str, text: str, found: bool) -> None:
    assert occurs(form, text) is found
