"""The guide as a page: every value leads to its words, hostile text stays text, the pictures show what is there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from api.answering.citations import Citation
from api.errors import NotFound
from api.guide.charts import WIDTH, bars, numbered, timeline
from api.guide.model import Budget, Check, Event, Guide, Money, Part, Programme, Statement, Term
from api.guide.page import choice_page, guide_page
from api.http.app import make_app
from api.service import Service
from api.settings import Settings
from ingest.documents import Document

HOSTILE = (
    '</button><script>window.ran=1</script><img src=x onerror="window.ran=1">'
    "\" onfocus='window.ran=1' autofocus x=\"{{ 7 * 7 }}{% raw %}</title></svg></textarea><style>*{color:red}</style>"
)


@pytest.fixture(scope="session")
def document(report_text: str) -> Document:
    return Document(id="doc_report", source="report.txt", title="새솔시 도시정책실 업무보고", text=report_text)


def cited(document: Document, words: str) -> Citation:
    start = document.text.index(words)
    end = start + len(words)
    lines = document.line_range(start, end)
    about = document.id, document.title, document.source, document.revision
    return Citation(1, *about, start, end, *lines, None, words, ("Ⅰ. 주요 업무", "1. 생활 기반"))


@pytest.fixture(scope="session")
def guide(document: Document) -> Guide:
    """A guide of the invented report, written by hand."""
    amount = cited(document, "소요예산 : 4,000백만원")
    library = Programme(
        name="가람숲 도서관 건립",
        node=7,
        heading=cited(document, "가람숲 도서관 건립"),
        statements=(
            Statement("budget", "소요예산", "4,000백만원", amount),
            Statement("operator", "운영주체", "새솔문화재단", cited(document, "운영주체 : 새솔문화재단")),
        ),
        questions=("가람숲 도서관 건립의 소요예산은 얼마인가요?",),
    )
    garden = Programme("한빛 도시텃밭 분양", 12, cited(document, "한빛 도시텃밭 분양"), (), ())
    period = cited(document, "신청기간 : ’23. 2. 1. ~ 2. 28.")
    return Guide(
        document=document,
        parts=(Part("생활 기반", (library, garden)), Part("일반 현황", ())),
        events=(Event(date(2023, 2, 1), date(2023, 2, 28), "’23. 2. 1. ~ 2. 28.", "신청", garden.name, period),),
        budget=Budget(
            (
                Money(library.name, 4_000_000_000, "4,000백만원", amount),
                Money(garden.name, 65_000_000, "65,000천원", cited(document, "소요예산 : 65,000천원")),
            ),
            (Money("분양 예산", 5_000_000_000, "320구획", cited(document, "320구획")),),
        ),
        terms=(
            Term(
                "마을기록관", "주민이 모은 사진과 문서를 보관하고 보여 주는 곳", cited(document, "마을기록관 : 주민이")
            ),
        ),
        checks=(Check("가람숲 도서관 건립의 소요예산은?", ("65,000천원", "4,000백만원"), 1, amount),),
    )


def read(page: str) -> Any:
    return html.document_fromstring(page)


@pytest.fixture(scope="session")
def page(guide: Guide) -> Any:
    return read(guide_page(guide))


# What it shows


def test_the_contents_lead_to_every_section_and_the_map_to_every_card(page: Any) -> None:
    targets = {link.get("href")[1:] for link in page.xpath("//a[starts-with(@href, '#')]")}
    sections = ["map", "cards", "schedule", "budget", "terms", "checks"]
    assert page.xpath("//main/section/@id") == sections
    assert targets == {*sections, "programme-7", "programme-12"}
    assert targets <= set(page.xpath("//*/@id"))
    assert [len(page.xpath(f"//*[@id='{name}']")) for name in targets] == [1] * len(targets)


def test_every_chip_carries_the_place_and_the_words_that_prove_it(page: Any, document: Document) -> None:
    chips = page.xpath("//button[@class='chip']")
    for chip in chips:
        quoted = chip.get("title") or chip.text
        assert document.text.startswith(quoted, int(chip.get("data-start")))
    body = page.body
    assert (body.get("data-document"), body.get("data-revision")) == (document.id, document.revision)
    assert len(chips) == 10
    assert page.xpath("//form//button[not(@class='quiet scripted')]") == [], "a button in a form would send it"


def test_a_card_shows_what_is_stated_and_what_it_is_worth(page: Any) -> None:
    (card,) = page.xpath("//*[@id='programme-7']")
    rows = [[part.text_content() for part in row] for row in card.xpath(".//dl/div")]
    assert rows == [["소요예산", "4,000백만원 = 40억원"], ["운영주체", "새솔문화재단"]]
    assert [button.text for button in card.xpath(".//button[@class='ask']")] == [
        "가람숲 도서관 건립의 소요예산은 얼마인가요?"
    ]


def test_only_an_amount_is_told_what_it_is_worth_and_each_its_own(guide: Guide) -> None:
    period = cited(guide.document, "신청기간 : ’23. 2. 1. ~ 2. 28.")
    stated = [
        ("schedule", "2. 1. ~ 2. 28.", ""),
        ("budget", "65,000천원", " = 6,500만원"),
        ("budget", "3,000백만원(시비)", " (3,000백만원 = 30억원)"),
        ("budget", "4,000백만원 (’23년 1,000백만원)", " (4,000백만원 = 40억원)"),
        ("budget", "총 3,120억원", ""),
        ("budget", "318억", ""),
        ("budget", "’21년총390백만원", " = 3억 9,000만원"),
        ("budget", "없음", ""),
    ]
    statements = tuple(Statement(attribute, "표", value, period) for attribute, value, _ in stated)
    programme = replace(guide.parts[0].programmes[0], statements=statements)
    page = read(guide_page(replace(guide, parts=(Part("생활 기반", (programme,)),))))
    told = [part.text_content() for part in page.xpath("//*[@class='card']//dd")]
    assert told == [f"{value}{worth}" for _, value, worth in stated]


def test_the_sum_stands_beside_the_total_of_the_document(page: Any) -> None:
    (section,) = page.xpath("//*[@id='budget']")
    told = section.text_content()
    assert "예산이 적힌 사업 2개를 더하면 40억 6,500만원입니다." in told
    assert "사업들의 합은 분양 예산보다 9억 3,500만원 적습니다." in told


@pytest.mark.parametrize(
    ("won", "said"), [(4_065_000_000, "과 같습니다."), (1_000, "보다 40억 6,499만 9,000원 많습니다.")]
)
def test_a_total_that_is_reached_or_passed_is_told_too(guide: Guide, won: int, said: str) -> None:
    budget = replace(guide.budget, totals=(replace(guide.budget.totals[0], won=won),))
    assert f"사업들의 합은 분양 예산{said}" in read(guide_page(replace(guide, budget=budget))).text_content()


def test_a_total_stands_without_programmes_too(guide: Guide) -> None:
    bare = replace(guide.budget, items=())
    (section,) = read(guide_page(replace(guide, budget=bare))).xpath("//*[@id='budget']")
    told = section.text_content()
    assert "사업별 예산을 찾지 못했습니다." in told
    assert "분양 예산 320구획 = 50억원" in told
    assert "사업들의 합" not in told


def test_a_total_of_the_whole_city_is_not_compared_with_the_office(guide: Guide) -> None:
    whole = replace(guide.budget.totals[0], name="예산 (시 전체) 합계")
    told = read(guide_page(replace(guide, budget=replace(guide.budget, totals=(whole,))))).text_content()
    assert "이 부서만의 예산이 아니어서" in told
    assert "사업들의 합은" not in told


def test_a_check_tells_its_answer_to_who_has_no_script(page: Any) -> None:
    (check,) = page.xpath("//*[@class='check']")
    assert check.get("data-right") == "1"
    assert check.xpath(".//legend")[0].text == "1. 가람숲 도서관 건립의 소요예산은?"
    assert check.xpath(".//details/p[1]")[0].text == "답은 4,000백만원입니다."
    assert len(check.xpath("./form//label/input[@type='radio'][@name='check-1']")) == 2


def test_an_empty_guide_says_so_in_each_section(document: Document) -> None:
    page = read(guide_page(Guide(document, (), (), Budget((), ()), (), ())))
    assert "사업을 찾지 못했습니다" in page.xpath("//header")[0].text_content()
    for name in ("schedule", "budget", "terms", "checks"):
        (section,) = page.xpath(f"//*[@id='{name}']")
        assert any(word in section.text_content() for word in ("못했습니다", "없습니다"))
    assert page.xpath("//svg | //table | //form") == []


# Hostile text


def everywhere(guide: Guide, text: str) -> Guide:
    """The guide with ``text`` wherever a document's words are shown."""
    document = replace(guide.document, id=text, source=text, title=text, issuer=text, date=text)
    quote = replace(guide.events[0].citation, quote=text + "\n", section=(text,))
    money = Money(text, 1, text, quote)
    programme = Programme(text, 1, quote, (Statement("budget", text, text, quote),), (text,))
    return Guide(
        document,
        (Part(text, (programme,)), Part(text, ())),
        (replace(guide.events[0], printed=text, what=text, programme=text, citation=quote),),
        Budget((money,), (money,)),
        (Term(text, text, quote),),
        (Check(text, (text, text), 0, quote),),
    )


