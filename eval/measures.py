"""How an answer is judged, and what it counts for; each measure has one spelling in code, command line and report."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from pydantic import ConfigDict

from eval.dataset import Item, Span, Turn
from eval.spans import Units, counts, first_characters, read_span, shown

MEASURES: dict[str, str] = {
    "accuracy": "문서에 답이 있는 질문에 맞게 답한 비율",
    "premise-accuracy": "틀린 전제를 바로잡아 답한 비율",
    "dialogue-accuracy": "모든 차례에 맞게 답한 대화의 비율",
    "follow-up-accuracy": "대화의 둘째 차례부터 맞게 답한 비율",
    "refusal-recall": "문서에 답이 없는 질문에 없다고 답한 비율",
    "refusal-precision": "없다고 답한 질문 가운데 정말 없는 비율",
    "citation-recall": "정답 근거 가운데 인용한 비율",
    "citation-precision": "인용 가운데 정답 근거인 비율",
    "worded": "답한 질문 가운데 언어 모델의 말로 답한 비율",
    "R@1": "검색 첫 문단에 든 정답 근거의 비율",
    "R@5": "검색 다섯 문단에 든 정답 근거의 비율",
    "nDCG@10": "검색 열 문단의 순위 점수",
    "evidence-in-500": "검색 결과의 첫 500자에 든 정답 근거의 비율",
    "evidence-in-2000": "검색 결과의 첫 2,000자에 든 정답 근거의 비율",
}
"""The measures that are means over items, in the order in which they are shown, with what each says."""

MAX_ANSWER = 400
"""Characters beyond which an answer is wrong, unless a list was asked for."""
Fault = Literal["", "refused", "not refused", "not answered", "failed", "value missing", "forbidden value", "too long"]
"""Why an answer is wrong; "" for a right one."""

_WRONG_STATUS: dict[tuple[str, str], Fault] = {
    ("answered", "not_found"): "refused",
    ("not_found", "answered"): "not refused",
}
_MARK = re.compile(r"\[\d+\]")
_GOES_ON = {
    "조": r"(?!\s*\d[\d,천백십\s]*[만억])",
    "억": r"(?!\s*\d[\d,천백십\s]*[천만](?!\s*명))",
    "%": r"(?!\s*(?:[pP]|포인트))",
    "개": "(?!월|년)",
}
"""By the end of a form, what would make another value of it: 40억 5천만, 3%p, 4개월."""
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")
_INDIVISIBLE = re.compile(r"\d+|\S")
_CALENDAR = re.compile(r"\d{1,2}\s*(?:[월일]|분기)")


@dataclass(frozen=True, slots=True)
class JudgedTurn:
    """One question, what was said to it, and what should have been."""

    question: str
    expect: str
    gold: str
    evidence: tuple[Span, ...]
    status: str
    answer: str
    citations: tuple[Span, ...]
    fault: Fault
    accept: tuple[tuple[str, ...], ...] = ()
    forbid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One item, judged: what a result file keeps of it."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    id: str
    category: str
    style: str
    difficulty: str
    split: str
    right: bool
    values: dict[str, float]
    """What the item counts for, by measure; a measure that it does not count for is absent."""
    latencies_ms: tuple[float, ...]
    turns: tuple[JudgedTurn, ...]
    """Empty for a sealed item: its question and answer must not be tuned on."""


def judge(
    item: Item,
    bodies: Sequence[Mapping[str, Any]],
    passages: Sequence[Mapping[str, Any]],
    latencies_ms: Sequence[float],
    units: Units,
) -> Record:
    """Judge the bodies of the answers to an item's turns, and the ranked passages for the question of a single one."""
    turns = tuple(_judge_turn(turn, body) for turn, body in zip(item.turns, bodies, strict=True))
    if len(turns) > 1:
        values = _of_dialogue(turns)
    else:
        ranked = [read_span(passage, "text") for passage in passages]
        found = [passage for passage in ranked if units.is_exact(passage)]
        values = _of_answer(item, turns[0], units) | _of_wording(bodies[0]) | _of_search(item.turns[0], found)
    return Record(
        id=item.id,
        category=item.category,
        style=item.style,
        difficulty=item.difficulty,
        split=item.split,
        right=not any(turn.fault for turn in turns),
        values=values,
        latencies_ms=tuple(round(latency, 2) for latency in latencies_ms),
        turns=turns if item.split == "dev" else (),
    )


def fault_of(turn: Turn, status: str, answer: str) -> Fault:
    """What is wrong with an answer: it must say every accepted value and nothing that is forbidden."""
    if status == "failed":
        return "failed"
    if status != turn.expect:
        return _WRONG_STATUS.get((turn.expect, status), "not answered")
    if turn.expect == "not_found":
        return ""
    said = _MARK.sub("", answer)
    if not says_all(turn, said):
        return "value missing"
    if _any_in(turn.forbid, said):
        return "forbidden value"
    return "too long" if len(said) > MAX_ANSWER and not turn.asks_list else ""


