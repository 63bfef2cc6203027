"""Rated answers as candidates: items of which a second reader fills in what is not known yet, and drops the mark."""

import hashlib
from collections.abc import Iterable
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any

from api.answering.dialogue import MAX_TURNS
from api.conversations import RatedAnswer
from api.wire import to_json
from eval.dataset import Turn
from eval.errors import EvaluationMisused
from eval.masking import mask

_FACETS: dict[str, Any] = {"category": None, "style": None, "difficulty": None}
_TURN: dict[str, Any] = {field.name: None for field in fields(Turn) if field.default is MISSING}
"""What an item and its turns must have, still open."""


def read_rating(text: str) -> str:
    """``up``, ``down``, or "" for both; raises EvaluationMisused."""
    if text not in ("up", "down", ""):
        raise EvaluationMisused(f"--rating {text}: 없는 이름입니다. up과 down 가운데 하나를 골라 주세요.")
    return text


def read_day(text: str) -> date:
    """The day of that date, the first of all for ""; raises EvaluationMisused."""
    try:
        return date.fromisoformat(text) if text else date.min
    except ValueError as error:
        raise EvaluationMisused(f"--since {text}: 날짜가 아닙니다. 2026-11-25처럼 적어 주세요.") from error


def choose(answers: Iterable[RatedAnswer], rating: str, since: date) -> list[RatedAnswer]:
    """The answers with that rating, or any for "", that were rated on the day ``since``, in local time, or later."""
    return [a for a in answers if rating in (a.rating, "") and a.rated.astimezone().date() >= since]


def make_candidate(answer: RatedAnswer) -> dict[str, Any]:
    """An item with what is known of it, None for what a reader has to say, and under ``candidate`` what to read."""
    asked = (*answer.earlier[-MAX_TURNS:], answer.question)
    turns = [_TURN | {"question": mask(question)} for question in asked]
    turns[-1]["evidence"] = _evidence(answer)
    facets = {"id": _id(answer)} | _FACETS
    if len(turns) > 1:
        return facets | {"category": "dialogue", "turns": turns, "candidate": _to_read(answer)}
    return facets | turns[0] | {"candidate": _to_read(answer)}


def write_new(path: Path, candidates: Iterable[dict[str, Any]]) -> None:
    """Write a candidate a line to a file that is not there yet; raises EvaluationMisused."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.writelines(to_json(candidate) + "\n" for candidate in candidates)
    except FileExistsError as error:
        raise EvaluationMisused(
            f"{path}: 이미 있는 파일입니다. 누가 채우던 후보를 덮어쓰지 않도록 다른 이름을 주세요."
        ) from error
    except OSError as error:
        raise EvaluationMisused(f"{path}: 쓸 수 없습니다. 쓸 수 있는 파일 경로를 주세요.") from error


def _id(answer: RatedAnswer) -> str:
    """The same at every export; whoever knows the answer's own id may read and rate it, so that one is not told."""
    return "fb-" + hashlib.sha256(answer.body["id"].encode()).hexdigest()[:12]


def _evidence(answer: RatedAnswer) -> list[dict[str, Any]] | None:
    """The cited spans, where a reader found that they answer; None where that is open."""
    if answer.rating != "up" or answer.body["status"] != "answered":
        return None
    return [
        {key: citation[key] for key in ("source", "start", "end", "quote")} for citation in answer.body["citations"]
    ]


def _to_read(answer: RatedAnswer) -> dict[str, Any]:
    """What was answered and what its reader said; an answer may repeat the question, a quote is the document's."""
    citations = answer.body["citations"]
    quoted = "\n".join(citation["quote"] for citation in citations)
    return {
        "rating": answer.rating,
        "comment": mask(answer.comment),
        "rated": answer.rated.astimezone().isoformat(timespec="seconds"),
        "status": answer.body["status"],
        "answer": mask(answer.body["answer"], public=quoted),
        "citations": citations,
        "index": answer.body["index"],
    }
