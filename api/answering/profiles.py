"""What weighing needs to know of a passage, read once: its label, kinds of value, years, words, subject."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath

from api.answering.above import bases_in, is_aside, years_of
from api.answering.editions import year_of
from api.answering.heads import Heads, heads_of
from api.answering.letters import letters
from api.answering.ordinals import steps_in, steps_told
from api.answering.query import Term
from api.answering.subjects import bare_name, subject_of
from api.answering.vocabulary import is_generic
from ingest.labels import Label, read_label
from ingest.passages import Passage
from ingest.spacing import collapsed
from ingest.table_header import spoken
from ingest.values import ValueKind, kinds_in, months_as_of, months_in, years_in
from retriever.cells import TableCell, Tables
from retriever.generation import Generation
from retriever.morphemes import index_tokens, tokens

_HEADER_CELL = 15
_OF_PLACE = re.compile(r"[가-힣]{2,3}[시도군구]")
_EVERYWHERE, _OFTEN = 0.02, 20
"""Share of the passages, and how many at least, above which a word that stands in them is everywhere."""


@dataclass(frozen=True)
class Profile:
    """One passage, or one cell of a row, read for weighing."""

    passage: Passage
    text: str
    """Of the passage, blanks collapsed."""
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
    document_letters: str
    """The letters of its document's title, issuer and file name, which stand above all of it."""
    own_letters: str
    """Its text without blanks and punctuation: Kiwi cuts the same compound differently in different company."""
    path_letters: str
    subject: dict[str, float]
    """The words of its nearest subject heading with their information."""
    has_digits: bool
    states_nothing: bool
    """Whether it only heads what stands under it."""
    cell: TableCell | None = None
    """The cell of a table that this is, instead of the whole row."""
    bases: frozenset[str] = frozenset()
    """The letters of what the headings above say that all below is of: ``(총투자 기준)``."""
    steps: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """The quarters and phases that it names, or the quarter above it."""
    months: frozenset[tuple[int, int]] = frozenset()
    """The years and months of which the head of its table, or a heading above, says that it is."""

    @property
    def is_aside(self) -> bool:
        """Whether it only says of what the figures below it are: ``(총투자 기준)``."""
        return is_aside(self.text)


