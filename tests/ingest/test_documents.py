"""Bytes become a canonical text: what is dropped, what becomes a space, what stays, and which files are refused."""

import codecs
import hashlib
import unicodedata

import pytest

from ingest.documents import Document, canonical, document_id, read_document
from ingest.errors import EmptyDocument, NotText, UnknownEncoding, UnreadableDocument

NAME = "보고/2025년 업무보고.txt"
REPORT_TEXT = "Ⅰ. 일반현황\n○ 소요예산 : 4억원(’25. 3월)\n － 시민 120명 참여\n"
KOREAN_ONLY = "업무 보고\n소요예산은 4억원이다.\n"
JAPANESE = "これは日本語の報告書です。予算は四億円です。参加者は百二十名です。\n" * 3


def read(data: bytes, name: str = NAME) -> Document:
    return read_document(data, source=name, title="업무보고")


def text_of(raw: str) -> str:
    return canonical(raw)[0]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("\ufeff예산", "예산", id="a byte-order mark is dropped"),
        pytest.param("가\r\n나\r\n", "가\n나\n", id="CRLF becomes LF"),
        pytest.param("가\r나\r", "가\n나\n", id="a lone CR becomes LF"),
        pytest.param("가\r\r\n나", "가\n\n나", id="a lone CR before CRLF is a line of its own"),
        pytest.param("가\t나", "가 나", id="a tab becomes one space"),
        pytest.param("가\v나", "가 나", id="a vertical tab becomes one space"),
        pytest.param("가\u00a0나", "가 나", id="a no-break space becomes one space"),
        pytest.param("가\u2028나", "가 나", id="a line separator becomes one space"),
        pytest.param("가\u2029나", "가 나", id="a paragraph separator becomes one space"),
        pytest.param("가\t\t나", "가  나", id="two tabs become two spaces"),
        pytest.param("가\f나", "가 나", id="a form feed inside a line becomes one space"),
        pytest.param("가\n\f나", "가\n나", id="a form feed at the head of a line leaves no character"),
        pytest.param("가\f\n나", "가\n나", id="a form feed at the end of a line leaves no character"),
        pytest.param("가\r\n\f나", "가\n나", id="a form feed after CRLF leaves no character"),
        pytest.param("가\x00\x07\x1b\x7f\x85나", "가나", id="other control characters are removed"),
        pytest.param("가\u200b나\u00ad다\ufeff라", "가\u200b나\u00ad다\ufeff라", id="format characters stay"),
        pytest.param("\uf06d 사업개요 \U000f0000", "\uf06d 사업개요 \U000f0000", id="private-use glyphs stay"),
        pytest.param("\u1112\u1161\u11ab글", "한글", id="jamo are composed"),
        pytest.param("\u1112\x00\u1161\u11ab글", "한글", id="jamo are composed after a control between them is gone"),
        pytest.param("１２억 ㎡ ①", "１２억 ㎡ ①", id="compatibility characters are not folded"),
        pytest.param("가\u3000나", "가\u3000나", id="an ideographic space stays"),
    ],
)
def test_canonical_text(raw: str, expected: str) -> None:
    assert text_of(raw) == expected


def test_canonical_text_is_its_own_canonical_text() -> None:
    once = text_of("\ufeff가\r\n\t나\x00\u1112\u1161\u11ab\u00a0다\u2028라\r마\u200b")
    assert text_of(once) == once


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_keep_their_numbers(line_end: str) -> None:
    text = text_of(line_end.join(["첫 줄", "", "셋째\u2028줄", "\f넷째 줄", "다섯째\v줄"]))
    document = Document("doc", NAME, "업무보고", text)
    for number, word in [(1, "첫"), (3, "셋째"), (4, "넷째"), (5, "다섯째")]:
        at = text.index(word)
        assert document.line_range(at, at + len(word)) == (number, number)


def test_a_span_lies_on_the_lines_of_its_first_and_last_character() -> None:
    document = Document("doc", NAME, "업무보고", "가나\n다라\n마바")
    assert document.line_range(0, 2) == (1, 1)
    assert document.line_range(0, 3) == (1, 1), "a line end belongs to the line it ends"
    assert document.line_range(1, 4) == (1, 2)
    assert document.line_range(0, 8) == (1, 3)
    assert document.line_range(6, 6) == (3, 3), "an empty span lies where it stands"


def test_a_form_feed_between_lines_starts_a_page() -> None:
    text, pages = canonical("첫 쪽\n\f둘째 쪽\n\f셋째 쪽\n")
    document = Document("doc", NAME, "업무보고", text, pages)
    assert [document.page_of(text.index(word)) for word in ("첫", "둘째", "셋째")] == [1, 2, 3]
    assert document.page_of(text.index("둘째") - 1) == 1, "the line end belongs to the page it ends"
    assert document.page_of(len(text) - 1) == 3


@pytest.mark.parametrize("raw", ["한 쪽뿐\n둘째 줄", "가운데\f있는 쪽 나눔", "마지막 쪽 나눔\n\f", "줄 끝\f"])
def test_a_text_of_one_page_has_no_page_numbers(raw: str) -> None:
    text, pages = canonical(raw)
    assert Document("doc", NAME, "업무보고", text, pages).page_of(0) is None


