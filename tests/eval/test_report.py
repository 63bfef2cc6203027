"""A result for people and machines: the terminal, the page and the JUnit file tell the same, and no sealed question."""

import html
import io
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import pytest
from junitparser import JUnitXml

from eval.compare import compare
from eval.dataset import Category, Difficulty, Item, Span, Style, Turn
from eval.measures import MEASURES, Fault, Record, judge
from eval.report.console import print_comparison, print_result, with_progress
from eval.report.junit import write_junit
from eval.report.labels import CATEGORIES, DIFFICULTIES, FACETS, FAULTS, LABELS, MEANINGS, STYLES
from eval.report.page import write_page
from eval.results import Result, make_result
from eval.spans import Units
from eval.summary import FACETS as FACET_NAMES
from eval.summary import LATENCIES

MANIFEST: dict[str, Any] = {
    "time": "2021-01-31T09:00:00+00:00",
    "split": "all",
    "items": {"count": 6, "sha256": "d0"},
    "service": "http://127.0.0.1:8000",
    "index": "gen_garam",
}
PROOF = "소요예산 : 4,000백만원"
BESIDE = "개관시기 : 2023년 9월"
Judged = Callable[..., Record]


@pytest.fixture
def judged(item: Callable[..., Item], span: Callable[..., Span], units: Units) -> Judged:
    """``judged(answers, turns, **changes)`` is an item whose turns were answered so, citing another bullet."""

    def make(answers: Iterable[str], turns: tuple[Turn, ...] = (), **changes: Any) -> Record:
        cited = span(BESIDE)
        citation = {"source": cited.source, "start": cited.start, "end": cited.end, "quote": cited.quote}
        bodies = [
            {"status": "answered" if answer else "not_found", "answer": answer, "citations": [citation]}
            for answer in answers
        ]
        return judge(item(*turns, **changes), bodies, [], [12.5] * len(bodies), units)

    return make


@pytest.fixture
def records(judged: Judged, turn: Callable[..., Turn], span: Callable[..., Span]) -> list[Record]:
    """A right answer, a wrong one, an answer to what is not in the document, a dialogue, and two wrong sealed ones."""
    opening = turn(question="언제 열어?", gold="2023년 9월", accept=(("9월",),), evidence=(span(BESIDE),))
    whose = turn(question="거기 관장은 누구야?", expect="not_found")
    return [
        judged(["40억원입니다. [1]"], (turn(question="예산이 얼마인지요?"),), id="t001"),
        judged(["9월에\n엽니다. [1]"], id="t002", style="typo", difficulty="hard"),
        judged(["새솔 씨입니다. [1]"], (turn(expect="not_found"),), id="t003", category="unanswerable"),
        judged(["40억원입니다. [1]", "봄에 엽니다. [1]", "한빛 씨입니다. [1]"], (turn(), opening, whose), id="t004"),
        judged(["봉인된 답입니다. [1]"], (turn(question="봉인된 질문?"),), id="t005", split="sealed"),
        judged(["봉인된 답입니다. [1]"], (turn(question="봉인된 질문!"),), id="t006", split="sealed", category="size"),
    ]


@pytest.fixture
def result(records: list[Record]) -> Result:
    return make_result(records, MANIFEST)


# The terms


@pytest.mark.parametrize(
    ("terms", "labels"),
    [
        (get_args(Category), CATEGORIES),
        (get_args(Style), STYLES),
        (get_args(Difficulty), DIFFICULTIES),
        (tuple(fault for fault in get_args(Fault) if fault), FAULTS),
        (FACET_NAMES, FACETS),
    ],
    ids=["categories", "styles", "difficulties", "faults", "facets"],
)
def test_every_term_has_a_korean_name_of_its_own(terms: tuple[str, ...], labels: dict[str, str]) -> None:
    assert labels.keys() == set(terms)
    assert [name for name in labels.values() if not re.search("[가-힣]", name)] == []
    assert len(set(labels.values())) == len(labels)
    assert {term: LABELS[term] for term in terms} == labels, "no term is another's too"


def test_every_figure_has_a_meaning_in_korean_of_its_own() -> None:
    assert MEANINGS.keys() == MEASURES.keys() | LATENCIES.keys()
    assert [meaning for meaning in MEANINGS.values() if not re.search("[가-힣]", meaning)] == []
    assert len(set(MEANINGS.values())) == len(MEANINGS)