class Profiles:
    """The profiles of one generation's passages by position, and how telling its words are."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self.tables = Tables(generation)
        self._profiles: dict[int, tuple[Profile, ...]] = {}
        self._tokens: dict[str, frozenset[str]] = {}
        self._heads: dict[int, Heads] = {}
        self._steps: dict[str, Mapping[str, frozenset[int]]] = {}
        self._headings: dict[str, dict[str, float]] = {}
        self._paths: dict[tuple[str, ...], str] = {}
        self._rows: dict[str, frozenset[str]] = {}
        self._documents: dict[str, tuple[frozenset[str], str]] = {}

    def __getitem__(self, position: int) -> tuple[Profile, ...]:
        """The profile of a passage, or those of the cells of a row that could be read as such."""
        if position not in self._profiles:
            self._profiles[position] = self._of_cells(self._read(position))
        return self._profiles[position]

    def vocabulary(self) -> list[str]:
        """Every search token of the passages."""
        return list(self._frequency)

    def knows(self, term: Term) -> bool:
        """Whether any passage carries the term itself."""
        return any(form in self._frequency for form in term.forms)

    def of_document(self, document_id: str) -> tuple[frozenset[str], str]:
        """All search tokens of a document, and all its letters with those of its title, issuer and file name."""
        if document_id not in self._documents:
            document = self._generation.documents[document_id]
            own = zip(self._generation.passages, self._generation.tokens, strict=True)
            words = frozenset(word for p, (found, _) in own if p.document_id == document_id for word in found)
            printed = f"{self._document_letters(document_id)}\n{letters(document.text)}"
            self._documents[document_id] = (words, printed)
        return self._documents[document_id]

    def rows(self, document_id: str) -> frozenset[str]:
        """The letters of all names of rows in a document's tables, as people say them."""
        if document_id not in self._rows:
            rows = (p for p in self._generation.passages if p.document_id == document_id and p.kind == "row")
            cells = (cell for row in rows for cell in self.tables.cells(row))
            self._rows[document_id] = frozenset(letters(spoken(cell.cell.row)) for cell in cells)
        return self._rows[document_id]

    def information(self, term: Term) -> float:
        """How telling a term is: its inverse document frequency, or that of its synonyms where it never occurs.

        A verb without an official word for it says less of what is asked.
        """
        seen = max(self._frequency[form] for form in term.forms)
        seen = seen or sum(self._frequency[form] for form in term.synonyms)
        weight = math.log((len(self._generation.passages) + 1) / (seen + 0.5))
        return weight if term.is_name or term.synonyms else weight / 2

    def steps(self, document_id: str) -> Mapping[str, frozenset[int]]:
        """The quarters, phases and the like that a document names, by their series."""
        if document_id not in self._steps:
            self._steps[document_id] = steps_in(self._generation.documents[document_id].text)
        return self._steps[document_id]

    def heads(self, cell: TableCell) -> Heads:
        """What the headers of a cell's table say; its cells share it."""
        key = id(cell.table)
        if key not in self._heads:
            self._heads[key] = heads_of(cell)
        return self._heads[key]

    def is_everywhere(self, term: Term) -> bool:
        """Whether a word stands in so many passages, as the name of the city, that it tells none from another."""
        # 가람시 is everywhere where 가람 is.
        forms = term.forms | {form[:-1] for form in term.forms if _OF_PLACE.fullmatch(form)}
        seen = max(self._frequency[form] for form in forms)
        return seen > max(_EVERYWHERE * len(self._generation.passages), _OFTEN)

    def main_year(self, document_id: str) -> int | None:
        """The year of a document; None for one without years."""
        return self._main_years[document_id]

    def _read(self, position: int) -> Profile:
        passage = self._generation.passages[position]
        own, path = self._generation.tokens[position]
        label = read_label(passage.text)
        text = collapsed(passage.text)
        has_digits = any(c.isdigit() for c in text)
        return Profile(
            passage=passage,
            text=text,
            label=label,
            label_words=frozenset(index_tokens(label.name)) if label else frozenset(),
            label_letters=letters(label.name) if label else "",
            kinds=kinds_in(text),
            years=tuple(years_in(text)),
            path_years=years_of(passage.section),
            own=frozenset(own),
            path=frozenset(path),
            document_letters=self._document_letters(passage.document_id),
            own_letters=letters(passage.text),
            path_letters=self._path_letters(passage.section),
            subject=self._heading_words(self._subject(passage)),
            has_digits=has_digits,
            states_nothing=self._states_nothing(passage, label, has_digits),
            bases=bases_in(passage.section),
            steps=steps_told(text, (self._generation.documents[passage.document_id].title, *passage.section)),
            months=months_as_of(" ".join(passage.section)),
        )

    def _of_cells(self, row: Profile) -> tuple[Profile, ...]:
        """The profiles of a row's cells; its own where it could not be read as such."""
        cells = self.tables.cells(row.passage)
        if not cells:
            return (row,)
        # The table's header names every column; a cell stands under one.
        above = row.passage.section[:-1]
        # What else its row says tells of what it is: a site, or what a body does.
        path = self.words("\n".join(above)) | row.own
        within = replace(row, path=path, path_letters=f"{self._path_letters(above)}\n{row.own_letters}")
        return tuple(self._of_cell(within, cell) for cell in cells)

    def _of_cell(self, row: Profile, found: TableCell) -> Profile:
        """A cell as if it were a bullet labelled with its headers."""
        cell = found.cell
        words = self.words(cell.row) | self.words(cell.column)
        text = f"{cell.row} {cell.column} {collapsed(cell.text)}{cell.unit}"
        said = self.words(cell.text) if found.is_point else row.own if found.is_prose else frozenset()
        own = words | said
        years = tuple(years_in(text))
        above = [header.text for header in found.headers]
        return replace(
            row,
            text=text,
            label=None,
            label_words=self.words(cell.column),
            label_letters=letters(cell.column),
            kinds=kinds_in(f"{cell.text}{cell.unit}"),
            years=years,
            # What a column says of its year stands above what the table says of all: (B-A) is of both 2030 and 2031.
            path_years=() if years else years_of((*row.passage.section[:-1], *above)),
            own=own,
            own_letters=letters(text),
            path=row.path | self.words(found.meaning),
            path_letters=f"{row.path_letters}\n{letters(found.meaning)}",
            states_nothing=not any(c.isalnum() for c in cell.text),
            cell=found,
            steps=steps_in(text),
            months=months_in(" ".join(above)) or row.months,
        )

    def words(self, name: str) -> frozenset[str]:
        """The search tokens of a header; those of one table share them."""
        if name not in self._tokens:
            self._tokens[name] = frozenset(index_tokens(name))
        return self._tokens[name]

    def _subject(self, passage: Passage) -> str | None:
        """What a passage is about: itself where bullets stand under it, else the heading above it."""
        has_children = (passage.document_id, passage.node) in self._generation.children
        name = bare_name(collapsed(passage.text)) if has_children and passage.kind != "table" else ""
        return name if name and not is_generic(name) else subject_of(passage)

    def _document_letters(self, document_id: str) -> str:
        """The letters of a document's title, issuer and file name."""
        document = self._generation.documents[document_id]
        return self._path_letters((document.title, document.issuer, PurePosixPath(document.source).stem))

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
            self._headings[heading] = {
                w: self.information(Term(w, frozenset({w}), frozenset(), is_name=True)) for w in words
            }
        return self._headings[heading]

    def _states_nothing(self, passage: Passage, label: Label | None, has_digits: bool) -> bool:
        if passage.kind in ("table", "row"):
            return passage.kind == "table" or not (has_digits or len(passage.text) > _HEADER_CELL)
        has_children = (passage.document_id, passage.node) in self._generation.children
        return label is None and (passage.kind == "title" or (passage.kind == "item" and has_children))

    @cached_property
    def bases(self) -> frozenset[str]:
        """All that the headings of the documents say that something is of."""
        return bases_in({heading for passage in self._generation.passages for heading in passage.section})

    @cached_property
    def months(self) -> frozenset[tuple[int, int]]:
        """All the months of which headings of the documents say that their figures are."""
        return months_as_of(" ".join({heading for p in self._generation.passages for heading in p.section}))

    @cached_property
    def _frequency(self) -> Counter[str]:
        return Counter(token for own, _ in self._generation.tokens for token in set(own))

    @cached_property
    def _main_years(self) -> dict[str, int | None]:
        return {name: year_of(document) for name, document in self._generation.documents.items()}
