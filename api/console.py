"""What the command line prints: plain data on stdout; progress on stderr, and only on a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from api.wire import to_json

# Naming these types must not load the index for a command that only prints.
if TYPE_CHECKING:
    from retriever.build import BuildReport
    from retriever.parts import Progress as FileProgress


def progress_bar() -> Progress:
    """A progress bar on stderr; hidden where that is no terminal, whatever FORCE_COLOR says to rich."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty())


@contextmanager
def file_progress(what: str) -> "Iterator[FileProgress]":
    """A progress bar over files, shown while the block runs."""
    with progress_bar() as bar:
        task = bar.add_task(what, total=None)

        def show(done: int, total: int, source: str) -> None:
            bar.update(
                task, completed=done, total=total, description=f"{what} {source}" if source else "색인 만드는 중"
            )

        yield show


def print_report(report: "BuildReport") -> None:
    """What indexing changed, a line a file; unreadable files go to stderr."""
    for word, sources in (("추가", report.added), ("변경", report.changed), ("삭제", report.removed)):
        for source in sources:
            typer.echo(f"{word}  {source}")
    for failure in report.failures:
        typer.echo(f"제외  {failure}", err=True)
    count = len(report.added) + len(report.changed) + len(report.unchanged)
    typer.echo(
        f"색인 {report.generation}: 문서 {count}건, 문단 {report.passages:,}개(그대로 {len(report.unchanged)}건)"
    )


def print_answer(body: dict[str, Any]) -> None:
    """An answer, and under it each quote with where it stands."""
    typer.echo(body["answer"])
    for citation in body["citations"]:
        lines = _lines(citation)
        where = " > ".join(citation["section"])
        typer.echo(f"\n[{citation['number']}] {citation['document_title']} ({citation['source']} {lines})")
        if where:
            typer.echo(f"    {where}")
        typer.echo(f"    “{' '.join(citation['quote'].split())}”")


def print_passages(body: dict[str, Any]) -> None:
    """Ranked passages, each with its score and where it stands."""
    if not body["passages"]:
        typer.echo("맞는 문단이 없습니다.")
    for rank, passage in enumerate(body["passages"], start=1):
        lines = _lines(passage)
        typer.echo(f"{rank:2}. {passage['score']:.2f}  {passage['source']} {lines}  {' > '.join(passage['section'])}")
        typer.echo(f"    {' '.join(passage['text'].split())}")


def print_json(body: dict[str, Any]) -> None:
    """A body of the contract as indented JSON."""
    sys.stdout.write(to_json(body, indent=2) + "\n")


def _lines(span: dict[str, Any]) -> str:
    """Where a citation or passage stands: ``12쪽 318–319행``."""
    first, last = span["line_start"], span["line_end"]
    lines = f"{first}행" if first == last else f"{first}–{last}행"
    return f"{span['page']}쪽 {lines}" if span["page"] else lines
