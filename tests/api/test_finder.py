"""Which hits become candidates."""

from api.answering.finder import _with_prose
from ingest.passages import NodeKind, Passage
from retriever.search import Hit


def hit(position: int, kind: NodeKind) -> Hit:
    return Hit(position, Passage("doc", position, position, None, kind, (position,), 0, 2, "나루", ()), 1.0, 1.0, 0.0)


def test_rows_never_crowd_out_all_sentences() -> None:
    hits = [hit(number, "row") for number in range(8)] + [hit(8, "item"), hit(9, "row"), hit(10, "text")]
    assert [one.position for one in _with_prose(hits, limit=5, prose=1)] == [0, 1, 2, 3, 4, 8]


def test_what_has_enough_sentences_stays_as_it_is() -> None:
    hits = [hit(0, "item"), hit(1, "row"), hit(2, "text"), hit(3, "text")]
    assert [one.position for one in _with_prose(hits, limit=3, prose=2)] == [0, 1, 2]
