"""Sums, differences, ratios, the largest of a group: calculated from cited values only, with the calculation shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from api.answering.citations import without_marks
from api.answering.operands import Operand
from api.answering.operations import Kind
from ingest.passages import Passage
from ingest.values import everyday, in_unit, said

_SIGNS = {"sum": " + ", "difference": " − ", "ratio": " ÷ "}
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Calculation:
    """A result with how it came about."""

    result: str
    """``4,430백만원(44억 3,000만원)``."""
    shown: str
    """``3,901백만원 [1] + 529백만원 [2] = 4,430백만원``; the marks count `passages`."""
    operands: tuple[Operand, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Where the operands stand, each once."""
        return _passages_of(self.operands)


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
    shown = _SIGNS[kind].join(_marked(operands)) + f" = {written}"
    return Calculation(_with_everyday(number, written, operands[0].unit), shown, tuple(operands))


def _ratio(operands: Sequence[Operand]) -> Calculation | None:
    first, second = operands[0], operands[1]
    if not second.number:
        return None
    share = (first.number / second.number * 100).quantize(_TENTH, ROUND_HALF_UP)
    written = said(share, "%")
    shown = _SIGNS["ratio"].join(_marked((first, second)))
    return Calculation(written, f"{shown} × 100 = 약 {written}", (first, second))


def _marked(operands: Sequence[Operand]) -> Iterator[str]:
    """The operands as printed, each with the mark of its passage."""
    passages = _passages_of(operands)
    return (f"{without_marks(each.printed)} [{passages.index(each.passage) + 1}]" for each in operands)


def _passages_of(operands: Sequence[Operand]) -> tuple[Passage, ...]:
    return tuple(dict.fromkeys(operand.passage for operand in operands))


def _written(number: Decimal, operands: Sequence[Operand]) -> str:
    """A number in the unit in which all operands are printed, else in its plain unit."""
    units = {operand.printed.lstrip("0123456789,.△ 약") for operand in operands}
    unit = units.pop() if len(units) == 1 else ""
    try:
        return in_unit(number, unit.replace(" ", "") if operands[0].unit == "원" else unit)
    except ValueError:
        return everyday(number) if operands[0].unit == "원" else said(number, operands[0].unit)


def _with_everyday(number: Decimal, written: str, unit: str) -> str:
    spoken = everyday(number) if unit == "원" else written
    return written if spoken == written else f"{written}({spoken})"
