"""What the tests share: the real report, one real index of it, a service over that index, and honest doubles."""

import hashlib
import os
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
import uvicorn

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


@pytest.fixture(scope="session")
def live_server(service: Service, settings: Settings) -> Iterator[str]:
    """The address of a server that answers over the real index."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(make_app(service, settings), log_level="error")
        server = uvicorn.Server(config)
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
