"""The cells of an indexed report's tables, each with the row that proves it."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from api.answering.operands import of_cell
from api.live import OpenIndex
from ingest.passages import Passage
from retriever.cells import TableCell, Tables

OpenReports = Callable[..., OpenIndex]
REPORT = """새솔시 도시정책실 업무보고

Ⅰ. 일반현황

○ 부서별 예산

(단위 : 백만원)
구 분 예산액 지출액
계 9,000 3,200
물빛과 2,400 1,700
한빛과 5,100 900
누리과 1,500 600

○ 정원 97명 / 현원 92명

구 분 합 계 일반직
계 97 / 92 60/58
물빛과 42/40 (23) 19/20

Ⅱ. 주요 업무

1 가람숲 도서관 건립

○ 소요예산 : 4,000백만원
"""


@pytest.fixture(scope="module")
def opened(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=REPORT)


@pytest.fixture(scope="module")
def tables(opened: OpenIndex) -> Tables:
    return Tables(opened.generation)


def passage(opened: OpenIndex, start: str) -> Passage:
    """The only passage that starts so."""
    (found,) = (each for each in opened.generation.passages if each.text.startswith(start))
    return found


def cell(tables: Tables, row: Passage, column: str) -> TableCell:
    (found,) = (each for each in tables.cells(row) if each.cell.column == column)
    return found


def said(cells: list[TableCell]) -> list[tuple[str, str, str]]:
    return [(each.cell.row, each.cell.column, each.cell.text + each.cell.unit) for each in cells]


def test_a_row_is_read_as_its_cells_under_their_headers(opened: OpenIndex, tables: Tables) -> None:
    assert said(tables.cells(passage(opened, "한빛과"))) == [
        ("한빛과", "예산액", "5,100백만원"),
        ("한빛과", "지출액", "900백만원"),
    ]


def test_a_cell_is_a_piece_of_the_row_that_proves_it(opened: OpenIndex, tables: Tables) -> None:
    rows = [each for each in opened.generation.passages if each.kind == "row"]
    cells = [each for row in rows for each in tables.cells(row)]
    assert len(cells) >= len(rows)
    for each in cells:
        assert each.passage.text[each.cell.start : each.cell.end] == each.cell.text
        assert each.passage.text.startswith(each.cell.row)


@pytest.mark.parametrize("start", ["소요예산", "부서별 예산", "가람숲 도서관", "(단위"])
def test_what_is_no_row_has_no_cells(start: str, opened: OpenIndex, tables: Tables) -> None:
    assert tables.cells(passage(opened, start)) == []


@pytest.mark.parametrize(
    ("column", "values"),
    [("예산액", ["2,400백만원", "5,100백만원", "1,500백만원"]), ("지출액", ["1,700백만원", "900백만원", "600백만원"])],
)
def test_the_cells_of_a_column_are_compared_without_the_total(
    column: str, values: list[str], opened: OpenIndex, tables: Tables
) -> None:
    for start in ("누리과", "계 9,000"):
        group = tables.column(cell(tables, passage(opened, start), column))
        assert said(group) == [
            (row, column, value) for row, value in zip(("물빛과", "한빛과", "누리과"), values, strict=True)
        ]


def test_a_column_ends_with_its_table(open_reports: OpenReports) -> None:
    table = "○ {} 예산\n\n(단위 : {})\n구 분 예산액\n물빛과 {}\n한빛과 {}\n\n"
    text = table.format("본청", "백만원", 10, 20) + table.format("사업소", "천원", 30, 40)
    opened = open_reports(report=f"Ⅰ. 일반현황\n\n{text}")
    tables = Tables(opened.generation)
    for start, values in (("물빛과 10", ["10백만원", "20백만원"]), ("한빛과 40", ["30천원", "40천원"])):
        group = tables.column(cell(tables, passage(opened, start), "예산액"))
        assert [value for _, _, value in said(group)] == values


def test_a_pair_is_told_apart_by_the_heading_above_it(opened: OpenIndex, tables: Tables) -> None:
    cells = said(tables.cells(passage(opened, "물빛과 42/40")))
    assert ("물빛과", "일반직 정원", "19명") in cells
    assert ("물빛과", "일반직 현원", "20명") in cells


@pytest.mark.parametrize(
    ("heading", "value"), [("부서별 예산 (단위 : 억원)", "12억원"), ("부서별 예산", "12")], ids=["stated", "not stated"]
)
def test_the_unit_may_stand_in_the_heading_above_the_table(heading: str, value: str, open_reports: OpenReports) -> None:
    opened = open_reports(report=f"Ⅰ. 일반현황\n\n○ {heading}\n\n구 분 예산액 지출액\n물빛과 12 7\n한빛과 34 5\n")
    tables = Tables(opened.generation)
    assert said(tables.cells(passage(opened, "물빛과")))[0] == ("물빛과", "예산액", value)


def test_people_are_counted_even_where_no_unit_is_printed(open_reports: OpenReports) -> None:
    opened = open_reports(report="Ⅰ. 일반현황\n\n○ 인력\n\n구 분 정원 예산액\n물빛과 12 7\n한빛과 34 5\n")
    tables = Tables(opened.generation)
    assert [value for _, _, value in said(tables.cells(passage(opened, "물빛과")))] == ["12명", "7"]


def test_a_table_whose_header_does_not_fit_its_rows_has_no_cells(open_reports: OpenReports) -> None:
    opened = open_reports(report="Ⅰ. 일반현황\n\n○ 예산\n\n구 분 예산액\n물빛과 12 7\n한빛과 34 5\n")
    assert Tables(opened.generation).cells(passage(opened, "물빛과")) == []


def test_duties_in_words_are_no_value(open_reports: OpenReports) -> None:
    text = "Ⅰ. 일반현황\n\n○ 부서\n\n부서명 주요업무\n물빛과 ∙하천과 물길 정비 계획 수립 및 수질 관리\n한빛과 ∙공원\n"
    opened = open_reports(report=text)
    tables = Tables(opened.generation)
    (duties,), (park,) = (tables.cells(passage(opened, start)) for start in ("물빛과", "한빛과"))
    assert (duties.is_prose, park.is_prose) == (True, False)


class TestNumbers:
    """A cell's value, ready to be calculated with: money in won, its unit from the header."""

    def test_a_bare_number_has_the_unit_of_its_header(self, opened: OpenIndex, tables: Tables) -> None:
        found = of_cell(cell(tables, passage(opened, "한빛과"), "예산액"))
        assert found is not None
        assert (found.name, found.number, found.unit) == ("한빛과", Decimal(5_100_000_000), "원")
        assert found.printed == "5,100백만원"
        assert found.passage == passage(opened, "한빛과")

    def test_a_cell_without_a_number_is_not_calculated_with(self, open_reports: OpenReports) -> None:
        opened = open_reports(report="Ⅰ. 일반현황\n\n○ 예산\n\n구 분 예산액 지출액\n물빛과 12 -\n한빛과 34 5\n")
        tables = Tables(opened.generation)
        dash = cell(tables, passage(opened, "물빛과"), "지출액")
        assert dash.cell.text == "-"
        assert of_cell(dash) is None


