"""The outline of four invented reports, each of another office's habits, and the structure of the real one."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ingest.documents import Document, read_document
from ingest.outline import Node, Outline, read_outline
from ingest.spacing import collapsed

REPORTS = Path(__file__).parent / "reports"
NAMES = sorted(path.stem for path in REPORTS.glob("*.txt"))


@dataclass(frozen=True)
class Read:
    """An invented report as it was read."""

    document: Document
    outline: Outline

    def nodes_on(self, line: int) -> Iterator[Node]:
        """The nodes that cover ``line``, in order."""
        for node in self.outline.nodes:
            first, last = self.document.line_range(node.start, node.end)
            if first <= line <= last:
                yield node

    def around(self, before: str, after: str) -> list[Node]:
        """The nodes that hold both the end of ``before`` and the start of ``after``, which follows it."""
        gap = re.search(re.escape(before.strip()) + r"(\s*)" + re.escape(after.strip()), self.document.text)
        assert gap, f"“{before}” and “{after}” do not follow each other"
        return [node for node in self.outline.nodes if node.start < gap.start(1) and node.end > gap.end(1)]

    def of(self, words: str) -> list[Node]:
        """The nodes whose whole text is ``words``."""
        return [node for node in self.outline.nodes if collapsed(self.words(node)) == collapsed(words)]

    def words(self, node: Node) -> str:
        return self.document.text[node.start : node.end]


def read(name: str) -> Read:
    document = read_document((REPORTS / f"{name}.txt").read_bytes(), source=name, title=name)
    return Read(document, read_outline(document.text))


READ = {name: read(name) for name in NAMES}
EXPECTED: dict[str, dict[str, Any]] = {
    name: json.loads((REPORTS / f"{name}.json").read_text(encoding="utf-8")) for name in NAMES
}


def cases(what: str) -> list[Any]:
    """One case for each entry under ``what`` of each report's expectations."""
    return [
        pytest.param(READ[name], entry, id=f"{name}-{number}")
        for name in NAMES
        for number, entry in enumerate(EXPECTED[name][what])
    ]


@pytest.mark.parametrize(("report", "expected"), cases("nodes"))
def test_a_block_hangs_under_the_headings_printed_above_it(report: Read, expected: dict[str, Any]) -> None:
    node = next(report.nodes_on(expected["line"]))
    assert collapsed(f"{node.mark} {report.words(node)}").find(collapsed(expected["quote"])) >= 0
    assert node.mark == expected["marker"]
    assert list(report.outline.path(node)) == expected["path"]


@pytest.mark.parametrize(("report", "pair"), cases("joined"))
def test_a_wrapped_line_stays_with_the_line_before_it(report: Read, pair: list[str]) -> None:
    assert report.around(*pair)


@pytest.mark.parametrize(("report", "pair"), cases("separate"))
def test_a_new_block_does_not_run_into_the_one_before_it(report: Read, pair: list[str]) -> None:
    """But a table's caption, unit and column header are one block."""
    assert [node for node in report.around(*pair) if node.kind != "table"] == []


@pytest.mark.parametrize(("report", "footnote"), cases("footnotes"))
def test_a_footnote_is_known_as_one(report: Read, footnote: dict[str, str]) -> None:
    assert [node.kind for node in report.of(footnote["quote"])] == ["footnote"]


@pytest.mark.parametrize(("report", "line"), cases("table_rows"))
def test_a_line_of_a_table_is_its_header_or_a_row_of_its_own(report: Read, line: str) -> None:
    if line.startswith("구 분"):
        assert [node.kind for node in report.outline.nodes if report.words(node).endswith(line)] == ["table"]
    else:
        [row] = report.of(line)
        assert row.kind == "row"
        assert row.parent is not None
        assert report.outline.nodes[row.parent].kind == "table"


@pytest.mark.parametrize(("report", "line"), [*cases("captions"), *cases("unit_lines")])
def test_a_caption_or_unit_belongs_to_the_table_below_it(report: Read, line: str) -> None:
    assert [node.kind for node in report.outline.nodes if line in report.words(node)] == ["table"]


