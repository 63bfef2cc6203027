"""Which passage answers: one score from features that can be read and printed, and when to refuse.

The score asks how much of the question, by information, a passage and its headings cover, each word once; a sum of
BM25 scores instead prefers passages that repeat one word (measured: top passage answers .57 against .44).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from api.answering.query import Query, Term
from api.answering.subjects import subject_of
from api.answering.vocabulary import Attribute
from ingest.labels import Label, read_label
from ingest.passages import Passage
from ingest.spacing import collapsed
from ingest.values import kinds_in
from retriever.generation import Generation
from retriever.morphemes import tokens
from retriever.search import Hit, PassageRetriever

_CANDIDATES = 60
PATH_SHARE = 0.8
"""What a word is worth that stands in a heading above the passage instead of in it; 1 for a passage whose label is
what was asked, since its subject stands above it."""
_YEARS = re.compile(r"(?<!\d)(20\d{2})(?!\d)|[’‘'](\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a passage, each about 0 to 1."""

    coverage: float
    """Share of the question's information that the passage and its headings cover."""
    names: float
    """Share of the question's nouns, by information, that they cover."""
    label: float
    """1 when the passage is labelled with the attribute asked for."""
    subject: float
    """Share of the nearest subject heading, by information, that the question names."""
    own_words: float
    """1 when the label also carries the question's own word for it."""
    kind: float
    """1 when it holds the kind of value asked for, -1 when it does not, 0 when any will do."""
    year: float
    """-1 when it speaks of other years only than the one asked for."""
    heading: float
    """1 for a heading that states nothing itself."""
    dense: float
    focus: float
    """Share of the passage's own words that the question covers."""


WEIGHTS = Features(
    coverage=1.0,
    names=0.3,
    label=0.4,
    subject=0.2,
    own_words=0.1,
    kind=0.15,
    year=0.3,
    heading=-0.25,
    dense=0.25,
    focus=0.1,
)
"""Set by hand on the development questions."""
MIN_COVERAGE = 0.5
MIN_NAMES = 0.6


@dataclass(frozen=True)
class Evidence:
    """A passage weighed for a question."""

    position: int
    passage: Passage
    label: Label | None
    features: Features
    score: float

    @property
    def suffices(self) -> bool:
        """Whether it covers enough of the question to answer it."""
        return self.features.coverage >= MIN_COVERAGE and self.features.names >= MIN_NAMES


