"""Asking every item: its evidence is checked first, it is its own conversation, it is judged before the next."""

from dataclasses import dataclass, field, replace
from time import perf_counter, sleep
from typing import Any

import pytest

from eval.dataset import Item, Span, Turn
from eval.errors import ItemsBroken, ServiceUnreachable
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
    """A service that knows the report above, fails for the questions in ``down``, and notes what it is asked to do."""

    down: tuple[str, ...] = ()
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    searched: list[tuple[str, int]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def ask(self, question: str, conversation_id: str | None = None) -> dict[str, Any]:
        if question in self.down:
            raise ServiceUnreachable("답을 받지 못했습니다.")
        self.asked.append((question, conversation_id))
        conversation_id = conversation_id or f"con_{len(self.asked)}"
        self.done.append(f"ask {conversation_id}")
        proof = {TURN.question: BUDGET, OPENING.question: LAST}.get(question)
        if not proof:
            return {"status": "not_found", "answer": "없습니다.", "citations": [], "conversation_id": conversation_id}
        citation = {"source": proof.source, "start": proof.start, "end": proof.end, "quote": proof.quote}
        said = f"{proof.quote}입니다. [1]"
        return {"status": "answered", "answer": said, "citations": [citation], "conversation_id": conversation_id}

    def search(self, question: str, limit: int) -> dict[str, Any]:
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
        (replace(BUDGET, source="hanbit.txt"), r"문서 hanbit\.txt가 서비스의 색인에 없습니다"),
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
