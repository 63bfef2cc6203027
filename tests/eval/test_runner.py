"""Asking every item: its evidence is checked first, it is its own conversation, and one failure is one wrong answer."""

from dataclasses import dataclass, field, replace
from time import perf_counter, sleep
from typing import Any

import pytest

from api.service import Service
from eval.dataset import Item, Span, Turn, read_items
from eval.errors import ItemsBroken, QuestionFailed, ServiceChanged, ServiceUnreachable
from eval.runner import PASSAGES, check_spans, run
from eval.spans import Units

TEXT = "□ 가람숲 도서관\n○ 소요예산 : 4,000백만원\n○ 개관 : ’23. 7월"
TEXTS = {"garam.txt": TEXT}


def span_of(quote: str) -> Span:
    return Span("garam.txt", TEXT.index(quote), TEXT.index(quote) + len(quote), quote)


BUDGET = span_of("소요예산 : 4,000백만원")
LAST = span_of("개관 : ’23. 7월")
TURN = Turn("가람숲 도서관 예산은 얼마인가요?", "answered", "40억원", (("4,000백만원",),), (), (BUDGET,))
REFUSED = Turn("열람석은 몇 개야?", "not_found", "문서에 없음", (), (), ())
OPENING = replace(TURN, question="언제 열어?", gold="’23. 7월", accept=(("7월",),), evidence=(LAST,))
QUESTION = Item("t001", "budget", "formal", "easy", (TURN,), "dev")
UNANSWERABLE = replace(QUESTION, id="t002", category="unanswerable", turns=(REFUSED,))
DIALOGUE = replace(QUESTION, id="t003", category="dialogue", turns=(TURN, OPENING, REFUSED))


def passage(span: Span) -> dict[str, Any]:
    return {"source": span.source, "start": span.start, "end": span.end, "text": span.quote}


@dataclass
class Known:
    """A service that knows the report above and notes what it is asked to do.

    For the questions in ``down`` it is gone, for those in ``broken`` it says an error, and what it is asked from
    ``changed`` on it answers from another index.
    """

    down: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    changed: str | None = None
    index: str = "gen_1"
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    searched: list[tuple[str, int]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def ask(self, question: str, conversation_id: str | None = None) -> dict[str, Any]:
        if question in self.down:
            raise ServiceUnreachable("답을 받지 못했습니다.")
        if question in self.broken:
            raise QuestionFailed("HTTP 500: 4,000백만원")
        if question == self.changed:
            self.index = "gen_2"
        self.asked.append((question, conversation_id))
        conversation_id = conversation_id or f"con_{len(self.asked)}"
        self.done.append(f"ask {conversation_id}")
        proof = {TURN.question: BUDGET, OPENING.question: LAST}.get(question)
        where = {"conversation_id": conversation_id, "index": self.index}
        if not proof:
            return {"status": "not_found", "answer": "없습니다.", "citations": []} | where
        citation = {"source": proof.source, "start": proof.start, "end": proof.end, "quote": proof.quote}
        return {"status": "answered", "answer": f"{proof.quote}입니다. [1]", "citations": [citation]} | where

    def search(self, question: str, limit: int) -> dict[str, Any]:
        if question in self.broken:
            raise QuestionFailed("HTTP 500: 4,000백만원")
        self.searched.append((question, limit))
        return {"passages": [passage(LAST), passage(BUDGET)]}

    def texts(self) -> dict[str, str]:
        return TEXTS

    def forget(self, conversation_id: str) -> None:
        self.done.append(f"forget {conversation_id}")

    def about(self) -> dict[str, Any]:
        return {}


# The evidence


@pytest.mark.parametrize(
    "item",
    [QUESTION, UNANSWERABLE, DIALOGUE, replace(QUESTION, turns=(replace(TURN, alternatives=(LAST,)),))],
    ids=["a question", "without evidence", "a dialogue", "with an alternative"],
)
def test_evidence_that_stands_in_the_documents_is_fine(item: Item) -> None:
    check_spans([item], TEXTS)


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (replace(BUDGET, source="hanbit.txt"), r"색인에 없는 문서입니다\(hanbit\.txt\)"),
        (replace(BUDGET, quote="소요예산 : 5,000백만원"), "quote와 다릅니다"),
        (replace(BUDGET, start=BUDGET.start + 1, end=BUDGET.end + 1), "quote와 다릅니다"),
        (replace(BUDGET, end=BUDGET.end - 1), "quote와 다릅니다"),
        (replace(BUDGET, start=900, end=915), "900–915 구간이 .*와 다릅니다"),
        (replace(LAST, start=LAST.start - len(TEXT), end=len(TEXT)), "quote와 다릅니다"),
        (replace(LAST, end=len(TEXT) + 50), "quote와 다릅니다"),
        (replace(BUDGET, end=BUDGET.start, quote=""), "quote와 다릅니다"),
    ],
    ids=[
        "in a document that is not there",
        "with another quote",
        "shifted",
        "shorter than its quote",
        "outside the document",
        "counted from the end",
        "reaching beyond the end",
        "without extent",
    ],
)
@pytest.mark.parametrize("place", ["evidence", "alternative", "later turn"])
def test_evidence_that_is_not_in_the_documents_is_named_with_its_item(span: Span, told: str, place: str) -> None:
    turns = {
        "evidence": (replace(TURN, evidence=(BUDGET, span)),),
        "alternative": (replace(TURN, alternatives=(LAST, span)),),
        "later turn": (TURN, replace(TURN, evidence=(span,))),
    }
    with pytest.raises(ItemsBroken, match=f"t009.*{told}"):
        check_spans([QUESTION, replace(QUESTION, id="t009", turns=turns[place])], TEXTS)


