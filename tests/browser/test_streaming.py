"""An answer while it arrives: told at once, never pulled from under the reader, stopped, broken off, tried again."""

import json
import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from api.errors import Overloaded
from api.http.app import make_app
from api.reply import Event
from api.service import Service
from api.settings import Settings

pytestmark = pytest.mark.browser

QUESTION = "직무캠프 소요예산이 얼마야?"
LONG = "\n".join(f"- {number}번째 줄에는 이런 내용이 있습니다. [{number}]" for number in range(1, 41))
QUOTES = [f"{number}번째 인용" for number in range(1, 41)]


def release(stage: Any, events: int) -> None:
    for _ in range(events):
        stage.go_on.release()


def test_the_reader_sees_something_at_once_and_what_is_being_done(
    page: Page, reader: Any, staged: str, stage: Any, tell: Any
) -> None:
    stage.script, stage.free = tell("예산은 40억원입니다. [1]", ["40억원"]), False
    page.goto(staged)
    reader.box.fill(QUESTION)
    page.get_by_role("log").evaluate(
        """log => new MutationObserver((_, watching) => {
             window.seen = performance.now(); watching.disconnect();
           }).observe(log, { childList: true, subtree: true })"""
    )
    reader.box.evaluate("e => e.addEventListener('keydown', () => { window.pressed = performance.now(); }, true)")
    reader.box.press("Enter")
    progress = reader.turns.last.locator(".progress")
    expect(progress).to_have_text("문서에서 찾는 중입니다.")
    assert 0 <= page.evaluate("window.seen - window.pressed") <= 100
    release(stage, 1)
    expect(progress).to_have_text("근거를 확인하는 중입니다.")
    release(stage, 4)
    expect(progress).to_have_count(0)
    expect(reader.turns.last.locator(".answer")).to_contain_text("예산은 40억")
    expect(reader.chips).to_have_count(0)
    release(stage, 9)
    expect(reader.chips).to_have_text(["1"])


def test_chips_keep_their_numbers_and_their_focus_while_more_arrives(
    page: Page, reader: Any, staged: str, stage: Any, tell: Any
) -> None:
    stage.script, stage.free = tell("첫째 [1] 둘째 [2] 셋째 [3]", ["가", "나", "다"]), False
    page.goto(staged)
    reader.send(QUESTION)
    release(stage, 4 + 4)
    expect(reader.chips).to_have_text(["1"])
    reader.chips.first.focus()
    first = reader.chips.first.element_handle()
    release(stage, 20)
    expect(reader.turns.last.locator(".answer-footer")).to_be_visible()
    expect(reader.chips).to_have_text(["1", "2", "3"])
    assert first.evaluate("e => e.isConnected && e.getRootNode().activeElement === e")


def test_a_number_that_leads_nowhere_is_no_chip(page: Page, reader: Any, staged: str, stage: Any, tell: Any) -> None:
    stage.script = tell("예산은 40억원입니다. [1] [7]", ["40억원"])
    page.goto(staged)
    answer = reader.ask(QUESTION).locator(".answer")
    expect(reader.chips).to_have_text(["1"])
    expect(answer).not_to_contain_text("7")


def test_the_whole_answer_is_the_last_word(page: Page, reader: Any, staged: str, stage: Any, tell: Any) -> None:
    events = tell("예산은 40억원이고 350명입니다. [1]", ["40억원, 350명"])
    stage.script = [event for event in events if event.data.get("text") != "40억원이고"]
    page.goto(staged)
    expect(reader.ask(QUESTION).locator(".answer")).to_have_text("예산은 40억원이고 350명입니다. 1")


def scrolled(page: Page) -> float:
    place: float = page.locator(".reading").evaluate("e => e.scrollTop")
    return place


def test_the_page_follows_only_a_reader_who_is_at_its_end(
    page: Page, reader: Any, staged: str, stage: Any, tell: Any
) -> None:
    page.set_viewport_size({"width": 800, "height": 480})
    stage.script = tell(LONG, QUOTES)
    page.goto(staged)
    reader.ask("먼저 묻습니다")
    stage.free = False
    reader.send("다음을 묻습니다")
    release(stage, 200)
    expect(reader.turns.last.locator(".answer li").nth(10)).to_be_attached()
    to_end = page.get_by_role("button", name="맨 아래로")
    page.mouse.move(400, 200)
    page.mouse.wheel(0, -300)
    expect(to_end).to_be_visible()
    page.wait_for_timeout(100)
    before = scrolled(page)
    release(stage, 400)
    expect(reader.turns.last.locator(".answer-footer")).to_be_visible()
    assert abs(scrolled(page) - before) <= 1
    to_end.click()
    expect(to_end).to_be_hidden()
    expect(reader.box).to_be_focused()


def test_a_long_answer_never_pushes_its_question_out_of_sight(
    page: Page, reader: Any, staged: str, stage: Any, tell: Any
) -> None:
    page.set_viewport_size({"width": 800, "height": 480})
    stage.script = tell(LONG, QUOTES)
    page.goto(staged)
    turn = reader.ask(QUESTION)
    expect(turn.locator(".question")).to_be_in_viewport()