@pytest.mark.parametrize(("report", "line"), cases("toc_lines"))
def test_a_line_of_a_list_of_contents_heads_nothing(report: Read, line: str) -> None:
    start = report.document.text.index(line.strip())
    entry = next(node for node in report.outline.nodes if node.end > start)
    assert entry.number not in report.outline.children


SINGLE_SPACED = "○ 운영규모는 스물한 곳\n○ 분양대상은 시민\n － 직영 아홉 곳\n － 위탁 열두 곳\n"


@pytest.mark.parametrize(
    ("lines", "blocks"),
    [
        pytest.param("○ 공설운동장\n청소년수련관", 2, id="a short line is not a wrapped one"),
        pytest.param("○ 공설운동장을\n청소년수련관", 1, id="a particle at the end leaves a line open"),
        pytest.param("○ 공설운동장,\n청소년수련관", 1, id="a comma at the end leaves a line open"),
        pytest.param("○ 공설운동장(남구\n청소년수련관)", 1, id="a bracket leaves a line open"),
        pytest.param("○ 공설 ‘푸른 운동장\n청소년수련관", 1, id="a quotation mark leaves a line open"),
        pytest.param("○ 공설운동장\n’ 청소년수련관", 1, id="a line opens with no closing quotation mark"),
        pytest.param("○ ‘25년 숲\n청소년수련관", 2, id="before a year it is no quotation mark"),
        pytest.param(
            f"○ {'나루터 ' * 9}안전\n용어(예: 접안) 교육을 실시", 1, id="what stands in a bracket is no label"
        ),
        pytest.param(
            "○ 나루터를 통해\n손님 수송 ▸ 운영 : 나루과", 1, id="a label behind an arrow does not open the line"
        ),
        pytest.param("○ 새솔천 정비\n(’31년 1구간 400m, ’32년 2구간 300m)", 1, id="a long aside is its bullet's"),
        pytest.param("○ 새솔천 정비\n(’31년 1분기)", 2, id="a short line in brackets is one of its own"),
        pytest.param(f"○ {'공설운동장 ' * 6}\n2/ 청소년수련관", 2, id="a chapter's number is no wrapped line"),
        pytest.param("○ 나루터를 통해\n운영부서 : 나루과", 2, id="a label opens a line"),
        pytest.param(f"○ {'공설운동장 ' * 6}\n청소년수련관", 1, id="a full line was wrapped"),
        pytest.param(f"○ {'공설운동장 ' * 6}\n\n청소년수련관", 2, id="a blank line ends a full one"),
        pytest.param(f"1. {'공설운동장 ' * 6}\n청소년수련관", 2, id="a numbered title is not wrapped for being long"),
    ],
)
def test_a_line_goes_on_where_the_one_before_it_is_open_or_full(lines: str, blocks: int) -> None:
    without = len(read_outline(SINGLE_SPACED).nodes)
    assert len(read_outline(SINGLE_SPACED + lines).nodes) - without == blocks


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("사업개요", "title"),
        ("쉼터 두 곳을 새로 연다", "text"),
        ("푸른길 나루터 통합 관리·운영 기관 선정 : ’31. 2월 선정, 3월 나눔계약", "title"),
        ("푸른길 나루터를 통합하여 관리하고 운영할 새 기관을 ’31년 2월까지 선정", "text"),
        ("안내문을 누리집에 실음 ▸ 쓰는 곳 : 나루터와 여울목과 물길과 뱃길의 모든 부서", "text"),
    ],
)
def test_an_unmarked_line_above_bullets_is_a_title_unless_it_is_a_sentence(line: str, kind: str) -> None:
    assert [node.kind for node in read_outline(f"{line}\n○ 하나\n○ 둘").nodes] == [kind, "item", "item"]