# The terminal


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The lines on stdout, each with single spaces; nothing is on stderr."""
    out, err = capsys.readouterr()
    assert err == ""
    assert "\x1b" not in out
    return [" ".join(line.split()) for line in out.splitlines()]


def test_each_wrong_answer_is_printed_with_its_reason(result: Result, capsys: pytest.CaptureFixture[str]) -> None:
    print_result(result)
    lines = printed(capsys)
    assert lines[: lines.index("문항 6개 (all) · 색인 gen_garam")] == [
        "틀림 t002 가람숲 도서관 예산은 얼마인가요? (정답 값이 없음)",
        "정답: 40억원",
        "답변: 9월에 엽니다. [1]",
        "틀림 t003 가람숲 도서관장은 누구인가요? (문서에 없는데 답함)",
        "정답: 문서에 없음",
        "답변: 새솔 씨입니다. [1]",
        "틀림 t004 언제 열어? (정답 값이 없음)",
        "정답: 2023년 9월",
        "답변: 봄에 엽니다. [1]",
        "틀림 t004 거기 관장은 누구야? (문서에 없는데 답함)",
        "정답: 문서에 없음",
        "답변: 한빛 씨입니다. [1]",
    ]


def test_each_measure_is_printed_with_its_interval_and_count(
    result: Result, capsys: pytest.CaptureFixture[str]
) -> None:
    print_result(result)
    lines = printed(capsys)
    assert "accuracy 0.250 [0.000, 0.750] n=4 문서에 답이 있는 질문에 맞게 답한 비율" in lines
    assert "follow-up-accuracy 0.000 [0.000, 0.000] n=1 대화의 둘째 차례부터 맞게 답한 비율" in lines
    assert "latency-p95-ms 12.500 [12.500, 12.500] n=8 답변의 95%가 이 시간(밀리초) 안에 옴" in lines
    told = [line.split(maxsplit=5) for line in lines if " n=" in line]
    assert [(name, meaning) for name, *_, meaning in told] == [(name, MEANINGS[name]) for name in result.measures]


def test_right_answers_are_counted_by_facet(result: Result, capsys: pytest.CaptureFixture[str]) -> None:
    print_result(result)
    lines = printed(capsys)
    assert lines[lines.index("분야별 맞은 문항") :] == [
        "분야별 맞은 문항",
        "budget 1/3 예산",
        "unanswerable 0/1 답 없음",
        "dialogue 0/1 대화",
        "size 0/1 규모",
        "질문 형식별 맞은 문항",
        "formal 1/5 격식체",
        "typo 0/1 오타·붙여 쓰기",
        "난이도별 맞은 문항",
        "easy 1/5 쉬움",
        "hard 0/1 어려움",
    ]


def test_no_sealed_item_is_printed(result: Result, capsys: pytest.CaptureFixture[str]) -> None:
    print_result(result)
    assert re.findall("봉인|t005|t006", capsys.readouterr().out) == []


def test_a_comparison_names_what_flipped_and_what_is_in_one_result_only(
    record: Callable[..., Record], capsys: pytest.CaptureFixture[str]
) -> None:
    before = {"a1": True, "a2": False, "a3": True, "a4": True}
    after = {"a1": False, "a2": True, "a3": False, "a5": True}
    refused = record("b1", category="unanswerable", values={"refusal-recall": 1.0})
    old, new = ([record(name, right) for name, right in some.items()] + [refused] for some in (before, after))
    print_comparison(compare(make_result(old, MANIFEST), make_result(new, MANIFEST)))
    lines = printed(capsys)
    assert lines == [
        "틀리게 된 문항 2개: a1, a3",
        "맞게 된 문항 1개: a2",
        "앞 결과에만 있는 문항 1개: a4",
        "뒤 결과에만 있는 문항 1개: a5",
        "accuracy 0.667 → 0.333 -0.333 [-1.000, +1.000] n=3",
        "refusal-recall 1.000 → 1.000 +0.000 [+0.000, +0.000] n=1",
        "모든 문항 4개: 틀리게 됨 2, 맞게 됨 1, McNemar p = 1",
        "accuracy 문항 3개: 틀리게 됨 2, 맞게 됨 1, McNemar p = 1",
        "유의하게 나빠진 것이 없습니다.",
    ]


@pytest.mark.parametrize(
    ("lost", "p", "verdict"),
    [(5, "0.0625", "유의하게 나빠진 것이 없습니다."), (6, "0.03125", "뒤 결과가 유의하게 나쁩니다: right, accuracy")],
    ids=["five", "six"],
)
def test_a_comparison_ends_with_the_verdict(
    lost: int, p: str, verdict: str, record: Callable[..., Record], capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"a{number}" for number in range(8)]
    before = make_result([record(name) for name in names], MANIFEST)
    after = make_result([record(name, number >= lost) for number, name in enumerate(names)], MANIFEST)
    print_comparison(compare(before, after))
    assert printed(capsys)[-3:] == [
        f"모든 문항 8개: 틀리게 됨 {lost}, 맞게 됨 0, McNemar p = {p}",
        f"accuracy 문항 8개: 틀리게 됨 {lost}, 맞게 됨 0, McNemar p = {p}",
        verdict,
    ]


def test_a_comparison_over_other_items_says_so(
    record: Callable[..., Record], capsys: pytest.CaptureFixture[str]
) -> None:
    before = make_result([record()], MANIFEST)
    after = make_result([record()], MANIFEST | {"items": {"count": 6, "sha256": "d1"}})
    print_comparison(compare(before, after))
    note, verdict = printed(capsys)[-2:]
    assert note.startswith("주의: 두 결과의 문항")
    assert verdict == "유의하게 나빠진 것이 없습니다."
    print_comparison(compare(before, replace(before, manifest=MANIFEST | {"index": "gen_saesol"})))
    assert [line for line in printed(capsys) if "주의" in line] == []


@pytest.mark.parametrize("measure", ["citation-recall", "citation-precision"])
def test_a_comparison_names_the_citations_that_became_worse(
    measure: str, record: Callable[..., Record], capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = (
        make_result([record(f"a{n}", values={"accuracy": 1.0, measure: value}) for n in range(3)], MANIFEST)
        for value in (1.0, 0.5)
    )
    print_comparison(compare(before, after))
    assert printed(capsys)[-1] == f"뒤 결과가 유의하게 나쁩니다: {measure}"
    print_comparison(compare(after, before))
    assert printed(capsys)[-1] == "유의하게 나빠진 것이 없습니다."


def test_items_that_do_not_count_for_accuracy_have_no_line_of_it(
    record: Callable[..., Record], capsys: pytest.CaptureFixture[str]
) -> None:
    refused = make_result([record("b1", category="unanswerable", values={"refusal-recall": 1.0})], MANIFEST)
    print_comparison(compare(refused, refused))
    assert printed(capsys)[-2:] == [
        "모든 문항 1개: 틀리게 됨 0, 맞게 됨 0, McNemar p = 1",
        "유의하게 나빠진 것이 없습니다.",
    ]


class Terminal(io.StringIO):
    """A terminal that keeps what is shown."""

    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_and_on_stderr(
    records: list[Record], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    assert list(with_progress(records, 4, 4 + len(records))) == records
    assert "질문하는 중" in sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert "10/10" in sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert capsys.readouterr() == ("", "")


def test_no_progress_is_shown_in_a_file(
    records: list[Record], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("TTY_COMPATIBLE", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert list(with_progress(records, 0, len(records))) == records
    assert capsys.readouterr() == ("", "")


# JUnit


def test_the_junit_file_has_a_suite_a_category_and_a_case_an_item(result: Result, tmp_path: Path) -> None:
    write_junit(tmp_path / "결과.xml", result)
    report = JUnitXml.fromfile(str(tmp_path / "결과.xml"))
    suites = {suite.name: ([case.name for case in suite], suite.tests, suite.failures) for suite in report}
    assert suites == {
        "budget": (["t001", "t002", "t005"], 3, 2),
        "unanswerable": (["t003"], 1, 1),
        "dialogue": (["t004"], 1, 1),
        "size": (["t006"], 1, 1),
    }
    assert (report.tests, report.failures, report.errors, report.skipped) == (6, 5, 0, 0)


def test_a_case_takes_the_time_of_all_its_answers(result: Result, tmp_path: Path) -> None:
    write_junit(tmp_path / "결과.xml", result)
    times = {c.get("name"): float(c.get("time", 0)) for c in ElementTree.parse(tmp_path / "결과.xml").iter("testcase")}
    assert times["t001"] == 0.0125
    assert times["t004"] == 0.0375


def failures_of(path: Path) -> dict[str | None, tuple[str | None, str]]:
    """The message and the text of each failure in a JUnit file, by the case's name."""
    return {
        case.get("name"): (failure.get("message"), failure.text or "")
        for case in ElementTree.parse(path).iter("testcase")
        for failure in case.iter("failure")
    }


