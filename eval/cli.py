"""``mundap eval``, ``mundap compare`` and ``mundap feedback``: how right answers are, and what readers say of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.exits import BELOW_THRESHOLD, USAGE

if TYPE_CHECKING:
    from eval.dataset import Item
    from eval.results import Result


def evaluate(
    items: Annotated[list[Path] | None, typer.Argument(help="문항 파일 (기본: 내장 문항)", show_default=False)] = None,
    split: Annotated[str, typer.Option(help="dev, sealed, all. sealed 문항은 점수만 남습니다")] = "dev",
    against: Annotated[str, typer.Option(help="이 주소의 서비스를 평가", show_default=False)] = "",
    as_json: Annotated[Path | None, typer.Option("--json", help="결과를 JSON 파일로", show_default=False)] = None,
    as_html: Annotated[Path | None, typer.Option("--html", help="결과를 HTML 파일로", show_default=False)] = None,
    as_junit: Annotated[Path | None, typer.Option("--junit", help="결과를 JUnit 파일로", show_default=False)] = None,
    threshold: Annotated[float, typer.Option(help="accuracy가 이보다 낮으면 종료 코드 100", min=0, max=1)] = 0.0,
    filters: Annotated[
        list[str] | None, typer.Option("--filter", help="문항 고르기: category=budget, id='r2*' 등", show_default=False)
    ] = None,
    failing: Annotated[Path | None, typer.Option(help="이 결과 파일에서 틀린 문항만", show_default=False)] = None,
    resume: Annotated[bool, typer.Option("--resume", help="중단된 평가를 이어서")] = False,
    home: Annotated[Path | None, typer.Option("--home", help="색인과 대화를 두는 폴더", show_default=False)] = None,
) -> None:
    """알려진 사실로 정확도를 잽니다.

    예: mundap eval --split dev --json 결과.json --html 결과.html
    """
    from eval.report.console import print_result
    from eval.results import reaches
    from eval.targets import Targets

    with _misuse_told():
        chosen = _choose(items or [], split, filters or [], failing)
        targets = Targets(as_json, as_html, as_junit, journal=_journal(as_json, home))
        targets.check(resume, inputs=[*dict.fromkeys(items or []), *([failing] if failing else [])])
        result = _measure(chosen, split, against, home, targets.journal)
        targets.write(result)
        print_result(result)
        if not reaches(result, threshold):
            typer.echo(f"accuracy가 기준({threshold})에 못 미칩니다.", err=True)
            raise SystemExit(BELOW_THRESHOLD)


def compare_results(
    before: Annotated[Path, typer.Argument(help="앞 결과 (mundap eval --json)", show_default=False)],
    after: Annotated[Path, typer.Argument(help="뒤 결과", show_default=False)],
) -> None:
    """두 평가 결과를 문항끼리 짝지어 비교합니다. 뒤 결과가 유의하게 나쁘면 종료 코드가 100입니다.

    예: mundap compare 지난주.json 오늘.json
    """
    from eval.compare import compare
    from eval.report.console import print_comparison
    from eval.results import read_result

    with _misuse_told():
        comparison = compare(read_result(before), read_result(after))
    print_comparison(comparison)
    if comparison.worse:
        raise SystemExit(BELOW_THRESHOLD)


feedback = typer.Typer(
    help="평가된 답변을 모읍니다.\n\n예: mundap feedback export --rating down",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@feedback.command("export")
def export_candidates(
    out: Annotated[Path | None, typer.Option(help="새 파일로 (기본: 표준 출력)", show_default=False)] = None,
    rating: Annotated[str, typer.Option(help="up이나 down으로 평가된 것만", show_default=False)] = "",
    since: Annotated[str, typer.Option(help="이날부터 평가된 것만. 2026-11-25처럼", show_default=False)] = "",
    home: Annotated[Path | None, typer.Option("--home", help="색인과 대화를 두는 폴더", show_default=False)] = None,
) -> None:
    """평가된 답변을 평가 문항의 후보로 내보냅니다. 한 줄에 하나씩이고, 사람이 문서와 대조해 완성합니다.

    주민등록번호, 전화번호, 이메일, 카드·계좌번호는 가립니다. 이름은 가려지지 않습니다. 주소와 차량 번호도 남습니다.

    예: mundap feedback export --rating down --since 2026-11-01 --out 후보.jsonl
    """
    from api.conversations import read_rated
    from api.settings import read_settings
    from api.wire import to_json
    from eval.candidates import choose, make_candidate, read_day, read_rating, write_new

    with _misuse_told():
        wanted, day = read_rating(rating), read_day(since)
        candidates = list(map(make_candidate, choose(read_rated(read_settings(home).conversations), wanted, day)))
        if not candidates:
            typer.echo(
                "내보낼 평가가 없습니다. 답변이 평가된 뒤에 다시 하거나, --rating과 --since를 빼 보세요.", err=True
            )
        elif out:
            write_new(out, candidates)
        else:
            typer.echo("\n".join(map(to_json, candidates)))
    if candidates:
        typer.echo(f"후보 {len(candidates)}개. 이름은 가려지지 않았으니 넘기기 전에 읽어 보세요.", err=True)


@contextmanager
def _misuse_told() -> Iterator[None]:
    """What the caller can mend becomes a line on stderr and the exit code for usage."""
    from eval.errors import EvaluationMisused

    try:
        yield
    except EvaluationMisused as error:
        typer.echo(str(error), err=True)
        raise SystemExit(USAGE) from error


def _choose(paths: list[Path], split: str, filters: list[str], failing: Path | None) -> "list[Item]":
    """The items that were asked for; what is odd about one of them is told, since it would be judged oddly."""
    from eval.checking import oddities
    from eval.dataset import of_split, read_items, read_split
    from eval.selection import read_filter, select

    items = read_items(paths)
    asked = of_split(items, read_split(split))
    left_out = len(items) - len(asked)
    if paths and left_out:
        typer.echo(
            f"주의: split이 {split} 아닌 문항 {left_out}개는 뺐습니다. 모두 재려면 --split all을 붙이세요.", err=True
        )
    chosen = select(asked, [read_filter(text) for text in filters], failing)
    for oddity in oddities(chosen):
        typer.echo(f"주의: {oddity}", err=True)
    return chosen


def _journal(as_json: Path | None, home: Path | None) -> Path:
    """Where the judged items of an unfinished run are kept: beside the result, or in the home."""
    from api.settings import read_settings

    target = as_json or read_settings(home).home / "eval.json"
    return target.parent / f"{target.name}.partial"


def _measure(items: "list[Item]", split: str, against: str, home: Path | None, path: Path) -> "Result":
    """Ask what the journal at ``path`` does not have yet, and sum up; a run that stops says how to go on."""
    from eval.errors import ServiceChanged
    from eval.provenance import make_manifest
    from eval.report.console import with_progress
    from eval.results import Journal, make_result
    from eval.runner import check_spans, run
    from eval.services import local_or_remote
    from eval.spans import Units

    with local_or_remote(against, home) as service:
        texts = service.texts()
        check_spans(items, texts)
        manifest = make_manifest(items, split, service.about())
        with Journal(path, manifest) as journal:
            done = {record.id for record in journal.records}
            left = [item for item in items if item.id not in done]
            try:
                for record in with_progress(run(left, service, Units(texts)), len(done), len(items)):
                    journal.keep(record)
            except ServiceChanged:
                raise
            except BaseException:
                typer.echo(
                    f"{len(items)}문항 가운데 {len(journal.records)}문항의 결과를 {path}에 남겼습니다. "
                    "같은 명령에 --resume을 붙이면 이어서 합니다.",
                    err=True,
                )
                raise
            return make_result(journal.records, manifest)
