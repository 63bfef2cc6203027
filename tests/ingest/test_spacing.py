"""Typographic white space: letter-spaced words are closed, runs of blanks collapse, wide letters count twice."""

import pytest

from ingest.spacing import closed_up, collapsed, width


@pytest.mark.parametrize(
    ("spaced", "closed"),
    [
        ("위 치 : 중앙로", "위치 : 중앙로"),
        ("일 반 현 황", "일반현황"),
        ("텃 밭 기 획 과 3,905", "텃밭기획과 3,905"),
        ("(위 치) 중앙로", "(위치) 중앙로"),
        ("‘위 치’ 표기", "‘위치’ 표기"),
        ("규  모 : 6기", "규모 : 6기"),
        ("합 계", "합계"),
    ],
)
def test_a_letter_spaced_word_is_closed_up(spaced: str, closed: str) -> None:
    assert closed_up(spaced) == closed


@pytest.mark.parametrize("text", ["주요 업무 추진계획", "시 예산", "위치 및 규모", "제 2장", "그 사업", "a b c"])
def test_words_of_several_letters_stay_apart(text: str) -> None:
    assert closed_up(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("  가  나 ", "가 나"), ("가\n\n나", "가 나"), ("가\u3000나", "가 나"), ("", ""), (" \n", "")],
)
def test_white_space_collapses_to_one_space(text: str, expected: str) -> None:
    assert collapsed(text) == expected


@pytest.mark.parametrize(
    ("text", "columns"), [("가나", 4), ("abc", 3), ("가 a", 4), ("（가）", 6), ("①○", 2), ("㎡", 2), ("", 0)]
)
def test_a_wide_letter_takes_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns
