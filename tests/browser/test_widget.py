"""The widget on other people's pages: one tag, nothing leaks in or out, and nobody may embed it unasked."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from api.http.app import make_app
from api.service import Service
from api.settings import Settings

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[2] / "api" / "static" / "widget.js"
QUESTION = "직무캠프 소요예산이 얼마야?"
HOSTILE = """<style>
  * { all: unset !important; }
  * { --accent: red !important; --ink: lime !important; letter-spacing: 1em !important; display: block !important; }
  html { font-size: 40px !important; } body { direction: rtl; text-transform: uppercase; zoom: 1; }
  mundap-chat { display: none !important; opacity: 0 !important; visibility: hidden !important; }
  button, dialog, textarea { display: none !important; }
</style>"""

SHORTCUTS = """<script>
  for (const type of ["keydown", "keypress", "keyup"])
    document.addEventListener(type, (event) => {
      (window.heard ??= []).push(event.key);
      event.preventDefault();
    });
</script>"""
LOOK = """e => {
  const { x, y, width, height } = e.getBoundingClientRect();
  const style = getComputedStyle(e);
  const box = [x, y, width, height].map(Math.round);
  return [e.className, box, [...style].map((name) => name + style.getPropertyValue(name))];
}"""
"""Where an element stands and all that its style comes to."""


def tag(address: str, **attributes: str) -> str:
    said = " ".join(f'data-{name}="{value}"' for name, value in attributes.items())
    return f"<script src='{address}/widget.js' {said} defer></script>"


def test_one_tag_is_enough_and_leaves_one_name_behind(page: Page, reader: Any, portal: Any, embedded: str) -> None:
    page.goto(portal.put("<h1>빈 화면</h1>", path="/bare"))
    before = set(page.evaluate("Object.getOwnPropertyNames(window)"))
    page.goto(portal.put(tag(embedded)))
    expect(page.locator(".launcher")).to_be_visible(timeout=1000)
    assert set(page.evaluate("Object.getOwnPropertyNames(window)")) - before == {"mundap"}

    reader.open_widget()
    turn = reader.ask(QUESTION)

    expect(turn.locator(".answer")).to_contain_text("백만원")
    reader.chips.first.click()
    expect(reader.source.locator("mark")).to_be_visible()


def test_the_attributes_of_the_tag_are_heard(page: Page, reader: Any, portal: Any, embedded: str) -> None:
    attributes = {"title": "업무보고 문답", "theme": "dark", "position": "bottom-left", "lang": "en", "api": embedded}
    page.goto(portal.put(tag(embedded, **attributes)))
    launcher = page.get_by_role("button", name="Open 업무보고 문답")
    box = launcher.bounding_box()
    assert box is not None
    assert box["x"] < 100
    launcher.click()
    expect(page.get_by_role("dialog", name="업무보고 문답")).to_be_visible()
    expect(page.get_by_label("Question", exact=True)).to_be_focused()
    assert reader.panel.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(22, 25, 27)"
    page.evaluate("document.querySelector('mundap-chat').dataset.theme = 'light'")
    assert reader.panel.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(251, 250, 248)"


def test_it_is_an_element_of_its_own_too_and_the_page_may_call_it(
    page: Page, reader: Any, portal: Any, embedded: str
) -> None:
    page.goto(portal.put(f"<mundap-chat data-title='묻기'></mundap-chat>{tag(embedded)}{tag(embedded)}"))
    expect(page.locator("mundap-chat")).to_have_count(1)
    page.evaluate(f"mundap.ask('{QUESTION}')")
    expect(page.get_by_role("dialog", name="묻기")).to_be_visible()
    expect(reader.turns.locator(".answer-footer")).to_be_visible()
    page.evaluate("mundap.close()")
    expect(reader.panel).to_be_hidden()
    page.evaluate("mundap.open()")
    expect(reader.panel).to_be_visible()


def test_once_removed_nothing_of_it_is_left(page: Page, reader: Any, portal: Any, embedded: str) -> None:
    counting = """
      window.listening = 0;
      for (const target of [window, document, MediaQueryList.prototype]) {
        const { addEventListener: add, removeEventListener: remove } = target;
        target.addEventListener = function (...a) { window.listening += 1; return add.apply(this, a); };
        target.removeEventListener = function (...a) { window.listening -= 1; return remove.apply(this, a); };
      }"""
    page.add_init_script(counting)
    page.goto(portal.put(tag(embedded)))
    reader.open_widget()
    reader.ask(QUESTION)
    assert page.evaluate("window.listening") > 0
    page.evaluate("document.querySelector('mundap-chat').remove()")
    assert page.evaluate("window.listening") == 0
    assert page.evaluate("'mundap' in window") is False
    assert page.evaluate("document.body.children.length") == 1  # the tag itself


def test_removed_in_the_middle_of_an_answer_it_stops_listening(
    page: Page, reader: Any, staged: str, stage: Any, tell: Any
) -> None:
    stage.script, stage.free = tell("예산은 40억원입니다."), False
    page.goto(f"{staged}/embed-demo")
    reader.open_widget()
    expect(reader.send(QUESTION).locator(".progress")).to_have_text("문서에서 찾는 중입니다.")
    page.evaluate("document.querySelector('mundap-chat').remove()")
    assert stage.stopped.wait(1.0)


def test_nobody_is_asked_before_the_widget_is_opened(page: Page, reader: Any, portal: Any, embedded: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(portal.put(tag(embedded)))
    expect(page.locator(".launcher")).to_be_visible()
    assert [url for url in asked if "/v1/" in url] == []
    reader.open_widget()
    expect(page.locator(".suggestion").first).to_be_visible()


def test_what_is_typed_is_no_shortcut_of_the_page(page: Page, reader: Any, portal: Any, embedded: str) -> None:
    page.goto(portal.put(SHORTCUTS + tag(embedded)))
    reader.open_widget()
    page.keyboard.type("/s예산?")
    expect(reader.box).to_have_value("/s예산?")
    assert page.evaluate("window.heard") is None
    page.keyboard.press("Escape")
    expect(reader.panel).to_be_hidden()


def test_a_malformed_address_is_told_and_the_widget_still_there(
    page: Page, reader: Any, portal: Any, embedded: str
) -> None:
    page.goto(portal.put(tag(embedded, api="http://[")))
    reader.open_widget()
    expect(reader.ask(QUESTION).locator(".chip")).to_have_count(1)


def test_a_strict_policy_of_the_page_is_kept(page: Page, reader: Any, portal: Any, embedded: str) -> None:
    policy = (
        f"default-src 'none'; script-src {embedded}/widget.js; connect-src {embedded}; base-uri 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    page.goto(portal.put(tag(embedded), Content_Security_Policy=policy))
    reader.open_widget()
    reader.ask(QUESTION)
    reader.chips.first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    reader.chips.first.click()
    expect(reader.source.locator("mark")).to_be_visible()
    assert reader.panel.evaluate("e => getComputedStyle(e).position") == "fixed"


def test_a_page_that_isolates_itself_can_embed_it(page: Page, reader: Any, portal: Any, embedded: str) -> None:
    isolated = {"Cross_Origin_Embedder_Policy": "require-corp", "Cross_Origin_Opener_Policy": "same-origin"}
    page.goto(portal.put(tag(embedded), **isolated))
    reader.open_widget()
    expect(reader.ask(QUESTION).locator(".chip")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 320])
def test_hostile_styles_of_the_page_change_nothing(
    page: Page, reader: Any, portal: Any, embedded: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    looks = []
    for head in ("", HOSTILE):
        page.goto(portal.put(tag(embedded), head))
        launcher = page.locator(".launcher").evaluate(LOOK)
        reader.open_widget()
        reader.ask(QUESTION)
        reader.box.blur()
        page.wait_for_timeout(200)  # for the frame in which the scrolling follows
        looks.append([launcher, *reader.panel.evaluate(f"e => [e, ...e.querySelectorAll('*')].map({LOOK})")])
    for plain, hostile in zip(*looks, strict=True):
        assert plain == hostile
    assert len(looks[0]) > 40
    expect(reader.panel).to_be_visible()


def test_it_stands_above_the_page_or_where_the_page_puts_it(
    page: Page, reader: Any, portal: Any, embedded: str
) -> None:
    cover = "<div id=cover style='position:fixed;inset:0;z-index:999999;background:#fff'></div>"
    page.goto(portal.put(cover + tag(embedded)))
    reader.open_widget()
    page.keyboard.press("Escape")
    page.add_style_tag(content="html { --mundap-z-index: 10 }")
    box = page.locator(".launcher").bounding_box()
    assert box is not None
    hit = f"document.elementFromPoint({box['x'] + 20}, {box['y'] + 20}).id"
    assert page.evaluate(hit) == "cover"


def test_on_a_phone_the_panel_covers_the_page(page: Page, reader: Any, portal: Any, embedded: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(portal.put("<a href=#x>밖</a>" + tag(embedded)))
    reader.open_widget()
    assert reader.panel.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 640}
    assert reader.panel.evaluate("e => e.matches(':modal')"), "what lies below is out of reach"
    page.keyboard.press("Escape")
    expect(page.locator(".launcher")).to_be_focused()

    page.locator(".launcher").click()
    reader.panel.evaluate("e => e.requestClose()")  # the phone's own way back
    expect(page.locator(".launcher")).to_be_focused()


def test_panel_and_source_follow_the_window(page: Page, reader: Any, live_server: str) -> None:
    modal = "e => e.matches(':modal')"
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server}/embed-demo")
    reader.open_widget()
    reader.ask(QUESTION)
    reader.chips.first.click()
    for width, panel_covers, source_covers in ((1280, False, False), (700, False, True), (390, True, True)):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(50)
        assert (reader.panel.evaluate(modal), reader.source.evaluate(modal)) == (panel_covers, source_covers)
        expect(reader.source.locator("mark")).to_be_visible()
    reader.source.get_by_role("button", name="닫기").click()
    expect(reader.source).to_be_hidden()
    expect(reader.chips.first).to_be_focused()


def test_a_page_that_was_not_allowed_gets_no_answer_and_is_told(
    page: Page, reader: Any, portal: Any, live_server: str
) -> None:
    page.goto(portal.put(tag(live_server)))
    reader.open_widget()
    turn = reader.send(QUESTION)
    expect(turn.get_by_role("alert")).to_contain_text("서버에 연결할 수 없습니다.")


def test_below_a_prefix_the_widget_finds_its_service(
    page: Page, reader: Any, service: Service, settings: Settings, listening: Any
) -> None:
    from fastapi import FastAPI

    proxy = FastAPI()
    proxy.mount("/tools/mundap", make_app(service, settings))
    with listening(proxy) as address:
        page.goto(f"{address}/tools/mundap/")
        expect(reader.ask(QUESTION).locator(".chip")).to_have_count(1)


def test_the_demonstration_shows_the_tag_on_a_foreign_page(page: Page, reader: Any, live_server: str) -> None:
    page.goto(f"{live_server}/embed-demo")
    expect(page.locator("pre")).to_contain_text("<script src=")
    reader.open_widget()
    expect(reader.ask(QUESTION).locator(".chip")).to_have_count(1)


def test_the_script_is_small_and_writes_no_markup() -> None:
    script = SCRIPT.read_bytes()
    assert len(gzip.compress(script, 9)) <= 40_000
    markup = rb"innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTML|createContextualFragment"
    assert re.findall(markup, script) == []
    assert re.findall(rb"\beval\(|new Function", script) == []
    assert re.findall(rb"https?://(?!www\.w3\.org/2000/svg)[^\"'`\s]+", script) == []
