"""Asking every item of a service, here or behind a URL; what is measured is what is served."""

import json
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from time import perf_counter
from typing import Any, Protocol

from eval.dataset import Item
from eval.measures import Judgement, judge
from ingest.errors import MundapError


class ServiceUnreachable(MundapError):
    """Nothing that speaks the contract answers at the URL."""


class Asked(Protocol):
    """Anything that speaks the contract's /v1/ask and /v1/search."""

    def ask(self, question: str) -> dict[str, Any]:
        """The body of an answer."""

    def search(self, question: str) -> dict[str, Any]:
        """The body of a search."""


class RemoteService:
    """A service that speaks the contract over HTTP."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def ask(self, question: str) -> dict[str, Any]:
        """The body of an answer; raises ServiceUnreachable when the service does not answer, or refuses."""
        return self._post("/v1/ask", question)

    def search(self, question: str) -> dict[str, Any]:
        """The body of a search; raises as `ask` does."""
        return self._post("/v1/search", question)

    def _post(self, path: str, question: str) -> dict[str, Any]:
        data = json.dumps({"question": question}).encode()
        request = urllib.request.Request(self._url + path, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                body: dict[str, Any] = json.load(response)
                return body
        except (OSError, ValueError) as error:
            raise ServiceUnreachable(
                f"{self._url}{path}에서 답을 받지 못했습니다({error}). 주소와 서비스 상태를 확인해 주세요."
            ) from error


def run(items: Sequence[Item], service: Asked, done: Callable[[int], None] = lambda count: None) -> Iterator[Judgement]:
    """Ask each item and judge the answer; ``done`` is told how many have been judged."""
    for count, item in enumerate(items, start=1):
        started = perf_counter()
        body = service.ask(item.question)
        latency = (perf_counter() - started) * 1000
        yield judge(item, body, service.search(item.question)["passages"], latency)
        done(count)
