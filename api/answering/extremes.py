"""The largest or the smallest of several values."""

from collections.abc import Sequence
from operator import attrgetter

from api.answering.operands import Operand
from api.answering.operations import Kind, Operation

_TURNED: dict[Kind, Kind] = {"largest": "smallest", "smallest": "largest"}


def extreme(operation: Operation, operands: Sequence[Operand]) -> tuple[Kind, Operand]:
    """What ``operation``, ``largest`` or ``smallest``, asks for, and which of these it is among the numbers.

    Where losses are asked for and printed as negative balances, the largest loss is the smallest number.
    """
    lost = [operand for operand in operands if operand.number < 0] if operation.of_loss else []
    kind = _TURNED[operation.kind] if lost else operation.kind
    return kind, (max if kind == "largest" else min)(lost or operands, key=attrgetter("number"))
