"""What operators watch, in the names of Prometheus."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from prometheus_client import Counter, Gauge, Histogram

_ANSWERS = Counter("mundap_answers_total", "Answers given, by status and mode.", ["status", "mode"])
_SECONDS = Histogram(
    "mundap_answer_seconds", "Time to answer.", buckets=(0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56)
)
_IN_FLIGHT = Gauge("mundap_in_flight", "Questions being answered now.")
_PROBLEMS = Counter("mundap_problems_total", "Responses with an error, by HTTP status.", ["status"])


def answered(body: dict[str, Any]) -> None:
    """Count an answer."""
    _ANSWERS.labels(body["status"], body["mode"]).inc()
    _SECONDS.observe(body["timings_ms"]["total"] / 1000)


def failed(status: int) -> None:
    """Count a response with an error status."""
    _PROBLEMS.labels(str(status)).inc()


@contextmanager
def in_flight() -> Iterator[None]:
    """Count a question while it is being answered."""
    with _IN_FLIGHT.track_inprogress():
        yield
