"""The command line: data on stdout, complaints on stderr, and the exit codes of the contract."""

import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.bootstrap import make_index, make_service
from api.cli import main
from api.settings import Settings
from retriever.generation import generations_folder, read_pointer

COMMANDS = ("index", "ask", "search", "serve", "eval", "compare", "feedback", "rollback", "doctor")
STATED = "가람숲 도서관 예산은 얼마인가요?"
KOREAN_LINE = re.compile(r"[^\n]*[가-힣][^\n]*\n")


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Mundap = Callable[..., Done]


@pytest.fixture
def mundap(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Mundap:
    """Runs the command in this process."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["mundap", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        code = left.value.code
        assert code is None or isinstance(code, int)
        return Done(code or 0, *capsys.readouterr())

    return run


@pytest.fixture
def copied(indexed: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A copy of `indexed` that a test may break; the variables point to it."""
    # The store of conversations may be closing, and drop files, while the index is copied.
    shutil.copytree(indexed.home, tmp_path / "home", ignore=shutil.ignore_patterns("conversations.*"))
    shutil.copytree(indexed.corpus, tmp_path / "corpus")
    monkeypatch.setenv("MUNDAP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MUNDAP_CORPUS", str(tmp_path / "corpus"))
    return Settings()


def current_folder(home: Path) -> Path:
    return generations_folder(home) / read_pointer(home)[0]


def damage(home: Path) -> None:
    (current_folder(home) / "passages.jsonl").write_text("{}\n", encoding="utf-8")


def assert_complaint(done: Done, code: int) -> None:
    """What holds for every foreseen error: one Korean line on stderr, nothing on stdout, no traceback."""
    assert (done.code, done.out) == (code, "")
    assert KOREAN_LINE.fullmatch(done.err), done.err


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def without_ids(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in ("id", "conversation_id", "timings_ms")}


# Help

HELPS = """
import sys
from api.cli import main
for command in [[], *([name] for name in sys.argv[1:])]:
    sys.argv = ["mundap", *command, "--help"]
    try:
        main()
    except SystemExit as left:
        assert not left.code, command
heavy = {"chromadb", "kss", "torch", "kiwipiepy", "sentence_transformers", "langchain_core", "fastapi", "numpy"}
print("loaded:", *sorted(heavy & sys.modules.keys()))
"""


def test_help_lists_every_command_and_loads_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", HELPS, *COMMANDS], capture_output=True, text=True, check=True)
    for command in COMMANDS:
        assert re.search(rf"^\s*{command}\s+\S*[가-힣]", done.stdout, re.MULTILINE), command
        assert f"예: mundap {command}" in done.stdout
    assert done.stdout.endswith("loaded:\n")
    assert done.stderr == ""


def test_a_command_alone_is_answered_with_help(mundap: Mundap) -> None:
    done = mundap()
    assert "ask" in done.out + done.err


# Answers


def test_ask_prints_the_answer_and_its_quote(mundap: Mundap, indexed: Settings) -> None:
    done = mundap("ask", STATED, "--home", indexed.home)
    assert (done.code, done.err) == (0, "")
    answer, _, citation = done.out.partition("\n")
    assert answer == "가람숲 도서관 건립의 소요예산은 4,000백만원(40억원)입니다. [1]"
    assert "[1] 새솔시 도시정책실 업무보고 (report.txt 14행)" in citation
    assert "Ⅰ. 주요 업무 > 1. 생활 기반 > 1 가람숲 도서관 건립 > 사업개요" in citation
    assert "“소요예산 : 4,000백만원”" in citation
    assert "\x1b" not in done.out


@pytest.mark.parametrize("question", [STATED, "하늘전망대 예산은?", "안녕하세요"])
def test_ask_prints_the_body_of_the_contract(question: str, mundap: Mundap, indexed: Settings) -> None:
    done = mundap("ask", question, "--json", "--home", indexed.home)
    assert (done.code, done.err) == (0, "")
    body, served = json.loads(done.out), make_service(indexed).ask(question)
    assert list(body) == list(served)
    assert without_ids(body) == without_ids(served)
    assert served["answer"].split("\n")[0] in done.out, "Hangul is not escaped"


def test_search_prints_ranked_passages(mundap: Mundap, indexed: Settings) -> None:
    done = mundap("search", "가람숲 도서관 소요예산", "--limit", 3, "--home", indexed.home)
    assert (done.code, done.err) == (0, "")
    assert re.findall(r"^ (\d)\. \d\.\d\d  report\.txt \d+행  ", done.out, re.MULTILINE) == ["1", "2", "3"]
    assert "소요예산 : 4,000백만원" in done.out


def test_search_prints_the_body_of_the_contract(mundap: Mundap, indexed: Settings) -> None:
    done = mundap("search", STATED, "--json", "--limit", 2, "--home", indexed.home)
    assert json.loads(done.out)["passages"] == make_service(indexed).search(STATED, 2)["passages"]


def test_the_variable_names_the_home_too(mundap: Mundap, copied: Settings) -> None:
    assert "40억원" in mundap("ask", STATED).out


def test_a_process_of_its_own_keeps_stdout_for_data(indexed: Settings) -> None:
    command = [sys.executable, "-m", "api", "ask", STATED, "--json", "--home", str(indexed.home)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["status"] == "answered"


# Indexing


@pytest.mark.usefixtures("whole_blocks")
def test_index_tells_what_changed(mundap: Mundap, tmp_path: Path, report_text: str) -> None:
    corpus, home = tmp_path / "corpus", tmp_path / "home"
    corpus.mkdir()
    (corpus / "report.txt").write_text(report_text, encoding="utf-8")
    first = mundap("index", corpus, "--home", home)
    assert (first.code, first.err) == (0, "")
    assert first.out.startswith("추가  report.txt\n")
    (corpus / "report.txt").rename(corpus / "later.txt")
    (corpus / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\r")
    second = mundap("index", corpus, "--home", home)
    assert second.code == 0
    assert second.out.startswith("추가  later.txt\n삭제  report.txt\n")
    assert KOREAN_LINE.fullmatch(second.err)
    assert "scan.png" in second.err
    assert read_pointer(home)[0] in second.out


@pytest.mark.usefixtures("whole_blocks")
def test_index_alone_reads_the_corpus(mundap: Mundap, copied: Settings) -> None:
    done = mundap("index")
    assert done.code == 0
    assert "문서 1건" in done.out
    assert "그대로 1건" in done.out


@pytest.mark.usefixtures("whole_blocks")
def test_index_mends_damage(mundap: Mundap, copied: Settings) -> None:
    damage(copied.home)
    assert mundap("ask", STATED).code == 3
    assert mundap("index").code == 0
    assert "40억원" in mundap("ask", STATED).out


@pytest.mark.usefixtures("whole_blocks")
def test_rollback_brings_the_previous_answer_back(mundap: Mundap, copied: Settings, report_text: str) -> None:
    before = read_pointer(copied.home)[0]
    (copied.corpus / "report.txt").write_text(report_text.replace("4,000백만원", "5,000백만원"), encoding="utf-8")
    mundap("index")
    assert "50억원" in mundap("ask", STATED).out
    done = mundap("rollback")
    assert (done.code, done.err) == (0, "")
    assert before in done.out
    assert "40억원" in mundap("ask", STATED).out


# Exit codes


@pytest.mark.parametrize("command", [("ask", STATED), ("search", STATED), ("rollback",)])
def test_without_an_index_the_code_is_3(command: tuple[str, ...], mundap: Mundap, tmp_path: Path) -> None:
    done = mundap(*command, "--home", tmp_path)
    assert_complaint(done, 3)
    assert "`mundap index`" in done.err


@pytest.mark.parametrize("command", [("ask", STATED), ("search", STATED), ("serve",)])
def test_with_a_damaged_index_the_code_is_3(command: tuple[str, ...], mundap: Mundap, copied: Settings) -> None:
    damage(copied.home)
    done = mundap(*command, *(("--port", free_port()) if command == ("serve",) else ()))
    assert_complaint(done, 3)
    assert "`mundap index`" in done.err


@pytest.mark.parametrize("command", [("ask", STATED), ("serve",)])
def test_with_an_index_of_another_splitter_the_code_is_3(
    command: tuple[str, ...], mundap: Mundap, copied: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retriever.generation.PASSAGES", "another splitter")
    done = mundap(*command, *(("--port", free_port()) if command == ("serve",) else ()))
    assert_complaint(done, 3)
    assert "`mundap index`" in done.err


@pytest.mark.parametrize("question", ["", "   ", "?!", "가" * 2001], ids=["empty", "blank", "punctuation", "too long"])
@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_question_that_cannot_be_asked_is_wrong_usage(
    command: str, question: str, mundap: Mundap, indexed: Settings
) -> None:
    assert_complaint(mundap(command, question, "--home", indexed.home), 2)


@pytest.mark.parametrize(
    "command",
    [
        ("answer",),
        ("ask",),
        ("ask", "도서관", "예산"),
        ("search", STATED, "--limit", "0"),
        ("search", STATED, "--limit", "many"),
        ("serve", "--port", "0"),
        ("ask", STATED, "--jsno"),
        ("eval", "--split", "test"),
    ],
)
def test_wrong_usage_has_code_2(command: tuple[str, ...], mundap: Mundap) -> None:
    done = mundap(*command)
    assert (done.code, done.out) == (2, "")
    assert done.err
    assert "Traceback" not in done.err


def test_a_path_that_is_not_there_is_named(mundap: Mundap, tmp_path: Path) -> None:
    done = mundap("index", tmp_path / "nowhere", "--home", tmp_path / "home")
    assert_complaint(done, 2)
    assert "nowhere" in done.err


def test_a_folder_without_documents_is_named(mundap: Mundap, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert_complaint(mundap("index", tmp_path / "empty", "--home", tmp_path / "home"), 2)


def test_an_unwritable_home_is_named_with_the_way_out(mundap: Mundap, copied: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = mundap("index", "--home", tmp_path / "file" / "home")
    assert_complaint(done, 2)
    assert "--home" in done.err


@pytest.mark.parametrize("command", [("index",), ("ask", STATED), ("serve",), ("rollback",)])
def test_a_bad_setting_is_named(command: tuple[str, ...], mundap: Mundap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUNDAP_KEEP_DAYS", "forever")
    done = mundap(*command)
    assert_complaint(done, 2)
    assert "MUNDAP_KEEP_DAYS" in done.err


def test_a_model_that_is_not_there_is_named(mundap: Mundap, indexed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUNDAP_EMBEDDING", "./no/such/model")
    done = mundap("ask", STATED, "--home", indexed.home)
    assert_complaint(done, 2)
    assert "MUNDAP_EMBEDDING" in done.err


def test_an_unforeseen_fault_has_code_1_and_tells_its_cause_on_stderr(
    mundap: Mundap, indexed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(settings: Settings) -> Any:
        raise RuntimeError("out of luck")

    monkeypatch.setattr("api.bootstrap.make_service", broken)
    done = mundap("ask", STATED, "--home", indexed.home)
    assert (done.code, done.out) == (1, "")
    assert "RuntimeError: out of luck" in done.err
    assert KOREAN_LINE.fullmatch(done.err.splitlines(keepends=True)[-1])


# Serving


def test_a_port_in_use_is_named_with_the_way_out(mundap: Mundap, copied: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = mundap("serve", "--port", port)
    assert done.code != 0
    assert_complaint(done, done.code)
    assert str(port) in done.err
    assert "--port" in done.err


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What `serve` would serve; the server itself does not start."""
    apps: list[object] = []
    monkeypatch.setattr("api.server._Server.run", lambda server, sockets: apps.append(server.config.app))
    return apps


def test_an_index_older_than_its_documents_is_served_with_a_warning(
    mundap: Mundap, copied: Settings, served: list[object], report_text: str
) -> None:
    mundap("index")
    (copied.corpus / "report.txt").write_text(report_text + "\n○ 덧붙임\n", encoding="utf-8")
    done = mundap("serve", "--port", free_port())
    assert (done.code, done.out, len(served)) == (0, "", 1)
    assert KOREAN_LINE.fullmatch(done.err)
    assert "report.txt" in done.err
    assert "`mundap index`" in done.err


def test_serving_without_an_index_builds_one_first(
    mundap: Mundap, copied: Settings, served: list[object], whole_blocks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def index_here(command: list[str], **_: object) -> Any:
        make_index(Settings(home=Path(command[-1])), [copied.corpus], lambda done, total, source: None)
        return subprocess.CompletedProcess(command, 0)

    shutil.rmtree(copied.home)
    monkeypatch.setattr("api.server.subprocess.run", index_here)
    assert mundap("serve", "--port", free_port()).code == 0
    assert len(served) == 1
    assert current_folder(copied.home).is_dir()


def test_serving_stops_with_the_code_of_the_build_that_failed(
    mundap: Mundap, served: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.server.subprocess.run", lambda command, **_: subprocess.CompletedProcess(command, 2))
    assert mundap("serve", "--port", free_port(), "--home", tmp_path).code == 2
    assert served == []


# The doctor


@pytest.mark.usefixtures("whole_blocks")
def test_the_doctor_finds_a_sound_home_sound(mundap: Mundap, copied: Settings) -> None:
    mundap("index")
    done = mundap("doctor")
    assert (done.code, done.err) == (0, "")
    found = [line.split()[:2] for line in done.out.splitlines()]
    assert found == [["정상", "설정:"], ["정상", "문서:"], ["정상", "모델:"], ["정상", "색인:"]]


def unindexed(settings: Settings) -> None:
    shutil.rmtree(settings.home)


def damaged(settings: Settings) -> None:
    damage(settings.home)


def altered(settings: Settings) -> None:
    entries = [{"file": "report.txt", "sha256": "0" * 64}]
    (settings.corpus / "manifest.json").write_text(json.dumps({"documents": entries}), encoding="utf-8")


def outgrown(settings: Settings) -> None:
    (settings.corpus / "new.txt").write_text("○ 새 사업\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("fault", "code", "what", "mend"),
    [
        (unindexed, 3, "색인", "`mundap index`"),
        (damaged, 3, "색인", "`mundap index`"),
        (altered, 1, "문서", "report.txt"),
        (outgrown, 1, "색인", "new.txt"),
    ],
)
@pytest.mark.usefixtures("whole_blocks")
def test_the_doctor_names_each_fault_and_its_mend(
    fault: Callable[[Settings], None], code: int, what: str, mend: str, mundap: Mundap, copied: Settings
) -> None:
    mundap("index")
    fault(copied)
    done = mundap("doctor")
    assert done.code == code
    assert any(line.startswith(f"문제  {what}:") and mend in line for line in done.out.splitlines())
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("variable", "value", "what"),
    [
        ("MUNDAP_RATE_LIMIT", "often", "설정"),
        ("MUNDAP_EMBEDDING", "./no/model", "모델"),
        ("MUNDAP_RERANKER", "./no/model", "재정렬"),
    ],
)
def test_the_doctor_examines_settings_and_models(
    variable: str, value: str, what: str, mundap: Mundap, copied: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    done = mundap("doctor")
    assert done.code == 2
    assert any(line.startswith(f"문제  {what}:") and variable in line for line in done.out.splitlines())


# A language model


def with_model(patch: pytest.MonkeyPatch, server: Any, model: str, **more: str) -> None:
    named = {"LLM": f"openai:{model}", "LLM_BASE_URL": server.address, "LLM_API_KEY": "key", **more}
    for name, value in named.items():
        patch.setenv(f"MUNDAP_{name}", value)


@pytest.mark.usefixtures("whole_blocks")
@pytest.mark.parametrize(("model", "code", "said"), [("faithful", 0, "정상"), ("broken", 4, "문제")])
def test_the_doctor_asks_the_language_model(
    model: str,
    code: int,
    said: str,
    mundap: Mundap,
    copied: Settings,
    chat_server: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mundap("index")
    with_model(monkeypatch, chat_server, model)
    done = mundap("doctor")
    assert done.code == code
    assert any(line.startswith(f"{said}  언어 모델: openai:{model}") for line in done.out.splitlines())


@pytest.mark.parametrize(("required", "code"), [("1", 4), ("0", 0)])
def test_a_model_that_was_demanded_and_cannot_be_had_ends_with_its_own_code(
    required: str, code: int, mundap: Mundap, copied: Settings, chat_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_model(monkeypatch, chat_server, "broken", LLM_REQUIRED=required)
    done = mundap("ask", "가람숲 도서관 소요예산이 얼마야?")
    assert done.code == code
    assert ("4,000백만원" in done.out) is (code == 0)
    assert "Traceback" not in done.err


def test_a_language_model_that_no_provider_has_is_a_usage_error(
    mundap: Mundap, copied: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUNDAP_LLM", "nonsense")
    done = mundap("ask", "예산은?")
    assert done.code == 2
    assert "MUNDAP_LLM" in done.err
