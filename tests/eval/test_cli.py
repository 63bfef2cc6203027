"""``mundap eval`` and ``mundap compare``: what is asked and written, exit codes, and runs that are cut short."""

import html
import json
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from api.cli import main
from api.settings import Settings
from eval.dataset import Item, Span, Split, Turn, read_items
from eval.results import Journal, read_result
from ingest.documents import Document

ROOT = Path(__file__).parents[2]
GREETING = "안녕하세요"
WRONG = "가람숲에는 별이 뜹니다."
KOREAN_LINE = re.compile(r"[^\n]*[가-힣][^\n]*\n")
CATEGORIES = ("budget", "schedule", "eligibility", "dialogue", "unanswerable", "false_premise")


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


def process_of(*arguments: object) -> list[str]:
    """The command line that runs the command in a process of its own."""
    return [sys.executable, "-m", "api", *map(str, arguments)]


# Items


def first_of_each(split: Split) -> list[Item]:
    """Two of the items that ship with mundap for each of some categories."""
    items = read_items(split=split)
    return [item for category in CATEGORIES for item in [i for i in items if i.category == category][:2]]


@pytest.fixture(scope="module")
def items() -> list[Item]:
    """Twelve items: six that count for accuracy, two dialogues, two without an answer, two with a false premise."""
    return first_of_each("dev")


def write_items(path: Path, items: Sequence[Item]) -> Path:
    lines = (json.dumps(value, ensure_ascii=False) for value in TypeAdapter(list[Item]).dump_python(items, mode="json"))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def file(items: list[Item], tmp_path: Path) -> Path:
    """A file of the twelve items."""
    return write_items(tmp_path / "items.jsonl", items)


def questions_of(items: Sequence[Item]) -> list[str]:
    return [turn.question for item in items for turn in item.turns]


def ids_of(path: Path) -> list[str]:
    return [record.id for record in read_result(path).items]


# A service that knows the answers


@dataclass(repr=False)
class Knowing:
    """A service that speaks the contract, knows the right answers to some questions, and notes what it is asked.

    It has no repr, since a failing test would print it, and it knows sealed questions.
    """

    text: str
    source: str
    turns: dict[str, Turn]
    url: str = ""
    wrong: set[str] = field(default_factory=set)
    """The questions that it answers wrongly."""
    uncited: set[str] = field(default_factory=set)
    """The questions that it answers without a citation."""
    broken: set[str] = field(default_factory=set)
    """The questions over which it fails."""
    asked: list[str] = field(default_factory=list)
    searched: list[str] = field(default_factory=list)
    interrupt: Callable[[str], bool] = lambda question: False
    """Whether it hangs up instead of answering a question."""
    index: Callable[[str], str] = lambda question: "gen_known"
    """The index from which it answers a question."""

    def reply(self, method: str, path: str, body: dict[str, Any]) -> Any:
        """What it says to a request; None where it hangs up."""
        if path == "/v1/ask":
            return self._answer(body["question"], body["conversation_id"])
        if path == "/v1/search":
            self.searched.append(body["question"])
            proofs = self.turns[body["question"]].evidence
            return {"passages": [{**spanned(proof), "text": proof.quote} for proof in proofs]}
        if path == "/v1/documents":
            return {"documents": [{"document_id": "doc_1", "source": self.source}]}
        return self.text if method == "GET" else ""

    def _answer(self, question: str, conversation: str | None) -> dict[str, Any] | None:
        said: dict[str, Any] = {"conversation_id": conversation or "con_1", "index": self.index(question)}
        if question == GREETING:
            return said | {"status": "small_talk", "answer": question, "citations": []}
        self.asked.append(question)
        if self.interrupt(question):
            return None
        turn = self.turns[question]
        proofs = () if question in self.uncited else turn.evidence
        said["citations"] = [{**spanned(proof), "quote": proof.quote} for proof in proofs]
        if question in self.wrong:
            return said | {"status": "answered", "answer": WRONG}
        return said | {"status": turn.expect, "answer": turn.gold}


def spanned(span: Span) -> dict[str, Any]:
    return {"source": span.source, "start": span.start, "end": span.end}


