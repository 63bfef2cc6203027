"""The chat page in a real browser: a question typed, an answer checked against its source."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, expect

pytestmark = pytest.mark.browser

QUESTION = "직무캠프 소요예산이 얼마야?"
ANSWER_TIMEOUT_MS = 30_000


def ask(page: Page, question: str) -> None:
    box = page.get_by_label("질문", exact=True)
    box.fill(question)
    box.press("Enter")
    expect(page.get_by_text("AI가 생성한 답변")).to_be_visible(timeout=ANSWER_TIMEOUT_MS)


def answer_of_the_service(page: Page, live_server: str, question: str) -> dict[str, Any]:
    response = page.request.post(f"{live_server.rstrip('/')}/v1/ask", data={"question": question})
    assert response.ok, response.text()
    body: dict[str, Any] = response.json()
    return body


def first_chip(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile(r"^근거 1:"))


def test_a_chip_opens_the_source_at_exactly_the_quoted_words(page: Page, live_server: str) -> None:
    answer = answer_of_the_service(page, live_server, QUESTION)
    assert answer["status"] == "answered"
    page.goto(live_server)
    ask(page, QUESTION)

    first_chip(page).click()

    mark = page.get_by_role("dialog").locator("mark")
    expect(mark).to_be_visible()
    assert mark.text_content() == answer["citations"][0]["quote"]
    expect(mark).to_be_in_viewport()


def test_the_shown_answer_is_the_answer_of_the_service(page: Page, live_server: str) -> None:
    answer = answer_of_the_service(page, live_server, QUESTION)
    page.goto(live_server)
    ask(page, QUESTION)

    shown = page.locator(".turn .answer").inner_text()

    without_marks = re.sub(r"\[(\d+)\]", r"\1", answer["answer"])
    assert shown.split() == re.sub(r"^- ", "", without_marks, flags=re.MULTILINE).split()


@pytest.mark.parametrize("width", [1280, 320], ids=["beside the chat", "over the chat"])
def test_escape_closes_the_source_and_returns_to_the_chip(page: Page, live_server: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server)
    ask(page, QUESTION)
    first_chip(page).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(first_chip(page)).to_be_focused()


def press_enter_within(page: Page, composed: str) -> None:
    """What Chromium sees when Enter ends a composition: the key in the middle of it, then the finished text."""
    keyboard = page.context.new_cdp_session(page)
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.imeSetComposition", {"text": composed, "selectionStart": -1, "selectionEnd": -1})
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    keyboard.send("Input.insertText", {"text": composed})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})


def questions_sent(page: Page) -> list[str]:
    """A list that grows with every question the page sends from now on."""
    questions: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/v1/ask"):
            questions.append(json.loads(request.post_data or "")["question"])

    page.on("request", note)
    return questions


@pytest.mark.parametrize("key_is_repeated", [False, True], ids=["key reported once", "key repeated afterwards"])
def test_enter_within_a_syllable_sends_the_whole_question_once(
    page: Page, live_server: str, key_is_repeated: bool
) -> None:
    questions = questions_sent(page)
    page.goto(live_server)
    box = page.get_by_label("질문", exact=True)
    box.focus()

    press_enter_within(page, "직무캠프 소요예산이 얼마야")
    if key_is_repeated:
        page.keyboard.press("Enter")

    expect(page.get_by_text("AI가 생성한 답변")).to_be_visible(timeout=ANSWER_TIMEOUT_MS)
    assert questions == ["직무캠프 소요예산이 얼마야"]
    expect(box).to_have_value("")


def test_enter_that_picks_a_hanja_sends_nothing(page: Page, live_server: str) -> None:
    questions = questions_sent(page)
    page.goto(live_server)
    box = page.get_by_label("질문", exact=True)
    box.focus()

    press_enter_within(page, "豫算")

    expect(box).to_have_value("豫算")
    expect(page.locator(".turn")).to_have_count(0)
    assert questions == []


def test_a_phone_never_scrolls_sideways(page: Page, live_server: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server)
    ask(page, QUESTION)

    hidden_width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

    assert hidden_width <= 0


def test_a_question_that_is_too_long_is_kept_and_explained(page: Page, live_server: str) -> None:
    page.goto(live_server)
    box = page.get_by_label("질문", exact=True)
    box.fill("가" * 2001)
    box.press("Enter")

    expect(page.get_by_text("질문은 2,000자까지 쓸 수 있습니다.")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)
    expect(box).to_have_value("가" * 2001)


def test_a_failure_tells_what_happened_and_offers_another_try(page: Page, live_server: str) -> None:
    problem = {
        "type": "/problems/overloaded",
        "title": "요청이 몰려 있습니다.",
        "status": 503,
        "detail": "잠시 뒤 다시 시도해 주세요.",
        "instance": "req-0001",
    }
    page.route(
        "**/v1/ask",
        lambda route: route.fulfill(status=503, content_type="application/problem+json", body=json.dumps(problem)),
        times=1,
    )
    page.goto(live_server)
    page.get_by_label("질문", exact=True).fill(QUESTION)
    page.get_by_role("button", name="보내기").click()

    alert = page.locator(".turn").get_by_role("alert")
    expect(alert).to_contain_text("요청이 몰려 있습니다.")
    expect(alert).to_contain_text("오류번호 req-0001")

    page.get_by_role("button", name="다시 시도").click()
    expect(first_chip(page)).to_be_visible(timeout=ANSWER_TIMEOUT_MS)
