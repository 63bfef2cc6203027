"""What a reader takes along, leaves behind or takes back: copies, files, paper, opinions, conversations."""

import json
import re
import sqlite3
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from api.settings import Settings

pytestmark = pytest.mark.browser

QUESTION = "직무캠프 소요예산이 얼마야?"
NEXT = "직무캠프 모집규모는?"


@pytest.fixture
def plain_http(page: Page, reader: Any, portal: Any, embedded: str) -> Page:
    """The widget, opened on a page that browsers do not trust with the clipboard."""
    page.goto(portal.put(f"<p>화면</p><script src={embedded}/widget.js defer></script>"))
    assert page.evaluate("[window.isSecureContext, 'clipboard' in navigator]") == [False, False]
    reader.open_widget()
    return page


def pasted(page: Page) -> str:
    """What the clipboard holds: pasted into the question box."""
    box = page.get_by_label("질문", exact=True)
    box.fill("")
    box.focus()
    page.keyboard.press("Control+V")
    text = box.input_value()
    box.fill("")
    return text


def test_on_plain_http_answers_are_copied_rated_and_deleted(plain_http: Page, reader: Any) -> None:
    turn = reader.ask(QUESTION)
    reader.tool("복사").click()
    copies = {}
    for name in ("답만", "근거와 함께", "Markdown으로"):
        reader.tool(name).click()
        expect(turn.locator(".outcome")).to_have_text("복사했습니다.")
        expect(reader.tool(name), "the focus stays").to_be_focused()
        copies[name] = pasted(plain_http)
    assert "4,000백만원" in copies["답만"]
    assert "[1]" not in copies["답만"]
    assert "[1] 소요예산 : 4,000백만원" in copies["근거와 함께"]
    assert "282행" in copies["근거와 함께"]
    assert "[^1]: “소요예산 : 4,000백만원" in copies["Markdown으로"]
    reader.tool("도움이 됐어요").click()
    expect(turn.locator(".outcome")).to_have_text("평가를 남겼습니다.")
    plain_http.get_by_role("button", name="대화 목록").click()
    plain_http.get_by_role("button", name="대화 삭제").click()
    expect(reader.shelf.locator(".outcome")).to_have_text("대화를 삭제했습니다.")
    expect(reader.turns).to_have_count(0)


def test_on_a_trusted_origin_the_clipboard_is_used(
    context: BrowserContext, page: Page, reader: Any, live_server: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server)
    page.goto(live_server)
    reader.ask(QUESTION)
    reader.tool("복사").click()
    reader.tool("근거와 함께").click()
    expect(page.get_by_text("복사했습니다.")).to_be_visible()
    assert "282행" in page.evaluate("navigator.clipboard.readText()")


def kept_feedback(settings: Settings) -> list[tuple[str, str | None]]:
    with sqlite3.connect(settings.home / "conversations.sqlite3") as store:
        return store.execute("SELECT rating, comment FROM feedback ORDER BY id").fetchall()


def test_an_opinion_is_stored_with_its_comment(page: Page, reader: Any, live_server: str, settings: Settings) -> None:
    before = kept_feedback(settings)
    page.goto(live_server)
    turn = reader.ask(QUESTION)
    reader.tool("아쉬워요").click()
    expect(reader.tool("아쉬워요")).to_have_attribute("aria-pressed", "true")
    comment = turn.get_by_label("의견(선택)")
    comment.fill("연도가 빠졌어요")
    reader.tool("의견 보내기").click()
    expect(comment).to_be_hidden()
    expect(reader.tool("아쉬워요"), "the focus has a place to go on from").to_be_focused()
    reader.tool("도움이 됐어요").click()
    expect(reader.tool("아쉬워요")).to_have_attribute("aria-pressed", "false")
    assert kept_feedback(settings)[len(before) :] == [("down", None), ("down", "연도가 빠졌어요"), ("up", None)]


