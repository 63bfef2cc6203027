"""The largest and the smallest, of values and of losses printed as balances."""

from decimal import Decimal

import pytest

from api.answering.extremes import extreme
from api.answering.operands import Operand
from api.answering.operations import read_operation
from ingest.passages import Passage

PASSAGE = Passage("doc", 0, 0, None, "row", (0,), 0, 5, "나루 │ 1", ())


@pytest.mark.parametrize(
    ("question", "balances", "kind", "number"),
    [
        ("수지가 가장 큰 회계는?", (-9, 4, 12), "largest", 12),
        ("수지가 가장 작은 회계는?", (-9, 4, 12), "smallest", -9),
        ("적자가 가장 컸던 회계는?", (-9, -2, 12), "smallest", -9),
        ("적자가 가장 작은 회계는?", (-9, -2, 12), "largest", -2),
        ("적자가 가장 큰 회계는?", (9, 2), "largest", 9),
    ],
)
def test_the_largest_loss_is_the_lowest_balance(
    question: str, balances: tuple[int, ...], kind: str, number: int
) -> None:
    operation = read_operation(question)
    operands = [Operand("나루", Decimal(one), "억원", f"{one}억원", PASSAGE, 0) for one in balances]
    assert operation is not None
    told, best = extreme(operation, operands)
    assert (told, best.number) == (kind, number)
