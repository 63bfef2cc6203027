"""An answer on the page: what the service said, each citation one step from the very words it quotes."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

QUESTION = "직무캠프 소요예산이 얼마야?"
SUM = "서울창업허브 창동과 서울창업센터 관악의 2021년 예산을 합하면 얼마입니까?"
UNSAID = "2031년 직무캠프 예산은?"


def answer_of_the_service(page: Page, address: str, question: str) -> dict[str, Any]:
    response = page.request.post(f"{address}/v1/ask", data={"question": question})
    assert response.ok, response.text()
    body: dict[str, Any] = response.json()
    return body


def test_the_shown_answer_is_the_answer_of_the_service(page: Page, reader: Any, live_server: str) -> None:
    answer = answer_of_the_service(page, live_server, QUESTION)
    page.goto(live_server)

    shown = reader.ask(QUESTION).locator(".answer").inner_text()

    without_marks = answer["answer"].replace("[1]", "1")
    assert shown.split() == without_marks.split()


@pytest.mark.parametrize("width", [1280, 320], ids=["beside the chat", "over the chat"])
def test_a_chip_opens_the_source_at_exactly_the_quoted_words(
    page: Page, reader: Any, live_server: str, width: int
) -> None:
    (citation,) = answer_of_the_service(page, live_server, QUESTION)["citations"]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server)
    reader.ask(QUESTION)

    reader.chips.first.click()

    mark = reader.source.locator("mark")
    expect(mark).to_be_in_viewport()
    assert mark.text_content() == citation["quote"]
    expect(reader.source).to_contain_text(citation["document_title"])
    expect(reader.source.locator(".section-path")).to_have_text("\u00a0› ".join(citation["section"]))
    expect(reader.source.locator(".place")).to_contain_text(f"{citation['line_start']}행")
    expect(reader.source.locator(".place")).to_contain_text(citation["source"])


@pytest.mark.parametrize("width", [1280, 320], ids=["beside the chat", "over the chat"])
def test_escape_closes_the_source_and_returns_to_the_chip(
    page: Page, reader: Any, live_server: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server)
    reader.ask(QUESTION)
    reader.chips.first.focus()
    page.keyboard.press("Enter")
    expect(reader.source).to_be_visible()

    page.keyboard.press("Escape")

    expect(reader.source).to_be_hidden()
    expect(reader.chips.first).to_be_focused()


def test_at_400_percent_the_source_still_opens_at_its_words(page: Page, reader: Any, live_server: str) -> None:
    page.set_viewport_size({"width": 320, "height": 200})
    page.goto(live_server)
    reader.ask(QUESTION)
    reader.chips.first.click()
    expect(reader.source.locator("mark")).to_be_in_viewport()


def test_escape_in_the_question_box_leaves_the_focus_there(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    reader.ask(QUESTION)
    reader.chips.first.click()
    reader.box.click()
    page.keyboard.press("Escape")
    expect(reader.source).to_be_hidden()
    expect(reader.box).to_be_focused()


def test_a_chip_shows_its_sentence_to_pointer_and_keyboard(page: Page, reader: Any, live_server: str) -> None:
    (citation,) = answer_of_the_service(page, live_server, QUESTION)["citations"]
    page.goto(live_server)
    reader.ask(QUESTION)
    card, chip = page.get_by_role("tooltip"), reader.chips.first

    chip.hover()
    expect(card).to_contain_text(citation["quote"])
    expect(card).to_contain_text(citation["section"][-1])
    card.hover()
    page.wait_for_timeout(300)
    expect(card, "it can be pointed at itself").to_be_visible()
    page.mouse.move(5, 400)
    expect(card).to_be_hidden()

    reader.tool("복사").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(chip).to_be_focused()
    expect(card).to_be_visible()
    assert chip.get_attribute("aria-describedby") == card.get_attribute("id")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(chip, "Escape takes away the card alone").to_be_focused()


def test_the_chip_whose_source_is_open_is_told_apart(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    reader.ask(SUM)
    for chip in (reader.chips.nth(0), reader.chips.nth(1)):
        chip.click()
        expect(page.locator(".chip[aria-current]")).to_have_count(1)
        expect(chip).to_have_attribute("aria-current", "true")
    page.locator(".reading").click(position={"x": 5, "y": 5})
    page.keyboard.press("Escape")
    expect(reader.source).to_be_hidden()
    expect(page.locator(".chip[aria-current]")).to_have_count(0)


def test_every_operand_of_a_calculation_is_a_chip(page: Page, reader: Any, live_server: str) -> None:
    answer = answer_of_the_service(page, live_server, SUM)
    page.goto(live_server)
    shown = reader.ask(SUM).locator(".answer p", has_text="계산:")
    assert shown.locator(".chip").all_text_contents() == ["1", "2"]
    for chip, citation in zip(shown.locator(".chip").all(), answer["citations"], strict=True):
        chip.click()
        expect(reader.source.locator("mark")).to_have_text(citation["quote"])


def test_what_is_not_in_the_documents_looks_like_no_answer(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    refused = reader.ask(UNSAID)
    expect(refused.locator(".verdict")).to_have_text("문서에 없음")
    expect(refused.get_by_role("region", name="가까운 내용")).to_be_visible()
    answered = reader.ask(QUESTION)
    expect(answered.locator(".verdict")).to_have_count(0)
    expect(answered.get_by_role("region", name="근거")).to_be_visible()
    edges = [
        turn.locator(".answer").evaluate("e => getComputedStyle(e).borderLeftWidth") for turn in (refused, answered)
    ]
    assert edges == ["3px", "0px"]


def test_every_answer_says_that_a_machine_wrote_it(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    for question in (QUESTION, UNSAID, "안녕하세요"):
        expect(reader.ask(question).locator(".ai-label")).to_have_text("AI가 생성한 답변 · 원문을 확인하세요")


def test_a_suggestion_is_asked_and_the_reader_goes_on_from_there(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    offered = page.locator(".intro .suggestion")
    expect(offered).to_have_count(6)
    question = offered.first.text_content()
    offered.first.click()
    expect(reader.turns.locator(".question")).to_have_text(question)
    expect(reader.turns.locator(".question")).to_be_focused()
    on = reader.turns.locator(".suggestion")
    expect(on.first).to_be_visible()
    assert on.count() <= 3
    on.first.click()
    expect(reader.turns).to_have_count(2)
    expect(reader.turns.first.locator(".suggestion"), "only the latest turn offers more").to_have_count(0)


def test_an_answer_can_be_made_anew_in_its_place(page: Page, reader: Any, staged: str, stage: Any, tell: Any) -> None:
    stage.script = tell("예산은 40억원입니다.")
    page.goto(staged)
    turn = reader.ask(QUESTION)
    stage.script = tell("소요예산은 40억원입니다.")
    reader.tool("다시 생성").click()
    expect(turn.locator(".answer")).to_have_text("소요예산은 40억원입니다.")
    expect(reader.turns).to_have_count(1)


def test_the_page_is_ready_within_a_second_and_asks_nobody_else(page: Page, reader: Any, live_server: str) -> None:
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url))
    page.goto(live_server)
    expect(reader.box).to_be_visible(timeout=1000)
    reader.ask(QUESTION)
    assert [url for url in outside if not url.startswith((live_server, "data:"))] == []
