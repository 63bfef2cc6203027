"""The page of an evaluation in a real browser: opened from a file, narrowed down, on a phone and on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from eval.dataset import Category, Item, Span, Style, Turn
from eval.measures import Record, judge
from eval.report.labels import MEANINGS
from eval.report.page import write_page
from eval.results import Result, make_result
from eval.spans import Units

pytestmark = pytest.mark.browser

PROOF = Span("garam.txt", 100, 115, "소요예산 : 4,000백만원")
BUDGET = Turn("가람숲 도서관 예산은 얼마인가요?", "answered", "40억원", (("40억",),), (), (PROOF,))
NOT_SAID = Turn("관장은 누구야?", "not_found", "문서에 없음", (), (), ())
LONG = "https://garam.example/" + "sae-sol" * 60
MANIFEST = {
    "time": "2021-01-31T09:00:00+00:00",
    "split": "dev",
    "items": {"count": 7, "sha256": "d0" * 32},
    "service": "local",
    "index": "gen_garam",
}


def judged(name: str, category: Category, style: Style, *answers: str) -> Record:
    """An item whose turns were answered so; "" is a refusal."""
    turns = (NOT_SAID,) if category == "unanswerable" else (BUDGET, NOT_SAID)[: len(answers)]
    cited = {"source": PROOF.source, "start": PROOF.start, "end": PROOF.end, "quote": PROOF.quote}
    bodies = [
        {"status": "answered", "answer": f"{answer} [1]", "citations": [cited]}
        if answer
        else {"status": "not_found", "answer": "문서에 없습니다.", "citations": []}
        for answer in answers
    ]
    return judge(Item(name, category, style, "easy", turns, "dev"), bodies, [], [12.5] * len(answers), Units({}))


def evaluated() -> Result:
    """Six failures and a right answer."""
    return make_result(
        [
            judged("t001", "budget", "formal", "40억원입니다."),
            judged("t002", "budget", "formal", "9월입니다."),
            judged("t003", "budget", "typo", ""),
            judged("t004", "schedule", "typo", LONG),
            judged("t005", "unanswerable", "formal", "새솔 씨입니다."),
            judged("t006", "unanswerable", "keywords", "Hanbit 씨입니다."),
            judged("t007", "dialogue", "formal", "봄입니다.", "가온 씨입니다."),
        ],
        MANIFEST,
    )


@dataclass
class Opened:
    """The page of an evaluation, open in the browser."""

    page: Page
    address: str
    requests: list[str]
    messages: list[str]

    @property
    def shown(self) -> list[str]:
        """The ids of the failures that are in sight."""
        articles = self.page.locator("article").all()
        return [article.get_attribute("id") or "" for article in articles if article.is_visible()]

    def assert_shown(self, *names: str) -> None:
        """These failures are in sight, and counted."""
        expect(self.page.locator("#count")).to_have_text(f"{len(names)}개")
        assert self.shown == list(names)


@pytest.fixture
def opened(page: Page, tmp_path: Path) -> Iterator[Opened]:
    write_page(tmp_path / "결과.html", evaluated())
    opened = Opened(page, (tmp_path / "결과.html").as_uri(), [], [])
    page.on("request", lambda request: opened.requests.append(request.url))
    page.on("console", lambda message: opened.messages.append(message.text))
    page.goto(opened.address)
    yield opened
    assert opened.messages == []


def test_the_page_needs_nothing_but_its_file(opened: Opened) -> None:
    opened.page.get_by_label("분야", exact=True).select_option("budget")
    opened.page.wait_for_load_state("networkidle")
    assert opened.requests == [opened.address]


def test_at_first_every_failure_is_shown(opened: Opened) -> None:
    opened.assert_shown("t002", "t003", "t004", "t005", "t006", "t007")


@pytest.mark.parametrize(
    ("choices", "names"),
    [
        ({"분야": "예산"}, ["t002", "t003"]),
        ({"질문 형식": "오타·붙여 쓰기"}, ["t003", "t004"]),
        ({"난이도": "쉬움"}, ["t002", "t003", "t004", "t005", "t006", "t007"]),
        ({"틀린 까닭": "문서에 있는데 없다고 함"}, ["t003"]),
        ({"틀린 까닭": "정답 값이 없음"}, ["t002", "t004", "t007"]),
        ({"틀린 까닭": "문서에 없는데 답함"}, ["t005", "t006", "t007"]),
        ({"분야": "답 없음", "질문 형식": "핵심어"}, ["t006"]),
        ({"분야": "예산", "틀린 까닭": "문서에 없는데 답함"}, []),
    ],
    ids=lambda value: " and ".join(value.values()) if isinstance(value, dict) else "",
)
def test_a_choice_narrows_the_failures_and_their_count(
    choices: dict[str, str], names: list[str], opened: Opened
) -> None:
    for label, name in choices.items():
        opened.page.get_by_label(label, exact=True).select_option(label=name)
    opened.assert_shown(*names)


def test_each_figure_says_what_it_means(opened: Opened) -> None:
    rows = opened.page.locator("table").first.locator("tbody tr").all()
    told = {row.locator("th").inner_text(): row.locator("td.says").inner_text() for row in rows}
    assert told == {name: MEANINGS[name] for name in evaluated().measures}


def test_only_what_occurs_can_be_chosen(opened: Opened) -> None:
    options = opened.page.get_by_label("분야", exact=True).locator("option").all_text_contents()
    assert options == ["모든 분야", "예산", "일정", "답 없음", "대화"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("새솔 씨", ["t005"]),
        ("  관장은 누구야 ", ["t005", "t006", "t007"]),
        ("hanbit", ["t006"]),
        ("t004", ["t004"]),
        ("별하늘", []),
    ],
    ids=["in an answer", "in a question", "in other capitals", "an id", "nowhere"],
)
def test_words_are_searched_for(words: str, names: list[str], opened: Opened) -> None:
    opened.page.get_by_label("찾을 말", exact=True).fill(words)
    opened.assert_shown(*names)


def test_search_and_choice_narrow_together_and_can_be_taken_back(opened: Opened) -> None:
    box, facet = opened.page.get_by_label("찾을 말", exact=True), opened.page.get_by_label("질문 형식", exact=True)
    box.fill("관장은")
    facet.select_option(label="격식체")
    opened.assert_shown("t005", "t007")
    facet.select_option(label="모든 질문 형식")
    opened.assert_shown("t005", "t006", "t007")
    box.fill("")
    opened.assert_shown("t002", "t003", "t004", "t005", "t006", "t007")


def test_enter_in_the_search_box_leaves_the_page_as_it_is(opened: Opened) -> None:
    box = opened.page.get_by_label("찾을 말", exact=True)
    box.fill("새솔 씨")
    box.press("Enter")
    opened.assert_shown("t005")
    assert opened.page.url == opened.address


@pytest.mark.parametrize("width", [360, 1280], ids=["a phone", "a desk"])
def test_the_page_never_scrolls_sideways(width: int, opened: Opened) -> None:
    opened.page.set_viewport_size({"width": width, "height": 740})
    assert opened.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    for box in (article.bounding_box() for article in opened.page.locator("article").all()):
        assert box
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width


def test_answer_and_gold_stand_side_by_side_on_a_desk_and_one_above_the_other_on_a_phone(opened: Opened) -> None:
    answer, gold = opened.page.locator("#t002 .pair > div").all()

    def places() -> list[tuple[float, float]]:
        boxes = [part.bounding_box() for part in (answer, gold)]
        return [(box["x"], box["y"]) for box in boxes if box]

    (left, top), (right, level) = places()
    assert left < right
    assert top == level
    opened.page.set_viewport_size({"width": 360, "height": 740})
    (left, top), (right, below) = places()
    assert left == right
    assert top < below


def test_on_paper_every_failure_stands_whatever_was_chosen(opened: Opened) -> None:
    opened.page.get_by_label("분야", exact=True).select_option(label="예산")
    opened.assert_shown("t002", "t003")
    opened.page.emulate_media(media="print")
    assert opened.shown == ["t002", "t003", "t004", "t005", "t006", "t007"]
    expect(opened.page.locator("form")).to_be_hidden()
    opened.page.emulate_media(media="screen")
    opened.assert_shown("t002", "t003")
