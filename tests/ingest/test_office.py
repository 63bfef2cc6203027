"""One invented report as HWP, HWPX, DOCX and HTML: the same text, the same tables; and what cannot be read says so."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO

import docx
import pytest

from ingest.documents import Document, read_document
from ingest.errors import EmptyDocument, LockedDocument, NotText, UnreadableDocument
from ingest.formats.flow import Cell, Grid, Paragraph, written
from ingest.passages import read_passages
from ingest.tables import read_tables

# What the report holds: a paragraph is a string, a table a list of rows of (text, rows it spans, columns it spans).
TABLE = [
    [("구 분", 2, 1), ("예산액", 1, 2), ("비고", 2, 1)],
    [("2024", 1, 1), ("2025", 1, 1)],
    [("도서관과", 1, 1), ("1,200", 1, 1), ("1,450", 1, 1), ("신규", 1, 1)],
    [("체육과", 1, 1), ("800", 1, 1), ("△50", 1, 1), ("", 1, 1)],
]
REPORT = [
    "새솔시 업무보고",
    "□ 사업개요",
    "○ 소요예산 : 4,000백만원",
    "○ 사업기간 : ’23. 3월 ~ ’25. 8월",
    "(단위 : 백만원)",
    TABLE,
    "○ 끝으로 덧붙이는 말입니다.",
]
WRITTEN = """새솔시 업무보고
□ 사업개요
○ 소요예산 : 4,000백만원
○ 사업기간 : ’23. 3월 ~ ’25. 8월
(단위 : 백만원)

구 분 │ 예산액 │  │ 비고
 │ 2024 │ 2025 │
도서관과 │ 1,200 │ 1,450 │ 신규
체육과 │ 800 │ △50 │

○ 끝으로 덧붙이는 말입니다."""

Field = tuple[str, int, int]
Flow = Sequence[str | list[list[Field]]]


def placed(rows: list[list[Field]]) -> list[tuple[int, int, int, int, str]]:
    """Each field with its row, column and spans."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, fields in enumerate(rows):
        column = 0
        for text, tall, wide in fields:
            while (row, column) in taken:
                column += 1
            taken |= {(row + i, column + j) for i in range(tall) for j in range(wide)}
            found.append((row, column, tall, wide, text))
    return found


# --- HWPX


def hwpx(flow: Flow, *, encrypted: bool = False, section: str | None = None) -> bytes:
    space = "http://www.hancom.co.kr/hwpml/2011/paragraph"
    body = "".join(map(_hwpx_part, flow))
    xml = section or f'<?xml version="1.0"?><hs:sec xmlns:hs="s" xmlns:hp="{space}">{body}</hs:sec>'
    manifest = "<manifest>" + ("<encryption-data/>" if encrypted else "") + "</manifest>"
    return zipped({"mimetype": "application/hwp+zip", "META-INF/manifest.xml": manifest, "Contents/section0.xml": xml})


def _hwpx_part(part: str | list[list[Field]]) -> str:
    if isinstance(part, str):
        return f"<hp:p><hp:run><hp:t>{part}</hp:t></hp:run></hp:p>"
    cells = "".join(
        f'<hp:tc><hp:subList>{_hwpx_part(text)}</hp:subList><hp:cellAddr colAddr="{column}" rowAddr="{row}"/>'
        f'<hp:cellSpan colSpan="{wide}" rowSpan="{tall}"/></hp:tc>'
        for row, column, tall, wide, text in placed(part)
    )
    return f"<hp:p><hp:run><hp:tbl><hp:tr>{cells}</hp:tr></hp:tbl></hp:run></hp:p>"


