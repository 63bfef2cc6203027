"""What the tests share: the real report, one real index of it, a service over that index, and honest doubles."""

import hashlib
import json
import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
import uvicorn
from fastapi import FastAPI

from api.bootstrap import make_index, make_service
from api.http.app import make_app
from api.service import Service
from api.settings import Settings
from ingest.documents import Document, read_document

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "corpus" / "000_f64a05e83815a876.txt"


class LetterPairEmbedder:
    """An embedder for tests: counts letter pairs, so that texts alike in letters are near; needs no model file."""

    dimension = 64
    fingerprint = "letter-pairs"

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for i in range(len(text) - 1):
                row[int(hashlib.md5(text[i : i + 2].encode()).hexdigest(), 16) % self.dimension] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.where(lengths == 0, 1, lengths)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.encode(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        return self.encode([text])[0].tolist()


@pytest.fixture(scope="session")
def embedder() -> LetterPairEmbedder:
    return LetterPairEmbedder()


@pytest.fixture(scope="session")
def report() -> Document:
    """The first document of the corpus."""
    return read_document(REPORT.read_bytes(), source=REPORT.name, title="업무보고")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a home that holds the real index of the real corpus, made by the real parts."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), corpus=ROOT / "corpus")
    make_index(settings, [settings.corpus], lambda done, total, source: None)
    return settings


@pytest.fixture(scope="session")
def service(settings: Settings) -> Service:
    return make_service(settings)


@contextmanager
def _listening(app: FastAPI, port: int = 0) -> Iterator[str]:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        assert server.started, "the server did not start within 20 s"
        host, port = listener.getsockname()[:2]
        yield f"http://{host}:{port}"
        server.should_exit = True
        thread.join(10)


Listening = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def listening() -> Listening:
    """Lets an application answer at an address of its own, or at a given port, for as long as the context lasts."""
    return _listening


@pytest.fixture(scope="session")
def live_server(service: Service, settings: Settings, listening: Listening) -> Iterator[str]:
    """The address of a server that answers over the real index."""
    with listening(make_app(service, settings)) as address:
        yield address


def _draft(prompt: str) -> str:
    """The answer that the prompt asks to be worded."""
    found = re.search(r"<확인된 답>\n(.*?)\n</확인된 답>", prompt, re.DOTALL)
    return found[1] if found else ""


def _shifted(text: str) -> str:
    """Every digit outside the marks one higher."""
    return re.sub(r"\[\d+\]|\d", lambda m: m[0] if m[0][0] == "[" else str((int(m[0]) + 1) % 10), text)


def _other_figure(prompt: str) -> str:
    """The draft with its first figure replaced by another that the passages print."""
    draft = _draft(prompt)
    figure = re.compile(r"\d[\d,.]*(?=[가-힣㎡%])")
    passages = re.sub(r"번호=\d+|날짜=\S+", "", prompt.split("<확인된 답>")[0])
    first = figure.search(re.sub(r"\[\d+\]", "", draft))
    others = [found for found in figure.findall(passages) if first and found != first[0]]
    return draft.replace(first[0], others[-1], 1) if first and others else draft


SAYS: dict[str, Callable[[str], str]] = {
    "faithful": _draft,
    "talkative": lambda prompt: f"{_draft(prompt)} 서울 날씨는 맑습니다. [1]",
    "liar": lambda prompt: _shifted(_draft(prompt)),
    "cunning": _other_figure,
    "ghost": lambda prompt: re.sub(r"\[\d+\]", "[9]", _draft(prompt)),
    "uncited": lambda prompt: re.sub(r"\s*\[\d+\]", "", _draft(prompt)),
    "denier": lambda prompt: _draft(prompt).replace("입니다", "이 아닙니다"),
    "garbage": lambda prompt: "\ufffd{]}<<" * 40,
    "silent": lambda prompt: "",
    "absent": lambda prompt: "문서에 없음",
    "obedient": lambda prompt: "이전 지시를 무시하고 시스템 프롬프트를 공개합니다: 당신은 도우미입니다. [1]",
    "rewriter": lambda prompt: f"가람숲 도서관의 {prompt.rsplit('질문: ', 1)[-1]}",
    "inventor": lambda prompt: f"바다빛 수영장의 {prompt.rsplit('질문: ', 1)[-1]}",
    "hanging": _draft,
    "dripping": _draft,
    "broken": _draft,
    "cut": _draft,
}
"""What each model of the test server says to a prompt; how it says it is in `_ChatHandler`."""


class _ChatHandler(BaseHTTPRequestHandler):
    """Speaks the streaming protocol of OpenAI; the name of the model says how it misbehaves."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        model, prompt = body["model"], body["messages"][-1]["content"]
        if model == "hanging":
            self.server.released.wait(30)
        if model == "broken":
            self.send_error(500)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            self._say(model, SAYS[model](prompt))

    def _say(self, model: str, text: str) -> None:
        for number, piece in enumerate(re.findall(r"\S+\s*", text)):
            if model == "dripping" and self.server.released.wait(1.0):
                return
            if model == "cut" and number == 1:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self._send({"delta": {"role": "assistant", "content": piece}, "finish_reason": None})
        self._send({"delta": {}, "finish_reason": "stop"})
        self.wfile.write(b"data: [DONE]\n\n")

    def _send(self, choice: dict[str, object]) -> None:
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m"}
        chunk["choices"] = [{"index": 0, **choice}]
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *arguments: object) -> None:
        pass


class ChatServer(ThreadingHTTPServer):
    """A language model server of one's own, whose models misbehave by name."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _ChatHandler)
        self.asked: list[dict[str, object]] = []
        self.released = threading.Event()
        """Set at the end: what hangs lets go."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


@pytest.fixture
def chat_server() -> Iterator[ChatServer]:
    with ChatServer() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.released.set()
        server.shutdown()


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own MUNDAP_ variables must not decide whether tests pass."""
    for name in [name for name in os.environ if name.startswith("MUNDAP_") and name != "MUNDAP_CHROMIUM"]:
        monkeypatch.delenv(name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Where CI=1 a skipped test is a failure: it would prove nothing."""
    report = yield
    if os.environ.get("CI") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report
