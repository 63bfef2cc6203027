"""What holds for the whole guide: everything is cited exactly, and the service gives it."""

from collections.abc import Iterator
from time import process_time

import pytest

from api.answering.citations import Citation
from api.errors import NotFound
from api.guide.guide import read_guide
from api.guide.model import Guide, Programme
from api.live import OpenIndex
from api.service import Service
from ingest.outline import read_outline
from ingest.spacing import collapsed


def programmes_of(guide: Guide) -> list[Programme]:
    return [programme for part in guide.parts for programme in part.programmes]


def citations_of(guide: Guide) -> Iterator[Citation]:
    for programme in programmes_of(guide):
        yield programme.heading
        yield from (statement.citation for statement in programme.statements)
    for shown in (*guide.events, *guide.budget.items, *guide.budget.totals, *guide.terms, *guide.checks):
        yield shown.citation


def test_every_citation_is_exact(guide: Guide, real_guide: Guide) -> None:
    for read in (guide, real_guide):
        for citation in citations_of(read):
            assert read.document.text[citation.start : citation.end] == citation.quote
            assert citation.revision == read.document.revision


def test_every_value_is_a_stretch_of_its_quote(guide: Guide, real_guide: Guide) -> None:
    for read in (guide, real_guide):
        for programme in programmes_of(read):
            for statement in programme.statements:
                assert statement.value in collapsed(statement.citation.quote)


def test_every_programme_s_heading_is_in_the_outline(real_guide: Guide) -> None:
    nodes = read_outline(real_guide.document.text).nodes
    for programme in programmes_of(real_guide):
        node = nodes[programme.node]
        assert (node.start, node.end) == (programme.heading.start, programme.heading.end)


def test_a_programme_has_one_card(real_guide: Guide) -> None:
    programmes = programmes_of(real_guide)
    assert len({programme.node for programme in programmes}) == len({p.name for p in programmes}) == len(programmes)


def test_at_most_three_values_are_shown_of_one_attribute(real_guide: Guide) -> None:
    for programme in programmes_of(real_guide):
        attributes = [statement.attribute for statement in programme.statements]
        assert all(attributes.count(attribute) <= 3 for attribute in attributes)


def test_every_event_s_date_is_printed_in_its_quote(real_guide: Guide) -> None:
    assert len(real_guide.events) > 50
    for event in real_guide.events:
        assert event.first <= event.last
        assert event.printed in collapsed(event.citation.quote)


def test_a_programme_s_questions_are_answered_from_its_own_lines(service: Service, real_guide: Guide) -> None:
    asked = [(programme, question) for programme in programmes_of(real_guide) for question in programme.questions]
    assert len(asked) > 40
    assert all(len(programme.questions) <= 5 for programme in programmes_of(real_guide))
    for programme, question in asked[::8]:
        answer = service.ask(question)
        assert answer["status"] == "answered"
        heading = collapsed(programme.heading.quote)
        assert any(heading in collapsed(" ".join(cited["section"])) for cited in answer["citations"])


def test_a_guide_costs_a_few_times_what_its_outline_costs(service: Service, real_guide: Guide) -> None:
    generation = service.index.current().generation
    document = real_guide.document
    started = process_time()
    read_outline(document.text, document.whole_lines, document.pages)
    read = process_time()
    read_guide(generation, document.id)
    assert process_time() - read < 30 * (read - started), "5 to 8 times, whatever the machine"


def test_a_guide_is_read_once_per_index(service: Service, real_guide: Guide) -> None:
    assert service.guide(real_guide.document.id) is real_guide


def test_a_guide_is_read_from_the_index_that_was_found_to_hold_its_document(
    service: Service, real_guide: Guide, office: OpenIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexes = iter([service.index.current(), office])
    monkeypatch.setattr(service.index, "current", lambda: next(indexes))
    assert service.guide(real_guide.document.id) is real_guide


def test_an_unknown_document_has_no_guide(service: Service) -> None:
    with pytest.raises(NotFound):
        service.guide("doc_unheard_of")
