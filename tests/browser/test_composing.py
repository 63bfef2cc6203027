"""Enter in the middle of a Korean syllable: one question, whole, and once, however the system reports the key."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

pytestmark = pytest.mark.browser

QUESTION = "직무캠프 소요예산이 얼마야"
DEAF = """
for (const name of ["compositionstart", "compositionend"])
  window.addEventListener(name, (event) => event.stopImmediatePropagation(), true);
Object.defineProperty(KeyboardEvent.prototype, "isComposing", { get: () => false });
Object.defineProperty(KeyboardEvent.prototype, "keyCode", { get: () => 13 });
"""
"""A page in which nobody hears of compositions: what the question box does about them is as good as removed."""


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


REPEATED = """box => box.addEventListener("compositionend", () => {
  const key = new KeyboardEvent("keydown", { key: "Enter", keyCode: 13, bubbles: true, cancelable: true });
  queueMicrotask(() => box.dispatchEvent(key));
})"""
"""As some systems do: the Enter that ended the syllable comes once more, on its own, right behind it."""


def ask_by_composing(page: Page, reader: Any, address: str, *, repeated: bool) -> list[str]:
    """The questions that are sent when the last syllable of one is still being composed at Enter."""
    questions = questions_sent(page)
    page.goto(address)
    reader.box.focus()
    if repeated:
        reader.box.evaluate(REPEATED)
    press_enter_within(page, QUESTION)
    page.wait_for_timeout(300)
    return questions


@pytest.mark.parametrize("repeated", [False, True], ids=["key reported once", "key repeated afterwards"])
def test_enter_within_a_syllable_sends_the_whole_question_once(
    page: Page, reader: Any, live_server: str, repeated: bool
) -> None:
    assert ask_by_composing(page, reader, live_server, repeated=repeated) == [QUESTION]
    expect(reader.box).to_have_value("")
    expect(reader.turns).to_have_count(1)
    assert reader.turns.locator(".question").text_content() == QUESTION


@pytest.mark.parametrize("repeated", [False, True], ids=["key reported once", "key repeated afterwards"])
def test_the_same_goes_wrong_where_compositions_are_not_heard_of(
    page: Page, reader: Any, live_server: str, repeated: bool
) -> None:
    page.add_init_script(DEAF)
    sent = ask_by_composing(page, reader, live_server, repeated=repeated)
    assert (sent, reader.box.input_value()) != ([QUESTION], ""), "the test above could not fail"


def test_enter_that_picks_a_hanja_sends_nothing(page: Page, reader: Any, live_server: str) -> None:
    questions = questions_sent(page)
    page.goto(live_server)
    reader.box.focus()

    press_enter_within(page, "豫算")

    expect(reader.box).to_have_value("豫算")
    expect(reader.turns).to_have_count(0)
    assert questions == []


def test_enter_in_the_widget_of_another_page_is_heard_alike(
    page: Page, reader: Any, portal: Any, embedded: str
) -> None:
    questions = questions_sent(page)
    page.goto(portal.put(f"<script src={embedded}/widget.js defer></script>"))
    reader.open_widget()
    press_enter_within(page, QUESTION)
    page.wait_for_timeout(300)
    assert questions == [QUESTION]


def test_shift_and_enter_begin_a_new_line(page: Page, reader: Any, live_server: str) -> None:
    questions = questions_sent(page)
    page.goto(live_server)
    reader.box.press_sequentially("직무캠프")
    reader.box.press("Shift+Enter")
    reader.box.press_sequentially("예산은?")
    expect(reader.box).to_have_value("직무캠프\n예산은?")
    assert questions == []
    reader.box.press("Enter")
    page.wait_for_timeout(100)
    assert questions == ["직무캠프\n예산은?"]


def test_a_question_that_is_too_long_is_kept_and_explained(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    reader.box.fill("가" * 2001)
    reader.box.press("Enter")

    expect(page.get_by_text("질문은 2,000자까지 쓸 수 있습니다.")).to_be_visible()
    expect(reader.turns).to_have_count(0)
    expect(reader.box).to_have_value("가" * 2001)


def test_a_double_click_sends_and_does_not_stop(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    reader.box.fill(QUESTION)
    page.get_by_role("button", name="보내기").dblclick()
    expect(reader.turns.locator(".answer-footer")).to_be_visible()
    expect(page.get_by_text("답변을 중지했습니다.")).to_have_count(0)