def test_an_opinion_that_cannot_be_sent_is_not_lost(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    turn = reader.ask(QUESTION)
    reader.tool("아쉬워요").click()
    turn.get_by_label("의견(선택)").fill("연도가 빠졌어요")
    page.route("**/v1/feedback", lambda route: route.abort())
    reader.tool("의견 보내기").click()
    expect(turn.locator(".outcome")).to_have_text(re.compile("^의견을 보내지 못했습니다. 서버에 연결할 수 없습니다."))
    expect(turn.get_by_label("의견(선택)")).to_have_value("연도가 빠졌어요")


def text_on_paper(page: Page) -> str:
    document = pypdfium2.PdfDocument(page.pdf())
    return "".join(leaf.get_textpage().get_text_range() for leaf in document).replace("\r\n", " ")


def test_on_paper_stands_the_conversation_with_its_evidence(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    reader.ask(QUESTION)
    reader.ask("서울창업허브 창동과 서울창업센터 관악의 2021년 예산을 합하면 얼마입니까?")
    reader.chips.first.click()
    text = text_on_paper(page)
    for printed in (QUESTION, "[1]", "소요예산 : 4,000백만원", "282행", "3,901백만원", "AI가 생성한 답변"):
        assert printed in text
    for clicked in ("보내기", "복사", "원문 보기", "닫기", "이어서 물어보기", "새 대화"):
        assert clicked not in text


def test_a_page_is_printed_without_the_widget_unless_it_is_asked_for(page: Page, reader: Any, live_server: str) -> None:
    page.add_init_script("window.print = () => {}")
    page.goto(f"{live_server}/embed-demo")
    reader.open_widget()
    reader.ask(QUESTION)
    text = text_on_paper(page)
    assert "내부 행정 포털" in text
    assert "소요예산" not in text

    page.get_by_role("button", name="대화 목록").click()
    page.get_by_role("button", name="인쇄").click()
    text = text_on_paper(page)
    assert "내부 행정 포털" not in text
    assert "282행" in text
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert "내부 행정 포털" in text_on_paper(page)


def test_a_conversation_is_saved_as_markdown_and_json(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    reader.ask(QUESTION)
    page.get_by_role("button", name="대화 목록").click()
    with page.expect_download() as markdown:
        page.get_by_role("button", name="Markdown 저장").click()
    assert markdown.value.suggested_filename.endswith(".md")
    assert markdown.value.path().read_text(encoding="utf-8").startswith(f"## {QUESTION}")
    with page.expect_download() as saved:
        page.get_by_role("button", name="JSON 저장").click()
    (asked,) = json.loads(saved.value.path().read_text(encoding="utf-8"))
    assert asked["question"] == QUESTION
    assert asked["answer"]["citations"][0]["line_start"] == 282


def stored(page: Page) -> dict[str, str]:
    kept: dict[str, str] = page.evaluate("({ ...localStorage, ...sessionStorage, ...(document.cookie && {c: 1}) })")
    return kept


def test_conversations_of_the_tab_are_kept_apart(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    reader.ask(QUESTION)
    page.get_by_role("button", name="새 대화").click()
    expect(reader.turns).to_have_count(0)
    expect(page.locator(".intro")).to_be_visible()
    reader.ask(NEXT)
    page.get_by_role("button", name="대화 목록").click()
    entries = reader.shelf.locator(".entry")
    expect(entries).to_have_text([NEXT, QUESTION])
    expect(entries.first).to_have_attribute("aria-current", "true")
    entries.last.click()
    expect(reader.turns.locator(".question")).to_have_text(QUESTION)
    reader.ask("그럼 모집규모는?")
    expect(reader.turns.last.locator(".answer")).to_contain_text("350명")
    page.get_by_role("button", name="대화 목록").click()
    page.get_by_role("button", name=f"대화 삭제: {NEXT}").click()
    expect(entries).to_have_text([QUESTION])
    expect(reader.turns).to_have_count(2)
    assert stored(page) == {}, "nothing stays in the browser unasked"


def test_a_conversation_that_cannot_be_deleted_stays_and_says_so(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    reader.ask(QUESTION)
    page.route("**/v1/conversations/*", lambda route: route.abort())
    page.get_by_role("button", name="대화 목록").click()
    page.get_by_role("button", name="대화 삭제").click()
    expect(reader.shelf.locator(".outcome")).to_contain_text("서버에 남은 대화를 지우지 못했습니다.")
    expect(reader.shelf.locator(".entry")).to_have_count(1)
    expect(reader.turns).to_have_count(1)


def test_the_list_stays_in_the_browser_only_when_wanted(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    reader.ask(QUESTION)
    page.get_by_role("button", name="대화 목록").click()
    page.get_by_label("이 브라우저에 대화 목록 남기기").check()
    (kept,) = stored(page).values()
    assert "4,000" not in kept, "the answers stay with the service"

    page.reload()
    page.get_by_role("button", name="대화 목록").click()
    reader.shelf.locator(".entry").click()
    expect(reader.turns.locator(".answer")).to_contain_text("4,000백만원")
    reader.chips.first.click()
    expect(reader.source.locator("mark")).to_be_visible()
    page.keyboard.press("Escape")
    reader.ask("그럼 모집규모는?")
    expect(reader.turns.last.locator(".answer")).to_contain_text("350명")

    page.get_by_role("button", name="대화 목록").click()
    page.get_by_label("이 브라우저에 대화 목록 남기기").uncheck()
    assert stored(page) == {}
    page.reload()
    page.get_by_role("button", name="대화 목록").click()
    expect(reader.shelf).to_contain_text("아직 나눈 대화가 없습니다.")


def remember(page: Page, reader: Any, address: str, *questions: str) -> None:
    """Asks, has the list kept, and comes back to a fresh page."""
    page.goto(address)
    for question in questions:
        reader.ask(question)
    page.get_by_role("button", name="대화 목록").click()
    page.get_by_label("이 브라우저에 대화 목록 남기기").check()
    page.reload()
    page.get_by_role("button", name="대화 목록").click()


def test_a_remembered_conversation_that_the_service_dropped_says_so(page: Page, reader: Any, live_server: str) -> None:
    remember(page, reader, live_server, QUESTION)
    page.route("**/v1/answers/*", lambda route: route.fulfill(status=404, body='{"title": "없습니다"}'))
    reader.shelf.locator(".entry").click()
    expect(page.get_by_text("이 대화는 서버에 남아 있지 않습니다.")).to_be_visible()
    assert list(stored(page).values()) == ["[]"]
    reader.ask(NEXT)
    page.get_by_role("button", name="대화 목록").click()
    expect(reader.shelf.locator(".entry")).to_have_text([NEXT])


def test_a_remembered_conversation_that_cannot_be_fetched_says_so(page: Page, reader: Any, live_server: str) -> None:
    remember(page, reader, live_server, QUESTION)
    page.route("**/v1/answers/*", lambda route: route.abort(), times=1)
    reader.shelf.locator(".entry").click()
    expect(page.locator(".page-notice").get_by_role("alert")).to_contain_text("서버에 연결할 수 없습니다.")
    assert QUESTION in next(iter(stored(page).values()))


def test_a_question_asked_while_a_conversation_is_fetched_comes_after_it(
    page: Page, reader: Any, live_server: str
) -> None:
    remember(page, reader, live_server, QUESTION)
    held: list[Any] = []
    page.route("**/v1/answers/*", lambda route: held.append(route))
    reader.shelf.locator(".entry").click()
    expect(page.get_by_text("대화를 불러오는 중입니다.")).to_be_visible()
    reader.ask("그럼 모집규모는?")
    held[0].continue_()
    expect(reader.turns.locator(".question")).to_have_text([QUESTION, "그럼 모집규모는?"])
    expect(reader.turns.last.locator(".answer")).to_contain_text("350명")


@pytest.mark.parametrize("broken", ["{}", "5", '"a"', "[null]", '[{"id": "x"}]', '[{"id": "x", "turns": [{}]}]', "{"])
def test_a_broken_memory_is_an_empty_one(page: Page, reader: Any, live_server: str, broken: str) -> None:
    page.goto(live_server)
    page.evaluate("text => localStorage.setItem(`mundap ${location.href}`, text)", broken)
    page.reload()
    page.get_by_role("button", name="대화 목록").click()
    expect(page.get_by_label("이 브라우저에 대화 목록 남기기")).to_be_checked()
    expect(reader.shelf).to_contain_text("아직 나눈 대화가 없습니다.")
    reader.ask(QUESTION)
    (kept,) = stored(page).values()
    assert [turn["question"] for turn in json.loads(kept)[0]["turns"]] == [QUESTION]


def test_two_tabs_remember_side_by_side_and_forget_for_good(
    context: BrowserContext, page: Page, reader: Any, live_server: str
) -> None:
    remember(page, reader, live_server, QUESTION)
    other = type(reader)(context.new_page())
    other.page.goto(live_server)
    other.ask(NEXT)
    page.get_by_role("button", name="대화 삭제").click()
    expect(reader.shelf).to_contain_text("아직 나눈 대화가 없습니다.")
    other.ask("그럼 예산은?")
    (kept,) = stored(page).values()
    assert [[turn["question"] for turn in each["turns"]] for each in json.loads(kept)] == [[NEXT, "그럼 예산은?"]]


def test_a_double_click_deletes_one_conversation(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    for question in (QUESTION, NEXT, "안녕하세요"):
        reader.ask(question)
        page.get_by_role("button", name="새 대화").click()
    page.get_by_role("button", name="대화 목록").click()
    page.get_by_role("button", name="대화 삭제").first.dblclick()
    expect(reader.shelf.locator(".entry")).to_have_text([NEXT, QUESTION])


def test_an_open_list_keeps_the_focus_while_an_answer_arrives(
    page: Page, reader: Any, staged: str, stage: Any, tell: Any
) -> None:
    stage.script, stage.free = tell("예산은 40억원입니다."), False
    page.goto(staged)
    turn = reader.send(QUESTION)
    page.get_by_role("button", name="대화 목록").click()
    reader.shelf.locator(".entry").focus()
    stage.free = True
    expect(turn.locator(".answer-footer")).to_be_visible()
    expect(reader.shelf.locator(".entry")).to_be_focused()
    reader.shelf.locator(".entry").click()
    expect(turn.locator(".answer"), "the one that is open is not opened again").to_be_visible()


def test_a_source_that_does_not_come_is_given_up(page: Page, reader: Any, live_server: str) -> None:
    page.clock.install()
    page.goto(live_server)
    reader.ask(QUESTION)
    page.route("**/v1/documents/*/text", lambda route: None)
    reader.chips.first.click()
    expect(reader.source).to_contain_text("원문을 불러오는 중입니다.")
    page.clock.fast_forward(31_000)
    expect(reader.source.get_by_role("alert")).to_contain_text("30초 안에 응답을 받지 못했습니다.")


def test_a_source_that_changed_since_is_not_marked(page: Page, reader: Any, staged: str, stage: Any, tell: Any) -> None:
    stage.script, stage.text = tell("예산은 40억원입니다. [1]", ["소요예산 : 40억원"]), "전혀 다른 문서입니다."
    page.goto(staged)
    reader.ask(QUESTION)
    reader.chips.first.click()
    expect(reader.source).to_contain_text("답변 뒤에 문서가 바뀌어")
    expect(reader.source.locator("mark")).to_have_count(0)


def test_a_source_that_cannot_be_loaded_is_tried_again(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    reader.ask(QUESTION)
    page.route("**/v1/documents/*/text", lambda route: route.abort(), times=1)
    reader.chips.first.click()
    expect(reader.source.get_by_role("alert")).to_contain_text("서버에 연결할 수 없습니다.")
    reader.source.get_by_role("button", name="다시 시도").click()
    expect(reader.source.locator("mark")).to_be_visible()