def zipped(parts: dict[str, str]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


# --- HWP


def hwp(flow: Flow, *, flags: int = 1) -> bytes:
    return hwp_of(b"".join(_hwp_part(part, 0) for part in flow), flags=flags)


def hwp_of(records: bytes, *, flags: int = 1) -> bytes:
    return compound({"FileHeader": b"HWP Document File".ljust(36, b"\0") + struct.pack("<I", flags)}, packed(records))


def packed(records: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(records) + packer.flush()


def _record(tag: int, level: int, data: bytes) -> bytes:
    size = min(len(data), 0xFFF)
    long = struct.pack("<I", len(data)) if size == 0xFFF else b""
    return struct.pack("<I", tag | level << 10 | size << 20) + long + data


def _hwp_part(part: str | list[list[Field]], level: int) -> bytes:
    if isinstance(part, str):
        text = _record(67, level + 1, (part + "\r").encode("utf-16-le")) if part else b""
        return _record(66, level, bytes(22)) + text
    object_here = struct.pack("<H", 11) + bytes(12) + struct.pack("<H", 11)
    cells = b"".join(
        _record(72, level + 2, bytes(8) + struct.pack("<HHHH", column, row, wide, tall)) + _hwp_part(text, level + 2)
        for row, column, tall, wide, text in placed(part)
    )
    return (
        _record(66, level, bytes(22))
        + _record(67, level + 1, object_here + "\r".encode("utf-16-le"))
        + _record(71, level + 1, b" lbt")
        + _record(77, level + 2, bytes(8))
        + cells
    )


def compound(streams: dict[str, bytes], section: bytes) -> bytes:
    """An OLE container with some streams and the stream BodyText/Section0."""
    size, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    contents = [data.ljust(4096, b"\0") for data in (*streams.values(), section)]  # below 4,096 bytes others rules hold
    directory = -(-(3 + len(streams)) // 4)
    chains: list[int] = [0xFFFFFFFD, *range(2, directory + 1), end]  # the table itself, the directory
    starts = []
    for data in contents:
        count = -(-len(data) // size)
        starts.append(len(chains))
        chains += [*range(len(chains) + 1, len(chains) + count), end]
    names = ["Root Entry", "BodyText", *streams, "Section0"]
    kinds = [5, 1, *[2] * len(streams), 2]
    right = [free, *range(2, 2 + len(streams)), free, free]
    child = [1, len(names) - 1, *[free] * len(streams), free]
    begins = [end, 0, *starts]
    sizes = [0, 0, *map(len, contents)]
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBBIII", 2 * len(name) + 2, kind, 1, free, beside, below)
        + bytes(36)
        + struct.pack("<IQ", begin, length)
        for name, kind, beside, below, begin, length in zip(names, kinds, right, child, begins, sizes, strict=True)
    )
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0, 0) + struct.pack("<I", free) * 108
    table = b"".join(struct.pack("<I", link) for link in chains).ljust(size, b"\xff")
    assert len(table) == size
    return (
        head
        + table
        + entries.ljust(directory * size, b"\0")
        + b"".join(data + bytes(-len(data) % size) for data in contents)
    )


# --- DOCX and HTML


def word(flow: Flow) -> bytes:
    document = docx.Document()
    for part in flow:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        cells = placed(part)
        table = document.add_table(len(part), 1 + max(column for _, column, *_ in cells))
        for row, column, tall, wide, text in cells:
            table.cell(row, column).merge(table.cell(row + tall - 1, column + wide - 1)).text = text
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def html(flow: Flow) -> bytes:
    body = "".join(map(_html_part, flow))
    head = "<head><title>제목</title><style>p{}</style></head>"
    return f"<!DOCTYPE html>\n<html>{head}<body>{body}</body></html>".encode()


def _html_part(part: str | list[list[Field]]) -> str:
    if isinstance(part, str):
        return f"<p>{part}</p>\n"
    rows = (
        "".join(f"<td rowspan={tall} colspan={wide}><b>{text}</b></td>\n" for text, tall, wide in fields)
        for fields in part
    )
    return "<table><tbody>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</tbody></table>"


FORMATS: dict[str, Callable[[Flow], bytes]] = {"hwp": hwp, "hwpx": hwpx, "docx": word, "html": html}
EVERY_FORMAT = pytest.mark.parametrize("form", FORMATS)


def read(data: bytes, name: str = "보고서.bin") -> Document:
    return read_document(data, source=name, title="업무보고")


@EVERY_FORMAT
def test_every_format_gives_the_same_text(form: str) -> None:
    assert read(FORMATS[form](REPORT)).text.strip() == WRITTEN


def test_a_page_without_its_frame_is_read_as_a_page_but_no_markdown_that_opens_with_a_tag() -> None:
    rows = "<table><tr><th>구분</th><th>예산</th></tr><tr><td>한빛과</td><td>12억원</td></tr></table>"
    page = read(f"<p>한빛시 업무보고</p>\n{rows}\n".encode())
    assert page.text.strip().split("\n") == ["한빛시 업무보고", "", "구분 │ 예산", "한빛과 │ 12억원"]
    assert "예산 : 12억원" in read("<p>한빛시</p>\n\n- 예산 : 12억원\n".encode(), "계획.md").text


@EVERY_FORMAT
def test_the_cells_of_a_table_keep_row_column_unit_and_place(form: str) -> None:
    document = read(FORMATS[form](REPORT))
    passages = read_passages(document, lambda block: [block])
    header = next(p for p in passages if p.kind == "table")
    rows = [p for p in passages if p.kind == "row" and p.parent == header.node]
    (table,) = read_tables(header.text, [row.text for row in rows], lambda word: False)
    assert table.head == "구분"
    assert table.columns == ("예산액 2024", "예산액 2025", "비고")
    cell = table.cell("체육과", "예산액 2025")
    assert cell is not None
    assert (cell.text, cell.unit) == ("△50", "백만원")
    assert rows[cell.line].text[cell.start : cell.end] == "△50"
    assert table.cell("체육과", "비고") is None, "an empty field has no value"


def test_a_row_below_a_first_column_that_spans_it_is_no_header() -> None:
    rows = [
        [("담당 부서", 2, 1), ("도서관과", 1, 1), ("책임자", 1, 1), ("한가람", 1, 1)],
        [("체육과", 1, 1), ("담당자", 1, 1), ("정누리", 1, 1)],
    ]
    passages = read_passages(read(hwpx(["새솔시", rows])), lambda block: [block])
    assert [p.kind for p in passages if "│" in p.text] == ["table", "row"]


@EVERY_FORMAT
def test_no_paragraph_is_joined_to_another(form: str) -> None:
    lines = [
        "○ 도서관 건립을 추진하고 주민과 함께 운영하며 문화예술 프로그램을",
        "체육관 증축",
        "○ 공원 정비,",
        "녹지 조성",
    ]
    passages = read_passages(read(FORMATS[form](lines)), lambda block: [block])
    assert [p.text for p in passages] == [line.removeprefix("○ ") for line in lines]


@EVERY_FORMAT
def test_a_box_is_its_text_and_a_table_that_arranges_text_is_that_text(form: str) -> None:
    box = [[("Ⅰ", 1, 1), ("일반 현황", 1, 1)]]
    long = "○ " + "긴 설명이 이어집니다. " * 30
    assert read(FORMATS[form]([box, "본문"])).text.split("\n")[1] == "Ⅰ 일반 현황"
    arranged = read(
        FORMATS[form]([[[(long, 1, 1), ("짧은 말", 1, 1)], [("왼쪽", 1, 1), ("오른쪽", 1, 1)]], "본문"])
    ).text
    assert "│" not in arranged
    assert [line for line in arranged.split("\n") if line][-3:] == ["왼쪽", "오른쪽", "본문"]


@EVERY_FORMAT
def test_a_long_list_of_duties_beside_a_name_is_a_cell(form: str) -> None:
    duties = " ".join(["· 두레텃밭의 운영과 관리에 관한 사항"] * 10)
    header = [("부서명", 1, 1), ("주요업무", 1, 1)]
    table = [header, [("다온과", 1, 1), (duties, 1, 1)], [("새솔과", 1, 1), ("예산", 1, 1)]]
    lines = read(FORMATS[form]([table])).text.split("\n")
    assert f"다온과 │ {duties}" in lines


@EVERY_FORMAT
def test_dates_in_a_box_stand_behind_their_labels(form: str) -> None:
    row = [[("보도시점", 1, 1), ("2031. 6. 21.(토) 11:00", 1, 1), ("배포", 1, 1), ("2031. 6. 20.(금)", 1, 1)]]
    media = [[("보도시점", 2, 1), ("(온라인) 2031. 6. 21.", 1, 1)], [("(지 면) 2031. 6. 22. 조간", 1, 1)]]
    lines = read(FORMATS[form]([row, "본문", media, "끝"])).text.split("\n")
    assert [line for line in lines if line] == [
        "보도시점 : 2031. 6. 21.(토) 11:00",
        "배포 : 2031. 6. 20.(금)",
        "본문",
        "보도시점 : (온라인) 2031. 6. 21. / (지 면) 2031. 6. 22. 조간",
        "끝",
    ]


@pytest.mark.parametrize(("mark", "printed"), [("w ", "w"), ("", "○")])
def test_a_table_that_describes_a_programme_a_row_is_its_labels(mark: str, printed: str) -> None:
    words = " ".join(["나루터를 고치고 물길을 냄"] * 20)
    header = ["연번", "사업내용", "주관부처", "추진여부(O,X)"]
    told = (Paragraph(f"{mark}사업명 : 나루터 정비"), Paragraph(f"{mark}사업내용 : {words}"))
    row = [(Paragraph("1"),), told, (Paragraph("새솔부"),), (Paragraph("O"),)]
    cells = [Cell(0, column, 1, 1, (Paragraph(name),)) for column, name in enumerate(header)]
    cells += [Cell(1, column, 1, 1, content) for column, content in enumerate(row)]
    assert [line for line in written([Grid(tuple(cells))]).split("\n") if line] == [
        f"{printed} 사업명 : 나루터 정비",
        f"{printed} 주관부처 : 새솔부",
        f"{printed} 추진여부(O,X) : O",
        f"{printed} 사업내용 : {words}",
    ]


def test_a_row_without_a_description_leaves_a_table_as_it_is() -> None:
    told = (Paragraph("사업명 : 나루터 정비"), Paragraph("사업내용 : " + "나루터를 고치고 물길을 냄 " * 20))
    rows = [[(Paragraph("연번"),), (Paragraph("사업내용"),)], [(Paragraph("1"),), told], [(Paragraph("모래과"),), ()]]
    cells = [Cell(r, c, 1, 1, content) for r, row in enumerate(rows) for c, content in enumerate(row)]
    assert "모래과" in written([Grid(tuple(cells))])


@EVERY_FORMAT
def test_a_list_of_contacts_below_a_header_is_a_table(form: str) -> None:
    header = [("담당부서", 1, 1), ("담당자", 1, 1), ("연락처", 1, 1)]
    row = [("나루과", 1, 1), ("강나루", 1, 1), ("051-888-1234", 1, 1)]
    lines = read(FORMATS[form]([[header, row]])).text.split("\n")
    assert "담당부서 │ 담당자 │ 연락처" in lines


@EVERY_FORMAT
def test_whom_a_release_says_to_ask_stands_behind_a_label(form: str) -> None:
    head = [("책임자", 1, 1), ("과장", 1, 1), ("강나루", 1, 1), ("(044-205-1200)", 1, 1)]
    first = [("담당 부서", 3, 1), ("다온국", 1, 1), *head]
    second = [("새솔과", 2, 1), ("담당자", 2, 1), ("서기관", 1, 1), ("한바다", 1, 1), ("(bada@example.kr)", 1, 1)]
    third = [("사무관", 1, 1), ("윤슬기", 1, 1), ("(044-205-1202)", 1, 1)]
    lines = read(FORMATS[form]([[first, second, third], "끝"])).text.split("\n")
    assert [line for line in lines if line] == [
        "담당 부서 : 다온국",
        "책임자 : 과장 강나루 (044-205-1200)",
        "담당 부서 : 새솔과",
        "담당자 : 서기관 한바다 (bada@example.kr)",
        "담당자 : 사무관 윤슬기 (044-205-1202)",
        "끝",
    ]


def test_the_name_of_a_file_decides_nothing() -> None:
    assert read(hwpx(REPORT), "보고서.hwp").text == read(hwp(REPORT), "보고서.pdf").text


FOOTNOTE = """<?xml version="1.0"?><s xmlns:hp="p"><hp:p><hp:run><hp:t>예산현액</hp:t><hp:ctrl><hp:footNote>
<hp:subList><hp:p><hp:run><hp:t>이월액을 더한 금액</hp:t></hp:run></hp:p></hp:subList></hp:footNote></hp:ctrl>
<hp:t>이 늘었다.</hp:t></hp:run></hp:p><hp:p><hp:run><hp:ctrl><hp:header>
<hp:subList><hp:p><hp:run><hp:t>머리말</hp:t></hp:run></hp:p></hp:subList></hp:header></hp:ctrl>
<hp:t>둘째<hp:lineBreak/>줄<hp:tab/>끝</hp:t></hp:run></hp:p></s>"""


def test_a_footnote_stands_below_its_paragraph_and_a_running_title_nowhere() -> None:
    text = read(hwpx([], section=FOOTNOTE)).text
    assert text == "예산현액1)이 늘었다.\n1) 이월액을 더한 금액\n둘째 줄 끝"


BROKEN = """<?xml version="1.0"?><s xmlns:hp="p">
<hp:p><hp:run><hp:t>- 외국인력 수급설계<hp:lineBreak/>체계화 및 현황 구축</hp:t></hp:run></hp:p>
<hp:p><hp:run><hp:t>(원칙) ① 시민의 관점에서<hp:lineBreak/>② 함께</hp:t></hp:run></hp:p></s>"""


def test_a_break_within_a_paragraph_parts_it_only_before_a_bullet() -> None:
    lines = read(hwpx([], section=BROKEN)).text.split("\n")
    assert lines == ["- 외국인력 수급설계 체계화 및 현황 구축", "(원칙) ① 시민의 관점에서", "② 함께"]


def test_the_running_title_of_an_hwp_stands_nowhere() -> None:
    mark = struct.pack("<H", 16)
    text = _record(67, 1, mark + bytes(12) + mark + "본문\r".encode("utf-16-le"))
    title = _record(71, 1, b"daeh") + _record(72, 2, bytes(16)) + _hwp_part("머리말", 2)
    assert read(hwp_of(_record(66, 0, bytes(22)) + text + title)).text == "본문"


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        pytest.param(hwp(REPORT, flags=3), LockedDocument, "암호", id="an HWP behind a password"),
        pytest.param(hwp(REPORT, flags=5), LockedDocument, "배포용", id="an HWP locked for distribution"),
        pytest.param(hwpx(REPORT, encrypted=True), LockedDocument, "암호", id="an HWPX behind a password"),
        pytest.param(hwp(REPORT)[:3000], UnreadableDocument, "손상", id="half an HWP"),
        pytest.param(hwpx(REPORT)[:400], UnreadableDocument, "손상", id="half an HWPX"),
        pytest.param(hwpx([], section="<a><b>"), UnreadableDocument, "손상", id="broken XML"),
        pytest.param(
            hwpx([], section='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
            UnreadableDocument, "손상", id="an entity that reads a file",
        ),
        pytest.param(hwpx([], section="<a>" + "0" * 10**7 + "</a>"), UnreadableDocument, "지나치게 큰", id="a bomb"),
        pytest.param(zipped({"a.txt": "가"}), NotText, "압축 파일", id="a zip of something else"),
        pytest.param(zipped({"word/document.xml": "<a/>"}), UnreadableDocument, "손상", id="no DOCX inside"),
        pytest.param(compound({"WordDocument": b""}, b""), UnreadableDocument, "HWP 문서가 아닙니다", id="a DOC"),
        pytest.param(b"HWP Document File V3.00 \x1a", NotText, "HWP 3", id="an HWP 3"),
        pytest.param(hwp([]), EmptyDocument, "읽을 글자가 없습니다", id="an HWP without text"),
        pytest.param(b"<!doctype html><html><img src=a.png></html>", EmptyDocument, "글자", id="a picture"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_which_file_and_why(data: bytes, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=rf"^보고서\.bin: .*{says}.*(?:넣어|주세요)"):
        read(data)


def test_raised_words_stand_apart_from_those_after_them() -> None:
    styles = '<hh:head xmlns:hh="h"><hh:charPr id="7"><hh:supscript/></hh:charPr><hh:charPr id="8"/></hh:head>'
    runs = [
        ("8", "○ 인력 증원("),
        ("7", "’31년"),
        ("8", "550명), 다온"),
        ("7", "*"),
        ("8", "시범"),
        ("7", "운영"),
        ("8", " 등"),
    ]
    body = "".join(f'<hp:run charPrIDRef="{style}"><hp:t>{words}</hp:t></hp:run>' for style, words in runs)
    section = f'<hs:sec xmlns:hs="s" xmlns:hp="p"><hp:p>{body}</hp:p></hs:sec>'
    parts = {"mimetype": "application/hwp+zip", "Contents/header.xml": styles, "Contents/section0.xml": section}
    assert read(zipped(parts)).text == "○ 인력 증원(’31년 550명), 다온*시범운영 등"


def test_raised_words_of_an_hwp_stand_apart_from_those_after_them() -> None:
    words = ["○ 인력 증원(", "’31년", "550명), 다온", "*", "시범"]
    starts = [sum(map(len, words[:i])) for i in range(len(words))]
    changes = b"".join(struct.pack("<II", start, i % 2) for i, start in enumerate(starts))
    text = _record(67, 1, ("".join(words) + "\r").encode("utf-16-le")) + _record(68, 1, changes)
    styles = b"".join(_record(21, 0, bytes(46) + struct.pack("<I", bits)) for bits in (0, 0x8000))
    streams = {"FileHeader": b"HWP Document File".ljust(36, b"\0") + struct.pack("<I", 1), "DocInfo": packed(styles)}
    report = compound(streams, packed(_record(66, 0, bytes(22)) + text))
    assert read(report).text == "○ 인력 증원(’31년 550명), 다온*시범"


@pytest.mark.parametrize(
    ("lines", "box"),
    [
        (["새솔", "나루", "위원", "회", "(12)"], "새솔나루위원회(12)"),
        (["나루터가", "있는 물길"], "나루터가 있는 물길"),
        (["○ 나루", "○ 물길"], "○ 나루\n○ 물길"),
        (["나루터에 관한 일을 맡는다", "물길"], "나루터에 관한 일을 맡는다\n물길"),
    ],
)
def test_the_few_words_in_a_box_of_a_chart_are_one_line(lines: list[str], box: str) -> None:
    chart = Grid((Cell(0, 0, 1, 1, tuple(map(Paragraph, lines))), Cell(3, 3, 1, 1, (Paragraph("시장"),))))
    assert written([chart]) == f"\n{box}\n시장\n"
