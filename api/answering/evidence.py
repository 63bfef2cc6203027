"""Which passage answers: one score from features that can be read and printed, and when to refuse.

The score asks how much of the question, by information, a passage and its headings cover, each word once; a sum of
BM25 scores instead prefers passages that repeat one word (measured: top passage answers .57 against .44).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.answering.profiles import Profile, Profiles
from api.answering.query import Query, Term
from api.answering.vocabulary import Attribute
from ingest.labels import Label
from ingest.passages import Passage
from retriever.generation import Generation
from retriever.search import Hit, PassageRetriever

_CANDIDATES = 60
_MAX_CHILDREN = 40
_MAX_EDITIONS = 5
"""Documents for which candidates are added: editions of one report say the same thing in other places."""
PATH_SHARE = 0.8
"""What a word is worth that stands in a heading above the passage instead of in it; 1 for a passage whose label is
what was asked, since its subject stands above it."""


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a passage, each about 0 to 1."""

    coverage: float
    """Share of the question's information that the passage and its headings cover."""
    names: float
    """Share of the question's nouns, by information, that they cover."""
    label: float
    """1 when the passage is labelled with the attribute asked for; else, when its value is of the kind asked for, the
    share of the question's nouns, by information, that its label names."""
    subject: float
    """Share of the nearest subject heading, by information, that the question names."""
    own_words: float
    """1 when the passage carries the question's own word for the attribute."""
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
    label=0.3,
    subject=0.2,
    own_words=0.2,
    kind=0.15,
    year=0.3,
    heading=-0.25,
    dense=0.25,
    focus=0.1,
)
"""Set by hand on the development questions."""
MIN_COVERAGE = 0.5
MIN_NAMES = 0.7


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
    """Weighs the passages of one generation."""

    def __init__(self, retriever: PassageRetriever) -> None:
        self._retriever = retriever
        self._generation: Generation = retriever.generation
        self._profiles = Profiles(retriever.generation)

    def find(self, query: Query, document_ids: Sequence[str] | None) -> list[Evidence]:
        """The candidate passages for a question, the best evidence first."""
        documents = min(len(document_ids or self._generation.documents), _MAX_EDITIONS)
        hits = self._retriever.search(query.text, limit=_CANDIDATES * documents, document_ids=document_ids)
        dense = {hit.position: hit.dense for hit in hits}
        candidates = dict.fromkeys(position for hit in hits for position in self._around(hit))
        terms = [(term, self._profiles.information(term)) for term in query.terms]
        weighed = (self._weigh(query, terms, position, dense.get(position, 0.0)) for position in candidates)
        return sorted(weighed, key=lambda evidence: (-evidence.score, evidence.position))

    def unknown_names(self, query: Query) -> list[str]:
        """The question's nouns that no passage carries in any form."""
        return [term.form for term in query.terms if term.is_name and not self._profiles.knows(term)]

    def children(self, passage: Passage) -> list[Passage]:
        """The passages right under a passage's node."""
        below = self._generation.children.get((passage.document_id, passage.node), [])
        return [self._generation.passages[i] for i in below]

    def _around(self, hit: Hit) -> Iterable[int]:
        """A hit and what stands right under it: the value may share no word with the question."""
        below = self._generation.children.get((hit.passage.document_id, hit.passage.node), [])
        return (hit.position, *below[:_MAX_CHILDREN])

    def _weigh(self, query: Query, terms: Sequence[tuple[Term, float]], position: int, dense: float) -> Evidence:
        profile = self._profiles[position]
        features = self._features(query, terms, profile, dense)
        score = sum(getattr(WEIGHTS, name) * getattr(features, name) for name in Features.__slots__)
        return Evidence(position, profile.passage, profile.label, features, score)

    def _features(self, query: Query, terms: Sequence[tuple[Term, float]], profile: Profile, dense: float) -> Features:
        asks = query.attribute
        kind = _kind_fits(asks, profile)
        labelled = _is_labelled(asks, profile) and kind >= 0
        path_share = 1.0 if labelled else PATH_SHARE
        return Features(
            coverage=_covered(terms, profile, path_share),
            names=_covered([(term, weight) for term, weight in terms if term.is_name], profile, path_share),
            subject=_subject_named(query, profile),
            label=1.0 if labelled else _named_by_label(query, terms, profile, kind),
            own_words=float(not query.label_words.isdisjoint(profile.own)),
            kind=kind,
            year=-float(query.year is not None and not self._fits_year(profile, query.year)),
            heading=float(profile.states_nothing),
            dense=dense,
            focus=_focus(query, profile),
        )

    def _fits_year(self, profile: Profile, year: int) -> bool:
        """Whether a passage, or a heading above it, speaks of ``year``; one without a year speaks of its document's."""
        if year in profile.path_years:
            return True
        if profile.years:
            return min(profile.years) <= year <= max(profile.years)
        return self._profiles.main_year(profile.passage.document_id) == year