QUARTERS = """일터국 업무보고

□ 이행계획

구 분 │ 1분기 │ 2분기
일터 │ · 지침 마련(2월) · 설명회(1월~) · 모델 개발(3월) │ · 처우개선(4월) · 임금 실태조사 확대(3.3만 → 6.6만개소)
안전 │ 점검주간 운영 · 표어 공모 │ -
"""


@pytest.fixture(scope="module")
def quarters(open_reports: OpenReports) -> OpenIndex:
    return open_reports(report=QUARTERS)


def test_each_point_of_a_list_in_a_cell_is_a_cell(quarters: OpenIndex) -> None:
    tables = Tables(quarters.generation)
    row = passage(quarters, "일터 │")
    cells = tables.cells(row)
    assert said(cells) == [
        ("일터", "1분기", "지침 마련(2월)"),
        ("일터", "1분기", "설명회(1월~)"),
        ("일터", "1분기", "모델 개발(3월)"),
        ("일터", "2분기", "처우개선(4월)"),
        ("일터", "2분기", "임금 실태조사 확대(3.3만 → 6.6만개소)"),
    ]
    assert all(row.text[each.cell.start : each.cell.end] == each.cell.text for each in cells)


def test_a_dot_within_words_makes_no_list(quarters: OpenIndex) -> None:
    cells = Tables(quarters.generation).cells(passage(quarters, "안전 │"))
    assert "점검주간 운영 · 표어 공모" in [each.cell.text for each in cells]


def test_a_point_answers_without_the_others_of_its_cell(quarters: OpenIndex) -> None:
    answer = quarters.answerer.answer("임금 실태조사는 몇 개소로 확대돼?")
    assert "6.6만개소" in answer.text
    assert "처우개선" not in answer.text
