"""Where a result goes: a bad path is told before the first question, and no unfinished run is overwritten."""

import os
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.errors import EvaluationMisused, RunUnfinished
from eval.measures import Record
from eval.results import Journal, Result, make_result, read_result
from eval.targets import Targets

KINDS = ("json", "html", "junit", "journal")
MANIFEST = {"time": "2021-01-31T09:00:00+00:00", "split": "dev", "index": "gen_1", "service": "local"}


@pytest.fixture
def result(record: Callable[..., Record]) -> Result:
    return make_result([record("t001"), record("t002", right=False)], MANIFEST)


@pytest.fixture
def read_only(tmp_path: Path) -> Path:
    """A folder with a file in it, neither of which can be written; for root, one that not even root can write to."""
    if os.geteuid() == 0:
        return Path("/proc/sys/kernel")
    folder = tmp_path / "읽기 전용"
    folder.mkdir()
    (folder / "osrelease").touch(mode=0o400)
    folder.chmod(0o500)
    return folder


def targets(folder: Path, *kinds: str, **paths: Path) -> Targets:
    """Targets of those kinds in a folder, or of those paths; the journal is always there."""
    chosen = {kind: folder / f"결과.{kind}" for kind in (*kinds, "journal")} | paths
    return Targets(**{kind: chosen.get(kind) for kind in KINDS})  # type: ignore[arg-type]


def begun(path: Path) -> Path:
    """The journal of a run that stopped."""
    with Journal(path, MANIFEST):
        return path


# Bad paths


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_in_place_of_a_file_is_refused(kind: str, tmp_path: Path) -> None:
    (tmp_path / "결과").mkdir()
    with pytest.raises(EvaluationMisused, match=r"/결과: 쓸 수 없습니다\. 쓸 수 있는 파일 경로를"):
        targets(tmp_path, **{kind: tmp_path / "결과"}).check(resume=False, inputs=())


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_in_place_of_a_folder_is_refused(kind: str, tmp_path: Path) -> None:
    (tmp_path / "파일").write_text("", encoding="utf-8")
    with pytest.raises(EvaluationMisused, match=r"/파일/안/결과: 쓸 수 없습니다"):
        targets(tmp_path, **{kind: tmp_path / "파일" / "안" / "결과"}).check(resume=False, inputs=())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["결과", "osrelease"], ids=["a new file", "a file that is there"])
def test_what_may_not_be_written_is_refused(kind: str, name: str, read_only: Path, tmp_path: Path) -> None:
    with pytest.raises(EvaluationMisused, match=f"/{name}: 쓸 수 없습니다"):
        targets(tmp_path, **{kind: read_only / name}).check(resume=False, inputs=())


def test_a_bad_path_is_told_before_an_unfinished_run(tmp_path: Path) -> None:
    (tmp_path / "결과").mkdir()
    journal = begun(tmp_path / "결과.partial")
    with pytest.raises(EvaluationMisused, match="/결과: 쓸 수 없습니다"):
        targets(tmp_path, html=tmp_path / "결과", journal=journal).check(resume=False, inputs=())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["items.jsonl", "앞.json"], ids=["the items", "the earlier result"])
def test_what_is_read_is_not_written_over(kind: str, name: str, tmp_path: Path) -> None:
    read = [tmp_path / "items.jsonl", tmp_path / "앞.json"]
    for path in read:
        path.write_text("읽을 것", encoding="utf-8")
    (tmp_path / "폴더").mkdir()
    again = tmp_path / "폴더" / ".." / name
    with pytest.raises(EvaluationMisused, match=r"읽을 파일과 결과 파일.*달라야"):
        targets(tmp_path, **{kind: again}).check(resume=False, inputs=read)
    assert [path.read_text(encoding="utf-8") for path in read] == ["읽을 것"] * 2


def test_two_results_in_one_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationMisused, match=r"--json, --html, --junit.*달라야"):
        targets(tmp_path, html=tmp_path / "결과", junit=tmp_path / "결과").check(resume=False, inputs=())


# Good paths


def test_what_is_read_may_lie_beside_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "items.jsonl").write_text("읽을 것", encoding="utf-8")
    targets(tmp_path, *KINDS).check(resume=False, inputs=[tmp_path / "items.jsonl", tmp_path / "앞.json"])
    assert [path.name for path in tmp_path.iterdir()] == ["items.jsonl"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_that_is_not_there_is_made(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "새" / "폴더" / "결과"
    targets(tmp_path, **{kind: path}).check(resume=False, inputs=())
    assert path.parent.is_dir()
    assert not path.exists(), "to check a path is not to write it"


def test_a_result_that_is_there_may_be_replaced(tmp_path: Path, result: Result) -> None:
    chosen = targets(tmp_path, "json", "html", "junit")
    for path in (chosen.json, chosen.html, chosen.junit):
        assert path
        path.write_text("지난주", encoding="utf-8")
    chosen.check(resume=False, inputs=())
    begun(chosen.journal)
    chosen.write(result)
    assert [path.name for path in tmp_path.iterdir() if path.read_text(encoding="utf-8") == "지난주"] == []


# Unfinished runs


def test_an_unfinished_run_is_not_begun_anew(tmp_path: Path) -> None:
    journal = begun(tmp_path / "결과.json.partial")
    before = journal.read_bytes()
    with pytest.raises(RunUnfinished, match=r"결과\.json\.partial에 있습니다.*--resume.*지워"):
        targets(tmp_path, journal=journal).check(resume=False, inputs=())
    assert journal.read_bytes() == before


def test_an_unfinished_run_may_go_on(tmp_path: Path) -> None:
    journal = begun(tmp_path / "결과.json.partial")
    before = journal.read_bytes()
    targets(tmp_path, journal=journal).check(resume=True, inputs=())
    assert journal.read_bytes() == before


def test_without_an_unfinished_run_there_is_nothing_to_go_on_with(tmp_path: Path) -> None:
    with pytest.raises(RunUnfinished, match=r"이어서 할 평가가 없습니다\(.*결과\.journal\).*--resume 없이"):
        targets(tmp_path).check(resume=True, inputs=())


# Writing


def told_by_json(path: Path) -> list[str]:
    return [record.id for record in read_result(path).items]


def told_by_html(path: Path) -> list[str]:
    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    return ["t001", "t002"] if "문항 2개 가운데 1개를 맞혔습니다" in page else []


def told_by_junit(path: Path) -> list[str]:
    return [case.get("name", "") for case in ElementTree.parse(path).iter("testcase")]


READERS = {"json": told_by_json, "html": told_by_html, "junit": told_by_junit}


@pytest.mark.parametrize(
    "kinds",
    [(), ("json",), ("html",), ("junit",), ("json", "html", "junit")],
    ids=["nothing", "JSON", "HTML", "JUnit", "all"],
)
def test_what_was_asked_for_is_written_and_nothing_else(kinds: tuple[str, ...], tmp_path: Path, result: Result) -> None:
    chosen = targets(tmp_path, *kinds)
    begun(chosen.journal)
    chosen.write(result)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"결과.{kind}" for kind in kinds)
    for kind in kinds:
        assert READERS[kind](tmp_path / f"결과.{kind}") == ["t001", "t002"]


def test_the_journal_stays_until_everything_is_written(tmp_path: Path, result: Result) -> None:
    chosen = targets(tmp_path, "json", junit=tmp_path / "gone" / "결과.xml")
    begun(chosen.journal)
    with pytest.raises(OSError, match="gone"):
        chosen.write(result)
    assert chosen.journal.exists()
