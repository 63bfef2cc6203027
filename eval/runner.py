"""Asking every item of a service and judging the answers; what is measured is what is served."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from time import perf_counter
from typing import Any

from eval.dataset import Item
from eval.errors import ItemsBroken, QuestionFailed, ServiceChanged, ServiceUnreachable
from eval.measures import Record, judge
from eval.services import Asked
from eval.spans import Units, is_exact

PASSAGES = 100
"""How many passages are asked for: as many as a service must give, so that short ones all but fill 2,000 characters."""
_UNKNOWN = ""
_AGAIN = "남은 .partial 파일을 지우고, 색인을 그대로 둔 채 처음부터 다시 평가해 주세요."


def check_spans(items: Sequence[Item], texts: Mapping[str, str]) -> None:
    """Raise ItemsBroken for the first evidence that is not in the documents of the service."""
    for item in items:
        for span in (s for turn in item.turns for s in (*turn.evidence, *turn.alternatives)):
            if span.source not in texts:
                raise ItemsBroken(
                    f"문항 {item.id}: 서비스의 색인에 없는 문서입니다({span.source}). "
                    "그 문서를 `mundap index`로 색인하거나 문항을 고쳐 주세요."
                )
            if not is_exact(span, texts):
                raise ItemsBroken(
                    f"문항 {item.id}: {span.source}의 {span.start}–{span.end} 구간이 근거의 quote와 다릅니다. "
                    "문서가 바뀌었는지, 구간이 맞는지 확인해 주세요."
                )


def run(items: Sequence[Item], service: Asked, units: Units) -> Iterator[Record]:
    """Ask each item and judge the answers, one item after the other; raises ServiceChanged when the index changes."""
    index = None
    for item in items:
        bodies, latencies = _converse(item, service)
        for body in bodies:
            index = index or body["index"]
            if body["index"] not in (index, _UNKNOWN):
                raise ServiceChanged(f"문항 {item.id}에서 색인이 {index}에서 {body['index']}로 바뀌었습니다. {_AGAIN}")
        passages = _search(item, service) if len(item.turns) == 1 else []
        yield judge(item, bodies, passages, latencies, units)


def _search(item: Item, service: Asked) -> list[dict[str, Any]]:
    """The ranked passages for a question; none where the service fails to search for it."""
    try:
        passages: list[dict[str, Any]] = service.search(item.question, PASSAGES)["passages"]
    except QuestionFailed:
        return []
    return passages


def _converse(item: Item, service: Asked) -> tuple[list[dict[str, Any]], list[float]]:
    """The bodies of the answers to an item's turns, in one conversation, and the milliseconds that each took."""
    conversation: str | None = None
    bodies, latencies = [], []
    try:
        for turn in item.turns:
            started = perf_counter()
            bodies.append(_ask(turn.question, conversation, service))
            latencies.append((perf_counter() - started) * 1000)
            conversation = bodies[-1]["conversation_id"]
    finally:
        # Where the service is gone, that is told by what was asked of it before.
        if conversation:
            with suppress(ServiceUnreachable, QuestionFailed):
                service.forget(conversation)
    return bodies, latencies


def _ask(question: str, conversation: str | None, service: Asked) -> dict[str, Any]:
    """The body of an answer; a service that fails on this question has answered it wrongly, and the run goes on."""
    try:
        return service.ask(question, conversation)
    except QuestionFailed as error:
        return {
            "status": "failed",
            "answer": str(error),
            "citations": [],
            "conversation_id": conversation,
            "index": _UNKNOWN,
        }
