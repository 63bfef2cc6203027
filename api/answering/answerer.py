"""Question in, answer out, without a language model: read, weigh, decide, compose, prove."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Literal

from api.answering.citations import Citation, cite
from api.answering.compose import Draft, answer_draft, name_of, nearest_draft, sentence_draft
from api.answering.evidence import Evidence, EvidenceFinder
from api.answering.grounding import citations_verified, ungrounded_numbers, values_grounded
from api.answering.query import Query, read_query
from api.answering.vocabulary import Attribute
from prompts import say
from retriever.search import PassageRetriever

Status = Literal["answered", "not_found", "small_talk"]
_MAX_UNKNOWN = 3
_MAX_WORD = 20


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


class Answerer:
    """Answers questions from one generation of the index."""

    def __init__(self, retriever: PassageRetriever) -> None:
        self._documents = retriever.generation.documents
        self._evidence = EvidenceFinder(retriever)

    def answer(self, question: str, document_ids: Sequence[str] | None = None) -> Answer:
        """Answer a cleaned, non-empty question from all documents or from some."""
        started = perf_counter()
        query = read_query(question)
        if query.small_talk:
            return self._finish("small_talk", Draft(say(f"small_talk.{query.small_talk}"), ()), started, started)
        found = self._evidence.find(query, document_ids)
        retrieved = perf_counter()
        status, draft = self._decide(query, found)
        return self._finish(status, draft, started, retrieved)

    def _decide(self, query: Query, found: Sequence[Evidence]) -> tuple[Status, Draft]:
        """Answer from the best evidence, or refuse and say what is missing."""
        best = next(iter(found), None) if query.terms else _sole_statement(query, found)
        if best is None:
            return "not_found", Draft(say("not_found.nothing"), ())
        reason = self._missing(query, best)
        if reason is None:
            return "answered", _proved(answer_draft(query, best, self._evidence.children(best.passage)), best)
        nearest = best.passage if best.features.names > 0 else None
        return "not_found", nearest_draft(reason, nearest)

    def _missing(self, query: Query, best: Evidence) -> str | None:
        """Why the best evidence does not answer; None when it does."""
        unknown = self._evidence.unknown_names(query)
        if not best.suffices:
            words = ", ".join(word[:_MAX_WORD] for word in unknown[:_MAX_UNKNOWN])
            return say("not_found.unknown_word", words=words) if words else say("not_found.nothing")
        if best.features.year < 0:
            return say("not_found.year", year=str(query.year))
        if query.attribute and not _states(query.attribute, best):
            return say("not_found.attribute", subject=name_of(best), attribute=query.attribute.korean)
        return None

    def _finish(self, status: Status, draft: Draft, started: float, retrieved: float) -> Answer:
        citations = tuple(
            cite(number, self._documents[passage.document_id], passage)
            for number, passage in enumerate(draft.passages, start=1)
        )
        return Answer(
            status=status,
            text=draft.text,
            citations=citations,
            mode="extractive",
            citations_verified=citations_verified(citations, self._documents),
            values_grounded=status != "answered" or values_grounded(draft.text, citations),
            retrieve_ms=(retrieved - started) * 1000,
            answer_ms=(perf_counter() - retrieved) * 1000,
        )


def _sole_statement(query: Query, found: Sequence[Evidence]) -> Evidence | None:
    """What answers a question that names an attribute and no subject: the attribute's only statement."""
    labelled = [evidence for evidence in found if query.label_words and evidence.features.label > 0]
    return labelled[0] if len(labelled) == 1 else None


def _proved(draft: Draft, best: Evidence) -> Draft:
    """The draft, or the sentence as it stands when a number of the draft is in no quote."""
    quotes = [passage.text for passage in draft.passages]
    return sentence_draft(best.passage) if ungrounded_numbers(draft.text, quotes) else draft


def _states(attribute: Attribute, best: Evidence) -> bool:
    """Whether the evidence can state the attribute: a value of its kind, or a heading that names it."""
    features = best.features
    if features.kind > 0 or features.label > 0:
        return True
    if features.heading > 0:
        return attribute.labels.search(best.passage.text) is not None
    return features.kind == 0
