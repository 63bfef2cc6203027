"""How much one caller, and all callers together, may ask, and how long a request may be."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore
from time import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Overloaded, TooManyRequests


class Limits:
    """Counts questions; each worker process counts its own."""

    def __init__(self, rate: str, max_in_flight: int) -> None:
        """``rate`` like ``60/minute`` for one caller, "" for no limit; ``max_in_flight`` for all callers."""
        self._rate: RateLimitItem | None = parse(rate) if rate else None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._places = BoundedSemaphore(max_in_flight)

    def check_rate(self, caller: str) -> None:
        """Count one question of ``caller``; raises TooManyRequests with the seconds to wait."""
        if self._rate is None or self._limiter.hit(self._rate, caller):
            return
        error = TooManyRequests("정해진 횟수보다 많이 물으셨습니다. 잠시 뒤 다시 물어봐 주세요.")
        reset, _ = self._limiter.get_window_stats(self._rate, caller)
        error.retry_after = max(1, round(reset - time()))
        raise error

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold one of the places for questions being answered; raises Overloaded at once when all are taken."""
        if not self._places.acquire(blocking=False):
            raise Overloaded("지금 답하고 있는 질문이 많습니다. 잠시 뒤 다시 물어봐 주세요.")
        try:
            yield
        finally:
            self._places.release()


class BodyLimit:
    """Refuses longer bodies, declared as such or not, with 413; Starlette's own limit answers in plain text."""

    def __init__(self, app: ASGIApp, size: int, larger: Mapping[str, int]) -> None:
        """``size`` in bytes, and by path where ``larger`` names another."""
        self._app = app
        self._size = size
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on with its body counted."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        declared = Headers(scope=scope).get("Content-Length", "")
        announced = int(declared) if declared.isdecimal() else 0
        read = 0
        size = self._larger.get(scope["path"], self._size)

        async def limited() -> Message:
            nonlocal read
            if announced <= size:
                message = await receive()
                read += len(message.get("body", b""))
                if read <= size:
                    return message
            raise HTTPException(413)

        return await self._app(scope, limited, send)
