"""From a question about everything to an answer out of the guides, every part of it cited."""

from collections.abc import Sequence
from datetime import date
from time import perf_counter

from api.answering.answerer import Answer, Status
from api.answering.compose import Draft
from api.answering.editions import documents_line, year_of
from api.answering.grounding import citations_verified, values_grounded
from api.answering.query import read_query
from api.live import OpenIndex
from api.overview.calendar import tell_events, tell_none
from api.overview.issued import tell_issue
from api.overview.period import Days, read_period, year_said
from api.overview.programmes import tell_programmes
from api.overview.proof import Proof
from api.overview.ranking import tell_ranking, tell_total
from api.overview.reading import Overview, read_overview
from ingest.documents import Document
from prompts import say

Told = tuple[Status, str]


def overview_answer(
    question: str, opened: OpenIndex, document_ids: Sequence[str] | None = None, follows: bool = False
) -> Answer | None:
    """The answer to a question about everything that the documents tell; None for one that is about something.

    ``follows`` says that questions were asked before it: then it may be about what these were about.
    """
    started = perf_counter()
    documents = [opened.documents[name] for name in document_ids or opened.documents]
    proof = Proof()
    told = _of_one(question, opened, documents, proof) or _of_all(question, opened, documents, follows, proof)
    if told is None:
        return None
    status, text = told
    citations = tuple(proof.citations)
    of_several = status == "answered" and len(documents) > 1
    line = documents_line(citations, opened.documents) if of_several else ""
    return Answer(
        status=status,
        text="\n".join(filter(None, (text, line))),
        citations=citations,
        mode="extractive",
        citations_verified=citations_verified(citations, opened.documents),
        values_grounded=status != "answered" or values_grounded(text, citations),
        retrieve_ms=0.0,
        answer_ms=(perf_counter() - started) * 1000,
        queries=(),
        draft=Draft(text, ()),
        documents_line=line,
    )


def _of_one(question: str, opened: OpenIndex, documents: Sequence[Document], proof: Proof) -> Told | None:
    """What is said of the only document asked, where the question is about it as such."""
    issued = tell_issue(question, documents[0], opened.generation.passages, proof) if len(documents) == 1 else None
    return ("answered", issued) if issued else None


def _of_all(
    question: str, opened: OpenIndex, documents: Sequence[Document], follows: bool, proof: Proof
) -> Told | None:
    """What is said of everything that the documents tell; None for a question about something."""
    asked = read_overview(question, documents)
    if asked is None or (follows and not asked.stands_alone) or read_query(question).small_talk:
        return None
    return _told(asked, opened, proof)


def _told(asked: Overview, opened: OpenIndex, proof: Proof) -> Told | None:
    """What is said to the question; None where the documents cannot be asked it."""
    documents = [opened.documents[name] for name in asked.offices]
    years = [year for document in documents if (year := year_of(document))]
    this_year = max(years, default=date.today().year)
    days = read_period(asked.said, this_year) if asked.said else None
    if asked.said and days is None:
        return None
    if asked.asks == "events":
        chosen = documents if year_said(asked.said) else _of(documents, this_year)
        guides = [opened.guide(one.id) for one in chosen]
        then = days or (date(this_year, 1, 1), date.max)
        text = tell_events(asked, guides, opened.generation.passages, then, proof)
        return ("answered", text) if text else ("not_found", tell_none(asked, guides, then, proof))
    year = _whole_year(days) if days else this_year
    if year is None:
        return None
    guides = [opened.guide(one.id) for one in _of(documents, year)]
    if not guides:
        return "not_found", say("not_found.year", year=str(year))
    if asked.asks == "programmes":
        text = tell_programmes(guides, proof)
        return ("answered", text) if text else None
    if asked.asks == "total":
        text = tell_total(guides, proof)
        return ("answered", text) if text else None
    text = tell_ranking(asked, guides, proof)
    return ("answered", text) if text else ("not_found", say("overview.no_budget"))


def _of(documents: Sequence[Document], year: int) -> list[Document]:
    """The editions of one year; all documents where none names a year."""
    dated = [document for document in documents if year_of(document)]
    return [document for document in dated if year_of(document) == year] if dated else list(documents)


def _whole_year(days: Days) -> int | None:
    first, last = days
    return first.year if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)) else None
