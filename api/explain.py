"""Why mundap answers as it does: how it read a question, what it weighed, what each feature added."""

from collections.abc import Iterator, Sequence

from api.answering.evidence import Evidence
from api.answering.features import MIN_SUPPORT, SUPPORT, WEIGHTS, Features, weighed
from api.answering.operations import read_operation
from api.answering.query import Query, Term
from api.answering.several import asked_at_once
from api.overview.reading import Asks, Overview
from ingest.spacing import collapsed
from prompts import say

_SHOWN = 5
_MAX_TEXT = 70
_LEAST = 0.005
_ASKS: dict[Asks, str] = {
    "programmes": "사업 목록",
    "largest": "예산이 큰 사업",
    "smallest": "예산이 작은 사업",
    "events": "그때 있는 일",
}
_OBJECTIONS = {
    "year": "1위가 다른 해를 말해서",
    "unknown": "물어본 이름이 1위의 문서에 나오지 않아서",
    "names": "1위가 물어본 대상을 거의 담지 않아서",
    "head": "1위에 물어본 것이 나오지 않아서",
    "support": "1위의 지지가 {support}에 못 미쳐서",
}


def explanation(query: Query, evidence: Sequence[Evidence]) -> Iterator[str]:
    """The lines of an explanation, in Korean but for the names of the features."""
    yield f"읽은 질문  {query.text}"
    yield f"대상  {', '.join(map(_word, query.terms)) or '없음'}"
    yield f"항목  {query.attribute.korean if query.attribute else '없음'}"
    if query.head:
        yield f"묻는 것  {query.head.form}"
    if query.counter:
        yield f"세는 말  {query.counter.pattern}"
    if query.year:
        yield f"연도  {query.year}"
    for claim in query.claims:
        yield f"확인할 값  {claim.text}"
    yield from (f"나눠 물음  {part}" for part in asked_at_once(query.text))
    operation = read_operation(query.text)
    if operation:
        yield f"계산  {operation.kind}: {' | '.join(operation.operands)}"
    for rank, one in enumerate(evidence[:_SHOWN], start=1):
        yield from _candidate(rank, one)
    yield _verdict(evidence)


def overview_explanation(question: str, overview: Overview) -> Iterator[str]:
    """The lines that tell how a question about everything was read."""
    yield f"읽은 질문  {question}"
    yield f"부서 전체  {_ASKS[overview.asks]}"
    if overview.asks in ("largest", "smallest"):
        yield f"개수  {overview.count}"
    if overview.asks == "events":
        yield f"종류  {say(f'overview.{overview.happening}')}"
    if overview.said:
        yield f"때  {overview.said}"
    yield f"문서  {len(overview.offices)}건"


def _word(term: Term) -> str:
    """A word of the question with some of what may stand for it."""
    return f"{term.form}({'·'.join(sorted(term.synonyms)[:3])})" if term.synonyms else term.form


def _candidate(rank: int, one: Evidence) -> Iterator[str]:
    cell = f"{one.cell.cell.row} | {one.cell.cell.column} | {one.cell.cell.text}" if one.cell else ""
    text = cell or collapsed(one.passage.text)
    yield f"\n{rank}위  점수 {one.score:.2f}  {text[:_MAX_TEXT]}"
    yield f"     위치  {' > '.join(one.passage.section)[:_MAX_TEXT]}"
    yield f"     점수  {_parts(WEIGHTS, one.features)}"
    yield f"     지지  {weighed(SUPPORT, one.features):.2f} = {_parts(SUPPORT, one.features)}"


def _parts(weights: Features, features: Features) -> str:
    """What each feature adds, the greatest first: ``coverage 0.91 + kind 0.30 − heading 0.14``."""
    added = {name: getattr(weights, name) * getattr(features, name) for name in Features.__slots__}
    told = sorted((pair for pair in added.items() if abs(pair[1]) > _LEAST), key=lambda pair: -abs(pair[1]))
    return ", ".join(f"{name} {value:+.2f}" for name, value in told)


def _verdict(evidence: Sequence[Evidence]) -> str:
    if not evidence:
        return "\n판단  맞는 문단이 하나도 없어 없다고 답합니다."
    objection = evidence[0].objection
    support = f"{weighed(SUPPORT, evidence[0].features):.2f}(기준 {MIN_SUPPORT})"
    if not objection:
        return f"\n판단  1위의 지지가 {support}로 충분해서 답합니다."
    return f"\n판단  {_OBJECTIONS[objection].format(support=support)} 없다고 답합니다."
