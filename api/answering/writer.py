"""A language model on the other end: called in a thread of its own, never waited for longer than allowed.

A model that fails once is not asked again for a while (a circuit breaker, Nygard 2007), so that the questions behind do
not wait for it too. The only module that loads LangChain's chat models.
"""

import queue
import threading
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from time import monotonic
from typing import TYPE_CHECKING, Any

from api.errors import ModelMisnamed, Overloaded

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_PAUSE_S = 30.0
"""How long a model that failed is left alone."""
_FIRST = 0.5
"""Share of the time that must be left when the first piece comes: connecting and beginning take no more."""
_TICK_S = 0.25
"""How often a caller gets the chance to end a call that says nothing."""
_QUEUED = 2
"""Questions that may wait for each call under way."""
_END = None
_EXTRAS = ("openai", "ollama", "anthropic")
"""Providers whose package is an extra of mundap's."""

Messages = Sequence[tuple[str, str]]
"""(role, text) pairs."""


class WriterFailed(Exception):
    """The model could not be reached, broke off, was too slow, or is being left alone."""


class Breaker:
    """Keeps calls away from a model that failed; when the pause is over, one call may try it."""

    def __init__(self, pause_s: float = _PAUSE_S) -> None:
        self._pause_s = pause_s
        self._until = 0.0
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether calls are kept away now."""
        return monotonic() < self._until

    def enter(self) -> None:
        """Raise WriterFailed while calls are kept away; the first caller afterwards keeps the others away meanwhile."""
        with self._lock:
            if self.is_open:
                raise WriterFailed("left alone after a failure")
            if self._until:
                self._until = monotonic() + self._pause_s

    def failed(self) -> None:
        """Keep calls away from now on."""
        self._until = monotonic() + self._pause_s

    def succeeded(self) -> None:
        """Let every call through."""
        self._until = 0.0


class Writer:
    """Asks one chat model, so many calls at a time, each for so many seconds at most."""

    def __init__(self, model: "BaseChatModel", timeout_s: float, calls: int, breaker: Breaker | None = None) -> None:
        self._model = model
        self._timeout_s = timeout_s
        self._breaker = breaker or Breaker()
        self._places = threading.BoundedSemaphore(calls)
        self._callers = threading.BoundedSemaphore(calls * (1 + _QUEUED))

    @property
    def is_degraded(self) -> bool:
        """Whether the model failed lately and is being left alone."""
        return self._breaker.is_open

    def write(self, messages: Messages) -> Iterator[str]:
        """What the model says, piece by piece, as it says it, and "" now and then; closing the iterator ends the call.

        Raises Overloaded when too many are waiting already, WriterFailed for whatever goes wrong with the model.
        """
        self._breaker.enter()
        if not self._callers.acquire(blocking=False):
            raise Overloaded("언어 모델에 물어볼 차례를 기다리는 질문이 많습니다. 잠시 뒤 다시 물어봐 주세요.")
        try:
            yield from self._within_time(messages)
        finally:
            self._callers.release()

    def _within_time(self, messages: Messages) -> Iterator[str]:
        deadline = monotonic() + self._timeout_s
        if not self._places.acquire(timeout=self._timeout_s):
            raise WriterFailed("no call could be made in time")
        said: queue.Queue[str | Exception | None] = queue.Queue()
        stopped = threading.Event()
        threading.Thread(target=self._call, args=(messages, said, stopped), daemon=True).start()
        try:
            yield from self._received(said, deadline)
        except WriterFailed:
            self._breaker.failed()
            raise
        finally:
            stopped.set()
        self._breaker.succeeded()

    def _received(self, said: "queue.Queue[str | Exception | None]", deadline: float) -> Iterator[str]:
        patience = deadline - _FIRST * self._timeout_s
        while True:
            try:
                piece = said.get(timeout=max(0.0, min(_TICK_S, patience - monotonic())))
            except queue.Empty:
                if monotonic() >= patience:
                    raise WriterFailed("too slow") from None
                yield ""
                continue
            patience = deadline
            if piece is _END:
                return
            if isinstance(piece, Exception):
                raise WriterFailed(type(piece).__name__) from piece
            yield piece

    def _call(self, messages: Messages, said: "queue.Queue[str | Exception | None]", stopped: threading.Event) -> None:
        """Stream one call into ``said``; its place is free again only when the model lets go of it."""
        try:
            for chunk in self._model.stream(list(messages)):
                if stopped.is_set():
                    break
                said.put(str(chunk.text))
            said.put(_END)
        except Exception as error:  # whatever a provider's client raises
            said.put(error)
        finally:
            self._places.release()


def load_writer(name: str, base_url: str, api_key: str, timeout_s: float, calls: int) -> Writer | None:
    """The writer over the model called ``name``, as in ``openai:NAME``; None for "".

    Raises ModelMisnamed when there is no such provider, or its package is not installed.
    """
    if not name:
        return None
    provider = name.partition(":")[0]
    if provider in _EXTRAS and find_spec(f"langchain_{provider}") is None:
        raise ModelMisnamed(
            f"MUNDAP_LLM={name}을(를) 쓰려면 제공자 패키지가 필요합니다. "
            f"`pip install 'mundap[{provider}]'`로 설치해 주세요."
        )
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"temperature": 0, "timeout": timeout_s, "max_retries": 0}
    options |= {key: value for key, value in (("base_url", base_url), ("api_key", api_key)) if value}
    try:
        model = init_chat_model(name, **options)
    except Exception as error:  # each provider checks its options in its own way
        raise ModelMisnamed(
            f"MUNDAP_LLM={name}을(를) 쓸 수 없습니다({str(error).splitlines()[0][:200]}). "
            "`openai:이름`, `ollama:이름`처럼 제공자와 모델 이름을 적고, 주소와 키를 확인해 주세요."
        ) from error
    return Writer(model, timeout_s, calls)
