"""What a question wants calculated: the kind of calculation, and of what."""

from collections.abc import Sequence

import pytest

from api.answering.operations import Kind, asks_when, read_operation


@pytest.mark.parametrize(
    ("question", "kind", "of"),
    [
        ("가람숲 도서관과 한빛 텃밭의 예산을 합하면 얼마야?", "sum", ["도서관", "텃밭"]),
        ("가람숲 도서관이랑 한빛 텃밭 예산 다 더하면?", "sum", ["도서관", "텃밭"]),
        ("가람숲 도서관하고 한빛 텃밭 예산을 합친 금액은?", "sum", ["도서관", "텃밭"]),
        ("국비와 시비를 합쳐서 얼마인가요?", "sum", ["국비", "시비"]),
        ("지원하고 싶은 청년과 노인을 합하면 몇 명이야?", "sum", ["청년", "노인"]),
        ("가람숲, 새솔, 다온의 예산 합계는?", "sum", ["가람숲", "새솔", "다온"]),
        ("가람숲이랑 새솔이랑 다온 예산 더하면?", "sum", ["가람숲", "새솔", "다온"]),
        ("가람숲 도서관은 한빛 텃밭보다 예산이 얼마나 많아?", "difference", ["도서관", "텃밭"]),
        ("한빛 텃밭보다 가람숲 도서관이 예산이 얼마나 더 많아?", "difference", ["도서관", "텃밭"]),
        ("도예반은 목공반보다 몇 명 더 많아?", "difference", ["도예반", "목공반"]),
        ("가람숲은 새솔보다 몇 명이나 적어?", "difference", ["가람숲", "새솔"]),
        ("가람숲 예산에서 국비를 빼면 얼마야?", "difference", ["가람숲", "국비"]),
        ("가람숲과 새솔의 예산 차이는?", "difference", ["가람숲", "새솔"]),
        ("가람숲이랑 새솔 예산 격차가 얼마야?", "difference", ["가람숲", "새솔"]),
        ("시비는 국비를 얼마나 초과해?", "difference", ["시비", "국비"]),
        ("가람숲 이용인원은 2023년보다 2024년에 몇 명 늘었어?", "difference", ["2024년", "2023년"]),
        ("가람숲 민원은 2023년에서 2024년 사이에 몇 건 줄었어?", "difference", ["2024년", "2023년"]),
        ("물빛과와 누리과 중 정원이 더 많은 곳은 어디야?", "largest", ["물빛과", "누리과"]),
        ("가람숲이랑 한빛 텃밭 중에 어디가 예산이 더 적어?", "smallest", ["가람숲", "텃밭"]),
    ],
)  # fmt: skip
def test_a_calculation_with_several_operands_is_told_by_its_verb(question: str, kind: Kind, of: Sequence[str]) -> None:
    operation = read_operation(question)
    assert operation is not None
    assert operation.kind == kind
    assert len(operation.operands) == len(of)
    for asked, named in zip(operation.operands, of, strict=True):
        assert [name for name in of if name in asked] == [named]


@pytest.mark.parametrize(
    ("question", "operands"),
    [
        ("총사업비 중 국비가 차지하는 비율은?", ("총사업비 국비", "총사업비")),
        ("2031년 전체 수입에서 나루회계가 차지하는 비중은 몇 %야?", ("2031년 수입 나루회계", "2031년 전체 수입")),
    ],
)
def test_the_part_of_a_whole_is_looked_for_within_it(question: str, operands: Sequence[str]) -> None:
    operation = read_operation(question)
    assert operation is not None
    assert (operation.kind, operation.operands) == ("ratio", operands)


def test_what_two_things_are_of_is_said_of_both() -> None:
    operation = read_operation("나루과는 현원이 정원보다 몇 명 더 많아?")
    assert operation is not None
    assert operation.operands == ("나루과는 현원", "나루과 정원")


@pytest.mark.parametrize(
    ("question", "kind", "is_loss"),
    [
        ("적자가 가장 큰 회계는?", "largest", True),
        ("수지가 제일 나빴던 회계는?", "smallest", False),
        ("방문객이 바닥이었던 곳은?", "smallest", False),
        ("방문객이 최고를 찍은 곳은?", "largest", False),
    ],
)
def test_the_worst_of_balances_is_the_smallest(question: str, kind: Kind, is_loss: bool) -> None:
    operation = read_operation(question)
    assert operation is not None
    assert (operation.kind, operation.of_loss) == (kind, is_loss)