def test_hostile_text_stays_text(guide: Guide) -> None:
    page = read(guide_page(everywhere(guide, HOSTILE)))
    assert page.xpath("//script/@src") == ["../widget.js", "../guide.js"]
    assert page.xpath("//script[not(@src)] | //img | //style | //*[@style] | //*[@onfocus] | //*[@autofocus]") == []
    assert page.xpath("//h1")[0].text == HOSTILE
    assert {chip.get("title") for chip in page.xpath("//*[@class='chip']")} == {HOSTILE + "\n"}
    assert page.xpath("//svg//tspan/following-sibling::text()")[0].strip() == HOSTILE[:33] + "…"


def test_hostile_titles_stay_text_in_the_list() -> None:
    page = read(choice_page([{"document_id": HOSTILE, "title": HOSTILE, "source": HOSTILE}]))
    (link,) = page.xpath("//main//a")
    assert link.text == HOSTILE
    assert "<" not in link.get("href")
    assert page.xpath("//script | //img | //*[@onfocus]") == []


# Addresses


class Guided(Service):
    """A service whose guide was written by hand."""

    def __init__(self, service: Service, guide: Guide) -> None:
        self.__dict__.update(service.__dict__)
        self._guide = guide

    def guide(self, document_id: str) -> Guide:
        if document_id != self._guide.document.id:
            raise NotFound("그런 문서가 없습니다.")
        return self._guide

    def documents(self) -> list[dict[str, Any]]:
        return self.listed

    listed: list[dict[str, Any]] = [{"document_id": "doc_report", "title": "업무보고", "source": "report.txt"}]  # noqa: RUF012


