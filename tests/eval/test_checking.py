"""What is odd about an item: its own answer, its own question and its own proof must fit the way it is judged."""

from dataclasses import replace
from typing import Any

import pytest

from eval.checking import oddities
from eval.dataset import Category, Item, Span, Turn
from eval.measures import MAX_ANSWER

PROOF = Span("garam.txt", 100, 115, "소요예산 : 4,000백만원")
ELSEWHERE = Span("garam.txt", 300, 315, "총 사업비 40억원")
FLOORS = Span("garam.txt", 130, 140, "규모 : 지상 3층")
NO_VALUE = Span("garam.txt", 200, 210, "운영 : 새솔문화재단")
TURN = Turn(
    question="가람숲 도서관 예산은 얼마인가요?",
    expect="answered",
    gold="40억원",
    accept=(("40억", "4,000백만원"),),
    forbid=("65,000천원",),
    evidence=(PROOF,),
)
REFUSED = Turn("열람석은 몇 개인가요?", "not_found", "문서에 없음", (), (), ())
BOTH: dict[str, Any] = {"gold": "40억원, 3층", "accept": (("40억", "4,000백만원"), ("3층",))}

GOLD, ALONE, NO_PROOF = "정답(gold)", "질문만으로", "근거에 정답 값이 없고"


def item_of(*turns: Turn, category: Category = "budget") -> Item:
    return Item("t001", category, "formal", "easy", turns, "dev")


@pytest.mark.parametrize(
    "item",
    [
        item_of(TURN),
        item_of(REFUSED),
        item_of(replace(TURN, alternatives=(ELSEWHERE,))),
        item_of(replace(TURN, **BOTH, evidence=(PROOF, FLOORS))),
        item_of(replace(TURN, evidence=(NO_VALUE,), calculation="20억 + 20억")),
        item_of(replace(TURN, question="예산이 65,000천원인가요, 40억원인가요?"), category="false_premise"),
        item_of(replace(TURN, question="예산이 40억원 맞죠?", forbid=()), category="false_premise"),
        item_of(replace(TURN, gold="40억원 ".ljust(MAX_ANSWER + 1, "라"), asks_list=True)),
        item_of(TURN, REFUSED, category="dialogue"),
    ],
    ids=[
        "answered",
        "refused",
        "with an alternative",
        "values in two pieces",
        "calculated",
        "a wrong value presumed beside the right one",
        "the right value presumed",
        "a long list",
        "a dialogue",
    ],
)
def test_nothing_is_odd_about(item: Item) -> None:
    assert list(oddities([item])) == []


@pytest.mark.parametrize(
    ("turn", "oddity"),
    [
        (replace(TURN, gold="41억원"), GOLD),
        (replace(TURN, gold="65,000천원이 아니라 40억원"), GOLD),
        (replace(TURN, gold="40억원 ".ljust(MAX_ANSWER + 1, "라")), GOLD),
        (replace(TURN, question="가람숲 도서관 예산이 40억원인가요?"), ALONE),
        (replace(TURN, evidence=(NO_VALUE,)), NO_PROOF),
        (replace(TURN, **BOTH), NO_PROOF),
        (replace(TURN, alternatives=(ELSEWHERE, NO_VALUE)), NO_PROOF),
        (replace(TURN, **BOTH, evidence=(PROOF, FLOORS), alternatives=(PROOF, FLOORS)), NO_PROOF),
    ],
    ids=[
        "a right answer without the value",
        "a right answer with a forbidden value",
        "a right answer that is too long",
        "a question that says its answer",
        "a proof without the value",
        "a proof with one of two values",
        "an alternative without the value",
        "alternatives that prove only together",
    ],
)
def test_an_oddity_is_told_with_its_item(turn: Turn, oddity: str) -> None:
    (told,) = oddities([item_of(turn)])
    assert told.startswith(f"문항 t001의 1번째 질문: {oddity}")


@pytest.mark.parametrize(
    ("turn", "mended"),
    [
        (replace(TURN, gold="41억원"), "accept, forbid"),
        (replace(TURN, question="가람숲 도서관 예산이 40억원인가요?"), "accept를 더 좁혀 주세요"),
        (replace(TURN, evidence=(NO_VALUE,)), "calculation"),
    ],
    ids=["a wrong right answer", "a question that says its answer", "a proof without the value"],
)
def test_an_oddity_says_what_to_mend(turn: Turn, mended: str) -> None:
    (told,) = oddities([item_of(turn)])
    assert mended in told


def test_everything_odd_about_an_item_is_told() -> None:
    odd = replace(TURN, gold="모름", question="예산이 40억원인가요?", evidence=(NO_VALUE,))
    told = [oddity.removeprefix("문항 t001의 1번째 질문: ") for oddity in oddities([item_of(odd)])]
    assert [t.startswith(start) for t, start in zip(told, (GOLD, ALONE, NO_PROOF), strict=True)] == [True] * 3


def test_a_turn_is_told_by_its_place() -> None:
    odd = replace(TURN, gold="41억원")
    told = list(oddities([item_of(TURN), replace(item_of(TURN, REFUSED, odd, category="dialogue"), id="t002")]))
    assert len(told) == 1
    assert told[0].startswith("문항 t002의 3번째 질문: ")


def test_an_oddity_does_not_quote_the_item() -> None:
    told = " ".join(oddities([item_of(replace(TURN, gold="41억원", evidence=(NO_VALUE,)))]))
    assert [said for said in (TURN.question, "41억", "40억", NO_VALUE.quote) if said in told] == []