def test_the_id_outlives_a_change_of_content_and_the_revision_does_not() -> None:
    before, after = read("예산 4억원".encode()), read("예산 5억원".encode())
    assert before.id == after.id
    assert before.revision != after.revision


def test_the_revision_is_the_hash_of_the_canonical_text() -> None:
    document = read("예산\r\n4억원".encode())
    assert document.revision == hashlib.sha256("예산\n4억원".encode()).hexdigest()
    assert document.revision == read("\ufeff예산\n4억원".encode()).revision


def test_a_name_has_one_id_however_its_hangul_is_composed() -> None:
    decomposed = unicodedata.normalize("NFD", NAME)
    assert decomposed != NAME
    assert document_id(decomposed) == document_id(NAME)


def test_two_names_have_two_ids() -> None:
    assert document_id("2024/보고.txt") != document_id("2025/보고.txt")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(REPORT_TEXT.encode("utf-8"), id="UTF-8"),
        pytest.param(REPORT_TEXT.encode("utf-8-sig"), id="UTF-8 with a mark"),
        pytest.param(codecs.BOM_UTF16_LE + REPORT_TEXT.encode("utf-16-le"), id="UTF-16 little-endian"),
        pytest.param(codecs.BOM_UTF16_BE + REPORT_TEXT.encode("utf-16-be"), id="UTF-16 big-endian"),
        pytest.param(REPORT_TEXT.encode("cp949"), id="CP949"),
        pytest.param(REPORT_TEXT.encode("euc-kr"), id="EUC-KR"),
    ],
)
def test_the_encodings_of_korean_offices_give_the_same_text(data: bytes) -> None:
    assert read(data).text == REPORT_TEXT


def test_a_syllable_that_only_cp949_has_is_read() -> None:
    assert read("펲시 똠방각하 전시".encode("cp949")).text == "펲시 똠방각하 전시"


def test_a_text_without_a_letter_beyond_ascii_is_read() -> None:
    assert read(b"Budget: 400 million won\n").text == "Budget: 400 million won\n"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", EmptyDocument, id="no byte"),
        pytest.param(b" \r\n\t \n", EmptyDocument, id="white space only"),
        pytest.param("\u00a0\u2028\u3000".encode(), EmptyDocument, id="blanks beyond ASCII only"),
        pytest.param("\ufeff".encode(), EmptyDocument, id="a mark and nothing after it"),
        pytest.param("\u200b\u200d\n".encode(), EmptyDocument, id="format characters only"),
        pytest.param("\uf06d\n".encode(), EmptyDocument, id="private-use glyphs only"),
        pytest.param("\x85\x1b\n".encode(), EmptyDocument, id="controls that text may hold only"),
        pytest.param(b"\x01\x02\x03\n", NotText, id="controls that text never holds"),
        pytest.param(bytes(range(256)) * 4, NotText, id="binary"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", NotText, id="an image"),
        pytest.param(b"PK\x03\x04" + KOREAN_ONLY.encode(), UnreadableDocument, id="a broken zip (HWPX, DOCX)"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), UnreadableDocument, id="a broken OLE container (HWP, DOC)"
        ),
        pytest.param(JAPANESE.encode("shift_jis"), UnknownEncoding, id="Shift-JIS"),
        pytest.param("这是一份中文报告。预算四亿元。".encode("gb2312"), UnknownEncoding, id="GB2312"),
        pytest.param("Année 2025, coût prévu".encode("latin-1"), UnknownEncoding, id="Latin-1"),
        pytest.param(b"\xff\xfe\x00\xd8", UnknownEncoding, id="a UTF-16 mark before bytes that are not UTF-16"),
        pytest.param(b"\xef\xbb\xbf\xff\xff", UnknownEncoding, id="a UTF-8 mark before bytes that are not UTF-8"),
        pytest.param(b"%PDF-1.7\n%damaged", UnreadableDocument, id="a damaged PDF"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_in_korean(data: bytes, error: type[UnreadableDocument]) -> None:
    with pytest.raises(error) as caught:
        read(data)
    assert type(caught.value) is error
    said = str(caught.value)
    assert said.startswith(f"{NAME}: ")
    assert any("가" <= letter <= "힣" for letter in said.removeprefix(NAME))


def test_shift_jis_is_guessed_by_name() -> None:
    with pytest.raises(UnknownEncoding, match=r"cp932|shift_jis"):
        read(JAPANESE.encode("shift_jis"))


def test_an_empty_page_still_counts() -> None:
    text, pages = canonical("가\n\f\f나")
    assert (text, pages) == ("가\n나", (0, 2, 2))


def test_a_form_feed_that_opens_the_file_marks_its_first_page() -> None:
    assert canonical("\f가") == ("가", (0,))


def test_text_that_mentions_pdf_is_text() -> None:
    document = read_document("보고서 형식: %PDF-1.7".encode(), source="a.txt", title="")
    assert document.text == "보고서 형식: %PDF-1.7"
