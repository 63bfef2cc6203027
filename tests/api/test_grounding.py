"""When a value in an answer counts as proved: printed, said as people say it, or calculated from what is printed."""

import pytest

from api.answering.grounding import ungrounded_numbers, values_grounded
from api.live import OpenIndex

PRINTED = ("정원 : 1,200명", "현원 : 450명", "소요예산 : 4,000백만원(국비 2,500, 시비 1,500)", "소요예산 : 3억원")


def unproved(answer: str, *quotes: str) -> list[str]:
    return ungrounded_numbers(answer, quotes or PRINTED)


class TestCalculations:
    @pytest.mark.parametrize(
        "answer",
        [
            "차이는 750명입니다. [1] [2]\n계산: 1,200명 − 450명 = 750명",
            "모두 더하면 1,650명입니다. [1] [2]\n계산: 1,200명 + 450명 = 1,650명",
            "모두 더하면 4,000백만원(40억원)입니다. [1]\n계산: 2,500백만원 + 1,500백만원 = 4,000백만원",
            "모두 더하면 43억원입니다. [1] [2]\n계산: 4,000백만원 + 3억원 = 43억원",
            "차이는 37억원입니다. [1] [2]\n계산: 4,000백만원 − 3억원 = 37억원",
            "계산: 1,200명 + 450명 + 450명 = 2,100명",
            "차이는 1,000백만원(10억원)입니다. [1]\n계산: 2,500백만원 − 1,500백만원 = 1,000백만원",
        ],
    )
    def test_a_result_that_comes_out_is_proved(self, answer: str) -> None:
        assert unproved(answer) == []

    @pytest.mark.parametrize(
        ("answer", "wrong"),
        [
            pytest.param("계산: 1,200명 − 450명 = 650명", ["650"], id="a wrong difference"),
            pytest.param("계산: 1,200명 + 450명 = 1,750명", ["1,750"], id="a wrong sum"),
            pytest.param("계산: 1,200명 + 450명 = 750명", ["750"], id="another sign than is shown"),
            pytest.param(
                "차이는 750명입니다.\n계산: 450명 − 1,200명 = 750명", ["750", "750"], id="the wrong way round"
            ),
            pytest.param("계산: 4,000백만원 + 3억원 = 4,003백만원", ["4,003"], id="units left out of account"),
            pytest.param(
                "모두 더하면 53억원입니다.\n계산: 4,000백만원 + 3억원 = 53억원",
                ["53", "53"],
                id="wrong where it is said too",
            ),
            pytest.param("계산: 1,200명 + 450명 = ", [], id="no result, and nothing that is not printed"),
        ],
    )
    def test_a_result_that_does_not_come_out_is_named(self, answer: str, wrong: list[str]) -> None:
        assert unproved(answer) == wrong

    @pytest.mark.parametrize(
        ("answer", "unknown"),
        [
            pytest.param("계산: 1,300명 − 450명 = 850명", ["1,300", "850"], id="an operand that is not printed"),
            pytest.param("계산: 1,200명 − 45명 = 1,155명", ["45", "1,155"], id="a part of a printed number"),
            pytest.param("계산: 1,200명 − 450명 + 7명 = 757명", ["7", "757"], id="one operand too many"),
            pytest.param("차이는 750명입니다.", ["750"], id="a result without its calculation"),
            pytest.param(
                "차이는 751명입니다.\n계산: 1,200명 − 450명 = 750명", ["751"], id="another result than was calculated"
            ),
            pytest.param(
                "750명은 99%입니다.\n계산: 1,200명 − 450명 = 750명", ["99"], id="a number beside the calculation"
            ),
        ],
    )
    def test_what_is_not_calculated_from_printed_values_is_named(self, answer: str, unknown: list[str]) -> None:
        assert unproved(answer) == unknown

    def test_a_line_may_use_what_a_line_before_it_proved(self) -> None:
        first, second = "계산: 1,200명 − 450명 = 750명", "계산: 750명 + 450명 + 450명 = 1,650명"
        assert unproved(f"{first}\n{second}") == []
        assert unproved(second) == ["750", "1,650"]

    def test_one_altered_digit_of_a_calculation_is_not_proved(self) -> None:
        answer = "차이는 750명입니다.\n계산: 1,200명 − 450명 = 750명"
        digits = [i for i, letter in enumerate(answer) if letter.isdigit()]
        assert len(digits) == len("750" + "1200" + "450" + "750")
        for i in digits:
            altered = answer[:i] + str((int(answer[i]) + 1) % 10) + answer[i + 1 :]
            assert unproved(altered), altered


class TestAmountsOfCells:
    """A table prints the unit of a cell in its header, which its row does not quote."""

    ROW = "새솔과 141,530 9.2"

    @pytest.mark.parametrize(
        "answer",
        [
            "새솔과의 예산액은 141,530백만원입니다. [1]",
            "새솔과의 예산액은 141,530백만원(1,415억 3,000만원)입니다. [1]",
            "새솔과의 예산액은 141,530백만원(1,415억 3,000만원)이고 구성비는 9.2%입니다. [1]",
        ],
    )
    def test_an_amount_whose_number_is_printed_proves_how_people_say_it(self, answer: str) -> None:
        assert unproved(answer, self.ROW) == []

    @pytest.mark.parametrize(
        ("answer", "unknown"),
        [
            ("새솔과의 예산액은 141,530백만원(1,415억 4,000만원)입니다. [1]", ["4,000"]),
            ("새솔과의 예산액은 1,415억 3,000만원입니다. [1]", ["1,415", "3,000"]),
            ("새솔과의 예산액은 141,531백만원(1,415억 3,100만원)입니다. [1]", ["141,531", "1,415", "3,100"]),
        ],
        ids=["said wrongly", "without the printed number", "a number that is not printed"],
    )
    def test_an_amount_that_is_not_printed_proves_nothing(self, answer: str, unknown: list[str]) -> None:
        assert unproved(answer, self.ROW) == unknown

    def test_cells_of_two_rows_are_calculated_with_in_the_unit_of_their_header(self) -> None:
        rows = ("물빛과 2,400 1,700", "한빛과 5,100 900")
        shown = "2,400백만원 + 5,100백만원 = 7,500백만원"
        assert unproved(f"모두 더하면 7,500백만원(75억원)입니다. [1] [2]\n계산: {shown}", *rows) == []
        assert unproved(f"모두 더하면 7,500백만원(75억원)입니다. [1]\n계산: {shown}", rows[0]) != []


@pytest.mark.parametrize("answer", ["2023년 2월 1일부터입니다.", "’23. 2. 1. ~ 2. 28.", "2023년 2월 28일까지입니다."])
def test_a_date_is_proved_however_it_is_written(answer: str) -> None:
    assert unproved(answer, "신청기간 : ’23. 2. 1. ~ 2. 28.") == []


@pytest.mark.parametrize("answer", ["2024년 2월 1일부터", "2023년 2월 27일까지", "2023명", "’23. 2. 1. ~ 3. 28."])
def test_another_date_or_another_value_of_its_numbers_is_not(answer: str) -> None:
    assert unproved(answer, "신청기간 : ’23. 2. 1. ~ 2. 28.") != []


@pytest.mark.parametrize("changed", ["4,001백만원", "5,000백만원", "40억 1원"])
def test_one_altered_digit_turns_the_check_false(changed: str, invented: OpenIndex) -> None:
    answer = invented.answerer.answer("가람숲 도서관 소요예산이 얼마야?")
    assert values_grounded(answer.text, answer.citations)
    assert not values_grounded(answer.text.replace("4,000백만원", changed), answer.citations)
