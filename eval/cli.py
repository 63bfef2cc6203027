"""``mundap eval``: how right the answers are, on the known facts that ship with mundap."""

from pathlib import Path
from typing import Annotated

import typer

_BELOW_THRESHOLD = 100


def evaluate(
    items: Annotated[list[Path] | None, typer.Argument(help="문항 파일 (기본: 내장 문항)", show_default=False)] = None,
    split: Annotated[str, typer.Option(help="dev, sealed, all")] = "dev",
    against: Annotated[str, typer.Option(help="이 주소의 서비스를 평가", show_default=False)] = "",
    as_json: Annotated[Path | None, typer.Option("--json", help="결과를 JSON 파일로 저장", show_default=False)] = None,
    threshold: Annotated[float, typer.Option(help="accuracy가 이보다 낮으면 종료 코드 100", min=0, max=1)] = 0.0,
    home: Annotated[Path | None, typer.Option("--home", help="색인과 대화를 두는 폴더", show_default=False)] = None,
) -> None:
    """알려진 사실로 정확도를 잽니다. sealed 문항은 점수만 보여 줍니다.

    예: mundap eval --split dev --json 결과.json
    """
    from eval.dataset import ItemsBroken, read_items
    from eval.report import print_summary, to_result, write_result
    from eval.runner import run
    from eval.services import local_or_remote

    if split not in ("dev", "sealed", "all"):
        raise typer.BadParameter("dev, sealed, all 가운데 하나를 골라 주세요.", param_hint="--split")
    try:
        asked = read_items(items or (), split)  # type: ignore[arg-type]
    except ItemsBroken as error:
        raise typer.BadParameter(str(error)) from error
    judgements = list(run(asked, local_or_remote(against, home)))
    result = to_result(judgements, split)
    print_summary(result)
    if as_json:
        write_result(as_json, result)
    if result["measures"].get("accuracy", 1.0) < threshold:
        raise SystemExit(_BELOW_THRESHOLD)