def test_a_title_is_told_apart_by_the_line_below_it_that_says_of_when_it_is() -> None:
    table = "(단위 : 억원)\n\n구 분 │ 합 계\n수입 │ 12"
    month = f"살림 통계\n\n(2031.{{}}월 누계 기준)\n{table}\n\n□ 관리수지\n ㅇ 12억원\n\n"
    outline = read_outline(month.format(1) + month.format(2))
    above = {outline.path(node)[0] for node in outline.nodes if node.parent is not None}
    assert above == {"살림 통계 (2031.1월 누계 기준)", "살림 통계 (2031.2월 누계 기준)"}


@pytest.mark.parametrize("whole", [True, False])
def test_what_a_plan_sets_above_a_line_is_read_with_it(whole: bool) -> None:
    text = "추진방향\n비 전\n모두가 웃는 한빛시\n전략목표\n다음 세대가 머무는 일터\n"
    outline = read_outline(text, whole)
    assert [text[node.start : node.end] for node in outline.nodes][1:] == [
        "비 전\n모두가 웃는 한빛시",
        "전략목표\n다음 세대가 머무는 일터",
    ]


def test_what_all_below_it_is_of_heads_the_chapters_that_are_counted_below_it() -> None:
    part = "({} 기준)\n1. 분기별 동향\n□ 지역별\n○ 북쪽 3곳\n2. 연도별 동향\n□ 지역별\n○ 북쪽 5곳\n"
    outline = read_outline("통계\n" + part.format("총투자") + part.format("순투자"))
    paths = [outline.path(node) for node in outline.nodes if outline.text[node.start : node.end].startswith("북쪽")]
    assert [path[0] for path in paths] == ["(총투자 기준)"] * 2 + ["(순투자 기준)"] * 2
    assert [path[1] for path in paths] == ["1. 분기별 동향", "2. 연도별 동향"] * 2


def test_what_is_of_a_basis_stands_below_its_annex_and_a_mail_address_heads_nothing() -> None:
    part = "({} 기준)\n1. 분기별 동향\n□ 지역별\n○ 북쪽 3곳\n"
    annex = "별첨 : 나루 통계(단위: 억원)\n\n" + part.format("총투자") + part.format("순투자")
    outline = read_outline(f"담당자 : 나루님 (naru@example.com)\n※ 통계는 별첨 참고자료에 있다.\n\n{annex}")
    paths = [outline.path(node) for node in outline.nodes if outline.text[node.start : node.end].startswith("북쪽")]
    assert [path[:2] for path in paths] == [
        ("별첨 나루 통계(단위: 억원)", "(총투자 기준)"),
        ("별첨 나루 통계(단위: 억원)", "(순투자 기준)"),
    ]


def test_a_heading_that_opens_with_a_bracket_stands_beside_the_others() -> None:
    outline = read_outline("1. 사업\n나루 운영\n○ 북쪽 3곳\n(가칭)나루센터 건립\n○ 남쪽 4곳\n")
    above = {
        outline.text[node.start : node.end]: outline.path(node)[-1]
        for node in outline.nodes
        if node.kind == "item" and node.mark == "○"
    }
    assert above == {"북쪽 3곳": "나루 운영", "남쪽 4곳": "(가칭)나루센터 건립"}


def tree(text: str) -> list[tuple[str, str, str]]:
    """Each node's kind, words and the words of what it hangs under."""
    nodes = read_outline(text).nodes
    words = [collapsed(text[node.start : node.end]) for node in nodes]
    return [(node.kind, words[node.number], "" if node.parent is None else words[node.parent]) for node in nodes]


def test_a_framed_title_ends_with_the_scope_that_it_stands_in() -> None:
    numbered = "Ⅲ. 계획\n1 나루터 운영\n□ 나루\n○ 나루터 손질\n- 둑을 쌓음\n"
    frame = "【 나루터 개선 】\n◦ 배를 늘림\n◦ 길을 넓힘\n"
    after = "□ 여울\n○ 여울 손질\n- 돌을 놓음\n2 여울목 운영\n□ 여울\n○ 여울 보기\n- 돌을 봄\n"
    hung = {words: under for _, words, under in tree(numbered + frame + after)}
    assert hung["배를 늘림"] == hung["길을 넓힘"] == "【 나루터 개선 】"
    assert (hung["여울"], hung["여울목 운영"]) == ("여울목 운영", "계획")


