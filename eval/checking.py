"""What is odd about an item: what its author should mend before its result is believed."""

from collections.abc import Iterator, Sequence

from eval.dataset import Item, Turn
from eval.measures import fault_of, says_all


def oddities(items: Sequence[Item]) -> Iterator[str]:
    """What is odd about the items, each told in Korean with the item's id; a question is told by its place."""
    for item in items:
        for number, turn in enumerate(item.turns, start=1):
            for oddity in _of_turn(turn, item):
                yield f"문항 {item.id}의 {number}번째 질문: {oddity}"


def _of_turn(turn: Turn, item: Item) -> Iterator[str]:
    if turn.expect == "not_found":
        return
    if fault_of(turn, turn.expect, turn.gold):
        yield "정답(gold)이 이 문항의 채점 기준(accept, forbid)을 통과하지 못합니다. 둘을 맞춰 주세요."
    # Whoever presumes a wrong value may name the right one too: that is asked, not told.
    if item.category != "false_premise" and not fault_of(turn, turn.expect, turn.question):
        yield "질문만으로 채점을 통과합니다. accept를 더 좁혀 주세요."
    if not turn.calculation:
        proofs = ["\n".join(span.quote for span in turn.evidence), *(span.quote for span in turn.alternatives)]
        if any(not says_all(turn, proof) for proof in proofs):
            yield "근거에 정답 값이 없고, 계산(calculation)도 적혀 있지 않습니다."
