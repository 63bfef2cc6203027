"""The times that a question or a header says."""

import pytest

from api.answering.times import Time, time_of, times_in, without_times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("2031년보다 2032년에", [Time(2031), Time(2032)]),
        ("’31년 3월과 4월 사이", [Time(2031, "월", 3), Time(2031, "월", 4)]),
        ("‘34.1Q", [Time(2034, "분기", 1)]),
        ("2031년 상반기", [Time(2031, "반기", 1)]),
        ("2031.6월 누계 기준", [Time(2031, "월", 6)]),
        ("31년 2분기", [Time(2031, "분기", 2)]),
        ("3월부터", [Time(0, "월", 3)]),
        ("2000만원을 30명에게 주는 사업", []),
        ("월 5만원, 분기당 1회", []),
        ("3/4분기", [Time(0, "분기", 3)]),
        ("최근 10년 동안 2000가구, 30년 이상 건물, 제2024호", []),
    ],
)
def test_times_are_read_however_short(text: str, times: list[Time]) -> None:
    assert times_in(text) == times


def test_a_header_is_of_one_time_and_says_what_is_measured() -> None:
    assert time_of("2031년 예산(A)") == (Time(2031), "예산(A)")
    assert time_of("예산(A)") is None
    assert time_of("2031년 ~ 2032년") is None


def test_a_part_of_a_year_may_be_said_without_it() -> None:
    assert Time(2031, "월", 3).is_said_by(Time(0, "월", 3))
    assert not Time(2031, "월", 3).is_said_by(Time(2031))
    assert not Time(2031, "월", 3).is_said_by(Time(2032, "월", 3))


def test_a_question_is_left_without_its_times() -> None:
    assert without_times("2031년 3월 누계와 4월 누계 사이에 나루기금은") == "나루기금은"
    assert without_times("2031년 의료비와 사이버보안, 2032년 은행 수") == "의료비와 사이버보안, 은행 수"
