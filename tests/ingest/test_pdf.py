"""A PDF with a text layer is read page by page; one without, or one that cannot be opened, is refused."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.documents import Document, read_document
from ingest.errors import EmptyDocument, UnreadableDocument
from ingest.formats.flow import one_line
from ingest.formats.pdf import bullets_apart
from ingest.formats.pdf_tables import Letter, RuledTable, grid_of, holds_letters
from ingest.passages import read_passages

FONT = "HYSMyeongJo-Medium"
FIRST = ["Ⅰ. 일반현황", "○ 소요예산 : 4억원"]
SECOND = ["Ⅱ. 추진계획", "○ 시민 120명 참여"]


def make_pdf(pages: Sequence[Sequence[str]], password: str | None = None) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password, ownerPassword="owner") if password else None)
    for lines in pages:
        canvas.setFont(FONT, 12)
        for i, line in enumerate(lines):
            canvas.drawString(72, 760 - 20 * i, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(data: bytes) -> Document:
    return read_document(data, source="보고.pdf", title="보고")


def test_pages_follow_each_other_line_by_line() -> None:
    assert read(make_pdf([FIRST, SECOND])).text.split("\n") == [*FIRST, *SECOND]


def test_every_line_knows_its_page() -> None:
    document = read(make_pdf([FIRST, SECOND]))
    pages = {line: document.page_of(document.text.index(line)) for line in [*FIRST, *SECOND]}
    assert pages == {FIRST[0]: 1, FIRST[1]: 1, SECOND[0]: 2, SECOND[1]: 2}


def test_a_dash_set_apart_from_its_words_marks_them() -> None:
    lines = ["ㅇ 다온숲 정비", " - ", "[시민] 나무 심기", " - ", "- 12 -", "3월"]
    assert read(make_pdf([lines])).text.split("\n")[:3] == ["ㅇ 다온숲 정비", " - [시민] 나무 심기", " - "]


@pytest.mark.parametrize(
    ("lines", "mended"),
    [
        (["○ 감독 확대(", "’30년 2만개→’31년 5만개)"], "○ 감독 확대(’30년 2만개→’31년 5만개)"),
        (["○ 기술 지원*", ", 계도 후 감독"], "○ 기술 지원*, 계도 후 감독"),
        (["○ (60+", ") 정년 연장"], "○ (60+) 정년 연장"),
        (["○ 고용률 3.1→’343.5%"], "○ 고용률 3.1→’34 3.5%"),
        (["○ 새솔 단지", "- ", "①점검 ②계도"], "○ 새솔 단지\n- ①점검 ②계도"),
    ],
    ids=["bracket", "comma", "closing", "year", "bullet"],
)
def test_what_small_print_tears_apart_is_mended(lines: list[str], mended: str) -> None:
    assert read(make_pdf([lines])).text.rstrip("\n") == mended


class Boxes:
    """A page of which only the places of its letters are asked."""

    def __init__(self, *lines: str, first: int = 0) -> None:
        self.words = " ".join(lines)
        places = [(12.0 * x, 700.0 - 26 * y) for y, line in enumerate(lines) for x in range(len(line) + 1)]
        self.boxes = [(left, bottom, left + 12, bottom + 14) for left, bottom in [(0.0, 800.0)] * first + places]

    def get_charbox(self, at: int, loose: bool) -> tuple[float, float, float, float]:
        assert loose
        return self.boxes[at]


@pytest.mark.parametrize("first", [0, 7])
@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["- 도서관 증축(10명)", "- 공원 조성"], ["- 도서관 증축(10명)", "- 공원 조성"]),
        (["도서관 확대 방안", "□ 추진배경"], ["도서관 확대 방안", "□ 추진배경"]),
        (["증축(10명) - 분관 포함"], ["증축(10명) - 분관 포함"]),
        (["도서관 증축을", "추진한다"], ["도서관 증축을 추진한다"]),
    ],
    ids=["a dash", "a box", "a dash within a line", "a line that goes on"],
)
def test_a_bullet_that_begins_a_line_is_put_on_one(lines: list[str], kept: list[str], first: int) -> None:
    page = Boxes(*lines, first=first)
    assert bullets_apart(page, page.words, first).split("\r\n") == kept  # type: ignore[arg-type]


def test_a_blank_page_counts() -> None:
    document = read(make_pdf([FIRST, [], SECOND]))
    assert document.page_of(document.text.index(SECOND[0])) == 3


def test_a_pdf_is_told_by_its_content_and_not_by_its_name() -> None:
    document = read_document(make_pdf([FIRST]), source="보고.txt", title="보고")
    assert document.text.split("\n") == FIRST


def test_a_scan_is_refused() -> None:
    with pytest.raises(EmptyDocument, match=r"보고\.pdf.*스캔"):
        read(make_pdf([[], []]))


def test_a_locked_pdf_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match=r"보고\.pdf.*암호"):
        read(make_pdf([FIRST], password="secret"))


def test_a_pdf_cut_short_is_refused() -> None:
    whole = make_pdf([FIRST, SECOND])
    with pytest.raises(UnreadableDocument, match=r"보고\.pdf.*손상"):
        read(whole[: len(whole) // 2])


def test_a_single_page_is_page_one() -> None:
    document = read_document(make_pdf([FIRST]), source="한쪽.pdf", title="")
    assert document.page_of(0) == 1


TABLE = [["구분", "2030년", "2031년"], ["국비", "1,200", "1,350"], ["시비", "800", "900"]]
LEFT, TOP, WIDTH, HEIGHT = 72, 700, 120, 24


def draw_table(
    canvas: Canvas, rows: Sequence[Sequence[str]], *, open_sides: bool = False, ruled_rows: bool = True
) -> None:
    """Rows between ruling lines; without the two outer ones, as many offices draw them, or without those inside."""
    columns = len(rows[0])
    right, bottom = LEFT + columns * WIDTH, TOP - len(rows) * HEIGHT
    levels = range(len(rows) + 1) if ruled_rows else (0, 1, len(rows))
    for level in levels:
        canvas.line(LEFT, TOP - level * HEIGHT, right, TOP - level * HEIGHT)
    for column in range(1, columns) if open_sides else range(columns + 1):
        canvas.line(LEFT + column * WIDTH, TOP, LEFT + column * WIDTH, bottom)
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            canvas.drawString(LEFT + c * WIDTH + 6, TOP - r * HEIGHT - 16, words)


def pdf_of_table(rows: Sequence[Sequence[str]], **drawn: bool) -> str:
    """The text of a page with a line, a table and another line."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setFont(FONT, 12)
    canvas.drawString(72, 740, "□ 재원별 사업비")
    draw_table(canvas, rows, **drawn)
    canvas.drawString(72, 560, "○ 시민 120명 참여")
    canvas.showPage()
    canvas.save()
    return read(out.getvalue()).text


