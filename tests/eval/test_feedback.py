"""``mundap feedback export``: candidates on stdout, notes on stderr, and a store that is only read."""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.cli import main
from api.conversations import Conversations, new_answer_id
from api.settings import Settings

KOREAN_LINE = re.compile(r"[^\n]*[가-힣][^\n]*\n")


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def candidates(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Export = Callable[..., Done]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def export(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Export:
    """Runs the command in this process over the home."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["mundap", "feedback", "export", "--home", str(home), *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        code = left.value.code
        assert code is None or isinstance(code, int)
        return Done(code or 0, *capsys.readouterr())

    return run


@pytest.fixture
def store(home: Path) -> Conversations:
    """The store of the home, in which nothing has been asked."""
    return Conversations(Settings(home=home).conversations, 30)


def rate(store: Conversations, question: str, rating: str, comment: str | None = None) -> None:
    """Let a question have been asked, refused, and the refusal rated."""
    body = {
        "id": new_answer_id(),
        "conversation_id": store.open(None),
        "status": "not_found",
        "answer": "문서에는 관한 내용이 없습니다.",
        "citations": [],
        "index": "gen_known",
    }
    store.keep(question, body)
    store.rate(body["id"], rating, comment)


def assert_complaint(done: Done) -> None:
    """One Korean line on stderr, nothing on stdout, the exit code for usage."""
    assert (done.code, done.out) == (2, "")
    assert KOREAN_LINE.fullmatch(done.err), done.err


def test_help_says_what_is_masked_and_that_names_are_not(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    out = export("--help").out
    assert "예: mundap feedback export" in out
    assert "이름은 가려지지 않습니다" in out
    told = dict(re.findall(r"^  (--\w+)\S* <[^>]*>  +(.+)$", out, re.MULTILINE))
    assert {"--out", "--rating", "--since", "--home"} == told.keys()
    assert [name for name, text in told.items() if not re.search("[가-힣]", text)] == []


def test_rated_answers_are_printed_a_line_each_in_the_order_of_their_ratings(
    export: Export, store: Conversations
) -> None:
    rate(store, "주차료는 010-1234-5678로 알려 줘", "down", "hong@example.com")
    rate(store, "열람석은?", "up")
    done = export()
    assert done.code == 0
    assert [told["question"] for told in done.candidates] == ["주차료는 [전화번호]로 알려 줘", "열람석은?"]
    assert [told["candidate"]["comment"] for told in done.candidates] == ["[이메일]", ""]
    assert "\\u" not in done.out
    assert done.err == "후보 2개. 이름은 가려지지 않았으니 넘기기 전에 읽어 보세요.\n"


def test_the_same_store_gives_the_same_output(export: Export, store: Conversations) -> None:
    for number in range(5):
        rate(store, f"{number}번째 질문", "up")
    assert export().out == export().out


def test_rating_and_day_choose(export: Export, store: Conversations) -> None:
    rate(store, "주차료는?", "down")
    rate(store, "열람석은?", "up")
    assert [told["question"] for told in export("--rating", "down").candidates] == ["주차료는?"]
    assert len(export("--since", "2021-01-01").candidates) == 2
    none = export("--since", "2999-01-01")
    assert (none.code, none.out) == (0, "")
    assert "내보낼 평가가 없습니다" in none.err


def test_candidates_go_to_a_new_file(export: Export, store: Conversations, tmp_path: Path) -> None:
    rate(store, "주차료는?", "down")
    printed, file = export().out, tmp_path / "후보.jsonl"
    done = export("--out", file)
    assert (done.code, done.out) == (0, "")
    assert file.read_text(encoding="utf-8") == printed
    assert_complaint(export("--out", file))
    assert file.read_text(encoding="utf-8") == printed


@pytest.mark.usefixtures("store")
def test_nothing_rated_is_said_and_no_file_is_written(export: Export, tmp_path: Path) -> None:
    done = export("--out", tmp_path / "후보.jsonl")
    assert (done.code, done.out) == (0, "")
    assert KOREAN_LINE.fullmatch(done.err)
    assert not (tmp_path / "후보.jsonl").exists()


def test_a_home_without_a_store_is_told_and_stays_without(export: Export, home: Path) -> None:
    done = export()
    assert_complaint(done)
    assert "mundap serve" in done.err
    assert not home.exists()
    home.mkdir()
    assert_complaint(export())
    assert list(home.iterdir()) == []


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("options", [("--rating", "good"), ("--since", "어제"), ("--since", "2026-02-30")])
def test_an_option_that_cannot_be_used_is_told(options: tuple[str, str], export: Export) -> None:
    assert_complaint(export(*options))


def test_a_candidate_is_not_evaluated(
    export: Export,
    store: Conversations,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rate(store, "주차료는?", "down")
    file = tmp_path / "후보.jsonl"
    export("--out", file)
    monkeypatch.setattr(sys, "argv", ["mundap", "eval", str(file)])
    with pytest.raises(SystemExit) as left:
        main()
    out, err = capsys.readouterr()
    assert_complaint(Done(int(left.value.code or 0), out, err))
    assert f"{file} 1행: 아직 아무도 확인하지 않은 후보 문항입니다" in err
