"""What a newcomer is shown of one document: every value with the words that state it."""

from dataclasses import dataclass
from datetime import date

from api.answering.citations import Citation
from ingest.documents import Document


@dataclass(frozen=True, slots=True)
class Statement:
    """A value that the document states of a programme."""

    attribute: str
    """Name of the attribute in `vocabulary.toml`: budget, schedule, target, place, operator."""
    label: str
    """What the document calls it: ``소요예산``; the attribute's own Korean name where it prints no label."""
    value: str
    """As shown: a stretch of the quote, blanks collapsed, without the marks of remarks in other lines."""
    citation: Citation


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of the document: what its card shows."""

    name: str
    node: int
    """In the document's outline; the programmes of one document are told apart by it."""
    heading: Citation
    """The line that names it."""
    statements: tuple[Statement, ...]
    questions: tuple[str, ...]
    """At most five, each proved to be answered with the right citation."""


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of the document, in its order."""

    name: str
    programmes: tuple[Programme, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something with a date: what opens, ends, is recruited."""

    first: date
    last: date
    """The same as ``first`` for a day, a month's last day for a month."""
    printed: str
    """As the document prints it: ``’21. 9월``."""
    what: str
    programme: str
    citation: Citation
    is_begun: bool = False
    """Whether it began before ``first``, and the document does not say when: ``설계(~’24.6월)``."""
    goes_on: bool = False
    """Whether it goes on after ``last``, and the document does not say until when: ``운영(4월~)``."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in won."""

    name: str
    """Of the programme, or what the document calls the total."""
    won: int
    printed: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Budget:
    """The programmes by amount, the largest first, and the totals that the document itself states."""

    items: tuple[Money, ...]
    totals: tuple[Money, ...]

    @property
    def won(self) -> int:
        """The sum of the programmes' amounts."""
        return sum(item.won for item in self.items)


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the document explains."""

    name: str
    meaning: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Check:
    """A question of the self-check: wrong options are other programmes' values of the same kind."""

    question: str
    options: tuple[str, ...]
    right: int
    """Place of the right option."""
    citation: Citation


@dataclass(frozen=True, slots=True)
class Guide:
    """One document, laid out."""

    document: Document
    parts: tuple[Part, ...]
    events: tuple[Event, ...]
    budget: Budget
    terms: tuple[Term, ...]
    checks: tuple[Check, ...]
