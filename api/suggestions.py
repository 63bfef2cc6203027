"""Questions to offer: those that the index, when it was built, asked of itself and answered with the right citation."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from api.answering.answerer import Answerer
from api.answering.subjects import subject_of
from api.answering.vocabulary import ATTRIBUTES, Attribute, is_generic
from api.guide.headings import name_of
from api.guide.labels import BY_NAME
from api.guide.programmes import amount_in
from ingest.labels import Label, read_label
from ingest.passages import Passage
from prompts import say
from retriever.generation import Generation, Suggestion

_PER_SUBJECT = 5
_MAX_OFFERED = 30
_OFFERED_PER_SUBJECT = 2
_MAX_SUBJECT = 40
_MAX_LABEL = 12
_WORDING = {
    "budget": "question.amount",
    "schedule": "question.schedule",
    "place": "question.place",
    "target": "question.labelled",
    "size": "question.labelled",
}
"""The attributes that make a natural question, and how it is asked."""


def proven_questions(generation: Generation, answerer: Answerer) -> list[Suggestion]:
    """Up to five questions a subject about the labelled bullets of all documents, which take turns."""
    proven: list[Suggestion] = []
    asked: Counter[tuple[str, str]] = Counter()
    for passage in _by_turns(generation):
        question = _question(passage)
        if question is None or asked[question.document_id, question.subject] >= _PER_SUBJECT:
            continue
        answer = answerer.answer(question.question, [passage.document_id])
        first = answer.citations[0] if answer.status == "answered" else None
        if first and (first.document_id, first.start) == (passage.document_id, passage.start):
            asked[question.document_id, question.subject] += 1
            proven.append(question)
    return proven


def offered(proven: Sequence[Suggestion]) -> list[Suggestion]:
    """Up to thirty of the proven questions, two a subject."""
    chosen: list[Suggestion] = []
    asked: Counter[str] = Counter()
    for suggestion in proven:
        asked[suggestion.subject] += 1
        if asked[suggestion.subject] <= _OFFERED_PER_SUBJECT:
            chosen.append(suggestion)
    return chosen[:_MAX_OFFERED]


def _by_turns(generation: Generation) -> Iterator[Passage]:
    """The passages, one of each document in turn: every document gets its questions."""
    documents = [[p for p in generation.passages if p.document_id == name] for name in generation.documents]
    return (passage for turn in zip_longest(*documents) for passage in turn if passage is not None)


def _question(passage: Passage) -> Suggestion | None:
    """The question that a bullet answers by its label, or by the amount behind it; None for other passages."""
    if passage.kind != "item":
        return None
    return _of_label(passage) or _of_amount(passage)


def _of_label(passage: Passage) -> Suggestion | None:
    """The question that a labelled bullet answers; None for others and for unwieldy names."""
    label, subject = read_label(passage.text), subject_of(passage)
    if label is None or subject is None:
        return None
    attribute = _attribute_labelled(label)
    if attribute is None or attribute.name not in _WORDING or len(label.name) > _MAX_LABEL:
        return None
    return _asked(passage, _WORDING[attribute.name], subject, label.name)


def _of_amount(passage: Passage) -> Suggestion | None:
    """The question that ``누림뜰 운영 ▹5억원`` answers; None for other passages and for unwieldy names."""
    name = name_of(passage.text)
    if not name or is_generic(name) or amount_in(passage.text, False) is None:
        return None
    return _asked(passage, _WORDING["budget"], name, BY_NAME["budget"].korean)


def _asked(passage: Passage, wording: str, subject: str, label: str) -> Suggestion | None:
    if len(subject) > _MAX_SUBJECT:
        return None
    question = say(wording, subject=subject, label=label)
    return Suggestion(question, subject, passage.text, passage.document_id, passage.node)


def _attribute_labelled(label: Label) -> Attribute | None:
    return next((attribute for attribute in ATTRIBUTES if attribute.labels.search(label.name)), None)
