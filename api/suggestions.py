"""Questions to offer: those that the index, when it was built, asked of itself and answered with the right citation."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from api.answering.answerer import Answerer
from api.answering.citations import without_marks
from api.answering.vocabulary import ATTRIBUTES, Attribute, is_generic
from api.guide.amounts import amount_in, amount_label
from api.guide.headings import name_of
from api.guide.programmes import Programmes
from api.guide.reading import Reading, read_reading
from ingest.labels import Label, read_label
from ingest.passages import Passage
from ingest.spacing import collapsed
from ingest.values import read_quantities
from prompts import say
from retriever.generation import Generation, Suggestion

_PER_SUBJECT = 5
_MAX_OFFERED = 30
_OFFERED_PER_SUBJECT = 2
_MAX_SUBJECT = 40
_MAX_LABEL = 12
_MAX_TOLD = 60
_WORDING = {
    "budget": "question.amount",
    "schedule": "question.schedule",
    "place": "question.place",
    "target": "question.labelled",
    "size": "question.labelled",
}
"""The attributes that make a natural question, and how it is asked."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question that a passage answers, and the words in which its answer must tell the value."""

    suggestion: Suggestion
    start: int
    value: str


def proven_questions(generation: Generation, answerer: Answerer) -> list[Suggestion]:
    """Up to five questions a subject about the labelled bullets of all documents, which take turns."""
    proven: list[Suggestion] = []
    asked: Counter[tuple[str, str]] = Counter()
    for one in _by_turns(generation):
        key = one.suggestion.document_id, one.suggestion.subject
        if asked[key] < _PER_SUBJECT and _is_proven(one, answerer):
            asked[key] += 1
            proven.append(one.suggestion)
    return proven


def _is_proven(asked: _Asked, answerer: Answerer) -> bool:
    """Whether the answer cites the passage first and tells the value: another amount of the bullet is no answer."""
    answer = answerer.answer(asked.suggestion.question, [asked.suggestion.document_id])
    if answer.status != "answered":
        return False
    first = answer.citations[0]
    cited = (first.document_id, first.start) == (asked.suggestion.document_id, asked.start)
    return cited and asked.value in collapsed(answer.text)


def offered(proven: Sequence[Suggestion]) -> list[Suggestion]:
    """Up to thirty of the proven questions, two a subject."""
    chosen: list[Suggestion] = []
    asked: Counter[str] = Counter()
    for suggestion in proven:
        asked[suggestion.subject] += 1
        if asked[suggestion.subject] <= _OFFERED_PER_SUBJECT:
            chosen.append(suggestion)
    return chosen[:_MAX_OFFERED]


def _by_turns(generation: Generation) -> Iterator[_Asked]:
    """The questions, one of each document in turn: every document gets its own."""
    return filter(None, chain.from_iterable(zip_longest(*(_of_document(generation, d) for d in generation.documents))))


def _of_document(generation: Generation, document_id: str) -> Iterator[_Asked]:
    passages = [passage for passage in generation.passages if passage.document_id == document_id]
    reading = read_reading(generation.documents[document_id], passages)
    programmes = Programmes(reading)
    for passage in passages:
        if passage.kind == "item":
            asked = _of_label(reading, programmes, passage) or _of_amount(passage)
            if asked is not None:
                yield asked


def _of_label(reading: Reading, programmes: Programmes, passage: Passage) -> _Asked | None:
    """The question that a labelled bullet answers; None for others and for unwieldy names."""
    label = read_label(passage.text)
    attribute = _attribute_labelled(label) if label else None
    if label is None or attribute is None or attribute.name not in _WORDING or len(label.name) > _MAX_LABEL:
        return None
    subject = programmes.subject(reading.outline.nodes[passage.node])
    value = collapsed(passage.text[label.value_start :])
    return _asked(passage, _WORDING[attribute.name], subject, label.name, value) if subject else None


def _of_amount(passage: Passage) -> _Asked | None:
    """The question that ``누림뜰 운영 ▹5억원`` answers; None for other passages and for unwieldy names."""
    name, stated = name_of(passage.text), amount_in(passage.text, False)
    if not name or is_generic(name) or stated is None:
        return None
    value = collapsed(passage.text[slice(*stated)])
    return _asked(passage, _WORDING["budget"], name, amount_label(value), value)


def _asked(passage: Passage, wording: str, subject: str, label: str, value: str) -> _Asked | None:
    if len(subject) > _MAX_SUBJECT:
        return None
    question = say(wording, subject=subject, label=without_marks(label))
    suggestion = Suggestion(question, subject, passage.text, passage.document_id, passage.node)
    return _Asked(suggestion, passage.start, _told(without_marks(value)))


def _told(value: str) -> str:
    """What an answer must say of a value: its first amount, or how it begins; what follows may be shortened."""
    amount = next((q for q in read_quantities(value) if q.unit == "원"), None)
    return value[amount.start : amount.end] if amount else value[:_MAX_TOLD].rstrip()


def _attribute_labelled(label: Label) -> Attribute | None:
    return next((attribute for attribute in ATTRIBUTES if attribute.labels.search(label.name)), None)
