"""Names compared as rows of letters."""

import pytest

from api.answering.letters import is_of_sibling


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("남부돌봄지원센터", "북부돌봄지원센터 운영"),
        ("나루정책실", "나루정책과"),
        ("나루정책실", "계 나루정책과"),
    ],
)
def test_a_row_of_another_of_its_kind_is_told_apart(name: str, row: str) -> None:
    assert is_of_sibling(name, row)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("남부돌봄지원센터", "새솔시 남부 돌봄지원센터"),
        ("남부돌봄지원센터", "돌봄지원센터"),
        ("새솔남부돌봄지원센터", "남부돌봄지원센터"),
        ("나루정책실", "나루정책실"),
        ("나루정책실", "합계"),
        ("나루정책실", ""),
        ("정책과", "정책실"),
        ("돌봄센터", "북부돌봄센터"),
    ],
)
def test_what_may_be_the_same_is_not(name: str, row: str) -> None:
    assert not is_of_sibling(name, row)