def test_stopping_ends_the_work_of_the_server(page: Page, reader: Any, staged: str, stage: Any, tell: Any) -> None:
    stage.script, stage.free = tell("예산은 40억원입니다. [1]", ["40억원"]), False
    page.goto(staged)
    turn = reader.send(QUESTION)
    release(stage, 4)
    expect(turn.locator(".answer")).to_contain_text("예산은")
    page.get_by_role("button", name="중지").click()
    assert stage.stopped.wait(1.0), "the server went on for more than a second"
    expect(turn).to_contain_text("답변을 중지했습니다.")
    expect(turn.locator(".ai-label")).to_be_visible()
    stage.script = []
    reader.tool("다시 묻기").click()
    expect(turn.locator(".chip")).to_have_text(["1"])
    expect(reader.turns).to_have_count(1)


PROBLEM = {
    "type": "/problems/overloaded",
    "title": "요청이 몰려 있습니다.",
    "status": 503,
    "detail": "잠시 뒤 다시 시도해 주세요.",
    "instance": "req-0001",
}


def test_a_failure_tells_what_happened_and_offers_another_try(page: Page, reader: Any, live_server: str) -> None:
    body = json.dumps(PROBLEM)
    page.route(
        "**/v1/ask",
        lambda route: route.fulfill(status=503, content_type="application/problem+json", body=body),
        times=1,
    )
    page.goto(live_server)
    turn = reader.send(QUESTION)

    alert = turn.get_by_role("alert")
    expect(alert).to_contain_text("요청이 몰려 있습니다.")
    expect(alert).to_contain_text("잠시 뒤 다시 시도해 주세요.")
    expect(alert).to_contain_text("오류번호 req-0001")

    reader.tool("다시 시도").click()
    expect(reader.chips.first).to_be_visible()


def test_a_stream_that_fails_half_way_says_so_with_its_number(
    page: Page, reader: Any, staged: str, stage: Any, tell: Any
) -> None:
    stage.script = [*tell("예산은 40억원입니다.")[:3], Overloaded("지금 답하고 있는 질문이 많습니다.")]
    page.goto(staged)
    alert = reader.send(QUESTION).get_by_role("alert")
    expect(alert).to_contain_text("지금 답하고 있는 질문이 많습니다.")
    expect(alert).to_contain_text("오류번호")


def test_another_try_that_fails_leaves_the_answer(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    turn = reader.ask(QUESTION)
    page.route("**/v1/ask", lambda route: route.abort(), times=1)
    reader.tool("다시 생성").click()
    expect(turn.get_by_role("alert")).to_contain_text("서버에 연결할 수 없습니다.")
    expect(turn.locator(".answer")).to_contain_text("4,000백만원")
    reader.tool("다시 생성").click()
    expect(turn.get_by_role("alert")).to_have_count(0)


def test_a_stream_that_just_ends_is_not_taken_for_an_answer(
    page: Page, reader: Any, staged: str, stage: Any, tell: Any
) -> None:
    stage.script = tell("예산은 40억원입니다.")[:-1]
    page.goto(staged)
    alert = reader.send(QUESTION).get_by_role("alert")
    expect(alert).to_contain_text("답변이 중간에 끊겼습니다.")
    expect(alert).to_contain_text("오류번호")


def test_a_server_that_never_answers_is_given_up(page: Page, reader: Any, staged: str, stage: Any, tell: Any) -> None:
    stage.script, stage.free = [Event("status", {"text": ""})], False
    page.clock.install()
    page.goto(staged)
    turn = reader.send(QUESTION)
    expect(turn.locator(".progress")).to_have_text("문서에서 찾는 중입니다.")
    page.clock.fast_forward(61_000)
    expect(turn.get_by_role("alert")).to_contain_text("60초 안에 응답을 받지 못했습니다.")
    expect(reader.tool("다시 시도")).to_be_visible()
    assert stage.stopped.wait(1.0)


def test_after_a_restart_of_the_server_the_conversation_goes_on(
    page: Page, reader: Any, service: Service, settings: Settings, listening: Any
) -> None:
    with listening(make_app(service, settings)) as address:
        port = int(address.rsplit(":", 1)[1])
        page.goto(address)
        reader.ask("직무캠프 모집규모는?")
    failed = reader.send("그럼 예산은?")
    expect(failed.get_by_role("alert")).to_contain_text("서버에 연결할 수 없습니다.")
    with listening(make_app(service, settings), port):
        reader.tool("다시 시도").click()
        expect(failed.locator(".answer")).to_contain_text("4,000백만원")


def test_a_conversation_that_is_gone_is_begun_anew_and_said_so(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    reader.ask(QUESTION)
    # The request tells the conversation: a browser need not keep the body of a stream it has handed on.
    with page.expect_request("**/v1/ask") as asked:
        reader.ask("직무캠프 모집규모는?")
    conversation = asked.value.post_data_json["conversation_id"]
    assert page.request.delete(f"{live_server}/v1/conversations/{conversation}").ok
    turn = reader.ask("직무캠프 모집규모는?")
    expect(turn).to_contain_text("새 대화로 물었습니다.")
    expect(turn.locator(".chip")).to_have_count(1)


def test_a_slow_server_shows_what_it_has(page: Page, reader: Any, staged: str, stage: Any, tell: Any) -> None:
    stage.script, stage.free = tell("예산은 40억원입니다. [1]", ["40억원"]), False
    page.goto(staged)
    turn = reader.send(QUESTION)
    shown = []
    for _ in range(len(stage.script)):
        stage.go_on.release()
        time.sleep(0.15)
        shown.append(turn.inner_text())
    expect(turn.locator(".answer-footer")).to_be_visible()
    assert len(set(shown)) >= 4
