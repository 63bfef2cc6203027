"""One document as its guide is read: its outline, its year, and citations of its nodes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.answering.citations import Citation, cite_span
from api.answering.editions import year_of
from ingest.documents import Document
from ingest.outline import Node, Outline
from ingest.passages import Passage, outline_of
from ingest.spacing import closed_up, collapsed


@dataclass(frozen=True)
class Reading:
    """A document with what its guide needs to know of it."""

    document: Document
    outline: Outline
    year: int | None
    """The year that it reports on; None for a document without years."""

    def text(self, node: Node) -> str:
        """The node's text as it stands in the document."""
        return self.document.text[node.start : node.end]

    def words(self, node: Node) -> str:
        """The node's text as a reader says it: letter-spacing closed, blanks collapsed."""
        return closed_up(collapsed(self.text(node)))

    def branches(self, node: Node) -> list[Node]:
        """The bullets and headings right below a node."""
        return [child for child in self.outline.children.get(node.number, ()) if child.kind in ("item", "title")]

    def below(self, node: Node) -> Iterator[Node]:
        """Every node under ``node``, in the order of the text."""
        for child in self.outline.children.get(node.number, ()):
            yield child
            yield from self.below(child)

    def cite(self, node: Node) -> Citation:
        """The whole of a node."""
        return cite_span(1, self.document, node.start, node.end, self.outline.path(node))


def read_reading(document: Document, passages: Iterable[Passage]) -> Reading:
    """The reading of a document; ``passages`` are all of its own."""
    return Reading(document, outline_of(document, passages), year_of(document))
