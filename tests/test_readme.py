"""The README cannot rot: its commands, settings, tree and transcript are checked against what is there."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from api.service import Service
from api.settings import Settings
from eval.cli import compare_results, evaluate  # the commands that eval hangs on the script
from eval.dataset import Item, SecondReading, Span, Turn
from eval.measures import MEASURES
from eval.summary import LATENCIES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_make_target_of_the_readme_exists() -> None:
    named = set(re.findall(r"`make ([a-z-]+)`", README))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"run", "test"} <= named <= targets


def test_every_mundap_command_of_the_readme_exists() -> None:
    run = subprocess.run([sys.executable, "-m", "api", "--help"], capture_output=True, text=True, check=True, cwd=ROOT)
    commands = set(re.findall(r"^  ([a-z]+) ", run.stdout, re.MULTILINE))
    assert callable(evaluate)
    assert callable(compare_results)
    assert set(re.findall(r"`mundap ([a-z]+)", README)) == commands


def test_the_settings_table_lists_every_setting() -> None:
    named = set(re.findall(r"^\| `MUNDAP_([A-Z_]+)` \|", README, re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}


def test_the_table_of_the_tag_lists_every_attribute() -> None:
    settings = (ROOT / "api" / "widget" / "src" / "settings.ts").read_text(encoding="utf-8")
    read = re.search(r"const \{(.+?)\} = said;", settings)
    assert read
    named = re.findall(r"^\| `data-([a-z]+)` \|", README, re.MULTILINE)
    assert set(named) == {name.strip() for name in read[1].split(",")}


@pytest.mark.parametrize("folder", ["ingest", "retriever", "prompts", "api", "eval", "corpus", "tests"])
def test_the_tree_names_every_module(folder: str) -> None:
    tree = README.split("## The tree")[1]
    modules = {path.name for path in (ROOT / folder).glob("*.py") if path.name != "__init__.py"}
    missing = {name for name in modules if folder != "tests" and name not in tree}
    assert f"{folder}/" in tree
    assert missing == set()


def test_the_page_on_evaluation_lists_every_measure() -> None:
    table = (ROOT / "eval" / "README.md").read_text(encoding="utf-8").split("## Measures")[1].split("\n\n")[1]
    named = [name for row in table.splitlines()[2:] for name in re.findall(r"`([^`]+)`", row.split("|")[1])]
    assert named == [*MEASURES, *LATENCIES]


def test_the_schema_of_items_lists_every_key() -> None:
    schema = (ROOT / "eval" / "facts" / "SCHEMA.md").read_text(encoding="utf-8")
    keys = {field.name for of in (Item, Turn, Span, SecondReading) for field in fields(of)}
    assert keys <= set(re.findall(r"`(\w+)`", schema))


def test_the_transcript_is_what_mundap_answers(service: Service) -> None:
    question, answer = re.search(r'\$ mundap ask "(.+)"\n(.+)\n', README).groups()  # type: ignore[union-attr]
    assert service.ask(question)["answer"] == answer
