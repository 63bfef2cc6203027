"""Asking every item of a service and judging the answers; what is measured is what is served."""

from collections.abc import Iterator, Mapping, Sequence
from time import perf_counter
from typing import Any

from eval.dataset import Item
from eval.errors import ItemsBroken
from eval.measures import Record, judge
from eval.services import Asked
from eval.spans import Units

PASSAGES = 50
"""How many passages are asked for: short ones must fill 2,000 characters too."""


def check_spans(items: Sequence[Item], texts: Mapping[str, str]) -> None:
    """Raise ItemsBroken for the first evidence that is not in the documents of the service."""
    for item in items:
        for span in (s for turn in item.turns for s in (*turn.evidence, *turn.alternatives)):
            if span.source not in texts:
                raise ItemsBroken(
                    f"문항 {item.id}의 문서 {span.source}가 서비스의 색인에 없습니다. "
                    "그 문서를 `mundap index`로 색인하거나 문항을 고쳐 주세요."
                )
            inside = 0 <= span.start < span.end <= len(texts[span.source])
            if not inside or texts[span.source][span.start : span.end] != span.quote:
                raise ItemsBroken(
                    f"문항 {item.id}: {span.source}의 {span.start}–{span.end} 구간이 근거의 quote와 다릅니다. "
                    "문서가 바뀌었는지, 구간이 맞는지 확인해 주세요."
                )


def run(items: Sequence[Item], service: Asked, units: Units) -> Iterator[Record]:
    """Ask each item and judge the answers, one item after the other."""
    for item in items:
        bodies, latencies = _converse(item, service)
        passages = service.search(item.question, PASSAGES)["passages"] if len(item.turns) == 1 else []
        yield judge(item, bodies, passages, latencies, units)


def _converse(item: Item, service: Asked) -> tuple[list[dict[str, Any]], list[float]]:
    """The bodies of the answers to an item's turns, in one conversation, and the milliseconds that each took."""
    conversation: str | None = None
    bodies, latencies = [], []
    try:
        for turn in item.turns:
            started = perf_counter()
            bodies.append(service.ask(turn.question, conversation))
            latencies.append((perf_counter() - started) * 1000)
            conversation = bodies[-1]["conversation_id"]
    finally:
        if conversation:
            service.forget(conversation)
    return bodies, latencies
