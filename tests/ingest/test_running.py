"""Running titles and page numbers stay in the text and are in no passage; what only looks like one is content."""

from collections.abc import Callable, Sequence

import pytest

from ingest.documents import Document, read_document
from ingest.passages import Passage, read_passages
from ingest.running import running_lines

PLACES = ["나루터", "솔숲", "갯벌", "등대", "돌담", "염전", "분수", "텃밭"]
BODIES = [[f"□ {place} 정비", f"○ {place}에 쉼터를 짓고 주민과 가꾼다."] for place in PLACES]

Around = Callable[[int], tuple[list[str], list[str]]]
"""What stands above and below the text of a page, by its number."""

RUNNING: dict[str, Around] = {
    "a title with a number": lambda n: ([], [f"2030년 주요업무계획 | 기획조정실 {n}"]),
    "the same words on every page": lambda n: (["새솔시 주요업무계획"], []),
    "a number that tells left from right": lambda n: ([], [f"{n} 새솔시" if n % 2 else f"주요업무계획 {n}"]),
    "a number of how many": lambda n: ([f"{n} / 10"], []),
    "a number in words": lambda n: ([], [f"{n}쪽"]),
    "a number alone": lambda n: ([], [str(n)]),
    "two lines at the foot": lambda n: (["새솔시 주요업무계획"], ["기획조정실", f"- {n} -"]),
    "a row of words and number": lambda n: ([], [f"주요업무계획 │ {n}"]),
}
ALL = pytest.mark.parametrize("around", RUNNING.values(), ids=RUNNING.keys())


def paged(around: Around, bodies: Sequence[Sequence[str]] = BODIES) -> str:
    """A text whose pages are told by form feeds."""
    pages = []
    for number, body in enumerate(bodies, 1):
        above, below = around(number)
        pages.append("\n".join([*above, *body, *below]) + "\n")
    return "\f" + "\f".join(pages)


def read(raw: str) -> tuple[Document, list[Passage]]:
    document = read_document(raw.encode(), source="보고.txt", title="보고")
    return document, read_passages(document, lambda block: [block])


def running(raw: str) -> list[str]:
    """The running lines of a text."""
    document, _ = read(raw)
    return [document.text[start:].partition("\n")[0] for start in sorted(running_lines(document.text, document.pages))]


@ALL
def test_a_running_line_is_in_no_passage_and_in_no_path(around: Around) -> None:
    _, without = read(paged(lambda _: ([], [])))
    _, found = read(paged(around))
    assert [(p.text, p.section, p.kind) for p in found] == [(p.text, p.section, p.kind) for p in without]


@ALL
def test_a_running_line_stays_in_the_text(around: Around) -> None:
    document, _ = read(paged(around))
    above, below = around(3)
    assert document.text.split("\n").count((above + below)[0]) > 0


@ALL
def test_a_sentence_that_goes_on_over_a_page_holds_no_running_line(around: Around) -> None:
    bodies = [*BODIES[:3], ["○ 솔숲길을 잇고 주민과 함께 가꾸는 쉼터를"], ["짓고", "나루터를 고친다."], *BODIES[3:]]
    _, found = read(paged(around, bodies))
    parts = [p for p in found if p.text in ("솔숲길을 잇고 주민과 함께 가꾸는 쉼터를", "짓고\n나루터를 고친다.")]
    assert [(p.kind, len(p.section)) for p in parts] == [("item", 1), ("text", 2)], "the rest stands under its start"


def test_the_rest_of_a_sentence_heads_no_bullets() -> None:
    bodies = [*BODIES[:5], ["○ 솔숲길을 잇고 주민과 함께 가꾸는 쉼터를"], ["짓는 사업", "○ 나루터 정비"]]
    _, found = read(paged(RUNNING["a number alone"], bodies))
    assert next(p for p in found if p.text == "짓는 사업").kind == "text"


@pytest.mark.parametrize(
    "around",
    [
        pytest.param(lambda n: (["□ 사업개요"], []), id="a bullet"),
        pytest.param(lambda n: (["구 분 사업비 비고"], []), id="the header of a table"),
        pytest.param(lambda n: (["(단위 : 백만원)"], []), id="a unit"),
        pytest.param(lambda n: (["구역 │ 사업비"], []), id="the header of a ruled table"),
        pytest.param(lambda n: (["사업개요"] if n < 4 else [], []), id="a line of few pages"),
        pytest.param(
            lambda n: (["사업개요"] if n != 2 else ["새 사업", "사업개요"], []), id="one that stands elsewhere"
        ),
        pytest.param(lambda n: ([f"합계 {n * n * 100}"], []), id="a figure"),
        pytest.param(lambda n: ([f"붙임 {n - 3}"] if n > 4 else [], []), id="the number of an appendix"),
        pytest.param(lambda n: ([f"【중점과제 {n}】"], []), id="the number of a task"),
        pytest.param(lambda n: ([f"{n}월"], []), id="the month of a calendar"),
        pytest.param(lambda n: ([f"{2029 + n}년 계획"], []), id="a year"),
    ],
)
def test_what_repeats_at_the_head_of_pages_may_be_content(around: Around) -> None:
    assert running(paged(around)) == []


def test_the_title_of_a_part_is_kept_where_it_stands_first() -> None:
    titles = ["어촌 살리기"] * 8 + ["숲 가꾸기"] * 8
    assert running(paged(lambda n: ([titles[n - 1]], []), BODIES * 2)) == ["어촌 살리기"] * 7 + ["숲 가꾸기"] * 7


def test_a_text_without_pages_knows_them_by_the_numbers_between() -> None:
    raw = paged(lambda n: (["새솔시 주요업무계획"], [f"- {n} -"])).replace("\f", "")
    document, found = read(raw)
    assert document.pages == ()
    assert not any("주요업무계획" in p.text for p in found)
    assert running(raw.replace("- ", "").replace(" -", "")) == [], "bare numbers may be those of rows"


def test_a_single_page_has_no_running_line_but_its_number() -> None:
    assert running(paged(lambda n: (["새솔시 주요업무계획"], [f"- {n} -"]), BODIES[:1])) == ["- 1 -"]
