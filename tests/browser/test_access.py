"""For everyone: by keyboard alone, read aloud, enlarged, in the dark, in the reader's own colours."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from api.errors import Overloaded

pytestmark = pytest.mark.browser

QUESTION = "직무캠프 소요예산이 얼마야?"
SENTENCE = "가람숲도서관은 자원봉사자들과 함께 지역주민을위한 문화예술프로그램을 운영하며 이용시간을 연장합니다."
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def be_closed(reader: Any, stage: Any, tell: Any) -> None:
    expect(reader.page.locator(".launcher")).to_be_visible()


def be_open(reader: Any, stage: Any, tell: Any) -> None:
    reader.open_widget()
    expect(reader.page.locator(".intro .suggestion").first).to_be_visible()


def be_streaming(reader: Any, stage: Any, tell: Any) -> None:
    stage.script, stage.free = tell("예산은 40억원입니다. [1] 일정은 3월입니다. [2]", ["40억원", "3월"]), False
    reader.open_widget()
    turn = reader.send(QUESTION)
    for _ in range(7):
        stage.go_on.release()
    expect(turn.locator(".answer")).to_be_visible()


def be_answered(reader: Any, stage: Any, tell: Any) -> None:
    reader.open_widget()
    reader.ask("2031년 직무캠프 예산은?")
    reader.ask(QUESTION)
    reader.tool("복사").click()
    reader.tool("아쉬워요").click()
    expect(reader.turns.last.get_by_label("의견(선택)")).to_be_visible()


def be_in_the_source(reader: Any, stage: Any, tell: Any) -> None:
    reader.open_widget()
    reader.ask(QUESTION)
    reader.chips.first.click()
    expect(reader.source.locator("mark")).to_be_visible()


def be_failed(reader: Any, stage: Any, tell: Any) -> None:
    stage.script = [Overloaded("지금 답하고 있는 질문이 많습니다.")]
    reader.open_widget()
    expect(reader.send(QUESTION).get_by_role("alert")).to_be_visible()


def be_on_the_shelf(reader: Any, stage: Any, tell: Any) -> None:
    reader.open_widget()
    reader.ask(QUESTION)
    reader.page.get_by_role("button", name="대화 목록").click()
    expect(reader.shelf.get_by_role("checkbox")).to_be_visible()


STATES: list[Callable[..., None]] = [
    be_closed,
    be_open,
    be_streaming,
    be_answered,
    be_in_the_source,
    be_failed,
    be_on_the_shelf,
]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing(
    page: Page, reader: Any, staged: str, stage: Any, tell: Any, state: Callable[..., None], scheme: Any, width: int
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{staged}/embed-demo")
    state(reader, stage, tell)
    found = Axe().run(page, context="mundap-chat", options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert found.response["passes"], "axe looked into the shadow tree"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page(page: Page, reader: Any, live_server: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(live_server)
    reader.ask(QUESTION)
    reader.chips.first.click()
    expect(reader.source.locator("mark")).to_be_visible()
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def focused(page: Page) -> str:
    """The name of what has the focus."""
    name: str = page.evaluate(
        """() => {
          let active = document.activeElement;
          while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
          return active?.ariaLabel ?? (active?.labels?.[0]?.textContent || active?.textContent || "");
        }"""
    )
    return name


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    for _ in range(40):
        if focused(page).startswith(name):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{name} cannot be reached with {key}")


def test_the_whole_way_by_keyboard(page: Page, reader: Any, live_server: str) -> None:
    page.goto(f"{live_server}/embed-demo")
    tab_to(page, "업무보고 문답 열기")
    page.keyboard.press("Enter")
    expect(reader.box).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(reader.turns.last.locator(".answer-footer")).to_be_visible()
    expect(reader.box, "an answer takes the focus from nobody").to_be_focused()

    tab_to(page, "근거 1:", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(reader.source.locator("mark")).to_be_visible()
    tab_to(page, "원문 전체")
    page.keyboard.press("PageDown")
    page.keyboard.press("Escape")
    expect(reader.chips.first).to_be_focused()

    tab_to(page, "복사")
    page.keyboard.press("Enter")
    tab_to(page, "근거와 함께")
    page.keyboard.press("Enter")
    expect(reader.turns.last.get_by_text("복사했습니다.")).to_be_visible()
    tab_to(page, "도움이 됐어요", "Shift+Tab")
    page.keyboard.press("Space")
    expect(reader.turns.last.get_by_text("평가를 남겼습니다.")).to_be_visible()
    tab_to(page, "의견(선택)")
    page.keyboard.type("잘 찾았어요")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(reader.turns.last.get_by_label("의견(선택)")).to_be_hidden()

    tab_to(page, "대화 목록", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(reader.shelf).to_be_visible()
    page.keyboard.press("Escape")
    expect(reader.shelf).to_be_hidden()
    page.keyboard.press("Escape")
    expect(reader.panel).to_be_hidden()
    expect(page.locator(".launcher")).to_be_focused()


def test_the_focus_is_always_seen(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    reader.ask(QUESTION)
    reader.box.focus()
    seen = """e => {
      const active = e.getRootNode().activeElement;
      const style = getComputedStyle(active.closest(".field") ?? active);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    }"""
    for _ in range(12):
        assert page.locator(".mundap").evaluate(seen), focused(page)
        page.keyboard.press("Shift+Tab")


def test_an_answer_is_read_out_once_and_whole(page: Page, reader: Any, staged: str, stage: Any, tell: Any) -> None:
    stage.script = tell("첫째 줄입니다. [1]\n- 둘째 줄입니다. [2]", ["가", "나"])
    page.goto(staged)
    page.evaluate(
        """() => {
          const root = document.querySelector("mundap-chat").shadowRoot;
          window.said = [];
          for (const region of root.querySelectorAll("[role=status], [role=alert], [aria-live=polite]"))
            new MutationObserver(() => window.said.push(region.textContent))
              .observe(region, { childList: true, characterData: true, subtree: true });
        }"""
    )
    reader.ask(QUESTION)
    assert page.evaluate("window.said") == ["답변 생성 중", "첫째 줄입니다.\n둘째 줄입니다."]
    log = page.get_by_role("log", name="대화 내용")
    expect(log).to_have_attribute("aria-live", "off")
    expect(log.locator("[role=status]:not(:empty)")).to_have_count(0)


def test_streaming_moves_no_focus(page: Page, reader: Any, staged: str, stage: Any, tell: Any) -> None:
    stage.script = tell("예산은 40억원입니다. [1]", ["40억원"])
    page.goto(staged)
    page.evaluate(
        """() => document.querySelector("mundap-chat").shadowRoot
             .addEventListener("focusin", () => { window.moves = (window.moves ?? 0) + 1; })"""
    )
    reader.box.focus()
    before = page.evaluate("window.moves")
    reader.ask(QUESTION)
    assert page.evaluate("window.moves") == before


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 200), (375, 667), (768, 1024)])
@pytest.mark.parametrize("path", ["/", "/embed-demo"])
def test_nothing_scrolls_sideways_and_all_can_be_reached(
    page: Page, reader: Any, live_server: str, path: str, width: int, height: int
) -> None:
    """320 by 200 is what a window of 1280 by 800 shows at 400 %."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(live_server + path)
    if path != "/":
        reader.open_widget()
    turn = reader.ask(QUESTION)
    for name in (".panel", ".reading"):
        assert page.locator(name).evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for element in (turn.locator(".answer"), reader.box, turn.locator(".ai-label")):
        element.scroll_into_view_if_needed()
        expect(element).to_be_in_viewport()


