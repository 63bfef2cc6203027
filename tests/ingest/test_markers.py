"""The mark at the head of a line: which kind it is, where its text starts, and what only looks like a mark."""

import pytest

from ingest.lines import read_lines
from ingest.markers import Marker, read_marker


@pytest.mark.parametrize(
    ("line", "kind", "number", "words"),
    [
        ("Ⅰ. 일반현황", "Ⅰ", 1, "일반현황"),
        ("Ⅲ 추진계획", "Ⅰ", 3, "추진계획"),
        ("Ⅻ. 부록", "Ⅰ", 12, "부록"),
        ("제1장 운영 여건", "제1장", 1, "운영 여건"),
        ("제 2 절 중점 과제", "제1장", 2, "중점 과제"),
        ("제12절 중점 과제", "제1장", 12, "중점 과제"),
        ("붙임 2 위탁시설 점검 결과", "붙임", 2, "위탁시설 점검 결과"),
        ("붙임 나루터 정비계획(상세)", "붙임", None, "나루터 정비계획(상세)"),
        ("별첨 ’24년 나루터 통계", "붙임", None, "’24년 나루터 통계"),
        ("별첨 : 나루터 통계(단위: 억원)", "붙임", None, "나루터 통계(단위: 억원)"),
        ("참고 3 나루터 이용 현황", "참고", 3, "나루터 이용 현황"),
        ("현안3 나루터 정비", "현안", 3, "나루터 정비"),
        ("(1) 사업개요", "(1)", 1, "사업개요"),
        ("1. 돌봄 기반", "1.", 1, "돌봄 기반"),
        ("12.  돌봄 기반", "1.", 12, "돌봄 기반"),
        ("1) 거점형 돌봄방", "1)", 1, "거점형 돌봄방"),
        ("2)거점형 돌봄방", "1)", 2, "거점형 돌봄방"),
        ("가. 동네돌봄방", "가.", 1, "동네돌봄방"),
        ("하. 기타", "가.", 14, "기타"),
        ("나) 동네돌봄방", "가)", 2, "동네돌봄방"),
        ("1  두레텃밭 분양", "1 ", 1, "두레텃밭 분양"),
        ("2 「청년인턴」 사업", "1 ", 2, "「청년인턴」 사업"),
    ],
)
def test_a_numbered_mark_is_printed_in_the_heading(line: str, kind: str, number: int, words: str) -> None:
    found = read_marker(line)
    assert found is not None
    marker, skip = found
    assert (marker.kind, marker.number, marker.printed, line[skip:]) == (kind, number, True, words)


