"""What is indexed: a sentence, or a run of neighbouring ones, with the heading path above it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.documents import Document
from ingest.markers import read_heading, read_marker
from ingest.outline import Node, NodeKind, Outline, read_outline
from ingest.ruled import is_ruled
from ingest.sentences import Sentence, Splitter, read_sentences

MAX_PASSAGE = 600
"""Characters a passage may have; a longer sentence is cut between words."""
_MIN_SENTENCE = 10
_MARKED = frozenset({"item", "note", "footnote"})
"""Kinds of node that open with a mark."""
RECIPE = "passages-26: kss mecab, one sentence, joined below 10, at most 600, short rows whole, below names"
"""Names how text becomes passages; part of an index's fingerprint. Change it when the outcome changes."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one document's canonical text, at most 600 characters long."""

    document_id: str
    number: int
    """Its place in the document."""
    node: int
    parent: int | None
    """The node above its own."""
    kind: NodeKind
    sentences: tuple[int, ...]
    start: int
    end: int
    text: str
    """``document.text[start:end]``."""
    section: tuple[str, ...]
    """The headings above it, outermost first."""

    @property
    def id(self) -> str:
        """Unique within an index."""
        return f"{self.document_id}:{self.number}"


def read_passages(document: Document, split: Splitter | None = None) -> list[Passage]:
    """The passages of a document in the order of its text; ``split`` as in `read_sentences`."""
    outline = read_outline(document.text, document.whole_lines, document.pages)
    sentences = read_sentences(outline, split)
    passages: list[Passage] = []
    for number, of_node in groupby(sentences, key=lambda sentence: sentence.node):
        node = outline.nodes[number]
        section = outline.path(node)
        for run in _runs(list(of_node), whole=_is_short_row(node, document.text)):
            for start, end in _cut(document.text, run[0].start, run[-1].end):
                passages.append(
                    Passage(
                        document_id=document.id,
                        number=len(passages),
                        node=number,
                        parent=node.parent,
                        kind=node.kind,
                        sentences=tuple(sentence.number for sentence in run),
                        start=start,
                        end=end,
                        text=document.text[start:end],
                        section=section,
                    )
                )
    return passages


def outline_of(document: Document, passages: Iterable[Passage]) -> Outline:
    """The outline that all passages of a document were made from, without reading its lines anew."""
    of_nodes = (list(of_node) for _, of_node in groupby(passages, key=lambda passage: passage.node))
    return Outline(document.text, tuple(_node(document, of_node) for of_node in of_nodes))


def _node(document: Document, passages: Sequence[Passage]) -> Node:
    first, end = passages[0], passages[-1].end
    line = document.text[document.text.rfind("\n", 0, first.start) + 1 : end].lstrip()
    heading = read_heading(line) if document.whole_lines else None
    marker = (heading or read_marker(line)) if first.kind in _MARKED else None
    return Node(
        number=first.node,
        kind=first.kind,
        mark=marker[0].text if marker else "",
        printed_mark=bool(marker and marker[0].printed and first.kind != "footnote"),
        start=first.start,
        end=end,
        parent=first.parent,
    )


def _is_short_row(node: Node, text: str) -> bool:
    """Whether a node is a ruled row that fits one passage: its cells are told by their place in the whole."""
    fits = node.end - node.start <= MAX_PASSAGE
    return fits and node.kind == "row" and is_ruled(text[node.start : node.end])


def _runs(sentences: Sequence[Sentence], whole: bool) -> Iterator[list[Sentence]]:
    """The sentences of one node, or all of it; those too short to stand alone joined to the one before."""
    run: list[Sentence] = []
    for sentence in sentences:
        if run and not whole and sentence.end - sentence.start >= _MIN_SENTENCE:
            yield run
            run = []
        run.append(sentence)
    if run:
        yield run


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """``[start, end)`` in pieces of at most MAX_PASSAGE characters, cut at white space where there is some."""
    while end - start > MAX_PASSAGE:
        limit = start + MAX_PASSAGE
        space = max(text.rfind(" ", start + 1, limit), text.rfind("\n", start + 1, limit))
        stop = space if space > start else limit
        piece = text[start:stop].rstrip()
        yield start, start + len(piece)
        start = stop + (len(text[stop:end]) - len(text[stop:end].lstrip()))
    if start < end:
        yield start, end
