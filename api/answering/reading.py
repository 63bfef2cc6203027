"""The candidates that speak most for themselves, read by the relevance model together with the question."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from api.answering.evidence import LISTED, Evidence, ranked
from api.answering.features import CONVINCED, WEIGHTS, weighed
from api.answering.query import Query
from retriever.relevance import as_read, relevance_model

_LEANT_ON = 0.2
"""What a word left to other questions must be worth to be searched for and read."""
_READ = 5
"""How many passages the relevance model reads at first: each costs milliseconds."""
_READ_ON = 12
"""How many it reads in all where none of these convinces it."""
_SURE = 6.0
"""The log-odds from which on it is as sure as can be."""
_NAMED = 0.0
"""The least relevance of what is asked for by its name."""
_COVERED = 0.4
"""The share of a question from which on a label is of what it asks."""
_NAMED_CELL = -0.35
"""From which `Features.cell` on a question names a cell: its row or its column, and most of the other."""

Place = tuple[int, int]
"""What is read at once, as in `Evidence.place`."""


def read(query: Query, found: Sequence[Evidence]) -> list[Evidence]:
    """What was found anew, the first passages read by the relevance model; where none convinces it, some more."""
    best: dict[Place, Evidence] = {}
    for one in found:
        best.setdefault(one.place, one)
    # What is of another year can answer only by being all that there is.
    candidates = sorted(best.values(), key=lambda one: one.features.year < 0)
    scores = _relevance(query, candidates[:_READ])
    if max(scores.values(), default=CONVINCED) < CONVINCED:
        scores |= _relevance(query, candidates[_READ:_READ_ON])
    if query.attribute and query.attribute.name in LISTED:
        scores = {place: max(scores[place], _below(best[place], best, scores)) for place in scores}
    return ranked(_with_relevance(query, one, scores[one.place]) if one.place in scores else one for one in found)


def _relevance(query: Query, candidates: Sequence[Evidence]) -> dict[Place, float]:
    """How surely each candidate answers, from -1 to 1, by its place."""
    texts = [
        as_read(one.passage, one.cell.cell, one.cell.meaning) if one.cell else as_read(one.passage)
        for one in candidates
    ]
    scores = np.clip(relevance_model().scores(_read_as(query), texts), -_SURE, _SURE)
    return {one.place: float(score) for one, score in zip(candidates, scores / _SURE, strict=True)}


def _below(heading: Evidence, found: Mapping[Place, Evidence], read: Mapping[Place, float]) -> float:
    """The highest relevance of what was read right under a passage: a heading says what its list says."""
    under = (heading.passage.document_id, heading.passage.node)
    below = (read[p] for p in read if (found[p].passage.document_id, found[p].passage.parent) == under)
    return max(below, default=-1.0)


def _with_relevance(query: Query, one: Evidence, relevance: float) -> Evidence:
    """The evidence weighed anew; what is asked for by its name is at least as relevant as `_least` says."""
    features = replace(one.features, relevance=max(relevance, _least(query, one)))
    return replace(one, features=features, score=weighed(WEIGHTS, features))


def _least(query: Query, one: Evidence) -> float:
    """The least relevance: more for a cell whose row and column are said than for others that are named."""
    if not _is_named(query, one):
        return -1.0
    return CONVINCED if one.is_value and one.features.addressed > 0 and one.features.cell == 0 else _NAMED


def _is_named(query: Query, one: Evidence) -> bool:
    """Whether a question says the very label of a passage, all of a heading, or the row and the column of a cell.

    A telephone number or an address beside all names of the question is theirs.
    """
    features = one.features
    if features.label == 1:
        # That something has a budget does not show whose it is, nor that a report has one what else is asked.
        return not features.uncovered and (features.coverage >= _COVERED or bool(query.inherited))
    if query.attribute is not None and query.attribute.name == "contact":
        return features.kind == 1 and features.names == 1
    if one.is_value:
        return features.addressed > 0 or features.cell >= _NAMED_CELL
    return features.heading > 0 and features.focus == 1


def left_out(query: Query) -> list[str]:
    """The words that a question leaves to the questions before it."""
    return [term.form for term, share in query.inherited if share >= _LEANT_ON]


def _read_as(query: Query) -> str:
    """The question as a reader would have it put: first what it is about."""
    return " ".join((*left_out(query), query.text))