def _covered(terms: Sequence[tuple[Term, float]], profile: Profile, path_share: float) -> float:
    """Share of the terms' information that the passage or, for ``path_share``, its headings carry; 1 for no terms."""
    total = sum(weight for _, weight in terms)
    if not total:
        return 1.0
    return sum(weight * _share(term, profile, path_share) for term, weight in terms) / total


def _share(term: Term, profile: Profile, path_share: float) -> float:
    """How far a passage, or for ``path_share`` its headings, carry a term: as a word, or as rows of letters."""
    if term.forms & profile.own:
        return 1.0
    if term.forms & profile.path:
        return path_share
    own = shared_letters(term.form, profile.own_letters)
    return max(own, path_share * shared_letters(term.form, profile.path_letters))


def shared_letters(word: str, text: str) -> float:
    """Share of the letters of ``word`` that stand in ``text`` in rows of two or more, as they do in ``word``.

    목표액 shares two thirds with 조성목표, 꽃길도서관 all with 꽃길마을 도서관; one letter alone says nothing.
    """
    shared = at = 0
    while at < len(word):
        length = 0
        while at + length < len(word) and word[at : at + length + 1] in text:
            length += 1
        shared += length if length > 1 else 0
        at += max(length, 1)
    return shared / len(word)


def _kind_fits(asks: Attribute | None, profile: Profile) -> float:
    """1 for the kind of value asked for, -1 for others only; a table's cells leave their unit to the header."""
    if asks is None or not asks.kinds:
        return 0.0
    if asks.kinds & profile.kinds:
        return 1.0
    return 0.0 if profile.passage.kind == "row" and profile.has_digits else -1.0


def _is_labelled(asks: Attribute | None, profile: Profile) -> bool:
    """Whether the passage is stated to be of the attribute; a footnote states the meaning of its term."""
    if asks is None:
        return False
    defines = profile.passage.kind == "footnote" and asks.name == "definition"
    return defines or (profile.label is not None and asks.labels.search(profile.label.name) is not None)


def _named_by_label(query: Query, terms: Sequence[tuple[Term, float]], profile: Profile, kind: float) -> float:
    """How far a label like ``기본계획 수립 : ’21. 12월`` names what is asked of, rather than an attribute."""
    names = [(term, weight) for term, weight in terms if term.is_name]
    if not names or not profile.label_words:
        return 0.0
    shares = (
        1.0 if term.forms & profile.label_words else shared_letters(term.form, profile.label_letters)
        for term, _ in names
    )
    weights = [weight for _, weight in names]
    named = sum(share * weight for share, weight in zip(shares, weights, strict=True)) / sum(weights)
    # 협력 기관은 어디야? asks for no place: a label that names all that is asked of is its own answer.
    loosely_asked = kind < 0 and not query.label_words
    return named if kind > 0 or (loosely_asked and named == 1.0) else 0.0


def _subject_named(query: Query, profile: Profile) -> float:
    asked = {form for term in query.terms for form in term.forms}
    total = sum(profile.subject.values())
    return sum(weight for word, weight in profile.subject.items() if word in asked) / total if total else 0.0


def _focus(query: Query, profile: Profile) -> float:
    asked = {form for term in query.terms for form in term.forms} | {token.form for token in query.tokens}
    return len(profile.own & asked) / len(profile.own) if profile.own else 0.0
