"""What the tests of the evaluation share: small documents, and items and judged items that a test varies."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from eval.dataset import Item, Span, Turn
from eval.measures import Record
from eval.spans import Units

SOURCE = "garamsup.txt"
TEXT = """가람숲 도서관 업무보고

1. 건립 계획
 ○ 소요예산 : 4,000백만원
 ○ 개관시기 : 2023년 9월
 ○ 규모 : 연면적 3,200㎡, 지하 1층과 지상 3층에 열람실과 강의실을 두고,
   새솔 체험관까지 지붕이 있는 다리로 이음
 ○ 운영방식 : 새솔시 직영

< 연도별 예산 >
구분 2021년 2022년
도서관 건립 40억 50억
체험관 수리 10억 20억
"""
FILLER = "가" * 3000
"""A document without an answer, as long as a test needs."""


@pytest.fixture(scope="session")
def text() -> str:
    """The canonical text of a small document."""
    return TEXT


@pytest.fixture(scope="session")
def units() -> Units:
    """The bullets and rows of that document, and of a long one that answers nothing."""
    return Units({SOURCE: TEXT, "saesol.txt": FILLER})


@pytest.fixture(scope="session")
def span() -> Callable[..., Span]:
    """``span(words)`` is where the words stand in that document, or from ``start`` on in another."""

    def make(words: str, source: str = SOURCE, start: int | None = None) -> Span:
        start = TEXT.index(words) if start is None else start
        return Span(source, start, start + len(words), words)

    return make


@pytest.fixture(scope="session")
def turn(span: Callable[..., Span]) -> Callable[..., Turn]:
    """``turn(**changes)`` is a question that the document answers, or with expect="not_found", does not."""
    answered = Turn(
        question="가람숲 도서관 예산은 얼마인가요?",
        expect="answered",
        gold="40억원",
        accept=(("40억", "4,000백만원"),),
        forbid=("65,000천원",),
        evidence=(span("소요예산 : 4,000백만원"),),
    )
    not_found = Turn("가람숲 도서관장은 누구인가요?", "not_found", "문서에 없음", accept=(), forbid=(), evidence=())

    def make(**changes: Any) -> Turn:
        return replace(not_found if changes.get("expect") == "not_found" else answered, **changes)

    return make


@pytest.fixture(scope="session")
def item(turn: Callable[..., Turn]) -> Callable[..., Item]:
    """``item(*turns, **changes)`` is an item of those turns, or of one that the document answers."""

    def make(*turns: Turn, **changes: Any) -> Item:
        category = "dialogue" if len(turns) > 1 else "budget"
        return replace(Item("t001", category, "formal", "easy", turns or (turn(),), "dev"), **changes)

    return make


@pytest.fixture(scope="session")
def record() -> Callable[..., Record]:
    """``record(id, right, **changes)`` is a judged item that counts for accuracy and for nothing else."""

    def make(id: str = "t001", right: bool = True, **changes: Any) -> Record:
        judged = Record(id, "budget", "formal", "easy", "dev", right, {"accuracy": float(right)}, (10.0,), ())
        return replace(judged, **changes)

    return make
