"""A result: what was evaluated, what it came to, and every judged item; written as one JSON file, kept as it comes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from eval.errors import EvaluationMisused, ResultBroken, RunUnfinished
from eval.measures import Record
from eval.summary import Facet, Figure, by_facet, summarise
from retriever.files import write_json


@dataclass(frozen=True, slots=True)
class Result:
    """An evaluation, finished."""

    manifest: dict[str, Any]
    measures: dict[str, Figure]
    by: dict[Facet, dict[str, dict[str, Figure]]]
    items: tuple[Record, ...]

    @property
    def failures(self) -> list[Record]:
        """The items that were answered wrongly."""
        return [record for record in self.items if not record.right]


_AFRESH = "그 파일을 지우거나 --json에 다른 이름을 주세요."
_RESULT = TypeAdapter(Result)
_RECORD = TypeAdapter(Record)


def make_result(records: Sequence[Record], manifest: dict[str, Any]) -> Result:
    """What some judged items come to."""
    return Result(manifest, summarise(records), by_facet(records), tuple(records))


def write_result(path: Path, result: Result) -> None:
    """Write a result as JSON, whole or not at all."""
    write_json(path, _RESULT.dump_python(result, mode="json"))


def read_result(path: Path) -> Result:
    """The result that `write_result` wrote; raises ResultBroken for any other file."""
    try:
        return _RESULT.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ResultBroken(f"{path}: 평가 결과로 읽을 수 없습니다. `mundap eval --json`이 쓴 파일을 주세요.") from error


class Journal:
    """The judged items of a run that is not finished: a file with the manifest in its first line, then an item a line.

    A run that is killed loses at most the item it was asking.
    """

    def __init__(self, path: Path, manifest: dict[str, Any]) -> None:
        """Begin, or with a journal of the same run there, go on; raises RunUnfinished for that of another run."""
        self.path = path
        self.records: list[Record] = []
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(f"{path}.lock", blocking=False)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise RunUnfinished(f"{path}에 다른 평가가 결과를 쓰고 있습니다. 끝난 뒤에 다시 실행해 주세요.") from error
        try:
            self._open(manifest)
        except BaseException:
            self._unlock()
            raise

    def _open(self, manifest: dict[str, Any]) -> None:
        path = self.path
        if not path.exists():
            path.write_text(json.dumps(manifest, ensure_ascii=False) + "\n", encoding="utf-8")
        whole = path.read_bytes().rpartition(b"\n")[0]
        head, *lines = whole.split(b"\n")
        if not _same_run(head, manifest):
            raise RunUnfinished(
                f"{path}에 있는 결과는 다른 문항, 코드, 색인 또는 설정으로 잰 것이라 이어서 할 수 없습니다. {_AFRESH}"
            )
        try:
            self.records = [_RECORD.validate_json(line) for line in lines]
        except ValidationError as error:
            raise RunUnfinished(f"{path}이 손상되어 이어서 할 수 없습니다. {_AFRESH}") from error
        self._file = path.open("r+b")
        # A line that was cut off when the run was killed is asked again.
        self._file.truncate(len(whole) + 1)
        self._file.seek(0, SEEK_END)

    def keep(self, record: Record) -> None:
        """Add a judged item; it is in the file when this returns."""
        self.records.append(record)
        self._file.write(_RECORD.dump_json(record) + b"\n")
        self._file.flush()

    def __enter__(self) -> "Journal":
        return self

    def __exit__(self, *reason: object) -> None:
        self._file.close()
        self._unlock()

    def _unlock(self) -> None:
        self._lock.release()
        Path(self._lock.lock_file).unlink(missing_ok=True)


def reaches(result: Result, threshold: float) -> bool:
    """Whether the accuracy of a result is at least ``threshold``, 0 to 1; raises EvaluationMisused without one."""
    if threshold and "accuracy" not in result.measures:
        raise EvaluationMisused("고른 문항에 accuracy로 잴 것이 없습니다. --filter를 넓히거나 --threshold를 빼 주세요.")
    return not threshold or result.measures["accuracy"].value >= threshold


def _same_run(head: bytes, manifest: dict[str, Any]) -> bool:
    """Whether the first line of a journal tells of a run over the same items, service and settings."""
    try:
        begun = json.loads(head)
    except ValueError:
        return False
    return isinstance(begun, dict) and begun | {"time": ""} == manifest | {"time": ""}
