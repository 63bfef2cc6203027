"""What a document states of each programme: its budget, schedule, target, place and operator.

Only bullets that speak of the programme itself count: those right below its heading, then those right below its
sections on what holds now (사업개요, 추진계획). What stands under another programme or under past results is not its
own.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from api.guide.amounts import amount_in, amount_label
from api.guide.headings import is_overview
from api.guide.labels import BY_NAME, read_stated
from api.guide.model import Statement
from api.guide.programmes import Place, Programmes
from api.guide.reading import Reading
from ingest.labels import read_label
from ingest.outline import Node
from ingest.spacing import closed_up, collapsed
from ingest.values import read_quantities

_MOST = 3
"""Statements of one attribute that a programme shows."""
_MAX_LABEL = 20
_OF_BUDGET = re.compile(r"비(?![가-힣])|예산|감액|증액")
_TURNS = re.compile(r"\s*[→⇨➡⇒]\s*")
_EDGE = re.compile(r"[,;·※]\s*")
_ENTRUSTED = re.compile(r"(?:민간|공공|시설|사무)?\s?위탁(?:\s?운영)?")
_TRUSTEE = re.compile(r"(?:민간)?(?:수탁|위탁)\s?(?:기관|업체|법인|단체|자)")
_MARKS = re.compile(r"(?<=[^\s*＊])[*＊]{1,3}(?=[\s,·(（)]|$)")
"""The marks of remarks that stand in other lines: ``일반투자사업*, 홍보관**``."""
_READ_VALUES = frozenset({"amount", "date"})
"""Kinds of value that are seen to be whole; words may go on in the next line."""


def read_statements(reading: Reading, programmes: Programmes, place: Place) -> tuple[Statement, ...]:
    """The statements of one programme in the order in which the document makes them."""
    found: list[Statement] = []
    shown: Counter[str] = Counter()
    for statement in (*read_heading(reading, place.node), *_in_bullets(reading, programmes, place)):
        is_new = all((s.attribute, s.value) != (statement.attribute, statement.value) for s in found)
        if is_new and shown[statement.attribute] < _MOST:
            shown[statement.attribute] += 1
            found.append(statement)
    own = [node for node in reading.below(place.node) if programmes.of(node) is place.node]
    return (*found, *_changes(reading, own, found), *_entrusted(reading, own, found))


def _changes(reading: Reading, own: Sequence[Node], found: Sequence[Statement]) -> Iterator[Statement]:
    """Where the programme tells that a shown amount became another: ``용역비 조정(7억원 → 5억원)``."""
    amounts = {
        q.number: s.label for s in found if s.attribute == "budget" for q in read_quantities(s.value) if q.unit == "원"
    }
    for node in own:
        text = reading.text(node)
        for before, after in pairwise(q for q in read_quantities(text) if q.unit == "원"):
            said = collapsed(text[: before.start])
            turned = _TURNS.fullmatch(text[before.end : after.start]) and before.number != after.number
            if before.number in amounts and turned and _OF_BUDGET.search(said):
                named = _EDGE.split(said.rstrip(" (（:："))[-1]
                label = named if 0 < len(named) <= _MAX_LABEL else amounts[before.number]
                yield Statement("budget", label, collapsed(text[before.start : after.end]), reading.cite(node))


def _entrusted(reading: Reading, own: Sequence[Node], found: Sequence[Statement]) -> Iterator[Statement]:
    """To whom a programme is entrusted, where it says that it is, names nobody, and one bullet below it does."""
    operators = [s for s in found if s.attribute == "operator"]
    if not operators or not all(_ENTRUSTED.fullmatch(s.value) for s in operators):
        return
    named = [
        (node, label) for node in own if (label := read_label(reading.text(node))) and _TRUSTEE.fullmatch(label.name)
    ]
    if len(named) == 1 and not _goes_on(reading, named[0][0]):
        node, label = named[0]
        yield Statement("operator", label.name, collapsed(reading.text(node)[label.value_start :]), reading.cite(node))


def read_heading(reading: Reading, node: Node) -> Iterator[Statement]:
    """The budget that a heading itself states."""
    text = reading.text(node)
    described = any(read_stated(reading.text(child)) for child in reading.branches(node))
    found = amount_in(text, described)
    if found:
        value = collapsed(text[slice(*found)])
        yield Statement(BY_NAME["budget"].name, amount_label(value), value, reading.cite(node))


def _in_bullets(reading: Reading, programmes: Programmes, place: Place) -> Iterator[Statement]:
    for bullet in _bullets(reading, programmes, place):
        text = reading.text(bullet)
        for stated in read_stated(text):
            if not stated.attribute.kinds & _READ_VALUES and _goes_on(reading, bullet):
                continue
            value = _MARKS.sub("", collapsed(text[stated.start : stated.end]))
            yield Statement(stated.attribute.name, closed_up(stated.label), value, reading.cite(bullet))


def _bullets(reading: Reading, programmes: Programmes, place: Place) -> Iterator[Node]:
    """The bullets that speak of the programme itself."""
    sections = [section for section in place.sections if is_overview(reading.outline.heading(section))]
    for heading in (place.node, *sections):
        for bullet in reading.branches(heading):
            owner = programmes.of(bullet)
            if owner is place.node and bullet not in place.sections:
                yield bullet


def _goes_on(reading: Reading, bullet: Node) -> bool:
    """Whether an unmarked line stands right below a bullet: it may be the rest of its words."""
    return any(child.kind in ("title", "text") for child in reading.outline.children.get(bullet.number, ())[:1])
