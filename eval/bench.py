"""``make bench``: how fast mundap answers, starts and indexes, and how much memory it takes. Medians, no verdict."""

import json
import statistics
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from time import monotonic, perf_counter, sleep

import psutil
import typer

from api.bootstrap import make_service
from api.settings import Settings
from eval.dataset import read_items
from ingest.corpus import find_files
from ingest.documents import read_document
from ingest.outline import read_outline
from ingest.sentences import read_sentences

_ROUNDS = 5
_PORT = 8761
_PATIENCE = 120


def main() -> None:
    """Measure everything and print a line a figure."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        _show("mundap --help", _times(lambda: _mundap("--help"), _ROUNDS), "s")
        _show("index from nothing", _times(lambda: _mundap("index", "--home", home), 1), "s")
        _show("index with nothing changed", _times(lambda: _mundap("index", "--home", home), 3), "s")
        _measure_kss(settings)
        _measure_answers(settings)
        _measure_server(home)


def _measure_kss(settings: Settings) -> None:
    """What kss costs: importing it, and splitting once it is imported."""
    file = find_files([settings.corpus])[0]
    document = read_document(file.path.read_bytes(), source=file.source)
    outline = read_outline(document.text)
    first = _times(lambda: read_sentences(outline), 1)
    again = _times(lambda: read_sentences(outline), _ROUNDS)
    _show("kss: import and split", first, "s")
    _show("kss: split", again, "s")


def _measure_answers(settings: Settings) -> None:
    """Answering the development questions one after the other, the index warm."""
    service = make_service(settings)
    questions = [item.question for item in read_items(split="dev")]
    for question in questions:
        service.ask(question)
    times = [t * 1000 for q in questions for t in _times(lambda q=q: service.ask(q), _ROUNDS)]  # type: ignore[misc]
    times.sort()
    _show("answer p50", [statistics.median(times)], "ms")
    _show("answer p95", [times[int(0.95 * (len(times) - 1))]], "ms")


def _measure_server(home: str) -> None:
    """Starting the service over a built index, and its memory after answering."""
    ready, memory = [], []
    for _ in range(3):
        started = perf_counter()
        process = subprocess.Popen([sys.executable, "-m", "api", "serve", "--home", home, "--port", str(_PORT)])
        try:
            _await_ready()
            ready.append(perf_counter() - started)
            for item in read_items(split="dev"):
                _post("/v1/ask", {"question": item.question})
            memory.append(psutil.Process(process.pid).memory_info().rss / 2**20)
        finally:
            process.terminate()
            process.wait()
    _show("serve: ready", ready, "s")
    _show("serve: resident memory", memory, "MiB")


def _await_ready() -> None:
    until = monotonic() + _PATIENCE
    while monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{_PORT}/readyz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            sleep(0.05)
    raise TimeoutError("the service did not become ready")


def _post(path: str, body: dict[str, str]) -> None:
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"http://127.0.0.1:{_PORT}{path}", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=60) as response:
        response.read()


def _mundap(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "api", *arguments], check=True, capture_output=True)


def _times(work: Callable[[], object], rounds: int) -> list[float]:
    """Seconds that each of some rounds of ``work`` took."""
    times = []
    for _ in range(rounds):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    return times


def _show(name: str, values: list[float], unit: str) -> None:
    middle = statistics.median(values)
    typer.echo(f"{name:<28} {middle:9.2f} {unit:<4} (min {min(values):.2f}, max {max(values):.2f}, n={len(values)})")


if __name__ == "__main__":
    main()
