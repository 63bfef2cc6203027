"""Where a result comes from: the same code and items leave the same traces, others leave others."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from eval import provenance
from eval.dataset import Item, Turn
from eval.provenance import commit_of, make_manifest

TURN = Turn("가람숲 도서관 열람석은 몇 개인가요?", "not_found", "문서에 없음", (), (), ())
ITEMS = [Item(name, "unanswerable", "formal", "easy", (TURN,), "dev") for name in ("t001", "t002")]

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> str:
    own = ["-c", "user.name=garam", "-c", "user.email=garam@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", "-C", str(folder), *own, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with one commit of two files in different folders."""
    for name in ("eval/asked.py", "api/served.py"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("FLOORS = 3\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "The first")
    return tmp_path


# The manifest


def test_a_manifest_says_what_was_run_over_what() -> None:
    about = {"service": "local", "index": "g1", "recipe": {"model": "가람"}}
    manifest = make_manifest(ITEMS, "dev", about)
    assert manifest.keys() == {"time", "version", "commit", "split", "items", "service", "index", "recipe"}
    assert {name: manifest[name] for name in about} == about
    assert manifest["version"] == version("mundap")
    assert manifest["commit"] == commit_of(Path(provenance.__file__))
    assert manifest["split"] == "dev"
    assert manifest["items"].keys() == {"count", "sha256"}
    assert manifest["items"]["count"] == 2


def test_a_manifest_tells_the_time_with_its_zone() -> None:
    before = datetime.now(UTC)
    told = datetime.fromisoformat(make_manifest(ITEMS, "all", {})["time"])
    assert before - timedelta(seconds=1) <= told <= datetime.now(UTC)


def test_the_same_items_have_the_same_sum() -> None:
    copies = [replace(item, turns=(replace(TURN),)) for item in ITEMS]
    assert make_manifest(copies, "dev", {})["items"] == make_manifest(ITEMS, "dev", {})["items"]


@pytest.mark.parametrize(
    "items",
    [
        ITEMS[:1],
        ITEMS[::-1],
        [replace(ITEMS[0], split="sealed"), ITEMS[1]],
        [replace(ITEMS[0], turns=(replace(TURN, gold="없음"),)), ITEMS[1]],
        [],
    ],
    ids=["fewer", "in another order", "with another split", "with another gold answer", "none"],
)
def test_other_items_have_another_sum(items: list[Item]) -> None:
    assert make_manifest(items, "dev", {})["items"]["sha256"] != make_manifest(ITEMS, "dev", {})["items"]["sha256"]


# The commit


@needs_git
def test_a_tracked_file_has_the_commit_of_its_checkout(checkout: Path) -> None:
    first = git(checkout, "rev-parse", "HEAD")
    assert len(first) == 40
    assert commit_of(checkout / "eval" / "asked.py") == first
    git(checkout, "commit", "--quiet", "--allow-empty", "--message", "The second")
    assert commit_of(checkout / "eval" / "asked.py") == git(checkout, "rev-parse", "HEAD") != first


@needs_git
@pytest.mark.parametrize("changed", ["eval/asked.py", "api/served.py"], ids=["itself", "another file"])
@pytest.mark.parametrize("staged", [False, True], ids=["not staged", "staged"])
def test_a_changed_checkout_is_dirty(changed: str, staged: bool, checkout: Path) -> None:
    (checkout / changed).write_text("FLOORS = 4\n", encoding="utf-8")
    if staged:
        git(checkout, "add", changed)
    head = git(checkout, "rev-parse", "HEAD")
    assert re.fullmatch(f"{head}-dirty-[0-9a-f]{{8}}", commit_of(checkout / "eval" / "asked.py"))


@needs_git
def test_only_the_same_changes_have_the_same_commit(checkout: Path) -> None:
    def after(name: str, text: str) -> str:
        git(checkout, "checkout", "--quiet", "--", ".")
        (checkout / name).write_text(text, encoding="utf-8")
        return commit_of(checkout / "eval" / "asked.py")

    asked, served = "eval/asked.py", "api/served.py"
    commits = [after(asked, "FLOORS = 4\n"), after(asked, "FLOORS = 5\n"), after(served, "FLOORS = 4\n")]
    assert len(set(commits)) == 3
    assert after(asked, "FLOORS = 4\n") == commits[0]
    assert after(asked, "FLOORS = 3\n") == git(checkout, "rev-parse", "HEAD"), "what was taken back is no change"


@needs_git
def test_a_file_beside_does_not_make_a_checkout_dirty(checkout: Path) -> None:
    (checkout / "eval" / "result.json").write_text("{}", encoding="utf-8")
    assert commit_of(checkout / "eval" / "asked.py") == git(checkout, "rev-parse", "HEAD")


@needs_git
def test_the_commit_of_an_untracked_file_is_unknown(checkout: Path) -> None:
    """As of a package installed into an environment inside somebody's checkout."""
    installed = checkout / "venv" / "asked.py"
    installed.parent.mkdir()
    installed.write_text("FLOORS = 3\n", encoding="utf-8")
    assert commit_of(installed) == "unknown"


@needs_git
def test_without_a_commit_it_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "asked.py").write_text("FLOORS = 3\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    assert commit_of(tmp_path / "asked.py") == "unknown"


def test_without_a_repository_it_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "asked.py").write_text("FLOORS = 3\n", encoding="utf-8")
    assert commit_of(tmp_path / "asked.py") == "unknown"
    assert commit_of(tmp_path / "no folder" / "asked.py") == "unknown"


def test_without_git_it_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert commit_of(Path(provenance.__file__)) == "unknown"
