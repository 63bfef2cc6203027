"""What weighing needs to know of a passage, read once: its label, kinds of value, years, words, subject."""

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from api.answering.query import Term
from api.answering.subjects import subject_of
from ingest.labels import Label, read_label
from ingest.passages import Passage
from ingest.spacing import collapsed
from ingest.values import ValueKind, kinds_in
from retriever.generation import Generation
from retriever.morphemes import index_tokens, searchable, tokens

_HEADER_CELL = 15
_YEARS = re.compile(r"(?<!\d)(20\d{2})(?!\d)|[’‘'](\d{2})(?!\d)")


@dataclass(frozen=True)
class Profile:
    """One passage, read for weighing."""

    passage: Passage
    label: Label | None
    label_words: frozenset[str]
    """The search tokens of its label."""
    label_letters: str
    kinds: frozenset[ValueKind]
    years: tuple[int, ...]
    """That it names."""
    path_years: tuple[int, ...]
    """That its headings name."""
    own: frozenset[str]
    """Its search tokens."""
    path: frozenset[str]
    """The search tokens of its headings."""
    own_letters: str
    """Its text without blanks and punctuation: Kiwi cuts the same compound differently in different company."""
    path_letters: str
    subject: dict[str, float]
    """The words of its nearest subject heading with their information."""
    has_digits: bool
    states_nothing: bool
    """Whether it only heads what stands under it."""


class Profiles:
    """The profiles of one generation's passages by position, and how telling its words are."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._profiles: dict[int, Profile] = {}
        self._headings: dict[str, dict[str, float]] = {}
        self._paths: dict[tuple[str, ...], str] = {}

    def __getitem__(self, position: int) -> Profile:
        if position not in self._profiles:
            self._profiles[position] = self._read(position)
        return self._profiles[position]

    def knows(self, term: Term) -> bool:
        """Whether any passage carries the term in any form."""
        return any(form in self._frequency for form in term.forms)

    def information(self, term: Term) -> float:
        """How telling a term is: its inverse document frequency, the highest for one that never occurs."""
        seen = [self._frequency[form] for form in term.forms if form in self._frequency]
        weight = math.log((len(self._generation.passages) + 1) / ((min(seen) if seen else 0) + 0.5))
        return weight if term.is_name else weight / 2

    def main_year(self, document_id: str) -> int | None:
        """The year that a document speaks of most; None for one without years."""
        return self._main_years[document_id]

    def _read(self, position: int) -> Profile:
        passage = self._generation.passages[position]
        own, path = self._generation.tokens[position]
        label = read_label(passage.text)
        text = collapsed(passage.text)
        has_digits = any(c.isdigit() for c in text)
        return Profile(
            passage=passage,
            label=label,
            label_words=frozenset(index_tokens(label.name)) if label else frozenset(),
            label_letters=letters(label.name) if label else "",
            kinds=kinds_in(text),
            years=tuple(_years_in(text)),
            path_years=tuple(_years_in(" ".join(passage.section))),
            own=frozenset(own),
            path=frozenset(path),
            own_letters=letters(passage.text),
            path_letters=self._path_letters(passage.section),
            subject=self._heading_words(subject_of(passage)),
            has_digits=has_digits,
            states_nothing=self._states_nothing(passage, label, has_digits),
        )

    def _path_letters(self, section: tuple[str, ...]) -> str:
        """The letters of a heading path; passages under one heading share them."""
        if section not in self._paths:
            self._paths[section] = "\n".join(letters(heading) for heading in section)
        return self._paths[section]

    def _heading_words(self, heading: str | None) -> dict[str, float]:
        if heading is None:
            return {}
        if heading not in self._headings:
            words = {token.form for token in tokens(heading) if token.tag != "joined"}
            self._headings[heading] = {w: self.information(Term(w, frozenset({w}), True)) for w in words}
        return self._headings[heading]

    def _states_nothing(self, passage: Passage, label: Label | None, has_digits: bool) -> bool:
        if passage.kind in ("table", "row"):
            return passage.kind == "table" or not (has_digits or len(passage.text) > _HEADER_CELL)
        has_children = (passage.document_id, passage.node) in self._generation.children
        return label is None and (passage.kind == "title" or (passage.kind == "item" and has_children))

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter(token for own, _ in self._generation.tokens for token in set(own))

    @cached_property
    def _main_years(self) -> dict[str, int | None]:
        counts = {name: Counter(_years_in(document.text)) for name, document in self._generation.documents.items()}
        return {name: count.most_common(1)[0][0] if count else None for name, count in counts.items()}


def letters(text: str) -> str:
    """The letters and digits of ``text`` as search sees it."""
    return "".join(c for c in searchable(text) if c.isalnum())


def _years_in(text: str) -> list[int]:
    """The years that ``text`` names: 2021, ’21."""
    return [int(full) if full else 2000 + int(short) for full, short in _YEARS.findall(text)]