def test_a_quote_is_not_told_for_its_item_may_be_sealed() -> None:
    with pytest.raises(ItemsBroken) as told:
        check_spans([replace(QUESTION, turns=(replace(TURN, evidence=(replace(BUDGET, start=0),)),))], TEXTS)
    assert BUDGET.quote not in str(told.value)


# The questions


def records_of(service: Known, *items: Item) -> list[tuple[str, bool]]:
    return [(record.id, record.right) for record in run(items, service, Units(TEXTS))]


def test_every_item_is_judged_in_its_order() -> None:
    wrong = replace(QUESTION, id="t004", turns=(replace(TURN, accept=(("5,000백만원",),)),))
    assert records_of(Known(), DIALOGUE, wrong, QUESTION) == [("t003", True), ("t004", False), ("t001", True)]


def test_a_single_question_is_answered_and_searched() -> None:
    service = Known()
    (record,) = run([QUESTION], service, Units(TEXTS))
    assert service.asked == [(TURN.question, None)]
    assert service.searched == [(TURN.question, PASSAGES)]
    assert record.values["accuracy"] == record.values["citation-precision"] == 1.0
    assert (record.values["R@1"], record.values["R@5"]) == (0.0, 1.0)


def test_a_dialogue_is_one_conversation_and_is_not_searched() -> None:
    service = Known()
    (record,) = run([DIALOGUE], service, Units(TEXTS))
    assert service.asked == [(TURN.question, None), (OPENING.question, "con_1"), (REFUSED.question, "con_1")]
    assert service.searched == []
    assert record.values == {"dialogue-accuracy": 1.0, "follow-up-accuracy": 1.0}


def test_every_conversation_is_forgotten_when_it_is_over() -> None:
    service = Known()
    list(run([QUESTION, DIALOGUE], service, Units(TEXTS)))
    assert service.done == ["ask con_1", "forget con_1", "ask con_2", "ask con_2", "ask con_2", "forget con_2"]


def test_every_turn_is_timed() -> None:
    question, dialogue = run([QUESTION, DIALOGUE], Known(), Units(TEXTS))
    assert (len(question.latencies_ms), len(dialogue.latencies_ms)) == (1, 3)


def test_an_answer_is_timed_in_milliseconds_without_the_search() -> None:
    class Slow(Known):
        def ask(self, question: str, conversation_id: str | None = None) -> dict[str, Any]:
            sleep(0.02)
            return super().ask(question, conversation_id)

        def search(self, question: str, limit: int) -> dict[str, Any]:
            sleep(0.05)
            return super().search(question, limit)

    started = perf_counter()
    question, dialogue = run([QUESTION, DIALOGUE], Slow(), Units(TEXTS))
    in_all = (perf_counter() - started) * 1000
    assert min(*question.latencies_ms, *dialogue.latencies_ms) >= 20
    assert sum((*question.latencies_ms, *dialogue.latencies_ms)) <= in_all - 50


def test_an_item_is_judged_before_the_next_is_asked() -> None:
    service = Known()
    records = run([QUESTION, UNANSWERABLE], service, Units(TEXTS))
    assert service.asked == []
    assert next(records).id == "t001"
    assert service.asked == [(TURN.question, None)]


@pytest.mark.parametrize(
    ("item", "down"),
    [(UNANSWERABLE, REFUSED.question), (DIALOGUE, TURN.question), (DIALOGUE, OPENING.question)],
    ids=["at a question", "at a dialogue", "within a dialogue"],
)
def test_what_was_judged_before_the_service_went_away_is_there(item: Item, down: str) -> None:
    service = Known()
    records = run([QUESTION, item], service, Units(TEXTS))
    assert next(records).id == "t001"
    service.down = (down,)
    with pytest.raises(ServiceUnreachable):
        next(records)
    begun = {line.removeprefix("ask ") for line in service.done if line.startswith("ask")}
    assert begun == {line.removeprefix("forget ") for line in service.done if line.startswith("forget")}


# What goes wrong


