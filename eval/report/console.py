"""Evaluations on the terminal: results on stdout; progress on stderr, and only on a terminal."""

from collections.abc import Iterable, Iterator, Sequence

import typer

from api.console import progress_bar
from eval.compare import Comparison, Difference, Flips
from eval.measures import JudgedTurn, Record
from eval.report.labels import LABELS, MEANINGS
from eval.results import Result
from eval.summary import Figure


def with_progress(records: Iterable[Record], done: int, total: int) -> Iterator[Record]:
    """The records as they come, with a progress bar that stands at ``done`` of ``total`` before the first."""
    with progress_bar() as bar:
        task = bar.add_task("질문하는 중", total=total, completed=done)
        for record in records:
            yield record
            bar.advance(task)


def print_result(result: Result) -> None:
    """A result as a person reads it: the wrong answers, then the figures."""
    for record in result.failures:
        for turn in record.turns:
            if turn.fault:
                _print_failure(record, turn)
    manifest = result.manifest
    typer.echo(f"문항 {len(result.items)}개 ({manifest['split']}) · 색인 {manifest['index']}")
    for name, figure in result.measures.items():
        typer.echo(f"  {name:<20}{_figure(figure)}  {MEANINGS[name]}")
    for facet, groups in result.by.items():
        typer.echo(f"{LABELS[facet]}별 맞은 문항")
        for value in groups:
            right, count = right_of(result.items, facet, value)
            typer.echo(f"  {value:<20}{right:4}/{count:<4} {LABELS[value]}")


def print_comparison(comparison: Comparison) -> None:
    """A comparison as a person reads it: the flips by name, then the differences, then the verdict."""
    _print_ids("틀리게 된 문항", comparison.flips.lost)
    _print_ids("맞게 된 문항", comparison.flips.gained)
    _print_ids("앞 결과에만 있는 문항", comparison.only_before)
    _print_ids("뒤 결과에만 있는 문항", comparison.only_after)
    for name, difference in comparison.differences.items():
        typer.echo(f"  {name:<20}{_difference(difference)}")
    typer.echo(_flips("모든 문항", comparison.flips))
    if comparison.answerable.n:
        typer.echo(_flips("accuracy 문항", comparison.answerable))
    if not comparison.same_items:
        typer.echo("주의: 두 결과의 문항(수 또는 내용)이 다릅니다. 고친 문항의 변화도 함께 세었습니다.")
    worse = ", ".join(comparison.worse)
    typer.echo(f"뒤 결과가 유의하게 나쁩니다: {worse}" if worse else "유의하게 나빠진 것이 없습니다.")


def right_of(records: Sequence[Record], facet: str, value: str) -> tuple[int, int]:
    """How many of the records with that value are right, and how many there are."""
    right = [record.right for record in records if getattr(record, facet) == value]
    return sum(right), len(right)


def _print_failure(record: Record, turn: JudgedTurn) -> None:
    typer.echo(f"틀림 {record.id}  {turn.question}  ({LABELS[turn.fault]})")
    typer.echo(f"     정답: {turn.gold}")
    typer.echo(f"     답변: {' '.join(turn.answer.split())}")


def _print_ids(title: str, ids: Sequence[str]) -> None:
    if ids:
        typer.echo(f"{title} {len(ids)}개: {', '.join(ids)}")


def _figure(figure: Figure) -> str:
    return f"{figure.value:8.3f}  [{figure.low:.3f}, {figure.high:.3f}]  n={figure.n:<4}"


def _difference(difference: Difference) -> str:
    low, high = difference.interval
    change = difference.after - difference.before
    return (
        f"{difference.before:7.3f} → {difference.after:.3f}  {change:+.3f} [{low:+.3f}, {high:+.3f}]  n={difference.n}"
    )


def _flips(title: str, flips: Flips) -> str:
    return f"{title} {flips.n}개: 틀리게 됨 {len(flips.lost)}, 맞게 됨 {len(flips.gained)}, McNemar p = {flips.p:.4g}"
