"""The guide of one document: what `Service.guide` returns."""

from collections import defaultdict

from api.guide.budget import read_budget
from api.guide.checks import make_checks
from api.guide.events import read_events
from api.guide.model import Guide, Part, Programme
from api.guide.programmes import Programmes, in_order
from api.guide.reading import Reading, read_reading
from api.guide.statements import read_statements
from api.guide.terms import read_terms
from retriever.generation import Generation

_MOST_QUESTIONS = 5


def read_guide(generation: Generation, document_id: str) -> Guide:
    """The guide of one document of ``generation``; raises KeyError for a document that it does not hold."""
    document = generation.documents[document_id]
    reading = read_reading(document, (p for p in generation.passages if p.document_id == document_id))
    programmes = Programmes(reading)
    statements = {p.node.number: read_statements(reading, programmes, p) for p in programmes.places}
    questions = _questions(generation, reading, programmes)
    parts = (
        Part(
            chapter,
            tuple(
                Programme(
                    name=place.name,
                    node=place.node.number,
                    heading=reading.cite(place.node),
                    statements=statements[place.node.number],
                    questions=tuple(questions[place.node.number][:_MOST_QUESTIONS]),
                )
                for place in places
            ),
        )
        for chapter, places in in_order(reading, programmes.places)
    )
    return Guide(
        document=document,
        parts=tuple(parts),
        events=read_events(reading, programmes),
        budget=read_budget(reading, programmes, statements, generation),
        terms=read_terms(reading),
        checks=make_checks(programmes.places, statements, reading.year),
    )


def _questions(generation: Generation, reading: Reading, programmes: Programmes) -> dict[int, list[str]]:
    """The proven questions about each programme, by its node."""
    found: dict[int, list[str]] = defaultdict(list)
    for proven in generation.suggestions:
        if proven.document_id == reading.document.id:
            owner = programmes.of(reading.outline.nodes[proven.node])
            if owner is not None:
                found[owner.number].append(proven.question)
    return found
