"""Which passages can answer a question, the best first, and whether the best one does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Literal

import numpy as np

from api.answering.cells import TableCell
from api.answering.editions import Editions
from api.answering.features import CONVINCED, MIN_HEAD, MIN_NAMES, MIN_SUPPORT, SUPPORT, WEIGHTS, Features, weighed
from api.answering.letters import letters
from api.answering.ordinals import ordinals_not_printed
from api.answering.profiles import Profiles
from api.answering.query import Query
from api.answering.scale import Scale, path_of
from ingest.formats.flow import RULE
from ingest.labels import Label
from ingest.passages import Passage
from retriever.generation import Generation
from retriever.relevance import as_read, relevance_model
from retriever.reranking import Reranker
from retriever.search import Hit, PassageRetriever

_CANDIDATES = 60
_MAX_CHILDREN = 40
_SEARCHED = 0.2
"""What a word left to other questions must be worth to be searched for."""
_ALIKE = 0.1
"""By how much less of the names a later edition may carry."""
_READ = 5
"""How many passages the relevance model reads at first: each costs milliseconds."""
_READ_ON = 12
"""How many it reads in all where none of these convinces it."""
_SURE = 6.0
"""The log-odds from which on it is as sure as can be."""
LISTED = frozenset({"content", "facility"})
"""What is asked for is a list, and stands under a heading."""
_NAMED = 0.0
"""The least relevance of what is asked for by its name."""
_NAMED_CELL = -0.35
"""From which `Features.cell` on a question names a cell: its row or its column, and most of the other."""
_MAX_EDITIONS = 5
"""Documents for which candidates are added: editions of one report say the same thing in other places."""


@dataclass(frozen=True)
class Evidence:
    """A passage, or a cell of a row, weighed for a question."""

    position: int
    passage: Passage
    label: Label | None
    cell: TableCell | None
    features: Features
    score: float

    @property
    def objection(self) -> Literal["", "year", "unknown", "names", "head", "support"]:
        """Why it does not answer: another year, a name unheard of, another subject, not what is asked for, too little.

        "" when it does.
        """
        features = self.features
        if features.year < 0:
            return "year"
        # That something has a budget does not show whose it is.
        if features.unknown_name and (features.relevance < CONVINCED or features.label == 1):
            return "unknown"
        if features.relevance < CONVINCED:
            if features.names < MIN_NAMES and features.context < 1:
                return "names"
            if features.head < MIN_HEAD and features.unknown_head:
                return "head"
        return "" if features.kind >= -1 and weighed(SUPPORT, features) >= MIN_SUPPORT else "support"

    @property
    def suffices(self) -> bool:
        """Whether it answers."""
        return not self.objection


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
        hits = self._retriever.search(
            _search_text(query),
            synonyms=_synonyms(query),
            limit=max(_CANDIDATES * documents, at_least),
            document_ids=document_ids,
        )
        scores = {hit.position: (hit.dense, hit.lexical) for hit in hits}
        candidates = dict.fromkeys(position for hit in hits for position in self._around(hit))
        scale = Scale(query, self._profiles)
        found = [self._weigh(scale, position, *scores.get(position, (0.0, 0.0))) for position in candidates]
        return _read(query, _ranked(one for of_passage in found for one in of_passage))

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
        if letters(cell.cell.row) in asked and letters(cell.cell.column) not in asked:
            return [(other.cell.column, other) for other in self._profiles.tables.row(cell)]
        return [(other.cell.row, other) for other in self._profiles.tables.column(cell)]

    def children(self, passage: Passage) -> list[Passage]:
        """The passages right under a passage's node."""
        below = self._generation.children.get((passage.document_id, passage.node), [])
        return [self._generation.passages[i] for i in below]

    def _around(self, hit: Hit) -> Iterable[int]:
        """A hit and what stands right under it: the value may share no word with the question."""
        below = self._generation.children.get((hit.passage.document_id, hit.passage.node), [])
        return (hit.position, *below[:_MAX_CHILDREN])

    def _weigh(self, scale: Scale, position: int, dense: float, lexical: float) -> list[Evidence]:
        """A passage as evidence, or each cell of a row that can be what is asked for."""
        fitting = (profile for profile in self._profiles[position] if not scale.is_of_other_unit(profile))
        weighings = ((profile, scale.features(profile, dense, lexical)) for profile in fitting)
        return [
            Evidence(position, p.passage, p.label, p.cell, features, weighed(WEIGHTS, features))
            for p, features in weighings
        ]


def _ranked(found: Iterable[Evidence]) -> list[Evidence]:
    return sorted(found, key=lambda one: (-one.score, one.position))


