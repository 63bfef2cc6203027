"""`mundap ask --explain`: how the question was read, what was weighed, and why the best of it answers or does not."""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from api.answering.features import Features
from api.bootstrap import make_service
from api.cli import main
from api.settings import Settings

STATED = "가람숲 도서관 예산은 얼마인가요?"
REFUSED = "도시텃밭 위치"


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Mundap = Callable[..., Done]


@pytest.fixture
def ask(indexed: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Mundap:
    """Runs `mundap ask` in this process."""

    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["mundap", "ask", *arguments, "--home", str(indexed.home)])
        with pytest.raises(SystemExit) as left:
            main()
        code = left.value.code
        assert code is None or isinstance(code, int)
        return Done(code or 0, *capsys.readouterr())

    return run


@pytest.fixture
def explained(ask: Mundap) -> Callable[[str], str]:
    """What --explain adds to the answer to a question."""

    def run(question: str) -> str:
        plain, done = ask(question), ask(question, "--explain")
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith(plain.out)
        return done.out.removeprefix(plain.out)

    return run


def candidates(explanation: str) -> list[str]:
    """What is told of each candidate, the best first."""
    return re.split(r"^(?=\d위)", explanation.partition("\n판단")[0], flags=re.MULTILINE)[1:]


def test_without_the_option_nothing_is_explained(ask: Mundap) -> None:
    done = ask(STATED)
    assert done.code == 0
    assert "판단" not in done.out + done.err


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (STATED, [STATED, "도서관", "예산"]),
        ("2023년 도시텃밭 예산은?", ["텃밭", "예산", "2023"]),
        ("도시텃밭은 몇 구획이야?", ["텃밭", "구획"]),
        ("가람숲 도서관 예산이 50억원이라며?", ["도서관", "예산", "50억원"]),
        ("가람숲 도서관 위치랑 규모", ["가람숲 도서관 위치\n", "가람숲 도서관 규모\n"]),
        ("가람숲 도서관과 도시텃밭 예산을 합하면?", ["가람숲 도서관 | 도시텃밭"]),
        ("가람숲 도서간 예산은?", ["가람숲 도서관 예산은?"]),
        ("젊은이 쉼터", ["젊은이", "청년"]),
    ],
    ids=["plain", "year", "counter", "claim", "several", "calculation", "misspelt", "synonym"],
)
def test_the_question_is_told_as_it_was_read(question: str, told: list[str], explained: Callable[[str], str]) -> None:
    read = explained(question).partition("\n1위")[0] + "\n"
    assert [word for word in told if word not in read] == []


def test_candidates_are_told_the_best_first_with_their_place(explained: Callable[[str], str]) -> None:
    best, *others = candidates(explained(STATED))
    assert "소요예산 : 4,000백만원" in best
    assert "1 가람숲 도서관 건립 > 사업개요" in best
    assert others
    scores = [float(score) for one in (best, *others) for score in re.findall(r"\A\d위\s+점수 (-?\d+\.\d+)", one)]
    assert len(scores) == len(others) + 1
    assert scores == sorted(scores, reverse=True)


def test_the_features_told_add_up_to_the_score(explained: Callable[[str], str]) -> None:
    for one in candidates(explained(STATED)):
        head, _, parts, support = (line.strip() for line in one.strip().split("\n"))
        told = dict(re.findall(r"(\w+) ([+-]\d+\.\d\d)", parts))
        assert set(told) <= set(Features.__slots__)
        (score,) = re.findall(r"점수 (-?\d+\.\d+)", head)
        assert sum(map(float, told.values())) == pytest.approx(float(score), abs=0.1)
        (total,) = re.findall(r"(-?\d+\.\d+) =", support)
        assert sum(map(float, re.findall(r"[+-]\d+\.\d\d", support.partition("=")[2]))) == pytest.approx(
            float(total), abs=0.1
        )


@pytest.mark.parametrize(
    ("question", "verdict"),
    [(STATED, "답합니다"), (REFUSED, "없다고 답합니다"), ("사서는 몇 명이야?", "없다고 답합니다")],
)
def test_the_verdict_is_told_last_and_agrees_with_the_answer(
    question: str, verdict: str, ask: Mundap, explained: Callable[[str], str]
) -> None:
    last = explained(question).rstrip("\n").split("\n")[-1]
    assert last.startswith("판단")
    assert last.endswith(f"{verdict}.")
    status = json.loads(ask(question, "--json").out)["status"]
    assert (status == "not_found") == ("없다고" in last)


@pytest.mark.parametrize("question", [STATED, REFUSED, "안녕하세요", "가람숲 도서관 위치랑 규모"])
def test_json_keeps_stdout_to_itself(question: str, ask: Mundap) -> None:
    done = ask(question, "--json", "--explain")
    assert done.code == 0
    assert json.loads(done.out)["answer"]
    assert "판단" not in done.out
    assert "읽은 질문" in done.err
    assert "판단" in done.err


def test_a_question_that_cannot_be_read_is_not_explained(ask: Mundap) -> None:
    done = ask("?!", "--explain")
    assert (done.code, done.out) == (2, "")
    assert "판단" not in done.err


def test_the_command_explains_what_the_service_explains(indexed: Settings, explained: Callable[[str], str]) -> None:
    assert explained(STATED).strip() == "\n".join(make_service(indexed).explain(STATED)).strip()
