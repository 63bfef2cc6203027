"""When evidence counts as shown, and a citation as proof: all of its words, and little else."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from eval.dataset import Span
from eval.spans import Units, counts, first_characters, is_exact, read_span, shown

Spans = Callable[..., Span]

BUDGET = "소요예산 : 4,000백만원"
OPENING = "개관시기 : 2023년 9월"
TWO_BULLETS = "소요예산 : 4,000백만원\n ○ 개관시기 : 2023년 9월"
WRAPPED = "연면적 3,200㎡, 지하 1층과 지상 3층에 열람실과 강의실을 두고,\n   새솔 체험관까지 지붕이 있는 다리로 이음"


# Shown


@pytest.mark.parametrize(
    ("evidence", "spans"),
    [
        pytest.param(BUDGET, [BUDGET], id="the same words"),
        pytest.param(BUDGET, [TWO_BULLETS], id="words around it"),
        pytest.param(BUDGET, [OPENING, BUDGET], id="not in the first span"),
        pytest.param(BUDGET, ["소요예산 : 4,0", "00백만원"], id="two halves"),
        pytest.param(BUDGET, ["000백만원", "소요예산 : 4,000"], id="two halves that overlap, the later one first"),
        pytest.param(BUDGET, ["소요예산", "4", "000백만원"], id="all but blanks and punctuation"),
        pytest.param(TWO_BULLETS, [BUDGET, OPENING], id="two bullets without the bullet between them"),
        pytest.param("연면적 3,200㎡", ["연면적 3,200"], id="all but a unit that is no letter"),
    ],
)
def test_evidence_is_shown_by_all_spans_together(evidence: str, spans: list[str], span: Spans) -> None:
    assert shown(span(evidence), [span(words) for words in spans])


@pytest.mark.parametrize(
    ("evidence", "spans"),
    [
        pytest.param(BUDGET, [], id="no span"),
        pytest.param(BUDGET, [OPENING], id="other words"),
        pytest.param(BUDGET, ["소요예산 : 4,000백만"], id="the last letter missing"),
        pytest.param(BUDGET, ["요예산 : 4,000백만원"], id="the first letter missing"),
        pytest.param(BUDGET, ["소요예산 : 4", "00백만원"], id="a digit missing between two spans"),
        pytest.param(TWO_BULLETS, [BUDGET], id="one bullet of two"),
        pytest.param(BUDGET, [" ○ ", "\n ○ 개관시기"], id="only what stands next to it"),
    ],
)
def test_evidence_with_a_letter_or_digit_missing_is_not_shown(evidence: str, spans: list[str], span: Spans) -> None:
    assert not shown(span(evidence), [span(words) for words in spans])


def test_the_same_place_in_another_document_shows_nothing(span: Spans) -> None:
    evidence = span(BUDGET)
    elsewhere = span(BUDGET, source="saesol.txt", start=evidence.start)
    assert not shown(evidence, [elsewhere])
    assert not shown(evidence, [span("소요예산"), elsewhere])
    assert shown(elsewhere, [evidence, elsewhere])


# Counts as proof


def test_a_citation_counts_that_is_the_evidence(span: Spans, units: Units) -> None:
    assert counts(span(BUDGET), [span(BUDGET)], units)
    assert counts(span(BUDGET), [span(OPENING), span(BUDGET)], units)


@pytest.mark.parametrize(
    "citation",
    [
        pytest.param(OPENING, id="another bullet"),
        pytest.param("4,000백만원", id="half of it"),
        pytest.param("소요예산 : 4,000백만", id="all but its last letter"),
    ],
)
def test_a_citation_does_not_count_that_lacks_some_of_the_evidence(citation: str, span: Spans, units: Units) -> None:
    assert not counts(span(citation), [span(BUDGET)], units)


def test_a_citation_must_cover_one_span_of_evidence_whole_not_two_by_half(span: Spans, units: Units) -> None:
    citation = span("백만원\n ○ 개관시기")
    assert not counts(citation, [span(BUDGET), span(OPENING)], units)


def test_without_evidence_no_citation_counts(span: Spans, units: Units) -> None:
    assert not counts(span(BUDGET), [], units)


@pytest.mark.parametrize(("longer", "counted"), [(0, True), (1, False)], ids=["twice as long", "a character more"])
def test_a_citation_over_several_bullets_may_be_twice_as_long(
    longer: int, counted: bool, text: str, span: Spans, units: Units
) -> None:
    evidence = span(BUDGET)
    citation = span(text[evidence.start : evidence.start + 2 * len(BUDGET) + longer])
    assert not units.within_one(citation)
    assert counts(citation, [evidence], units) is counted


@pytest.mark.parametrize(
    ("evidence", "citation", "counted"),
    [
        pytest.param("지하 1층", f"규모 : {WRAPPED}", True, id="one bullet over two lines"),
        pytest.param("지하 1층", WRAPPED, True, id="most of a bullet"),
        pytest.param("50억", "도서관 건립 40억 50억", True, id="one row of a table"),
        pytest.param("9월", TWO_BULLETS, False, id="two bullets"),
        pytest.param("50억", "도서관 건립 40억 50억\n체험관 수리 10억 20억", False, id="two rows"),
        pytest.param("지하 1층", f"규모 : {WRAPPED}\n ○", False, id="a bullet and the mark of the next"),
    ],
)
def test_a_longer_citation_counts_within_one_bullet_or_row(
    evidence: str, citation: str, counted: bool, span: Spans, units: Units
) -> None:
    cited, proof = span(citation), span(evidence)
    assert len(citation) > 2 * len(evidence)
    assert counts(cited, [proof], units) is counted


def test_the_length_is_measured_by_the_evidence_that_is_covered(span: Spans, units: Units) -> None:
    long_but_elsewhere = span(WRAPPED)
    assert not counts(span(TWO_BULLETS), [span("9월"), long_but_elsewhere], units)


# Exact


MISQUOTED: dict[str, Callable[[Span], Span]] = {
    "other words": lambda s: replace(s, quote="소요예산 : 5,000백만원"),
    "shifted": lambda s: replace(s, start=s.start + 1, end=s.end + 1),
    "wider than its words": lambda s: replace(s, end=s.end + 100),
    "narrower than its words": lambda s: replace(s, end=s.end - 1),
    "blanks left out": lambda s: replace(s, quote=s.quote.replace(" ", "")),
    "counted from the end": lambda s: replace(s, start=s.start - 1000, end=s.end - 1000),
    "beyond the end": lambda s: replace(s, start=s.start + 1000, end=s.end + 1000),
    "backwards": lambda s: replace(s, start=s.end, end=s.start),
    "empty": lambda s: replace(s, end=s.start, quote=""),
    "in another document": lambda s: replace(s, source="saesol.txt"),
    "in no document": lambda s: replace(s, source="unknown.txt"),
}


def test_a_quote_is_exact_that_its_document_says_there(text: str, span: Spans, units: Units) -> None:
    for words in (BUDGET, OPENING, WRAPPED, text):
        assert units.is_exact(span(words))
        assert is_exact(span(words), {"garamsup.txt": text})


@pytest.mark.parametrize("change", MISQUOTED.values(), ids=MISQUOTED.keys())
def test_any_other_is_not_and_never_counts(
    change: Callable[[Span], Span], text: str, span: Spans, units: Units
) -> None:
    misquoted = change(span(BUDGET))
    assert not units.is_exact(misquoted)
    assert not is_exact(misquoted, {"garamsup.txt": text})
    assert not counts(misquoted, [span(BUDGET)], units)


def test_the_end_of_the_document_may_be_quoted_but_not_what_is_after_it(text: str, span: Spans) -> None:
    last = span(text[-10:], start=len(text) - 10)
    assert is_exact(last, {"garamsup.txt": text})
    assert not is_exact(replace(last, end=last.end + 1), {"garamsup.txt": text})


def test_a_citation_of_the_whole_document_that_quotes_little_does_not_count(
    text: str, span: Spans, units: Units
) -> None:
    everything = replace(span(BUDGET), start=0, end=len(text))
    assert shown(span(BUDGET), [everything])
    assert not counts(everything, [span(BUDGET)], units)


# Units


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        pytest.param("소요예산 : 4,000백만원", True, id="a bullet"),
        pytest.param("4,000", True, id="a part of a bullet"),
        pytest.param(f"규모 : {WRAPPED}", True, id="a bullet that wraps"),
        pytest.param("건립 계획", True, id="a title"),
        pytest.param("체험관 수리 10억 20억", True, id="a row"),
        pytest.param("○ 소요예산", False, id="a bullet with its mark"),
        pytest.param("4,000백만원\n ○ 개관시기", False, id="parts of two bullets"),
        pytest.param("건립 계획\n ○ 소요예산 : 4,000백만원", False, id="a title and its first bullet"),
        pytest.param("50억\n체험관", False, id="parts of two rows"),
    ],
)
def test_a_unit_is_one_bullet_title_or_row(words: str, whole: bool, span: Spans, units: Units) -> None:
    assert units.within_one(span(words)) is whole


def test_units_are_those_of_the_document_itself(span: Spans, text: str) -> None:
    two = Units({"garamsup.txt": text, "saesol.txt": "새솔 체험관 안내\n\n ○ 여는 때 : 화요일부터 일요일까지\n"})
    opening = span("여는 때 : 화요일", source="saesol.txt", start=14)
    assert two.within_one(opening)
    assert not two.within_one(span("여는 때 : 화요일", source="garamsup.txt", start=14))
    assert not two.within_one(span("여는 때 : 화요일", source="unknown.txt", start=14))


# What a search returned first


def test_the_first_characters_end_within_a_passage(span: Spans) -> None:
    passages = [span(BUDGET), span(OPENING, source="saesol.txt", start=7), span("운영방식")]
    assert first_characters(passages, len(BUDGET) + 4) == [
        span(BUDGET),
        span("개관시기", source="saesol.txt", start=7),
    ]


@pytest.mark.parametrize(
    ("limit", "kept"),
    [
        pytest.param(0, [], id="none"),
        pytest.param(1, ["소"], id="one"),
        pytest.param(len(BUDGET), [BUDGET], id="exactly one passage"),
        pytest.param(len(BUDGET) + 1, [BUDGET, "개"], id="a passage and one more"),
        pytest.param(1000, [BUDGET, OPENING], id="more than there are"),
    ],
)
def test_so_many_characters_of_the_passages_are_kept(limit: int, kept: list[str], span: Spans) -> None:
    first = first_characters([span(BUDGET), span(OPENING)], limit)
    assert [passage.quote for passage in first] == kept
    assert [passage.end - passage.start for passage in first] == [len(words) for words in kept]


# From the contract


def test_citations_and_passages_are_read_as_spans(span: Spans) -> None:
    where = {"source": "saesol.txt", "start": 3, "end": 5}
    assert read_span(where | {"quote": "9월", "number": 1}, "quote") == Span("saesol.txt", 3, 5, "9월")
    assert read_span(where | {"text": "9월", "quote": "…"}, "text") == Span("saesol.txt", 3, 5, "9월")