def test_a_question_that_the_service_fails_on_is_wrong_and_the_next_is_asked() -> None:
    service = Known(broken=(TURN.question,))
    failed, refused = run([QUESTION, UNANSWERABLE], service, Units(TEXTS))
    assert (failed.id, failed.right, failed.values["accuracy"], failed.values["R@5"]) == ("t001", False, 0.0, 0.0)
    (turn,) = failed.turns
    assert (turn.status, turn.fault, turn.answer, turn.citations) == ("failed", "failed", "HTTP 500: 4,000백만원", ())
    assert len(failed.latencies_ms) == 1
    assert (refused.id, refused.right) == ("t002", True)
    assert service.done == ["ask con_1", "forget con_1"]


def test_what_cannot_be_answered_must_be_refused_not_failed_on() -> None:
    (record,) = run([UNANSWERABLE], Known(broken=(REFUSED.question,)), Units(TEXTS))
    assert (record.right, record.values, record.turns[0].fault) == (False, {"refusal-recall": 0.0}, "failed")


@pytest.mark.parametrize(
    ("broken", "conversations", "faults"),
    [
        (TURN, [(OPENING.question, None), (REFUSED.question, "con_1")], ["failed", "", ""]),
        (OPENING, [(TURN.question, None), (REFUSED.question, "con_1")], ["", "failed", ""]),
        (REFUSED, [(TURN.question, None), (OPENING.question, "con_1")], ["", "", "failed"]),
    ],
    ids=["the first", "the second", "the last"],
)
def test_a_dialogue_goes_on_after_a_turn_that_the_service_fails_on(
    broken: Turn, conversations: list[tuple[str, str | None]], faults: list[str]
) -> None:
    service = Known(broken=(broken.question,))
    (record,) = run([DIALOGUE], service, Units(TEXTS))
    assert [turn.fault for turn in record.turns] == faults
    assert record.values["dialogue-accuracy"] == 0.0
    assert service.asked == conversations
    assert service.done[-1] == "forget con_1"


def test_a_search_that_fails_finds_nothing_and_leaves_the_answer_right() -> None:
    class Unsearchable(Known):
        def search(self, question: str, limit: int) -> dict[str, Any]:
            raise QuestionFailed("HTTP 500")

    record, after = run([QUESTION, UNANSWERABLE], Unsearchable(), Units(TEXTS))
    assert (record.right, record.values["R@5"], record.values["evidence-in-2000"]) == (True, 0.0, 0.0)
    assert after.right


@pytest.mark.parametrize(
    ("items", "changed", "judged", "told"),
    [
        ([QUESTION, UNANSWERABLE], REFUSED.question, ["t001"], "t002"),
        ([UNANSWERABLE, DIALOGUE], OPENING.question, ["t002"], "t003"),
        ([DIALOGUE, QUESTION], REFUSED.question, [], "t003"),
    ],
    ids=["between two items", "within a dialogue", "within the first item"],
)
def test_answers_from_two_indexes_are_no_result(items: list[Item], changed: str, judged: list[str], told: str) -> None:
    records = run(items, Known(changed=changed), Units(TEXTS))
    assert [next(records).id for _ in judged] == judged
    with pytest.raises(ServiceChanged, match=rf"문항 {told}에서 색인이 gen_1에서 gen_2로 바뀌었습니다.*다시 평가"):
        next(records)


def test_a_failure_tells_no_index_and_changes_none() -> None:
    first = Known(broken=(TURN.question,))
    assert records_of(first, QUESTION, UNANSWERABLE) == [("t001", False), ("t002", True)]
    between = Known(broken=(OPENING.question,))
    assert records_of(between, UNANSWERABLE, DIALOGUE, QUESTION) == [("t002", True), ("t003", False), ("t001", True)]
    with pytest.raises(ServiceChanged):
        records_of(Known(broken=(OPENING.question,), changed=REFUSED.question), DIALOGUE)


class Unforgetting(Known):
    """One that is gone whenever it is to forget."""

    def forget(self, conversation_id: str) -> None:
        raise ServiceUnreachable("지우지 못했습니다.")


def test_what_cannot_be_forgotten_is_judged_all_the_same() -> None:
    assert records_of(Unforgetting(), QUESTION, DIALOGUE) == [("t001", True), ("t003", True)]


def test_what_went_wrong_first_is_told() -> None:
    with pytest.raises(ServiceUnreachable, match=r"답을 받지 못했습니다\."):
        records_of(Unforgetting(down=(OPENING.question,)), DIALOGUE)


# How many passages


def test_the_passages_asked_for_all_but_fill_2000_characters(service: Service) -> None:
    questions = [item.question for item in read_items(split="dev") if len(item.turns) == 1][::3]
    lengths = [sum(len(p["text"]) for p in service.search(question, PASSAGES)["passages"]) for question in questions]
    assert min(lengths) >= 1500
    assert sum(length >= 2000 for length in lengths) >= 0.9 * len(lengths)
