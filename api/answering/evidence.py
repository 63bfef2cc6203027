"""What speaks for a passage as the answer to a question, and whether it does answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from api.answering.context import path_of
from api.answering.editions import Editions
from api.answering.features import (
    CONVINCED,
    MIN_HEAD,
    MIN_NAMES,
    MIN_SUPPORT,
    MIN_SUPPORT_CONVINCED,
    NAMES_ALL,
    SUPPORT,
    SURE,
    Features,
    weighed,
)
from api.answering.query import Query
from api.answering.stating import is_of_a_thing
from ingest.labels import Label
from ingest.passages import Passage
from retriever.cells import TableCell
from retriever.reranking import Reranker

_ALIKE = 0.1
"""By how much less of the names a later edition may carry."""
_NAMELESS = -1.0
"""`Features.cell` where the question names neither the row nor the column of a cell."""
LISTED = frozenset({"content", "facility"})
"""What is asked for is a list, and stands under a heading."""


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
    def place(self) -> tuple[int, int]:
        """What is read at once: a passage, the best cell of a row, or a cell that says something in words."""
        return self.position, self.cell.cell.start if self.cell and self.cell.is_prose else -1

    @property
    def is_value(self) -> bool:
        """Whether it is a cell that gives a value, and says nothing in words."""
        return self.cell is not None and not self.cell.is_prose

    @property
    def objection(self) -> Literal["", "year", "unknown", "names", "head", "support"]:
        """Why it does not answer: another year, a name unheard of, another subject, not what is asked for, too little.

        "" when it does.
        """
        features = self.features
        if features.year < 0:
            return "year"
        if features.unknown_name == 1 and (features.relevance < CONVINCED or features.label == 1):
            return "unknown"
        if features.unknown_name and features.label == 1 and features.relevance < SURE:
            return "unknown"
        if self._is_of_more and features.relevance < SURE:
            return "names"
        # That something has a budget does not show whose it is.
        if features.label == 1 and features.uncovered and features.relevance <= CONVINCED:
            return "names"
        if features.relevance < CONVINCED:
            if features.names < MIN_NAMES and features.context < 1:
                return "names"
            if features.head < MIN_HEAD and features.unknown_head:
                return "head"
            if features.kind < 0 and not (features.relevance > 0 and features.names >= NAMES_ALL):
                return "support"
        enough = MIN_SUPPORT if features.relevance < CONVINCED else MIN_SUPPORT_CONVINCED
        return "" if features.kind >= -1 and weighed(SUPPORT, features) >= enough else "support"

    @property
    def _is_of_more(self) -> bool:
        """Whether it is of a whole of which a part is asked for, or a table's value where that row is missing, or
        neither its row nor its column is said.

        A table without a row has other rows, and a total.
        """
        if self.features.uncovered > 1 or not self.is_value:
            return self.features.uncovered > 1
        return self.features.cell <= _NAMELESS or bool(self.features.uncovered and not self._is_addressed)

    @property
    def _is_addressed(self) -> bool:
        """Whether the question says both headers of a cell, one of which is of a thing."""
        named = self.features.addressed > 0 and self.features.cell == 0
        return named and self.cell is not None and is_of_a_thing(self.cell)

    @property
    def suffices(self) -> bool:
        """Whether it answers."""
        return not self.objection


def ranked(found: Iterable[Evidence]) -> list[Evidence]:
    """The best first, and of equals what stands first."""
    return sorted(found, key=lambda one: (-one.score, one.position))


def best_of_each(found: Iterable[Evidence]) -> list[Evidence]:
    """Of each passage the first that was found in it."""
    best: dict[int, Evidence] = {}
    for one in found:
        best.setdefault(one.position, one)
    return list(best.values())


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