@pytest.fixture
def guided(invented_service: Service, guide: Guide) -> Guided:
    return Guided(invented_service, guide)


@pytest.fixture
def visitor(guided: Guided, invented_settings: Settings) -> Iterator[TestClient]:
    with TestClient(make_app(guided, invented_settings), follow_redirects=False) as client:
        yield client


def test_where_there_is_one_document_its_guide_is_shown_at_once(visitor: TestClient) -> None:
    response = visitor.get("/guide")
    assert (response.status_code, response.headers["Location"]) == (307, "guide/doc_report")
    shown = visitor.get("/guide/doc_report")
    assert shown.status_code == 200
    assert read(shown.text).xpath("//h1")[0].text == "새솔시 도시정책실 업무보고"


def test_of_several_documents_one_is_chosen(visitor: TestClient, guided: Guided) -> None:
    guided.listed = [*guided.listed, {"document_id": "doc_b", "title": "두 번째 보고", "source": "b.txt"}]
    page = read(visitor.get("/guide").text)
    assert page.xpath("//main//a/@href") == ["./guide/doc_report", "./guide/doc_b"]


def test_without_a_document_the_list_names_the_next_step(visitor: TestClient, guided: Guided) -> None:
    guided.listed = []
    assert "mundap index" in visitor.get("/guide").text


def test_an_unknown_document_leads_back_to_the_list(visitor: TestClient) -> None:
    response = visitor.get("/guide/doc_no")
    assert response.status_code == 404
    assert "../guide" in read(response.text).xpath("//main//a/@href")