def occurs(form: str, text: str) -> bool:
    """Whether ``form`` stands in ``text`` as a value of its own, spaces aside.

    40억 is not in 140억, 31.40억 or 40억 5천만, 3% in 3%p or △3%; but 9월 is in ’21.9월: the dot parts year and month.
    """
    before = r"(?<![\d△▲])(?<![△▲]\s)" if form[:1].isdecimal() else ""
    if before and not _CALENDAR.match(form):
        before += r"(?<!\d[.,])"
    after = r"(?!\d)(?![.,]\d)" if form[-1:].isdecimal() else ""
    after = next((rule for end, rule in _GOES_ON.items() if form.endswith(end)), after)
    return re.search(before + _pattern(form) + after, text) is not None


def _pattern(form: str) -> str:
    """A pattern for ``form`` with or without white space between any two of its characters, but for two digits."""
    numbers = _BETWEEN_DIGITS.split(form)
    return r"\s+".join(r"\s*".join(re.escape(p) for p in _INDIVISIBLE.findall(number)) for number in numbers)


def says_all(turn: Turn, text: str) -> bool:
    """Whether one form of every accepted group occurs in ``text``."""
    return all(_any_in(group, text) for group in turn.accept)


def _any_in(forms: Sequence[str], text: str) -> bool:
    return any(occurs(form, text) for form in forms)


def _judge_turn(turn: Turn, body: Mapping[str, Any]) -> JudgedTurn:
    return JudgedTurn(
        question=turn.question,
        expect=turn.expect,
        gold=turn.gold,
        evidence=turn.evidence,
        status=body["status"],
        answer=body["answer"],
        citations=tuple(read_span(citation, "quote") for citation in body["citations"]),
        fault=fault_of(turn, body["status"], body["answer"]),
        accept=turn.accept,
        forbid=turn.forbid,
    )


def _of_dialogue(turns: Sequence[JudgedTurn]) -> dict[str, float]:
    right = [not turn.fault for turn in turns]
    return {"dialogue-accuracy": float(all(right)), "follow-up-accuracy": sum(right[1:]) / len(right[1:])}


def _of_answer(item: Item, judged: JudgedTurn, units: Units) -> dict[str, float]:
    """What the answer to a single question counts for."""
    refused, right = judged.status == "not_found", float(not judged.fault)
    values = {"refusal-precision": float(judged.expect == "not_found")} if refused else {}
    if judged.expect == "not_found":
        return values | {"refusal-recall": right}
    values["premise-accuracy" if item.category == "false_premise" else "accuracy"] = right
    turn, answered = item.turns[0], judged.status == "answered"
    proofs = (*turn.evidence, *turn.alternatives)
    counting = [c for c in judged.citations if answered and counts(c, proofs, units)]
    values["citation-recall"] = recall(turn, counting)
    if answered:
        values["citation-precision"] = len(counting) / len(judged.citations) if judged.citations else 0.0
    return values


def _of_wording(body: Mapping[str, Any]) -> dict[str, float]:
    """Whether a language model's wording of an answer survived the leash."""
    told = body["status"] == "answered" and "mode" in body
    return {"worded": float(body["mode"] == "generated")} if told else {}


def _of_search(turn: Turn, passages: Sequence[Span]) -> dict[str, float]:
    """What the ranked passages for a question count for; nothing for one without evidence."""
    if not turn.evidence:
        return {}
    return {
        "R@1": recall(turn, passages[:1]),
        "R@5": recall(turn, passages[:5]),
        "nDCG@10": _ndcg(turn, passages[:10]),
        "evidence-in-500": recall(turn, first_characters(passages, 500)),
        "evidence-in-2000": recall(turn, first_characters(passages, 2000)),
    }


def recall(turn: Turn, spans: Sequence[Span]) -> float:
    """The share of the evidence that is shown; all of it where one of the alternatives is."""
    if any(shown(alternative, spans) for alternative in turn.alternatives):
        return 1.0
    return sum(shown(span, spans) for span in turn.evidence) / len(turn.evidence)


def _ndcg(turn: Turn, passages: Sequence[Span]) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002); a passage gains what it adds to recall."""
    recalls = [recall(turn, passages[:rank]) for rank in range(len(passages) + 1)]
    gains = [after - before for before, after in pairwise(recalls)]
    pieces = len(turn.evidence)
    return min(1.0, _discounted(gains) / _discounted([1 / pieces] * pieces))


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
