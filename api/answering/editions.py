"""Which document an answer is of, where several are asked: the newest edition first, and always by its title."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from api.answering.citations import Citation, without_marks
from api.answering.letters import letters
from api.answering.vocabulary import is_generic
from ingest.documents import UNKNOWN, Document
from ingest.values import years_in
from prompts import say

_MAX_TITLE = 60
_DATE = r"\d{2,4}\s*[.\-/]\s*\d{1,2}(?:\s*[.\-/]\s*\d{1,2})?(?:\s*[월일])?"
_YEAR = r"[’‘'`]\s*\d{2}|(?:19|20)\d{2}(?:\d{2}){0,2}"
_OF_AN_EDITION = re.compile(
    rf"(?<!\d)(?:{_DATE}|[’‘'`]?\d+\s*(?:학년도|년도|년|월|일|분기|차|호(?!선))|{_YEAR})(?!\d)|[상하]반기"
)
"""What tells editions apart; other numbers tell reports apart: 1팀, 제2권."""


class Editions:
    """The documents of an index that are editions of one report: their titles differ in year and date alone."""

    def __init__(self, documents: Mapping[str, Document], years: Mapping[str, int | None]) -> None:
        """``years`` are those that the documents are of, by id."""
        series: dict[tuple[str, str], list[str]] = {}
        for name, document in documents.items():
            series.setdefault(_series(document), []).append(name)
        when = {name: (years[name], document.date) for name, document in documents.items()}
        self._newer = {
            name: frozenset(other for other in group if _is_later(when[other], when[name]))
            for group in series.values()
            for name in group
        }

    def newer(self, document_id: str) -> frozenset[str]:
        """The later editions of a document."""
        return self._newer[document_id]


def _is_later(one: tuple[int | None, str], other: tuple[int | None, str]) -> bool:
    """Whether a year and date are after others: by the date within one year, and never by what is unknown."""
    (year, date), (other_year, other_date) = one, other
    if year != other_year:
        return year is not None and other_year is not None and year > other_year
    return UNKNOWN not in (date, other_date) and date > other_date


def _series(document: Document) -> tuple[str, str]:
    """What editions of one report have alike; 주요업무계획 of nobody known may be anybody's."""
    title = _OF_AN_EDITION.sub(" ", document.title)
    if document.issuer != UNKNOWN:
        return letters(title), letters(document.issuer)
    return letters(title), document.id if is_generic(title.strip()) else ""


def documents_line(citations: Sequence[Citation], documents: Mapping[str, Document]) -> str:
    """The line that says which documents an answer is of, with the date of one whose title names no year."""
    named = dict.fromkeys(_named(documents[citation.document_id]) for citation in citations)
    return say("answer.documents", titles=", ".join(named)) if named else ""


def _named(document: Document) -> str:
    title = without_marks(document.title)
    title = title if len(title) <= _MAX_TITLE else f"{title[:_MAX_TITLE]}…"
    if document.date == UNKNOWN or years_in(title):
        return say("answer.document", title=title)
    return say("answer.document_of", title=title, date=document.date)


def year_spoken_in(document: Document) -> int | None:
    """The year that a document calls 올해: that of its title, else that of its date, else the one it speaks of most."""
    dated = None if years_in(document.title) or document.date == UNKNOWN else int(document.date[:4])
    return dated or year_of(document)


def year_of(document: Document) -> int | None:
    """The year that a document's title names, else the one that it speaks of most."""
    titled = years_in(document.title)
    if titled:
        return titled[0]
    spoken = Counter(years_in(document.text))
    return spoken.most_common(1)[0][0] if spoken else None
