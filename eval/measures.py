"""How an answer is judged, and what is counted; each measure has one spelling in code, command line and report."""

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.dataset import Item, Span

MAX_ANSWER = 400
"""Characters beyond which an answer is wrong, unless a list was asked for."""
_LIST = re.compile(r"^- ", re.MULTILINE)
_MARK = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer, judged."""

    item: Item
    status: str
    answer: str
    right: bool
    citation_recall: float | None
    citation_precision: float | None
    retrieved_at: int | None
    """Rank (from 1) of the first passage of /v1/search that holds evidence; None when none of ten does."""
    latency_ms: float


def judge(item: Item, body: Mapping[str, Any], passages: Sequence[Mapping[str, Any]], latency_ms: float) -> Judgement:
    """Judge the body of an answer and the ranked passages for the same question."""
    citations = [Span(c["start"], c["end"], c["quote"]) for c in body["citations"]]
    answered = body["status"] == "answered"
    return Judgement(
        item=item,
        status=body["status"],
        answer=body["answer"],
        right=is_right(item, body["status"], body["answer"]),
        citation_recall=_share(item.evidence, citations) if item.evidence and answered else None,
        citation_precision=_precision(item.evidence, citations) if item.evidence and answered else None,
        retrieved_at=_rank(item, passages),
        latency_ms=latency_ms,
    )


def is_right(item: Item, status: str, answer: str) -> bool:
    """Whether an answer says what it must and nothing it must not."""
    if status != item.expect:
        return False
    if item.expect == "not_found":
        return True
    said = _MARK.sub("", answer)
    too_long = len(said) > MAX_ANSWER and not _LIST.search(said)
    return not too_long and all(_any_in(group, said) for group in item.accept) and not _any_in(item.forbid, said)


def occurs(form: str, text: str) -> bool:
    """Whether ``form`` stands in ``text`` at digit boundaries: 40억 is not in 140억, 8억 not in 31.8억."""
    form, text = " ".join(form.split()), " ".join(text.split())
    before = r"(?<![\d])(?<!\d[.,])" if form[:1].isdigit() else ""
    after = r"(?!\d)(?![.,]\d)" if form[-1:].isdigit() else ""
    return re.search(before + re.escape(form) + after, text) is not None


def summarise(judgements: Sequence[Judgement]) -> dict[str, float]:
    """The measures over some judgements; a measure without an item to count is left out."""
    answerable = [j for j in judgements if j.item.expect == "answered"]
    unanswerable = [j for j in judgements if j.item.expect == "not_found"]
    premises = [j for j in answerable if j.item.category == "false_premise"]
    plain = [j for j in answerable if j.item.category != "false_premise"]
    refused = [j for j in judgements if j.status == "not_found"]
    latencies = sorted(j.latency_ms for j in judgements)
    measures = {
        "accuracy": _mean([j.right for j in plain]),
        "premise-accuracy": _mean([j.right for j in premises]),
        "refusal-recall": _mean([j.right for j in unanswerable]),
        "refusal-precision": _mean([j.item.expect == "not_found" for j in refused]),
        "citation-recall": _mean([j.citation_recall for j in answerable if j.citation_recall is not None]),
        "citation-precision": _mean([j.citation_precision for j in answerable if j.citation_precision is not None]),
        "R@1": _mean([j.retrieved_at == 1 for j in plain]),
        "R@5": _mean([j.retrieved_at is not None and j.retrieved_at <= 5 for j in plain]),
        "latency-p50-ms": statistics.median(latencies) if latencies else None,
        "latency-p95-ms": latencies[int(0.95 * (len(latencies) - 1))] if latencies else None,
    }
    return {name: value for name, value in measures.items() if value is not None}


def _any_in(forms: Sequence[str], text: str) -> bool:
    return any(occurs(form, text) for form in forms)


def _covers(citation: Span, evidence: Span) -> bool:
    return citation.start < evidence.end and evidence.start < citation.end


def _share(evidence: Sequence[Span], citations: Sequence[Span]) -> float:
    return sum(any(_covers(c, e) for c in citations) for e in evidence) / len(evidence)


def _precision(evidence: Sequence[Span], citations: Sequence[Span]) -> float:
    return sum(any(_covers(c, e) for e in evidence) for c in citations) / len(citations) if citations else 0.0


def _rank(item: Item, passages: Sequence[Mapping[str, Any]]) -> int | None:
    spans = (Span(p["start"], p["end"], "") for p in passages)
    return next((rank for rank, span in enumerate(spans, 1) if any(_covers(span, e) for e in item.evidence)), None)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
