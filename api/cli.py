"""The ``mundap`` command. Data goes to stdout, progress and complaints to stderr; heavy parts are imported late."""

import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Any

import typer

from api.exits import INTERNAL, OK, exit_code

app = typer.Typer(
    name="mundap",
    help="업무보고 문서에 묻고 근거 문장과 함께 답을 받습니다.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Home = Annotated[
    Path | None,
    typer.Option("--home", help="색인과 대화를 두는 폴더 (기본: MUNDAP_HOME 또는 .mundap)", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="JSON으로 출력")]
Question = Annotated[str, typer.Argument(help="질문", show_default=False)]


@app.command()
def index(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="파일이나 폴더 (기본: corpus/)", show_default=False)
    ] = None,
    home: Home = None,
) -> None:
    """색인이 corpus/ 또는 주어진 파일과 폴더를 정확히 담게 합니다.

    예: mundap index 보고서/ 추가자료.pdf
    """
    from api.bootstrap import make_index
    from api.console import file_progress, print_report
    from api.settings import read_settings

    settings = read_settings(home)
    with file_progress("문서 읽는 중") as progress:
        report = make_index(settings, paths or [settings.corpus], progress)
    print_report(report)


@app.command()
def ask(
    question: Question,
    home: Home = None,
    as_json: Json = False,
    explain: Annotated[bool, typer.Option("--explain", help="왜 그렇게 답하는지 함께 출력")] = False,
) -> None:
    """질문 하나에 답합니다.

    예: mundap ask "도시텃밭은 누가 신청할 수 있어?"
    """
    from api.console import print_answer, print_json

    service = _service(home)
    body = service.ask(question)
    if as_json:
        print_json(body)
    else:
        print_answer(body)
    if explain:
        typer.echo("\n" + "\n".join(service.explain(question)), err=as_json)


@app.command()
def search(
    question: Question,
    home: Home = None,
    as_json: Json = False,
    limit: Annotated[int, typer.Option(help="찾을 문단 수", min=1, max=100)] = 10,
) -> None:
    """질문에 맞는 문단을 순위대로 찾습니다.

    예: mundap search "도시텃밭 신청 기간"
    """
    from api.console import print_json, print_passages

    body = _service(home).search(question, limit)
    if as_json:
        print_json(body)
    else:
        print_passages(body)


@app.command()
def serve(
    home: Home = None,
    host: Annotated[str, typer.Option(help="받을 주소")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="받을 포트", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="프로세스 수", min=1, max=64)] = 1,
) -> None:
    """대화 페이지와 API를 엽니다. 색인이 없으면 먼저 만듭니다.

    예: mundap serve --port 8080
    """
    from api.server import run

    run(home=home, host=host, port=port, workers=workers)


@app.command()
def rollback(home: Home = None) -> None:
    """바로 앞의 색인으로 되돌립니다.

    예: mundap rollback
    """
    from api.bootstrap import restore_index
    from api.settings import read_settings

    typer.echo(f"색인 {restore_index(read_settings(home))}(으)로 되돌렸습니다.")


@app.command()
def doctor(home: Home = None) -> None:
    """색인, 모델, 설정을 점검하고 고칠 방법을 알려 줍니다.

    예: mundap doctor
    """
    from api.doctor import examine

    findings = list(examine(home))
    for finding in findings:
        typer.echo(f"{'정상' if finding.code == OK else '문제'}  {finding.what}: {finding.detail}")
    raise SystemExit(max(finding.code for finding in findings))


def main() -> None:
    """Run the command line; an error that was foreseen becomes one Korean line and an exit code of the contract."""
    for command in entry_points(group="mundap.commands"):
        attached = command.load()
        if isinstance(attached, typer.Typer):
            app.add_typer(attached, name=command.name)
        else:
            app.command(name=command.name)(attached)
    try:
        app()
    except Exception as error:
        sys.exit(_complain(error))


def _complain(error: Exception) -> int:
    """Tell what went wrong and return the exit code for it."""
    from ingest.errors import MundapError

    if isinstance(error, MundapError):
        typer.echo(str(error), err=True)
    else:
        import traceback

        traceback.print_exception(error)
        typer.echo("내부 오류입니다. 위 내용을 관리자에게 알려 주세요.", err=True)
    return exit_code(error) if isinstance(error, MundapError) else INTERNAL


def _service(home: Path | None) -> Any:  # noqa: ANN401 - naming the type would import the service for --help
    from api.bootstrap import make_service
    from api.settings import read_settings

    return make_service(read_settings(home))
