"""Question in, answer out, without a language model: read, weigh, decide, compose, prove."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter
from typing import Literal

from api.answering.citations import Citation, cite
from api.answering.compose import Draft, answer_draft, joined, name_of, nearest_draft, sentence_draft
from api.answering.context import path_of
from api.answering.derived import derived_draft
from api.answering.dialogue import Earlier, read_follow_up
from api.answering.editions import Editions, documents_line, year_spoken_in
from api.answering.evidence import Evidence, best_of_each, by_edition, reranked
from api.answering.filtered import filtered_draft
from api.answering.finder import EvidenceFinder, Inquiry
from api.answering.grounding import citations_verified, ungrounded_numbers, values_grounded
from api.answering.notes import with_note, with_rider
from api.answering.operations import read_operation
from api.answering.premise import verdict
from api.answering.query import Query, questions_before, read_query
from api.answering.series import series_draft
from api.answering.several import asked_at_once, is_of_each, names_each
from api.answering.spelling import Spelling
from api.answering.stating import is_figure, is_told_in_words
from api.answering.vocabulary import Attribute
from prompts import say
from retriever.reranking import Reranker
from retriever.search import PassageRetriever

Status = Literal["answered", "not_found", "small_talk"]
_NEAR = 0.5
"""Share of the names of a question from which on what was found is worth pointing to."""
_ALIKE = 0.21
"""By how much less of the names evidence of the right year may carry than that of another: labelled evidence counts in
full what stands above it."""
_MAX_UNKNOWN = 3
_MAX_WORD = 20
_RERANKED = 50
"""How many passages a reranker reads: each costs a pass through a language model."""


@dataclass(frozen=True)
class Answer:
    """An answer with its proof; the marks [1]… in ``text`` refer to ``citations`` in their order."""

    status: Status
    text: str
    citations: tuple[Citation, ...]
    mode: Literal["extractive", "generated"]
    citations_verified: bool
    values_grounded: bool
    retrieve_ms: float
    answer_ms: float
    queries: tuple[Query, ...]
    """How the question was read: one for each of the things asked at once."""
    draft: Draft
    """What ``text`` and ``citations`` were made from."""
    documents_line: str
    """What ends ``text`` where several documents were asked: which of them it is of; else ""."""


class Answerer:
    """Answers questions from one generation of the index."""

    def __init__(self, retriever: PassageRetriever, reranker: Reranker | None = None) -> None:
        self._documents = retriever.generation.documents
        self._evidence = EvidenceFinder(retriever)
        years = {name: self._evidence.main_year(name) for name in self._documents}
        spoken_in = {name: year_spoken_in(document) for name, document in self._documents.items()}
        self._years = {name: year for name, year in spoken_in.items() if year}
        self._editions = Editions(self._documents, years)
        self._spelling = Spelling(self._evidence.vocabulary())
        self._reranker = reranker

    def answer(
        self, question: str, document_ids: Sequence[str] | None = None, earlier: Sequence[Earlier] = ()
    ) -> Answer:
        """Answer a cleaned, non-empty question from all documents or from some, in the light of the turns before it."""
        started = perf_counter()
        mended = self._spelling.mended(question)
        this_year = self._this_year(document_ids)
        read = partial(read_follow_up, earlier=earlier, this_year=this_year)
        query = read(mended)
        if query.small_talk:
            return self._finish("small_talk", Draft(say(f"small_talk.{query.small_talk}"), ()), (), started, 0.0)
        inquiry = self._evidence.within(document_ids, self._editions)
        queries = [read(part) for part in asked_at_once(mended)] or [query]
        of_each = is_of_each(mended)
        if of_each and _tells_of_each(mended, _decide(query, inquiry)):
            queries = [query]
        status, draft = _together(_decide_each(queries, inquiry, side_by_side=of_each))
        if status == "not_found":
            before = [one for one in map(read, questions_before(mended)) if _asks_for_something(one)]
            decided = [_decide(one, inquiry) for one in before]
            if any(each == "answered" for each, _ in decided):
                queries = [*before, *queries]
                status, draft = _together([*decided, (status, draft)])
        of_several = len(self._documents if document_ids is None else set(document_ids)) > 1
        return self._finish(status, draft, tuple(queries), started, inquiry.milliseconds, of_several=of_several)

    def search(self, question: str, limit: int, document_ids: Sequence[str] | None = None) -> list[Evidence]:
        """The ``limit`` passages that answer best, weighed as for an answer, each with the best that it holds.

        What a later edition says as well comes last. A reranker, where there is one, has the last word on their order.
        """
        mended = self._spelling.mended(question)
        found = best_of_each(self._ranked(read_query(mended, self._this_year(document_ids)), document_ids, limit))
        if self._reranker:
            found = reranked(mended, found[: max(limit, _RERANKED)], self._reranker)
        return found[:limit]

    def explain(self, question: str, earlier: Sequence[Earlier] = ()) -> tuple[Query, list[Evidence]]:
        """How a question is read, and what was weighed for it, the best first."""
        query = read_follow_up(self._spelling.mended(question), earlier, self._this_year(None))
        return query, self._ranked(query, None)

    def _ranked(self, query: Query, document_ids: Sequence[str] | None, at_least: int = 0) -> list[Evidence]:
        """What was found, the best first, and then what a later edition says as well."""
        found = self._evidence.find(query, document_ids, at_least)
        current, superseded = by_edition(query, found, self._editions)
        return [*current, *superseded]

    def _this_year(self, document_ids: Sequence[str] | None) -> int | None:
        """What 올해 is: the latest year in which the documents asked speak."""
        asked = self._years.keys() if document_ids is None else self._years.keys() & set(document_ids)
        return max((self._years[name] for name in asked), default=None)

    def _finish(
        self,
        status: Status,
        draft: Draft,
        queries: tuple[Query, ...],
        started: float,
        retrieve_ms: float,
        of_several: bool = False,
    ) -> Answer:
        citations = tuple(
            cite(number, self._documents[passage.document_id], passage)
            for number, passage in enumerate(draft.passages, start=1)
        )
        line = documents_line(citations, self._documents) if status == "answered" and of_several else ""
        return Answer(
            status=status,
            text="\n".join(filter(None, (draft.text, line))),
            citations=citations,
            mode="extractive",
            citations_verified=citations_verified(citations, self._documents),
            values_grounded=status != "answered" or values_grounded(draft.text, citations),
            retrieve_ms=retrieve_ms,
            answer_ms=(perf_counter() - started) * 1000 - retrieve_ms,
            queries=queries,
            draft=draft,
            documents_line=line,
        )


def _decide(query: Query, inquiry: Inquiry) -> tuple[Status, Draft]:
    """Answer from the best evidence, or refuse and say what is missing."""
    if others := inquiry.ordinals_not_printed(query):
        return "not_found", Draft(_unknown(others), ())
    derived = series_draft(query, inquiry) or derived_draft(query, inquiry) or filtered_draft(query, inquiry)
    if derived:
        return "answered", derived
    best = _best(query, _speaking(query, inquiry.find(query)))
    if best is None:
        return "not_found", Draft(say("not_found.nothing"), ())
    reason = _missing(query, best, inquiry)
    if reason is None:
        draft = _proved(answer_draft(query, best, inquiry.children(best.passage)), best)
        draft = with_note(query, draft, inquiry.notes(best.passage))
        draft = with_rider(draft, inquiry.following(best.position))
        return "answered", _with_verdict(query, draft)
    nearest = best.passage if best.features.names >= _NEAR else None
    return "not_found", nearest_draft(reason, nearest)


def _speaking(query: Query, found: Sequence[Evidence]) -> Sequence[Evidence]:
    """What was found without cells that cannot answer: one says nothing of the largest, no figure tells who or why."""
    operation = read_operation(query.text)
    if operation is not None and operation.kind in ("largest", "smallest"):
        return [one for one in found if not one.is_value]
    if is_told_in_words(query):
        return [one for one in found if one.cell is None or not is_figure(one.cell)]
    return found


def _missing(query: Query, best: Evidence, inquiry: Inquiry) -> str | None:
    """Why the best evidence does not answer; None when it does."""
    if best.suffices:
        return None
    if best.features.year < 0:
        return say("not_found.year", year=str(query.year)) if query.year else say("not_found.nothing")
    if best.features.unknown_name:
        return _unknown(inquiry.unheard_of(query))
    if query.head and best.features.head < 1:
        return say("not_found.attribute", subject=name_of(best), attribute=query.head.form)
    if query.attribute and not _states(query.attribute, best):
        return say("not_found.attribute", subject=name_of(best), attribute=query.attribute.korean)
    return say("not_found.nothing")


def _unknown(names: Sequence[str]) -> str:
    """That no document prints the names; without names, that nothing fits: each stands in some other document."""
    if not names:
        return say("not_found.nothing")
    return say("not_found.unknown_word", words=", ".join(name[:_MAX_WORD] for name in names[:_MAX_UNKNOWN]))


def _together(decided: Sequence[tuple[Status, Draft]]) -> tuple[Status, Draft]:
    """One answer to all that was asked: what was found, and what is missing; not found when nothing was."""
    answered = [draft for status, draft in decided if status == "answered"]
    if len(decided) == 1 or not answered:
        return decided[0]
    missing = [Draft(draft.text.splitlines()[0], ()) for status, draft in decided if status != "answered"]
    return "answered", joined([*answered, *missing])


def _decide_each(queries: Sequence[Query], inquiry: Inquiry, *, side_by_side: bool) -> Sequence[tuple[Status, Draft]]:
    """What is decided of each question; what is compared ``side_by_side`` is looked for where the first one stands."""
    decided: list[tuple[Status, Draft]] = []
    for query in queries:
        beside = tuple(path_of(passage) for _, draft in decided for passage in draft.passages) if side_by_side else ()
        decided.append(_decide(replace(query, context=beside or query.context), inquiry))
    return decided


def _asks_for_something(query: Query) -> bool:
    """Whether a question asks for an attribute or a count of something it names, and is no courtesy."""
    asks = query.attribute is not None or query.counter is not None
    return asks and query.small_talk is None and any(term.is_name for term in query.terms)


def _tells_of_each(question: str, decided: tuple[Status, Draft]) -> bool:
    """Whether one passage answers what is asked of each of two."""
    status, draft = decided
    return status == "answered" and any(names_each(question, passage.text) for passage in draft.passages[:1])


def _best(query: Query, found: Sequence[Evidence]) -> Evidence | None:
    """What answers if anything does: the best evidence of what is asked about.

    It is of the year asked for where it names as much as that of another year.
    """
    if not (query.terms or query.inherited):
        return _sole_statement(query, found)
    first = next(iter(found), None)
    if first is None or first.objection not in ("year", "names"):
        return first
    if first.objection == "names":
        # What speaks of something else neither answers nor says what is missing.
        return next((one for one in found if one.objection != "names"), first)
    named = first.features.names - _ALIKE
    return next((one for one in found if one.suffices and one.features.names >= named), first)


def _sole_statement(query: Query, found: Sequence[Evidence]) -> Evidence | None:
    """What answers a question that names an attribute and no subject: the attribute's only statement."""
    labelled = [evidence for evidence in found if query.label_words and evidence.features.label > 0]
    return labelled[0] if len(labelled) == 1 else None


def _proved(draft: Draft, best: Evidence) -> Draft:
    """The draft, with a header of the table where that prints a number of it; else the sentence as it stands."""
    headers = best.cell.headers if best.cell else ()
    drafts = [draft, *(Draft(f"{draft.text} [{len(draft.passages) + 1}]", (*draft.passages, h)) for h in headers)]
    sound = (d for d in drafts if not ungrounded_numbers(d.text, [passage.text for passage in d.passages]))
    return next(sound, None) or sentence_draft(best.passage)


def _with_verdict(query: Query, draft: Draft) -> Draft:
    """The draft behind a yes or a no where the question asserts a value and the evidence states one of its kind."""
    borne_out = verdict(query.claims, " ".join(passage.text for passage in draft.passages))
    if borne_out is None:
        return draft
    return Draft(say("answer.confirmed" if borne_out else "answer.denied", answer=draft.text), draft.passages)


def _states(attribute: Attribute, best: Evidence) -> bool:
    """Whether the evidence can state the attribute: a value of its kind, or a heading that names it."""
    features = best.features
    if features.kind > 0 or features.label > 0:
        return True
    if features.heading > 0:
        return attribute.labels.search(best.passage.text) is not None
    return features.kind == 0
