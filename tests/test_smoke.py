"""The whole evaluation once: shipped items through the command over the real index, beside the committed baseline."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from api.settings import Settings
from eval.dataset import Item, read_items
from eval.provenance import make_manifest
from eval.results import make_result, read_result, write_result
from eval.runner import run
from eval.spans import Units
from ingest.documents import Document

ROOT = Path(__file__).parent.parent
BASELINE = ROOT / "eval" / "baselines" / "dev.json"
SAMPLE = 40


def mundap(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "api", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.fixture(scope="module")
def sample() -> list[Item]:
    """Forty of the development items, evenly spaced over category and style."""
    items = sorted(read_items(split="dev"), key=lambda item: (item.category, item.style, item.id))
    chosen = [items[number * len(items) // SAMPLE] for number in range(SAMPLE)]
    assert {"dialogue", "unanswerable", "false_premise", "budget"} <= {item.category for item in chosen}
    return chosen


@pytest.fixture
def file(sample: Sequence[Item], tmp_path: Path) -> Path:
    """A file of the sample."""
    lines = TypeAdapter(list[Item]).dump_python(list(sample), mode="json")
    path = tmp_path / "sample.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def test_the_answers_are_not_worse_than_the_baseline(
    settings: Settings, sample: Sequence[Item], file: Path, tmp_path: Path
) -> None:
    measured = mundap("eval", file, "--home", settings.home, "--json", tmp_path / "today.json")
    assert (measured.returncode, measured.stderr) == (0, "")
    assert [record.id for record in read_result(tmp_path / "today.json").items] == [item.id for item in sample]

    compared = mundap("compare", BASELINE, tmp_path / "today.json")
    assert compared.returncode == 0, compared.stdout + compared.stderr
    assert f"모든 문항 {SAMPLE}개:" in compared.stdout, "the baseline has every item of the sample"


class Broken:
    """A service that says the same nothing to every question."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = lambda: texts

    def ask(self, question: str, conversation_id: str | None = None) -> dict[str, Any]:
        said = {"status": "answered", "answer": "가람숲에는 별이 뜹니다.", "citations": []}
        return said | {"conversation_id": "con_1", "index": "none"}

    def search(self, question: str, limit: int) -> dict[str, Any]:
        return {"passages": []}

    def forget(self, conversation_id: str) -> None:
        """There is nothing to forget."""

    def about(self) -> dict[str, Any]:
        return {"service": "broken", "index": "none"}


def test_answers_that_are_all_wrong_are_worse_than_the_baseline(
    sample: Sequence[Item], report: Document, tmp_path: Path
) -> None:
    broken = Broken({report.source: report.text})
    records = list(run(sample, broken, Units(broken.texts())))
    assert not any(record.right for record in records)
    write_result(tmp_path / "broken.json", make_result(records, make_manifest(sample, "dev", broken.about())))

    compared = mundap("compare", BASELINE, tmp_path / "broken.json")
    assert (compared.returncode, compared.stderr) == (100, "")
    assert compared.stdout.endswith(
        "뒤 결과가 유의하게 나쁩니다: right, accuracy, citation-recall, citation-precision\n"
    )
