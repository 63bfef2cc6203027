"""Flattened tables become cells again, or are left alone."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ruled import goes_on_with_header
from ingest.table_cells import Cell
from ingest.tables import Table, number, read_tables

_NAMES = frozenset(("새솔과", "다온과", "가람숲과", "물빛도서관", "가람숲조성과", "수입", "지출", "예산액", "집행액"))


def _tables(header: str, *rows: str, names: Sequence[str] = ()) -> list[Table]:
    return read_tables(header, rows, (_NAMES | set(names)).__contains__)


def test_words_below_a_header_that_spans_are_rows_unless_they_are_measures() -> None:
    assert goes_on_with_header("인원별 │  │ 넓이별 │", "이용정원 │ 지원인력 │ 전용면적 │ 설치비")
    assert not goes_on_with_header("분야 │  │ 담당 │", "문화 │ 축제 │ 문화과 │ 축제팀")


def _read(header: str, *rows: str, names: Sequence[str] = ()) -> dict[tuple[str, str], str]:
    """Each cell with its unit, by its row and column."""
    tables = _tables(header, *rows, names=names)
    return {(c.row, c.column): c.text + c.unit for table in tables for c in table.cells}


def _columns(header: str, *rows: str, names: Sequence[str] = ()) -> tuple[str, ...]:
    return tuple(column for table in _tables(header, *rows, names=names) for column in table.columns)


def test_a_column_with_values_names_no_rows_though_a_row_begins_there() -> None:
    cells = _read("기간 │ 건수 │ 금액", "상반기 │ - │ 10", " │ - │ 12", " │ 5 │ 4")
    assert cells["상반기", "건수"] == "5"
    cells = _read("분야 │ 기간 │ 대상", "문화 │ 연중 │ 시민", " │ 수시 │ 학생", "복지 │ 3월 │ 노인")
    assert cells["복지", "기간"] == "3월"


def test_a_value_stands_under_its_row_and_column() -> None:
    (table,) = _tables(
        "< 부서별 예산 >\n(단위 : 백만원)\n구 분 예산현액1) 지출액", "계 1,500 200", "새 솔 과 1,200 150"
    )
    assert (table.caption, table.head) == ("< 부서별 예산 >", "구분")
    assert (table.rows, table.columns) == (("계", "새솔과"), ("예산현액", "지출액"))
    cell = table.cell("새솔과", "지출액")
    assert cell is not None
    assert (cell.text, cell.unit, cell.line, cell.start, cell.end) == ("150", "백만원", 1, 12, 15)
    assert table.cell("새솔과", "집행률") is None


def test_total_rows_and_columns_stay_out_of_what_is_compared() -> None:
    (table,) = _tables("구 분 계 새솔과 다온과", "정 원 44 23 21", "합 계 46 24 22")
    assert [cell.text for cell in table.column("새솔과")] == ["23"]
    assert [cell.text for cell in table.row("정원")] == ["23", "21"]


class TestHeaders:
    def test_letter_spaced_departments_are_told_apart_by_names_known_elsewhere(self) -> None:
        header = "구 분 계 새 솔 과 다 온 과 가 람 숲 과 물 빛 도 서 관"
        assert _columns(header, "정 원 114 28 22 29 35") == ("계", "새솔과", "다온과", "가람숲과", "물빛도서관")

    def test_letter_spaced_names_that_are_unknown_are_not_guessed(self) -> None:
        assert _columns("구 분 계 하 늘 과 바 다 과", "정 원 50 28 22") == ()

    @pytest.mark.parametrize(
        ("header", "columns"),
        [
            ("구 분 2024년 최종 2023년 결산", ("2024년 최종", "2023년 결산")),
            ("구 분 2025 예산 (A) 증 감 (B-A)", ("2025 예산 (A)", "증감 (B-A)")),
            ("구 분 ‘23년 이전 ‘24년", ("‘23년 이전", "‘24년")),
            ("구 분 2025 2026", ("2025", "2026")),
            ("구 분 군민 섬 주민", ("군민", "섬 주민")),
            ("구 분 예산액 참가자 수", ("예산액", "참가자 수")),
            ("구 분 3급 4급", ("3급", "4급")),
        ],
    )
    def test_words_that_cannot_stand_alone_make_one_column(self, header: str, columns: tuple[str, ...]) -> None:
        assert _columns(header, "가람숲 12 34", "새솔 56 78") == columns

    def test_more_words_than_values_are_not_grouped_by_guess(self) -> None:
        assert _columns("구 분 시설 입주공간 개관", "가람동 세미나실 20개 ’17.10.", "나람동 연구실 30개 ’19. 4.") == ()

    def test_fewer_words_than_values_are_refused(self) -> None:
        assert _columns("구 분 예산", "가람숲 12 34") == ()

    def test_a_header_above_a_pair_of_rates_spans_them(self) -> None:
        rows = ("집행률", "원인행위액 지출액", "계 4,856 2,362 1,273 48.6 26.2", "새솔과 3,491 2,240 1,047 64.2 30.0")
        cells = _read("(단위 : 백만원, %)\n구 분 예산현액 원인행위액 지출액", *rows)
        assert cells["새솔과", "지출액"] == "1,047백만원"
        assert cells["새솔과", "집행률 원인행위액"] == "64.2%"
        assert cells["새솔과", "집행률 지출액"] == "30.0%"

    def test_which_columns_a_header_spans_is_not_guessed(self) -> None:
        assert _columns("구 분 계획 실적 증감", "면적", "동쪽 서쪽", "가람숲 1 2 3 4 5", "새솔 6 7 8 9 1") == ()

    def test_repeated_headers_below_stand_under_the_years_that_make_the_total(self) -> None:
        header = "구 분 총사업비 ’23년 이전 ’24년 ’25년 ’26년 이후 예산 집행 예산 집행"
        cells = _read(header, "계 16,740 930 20 1,860 30 1,860 12,090", "국 비 13,860 770 - 1,540 - 1,540 10,010")
        assert cells["계", "총사업비"] == "16,740"
        assert cells["계", "’23년 이전 집행"] == "20"
        assert cells["국비", "’24년 예산"] == "1,540"
        assert cells["국비", "’26년 이후"] == "10,010"

    def test_what_the_total_leaves_open_is_left_out(self) -> None:
        header = "구 분 총사업비 ’23년 이전 ’24년 ’25년 ’26년 이후 예산 집행 예산 집행"
        assert _columns(header, "계 1,500 300 300 300 300 300 600") == ("총사업비", "’26년 이후")

    def test_a_rate_above_a_thousand_refutes_the_header(self) -> None:
        assert _columns("구 분 집행률 예산", "가람숲 12,000 34.5", "새솔 13,000 41.0") == ()

    def test_a_scattered_header_is_refused(self) -> None:
        rows = ("2024년도말", "조성액", "2025년도 계획", "수 입 지 출", "가람숲기금 596 131 677 50")
        assert _tables("구 분", *rows) == []


class TestRows:
    def test_a_name_may_hold_a_number_and_several_words(self) -> None:
        cells = _read("구 분 2022년 2023년", "1인 가구 423,227 455,207", "한부모 가구 122,595 120,854")
        assert cells["1인 가구", "2023년"] == "455,207"
        assert cells["한부모 가구", "2022년"] == "122,595"

    def test_a_name_wrapped_over_lines_is_joined_when_the_document_knows_it(self) -> None:
        cells = _read("구 분 정원 현원", "새솔과 10 11", "가 람 숲", "조 성 과 12 13")
        assert cells["가람숲조성과", "정원"] == "12"

    def test_a_name_under_a_line_of_its_own_is_left_out_when_unknown(self) -> None:
        cells = _read("구 분 정원 현원", "새솔과 10 11", "하늘빛", "운영팀 12 13", "다온과 7 8")
        assert {row for row, _ in cells} == {"새솔과", "다온과"}

    def test_a_name_that_breaks_off_at_a_dot_goes_on(self) -> None:
        cells = _read("구 분 정원 현원", "새솔과 10 11", "산림·", "공원 12 13")
        assert cells["산림·공원", "현원"] == "13"

    def test_a_row_that_lacks_a_value_is_left_out(self) -> None:
        cells = _read("구 분 계 국비 시비", "새솔과 30 10 20", "다온과 5 5", "가람숲과 7 3 4")
        assert {row for row, _ in cells} == {"새솔과", "가람숲과"}

    def test_a_row_printed_twice_with_one_name_is_left_out(self) -> None:
        cells = _read("구 분 2025 2026", "계(새솔) 3 4", "국비 1 2", "계(다온) 5 6", "국비 3 4")
        assert {row for row, _ in cells} == {"계(새솔)", "계(다온)"}

    def test_two_rows_in_one_line_are_two_rows(self) -> None:
        cells = _read("구 분 2025 2026", "국 비 500 600", "시 비 25 - 기 타 718 1,435")
        assert (cells["시비", "2026"], cells["기타", "2025"]) == ("-", "718")

    def test_a_word_among_the_values_is_a_value_when_it_makes_up_their_number(self) -> None:
        cells = _read("구 분 계 예산 집행", "국비 90 70 20", "시비 5 3 2", "도비 8 8 0", "기타 9 협의중 9")
        assert cells["기타", "예산"] == "협의중"

    def test_a_word_after_too_few_values_is_no_value(self) -> None:
        cells = _read("구 분 계 예산 집행", "국비 90 70 20", "시비 5 3 2", "기타 9 9 신설")
        assert "기타" not in {row for row, _ in cells}

    def test_two_words_among_the_values_are_not_shared_out(self) -> None:
        cells = _read("구 분 계 예산 집행", "국비 90 70 20", "기타 9 9 0", "시비 50 다음 단계 -")
        assert "시비" not in {row for row, _ in cells}

    def test_a_note_below_a_row_is_no_value(self) -> None:
        cells = _read("구 분 예산 집행", "국비 90 70\n※ 새솔과 별도 : 30 20")
        assert cells == {("국비", "예산"): "90", ("국비", "집행"): "70"}

    def test_a_labelled_bullet_ends_the_table(self) -> None:
        cells = _read("구 분 예산", "국비 90", "시비 80", "사업내용 : 가람숲 조성 3", "새솔길 5")
        assert {row for row, _ in cells} == {"국비", "시비"}

    def test_remarks_are_the_last_column(self) -> None:
        cells = _read("구 분 예산 증감액 비 고", "지방세 51 △12", "세외수입 22 14 재산 매각 등")
        assert cells["세외수입", "비고"] == "재산 매각 등"
        assert cells["지방세", "증감액"] == "△12"


class TestValues:
    def test_a_bracketed_count_has_the_name_that_one_row_gives_it(self) -> None:
        cells = _read("구 분 합 계 일반직", "계 72 / 76 여성(36) 23/26", "새솔과 42/42 (23) 19/20")
        assert cells["계", "합계"] == "72 / 76"
        assert cells["새솔과", "합계 여성"] == "(23)"
        assert cells["새솔과", "일반직"] == "19/20"

    def test_a_bracketed_count_without_a_name_stays_with_its_value(self) -> None:
        assert _read("구 분 합 계 일반직", "새솔과 42 (23) 19")["새솔과", "합계"] == "42 (23)"

    def test_a_bracketed_count_is_a_value_of_its_own_when_the_header_names_it(self) -> None:
        cells = _read("구 분 정원 여성 일반직", "새솔과 42 (23) 19", "다온과 30 (13) 11")
        assert cells["새솔과", "여성"] == "(23)"

    def test_a_bracket_in_header_and_values_is_a_column(self) -> None:
        cells = _read("(단위 : 억원, %)\n구 분 예산액(구성비)", "지방세 51,288(30.7)", "지방채 6,929(4.1)")
        assert (cells["지방채", "예산액"], cells["지방채", "구성비"]) == ("6,929억원", "(4.1)%")

    def test_columns_printed_side_by_side_are_one_table(self) -> None:
        header = "구 분 예산액(구성비) 구 분 예산액(구성비)"
        cells = _read(header, "지 방 세 51,288(30.7) 세외수입 11,101(6.7)", "보조금 6,929(4.1) 지방채 15,480(9.3)")
        assert (cells["지방세", "구성비"], cells["지방채", "예산액"]) == ("(30.7)", "15,480")

    @pytest.mark.parametrize(
        ("text", "value"),
        [("△546", -546), ("-3.5", "-3.5"), ("1,234", 1234), ("52.6%", "52.6"), ("(23)", 23), ("812(30.7%)", 812)],
    )
    def test_the_number_of_a_cell(self, text: str, value: int | str) -> None:
        assert number(Cell("가람숲", "현황", text, "", 0, 0, len(text))) == Decimal(value)

    @pytest.mark.parametrize("text", ["-", "미정", "42/45", "50~80", "’17.10."])
    def test_cells_without_one_number(self, text: str) -> None:
        assert number(_tables("구 분 현황", f"가람숲 {text}")[0].cells[0]) is None


class TestUnits:
    @pytest.mark.parametrize(
        ("units", "header", "row", "expected"),
        [
            pytest.param("명", "정원 현원", "새솔과 4 5", ["4명", "5명"], id="one unit is everyone's"),
            pytest.param("천원, %", "예산 집행률", "새솔과 4 5", ["4천원", "5%"], id="rates in percent"),
            pytest.param("억원, %", "예산 증감(%)", "새솔과 4 △5", ["4억원", "△5%"], id="the header's own unit"),
            pytest.param("억원, %", "예산 대비", "새솔과 4 5", ["4", "5"], id="which column is in percent is not said"),
            pytest.param("명, 건, 천원", "정원 민원", "새솔과 4 5", ["4", "5"], id="several units, none of them sure"),
            pytest.param("억원", "인원 예산", "새솔과 4 5", ["4", "5억원"], id="people are not counted in money"),
            pytest.param("억 달러", "기업수 예산", "새솔과 4 5", ["4", "5억 달러"], id="nor in dollars"),
            pytest.param("억원", "예산 집행률", "새솔과 4 5", ["4억원", "5"], id="a rate is not counted in money"),
            pytest.param("억원", "설치연도 규모", "기금 2005 931", ["2005", "931억원"], id="a year is no amount"),
            pytest.param("명", "정원 현원", "새솔과 - 5개", ["-", "5개"], id="a dash, a printed unit"),
            pytest.param("억원", "본청 사업소", "정원(명) 4 5", ["4명", "5명"], id="the row's own unit"),
        ],
    )
    def test_the_unit_of_a_number(self, units: str, header: str, row: str, expected: list[str]) -> None:
        assert list(_read(f"(단위 : {units}, ’25. 1. 1. 기준)\n구 분 {header}", row).values()) == expected

    def test_the_heading_above_may_state_the_unit(self) -> None:
        assert _read("연도별 예산 (단위 : 억원)\n구 분 예산", "새솔과 4")["새솔과", "예산"] == "4억원"

    @pytest.mark.parametrize(
        ("caption", "expected"),
        [
            ("< 지역별 동향(억 달러, 전년동기 대비, %) >", "4억 달러"),
            ("< 지역별 동향(억 달러, 전년동기대비 %) >", "4억 달러"),
            ("< 지역별 동향(상위 5개) >", "4"),
            ("지역별 동향(억 달러, %)", "4"),
        ],
    )
    def test_a_caption_in_angle_brackets_may_list_the_units(self, caption: str, expected: str) -> None:
        assert _read(f"{caption}\n구분 │ 증감률 │ 금액", "새솔과 │ (3.1) │ 4")["새솔과", "금액"] == expected

    def test_each_table_has_the_unit_printed_above_it(self) -> None:
        rows = (
            "정 원 4 5",
            "예 산 (단위 : 억원)",
            "구 분 새솔과 다온과",
            "세 입 6 7",
            "구 분 새솔과 다온과",
            "기 금 8 9",
        )
        first, second, third = _tables("(단위 : 명)\n구 분 새솔과 다온과", *rows)
        assert [table.cells[0].text + table.cells[0].unit for table in (first, second, third)] == ["4명", "6억원", "8"]


class TestTexts:
    def test_bulleted_text_stands_in_one_cell(self) -> None:
        row = "새 솔 과 ∙숲 정책 총괄\n∙숲길 조성"
        (table,) = _tables("구 분 담 당 업 무", row, "다온과\n∙정원 관리")
        assert [(c.row, c.column, c.text) for c in table.cells] == [
            ("새솔과", "담당업무", "∙숲 정책 총괄\n∙숲길 조성"),
            ("다온과", "담당업무", "∙정원 관리"),
        ]

    def test_a_known_name_wrapped_above_its_text_is_joined(self) -> None:
        cells = _read("부 서 명 주 요 업 무", "새솔과 ∙숲 정책", "가 람 숲", "조 성 과", "∙숲길 조성")
        assert cells["가람숲조성과", "주요업무"] == "∙숲길 조성"

    def test_text_below_unknown_lines_is_left_out(self) -> None:
        assert ("운영팀", "주요업무") not in _read("부서명 주요업무", "새솔과 ∙숲 정책", "하늘빛", "운영팀 ∙관리")

    def test_two_columns_of_text_are_not_taken_apart(self) -> None:
        assert _tables("구 분 추진내용 기대효과", "새솔과 ∙숲길 조성 ∙방문 증가") == []


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        pytest.param("", (), id="nothing"),
        pytest.param("구 분 예산", (), id="no rows"),
        pytest.param("(단위 : 명)", ("새솔과 4",), id="no header"),
        pytest.param("❙ 평가항목 개편❙", ("( 기 존 ) ( 개 선 )", "성과", "(20점)", "⇨"), id="two sides"),
        pytest.param("구분 시기 대상", ("1단계 2023~", "2027년 156개소 센터", "- 점검"), id="prose in cells"),
    ],
)
def test_what_is_no_readable_table(header: str, rows: tuple[str, ...]) -> None:
    assert _tables(header, *rows) == []


_LINES = st.lists(
    st.sampled_from(
        ("구", "분", "계", "예산", "새솔과", "1,234", "-", "(5)", "3.2%", "(", "∙", ":", "/", "※", "비고", "\n")
    )
)


@given(header=_LINES, rows=st.lists(_LINES, max_size=5))
def test_a_cell_is_always_a_piece_of_its_row(header: list[str], rows: list[list[str]]) -> None:
    lines = [" ".join(row) for row in rows]
    for table in read_tables("구 분 " + " ".join(header), lines, lambda word: len(word) < 4):
        for cell in table.cells:
            assert cell.text == lines[cell.line][cell.start : cell.end] != ""


def test_a_header_of_one_series_leaves_no_column_to_name_rows() -> None:
    cells = _read("1분기 │ 2분기 │ 3분기", "나루터 정비(2월) │ 다온숲 조성(5월) │ 개장(8월)")
    assert cells == {("", "1분기"): "나루터 정비(2월)", ("", "2분기"): "다온숲 조성(5월)", ("", "3분기"): "개장(8월)"}


def test_a_line_with_a_telephone_number_heads_no_columns() -> None:
    header = "담당 부서 │ 다온과 │ 책임자 │ 한가람 │ (012-345-6789)"
    assert _read(header, " │  │ 담당자 │ 정누리 │ (012-345-6780)") == {}


def test_tables_side_by_side_have_rows_of_their_own() -> None:
    cells = _read("구 분 │ 예산액 │ 구 분 │ 예산액", "나루터 │ 120 │ 다온숲 │ 350", "쉼터 │ 40 │  │")
    assert cells == {("나루터", "예산액"): "120", ("다온숲", "예산액"): "350", ("쉼터", "예산액"): "40"}


def test_a_column_with_a_header_names_no_rows_though_an_empty_one_stands_before_it() -> None:
    cells = _read("기관명 │  │ 소재지 │ 대표", "나루공단 │  │ 새솔로 7 │ 한가람", " │ ○ 설립 : 2031년 │  │")
    assert cells == {("나루공단", "소재지"): "새솔로 7", ("나루공단", "대표"): "한가람"}


def test_a_column_under_two_spanning_fields_has_both_their_names() -> None:
    header = "(단위 : 억원, %)\n\n구분 │ 올해 │  │  │ 지난해\n │ 예산액 │ 증감률(%) │  │\n │  │ 당초 대비 │ 최종 대비 │"
    assert _read(header, "나루과 │ 120 │ 5.1 │ 6.2 │ 114") == {
        ("나루과", "올해 예산액"): "120억원",
        ("나루과", "올해 증감률(%) 당초 대비"): "5.1%",
        ("나루과", "올해 증감률(%) 최종 대비"): "6.2%",
        ("나루과", "지난해"): "114억원",
    }