@pytest.mark.parametrize("path", ["/guide/doc_report", "/guide/doc_no", "/guide"])
def test_the_pages_are_under_the_same_policy_and_are_not_kept(visitor: TestClient, path: str) -> None:
    headers = visitor.get(path).headers
    assert headers["Content-Security-Policy"] == visitor.get("/").headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/guide.js", "/guide.css"])
def test_script_and_style_are_asked_for_anew(visitor: TestClient, path: str) -> None:
    assert visitor.get(path).headers["Cache-Control"] == "no-cache"


# Pictures


def an_event(guide: Guide, first: date, last: date, programme: str = "텃밭") -> Event:
    return replace(guide.events[0], first=first, last=last, programme=programme)


@pytest.mark.parametrize("dated", ["unknown", "2021-04-01", "2022-01-05"])
def test_the_busiest_year_is_shown_and_the_rest_counted(guide: Guide, dated: str) -> None:
    events = [
        an_event(guide, date(2020, 11, 1), date(2021, 2, 28)),
        an_event(guide, date(2021, 3, 5), date(2021, 3, 5)),
        an_event(guide, date(2024, 5, 1), date(2024, 5, 31)),
    ]
    drawn = timeline(numbered(events, ["도서관", "텃밭"]), dated)
    ((long, day),) = [row.spans for row in drawn.rows]
    assert (drawn.year, drawn.unseen) == (2021, 1)
    assert (long.number, long.x, long.is_begun, long.goes_on) == (1, 0, True, False)
    assert (day.number, day.is_begun, day.goes_on) == (2, False, False)
    assert day.x > long.x + long.width


def test_an_open_event_is_drawn_as_one(guide: Guide) -> None:
    event = replace(an_event(guide, date(2031, 4, 1), date(2031, 4, 30)), is_begun=True, goes_on=True)
    ((row,),) = [timeline(numbered([event], []), "unknown").rows]
    assert [(span.is_begun, span.goes_on) for span in row.spans] == [(True, True)]


def test_the_year_of_the_document_comes_before_a_busier_one(guide: Guide) -> None:
    days = [date(2024, 3, 5), date(2024, 9, 1), date(2025, 5, 1)]
    drawn = timeline(numbered([an_event(guide, day, day) for day in days], []), "2025-02-13")
    assert (drawn.year, drawn.unseen) == (2025, 2)


DAYS = st.dates(date(2020, 1, 1), date(2022, 12, 31))


@given(
    st.lists(st.tuples(DAYS, st.integers(0, 500), st.sampled_from(["가", "나", "다"])), max_size=30),
)
def test_no_event_lies_outside_the_picture_or_upon_another(
    drafts: list[tuple[date, int, str]],
) -> None:
    quote = Citation(1, "d", "t", "s", "r", 0, 1, 1, 1, None, "q", ())
    events = [Event(day, day + timedelta(days), "", "", name, quote) for day, days, name in drafts]
    drawn = timeline(numbered(events, ["나", "가"]), "unknown")
    spans = [span for row in drawn.rows for span in row.spans]
    assert all(span.x >= 0 and span.x + span.width <= WIDTH + 0.2 for span in spans)
    assert all(0 < span.y < drawn.height for span in spans)
    lanes: dict[float, list[Any]] = {}
    for span in spans:
        lanes.setdefault(span.y, []).append(span)
    for lane in lanes.values():
        in_order = sorted(lane, key=lambda span: span.x)
        assert all(one.x + one.width < other.x + 0.2 for one, other in pairwise(in_order))
    assert len(spans) + drawn.unseen == len(events)
    assert len({span.number for span in spans}) == len(spans)


def test_bars_are_as_wide_as_their_amounts(guide: Guide) -> None:
    drawn = bars(guide.budget.items)
    assert [bar.width for bar in drawn.bars] == [WIDTH, pytest.approx(WIDTH * 65 / 4000)]
    assert [bar.y for bar in drawn.bars] == sorted({bar.y for bar in drawn.bars})
    assert drawn.bars[-1].y < drawn.height
    assert bars(()).bars == ()
