"""The shipped items ask about the whole report: every programme, table and footnote that its outline has."""

from collections.abc import Iterator

import pytest

from eval.dataset import read_items
from ingest.documents import Document
from ingest.outline import Node, Outline, read_outline


@pytest.fixture(scope="module")
def outline(report: Document) -> Outline:
    return read_outline(report.text)


@pytest.fixture(scope="module")
def proofs() -> list[tuple[int, int]]:
    """Where the evidence of the shipped items stands."""
    turns = [turn for item in read_items() for turn in item.turns]
    return [(span.start, span.end) for turn in turns for span in (*turn.evidence, *turn.alternatives)]


def family(outline: Outline, node: Node) -> Iterator[Node]:
    """A node and all that stands under it."""
    yield node
    for child in outline.children.get(node.number, ()):
        yield from family(outline, child)


def unasked(outline: Outline, nodes: list[Node], proofs: list[tuple[int, int]]) -> list[str]:
    """The first words of each of the nodes under which no evidence stands."""

    def asked(node: Node) -> bool:
        return any(start < node.end and node.start < end for start, end in proofs)

    return [outline.heading(node)[:40] for node in nodes if not any(asked(below) for below in family(outline, node))]


def test_every_numbered_heading_is_asked_about(outline: Outline, proofs: list[tuple[int, int]]) -> None:
    headings = [node for node in outline.nodes if node.printed_mark and node.number in outline.children]
    assert len(headings) >= 20
    assert unasked(outline, headings, proofs) == []


@pytest.mark.parametrize(("kinds", "least"), [(("table",), 5), (("note", "footnote"), 15)], ids=["tables", "footnotes"])
def test_every_table_and_footnote_is_asked_about(
    kinds: tuple[str, ...], least: int, outline: Outline, proofs: list[tuple[int, int]]
) -> None:
    nodes = [node for node in outline.nodes if node.kind in kinds]
    assert len(nodes) >= least
    assert unasked(outline, nodes, proofs) == []