RULED = ["□ 재원별 사업비", "", "구분 │ 2030년 │ 2031년", "국비 │ 1,200 │ 1,350", "시비 │ 800 │ 900", ""]


@pytest.mark.parametrize(
    "drawn", [{}, {"open_sides": True}, {"ruled_rows": False}], ids=["boxed", "open at its sides", "rows without lines"]
)
def test_a_ruled_table_keeps_its_rows_and_columns(drawn: dict[str, bool]) -> None:
    assert pdf_of_table(TABLE, **drawn).split("\n") == [*RULED, "○ 시민 120명 참여"]


def test_a_unit_that_the_page_has_behind_its_table_stands_above_it() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setFont(FONT, 12)
    draw_table(canvas, TABLE)
    canvas.drawString(300, 720, "(단위 : 억원)")
    canvas.showPage()
    canvas.save()
    assert [line for line in read(out.getvalue()).text.split("\n") if line] == ["(단위 : 억원)", *RULED[2:5]]


MONTH = ["월별", "행사", "일자", "장소"]


def test_lines_beside_the_one_line_of_a_month_are_rows() -> None:
    days = [
        ["5월", "책 축제", "5. 3.", "가람숲"],
        ["", "걷기 대회", "5.10.", "새솔천"],
        ["", "성년식", "5.17.", "미정"],
    ]
    rows = [
        "월별 │ 행사 │ 일자 │ 장소",
        "5월 │ 책 축제 │ 5. 3. │ 가람숲",
        " │ 걷기 대회 │ 5.10. │ 새솔천",
        " │ 성년식 │ 5.17. │ 미정",
    ]
    assert pdf_of_table([MONTH, *days], ruled_rows=False).split("\n")[2:6] == rows


def test_points_that_are_broken_off_beside_one_line_are_no_rows() -> None:
    broken = [
        ["1분기", "· 점검단", "· 조사", "· 행사"],
        ["", "구성(1월)", "분석(2월)", "개최(3월)"],
        ["", "· 지원", "· 의견", "· 확산"],
    ]
    text = pdf_of_table([MONTH, *broken], ruled_rows=False)
    assert "1분기 │ · 점검단 구성(1월) · 지원 │ · 조사 분석(2월) · 의견 │" in text


def test_a_field_that_spans_others_leaves_them_empty() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setFont(FONT, 12)
    for level in (700, 652, 628):
        canvas.line(72, level, 432, level)
    canvas.line(192, 676, 432, 676)
    for x in (72, 192, 432):
        canvas.line(x, 700, x, 628)
    canvas.line(312, 676, 312, 628)
    for x, y, words in ((78, 670, "구분"), (198, 684, "예산"), (198, 660, "국비"), (318, 660, "시비")):
        canvas.drawString(x, y, words)
    for x, words in ((78, "도서관"), (198, "1,200"), (318, "800")):
        canvas.drawString(x, 636, words)
    canvas.showPage()
    canvas.save()
    rows = [line for line in read(out.getvalue()).text.split("\n") if line]
    assert rows == ["구분 │ 예산 │", " │ 국비 │ 시비", "도서관 │ 1,200 │ 800"]


def test_a_table_within_a_field_that_describes_a_programme_stands_where_it_is_drawn() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setFont(FONT, 9)
    for level in (760, 736, 480):
        canvas.line(60, level, 540, level)
    for x in (60, 100, 440, 540):
        canvas.line(x, 760, x, 480)
    for x, words in ((66, "연번"), (200, "사업내용"), (450, "주관부처")):
        canvas.drawString(x, 744, words)
    canvas.drawString(66, 700, "1")
    canvas.drawString(450, 700, "새솔부")
    lines = ["w 사업명 : 나루터 정비", *["나루터를 고치고 물길을 새로 내며 둑을 높임"] * 8, "w 총사업비 : (단위: 억원)"]
    for at, words in enumerate(lines):
        canvas.drawString(106, 720 - 14 * at, words)
    for level in (570, 550, 530):
        canvas.line(110, level, 330, level)
    for x in (110, 220, 330):
        canvas.line(x, 570, x, 530)
    for x, y, words in ((114, 556, "구분"), (224, 556, "예산"), (114, 536, "시비"), (224, 536, "30")):
        canvas.drawString(x, y, words)
    canvas.drawString(106, 505, "w 사업기간 : 2031년")
    canvas.showPage()
    canvas.save()
    read_lines = [line for line in read(out.getvalue()).text.split("\n") if line]
    assert read_lines[:2] == ["w 사업명 : 나루터 정비", "w 주관부처 : 새솔부"]
    assert read_lines[-4:] == ["w 총사업비 : (단위: 억원)", "구분 │ 예산", "시비 │ 30", "w 사업기간 : 2031년"]


def test_a_field_holds_no_words_of_a_field_drawn_within_it() -> None:
    outer, inner = (0.0, 0.0, 100.0, 40.0), (50.0, 0.0, 100.0, 20.0)
    table = RuledTable(outer, ((outer, None), (None, inner)))
    letters = [Letter("예", (5.0, 25.0, 15.0, 35.0)), Letter("율", (60.0, 5.0, 70.0, 15.0))]
    words = {(cell.row, cell.column): one_line(cell.content) for cell in grid_of(table, letters).cells}
    assert words == {(0, 0): "예", (1, 1): "율"}


def test_lines_that_leave_letters_out_of_every_field_make_no_table() -> None:
    head, first, last = (0.0, 20.0, 40.0, 40.0), (0.0, 0.0, 15.0, 20.0), (25.0, 0.0, 40.0, 20.0)
    table = RuledTable((0.0, 0.0, 40.0, 40.0), ((head, None), (first, last)))
    inside = [Letter("물", (2.0, 25.0, 12.0, 35.0)), Letter("길", (27.0, 5.0, 37.0, 15.0))]
    assert holds_letters(table, inside)
    assert not holds_letters(table, [*inside, Letter("숲", (15.0, 5.0, 25.0, 15.0))])


def test_a_frame_around_words_is_no_table() -> None:
    assert "│" not in pdf_of_table([["도시의 물길을 되살린다"]])


def test_the_cells_of_a_pdfs_table_can_be_cited() -> None:
    text = pdf_of_table(TABLE)
    document = read_document(text.encode(), source="보고.txt", title="보고")
    rows = [passage.text for passage in read_passages(document) if passage.kind == "row"]
    assert rows == ["국비 │ 1,200 │ 1,350", "시비 │ 800 │ 900"]


def test_a_pdfs_running_title_and_page_number_are_in_no_sentence() -> None:
    places = ["나루터", "솔숲", "갯벌", "등대"]
    pages = [[f"기획조정실 | 주요업무계획 {n}", f"○ {place} 쉼터를 짓는다."] for n, place in enumerate(places, 1)]
    document = read(make_pdf(pages))
    assert [passage.text for passage in read_passages(document)] == [f"{place} 쉼터를 짓는다." for place in places]
    assert "주요업무계획 4" in document.text
