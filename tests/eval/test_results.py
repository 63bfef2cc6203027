"""A result is read back as it was written; the judged items of a run outlive its end, whenever that comes."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.dataset import Item, Span, Turn
from eval.errors import EvaluationMisused, ResultBroken, RunUnfinished
from eval.measures import Record, judge
from eval.results import Journal, make_result, reaches, read_result, write_result
from eval.spans import Units

MANIFEST: dict[str, Any] = {
    "time": "2021-01-31T09:00:00+00:00",
    "commit": "0123abc",
    "split": "all",
    "items": {"count": 3, "sha256": "d0"},
    "service": "local",
    "settings": {"home": "가람"},
}
PROOF = Span("garam.txt", 100, 115, "소요예산 : 4,000백만원")
TURN = Turn("가람숲 도서관 예산은 얼마인가요?", "answered", "40억원", (("40억",),), (), (PROOF,))
ITEM = Item("t001", "budget", "formal", "easy", (TURN,), "dev")


def judged(item: Item, answer: str = "40억원입니다. [1]") -> Record:
    """The item as answered; a wrong answer is one without 40억."""
    citation = {"source": PROOF.source, "start": PROOF.start, "end": PROOF.end, "quote": PROOF.quote}
    body = {"status": "answered", "answer": answer, "citations": [citation]}
    return judge(item, [body], [citation | {"text": PROOF.quote}], [12.5], Units({}))


RIGHT = judged(ITEM)
WRONG = judged(replace(ITEM, id="t002", style="typo"), "모릅니다. [1]")
SEALED = judged(replace(ITEM, id="t003", split="sealed"))
REFUSAL = replace(RIGHT, id="t004", category="unanswerable", values={"refusal-recall": 1.0})
RECORDS = [RIGHT, WRONG, SEALED]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "결과.json"


@pytest.fixture
def partial(tmp_path: Path) -> Path:
    return tmp_path / "결과.json.partial"


# A result


def test_a_result_is_read_back_as_it_was_written(path: Path) -> None:
    result = make_result(RECORDS, MANIFEST)
    write_result(path, result)
    assert read_result(path) == result
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_result_holds_what_its_items_come_to() -> None:
    result = make_result(RECORDS, MANIFEST)
    assert result.manifest == MANIFEST
    assert result.items == (RIGHT, WRONG, SEALED)
    assert (result.measures["accuracy"].value, result.measures["accuracy"].n) == (pytest.approx(2 / 3), 3)
    assert {style: figures["accuracy"].value for style, figures in result.by["style"].items()} == {
        "formal": 1.0,
        "typo": 0.0,
    }
    assert result.by.keys() == {"category", "style", "difficulty"}


def test_the_failures_are_what_was_answered_wrongly() -> None:
    assert make_result(RECORDS, MANIFEST).failures == [WRONG]
    assert make_result([RIGHT], MANIFEST).failures == []


def without(value: dict[str, Any], name: str) -> dict[str, Any]:
    return {n: v for n, v in value.items() if n != name}


BROKEN: dict[str, Any] = {
    "empty": lambda result: "",
    "cut off": lambda result: json.dumps(result)[:-10],
    "a list": lambda result: json.dumps([result]),
    "without items": lambda result: json.dumps(without(result, "items")),
    "without measures": lambda result: json.dumps(without(result, "measures")),
    "an item with more": lambda result: json.dumps(result | {"items": [result["items"][0] | {"rank": 1}]}),
    "an item with less": lambda result: json.dumps(result | {"items": [without(result["items"][0], "right")]}),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_another_file_is_no_result(broken: Any, path: Path) -> None:
    write_result(path, make_result(RECORDS, MANIFEST))
    path.write_text(broken(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    with pytest.raises(ResultBroken, match=r"결과\.json: .*mundap eval --json`"):
        read_result(path)


def test_a_file_that_cannot_be_read_is_no_result(path: Path) -> None:
    with pytest.raises(ResultBroken, match=r"결과\.json"):
        read_result(path)
    path.mkdir()
    with pytest.raises(ResultBroken, match=r"결과\.json"):
        read_result(path)


@pytest.mark.parametrize(
    ("threshold", "reached"), [(0.0, True), (0.4, True), (0.5, True), (0.501, False), (1.0, False)]
)
def test_the_accuracy_reaches_a_threshold_or_not(threshold: float, reached: bool) -> None:
    assert reaches(make_result([RIGHT, WRONG], MANIFEST), threshold) is reached


def test_without_an_accuracy_only_no_threshold_is_reached() -> None:
    result = make_result([REFUSAL], MANIFEST)
    assert reaches(result, 0.0)
    with pytest.raises(EvaluationMisused, match="--threshold"):
        reaches(result, 0.1)


# A journal


def kept(path: Path, *records: Record) -> Path:
    """The journal of a run that stopped after some records."""
    with Journal(path, MANIFEST) as journal:
        for record in records:
            journal.keep(record)
    return path


def resumed(path: Path) -> list[Record]:
    with Journal(path, MANIFEST) as journal:
        return journal.records


def test_a_new_journal_has_no_records_and_makes_its_folder(tmp_path: Path) -> None:
    assert resumed(tmp_path / "새" / "폴더" / "결과.json.partial") == []
    assert (tmp_path / "새" / "폴더" / "결과.json.partial").exists()


def test_a_judged_item_is_on_disk_at_once(partial: Path) -> None:
    with Journal(partial, MANIFEST) as journal:
        for count, record in enumerate(RECORDS, start=1):
            journal.keep(record)
            _, *lines = partial.read_text(encoding="utf-8").splitlines()
            assert [json.loads(line)["id"] for line in lines] == [r.id for r in RECORDS[:count]]
            assert journal.records == RECORDS[:count]


def test_a_journal_goes_on_where_it_stopped(partial: Path) -> None:
    kept(partial, RIGHT)
    kept(partial, WRONG)
    kept(partial)
    assert resumed(partial) == [RIGHT, WRONG]


def test_a_journal_is_the_manifest_and_an_item_a_line(partial: Path) -> None:
    head, *lines = kept(partial, RIGHT, WRONG).read_text(encoding="utf-8").splitlines()
    assert json.loads(head) == MANIFEST
    assert [json.loads(line)["id"] for line in lines] == ["t001", "t002"]


@pytest.mark.parametrize("cut", [1, 2, 40], ids=["its end", "its end and a bracket", "much of it"])
def test_a_line_that_was_cut_off_is_dropped_and_written_anew(cut: int, partial: Path) -> None:
    whole = kept(partial, RIGHT, WRONG).read_bytes()
    partial.write_bytes(whole[:-cut])
    assert resumed(partial) == [RIGHT]
    partial.write_bytes(whole[:-cut])
    with Journal(partial, MANIFEST) as journal:
        journal.keep(WRONG)
        assert journal.records == [RIGHT, WRONG]
    assert partial.read_bytes() == whole


def test_a_cut_off_line_longer_than_the_next_leaves_nothing_behind(partial: Path) -> None:
    whole = kept(partial, SEALED).read_bytes()
    partial.write_bytes(whole + b'{"id":"t002","category":"' + "가".encode() * 2000)
    assert resumed(partial) == [SEALED]
    assert partial.read_bytes() == whole


@pytest.mark.parametrize(
    "change",
    [
        {"commit": "0123abc-dirty"},
        {"split": "dev"},
        {"items": {"count": 3, "sha256": "d1"}},
        {"service": "http://127.0.0.1:8000"},
        {"settings": {"home": "다른 곳"}},
        {"recipe": {}},
    ],
    ids=["commit", "split", "items", "service", "settings", "one more thing"],
)
def test_a_journal_of_another_run_is_refused_and_left_alone(change: dict[str, Any], partial: Path) -> None:
    before = kept(partial, RIGHT).read_bytes()
    with pytest.raises(RunUnfinished, match=r"결과\.json\.partial.*이어서 할 수 없습니다"):
        Journal(partial, MANIFEST | change)
    assert partial.read_bytes() == before


def test_a_journal_of_a_run_that_knew_more_is_refused(partial: Path) -> None:
    kept(partial, RIGHT)
    with pytest.raises(RunUnfinished):
        Journal(partial, without(MANIFEST, "service"))


def test_only_the_time_may_differ(partial: Path) -> None:
    kept(partial, RIGHT)
    with Journal(partial, MANIFEST | {"time": "2021-02-01T10:30:00+00:00"}) as journal:
        assert journal.records == [RIGHT]


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]\n", b"null\n", "가람숲\n".encode(), b"\xff\xfe\n"],
    ids=["empty", "cut off", "a list", "null", "no JSON", "not UTF-8"],
)
def test_another_file_is_no_journal_and_left_alone(data: bytes, partial: Path) -> None:
    partial.write_bytes(data)
    with pytest.raises(RunUnfinished):
        Journal(partial, MANIFEST)
    assert partial.read_bytes() == data


@pytest.mark.parametrize("line", [b"", b"{}", b"null", b"\xff"], ids=["empty", "no item", "null", "not UTF-8"])
def test_a_journal_with_a_line_that_is_no_item_is_refused(line: bytes, partial: Path) -> None:
    head, first = kept(partial, RIGHT).read_bytes().splitlines(keepends=True)
    partial.write_bytes(head + line + b"\n" + first)
    with pytest.raises(RunUnfinished, match=r"결과\.json\.partial"):
        Journal(partial, MANIFEST)


def test_two_runs_do_not_write_one_journal(partial: Path) -> None:
    with Journal(partial, MANIFEST) as journal:
        journal.keep(RIGHT)
        before = partial.read_bytes()
        for _ in range(2):
            with pytest.raises(RunUnfinished, match=r"결과\.json\.partial에 다른 평가가"):
                Journal(partial, MANIFEST)
        assert partial.read_bytes() == before
        journal.keep(WRONG)
    assert resumed(partial) == [RIGHT, WRONG]


def test_runs_on_two_journals_are_no_matter_to_each_other(tmp_path: Path) -> None:
    with Journal(tmp_path / "가람.partial", MANIFEST) as one, Journal(tmp_path / "새솔.partial", MANIFEST) as other:
        one.keep(RIGHT)
        other.keep(WRONG)
    assert (resumed(one.path), resumed(other.path)) == ([RIGHT], [WRONG])


def test_a_run_leaves_no_lock_behind(partial: Path) -> None:
    with Journal(partial, MANIFEST):
        assert len(list(partial.parent.iterdir())) == 2, "the journal and its lock"
    assert list(partial.parent.iterdir()) == [partial]


def test_a_journal_that_is_refused_leaves_no_lock_behind(partial: Path) -> None:
    kept(partial, RIGHT)
    with pytest.raises(RunUnfinished, match="이어서 할 수 없습니다"):
        Journal(partial, MANIFEST | {"split": "dev"})
    assert list(partial.parent.iterdir()) == [partial]
    assert resumed(partial) == [RIGHT]


# Sealed items


@pytest.mark.parametrize("file", ["journal", "result"])
def test_neither_question_nor_answer_of_a_sealed_item_is_written(file: str, path: Path, partial: Path) -> None:
    said = "총 40억원이 듭니다. [1]"
    record = judged(replace(ITEM, split="sealed"), said)
    write_result(path, make_result([record], MANIFEST))
    kept(partial, record)
    written = (partial if file == "journal" else path).read_text(encoding="utf-8")
    assert "t001" in written
    assert [text for text in (TURN.question, TURN.gold, "총 ", PROOF.quote) if text in written] == []


@pytest.mark.parametrize("file", ["journal", "result"])
def test_question_and_answer_of_an_item_that_is_not_sealed_are_written(file: str, path: Path, partial: Path) -> None:
    write_result(path, make_result([RIGHT], MANIFEST))
    kept(partial, RIGHT)
    written = (partial if file == "journal" else path).read_text(encoding="utf-8")
    assert [text for text in (TURN.question, TURN.gold, "40억원입니다. [1]", PROOF.quote) if text not in written] == []
