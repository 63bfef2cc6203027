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