@pytest.mark.parametrize(
    ("line", "kind", "mark", "number", "words"),
    [
        ("① 배점제 도입", "①", "①", 1, "배점제 도입"),
        ("⑳ 마지막 과제", "①", "⑳", 20, "마지막 과제"),
        ("①① 배점제 도입", "①①", "①①", 1, "배점제 도입"),
        ("②②  재분양", "①①", "②②", 2, "재분양"),
        ("①② 함께 쓰는 번호", "①", "①", 1, "② 함께 쓰는 번호"),
        ("❷ 재분양", "❶", "❷", 2, "재분양"),
        ("➋ 재분양", "➊", "➋", 2, "재분양"),
        ("➂ 재분양", "➀", "➂", 3, "재분양"),
        ("㉠ 재분양", "㉠", "㉠", 1, "재분양"),
        ("\U000f02b3  예산 현황", "\U000f02b1", "\U000f02b3", 3, "예산 현황"),
        ("⑵ 재분양", "⑴", "⑵", 2, "재분양"),
        ("○ 분양대상", "○", "○", None, "분양대상"),
        ("❍ 분양대상", "❍", "❍", None, "분양대상"),
        ("ㅇ 분양대상", "ㅇ", "ㅇ", None, "분양대상"),
        ("ㅇ’25. 3. : 착공", "ㅇ", "ㅇ", None, "’25. 3. : 착공"),
        ("w 분양대상", "w", "w", None, "분양대상"),
        ("o 분양대상", "o", "o", None, "분양대상"),
        ("O 분양대상", "o", "O", None, "분양대상"),
        ("□ 추진배경", "□", "□", None, "추진배경"),
        ("■ 추진배경", "■", "■", None, "추진배경"),
        ("▪ 추진배경", "▪", "▪", None, "추진배경"),
        ("◈ 추진배경", "◈", "◈", None, "추진배경"),
        ("\uf06d 추진배경", "\uf06d", "\uf06d", None, "추진배경"),
        ("－ 직영 9개소", "－", "－", None, "직영 9개소"),
        ("- 직영 9개소", "-", "-", None, "직영 9개소"),
        ("‣ 탈락 이력", "‣", "‣", None, "탈락 이력"),
        ("•탈락 이력", "•", "•", None, "탈락 이력"),
        ("∙경제정책 총괄", "∙", "∙", None, "경제정책 총괄"),
        ("⇨ 착공", "⇨", "⇨", None, "착공"),
        ("※ 신청 제한", "※", "※", None, "신청 제한"),
        ("* 신청 제한", "*", "*", None, "신청 제한"),
        ("*한부모, 다자녀 가구", "*", "*", None, "한부모, 다자녀 가구"),
        ("** 반납은 모두 가능", "*", "**", None, "반납은 모두 가능"),
    ],
)
def test_a_bullet_or_circled_number_is_not_printed_in_the_heading(
    line: str, kind: str, mark: str, number: int | None, words: str
) -> None:
    found = read_marker(line)
    assert found is not None
    marker, skip = found
    assert marker == Marker(kind, mark, number, printed=False)
    assert line[skip:] == words


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("사업개요", id="a word"),
        pytest.param("", id="nothing"),
        pytest.param("○", id="a mark without words"),
        pytest.param("※ ……", id="a mark before punctuation only"),
        pytest.param("3.5% 증가", id="a decimal number"),
        pytest.param("2025. 1. 21.", id="a date that starts with its year"),
        pytest.param("3. 4. ~ 3. 5.", id="a date that starts with its month"),
        pytest.param("120명 참여", id="a count"),
        pytest.param("1,946구획", id="a number with a comma"),
        pytest.param("-3.5% 감소", id="a negative number"),
        pytest.param("△3.5% 감소", id="a negative number as ledgers print it"),
        pytest.param("㈜해든 참여", id="a company's abbreviation"),
        pytest.param("㎡당 단가", id="a unit"),
        pytest.param("℃ 단위", id="a degree sign"),
        pytest.param("「청년인턴」 사업", id="a quotation"),
        pytest.param("(기존) 절차 없음", id="a bracketed label"),
        pytest.param("< 요금안 >", id="a caption"),
        pytest.param("’25. 3월 착공", id="a year with its apostrophe"),
        pytest.param("가나다. 순으로 정렬", id="a word that ends a sentence"),
        pytest.param("office 사무실", id="a word that starts with a letter bullet"),
        pytest.param("붙임 서식을 갖추어 신청", id="a sentence on an annex"),
        pytest.param("별첨 신청서 1부.", id="an annex that is handed in"),
        pytest.param("붙임 : 현장사진 3장", id="an annex that is handed in, behind a colon"),
        pytest.param("붙임 : 나루과 연락처 02-123-4567", id="whom to call"),
        pytest.param("참고 자료", id="a word for reading matter"),
        pytest.param("~ 2026년 12월", id="the second half of a range"),
        pytest.param("- 2025년도 - 업무계획", id="the year on a cover"),
        pytest.param("m당 단가", id="a unit that is a letter"),
    ],
)
def test_what_only_looks_like_a_mark(line: str) -> None:
    assert read_marker(line) is None


@pytest.mark.parametrize(("line", "expected"), [("※ 신청 제한", True), ("* 신청 제한", True), ("○ 신청", False)])
def test_a_note_mark_opens_a_remark(line: str, expected: bool) -> None:
    found = read_marker(line)
    assert found is not None
    assert found[0].is_note is expected