def test_a_failure_tells_why_and_what_should_have_been_said(result: Result, tmp_path: Path) -> None:
    write_junit(tmp_path / "결과.xml", result)
    failures = failures_of(tmp_path / "결과.xml")
    assert failures.keys() == {"t002", "t003", "t004", "t005", "t006"}
    assert failures["t002"] == (
        "정답 값이 없음",
        "질문: 가람숲 도서관 예산은 얼마인가요?\n정답: 40억원\n답변: 9월에\n엽니다. [1]",
    )
    assert failures["t004"] == (
        "정답 값이 없음; 문서에 없는데 답함",
        "질문: 언제 열어?\n정답: 2023년 9월\n답변: 봄에 엽니다. [1]\n"
        "질문: 거기 관장은 누구야?\n정답: 문서에 없음\n답변: 한빛 씨입니다. [1]",
    )


def test_the_failure_of_a_sealed_item_tells_nothing(result: Result, tmp_path: Path) -> None:
    write_junit(tmp_path / "결과.xml", result)
    failures = failures_of(tmp_path / "결과.xml")
    assert failures["t005"] == failures["t006"] == ("틀림", "")
    assert "봉인" not in (tmp_path / "결과.xml").read_text(encoding="utf-8")


def test_markup_in_an_answer_is_text_in_the_junit_file(judged: Judged, tmp_path: Path) -> None:
    said = "<b>가람 & 새솔</b> ]]> \"따옴표\" '한빛'"
    write_junit(tmp_path / "결과.xml", make_result([judged([said])], MANIFEST))
    assert failures_of(tmp_path / "결과.xml")["t001"][1].endswith(f"답변: {said}")