def test_a_heading_is_said_without_the_break_before_its_particle() -> None:
    text = "Ⅲ. 계획\n1. 새내기 살림 키움\n\n으로 마을 살리기\n□ 개요\n○ 하나\n"
    outline = read_outline(text)
    assert "1. 새내기 살림 키움으로 마을 살리기" in [outline.heading(node) for node in outline.nodes]


def test_bullets_spell_out_the_footnote_above_them_but_not_below_a_remark() -> None:
    footnotes = "□ 나루수입1)\n1) 나루수입 : 배삯 수입\n"
    assert tree(footnotes + "- 도선료\n- 자릿세\n")[2] == ("item", "도선료", "나루수입 : 배삯 수입")
    below = tree(footnotes + "* 합계는 반올림으로 다를 수 있음\n- 도선료\n")
    assert below[2:] == [("note", "합계는 반올림으로 다를 수 있음", "나루수입1)"), ("item", "도선료", "나루수입1)")]


FERRIES = "구 분 계 나루과 여울과\n정 원 44 23 21\n현 원 46 24 22\n"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("w 사업내용 : 나루터 정비\nw 사업기간 : 3월\nw 사업비 : 4억원", "item", id="a letter bullet"),
        pytest.param("ㅇ’25. 3. : 착공", "item", id="a bullet without a space"),
        pytest.param("사업내용 : 나루터 정비", "text", id="a label"),
        pytest.param("나루터 현황\n○ 나루터 12개소", "title", id="a title above bullets"),
        pytest.param("일반현황\n나루터 현황\n○ 나루터 12개소", "text", id="a title above a subtitle"),
        pytest.param("기금운용 : 58억원 (단위 : 억원)\n구 분 수입 지출\n계 1 2", "title", id="the next table's title"),
        pytest.param("나루기금\n(’25. 1월, 단위 : 억원)\n구 분 수입 지출", "title", id="a title above a unit"),
        pytest.param("부 서 명 주 요 업 무\n나 루 과 뱃길 관리", "table", id="the next table's header"),
        pytest.param("(단위 : 억원)\n구 분 수입 지출\n계 1 2", "table", id="the next table's unit"),
        pytest.param("과부족 2 1 1", "row", id="but not a row of figures"),
        pytest.param("(자료: 나루센터)", "row", id="but not the table's source"),
    ],
)
def test_a_table_ends_where_something_else_begins(line: str, kind: str) -> None:
    table = tree(FERRIES + line)
    assert [each for each, *_ in table[:3]] == ["table", "row", "row"]
    assert table[3][0] == kind


def test_a_unit_stays_with_the_table_below_it() -> None:
    header = "(’25. 1월, 단위 : 명) 구 분 계 나루과 여울과"
    assert tree("□ 인 력\n(’25. 1월, 단위 : 명)\n" + FERRIES)[1] == ("table", header, "인 력")
    assert ("table", "(단위 : 억원) 구 분 수입 지출", "") in tree(FERRIES + "(단위 : 억원)\n구 분 수입 지출\n계 1 2")


@pytest.mark.parametrize("heading", ["예산규모 : 11억원 (’25. 1. 1. 기준, 단위 : 천원)", "□ 예산 (’25년, 단위 : 천원)"])
@pytest.mark.parametrize("above", ["Ⅰ. 현황\n", FERRIES])
def test_a_heading_that_states_a_unit_heads_the_table_below_it(above: str, heading: str) -> None:
    assert ("table", "구 분 세입 세출", heading.removeprefix("□ ")) in tree(
        f"{above}{heading}\n구 분 세입 세출\n계 1 2"
    )