def _read(query: Query, found: Sequence[Evidence]) -> list[Evidence]:
    """What was found anew, the first passages read by the relevance model; where none convinces it, some more."""
    candidates = best_of_each(found)
    passages = {one.position: one.passage for one in candidates}
    read = _relevance(query, candidates[:_READ])
    if max(read.values(), default=CONVINCED) < CONVINCED:
        read |= _relevance(query, candidates[_READ:_READ_ON])
    if query.attribute and query.attribute.name in LISTED:
        read = {position: max(read[position], _below(passages[position], passages, read)) for position in read}
    return _ranked(_with_relevance(query, one, read[one.position]) if one.position in read else one for one in found)


def best_of_each(found: Iterable[Evidence]) -> list[Evidence]:
    """Of each passage the first that was found in it."""
    best: dict[int, Evidence] = {}
    for one in found:
        best.setdefault(one.position, one)
    return list(best.values())


def _relevance(query: Query, candidates: Sequence[Evidence]) -> dict[int, float]:
    """How surely each candidate answers, from -1 to 1, by its position."""
    scores = np.clip(relevance_model().scores(_read_as(query), [_with_name(one) for one in candidates]), -_SURE, _SURE)
    return {one.position: float(score) for one, score in zip(candidates, scores / _SURE, strict=True)}


def _with_name(one: Evidence) -> str:
    """What is read of a passage; a row whose name stands in the rows above it is read behind that."""
    is_nameless = one.passage.text.startswith(RULE)
    return f"{one.cell.cell.row} {as_read(one.passage)}" if one.cell and is_nameless else as_read(one.passage)


def _below(heading: Passage, passages: Mapping[int, Passage], read: Mapping[int, float]) -> float:
    """The highest relevance of what was read right under a passage: a heading says what its list says."""
    under = (heading.document_id, heading.node)
    below = (read[p] for p in read if (passages[p].document_id, passages[p].parent) == under)
    return max(below, default=-1.0)


def _with_relevance(query: Query, one: Evidence, relevance: float) -> Evidence:
    """The evidence weighed anew; what is asked for by its name is at least ``_NAMED``."""
    features = replace(one.features, relevance=max(relevance, _NAMED) if _is_named(query, one) else relevance)
    return replace(one, features=features, score=weighed(WEIGHTS, features))


def _is_named(query: Query, one: Evidence) -> bool:
    """Whether a question says the very label of a passage, all of a heading, or the row and the column of a cell.

    A telephone number or an address beside all names of the question is theirs.
    """
    features = one.features
    if features.label == 1:
        return True
    if query.attribute is not None and query.attribute.name == "contact":
        return features.kind == 1 and features.names == 1
    if one.cell is not None and not one.cell.is_prose:
        return features.addressed > 0 or features.cell >= _NAMED_CELL
    return features.heading > 0 and features.focus == 1


def reranked(question: str, found: Sequence[Evidence], reranker: Reranker) -> list[Evidence]:
    """What was found in the order of a reranker, with its scores; it reads the headings above a passage too."""
    if not found:
        return []
    scores = reranker.scores(question, [" ".join(path_of(evidence.passage)) for evidence in found])
    scored = [replace(evidence, score=float(score)) for evidence, score in zip(found, scores, strict=True)]
    return sorted(scored, key=lambda evidence: -evidence.score)


def by_edition(query: Query, found: Sequence[Evidence], editions: Editions) -> tuple[list[Evidence], list[Evidence]]:
    """What was found, apart from the passages that a later edition answers as well, and these.

    A query that asks for a year is not answered by another edition.
    """
    named: dict[str, float] = {}
    for one in filter(lambda one: one.suffices and not query.year, found):
        named[one.passage.document_id] = max(named.get(one.passage.document_id, 0.0), one.features.names)
    current: list[Evidence] = []
    superseded: list[Evidence] = []
    for one in found:
        enough = one.features.names - _ALIKE
        is_said_later = any(named.get(newer, -1.0) >= enough for newer in editions.newer(one.passage.document_id))
        (superseded if is_said_later else current).append(one)
    return current, superseded


class Inquiry:
    """Everything that is looked up to answer one question, and how long that took."""

    def __init__(self, finder: EvidenceFinder, document_ids: Sequence[str] | None, editions: Editions) -> None:
        self._finder = finder
        self._editions = editions
        self._document_ids = document_ids
        self._found: dict[Query, list[Evidence]] = {}
        self.milliseconds = 0.0
        self.alike = finder.alike
        self.children = finder.children
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


def _search_text(query: Query) -> str:
    """What is searched for: the question with the words that it leaves to the questions before it."""
    return " ".join((query.text, *_left_out(query)))


def _read_as(query: Query) -> str:
    """The same as a reader would have it put: first what it is about."""
    return " ".join((*_left_out(query), query.text))


def _left_out(query: Query) -> list[str]:
    return [term.form for term, share in query.inherited if share >= _SEARCHED]


def _synonyms(query: Query) -> list[str]:
    """What a document may print for the question's words."""
    return list(dict.fromkeys(synonym for term in query.terms for synonym in sorted(term.synonyms)))
