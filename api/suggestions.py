"""Questions to offer: those that the index, when it was built, asked of itself and answered with the right citation."""

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from api.answering.answerer import Answerer
from api.answering.citations import without_marks
from api.answering.subjects import subject_of
from api.answering.vocabulary import ATTRIBUTES, Attribute
from ingest.labels import Label, read_label
from ingest.passages import Passage
from prompts import say
from retriever.generation import Generation

_MAX_SUGGESTIONS = 30
_PER_SUBJECT = 2
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


def proven_questions(generation: Generation, answerer: Answerer) -> list[dict[str, str]]:
    """Up to thirty questions about labelled bullets, each with its ``subject`` and the ``quote`` that answers it."""
    proven: list[dict[str, str]] = []
    asked: Counter[str] = Counter()
    for passage in _by_turns(generation):
        question = _question(passage)
        if question is None or asked[question["subject"]] >= _PER_SUBJECT:
            continue
        answer = answerer.answer(question["question"], [passage.document_id])
        first = answer.citations[0] if answer.status == "answered" else None
        if first and (first.document_id, first.start) == (passage.document_id, passage.start):
            asked[question["subject"]] += 1
            proven.append(question)
        if len(proven) == _MAX_SUGGESTIONS:
            break
    return proven


def _by_turns(generation: Generation) -> Iterator[Passage]:
    """The passages, one of each document in turn: every document gets its questions."""
    documents = [[p for p in generation.passages if p.document_id == name] for name in generation.documents]
    return (passage for turn in zip_longest(*documents) for passage in turn if passage is not None)


def _question(passage: Passage) -> dict[str, str] | None:
    """The question that a labelled bullet answers; None for other passages and for unwieldy names."""
    label, subject = read_label(passage.text), subject_of(passage)
    if passage.kind != "item" or label is None or subject is None:
        return None
    attribute = _attribute_labelled(label)
    if (
        attribute is None
        or attribute.name not in _WORDING
        or len(subject) > _MAX_SUBJECT
        or len(label.name) > _MAX_LABEL
    ):
        return None
    question = say(_WORDING[attribute.name], subject=subject, label=without_marks(label.name))
    return {"question": question, "subject": subject, "quote": passage.text}


def _attribute_labelled(label: Label) -> Attribute | None:
    return next((attribute for attribute in ATTRIBUTES if attribute.labels.search(label.name)), None)
