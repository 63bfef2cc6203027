"""Finds the evidence of one generation for a question: candidates, each weighed, the best of them read."""

import re
from collections.abc import Iterable, Sequence
from time import perf_counter

from api.answering.editions import Editions
from api.answering.evidence import Evidence, by_edition, ranked
from api.answering.features import WEIGHTS, weighed
from api.answering.letters import letters
from api.answering.ordinals import ordinals_not_printed
from api.answering.profiles import Profiles
from api.answering.query import Query
from api.answering.reading import left_out, read
from api.answering.scale import Scale
from ingest.passages import Passage
from ingest.table_header import spoken
from retriever.cells import TableCell
from retriever.generation import Generation
from retriever.search import Hit, PassageRetriever

_CANDIDATES = 150
_PROSE = 60
"""How many of them are no rows of tables: all rows below a heading have its words, and none of those of a sentence."""
_LOOKED_THROUGH = 4
"""How many times as many hits are looked through for these."""
_MAX_CHILDREN = 40
_MAX_EDITIONS = 5
"""Documents for which candidates are added: editions of one report say the same thing in other places."""


class EvidenceFinder:
    """Weighs the passages of one generation."""

    def __init__(self, retriever: PassageRetriever) -> None:
        self._retriever = retriever
        self._generation: Generation = retriever.generation
        self._profiles = Profiles(retriever.generation)

    def within(self, document_ids: Sequence[str] | None, editions: Editions) -> "Inquiry":
        """What is asked of all documents, or of some."""
        return Inquiry(self, document_ids, editions)

    def find(self, query: Query, document_ids: Sequence[str] | None, at_least: int = 0) -> list[Evidence]:
        """The candidate passages for a question, ``at_least`` so many where there are, the best evidence first."""
        documents = min(len(document_ids or self._generation.documents), _MAX_EDITIONS)
        limit = max(_CANDIDATES * documents, at_least)
        hits = self._retriever.search(
            _search_text(query),
            synonyms=_synonyms(query),
            limit=limit * _LOOKED_THROUGH,
            document_ids=document_ids,
        )
        hits = _with_prose(hits, limit, _PROSE * documents)
        scores = {hit.position: (hit.dense, hit.lexical) for hit in hits}
        candidates = dict.fromkeys(position for hit in hits for position in self._around(hit))
        scale = Scale(query, self._profiles)
        found = [self._weigh(scale, position, *scores.get(position, (0.0, 0.0))) for position in candidates]
        return read(query, ranked(one for of_passage in found for one in of_passage))

    def main_year(self, document_id: str) -> int | None:
        """The year of a document; None for one without years."""
        return self._profiles.main_year(document_id)

    def vocabulary(self) -> list[str]:
        """Every word that the documents print."""
        return self._profiles.vocabulary()

    def unheard_of(self, query: Query, document_ids: Sequence[str] | None) -> tuple[str, ...]:
        """The names that are asked of and that none of the documents prints."""
        scale = Scale(query, self._profiles)
        first, *others = document_ids or self._generation.documents
        return tuple(
            name for name in scale.unheard_of(first) if all(name in scale.unheard_of(other) for other in others)
        )

    def ordinals_not_printed(self, query: Query, document_ids: Sequence[str] | None) -> list[str]:
        """The ordinals that are asked of and that none of the documents prints."""
        documents = self._generation.documents
        return ordinals_not_printed(query.text, (documents[name].text for name in document_ids or documents))

    def alike(self, cell: TableCell, query: Query) -> list[tuple[str, TableCell]]:
        """The cells that a cell is compared with, by the header that tells them apart: its row's where the question
        names the row and not the column, else its column's; those of totals left out.
        """
        asked = letters(query.text)
        row, column = (letters(spoken(name)) for name in (cell.cell.row, cell.cell.column))
        if row in asked and column not in asked:
            return [(other.cell.column, other) for other in self._profiles.tables.row(cell)]
        return [(other.cell.row, other) for other in self._profiles.tables.column(cell)]

    def under(self, cell: TableCell, header: re.Pattern[str] | None) -> list[TableCell]:
        """The cells of a cell's table below the first header that matches; of its own column for None."""
        return self._profiles.tables.under(cell, header)

    def beside(self, cell: TableCell) -> list[TableCell]:
        """The cells of a cell's row, those under a total left out."""
        return self._profiles.tables.row(cell)

    def in_tables_alike(self, cell: TableCell) -> list[TableCell]:
        """The cells under the same headers in all tables of a cell's document, the cell among them."""
        return self._profiles.tables.alike(cell)

    def children(self, passage: Passage) -> list[Passage]:
        """The passages right under a passage's node."""
        below = self._generation.children.get((passage.document_id, passage.node), [])
        return [self._generation.passages[i] for i in below]

    def notes(self, passage: Passage) -> list[Passage]:
        """The notes right under a passage, or under what stands right under it."""
        below = self.children(passage)
        under = [each for one in below for each in self.children(one)]
        return [each for each in (*below, *under) if each.kind == "note"]

    def following(self, position: int) -> Passage | None:
        """The passage behind one in the same bullet or paragraph; None behind the last."""
        one, *behind = self._generation.passages[position : position + 2]
        return next((each for each in behind if (each.document_id, each.node) == (one.document_id, one.node)), None)

    def _around(self, hit: Hit) -> Iterable[int]:
        """A hit and what stands right under it: the value may share no word with the question."""
        below = self._generation.children.get((hit.passage.document_id, hit.passage.node), [])
        return (hit.position, *below[:_MAX_CHILDREN])

    def _weigh(self, scale: Scale, position: int, dense: float, lexical: float) -> list[Evidence]:
        """A passage as evidence, or each cell of a row that can be what is asked for."""
        fitting = (p for p in self._profiles[position] if not (p.is_aside or scale.is_of_other_unit(p)))
        weighings = ((profile, scale.features(profile, dense, lexical)) for profile in fitting)
        return [
            Evidence(position, p.passage, p.label, p.cell, features, weighed(WEIGHTS, features))
            for p, features in weighings
        ]


