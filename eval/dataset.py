"""The known facts: questions about a document with their right answers and the spans that prove them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal

Split = Literal["dev", "sealed", "all"]


class ItemsBroken(ValueError):
    """A file of items cannot be used; the Korean message names file and line."""


@dataclass(frozen=True, slots=True)
class Span:
    """A quoted span of the canonical text."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question with all that is needed to judge an answer; eval/facts/SCHEMA.md explains each field."""

    id: str
    question: str
    category: str
    style: str
    difficulty: str
    expect: str
    gold: str
    accept: tuple[tuple[str, ...], ...]
    forbid: tuple[str, ...]
    evidence: tuple[Span, ...]
    split: str


def read_items(paths: Sequence[Path] = (), split: Split = "all") -> list[Item]:
    """The items of some files, or the set that ships with mundap; raises ItemsBroken."""
    if paths:
        items = [item for path in paths for item in _read_file(path)]
    else:
        with as_file(files("eval").joinpath("facts")) as folder:
            items = [item for path in sorted(folder.glob("*.jsonl")) for item in _read_file(path)]
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise ItemsBroken(f"평가 문항 id {item.id}이(가) 두 번 나옵니다. 하나를 바꿔 주세요.")
        seen.add(item.id)
    return [item for item in items if split in ("all", item.split)]


def _read_file(path: Path) -> list[Item]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ItemsBroken(
            f"{path}: 평가 문항 파일을 읽을 수 없습니다. 경로와 인코딩(UTF-8)을 확인해 주세요."
        ) from error
    return [_read_line(line, path, number) for number, line in enumerate(lines, start=1) if line.strip()]


def _read_line(line: str, path: Path, number: int) -> Item:
    try:
        value: dict[str, Any] = json.loads(line)
        return Item(
            **{
                **value,
                "accept": tuple(tuple(group) for group in value["accept"]),
                "forbid": tuple(value["forbid"]),
                "evidence": tuple(Span(**span) for span in value["evidence"]),
            }
        )
    except (ValueError, TypeError, KeyError) as error:
        raise ItemsBroken(f"{path} {number}행: 평가 문항의 형식이 잘못되었습니다({error}).") from error
