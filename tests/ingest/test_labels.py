"""The label of a bullet, and where its value starts."""

import pytest

from ingest.labels import read_label


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("소요예산 : 4억원", "소요예산", "4억원"),
        ("소요예산: 4억원", "소요예산", "4억원"),
        ("소요예산：4억원", "소요예산", "4억원"),
        ("위 치 : 여울동 채움로 31", "위치", "여울동 채움로 31"),
        ("규  모 : 발효조 6기", "규모", "발효조 6기"),
        ("화·목 : 어린이 숙제방", "화·목", "어린이 숙제방"),
        ("지원대상(’25년) : 시민", "지원대상(’25년)", "시민"),
        ("점검시기 : 09:00 ~ 18:00", "점검시기", "09:00 ~ 18:00"),
        ("2025년 : 4억원", "2025년", "4억원"),
        ("’25 : 4억원", "’25", "4억원"),
        ("(위치) 중앙로 12", "위치", "중앙로 12"),
        ("（배점） 대기 기간", "배점", "대기 기간"),
        ("(사업 목적)창업 활성화", "사업 목적", "창업 활성화"),
        ("(줄기 노선) 첫차 06:00", "줄기 노선", "첫차 06:00"),
    ],
)
def test_a_label_names_the_value_after_it(text: str, name: str, value: str) -> None:
    label = read_label(text)
    assert label is not None
    assert (label.name, text[label.value_start :]) == (name, value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("동점자는 탈락 횟수가 많은 순으로 선정", id="no colon and no bracket"),
        pytest.param("첫차 06:00, 막차 21:40", id="a time of day"),
        pytest.param("혼합비 3:1 적용", id="a ratio"),
        pytest.param("소요예산 :", id="nothing after the colon"),
        pytest.param(": 4억원", id="nothing before the colon"),
        pytest.param("회의를 연다. 장소 : 시청", id="a sentence before the colon"),
        pytest.param("신청을 받는다 문의 : 시청", id="a clause before the colon"),
        pytest.param("시민 참여단(120명 : 공모)", id="a colon inside an open bracket"),
        pytest.param("가" * 41 + " : 4억원", id="a label longer than a line"),
        pytest.param("(3급) 거점성장추진단", id="a bracket that starts with a digit"),
        pytest.param("(가나다라마바사아자차카타파하가나) 값", id="a bracketed remark of sixteen letters"),
        pytest.param("(위치)", id="a bracket with nothing after it"),
        pytest.param("(서울), 부산", id="a bracket that a comma follows"),
    ],
)
def test_what_is_no_label(text: str) -> None:
    assert read_label(text) is None