@pytest.mark.parametrize("name", ["부서명", "부 서 명", "기금명", "기 관 명", "과 제 명"])
def test_a_first_column_may_be_called_otherwise(name: str) -> None:
    assert tree(f"○ 현황\n{name} 수입 지출\n가 1 2")[1:] == [
        ("table", f"{name} 수입 지출", "현황"),
        ("row", "가 1 2", f"{name} 수입 지출"),
    ]
    assert tree(f"○ 현황\n{name} : 나루 정비\n나루")[1][0] == "text"


def test_numbers_under_a_numbering_column_are_rows_and_not_headings() -> None:
    rows = tree("▣ 공모사업\n연번 주관부처 공 모 명\n1 나루부 뱃길 공모\n2 여울부 물길 공모")
    assert [kind for kind, *_ in rows] == ["item", "table", "row", "row"]
    projects = tree("▣ 공모사업\n연번 부서명 사업내용\n1 나루과\n○ 뱃길 정비\n2 여울과\n○ 물길 정비")
    assert ("item", "뱃길 정비", "나루과") in projects


TITLED = "".join(f"{name} 정비\nㅇ {name} 준설\n - 3곳\n" for name in ("뱃길", "물길", "둑길", "나루", "여울"))
FULL = "ㅇ 강마을 나루터와 여울목의 옛 뱃길을 모두 다시 여는 정비 사업 "


def test_a_title_under_a_full_bullet_is_not_its_last_words() -> None:
    above = f"{TITLED}{FULL}추진 지원\n"
    assert ("title", "나루 축제 개최", "") in tree(f"{above}나루 축제 개최\nㅇ 축제 준비")
    assert "나루 축제 개최" not in [words for _, words, _ in tree(f"{above}나루 축제 개최\n - 축제 준비")]
    assert "나루 축제 개최" not in [
        words for _, words, _ in tree(f"{TITLED}{FULL}기간의\n나루 축제 개최\nㅇ 축제 준비")
    ]


@pytest.mark.parametrize("rest", ["및 여울터 정비", "하고 여울터를 정비", "하여 여울터를 정비"])
def test_a_line_that_opens_with_a_conjunction_goes_on_with_the_line_before_it(rest: str) -> None:
    assert tree(f"○ 나루터 복원\n{rest}\n○ 다음") == [("item", f"나루터 복원 {rest}", ""), ("item", "다음", "")]


def test_a_line_between_the_points_of_a_narrow_column_ends_the_point_above() -> None:
    columns = tree("□ 일정\n1분기 2분기\n·나루 축제\n준비(3월)\n·뱃길\n(9월)\n·결산")
    assert columns == [
        ("item", "일정", ""),
        ("text", "1분기 2분기", "일정"),
        ("item", "나루 축제 준비(3월)", "일정"),
        ("item", "뱃길 (9월)", "일정"),
        ("item", "결산", "일정"),
    ]


@pytest.mark.parametrize("line", ["(점검)", "합 계 44 23 21"])
def test_a_cell_of_a_table_that_was_not_known_as_one_heads_nothing(line: str) -> None:
    assert tree(f"□ 결과\n{line}\n□ 계획")[1][0] == "text"


def test_the_last_box_of_an_organisation_chart_heads_nothing_but_a_labelled_figure_does() -> None:
    chart = "\n".join(f"{name} 팀" for name in ("나루", "여울", "물길", "뱃길", "둑길"))
    assert tree(f"{chart}\n기획 팀\n□ 예산")[-2][0] == "text"
    assert tree(f"{chart}\n인 력 : 정원 23명\n{FERRIES}")[5][0] == "title"


def test_an_appendix_stands_beside_the_parts_of_the_report() -> None:
    parts = "Ⅰ. 현황\n1. 인력\n□ 정원\nⅡ. 현안\n1. 나루터\n□ 개요\n2. 여울\n□ 개요\n"
    report = parts + "붙임 1 공모사업\n○ 근거\n붙임 2 점검 결과\n○ 근거"
    assert [under for _, words, under in tree(report) if words in ("공모사업", "점검 결과")] == ["", ""]


@pytest.mark.parametrize("heading", ["참고 1 이용 현황", "붙임 이용 현황(상세)", "별첨 ’24년 이용 현황"])
def test_an_annex_or_a_page_of_reference_does_too_though_it_is_the_only_one(heading: str) -> None:
    report = f"Ⅰ. 현황\n□ 정원\n○ 사공\nⅡ. 현안\n□ 개요\n○ 나루터\n\n{heading}\n□ 근거"
    *_, (_, annex, above), (_, _, under) = tree(report)
    assert (above, under) == ("", annex)


def test_in_a_word_processor_s_file_a_paragraph_set_apart_is_not_of_the_list_before_it() -> None:
    text = "Ⅰ. 모집 안내\n□ 대상 : 사공\n□ 문의 : 나루과\n\n거짓으로 적은 사람은 뽑지 않는다.\n"
    assert read_outline(text, whole=True).nodes[-1].parent == 0
    assert read_outline(text.replace("\n\n", "\n"), whole=True).nodes[-1].parent == 2


@pytest.fixture(scope="module")
def outline(report: Document) -> Outline:
    return read_outline(report.text)


def test_in_the_report_parents_stand_before_their_children(outline: Outline) -> None:
    assert [node.number for node in outline.nodes] == list(range(len(outline.nodes)))
    assert all(node.parent is None or node.parent < node.number for node in outline.nodes)
    assert sum(len(children) for children in outline.children.values()) == sum(
        node.parent is not None for node in outline.nodes
    )


def test_the_report_doubles_circles_above_and_below_its_section_mark(outline: Outline) -> None:
    doubled = [node for node in outline.nodes if re.fullmatch(r"([①-⑳])\1", node.mark)]
    above = {outline.nodes[node.parent].mark for node in doubled if node.parent is not None}
    below = {child.mark for node in doubled for child in outline.children.get(node.number, ())}
    in_both = {mark for mark in above & below if mark}
    assert in_both, "the same mark heads doubled circles in one programme and hangs under them in another"


def test_every_row_of_the_report_hangs_under_a_table(outline: Outline) -> None:
    rows = [node for node in outline.nodes if node.kind == "row"]
    assert rows
    assert {outline.nodes[row.parent].kind if row.parent is not None else None for row in rows} == {"table"}


def test_a_footnote_of_the_report_belongs_to_a_chapter_and_not_to_a_bullet(outline: Outline) -> None:
    footnotes = [node for node in outline.nodes if node.kind == "footnote"]
    assert footnotes
    assert all(node.parent is None or outline.nodes[node.parent].printed_mark for node in footnotes)


def test_no_bullet_of_the_report_belongs_to_a_remark(outline: Outline) -> None:
    remarks = {node.number for node in outline.nodes if node.kind == "note"}
    assert remarks
    assert [node for node in outline.nodes if node.parent in remarks] == []


def test_the_parts_of_the_report_stand_on_top(outline: Outline) -> None:
    parts = [node for node in outline.nodes if re.fullmatch(r"[Ⅰ-Ⅻ]\.?", node.mark)]
    assert len(parts) > 1
    assert all(node.parent is None for node in parts)


def test_a_heading_path_is_printed_in_one_line_without_bullets(outline: Outline) -> None:
    for node in outline.nodes:
        for above, heading in zip(reversed(list(outline.ancestors(node))), outline.path(node), strict=True):
            assert heading == collapsed(heading)
            assert heading.startswith(above.mark) is above.printed_mark or not above.mark


def test_bullets_hang_under_the_name_of_a_programme_up_to_the_next() -> None:
    first = "□ 공모 현황\n○ 사 업 명 : 나루터 손질\n○ 사업기간 : 2030년\n- 봄부터\n"
    hung = {words: under for _, words, under in tree(first + "○ 사업명: 숲길 잇기\n○ 총사업비 : 5억원\n")}
    assert hung["사업기간 : 2030년"] == "사 업 명 : 나루터 손질"
    assert hung["봄부터"] == "사업기간 : 2030년"
    assert hung["총사업비 : 5억원"] == "사업명: 숲길 잇기"
    assert hung["사업명: 숲길 잇기"] == "공모 현황"
