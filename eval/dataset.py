"""The known facts: questions about a document with their right answers and the spans that prove them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal, cast, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import from_json

from eval.errors import EvaluationMisused, ItemsBroken

Category = Literal[
    "budget",
    "schedule",
    "eligibility",
    "organisation",
    "place",
    "size",
    "count",
    "definition",
    "table",
    "procedure",
    "arithmetic",
    "unanswerable",
    "false_premise",
    "dialogue",
]
Style = Literal["formal", "colloquial", "keywords", "paraphrase", "typo"]
Difficulty = Literal["easy", "medium", "hard"]
Split = Literal["dev", "sealed", "all"]

_CLOSED = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Span:
    """A quoted span of the canonical text of a document."""

    __pydantic_config__ = _CLOSED

    source: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with all that is needed to judge an answer; eval/facts/SCHEMA.md explains each field."""

    __pydantic_config__ = _CLOSED

    question: str
    expect: Literal["answered", "not_found"]
    gold: str
    accept: tuple[tuple[str, ...], ...]
    forbid: tuple[str, ...]
    evidence: tuple[Span, ...]
    alternatives: tuple[Span, ...] = ()
    asks_list: bool = False
    calculation: str = ""


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What an independent reader found when checking an item against the document."""

    __pydantic_config__ = _CLOSED

    verdict: Literal["kept", "changed"]
    note: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question, or a dialogue of several; a question is a dialogue of one turn."""

    __pydantic_config__ = _CLOSED

    id: str
    category: Category
    style: Style
    difficulty: Difficulty
    turns: tuple[Turn, ...]
    split: Literal["dev", "sealed"]
    second_reading: SecondReading | None = None

    @property
    def question(self) -> str:
        """What is asked first."""
        return self.turns[0].question


_ITEM = TypeAdapter(Item)
_TURN_FIELDS = {field.name for field in fields(Turn)}


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
            raise ItemsBroken(f"평가 문항에 같은 id가 두 번 나옵니다({item.id}). 하나를 바꿔 주세요.")
        seen.add(item.id)
    return of_split(items, split)


def of_split(items: Sequence[Item], split: Split) -> list[Item]:
    """The items of one split, or all."""
    return [item for item in items if split in ("all", item.split)]


def read_split(text: str) -> Split:
    """The split of that name; raises EvaluationMisused."""
    if text not in get_args(Split):
        raise EvaluationMisused(f"--split {text}: 없는 이름입니다. dev, sealed, all 가운데 하나를 골라 주세요.")
    return cast(Split, text)


def _read_file(path: Path) -> list[Item]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ItemsBroken(
            f"{path}: 평가 문항 파일을 읽을 수 없습니다. 경로와 인코딩(UTF-8)을 확인해 주세요."
        ) from error
    return [_read_line(line, path, number) for number, line in enumerate(lines, start=1) if line.strip()]


def _read_line(line: str, path: Path, number: int) -> Item:
    try:
        value = from_json(line)
        if isinstance(value, dict) and "candidate" in value:
            raise ItemsBroken(
                f"{path} {number}행: 아직 아무도 확인하지 않은 후보 문항입니다. 문서와 대조해 빈 항목(null)을 채우고 "
                "candidate 항목을 지워 주세요. eval/README.md를 봐 주세요."
            )
        item = _ITEM.validate_python(_with_turns(value))
    except ValidationError as error:
        # A line that asks one question names its fields without a turn.
        dialogue = isinstance(value, dict) and "turns" in value
        complaint = _complaint(error) if dialogue else _complaint(error).removeprefix("turns.0.")
        raise ItemsBroken(f"{path} {number}행: {complaint} eval/facts/SCHEMA.md를 봐 주세요.") from error
    except ValueError as error:
        raise ItemsBroken(f"{path} {number}행: JSON이 아닙니다. 한 줄에 JSON 객체 하나를 적어 주세요.") from error
    problem = _contradiction(item)
    if problem:
        raise ItemsBroken(f"{path} {number}행 {item.id}: {problem}")
    return item


def _with_turns(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A line that asks one question as a dialogue of one turn; anything else as it is."""
    if not isinstance(value, dict) or "turns" in value:
        return value
    turn = {name: value[name] for name in _TURN_FIELDS if name in value}
    return {name: v for name, v in value.items() if name not in turn} | {"turns": [turn]}


def _complaint(error: ValidationError) -> str:
    """The first thing that is wrong with a line, in Korean."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or "문항"
    if first["type"] == "missing":
        return f"{where} 항목이 빠졌습니다."
    if first["type"] == "unexpected_keyword_argument":
        return f"{where}: 모르는 항목입니다."
    if first["type"] == "literal_error":
        return f"{where}: 쓸 수 없는 값입니다(“{first['input']}”). 쓸 수 있는 값: {first['ctx']['expected']}."
    return f"{where} 항목의 형식이 잘못되었습니다."


def _contradiction(item: Item) -> str:
    """What in an item contradicts itself, in Korean; "" for none."""
    if not item.turns:
        return "turns가 비어 있습니다."
    if not item.id.strip():
        return "id가 비어 있습니다."
    if len(item.turns) == 1 and (item.category == "unanswerable") != (item.turns[0].expect == "not_found"):
        return "category가 unanswerable이면 expect가 not_found여야 하고, 그 반대도 마찬가지입니다."
    if (len(item.turns) > 1) != (item.category == "dialogue"):
        return "질문이 둘 이상이면 category가 dialogue여야 하고, 하나이면 dialogue일 수 없습니다."
    for turn in item.turns:
        values = (turn.evidence, turn.accept, *turn.accept)
        if not (all(values) if turn.expect == "answered" else not any(values)):
            return "expect가 answered이면 accept와 evidence가 모두 있어야 하고, not_found이면 둘 다 비어 있어야 합니다."
        if not any(c.isalnum() for c in turn.question):
            return "question이 비어 있습니다."
        if not all(form.strip() for form in (*(form for group in turn.accept for form in group), *turn.forbid)):
            return "accept나 forbid에 빈 값이 있습니다."
        if not all(any(c.isalnum() for c in span.quote) for span in (*turn.evidence, *turn.alternatives)):
            return "글자가 없는 근거(evidence, alternatives)가 있습니다."
    return ""