@pytest.mark.parametrize(
    ("question", "operands", "tail"),
    [
        ("가람숲이랑 한빛 텃밭 둘 중 예산이 더 큰 사업은?", ("가람숲", "한빛 텃밭"), "예산이"),
        ("가람중과 한빛중 중에서는 어디가 게시물이 더 많아?", ("가람중", "한빛중"), "게시물이"),
        ("누리과와 다온과 가운데 어느 쪽이 정원이 더 적어?", ("누리과", "다온과"), "정원이"),
    ],
)
def test_the_two_that_are_compared_are_told_from_what_is_measured(
    question: str, operands: Sequence[str], tail: str
) -> None:
    operation = read_operation(question)
    assert operation is not None
    assert (operation.operands, operation.tail) == (operands, tail)


@pytest.mark.parametrize(
    ("question", "kind", "of"),
    [
        ("가람숲 예산이 얼마나 늘었어?", "difference", "예산"),
        ("다온 축제 참가인원이 몇 명 늘어났나요?", "difference", "참가인원"),
        ("다온 축제 참가인원은 얼마나 줄었어?", "difference", "참가인원"),
        ("가람숲 예산은 작년보다 얼마나 증액됐어?", "difference", "예산"),
        ("예산이 가장 많은 부서는 어디야?", "largest", "예산"),
        ("정원이 제일 큰 과는?", "largest", "정원"),
        ("수출 1위 산업은?", "largest", "산업"),
        ("적자가 제일 큰 회계는?", "largest", "회계"),
        ("지출액이 가장 적은 곳은?", "smallest", "지출액"),
        ("면적이 제일 좁은 공원은?", "smallest", "면적"),
        ("모집인원을 모두 합하면 몇 명이야?", "sum", "모집인원"),
        ("목공반, 도예반은 모두 몇 명이야?", "sum", "목공반"),
    ],
)
def test_a_calculation_on_a_group_asks_for_the_whole_group(question: str, kind: Kind, of: str) -> None:
    operation = read_operation(question)
    assert operation is not None
    assert operation.kind == kind
    assert of in operation.operands[0]


@pytest.mark.parametrize(
    "question", ["예산이 가장 많은 부서는?", "정원이 제일 작은 과는?", "다온 예산이 얼마나 늘었어?"]
)
def test_what_is_looked_for_does_not_hold_the_words_that_ask_for_the_calculation(question: str) -> None:
    operation = read_operation(question)
    assert operation is not None
    assert not any(word in asked for asked in operation.operands for word in ("가장", "제일", "많은", "작은", "늘었"))


@pytest.mark.parametrize(
    "question",
    [
        "가람숲 도서관 예산은 얼마인가요?",
        "얼마예요?",
        "예산이 총 얼마야?",
        "열람실은 몇 석이야?",
        "모두 몇 명이야?",
        "집행률은 몇 %야?",
        "설계는 얼마나 걸려?",
        "도서관이랑 텃밭은 어디에 있어?",
        "가람숲, 새솔의 위치는?",
        "기금 예산의 합계는 얼마야?",
        "합계 출생아 수는?",
        "가장 먼저 여는 곳은?",
        "합창단은 몇 명이야?",
        "다온 합동훈련은 언제야?",
        "혼합 사료 지원은?",
        "통합지원센터 예산 얼마야?",
        "종합복지관은 누가 운영해?",
        "감액된 예산은?",
        "초과근무 수당은 얼마야?",
        "차이나거리 예산은 얼마야?",
        "가람숲은 무슨 비율로 지원해?",
        "가람숲 예산은 작년보다 몇 퍼센트 늘었어?",
        "가람숲 이용인원은 2023년보다 2024년에 몇 %나 줄었어?",
    ],
)  # fmt: skip
def test_a_question_for_what_is_printed_asks_for_no_calculation(question: str) -> None:
    assert read_operation(question) is None


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("나루 수출이 가장 많았던 해는?", True),
        ("나루 수출이 제일 적은 때는 언제야?", True),
        ("나루 수출은 몇 년에 가장 많았어?", True),
        ("나루 수출이 마지막으로 줄어든 건 몇 년 몇 분기야?", True),
        ("나루 수출이 가장 큰 건 어느 달이야?", True),
        ("지원금을 신청할 때 가장 많이 주는 곳은?", False),
        ("이번 분기 예산이 가장 큰 사업은?", False),
        ("수출이 가장 많은 산업은 언제 시작해?", False),
        ("몇 년 동안 가장 많이 줘?", False),
    ],
)
def test_a_time_is_asked_for_by_what_was_so_then(question: str, asks: bool) -> None:
    assert asks_when(question) == asks


@pytest.mark.parametrize(
    "question", ["실업률이 가장 나쁜 구는 어디야?", "바닥인테리어 예산은 얼마야?", "최고 기록은 얼마야?"]
)
def test_what_only_looks_like_a_superlative_compares_nothing(question: str) -> None:
    assert read_operation(question) is None
