"""What an evaluation found, as a result file and as a table."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from api.wire import to_json
from eval.measures import Judgement, summarise
from prompts import wording_hash


def to_result(judgements: Sequence[Judgement], split: str) -> dict[str, Any]:
    """The result of a run. Of sealed items only the scores are told: their questions must not be tuned on."""
    categories = sorted({j.item.category for j in judgements})
    return {
        "split": split,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "wording": wording_hash(),
        "items": len(judgements),
        "measures": summarise(judgements),
        "right_by_category": {c: _right(judgements, c) for c in categories},
        "wrong": [_wrong(j) for j in judgements if not j.right and j.item.split == "dev"],
    }


def write_result(path: Path, result: dict[str, Any]) -> None:
    """Write a result as JSON."""
    path.write_text(to_json(result, indent=2) + "\n", encoding="utf-8")


def print_summary(result: dict[str, Any]) -> None:
    """A result as a person reads it."""
    for wrong in result["wrong"]:
        typer.echo(f"틀림 {wrong['id']}  {wrong['question']}")
        typer.echo(f"     정답: {wrong['gold']}")
        typer.echo(f"     답변: {' '.join(wrong['answer'].split())}")
    typer.echo(f"문항 {result['items']}개 ({result['split']})")
    for name, value in result["measures"].items():
        typer.echo(f"  {name:<20} {value:8.3f}")
    for category, (right, count) in result["right_by_category"].items():
        typer.echo(f"  {category:<20} {right:4}/{count}")


def _right(judgements: Sequence[Judgement], category: str) -> tuple[int, int]:
    of_category = [j for j in judgements if j.item.category == category]
    return sum(j.right for j in of_category), len(of_category)


def _wrong(judgement: Judgement) -> dict[str, Any]:
    item = judgement.item
    return {
        "id": item.id,
        "question": item.question,
        "gold": item.gold,
        "status": judgement.status,
        "answer": judgement.answer,
        "category": item.category,
    }