@pytest.fixture
def knowing(report: Document) -> Iterator[Knowing]:
    """A server that knows the right answers to all items that ship with mundap."""
    known = Knowing(report.text, report.source, {turn.question: turn for item in read_items() for turn in item.turns})

    class Handler(BaseHTTPRequestHandler):
        def _reply(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked = json.loads(body or "{}")
            reply = known.reply(self.command, self.path, asked)
            if reply is None:
                self.close_connection = True
                return
            said = (reply if isinstance(reply, str) else json.dumps(reply)).encode()
            self.send_response(500 if asked.get("question") in known.broken else 200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = do_DELETE = _reply  # the names that http.server calls

        def log_message(self, *said: object) -> None:
            """Nothing on stderr."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        known.url = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield known
        finally:
            server.shutdown()
            thread.join(10)


# Help


def test_help_lists_each_command_in_korean(mundap: Mundap) -> None:
    done = mundap("--help")
    assert (done.code, done.err) == (0, "")
    assert re.search(r"^  eval +알려진 사실로 정확도를 잽니다", done.out, re.MULTILINE)
    assert re.search(r"^  compare +두 평가 결과를", done.out, re.MULTILINE)
    assert re.search(r"^  feedback +평가된 답변을", done.out, re.MULTILINE)


@pytest.mark.parametrize("command", ["eval", "compare"])
def test_the_help_of_each_command_is_korean_with_an_example(
    command: str, mundap: Mundap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    out = mundap(command, "--help").out
    assert f"예: mundap {command}" in out
    told = dict(re.findall(r"^  (--\w+|\w+)\S* <[^>]*>  +(.+)$", out, re.MULTILINE))
    assert {"--split", "--json"} <= told.keys() if command == "eval" else {"before", "after"} == told.keys()
    assert [name for name, text in told.items() if not re.search("[가-힣]", text)] == []


# What this installation would answer


@dataclass(frozen=True)
class Measured:
    """An evaluation over the real index, with all that can be written."""

    done: Done
    json: Path
    html: Path
    junit: Path


@pytest.fixture(scope="module")
def measured(items: list[Item], settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    folder = tmp_path_factory.mktemp("measured")
    written = (folder / "결과.json", folder / "결과.html", folder / "결과.xml")
    outputs = [part for pair in zip(("--json", "--html", "--junit"), written, strict=True) for part in pair]
    command = process_of("eval", write_items(folder / "items.jsonl", items), "--home", settings.home, *outputs)
    process = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return Measured(Done(process.returncode, process.stdout, process.stderr), *written)


def test_an_evaluation_prints_figures_on_stdout_and_nothing_on_stderr(measured: Measured) -> None:
    assert (measured.done.code, measured.done.err) == (0, "")
    assert re.search(r"^문항 12개 \(dev\) · 색인 gen_\w+$", measured.done.out, re.MULTILINE)
    assert re.search(r"^  accuracy +[01]\.\d{3}  \[[01]\.\d{3}, [01]\.\d{3}\]  n=6 ", measured.done.out, re.MULTILINE)
    assert "\x1b" not in measured.done.out


def test_an_evaluation_writes_what_it_prints(measured: Measured, items: list[Item], settings: Settings) -> None:
    result = read_result(measured.json)
    assert [record.id for record in result.items] == [item.id for item in items]
    assert result.manifest["service"] == "local"
    assert result.manifest["settings"]["home"] == str(settings.home)
    wrong = {record.id for record in result.failures}
    assert set(re.findall(r"^틀림 (\S+)", measured.done.out, re.MULTILINE)) == wrong
    assert set(re.findall(r'<article id="([^"]+)"', measured.html.read_text(encoding="utf-8"))) == wrong
    junit = measured.junit.read_text(encoding="utf-8")
    assert junit.count("<testcase ") == 12
    assert junit.count("<failure ") == len(wrong)


def test_a_finished_evaluation_leaves_nothing_but_what_was_asked_for(measured: Measured) -> None:
    names = {path.name for path in measured.json.parent.iterdir()}
    assert names == {"items.jsonl", "결과.json", "결과.html", "결과.xml"}


# What is asked


def test_an_evaluation_asks_every_turn_of_every_item_once(
    mundap: Mundap, knowing: Knowing, file: Path, items: list[Item], tmp_path: Path
) -> None:
    done = mundap("eval", file, "--against", knowing.url, "--json", tmp_path / "r.json", "--threshold", 1)
    assert (done.code, done.err) == (0, "")
    assert knowing.asked == questions_of(items)
    assert knowing.searched == [item.question for item in items if item.category != "dialogue"]
    result = read_result(tmp_path / "r.json")
    assert result.failures == []
    assert (result.manifest["service"], result.manifest["index"]) == (knowing.url, "gen_known")


def test_items_of_several_files_are_asked(mundap: Mundap, knowing: Knowing, items: list[Item], tmp_path: Path) -> None:
    files = [write_items(tmp_path / f"{item.id}.jsonl", [item]) for item in items[:2]]
    assert mundap("eval", *files, "--against", knowing.url, "--home", tmp_path).code == 0
    assert knowing.asked == questions_of(items[:2])


@pytest.mark.parametrize("split", ["dev", "sealed", "all"])
def test_without_a_file_the_items_of_mundap_are_asked(
    split: str, mundap: Mundap, knowing: Knowing, tmp_path: Path
) -> None:
    shipped = [
        item
        for item in read_items()
        if item.category in ("size", "place") and item.style == "formal" and split in (item.split, "all")
    ]
    options = ("--split", split, "--filter", "category=size,place", "--filter", "style=formal")
    code = mundap("eval", *options, "--against", knowing.url, "--home", tmp_path).code
    are_asked = knowing.asked == questions_of(shipped)
    assert code == 0
    assert shipped
    assert are_asked


def test_the_development_items_are_asked_unless_others_are_named(
    mundap: Mundap, knowing: Knowing, items: list[Item], tmp_path: Path
) -> None:
    file = write_items(tmp_path / "items.jsonl", [items[0], replace(items[1], split="sealed")])
    assert mundap("eval", file, "--against", knowing.url, "--home", tmp_path).code == 0
    assert knowing.asked == questions_of(items[:1])


def test_what_passes_every_filter_is_asked(
    mundap: Mundap, knowing: Knowing, file: Path, items: list[Item], tmp_path: Path
) -> None:
    options = ("--filter", "category=budget,schedule", "--filter", f"id={items[1].id},{items[2].id},{items[-1].id}")
    assert mundap("eval", file, *options, "--against", knowing.url, "--home", tmp_path).code == 0
    assert knowing.asked == questions_of(items[1:3])


def test_exactly_what_was_wrong_is_asked_again(
    mundap: Mundap, knowing: Knowing, file: Path, items: list[Item], tmp_path: Path
) -> None:
    failing = [items[2], items[6], items[8]]
    assert [item.category for item in failing] == ["schedule", "dialogue", "unanswerable"]
    knowing.wrong = {item.turns[-1].question for item in failing}
    first = mundap("eval", file, "--against", knowing.url, "--json", tmp_path / "r.json")
    assert first.code == 0
    assert re.findall(r"^틀림 (\S+)", first.out, re.MULTILINE) == [item.id for item in failing]
    knowing.wrong, knowing.asked = set(), []
    options = ("--failing", tmp_path / "r.json", "--json", tmp_path / "again.json")
    again = mundap("eval", file, *options, "--against", knowing.url)
    assert again.code == 0
    assert "틀림" not in again.out
    assert knowing.asked == questions_of(failing)
    assert ids_of(tmp_path / "again.json") == [item.id for item in failing]


def test_an_odd_item_is_told_and_asked_all_the_same(
    mundap: Mundap, knowing: Knowing, items: list[Item], tmp_path: Path
) -> None:
    odd = replace(items[0], turns=(replace(items[0].turns[0], gold="모릅니다."),))
    done = mundap("eval", write_items(tmp_path / "odd.jsonl", [odd]), "--against", knowing.url, "--home", tmp_path)
    assert done.code == 0
    assert KOREAN_LINE.fullmatch(done.err)
    assert done.err.startswith(f"주의: 문항 {odd.id}의 1번째 질문: 정답(gold)이")
    assert knowing.asked == questions_of([odd])


# Exit codes


def assert_refused(done: Done, code: int, *told: str) -> None:
    """One Korean line on stderr that names what is wrong, and nothing on stdout."""
    assert (done.code, done.out) == (code, "")
    assert KOREAN_LINE.fullmatch(done.err), done.err
    assert [words for words in told if words not in done.err] == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--split", "test"], ["--split", "test", "없는 이름입니다", "sealed"]),
        (["--filter", "budget"], ["--filter", "budget", "category"]),
        (["--filter", "answer=40억"], ["--filter", "answer=40억", "category"]),
        (["--filter", "category=garam"], ["--filter", "category=garam", "budget"]),
        (["--filter", "id=garam"], ["맞는 문항이 없습니다", "--filter"]),
        (["--failing", "none.json"], ["none.json", "mundap eval --json"]),
        (["--json", "items.jsonl/r.json"], ["items.jsonl/r.json", "쓸 수 없습니다"]),
        (["--json", "."], ["쓸 수 없습니다"]),
        (["--json", "items.jsonl"], ["읽을 파일과 결과 파일", "달라야"]),
        (["--html", "."], ["쓸 수 없습니다"]),
        (["--resume"], ["이어서 할 평가가 없습니다", "--resume"]),
        (["none.jsonl"], ["none.jsonl", "읽을 수 없습니다"]),
        (["items.jsonl"], ["두 번"]),
    ],
    ids=[
        "unknown split",
        "filter without values",
        "unknown filter",
        "unknown category",
        "filters that leave nothing",
        "no earlier result",
        "result inside a file",
        "a folder in place of the result",
        "the result over the items",
        "a folder in place of the page",
        "nothing to go on with",
        "no such file",
        "the same items twice",
    ],
)
def test_wrong_usage_is_told_before_anything_is_asked(
    options: list[str],
    told: list[str],
    mundap: Mundap,
    knowing: Knowing,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert_refused(mundap("eval", file, "--against", knowing.url, "--home", tmp_path, *options), 2, *told)
    assert knowing.asked == []
    assert list(tmp_path.glob("*.partial")) == []


@pytest.mark.parametrize("threshold", ["-0.1", "1.1", "half"])
def test_a_threshold_that_is_no_share_is_wrong_usage(threshold: str, mundap: Mundap, file: Path) -> None:
    done = mundap("eval", file, "--threshold", threshold)
    assert (done.code, done.out) == (2, "")
    assert "--threshold" in done.err
    assert "Traceback" not in done.err


def with_span(item: Item, **changes: Any) -> Item:
    """The item with its first piece of evidence changed."""
    turn = item.turns[0]
    return replace(item, turns=(replace(turn, evidence=(replace(turn.evidence[0], **changes),)),))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"start": 900_000, "end": 900_010}, ["900000–900010", "다릅니다"]),
        ({"start": 3, "end": 5}, ["3–5", "다릅니다"]),
        ({"source": "garamsup.txt"}, ["garamsup.txt", "색인에 없는", "mundap index"]),
    ],
    ids=["a span outside the text", "a span of other words", "a document that is not there"],
)
def test_evidence_that_the_service_does_not_have_is_wrong_usage(
    changes: dict[str, Any], told: list[str], mundap: Mundap, knowing: Knowing, items: list[Item], tmp_path: Path
) -> None:
    file = write_items(tmp_path / "items.jsonl", [items[1], with_span(items[0], **changes)])
    assert_refused(mundap("eval", file, "--against", knowing.url, "--home", tmp_path), 2, items[0].id, *told)
    assert knowing.asked == []
    assert list(tmp_path.glob("*.partial")) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [("{", "JSON이 아닙니다"), ('{"id": "t001"}', "SCHEMA.md")],
    ids=["no JSON", "no item"],
)
def test_a_line_that_is_no_item_is_named(line: str, told: str, mundap: Mundap, file: Path) -> None:
    with file.open("a", encoding="utf-8") as lines:
        lines.write(f"\n{line}\n")
    assert_refused(mundap("eval", file), 2, str(file), "13행", told)


def test_without_an_index_the_code_is_3(mundap: Mundap, file: Path, tmp_path: Path) -> None:
    assert_refused(mundap("eval", file, "--home", tmp_path / "home"), 3, "`mundap index`")
    assert list(tmp_path.rglob("*.partial")) == []


def test_where_nobody_answers_the_code_is_1(mundap: Mundap, file: Path, tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        assert_refused(mundap("eval", file, "--against", url, "--home", tmp_path), 1, url, "답을 받지 못했습니다")
    assert list(tmp_path.glob("*.partial")) == []


@pytest.mark.parametrize(("threshold", "code"), [("0.5", 0), ("0.51", 100), ("1", 100), ("0", 0)])
def test_an_accuracy_below_the_threshold_has_code_100(
    threshold: str, code: int, mundap: Mundap, knowing: Knowing, file: Path, items: list[Item], tmp_path: Path
) -> None:
    counting = [item for item in items if item.category in ("budget", "schedule", "eligibility")]
    knowing.wrong = set(questions_of(counting[::2]))
    done = mundap("eval", file, "--against", knowing.url, "--json", tmp_path / "r.json", "--threshold", threshold)
    assert done.code == code
    assert ("accuracy" in done.err) is (code == 100)
    assert re.search(r"^  accuracy +0\.500 ", done.out, re.MULTILINE)
    assert len(ids_of(tmp_path / "r.json")) == 12, "the result is written in any case"


def test_a_threshold_without_an_accuracy_is_wrong_usage(
    mundap: Mundap, knowing: Knowing, file: Path, tmp_path: Path
) -> None:
    options = ("--filter", "category=unanswerable", "--threshold", "0.5", "--home", tmp_path)
    done = mundap("eval", file, "--against", knowing.url, *options)
    assert done.code == 2
    assert KOREAN_LINE.fullmatch(done.err)
    assert "--threshold" in done.err


def test_a_question_over_which_the_service_fails_is_wrong_and_the_run_goes_on(
    mundap: Mundap, knowing: Knowing, file: Path, items: list[Item], tmp_path: Path
) -> None:
    failed = [items[1], items[7]]
    assert [item.category for item in failed] == ["budget", "dialogue"]
    knowing.broken = {item.turns[0].question for item in failed}
    done = mundap("eval", file, "--against", knowing.url, "--json", tmp_path / "r.json")
    assert (done.code, done.err) == (0, "")
    assert knowing.asked == questions_of(items)
    told = re.findall(r"^틀림 (\S+) .*\(서비스가 오류를 냄\)\n.*\n +답변: HTTP 500", done.out, re.MULTILINE)
    assert told == [item.id for item in failed]
    result = read_result(tmp_path / "r.json")
    assert [record.id for record in result.failures] == told
    assert [turn.fault for turn in result.failures[1].turns] == ["failed"] + [""] * (len(failed[1].turns) - 1)


# Secrets


def test_no_password_of_the_address_is_told(mundap: Mundap, knowing: Knowing, file: Path, tmp_path: Path) -> None:
    secret = knowing.url.replace("//", "//garam:saesol@")
    outputs = [tmp_path / "r.json", tmp_path / "r.html"]
    done = mundap("eval", file, "--against", secret, "--json", outputs[0], "--html", outputs[1])
    assert done.code == 0
    assert read_result(outputs[0]).manifest["service"] == knowing.url
    texts = [done.out, done.err, *(path.read_text(encoding="utf-8") for path in outputs)]
    assert [text for text in texts if "garam:" in text or "saesol" in text] == []


def test_no_password_is_told_where_nobody_answers(mundap: Mundap, file: Path, tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{silent.getsockname()[1]}"
        done = mundap("eval", file, "--against", f"http://garam:saesol@{place}", "--home", tmp_path)
    assert_refused(done, 1, f"http://{place}/", "답을 받지 못했습니다")
    assert "saesol" not in done.err


# Runs that are cut short


def apart_from_times(path: Path) -> dict[str, Any]:
    """A result file without what no two runs have in common."""
    result: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    del result["manifest"]["time"]
    for figures in (result["measures"], *(some for groups in result["by"].values() for some in groups.values())):
        for name in [name for name in figures if name.startswith("latency-")]:
            del figures[name]
    for item in result["items"]:
        del item["latencies_ms"]
    return result


def journal_of(path: Path) -> list[str]:
    """The ids in the journal beside a result."""
    _, *lines = path.with_name(f"{path.name}.partial").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines]


@dataclass
class CutShort:
    """Runs the twelve items against a service that goes away, and then goes on against the one that came back."""

    mundap: Mundap
    knowing: Knowing
    file: Path
    folder: Path

    @property
    def json(self) -> Path:
        return self.folder / "결과.json"

    def options(self, name: str = "결과.json") -> tuple[object, ...]:
        return ("eval", self.file, "--against", self.knowing.url, "--json", self.folder / name)

    def go_on(self) -> tuple[Done, list[str]]:
        """What the run that goes on left behind, and what it asked."""
        self.knowing.interrupt, self.knowing.asked = lambda question: False, []
        done = self.mundap(*self.options(), "--resume")
        return done, self.knowing.asked

    def assert_whole(self) -> None:
        """The result is that of a run that nothing cut short, and the journal is gone."""
        assert self.mundap(*self.options("whole.json")).code == 0
        assert apart_from_times(self.json) == apart_from_times(self.folder / "whole.json")
        assert list(self.folder.glob("*.partial")) == []


@pytest.fixture
def cut_short(mundap: Mundap, knowing: Knowing, file: Path, items: list[Item], tmp_path: Path) -> CutShort:
    knowing.wrong = {items[0].question, items[7].turns[-1].question}
    return CutShort(mundap, knowing, file, tmp_path)


@pytest.mark.parametrize("at", [0, 4, 6, 11], ids=["at the first", "half-way", "within a dialogue", "at the last"])
def test_a_run_whose_service_went_away_goes_on_where_it_stopped(
    at: int, cut_short: CutShort, items: list[Item]
) -> None:
    last = items[at].turns[-1].question
    cut_short.knowing.interrupt = lambda question: question == last
    stopped = cut_short.mundap(*cut_short.options())

    assert (stopped.code, stopped.out) == (1, "")
    kept, why = stopped.err.splitlines()
    assert kept.startswith(f"12문항 가운데 {at}문항의 결과를 {cut_short.json}.partial에 남겼습니다.")
    assert "--resume" in kept
    assert f"{cut_short.knowing.url}/v1/ask에서 답을 받지 못했습니다" in why
    assert journal_of(cut_short.json) == [item.id for item in items[:at]]
    assert not cut_short.json.exists()

    done, asked = cut_short.go_on()
    assert (done.code, done.err) == (0, "")
    assert asked == questions_of(items[at:])
    cut_short.assert_whole()


def test_a_run_that_is_killed_goes_on_where_it_stopped(cut_short: CutShort, items: list[Item]) -> None:
    reached, killed = threading.Event(), threading.Event()

    def hold(question: str) -> bool:
        if question != items[5].question:
            return False
        reached.set()
        killed.wait(30)
        return True

    cut_short.knowing.interrupt = hold
    with subprocess.Popen(process_of(*cut_short.options()), cwd=ROOT, stderr=subprocess.PIPE) as process:
        assert reached.wait(30), "the run did not get as far as its sixth item"
        process.kill()
        process.communicate(timeout=30)
        killed.set()
    assert process.returncode == -9
    assert cut_short.knowing.asked == questions_of(items[:6])
    assert journal_of(cut_short.json) == [item.id for item in items[:5]]

    done, asked = cut_short.go_on()
    assert (done.code, done.err) == (0, "")
    assert asked == questions_of(items[5:]), "nothing that was judged is asked again"
    cut_short.assert_whole()


def test_an_unfinished_run_is_not_begun_anew(cut_short: CutShort, items: list[Item]) -> None:
    cut_short.knowing.interrupt = lambda question: question == items[3].question
    cut_short.mundap(*cut_short.options())
    cut_short.knowing.asked = []
    assert_refused(cut_short.mundap(*cut_short.options()), 2, f"{cut_short.json}.partial", "--resume", "지워")
    assert cut_short.knowing.asked == []
    assert journal_of(cut_short.json) == [item.id for item in items[:3]]


def test_an_unfinished_run_does_not_go_on_with_other_items(cut_short: CutShort, items: list[Item]) -> None:
    cut_short.knowing.interrupt = lambda question: question == items[3].question
    cut_short.mundap(*cut_short.options())
    cut_short.knowing.asked = []
    done = cut_short.mundap(*cut_short.options(), "--resume", "--filter", "category=budget")
    assert_refused(done, 2, f"{cut_short.json}.partial", "다른 문항")
    assert cut_short.knowing.asked == []
    assert journal_of(cut_short.json) == [item.id for item in items[:3]]


def test_a_run_that_another_one_is_writing_is_left_alone(cut_short: CutShort, items: list[Item]) -> None:
    cut_short.knowing.interrupt = lambda question: question == items[3].question
    cut_short.mundap(*cut_short.options())
    partial = cut_short.folder / "결과.json.partial"
    manifest = json.loads(partial.read_text(encoding="utf-8").splitlines()[0])
    with Journal(partial, manifest):
        done, asked = cut_short.go_on()
    assert_refused(done, 2, str(partial), "다른 평가가")
    assert asked == []
    assert journal_of(cut_short.json) == [item.id for item in items[:3]]
    assert cut_short.go_on()[0].code == 0
    assert list(cut_short.folder.glob("*.lock")) == []


@pytest.mark.parametrize("at", [3, 6], ids=["between items", "at a dialogue"])
def test_a_run_whose_index_changed_ends_and_keeps_what_was_judged(
    at: int, cut_short: CutShort, items: list[Item]
) -> None:
    later = set(questions_of(items[at:]))
    cut_short.knowing.index = lambda question: "gen_new" if question in later else "gen_known"
    stopped = cut_short.mundap(*cut_short.options())
    assert_refused(stopped, 1, items[at].id, "gen_known", "gen_new", "처음부터")
    assert "--resume" not in stopped.err, "answers from two indexes are no one result"
    assert cut_short.knowing.asked == questions_of(items[: at + 1])
    assert journal_of(cut_short.json) == [item.id for item in items[:at]]
    assert not cut_short.json.exists()


def test_without_a_result_file_the_unfinished_run_is_kept_in_the_home(
    mundap: Mundap, knowing: Knowing, file: Path, items: list[Item], tmp_path: Path
) -> None:
    knowing.interrupt = lambda question: question == items[2].question
    options = ("eval", file, "--against", knowing.url, "--home", tmp_path / "home")
    assert str(tmp_path / "home" / "eval.json.partial") in mundap(*options).err
    knowing.interrupt, knowing.asked = lambda question: False, []
    done = mundap(*options, "--resume")
    assert (done.code, done.err) == (0, "")
    assert "문항 12개" in done.out
    assert knowing.asked == questions_of(items[2:])
    assert list((tmp_path / "home").iterdir()) == []


# Sealed items. A failing test prints its arguments and what it compares: here neither may hold a sealed question, so
# that the items are no fixture, and ids and booleans are compared.


def sealed_items() -> list[Item]:
    """Twelve of the sealed items that ship with mundap."""
    return first_of_each("sealed")


def told_of(items: Sequence[Item], texts: Sequence[str]) -> list[str]:
    """The ids of the items of which a question, its gold answer, its evidence or what was answered is in some texts."""
    readable = [form for text in texts for form in (text, html.unescape(text))]

    def is_told(words: str) -> bool:
        forms = {words, *(json.dumps(words, ensure_ascii=ascii)[1:-1] for ascii in (True, False))}
        return any(form in text for form in forms for text in readable)

    def words_of(item: Item) -> list[str]:
        return [words for t in item.turns for words in (t.question, t.gold, *(span.quote for span in t.evidence))]

    return [item.id for item in items if any(map(is_told, [WRONG, *words_of(item)]))]


@pytest.mark.parametrize("right", [True, False], ids=["answered rightly", "answered wrongly"])
def test_nothing_of_a_sealed_item_but_its_figures_is_told(
    right: bool, mundap: Mundap, knowing: Knowing, tmp_path: Path
) -> None:
    sealed = sealed_items()
    knowing.wrong = set() if right else set(questions_of(sealed))
    outputs = [tmp_path / name for name in ("r.json", "r.html", "r.xml")]
    options = [part for pair in zip(("--json", "--html", "--junit"), outputs, strict=True) for part in pair]
    file = write_items(tmp_path / "items.jsonl", sealed)
    done = mundap("eval", file, "--split", "sealed", "--against", knowing.url, *options)
    code, is_summed_up = done.code, f"문항 {len(sealed)}개 (sealed)" in done.out
    assert (code, is_summed_up) == (0, True)
    all_asked = knowing.asked == questions_of(sealed)
    assert all_asked
    told = told_of(sealed, [done.out, done.err, *(path.read_text(encoding="utf-8") for path in outputs)])
    assert told == []
    assert [record.right for record in read_result(tmp_path / "r.json").items] == [right] * len(sealed)


def test_nothing_of_a_sealed_item_is_told_where_the_service_went_away(
    mundap: Mundap, knowing: Knowing, tmp_path: Path
) -> None:
    sealed = sealed_items()
    file = write_items(tmp_path / "items.jsonl", sealed)
    knowing.wrong = set(questions_of(sealed))
    knowing.interrupt = lambda question: question == sealed[-1].question
    done = mundap("eval", file, "--split", "sealed", "--against", knowing.url, "--json", tmp_path / "r.json")
    code = done.code
    assert code == 1
    assert len(journal_of(tmp_path / "r.json")) == len(sealed) - 1
    told = told_of(sealed, [done.out, done.err, (tmp_path / "r.json.partial").read_text(encoding="utf-8")])
    assert told == []


def test_nothing_of_a_sealed_item_is_told_over_which_the_service_fails(
    mundap: Mundap, knowing: Knowing, tmp_path: Path
) -> None:
    sealed = sealed_items()
    file = write_items(tmp_path / "items.jsonl", sealed)
    knowing.broken = set(questions_of(sealed))
    done = mundap("eval", file, "--split", "sealed", "--against", knowing.url, "--json", tmp_path / "r.json")
    code = done.code
    assert code == 0
    told = told_of(sealed, [done.out, done.err, (tmp_path / "r.json").read_text(encoding="utf-8")])
    assert told == []
    assert [record.id for record in read_result(tmp_path / "r.json").failures] == [item.id for item in sealed]


@pytest.mark.parametrize("split", ["sealed", "all"])
def test_sealed_items_are_not_chosen_one_by_one(split: str, mundap: Mundap, knowing: Knowing, tmp_path: Path) -> None:
    sealed = sealed_items()
    file, earlier = write_items(tmp_path / "items.jsonl", sealed), tmp_path / "r.json"
    knowing.wrong = set(questions_of(sealed))
    mundap("eval", file, "--split", "sealed", "--against", knowing.url, "--json", earlier)
    knowing.asked = []
    for options in (["--filter", f"id={sealed[0].id}"], ["--filter", "id=*"], ["--failing", earlier]):
        done = mundap("eval", file, "--split", split, *options, "--against", knowing.url, "--home", tmp_path)
        code, is_refused = done.code, "sealed 문항은 하나씩" in done.err
        assert (code, is_refused) == (2, True)
        told = told_of(sealed, [done.out, done.err])
        assert told == []
    is_silent = knowing.asked == []
    assert is_silent


def test_the_same_words_of_a_development_item_are_told(
    mundap: Mundap, knowing: Knowing, file: Path, items: list[Item], tmp_path: Path
) -> None:
    knowing.wrong = set(questions_of(items))
    outputs = ("--json", tmp_path / "r.json", "--html", tmp_path / "r.html", "--junit", tmp_path / "r.xml")
    mundap("eval", file, "--against", knowing.url, *outputs)
    for name in ("r.json", "r.html", "r.xml"):
        assert told_of(items, [(tmp_path / name).read_text(encoding="utf-8")]) == [item.id for item in items]
        assert WRONG in (tmp_path / name).read_text(encoding="utf-8")


# Comparing

Rightness = Callable[..., Path]


@pytest.fixture
def results(mundap: Mundap, knowing: Knowing, file: Path, items: list[Item], tmp_path: Path) -> Rightness:
    """``results(name, *wrong)`` is the result of a run that was wrong about those of the items."""

    def make(name: str, *wrong: Item) -> Path:
        knowing.wrong = {item.turns[-1].question for item in wrong}
        assert mundap("eval", file, "--against", knowing.url, "--json", tmp_path / name).code == 0
        return tmp_path / name

    return make


def test_a_run_is_no_different_from_itself(mundap: Mundap, measured: Measured) -> None:
    done = mundap("compare", measured.json, measured.json)
    assert (done.code, done.err) == (0, "")
    assert "틀리게 된 문항" not in done.out
    assert "맞게 된 문항" not in done.out
    assert "모든 문항 12개: 틀리게 됨 0, 맞게 됨 0, McNemar p = 1\n" in done.out
    assert "accuracy 문항 6개: 틀리게 됨 0, 맞게 됨 0, McNemar p = 1\n" in done.out


def test_a_comparison_names_exactly_what_became_wrong(mundap: Mundap, results: Rightness, items: list[Item]) -> None:
    lost = items[3:8]
    done = mundap("compare", results("before.json"), results("after.json", *lost))
    assert (done.code, done.err) == (0, "")
    assert f"틀리게 된 문항 5개: {', '.join(item.id for item in lost)}\n" in done.out
    assert "맞게 된 문항" not in done.out
    assert "모든 문항 12개: 틀리게 됨 5, 맞게 됨 0, McNemar p = 0.0625\n" in done.out


@pytest.mark.parametrize(
    ("among", "worse"),
    [(slice(0, 6), "right, accuracy"), (slice(6, 12), "right")],
    ids=["in accuracy", "over all items"],
)
def test_a_result_that_is_significantly_worse_has_code_100(
    among: slice, worse: str, mundap: Mundap, results: Rightness, items: list[Item]
) -> None:
    lost = items[among]
    done = mundap("compare", results("before.json"), results("after.json", *lost))
    assert (done.code, done.err) == (100, "")
    assert f"틀리게 된 문항 6개: {', '.join(item.id for item in lost)}\n" in done.out
    assert "모든 문항 12개: 틀리게 됨 6, 맞게 됨 0, McNemar p = 0.03125\n" in done.out
    assert done.out.endswith(f"뒤 결과가 유의하게 나쁩니다: {worse}\n")


def test_a_result_of_significantly_worse_citations_alone_has_code_100(
    mundap: Mundap, results: Rightness, knowing: Knowing, items: list[Item]
) -> None:
    before = results("before.json")
    knowing.uncited = set(questions_of(items))
    after = results("after.json")
    done = mundap("compare", before, after)
    assert (done.code, done.err) == (100, "")
    assert "모든 문항 12개: 틀리게 됨 0, 맞게 됨 0, McNemar p = 1\n" in done.out
    assert done.out.endswith("뒤 결과가 유의하게 나쁩니다: citation-recall, citation-precision\n")
    assert mundap("compare", after, before).code == 0


def test_a_comparison_of_other_items_says_so(
    mundap: Mundap, knowing: Knowing, file: Path, results: Rightness, tmp_path: Path
) -> None:
    whole, part = results("whole.json"), tmp_path / "part.json"
    mundap("eval", file, "--filter", "category=budget", "--against", knowing.url, "--json", part)
    note = re.compile("^주의: 두 결과의 문항", re.MULTILINE)
    assert note.search(mundap("compare", whole, part).out)
    assert not note.search(mundap("compare", whole, whole).out)


def test_a_result_that_is_significantly_better_has_code_0(
    mundap: Mundap, results: Rightness, items: list[Item]
) -> None:
    done = mundap("compare", results("before.json", *items[:6]), results("after.json"))
    assert (done.code, done.err) == (0, "")
    assert f"맞게 된 문항 6개: {', '.join(item.id for item in items[:6])}\n" in done.out
    assert "McNemar p = 0.03125\n" in done.out


@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("broken", ["not there", "no result"])
def test_a_file_that_is_no_result_is_named(
    place: str, broken: str, mundap: Mundap, measured: Measured, tmp_path: Path
) -> None:
    path = tmp_path / "가람.json"
    if broken == "no result":
        path.write_text("{}", encoding="utf-8")
    done = mundap("compare", *((path, measured.json) if place == "before" else (measured.json, path)))
    assert_refused(done, 2, "가람.json", "mundap eval --json")


def test_results_without_an_item_in_common_cannot_be_compared(
    mundap: Mundap, knowing: Knowing, file: Path, items: list[Item], tmp_path: Path
) -> None:
    for item in items[:2]:
        options = ("--filter", f"id={item.id}", "--json", tmp_path / f"{item.id}.json")
        mundap("eval", file, *options, "--against", knowing.url)
    done = mundap("compare", *(tmp_path / f"{item.id}.json" for item in items[:2]))
    assert_refused(done, 2, "같은 문항이 없어")
