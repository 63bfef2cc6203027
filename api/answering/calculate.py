"""Sums, differences, ratios, the largest of a group: calculated from cited values only, with the calculation shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from api.answering.operands import Operand
from api.answering.operations import Kind
from ingest.values import everyday, in_unit, said

_SIGNS = {"sum": " + ", "difference": " − ", "ratio": " ÷ "}
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Calculation:
    """A result with how it came about."""

    result: str
    """``4,430백만원(44억 3,000만원)``."""
    shown: str
    """``3,901백만원 + 529백만원 = 4,430백만원``."""
    operands: tuple[Operand, ...]


def calculate(kind: Kind, operands: Sequence[Operand]) -> Calculation | None:
    """The calculation on operands of one unit; None where their units differ or there are too few."""
    if len(operands) < 2 or len({operand.unit for operand in operands}) > 1:
        return None
    if kind == "ratio":
        return _ratio(operands)
    first, *others = (operand.number for operand in operands)
    if kind == "difference":
        operands = sorted(operands, key=lambda operand: -operand.number) if first < sum(others) else operands
        first, *others = (operand.number for operand in operands)
    number = first + sum(others) if kind == "sum" else first - sum(others)
    written = _written(number, operands)
    shown = _SIGNS[kind].join(operand.printed for operand in operands) + f" = {written}"
    return Calculation(_with_everyday(number, written, operands[0].unit), shown, tuple(operands))


def _ratio(operands: Sequence[Operand]) -> Calculation | None:
    first, second = operands[0], operands[1]
    if not second.number:
        return None
    share = (first.number / second.number * 100).quantize(_TENTH, ROUND_HALF_UP)
    written = said(share, "%")
    return Calculation(written, f"{first.printed} ÷ {second.printed} × 100 = 약 {written}", (first, second))


def _written(number: Decimal, operands: Sequence[Operand]) -> str:
    """A number in the unit in which all operands are printed, else in its plain unit."""
    units = {operand.printed.lstrip("0123456789,.△ 약") for operand in operands}
    if operands[0].unit == "원":
        unit = units.pop().replace(" ", "") if len(units) == 1 else ""
        try:
            return in_unit(number, unit)
        except ValueError:
            return everyday(number)
    return said(number, operands[0].unit)


def _with_everyday(number: Decimal, written: str, unit: str) -> str:
    spoken = everyday(number) if unit == "원" else written
    return written if spoken == written else f"{written}({spoken})"