BROKEN_WORDS = """root => {
  const broken = [];
  let wrapped = 0;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let before = null;
    for (let at = 0; at < node.data.length; at += 1) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { top, width, height } = range.getBoundingClientRect();
      if (!width || /\\s/.test(node.data[at])) continue;
      if (before && top - before.top > height / 2) {
        wrapped += 1;
        const pair = node.data.slice(before.at, at + 1);
        if (/^[가-힣]{2}$/.test(pair)) broken.push(node.data.slice(Math.max(0, at - 8), at + 8));
      }
      before = { at, top };
    }
  }
  return [wrapped, broken];
}"""


@pytest.mark.parametrize(("width", "height"), [(320, 200), (844, 390)], ids=["at 400 %", "a phone on its side"])
def test_in_a_low_window_each_new_answer_comes_into_view(
    page: Page, reader: Any, live_server: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{live_server}/embed-demo")
    reader.open_widget()
    for question in (QUESTION, "직무캠프 모집규모는?"):
        turn = reader.ask(question)
        page.wait_for_timeout(100)
        expect(turn.locator(".question")).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_no_line_breaks_within_a_korean_word(
    page: Page, reader: Any, staged: str, stage: Any, tell: Any, width: int
) -> None:
    stage.script = tell(" ".join([SENTENCE] * 4) + " [1]", [SENTENCE * 2])
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(staged)
    reader.ask(QUESTION)
    wrapped, broken = page.locator(".reading").evaluate(BROKEN_WORDS)
    assert wrapped >= 1
    assert broken == []


def test_a_word_without_end_is_broken_rather_than_cut(
    page: Page, reader: Any, staged: str, stage: Any, tell: Any
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    stage.script = tell("https://example.kr/" + "a" * 300 + " [1]", ["가" * 300])
    page.goto(staged)
    reader.ask(QUESTION)
    assert page.locator(".reading").evaluate("e => e.scrollWidth - e.clientWidth") <= 0


def test_in_forced_colours_chips_and_buttons_keep_an_edge(page: Page, reader: Any, live_server: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{live_server}/embed-demo")
    edge = "e => parseFloat(getComputedStyle(e).borderTopWidth) > 0 && getComputedStyle(e).borderTopStyle !== 'none'"
    assert page.locator(".launcher").evaluate(edge)
    reader.open_widget()
    reader.ask(QUESTION)
    for control in (reader.chips.first, reader.tool("복사"), page.get_by_role("button", name="보내기"), reader.panel):
        assert control.evaluate(edge)


def test_nothing_moves_for_a_reader_who_wants_it_still(
    page: Page, reader: Any, staged: str, stage: Any, tell: Any
) -> None:
    stage.script, stage.free = tell("예산은 40억원입니다."), False
    page.emulate_media(reduced_motion="reduce")
    page.goto(staged)
    dot = reader.send(QUESTION).locator(".progress")
    assert dot.evaluate("e => getComputedStyle(e, '::before').animationName") == "none"
    page.emulate_media(reduced_motion="no-preference")
    assert dot.evaluate("e => getComputedStyle(e, '::before').animationName") != "none"


def test_an_interface_in_english_says_which_parts_are_korean(
    page: Page, reader: Any, portal: Any, embedded: str
) -> None:
    page.goto(portal.put(f"<script src={embedded}/widget.js data-lang=en defer></script>"))
    page.locator(".launcher").click()
    page.get_by_label("Question", exact=True).fill(QUESTION)
    page.keyboard.press("Enter")
    turn = reader.turns.last
    expect(turn.locator(".answer-footer")).to_be_visible()
    expect(page.locator(".mundap")).to_have_attribute("lang", "en")
    for korean in (turn.locator(".answer"), turn.locator("blockquote"), turn.locator(".question")):
        expect(korean).to_have_attribute("lang", "ko")
    expect(turn.locator(".ai-label")).to_have_text("AI-generated answer · check the source")
