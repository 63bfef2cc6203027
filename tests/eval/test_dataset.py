"""The known facts: what a file of items must look like, and that the shipped ones are true of the shipped report."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.dataset import Item, ItemsBroken, Span, read_items
from eval.measures import is_right
from ingest.documents import Document

ITEM: dict[str, Any] = {
    "id": "t001",
    "question": "가람숲 도서관 예산은 얼마인가요?",
    "category": "budget",
    "style": "formal",
    "difficulty": "easy",
    "expect": "answered",
    "gold": "40억원",
    "accept": [["40억", "4,000백만원"]],
    "forbid": ["65,000천원"],
    "evidence": [{"start": 100, "end": 115, "quote": "소요예산 : 4,000백만원"}],
    "split": "dev",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "facts.jsonl"


def write(path: Path, *lines: object) -> Path:
    """A file of items; what is not text already is written as JSON."""
    text = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path


# Any file


def test_an_item_is_read_as_it_is_written(path: Path) -> None:
    (item,) = read_items([write(path, ITEM)])
    assert item == Item(
        **ITEM
        | {
            "accept": (("40억", "4,000백만원"),),
            "forbid": ("65,000천원",),
            "evidence": (Span(100, 115, "소요예산 : 4,000백만원"),),
        }
    )


def test_blank_lines_are_no_items(path: Path) -> None:
    assert len(read_items([write(path, "", ITEM, "  ", ITEM | {"id": "t002"})])) == 2


def test_a_split_is_read_alone(path: Path) -> None:
    write(path, ITEM, ITEM | {"id": "t002", "split": "sealed"})
    assert [item.id for item in read_items([path], "dev")] == ["t001"]
    assert [item.id for item in read_items([path], "sealed")] == ["t002"]
    assert [item.id for item in read_items([path], "all")] == ["t001", "t002"]


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "t002", ',
        "예산은 얼마인가요?",
        "[]",
        "7",
        "null",
        {name: value for name, value in ITEM.items() if name != "gold"},
        ITEM | {"id": "t002", "note": "더 있는 항목"},
        ITEM | {"id": "t002", "accept": None},
        ITEM | {"id": "t002", "evidence": [{"start": 1}]},
        ITEM | {"id": "t002", "evidence": ["소요예산"]},
    ],
    ids=[
        "cut off",
        "no JSON",
        "a list",
        "a number",
        "null",
        "field missing",
        "field unknown",
        "no values",
        "half a span",
        "a quote for a span",
    ],
)
def test_a_malformed_line_is_named_with_its_file(line: object, path: Path) -> None:
    with pytest.raises(ItemsBroken, match=r"facts\.jsonl 3행"):
        read_items([write(path, ITEM, "", line)])


def test_an_id_may_be_used_once(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ItemsBroken, match="t001"):
        read_items([write(path, ITEM, ITEM)])
    with pytest.raises(ItemsBroken, match="t001"):
        read_items([write(path, ITEM), write(tmp_path / "more.jsonl", ITEM)])


@pytest.mark.parametrize("data", [None, b"\xff\xfe{}"], ids=["missing", "not UTF-8"])
def test_a_file_that_cannot_be_read_is_named(data: bytes | None, path: Path) -> None:
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ItemsBroken, match=r"facts\.jsonl"):
        read_items([path])


# The shipped items


@pytest.fixture(scope="module")
def shipped() -> list[Item]:
    return read_items()


def test_there_are_enough_items_of_every_kind(shipped: list[Item]) -> None:
    assert len(shipped) >= 60
    for split in ("dev", "sealed"):
        kinds = {item.expect for item in shipped if item.split == split}
        assert kinds == {"answered", "not_found"}
        assert sum(item.split == split for item in shipped) >= 30


# Only ids are asserted on, so that a failure does not show the question of a sealed item.


def test_every_evidence_is_a_span_of_the_report(shipped: list[Item], report: Document) -> None:
    wrong = [item.id for item in shipped for e in item.evidence if report.text[e.start : e.end] != e.quote]
    assert wrong == []


def test_what_can_be_answered_has_values_and_evidence(shipped: list[Item]) -> None:
    stated = {item.id for item in shipped if item.expect == "answered"}
    with_values = {item.id for item in shipped if item.accept and all(item.accept)}
    with_evidence = {item.id for item in shipped if item.evidence}
    assert stated == with_values == with_evidence


def test_the_gold_answer_is_right_by_its_own_measure(shipped: list[Item]) -> None:
    assert [item.id for item in shipped if not is_right(item, item.expect, item.gold)] == []


def test_no_two_items_ask_the_same(shipped: list[Item]) -> None:
    asked: dict[str, list[str]] = {}
    for item in shipped:
        asked.setdefault(" ".join(item.question.split()), []).append(item.id)
    assert [ids for ids in asked.values() if len(ids) > 1] == []