# The page


@dataclass
class Article:
    """What a page tells of one failure."""

    attributes: dict[str, str]
    text: str = ""
    quotes: list[str] = field(default_factory=list)


class PageReader(HTMLParser):
    """Reads a page as a browser does, as far as these tests look."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.articles: dict[str, Article] = {}
        self.text = ""
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = [(name, value or "") for name, value in attrs]
        self.attributes += given
        if tag == "article":
            self.articles[dict(given)["id"]] = Article(dict(given))
        if tag == "blockquote":
            self._last().quotes.append("")
        if tag not in ("meta", "input", "br", "link", "img"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, "the page is well-formed"
        if tag in ("th", "td", "dt", "dd", "option", "p"):
            self.text += " "

    def handle_data(self, data: str) -> None:
        if "script" in self._open or "style" in self._open:
            return
        self.text += data
        if "article" in self._open:
            self._last().text += data
        if "blockquote" in self._open:
            self._last().quotes[-1] += data

    def _last(self) -> Article:
        return list(self.articles.values())[-1]

    @property
    def words(self) -> str:
        """All text with single spaces."""
        return " ".join(self.text.split())


@pytest.fixture
def read_page(tmp_path: Path) -> Callable[..., PageReader]:
    """``read_page(*records)`` is the page of their result, read."""

    def read(*records: Record) -> PageReader:
        write_page(tmp_path / "결과.html", make_result(records, MANIFEST))
        return PageReader((tmp_path / "결과.html").read_text(encoding="utf-8"))

    return read


ReadPage = Callable[..., PageReader]


def test_each_failure_stands_on_the_page_with_question_answer_and_evidence(
    records: list[Record], read_page: ReadPage
) -> None:
    articles = read_page(*records).articles
    assert list(articles) == ["t002", "t003", "t004"]
    for told in (
        "가람숲 도서관 예산은 얼마인가요?",
        "정답 값이 없음",
        "9월에\n엽니다. [1]",
        "40억원",
        "오타·붙여 쓰기",
    ):
        assert told in articles["t002"].text
    assert articles["t002"].quotes == [f"[1] {BESIDE}", PROOF]
    assert articles["t003"].quotes == [f"[1] {BESIDE}"]


def test_a_failure_can_be_found_by_its_facets_and_faults(records: list[Record], read_page: ReadPage) -> None:
    articles = read_page(*records).articles
    assert articles["t002"].attributes == {
        "id": "t002",
        "data-category": "budget",
        "data-style": "typo",
        "data-difficulty": "hard",
        "data-fault": "value missing",
    }
    assert articles["t004"].attributes["data-fault"] == "value missing|not refused"


def test_every_turn_of_a_dialogue_stands_on_the_page(records: list[Record], read_page: ReadPage) -> None:
    text = " ".join(read_page(*records).articles["t004"].text.split())
    turns = ["예산은 얼마인가요? 맞음", "언제 열어? 정답 값이 없음", "거기 관장은 누구야? 문서에 없는데 답함"]
    assert [turn for turn in turns if turn not in text] == []
    assert "봄에 엽니다. [1]" in text


def test_no_right_answer_and_no_sealed_item_stands_on_the_page(records: list[Record], read_page: ReadPage) -> None:
    page = read_page(*records)
    assert re.findall("예산이 얼마인지요|봉인된 (?:질문|답)|t001|t005|t006", page.words) == []
    assert "봉인된(sealed) 문항 2개도 틀렸습니다." in page.words
    assert "틀린 문항 3개" in page.words


def test_every_figure_on_the_page_says_what_it_means(
    result: Result, records: list[Record], read_page: ReadPage
) -> None:
    words = read_page(*records).words
    told = [f"{name} {fig.value:.3f} [{fig.low:.3f}, {fig.high:.3f}] {fig.n}" for name, fig in result.measures.items()]
    meanings = [MEANINGS[name] for name in result.measures]
    assert [row for row in zip(told, meanings, strict=True) if " ".join(row) not in words] == []


def test_the_page_sums_up_and_breaks_down(records: list[Record], read_page: ReadPage) -> None:
    words = read_page(*records).words
    assert "문항 6개 가운데 1개를 맞혔습니다." in words
    assert "accuracy 0.250 [0.000, 0.750] 4 문서에 답이 있는 질문에 맞게 답한 비율" in words
    assert "예산 1/3 0.33 [0.00, 1.00]" in words
    assert re.search("답 없음 0/1 – – – – – ", words), "a measure that nothing counts for has a dash"
    assert "items.sha256 d0" in words
    assert "index gen_garam" in words


MARKUP = "</p></article><script>alert('가람')</script><img src=https://garam.example/a.png onerror=alert(1)>\"'&amp;"


@pytest.mark.parametrize("place", ["id", "question", "gold", "answer", "cited quote", "evidence", "manifest"])
def test_markup_is_text(place: str, records: list[Record], tmp_path: Path) -> None:
    wrong = records[1]
    (turn,) = wrong.turns
    changed = {
        "id": replace(wrong, id=MARKUP),
        "question": replace(wrong, turns=(replace(turn, question=MARKUP),)),
        "gold": replace(wrong, turns=(replace(turn, gold=MARKUP),)),
        "answer": replace(wrong, turns=(replace(turn, answer=MARKUP),)),
        "cited quote": replace(wrong, turns=(replace(turn, citations=(replace(turn.citations[0], quote=MARKUP),)),)),
        "evidence": replace(wrong, turns=(replace(turn, evidence=(replace(turn.evidence[0], quote=MARKUP),)),)),
        "manifest": wrong,
    }[place]
    manifest = MANIFEST | ({"index": MARKUP, "settings": {"home": MARKUP}} if place == "manifest" else {})
    write_page(tmp_path / "결과.html", make_result([changed], manifest))
    page = PageReader((tmp_path / "결과.html").read_text(encoding="utf-8"))
    assert page.tags.count("script") == page.tags.count("article") == 1
    assert page.tags.count("img") == 0
    assert MARKUP in page.text


def test_the_page_names_no_outside_address(records: list[Record], read_page: ReadPage, tmp_path: Path) -> None:
    page = read_page(*records)
    linked = {value for name, value in page.attributes if name in ("src", "href", "action", "data", "poster", "srcset")}
    assert linked == {"#t002", "#t003", "#t004"}
    source = html.unescape((tmp_path / "결과.html").read_text(encoding="utf-8"))
    assert re.findall(r"url\(|@import|fetch\(|XMLHttpRequest|WebSocket|sendBeacon", source) == []
    assert any(value.startswith("default-src 'none';") for name, value in page.attributes if name == "content")


def test_a_page_without_a_failure_says_so(records: list[Record], read_page: ReadPage) -> None:
    page = read_page(records[0])
    assert page.articles == {}
    assert "문항 1개 가운데 1개를 맞혔습니다." in page.words
    assert "틀린 문항 0개" in page.words
    assert "봉인" not in page.words


def test_a_page_of_questions_without_an_answer_has_no_accuracy(records: list[Record], read_page: ReadPage) -> None:
    page = read_page(records[2])
    assert list(page.articles) == ["t003"]
    assert "refusal-recall 0.000" in page.words
    assert "accuracy 0." not in page.words
    assert "답 없음 0/1 – – – – – " in page.words


def test_a_page_of_sealed_items_alone_tells_only_figures(records: list[Record], read_page: ReadPage) -> None:
    page = read_page(*records[4:])
    assert page.articles == {}
    assert "봉인된(sealed) 문항 2개도 틀렸습니다." in page.words
    assert "규모 0/1" in page.words