class Inquiry:
    """Everything that is looked up to answer one question, and how long that took."""

    def __init__(self, finder: EvidenceFinder, document_ids: Sequence[str] | None, editions: Editions) -> None:
        self._finder = finder
        self._editions = editions
        self._document_ids = document_ids
        self._found: dict[Query, list[Evidence]] = {}
        self.milliseconds = 0.0
        self.alike = finder.alike
        self.under = finder.under
        self.beside = finder.beside
        self.in_tables_alike = finder.in_tables_alike
        self.children = finder.children
        self.notes = finder.notes
        self.following = finder.following
        self.main_year = finder.main_year

    def unheard_of(self, query: Query) -> tuple[str, ...]:
        """The names that are asked of and that none of the documents asked prints."""
        return self._finder.unheard_of(query, self._document_ids)

    def ordinals_not_printed(self, query: Query) -> list[str]:
        """The ordinals, as 제5기, that are asked of and that none of the documents asked prints."""
        return self._finder.ordinals_not_printed(query, self._document_ids)

    def find(self, query: Query) -> list[Evidence]:
        """The candidate passages for a query, the best evidence first; the same query is weighed once.

        Where no year is asked for, an edition says nothing that a later one says too.
        """
        if query not in self._found:
            started = perf_counter()
            self._found[query], _ = by_edition(query, self._finder.find(query, self._document_ids), self._editions)
            self.milliseconds += (perf_counter() - started) * 1000
        return self._found[query]


def _with_prose(hits: Sequence[Hit], limit: int, prose: int) -> list[Hit]:
    """The first hits, and so many more that ``prose`` of them are no rows of tables."""
    others = [hit for hit in hits[limit:] if hit.passage.kind != "row"]
    missing = prose - sum(hit.passage.kind != "row" for hit in hits[:limit])
    return [*hits[:limit], *others[: max(missing, 0)]]


def _search_text(query: Query) -> str:
    """What is searched for: the question with the words that it leaves to the questions before it."""
    return " ".join((query.text, *left_out(query)))


def _synonyms(query: Query) -> list[str]:
    """What a document may print for the question's words."""
    return list(dict.fromkeys(synonym for term in query.terms for synonym in sorted(term.synonyms)))