def marks(text: str) -> list[str | None]:
    return [line.marker.text if line.marker else None for line in read_lines(text).lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1. 하나\n2. 둘\n3. 셋", ["1.", "2.", "3."], id="numbers that follow each other"),
        pytest.param("1. 하나\n2. 둘\n1. 다시\n2. 또", ["1.", "2.", "1.", "2."], id="a sequence that starts anew"),
        pytest.param("7. 건강 체조\n1. 하나", [None, "1."], id="a first number that is not one"),
        pytest.param("1 하나\n30 구획 회수\n2 둘", ["1", None, "2"], id="a number out of its sequence"),
        pytest.param("Ⅰ. 현황\nⅢ. 계획", ["Ⅰ.", "Ⅲ."], id="a Roman number, even where a part is left out"),
        pytest.param("② 둘\n④ 넷", ["②", "④"], id="circled numbers, even where one is left out"),
        pytest.param("○ 자치회와\n‧상인 모임", ["○", None], id="a joiner that heads one line"),
        pytest.param("‧하나\n‧둘", ["‧", "‧"], id="a joiner that heads two lines"),
        pytest.param("w 하나\nw 둘", [None, None], id="a letter that heads two lines"),
        pytest.param("w 하나\nw 둘\nw 셋", ["w", "w", "w"], id="a symbol font's letter that heads several lines"),
    ],
)
def test_a_mark_is_trusted_where_its_place_in_the_sequence_makes_sense(text: str, expected: list[str | None]) -> None:
    assert marks(text) == expected


@pytest.mark.parametrize("line", ["- 12 -", "12", " － 3 － ", "– 104 –"])
def test_a_page_number_is_no_line(line: str) -> None:
    assert [each.text for each in read_lines(f"앞 줄\n{line}\n뒤 줄").lines] == ["앞 줄", "뒤 줄"]


def test_a_line_is_the_span_of_its_words() -> None:
    text = "제목\n\n  ○  분양대상 : 시민  \n － 다음"
    line = read_lines(text).lines[1]
    assert text[line.start : line.end] == "○  분양대상 : 시민"
    assert text[line.content : line.end] == line.text == "분양대상 : 시민"
    assert (line.indent, line.apart) == (2, True)
    assert not read_lines(text).lines[2].apart


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u00ad", " \u200e "])
def test_characters_of_no_width_hide_no_mark_and_make_no_line(unseen: str) -> None:
    [line] = read_lines(f"{unseen}\n{unseen}○ 분양대상 : 시민{unseen}\n{unseen}").lines
    assert line.marker == Marker("○", "○")
    assert line.text == "분양대상 : 시민"
    assert line.apart


def test_the_lines_known_to_be_wrapped_show_how_wide_a_full_line_is() -> None:
    long_remarks = f"* {'나루 ' * 60}\n" * 5
    wrapped = f"○ {'나루터를 ' * 5}나루터를\n정비\n" * 5
    assert read_lines(wrapped + long_remarks).full_width < 60
    assert read_lines("○ 나루터 정비\n" * 5 + long_remarks).full_width > 200


def test_rows_of_tables_do_not_show_how_wide_a_full_line_is() -> None:
    bullets, rows = f"○ {'나루 ' * 12}\n" * 9, f"{'나루터 │ ' * 15}\n" * 9
    assert read_lines(bullets + rows).full_width == read_lines(bullets).full_width > 0


def test_bullets_show_how_wide_a_full_line_is_among_short_cells() -> None:
    bullets = f"○ {'나루 ' * 12}\n" * 2
    assert read_lines(bullets + "나루터\n" * 90).full_width == read_lines(bullets).full_width


def test_what_follows_a_page_number_stands_apart() -> None:
    assert [line.apart for line in read_lines("앞 줄\n- 12 -\n뒤 줄\n끝 줄").lines] == [True, True, False]


def test_a_report_where_most_lines_stand_apart_is_double_spaced() -> None:
    assert read_lines("가 줄\n\n나 줄\n\n다 줄\n\n라 줄").double_spaced
    assert not read_lines("가 줄\n나 줄\n\n다 줄\n라 줄").double_spaced


def test_the_line_between_two_cells_is_no_mark() -> None:
    lines = read_lines("배포일 │ (온라인) 12. 2.\n │ (지면) 12. 3.\n │ ㅇ 나루터 정비").lines
    assert [line.marker for line in lines] == [None, None, None]