class EvidenceFinder:
    """Weighs the passages of one generation; what it needs of all passages is counted once."""

    def __init__(self, retriever: PassageRetriever) -> None:
        self._retriever = retriever
        self._generation: Generation = retriever.generation
        self._headings: dict[str, dict[str, float]] = {}

    def find(self, query: Query, document_ids: Sequence[str] | None) -> list[Evidence]:
        """The candidate passages for a question, the best evidence first."""
        hits = self._retriever.search(query.text, limit=_CANDIDATES, document_ids=document_ids)
        dense = {hit.position: hit.dense for hit in hits}
        candidates = dict.fromkeys(position for hit in hits for position in self._around(hit))
        weighed = (self._weigh(query, position, dense.get(position, 0.0)) for position in candidates)
        return sorted(weighed, key=lambda evidence: (-evidence.score, evidence.position))

    def unknown_names(self, query: Query) -> list[str]:
        """The question's nouns that no passage carries in any form."""
        return [t.form for t in query.terms if t.is_name and not any(form in self._frequency for form in t.forms)]

    def children(self, passage: Passage) -> list[Passage]:
        """The passages right under a passage's node."""
        below = self._generation.children.get((passage.document_id, passage.node), [])
        return [self._generation.passages[i] for i in below]

    def _around(self, hit: Hit) -> Iterable[int]:
        """A hit and what stands right under it: the value may share no word with the question."""
        return (hit.position, *self._generation.children.get((hit.passage.document_id, hit.passage.node), ()))

    def _weigh(self, query: Query, position: int, dense: float) -> Evidence:
        passage = self._generation.passages[position]
        label = read_label(passage.text)
        features = self._features(query, position, label, dense)
        score = sum(getattr(WEIGHTS, name) * getattr(features, name) for name in Features.__slots__)
        return Evidence(position, passage, label, features, score)

    def _features(self, query: Query, position: int, label: Label | None, dense: float) -> Features:
        passage = self._generation.passages[position]
        own, path = self._token_sets[position]
        name = label.name if label else ""
        asks = query.attribute
        text = collapsed(passage.text)
        kind = _kind_fits(asks, passage, text)
        labelled = bool(asks and label and asks.labels.search(name)) and kind >= 0
        path_share = 1.0 if labelled else PATH_SHARE
        return Features(
            coverage=self._covered(query.terms, own, path, path_share),
            names=self._covered([term for term in query.terms if term.is_name], own, path, path_share),
            subject=self._subject_named(query, passage),
            label=float(labelled or (passage.kind == "footnote" and bool(asks and asks.name == "definition"))),
            own_words=float(labelled and any(word in name for word in query.label_words)),
            kind=kind,
            year=-float(query.year is not None and not self._fits_year(passage, text, query.year)),
            heading=float(self._is_bare_heading(passage, label)),
            dense=dense,
            focus=self._focus(query, own),
        )

    def _covered(
        self, terms: Sequence[Term], own: frozenset[str], path: frozenset[str], path_share: float
    ) -> float:
        """Share of the terms' information that stands in ``own`` or, for ``path_share``, in ``path``; 1 for none."""
        total = sum(self._information(term) for term in terms)
        if not total:
            return 1.0
        found = 0.0
        for term in terms:
            share = 1.0 if term.forms & own else path_share if term.forms & path else 0.0
            found += share * self._information(term)
        return found / total

    def _information(self, term: Term) -> float:
        """How telling a word is: its inverse document frequency, the highest for a word that never occurs."""
        seen = [self._frequency[form] for form in term.forms if form in self._frequency]
        weight = math.log((len(self._generation.passages) + 1) / ((min(seen) if seen else 0) + 0.5))
        return weight if term.is_name else weight / 2

    def _subject_named(self, query: Query, passage: Passage) -> float:
        heading = subject_of(passage)
        if heading is None:
            return 0.0
        asked = {form for term in query.terms for form in term.forms}
        words = self._heading_words(heading)
        total = sum(words.values())
        return sum(weight for word, weight in words.items() if word in asked) / total if total else 0.0

    def _heading_words(self, heading: str) -> dict[str, float]:
        """The words of a heading with their information."""
        if heading not in self._headings:
            words = {token.form for token in tokens(heading) if token.tag != "joined"}
            self._headings[heading] = {word: self._information(Term(word, frozenset({word}), True)) for word in words}
        return self._headings[heading]

    def _focus(self, query: Query, own: frozenset[str]) -> float:
        asked = {form for term in query.terms for form in term.forms} | {token.form for token in query.tokens}
        return len(own & asked) / len(own) if own else 0.0

    def _fits_year(self, passage: Passage, text: str, year: int) -> bool:
        """Whether a passage speaks of ``year``; one without a year speaks of its document's."""
        years = _years_in(text)
        if years:
            return min(years) <= year <= max(years)
        return self._main_years[passage.document_id] == year

    @cached_property
    def _main_years(self) -> dict[str, int | None]:
        """The year each document speaks of most."""
        counts = {name: Counter(_years_in(document.text)) for name, document in self._generation.documents.items()}
        return {name: count.most_common(1)[0][0] if count else None for name, count in counts.items()}

    def _is_bare_heading(self, passage: Passage, label: Label | None) -> bool:
        has_children = (passage.document_id, passage.node) in self._generation.children
        titles = passage.kind in ("title", "table") or (passage.kind == "item" and has_children)
        empty_row = passage.kind == "row" and not any(c.isdigit() for c in passage.text)
        return (titles and label is None) or passage.kind == "table" or empty_row

    @cached_property
    def _token_sets(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        return [(frozenset(own), frozenset(path)) for own, path in self._generation.tokens]

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter(token for own, path in self._token_sets for token in own)


def _kind_fits(asks: Attribute | None, passage: Passage, text: str) -> float:
    """1 for the kind of value asked for, -1 for others only; a table's cells leave their unit to the header."""
    if asks is None or not asks.kinds:
        return 0.0
    if asks.kinds & kinds_in(text):
        return 1.0
    return 0.0 if passage.kind == "row" and any(c.isdigit() for c in text) else -1.0


def _years_in(text: str) -> list[int]:
    """The years that ``text`` names: 2021, ’21."""
    return [int(full) if full else 2000 + int(short) for full, short in _YEARS.findall(text)]
