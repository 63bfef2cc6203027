"""The guide as newcomers use it: from the map to the words of the report, to a question, to the self-check."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Response, expect

pytestmark = pytest.mark.browser

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture
def guide(page: Page, live_server: str) -> str:
    """The address of the guide of the report, which the page shows."""
    page.goto(f"{live_server}/guide")
    return page.url


def quoted(page: Page, chip: Locator) -> str:
    """The words of the document at the place that a chip names, as many as it quotes."""
    home, document = page.url.partition("#")[0].split("/guide/")
    text = page.request.get(f"{home}/v1/documents/{document}/text").text()
    start = int(chip.get_attribute("data-start") or "")
    return text[start : start + len(chip.get_attribute("title") or chip.text_content() or "")]


def answer(check: Locator, label: str) -> None:
    check.get_by_label(label, exact=True).check()
    check.get_by_role("button", name="확인", exact=True).click()


def options_of(check: Locator) -> tuple[str, str]:
    """The label of the right option, and that of a wrong one."""
    right = int(check.get_attribute("data-right") or "")
    labels = [label.strip() for label in check.locator("label").all_text_contents()]
    return labels[right], labels[right - 1]


@pytest.mark.parametrize("width", [1280, 320], ids=["beside the page", "over the page"])
def test_from_the_map_to_the_words_to_a_question_to_the_check(page: Page, reader: Any, guide: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    card = page.locator(".card", has=page.locator("dl")).first
    name = card.locator("h4").inner_text()
    page.locator("#map").get_by_role("link", name=name, exact=True).first.click()
    expect(card).to_be_in_viewport()

    chip = card.locator("dd .chip").first
    chip.click()
    mark = reader.source.locator("mark")
    expect(mark).to_be_in_viewport()
    assert mark.text_content() == quoted(page, chip)
    expect(reader.source.locator(".place")).to_contain_text(f"{chip.get_attribute('data-line')}행")
    expect(reader.panel, "the chat is not in the way").to_be_hidden()
    page.keyboard.press("Escape")
    expect(reader.source).to_be_hidden()
    expect(chip).to_be_focused()

    question = page.locator(".ask").first
    asked = question.inner_text()
    with page.expect_request("**/v1/ask") as sent:
        question.click()
    assert sent.value.post_data_json["document_ids"] == [page.locator("body").get_attribute("data-document")]
    expect(reader.turns.last.locator(".question")).to_have_text(asked)
    expect(reader.turns.last.locator(".answer-footer")).to_be_visible(timeout=30_000)
    expect(reader.turns.last).to_have_attribute("data-state", "answered")
    page.get_by_role("button", name="문답 닫기").click()

    check = page.locator(".check").first
    right, wrong = options_of(check)
    answer(check, wrong)
    expect(check.get_by_role("status")).to_have_text("틀렸습니다.")
    answer(check, right)
    expect(check.get_by_role("status")).to_have_text("맞았습니다.")
    proof = check.locator(".proof .chip")
    proof.click()
    assert reader.source.locator("mark").text_content() == quoted(page, proof)


def test_every_chip_of_the_report_names_the_place_of_its_words(page: Page, guide: str) -> None:
    home, document = guide.split("/guide/")
    text = page.request.get(f"{home}/v1/documents/{document}/text").text()
    chips = page.locator(".chip").evaluate_all(
        "chips => chips.map(chip => [Number(chip.dataset.start), chip.title || chip.textContent])"
    )
    assert len(chips) > 100
    assert [quote for start, quote in chips if not text.startswith(quote, start)] == []


def test_the_way_by_keyboard_alone(page: Page, reader: Any, guide: str) -> None:
    link = page.locator("#map").get_by_role("link").first
    link.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".card").first.locator(".chip").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(reader.source.locator("mark")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".card").first.locator(".chip").first).to_be_focused()

    check = page.locator(".check").first
    check.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(check.get_by_role("status"), "to choose is not yet to answer").to_have_text("")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(check.get_by_role("status")).not_to_have_text("")
    expect(check.locator(".proof")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(check.locator(".proof .chip")).to_be_focused()

    page.locator(".ask").first.focus()
    page.keyboard.press("Enter")
    expect(reader.box).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".launcher")).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, reader: Any, guide: str, scheme: Any, width: int) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    for number, check in enumerate(page.locator(".check").all()[:2]):
        answer(check, options_of(check)[number])
    for _ in ("the page", "the page and a source"):
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, found.generate_report()
        if not reader.source.is_visible():
            page.locator(".terms .chip").first.click()
        expect(reader.source.locator("mark")).to_be_visible()


@pytest.mark.parametrize("width", [320, 768])
def test_only_pictures_and_tables_scroll_sideways(page: Page, guide: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for box in page.locator(".scroll").all():
        assert box.get_attribute("tabindex") == "0"
        assert box.get_attribute("aria-label")
        box.focus()
        expect(box).to_be_focused()


def test_terms_are_marked_in_the_source_and_tell_their_meaning(page: Page, reader: Any, guide: str) -> None:
    meanings = dict(
        zip(
            page.locator(".terms dt").all_text_contents(),
            page.locator(".terms dd .chip").all_text_contents(),
            strict=True,
        )
    )
    chip = page.locator(".card .chip").first
    chip.click()
    term = reader.source.locator(".term").first
    meaning = term.locator("xpath=following-sibling::*")
    expect(meaning).to_be_hidden()
    term.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_have_text(meanings[term.inner_text()])
    expect(term).to_have_attribute("aria-expanded", "true")
    assert reader.source.locator("mark").text_content() == quoted(page, chip)


def test_the_chat_page_leads_to_the_guide_and_marks_no_terms(page: Page, reader: Any, live_server: str) -> None:
    page.goto(live_server)
    reader.ask("직무캠프 소요예산이 얼마야?")
    reader.chips.first.click()
    expect(reader.source.locator("mark")).to_be_visible()
    expect(reader.source.locator(".term")).to_have_count(0)
    page.get_by_role("link", name="새내기 길잡이").click()
    expect(page.locator("#map")).to_be_visible()
    page.get_by_role("link", name="문답으로").click()
    expect(reader.box).to_be_visible()


def test_what_was_answered_is_kept_until_it_is_cleared(page: Page, guide: str) -> None:
    check, count = page.locator(".check").first, page.locator("output")
    total = page.locator(".check").count()
    expect(count).to_have_text(f"0/{total}")
    assert page.evaluate("localStorage.length") == 0
    answer(check, options_of(check)[1])
    expect(count).to_have_text(f"1/{total}")
    page.reload()
    expect(count).to_have_text(f"1/{total}")
    expect(check.get_by_role("status")).to_have_text("틀렸습니다.")
    page.get_by_role("button", name="기록 지우기").click()
    expect(count).to_have_text(f"0/{total} 기록을 지웠습니다.")
    expect(check.get_by_role("status")).to_have_text("")
    expect(check.locator("details")).not_to_have_attribute("open", "")
    assert page.evaluate("localStorage.length") == 0


def test_the_check_works_where_nothing_can_be_stored(page: Page, live_server: str) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })")
    page.goto(f"{live_server}/guide")
    check = page.locator(".check").first
    answer(check, options_of(check)[0])
    expect(check.get_by_role("status")).to_have_text("맞았습니다.")
    expect(page.locator("output")).to_have_text(f"1/{page.locator('.check').count()}")


def test_without_a_script_everything_can_still_be_read(browser: Browser, live_server: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="ko-KR")
    page = context.new_page()
    page.goto(f"{live_server}/guide")
    expect(page.locator("noscript p")).to_be_visible()
    for section in ("map", "cards", "schedule", "budget", "terms", "checks"):
        expect(page.locator(f"#{section} h2")).to_be_visible()
    expect(page.locator("table").first).to_be_visible()
    expect(page.get_by_role("button", name="기록 지우기")).to_be_hidden()
    page.locator(".check summary").first.click()
    expect(page.locator(".check details p").first).to_contain_text("답은 ")
    context.close()


def test_on_paper_each_value_keeps_its_line_and_nothing_else_is_in_the_way(page: Page, guide: str) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".contents")).to_be_hidden()
    expect(page.locator(".launcher")).to_be_hidden()
    expect(page.locator("table").first).to_be_visible()
    shown = page.locator(".chip").first.evaluate("chip => getComputedStyle(chip, '::after').content")
    assert re.fullmatch('"[0-9–]+행"', shown)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_and_amounts_stand_on_the_ground_and_numbers_on_their_boxes(page: Page, guide: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    fill = "text => getComputedStyle(text).fill"
    ink = page.evaluate("getComputedStyle(document.body).color")
    for bar in page.locator("#budget svg text").all():
        assert bar.evaluate(fill) == ink
    box = page.locator("#schedule svg rect").first
    assert len({ink, box.evaluate(fill), box.locator("xpath=following-sibling::*[1]").evaluate(fill)}) == 3


def test_the_page_is_light(page: Page, live_server: str) -> None:
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(f"{live_server}/guide", wait_until="networkidle")
    loaded = [response for response in responses if response.status == 200]
    assert len(loaded) == 4, "page, style and two scripts"
    assert sum(response.request.sizes()["responseBodySize"] for response in loaded) <= 75_000
    assert sum(len(response.body()) for response in loaded) <= 200_000, "unpacked"
