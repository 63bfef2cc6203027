"""The programmes of a document, found by how its outline is built, each in its chapter.

A heading is a programme where the outline shows that the report lays it out as one: it has sections like 사업개요 or
추진계획 below it, or bullets that state its own budget, place or target, or it is the last numbered heading on its
branch. A numbered heading that only gathers programmes is none. What lies in chapters on the office or on past results
is none either: the programmes there are told of again in the plan.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from api.answering.vocabulary import is_generic
from api.guide.amounts import amount_in
from api.guide.headings import (
    in_full,
    is_outer,
    is_past,
    is_section,
    is_statement,
    is_summary,
    name_of,
    name_stated,
    named_behind,
    tells_of_office,
)
from api.guide.labels import read_stated
from api.guide.reading import Reading
from ingest.labels import read_label
from ingest.outline import Node
from ingest.spacing import closed_up

_MAX_NAME = 70
_MIN_NAME = 4
_MIN_BULLETS = 2
_BOXED = frozenset("❖◇◆◈◊")
"""Marks of a sentence in a box that stands between a heading and its sections."""
_NUMERAL = re.compile(r"[(\d]|[①-⓿➀-➓❶-❿㉠-㉻⑴-⒇\U000f02b1-\U000f02c4]")
_MOST_OF = 0.5


@dataclass(frozen=True)
class Place:
    """Where a programme stands in the outline."""

    node: Node
    name: str
    chapter: str
    """The heading of the chapter that it belongs to; "" where nothing stands above it."""
    upper: tuple[int, ...]
    """The nodes of the programmes above it, the nearest first."""
    sections: tuple[Node, ...]
    """The sections of any programme that stand below it: 사업개요, 향후계획."""


class Programmes:
    """The programmes of one document, in the order of the text."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        headings = [node for node in reading.outline.nodes if node.kind in ("item", "title") and reading.branches(node)]
        self._inner_numbers = self._numbered_above(headings)
        # A table of contents names the headings that come again.
        self._last = {name_of(reading.outline.heading(node)): node for node in headings if node.printed_mark}
        self._printed = [
            closed_up(reading.outline.heading(node)) for node in reading.outline.nodes if node.printed_mark
        ]
        self._nodes = self._programme_nodes(headings)
        self.places = tuple(self._place(node) for node in self._nodes.values())

    def of(self, node: Node) -> Node | None:
        """The programme that a node is told under: itself, or the nearest heading above it that is one."""
        for above in (node, *self._reading.outline.ancestors(node)):
            if above.number in self._nodes:
                return above
        return None

    def leaves(self) -> Iterator[Node]:
        """The bullets that name something with its amount, ``누림뜰 운영 ▹5억원``, and have nothing below them."""
        for node in self._reading.outline.nodes:
            is_leaf = node.kind == "item" and not node.printed_mark and not self._reading.branches(node)
            if is_leaf and self._may_be(node) and amount_in(self._reading.text(node), False):
                yield node

    def subject(self, node: Node) -> str | None:
        """What a bullet speaks of: the nearest heading that is no section and no boxed sentence; None without one."""
        for above in self._reading.outline.ancestors(node):
            heading, name = self._reading.outline.heading(above), self._name(above)
            if name and not (is_generic(name) or is_section(heading) or self._is_led_to(above)):
                return name
        return None

    def sections(self, node: Node) -> list[Node]:
        """The sections right below a node, or below the boxed sentence that leads to them."""
        found: list[Node] = []
        for child in self._reading.branches(node):
            if self._is_section(child):
                found.append(child)
            elif self._leads(node, child):
                found += self.sections(child)
        return found

    def _programme_nodes(self, headings: list[Node]) -> dict[int, Node]:
        may_be = [node for node in headings if self._may_be(node)]
        found = {node.number: node for node in may_be if self._is_laid_out(node)}
        others = [node for node in may_be if node.number not in found]
        alike = [node for node in others if self._is_of_a_run(node, found) or self._is_timed_like_others(node, found)]
        summed = [node for node in others if self._has_one_part(node, found)]
        parts = {part.number for node in summed for part in self._reading.branches(node)}
        nodes = sorted((*found.values(), *alike, *summed), key=lambda node: node.number)
        chosen = {node.number: node for node in nodes if node.number not in parts and not self._is_part(node, found)}
        return {number: node for number, node in chosen.items() if not self._only_gathers(node, chosen)}

    def _is_of_a_run(self, node: Node, found: dict[int, Node]) -> bool:
        """Whether most of the headings that are numbered with this one are programmes: ➀ to ➄ of seven."""
        if node.parent is None or not _NUMERAL.match(node.mark):
            return False
        run = [
            other
            for other in self._reading.branches(self._reading.outline.nodes[node.parent])
            if _NUMERAL.match(other.mark)
        ]
        return sum(other.number in found for other in run) > _MOST_OF * len(run)

    def _is_timed_like_others(self, node: Node, found: dict[int, Node]) -> bool:
        """Whether a bullet states its schedule below a numbered heading with a programme that is such a bullet too."""
        bullets = [self._reading.text(child) for child in self._reading.branches(node)]
        if len(bullets) < _MIN_BULLETS or not any(
            s.attribute.name == "schedule" for b in bullets for s in read_stated(b)
        ):
            return False
        upper = next((above for above in self._reading.outline.ancestors(node) if above.number in found), None)
        return upper is not None and any(
            other.number in found and other.mark == node.mark for other in self._reading.below(upper)
        )

    def _has_one_part(self, node: Node, found: dict[int, Node]) -> bool:
        """Whether a bullet's own labelled bullets stand beside one that was taken for a programme."""
        branches = self._reading.branches(node)
        others = [child for child in branches if child.number not in found]
        return (
            len(branches) - len(others) == 1
            and len(others) >= _MIN_BULLETS
            and all(read_label(self._reading.text(child)) for child in others)
        )

    def _is_part(self, node: Node, found: dict[int, Node]) -> bool:
        """Whether a bullet states no more than a place that lies in the programme above it."""
        upper = next((above for above in self._reading.outline.ancestors(node) if above.number in found), None)
        stated = [
            (s, self._reading.text(b)) for b in self._reading.branches(node) for s in read_stated(self._reading.text(b))
        ]
        if upper is None or self.sections(node) or {s.attribute.name for s, _ in stated} != {"place"}:
            return False
        name = name_of(self._reading.outline.heading(upper))
        return all(text[s.start : s.end].split()[0] in name.split() for s, text in stated)

    def _name(self, node: Node) -> str:
        """What a heading names; that is behind the colon in ``가형 : 솔잎 일자리 사업`` beside ``나형 : …``."""
        behind = named_behind(self._reading.text(node))
        if behind and node.kind == "title" and node.parent is not None:
            beside = self._reading.branches(self._reading.outline.nodes[node.parent])
            if sum(bool(named_behind(self._reading.text(other))) for other in beside) >= _MIN_BULLETS:
                return behind
        return name_of(self._reading.outline.heading(node))

    def _is_named_behind(self, node: Node) -> bool:
        return self._name(node) == named_behind(self._reading.text(node))

    def _may_be(self, node: Node) -> bool:
        """Whether a heading names something of this report, in a chapter that tells what is done."""
        reading = self._reading
        name = self._name(node)
        if not _MIN_NAME <= len(name) <= _MAX_NAME or is_generic(name) or is_outer(node.mark):
            return False
        if node.printed_mark and self._last[name] is not node:
            return False
        if is_section(name) or is_past(name):
            return False
        if is_statement(reading.text(node)) and not (node.printed_mark or self._is_named_behind(node)):
            return False
        above = [reading.outline.heading(other) for other in reading.outline.ancestors(node)]
        return not any(is_past(heading) or tells_of_office(heading) for heading in above)

    def _is_laid_out(self, node: Node) -> bool:
        if self._is_led_to(node) or self._names_another(node) or self._is_beside_numbers(node):
            return False
        by_itself = self._is_last_number(node) or self._is_named_behind(node)
        return by_itself or self._has_sections(node) or self._states_its_own(node)

    def _has_sections(self, node: Node) -> bool:
        """Whether it has an overview, or two sections: a single 향후계획 may have come under the wrong bullet."""
        names = [self._reading.outline.heading(section) for section in self.sections(node)]
        return len(names) >= _MIN_BULLETS or any(map(is_summary, names))

    def _is_last_number(self, node: Node) -> bool:
        """Whether a heading is numbered, holds bullets, and no numbered heading below it holds some."""
        if not node.printed_mark or node.number in self._inner_numbers:
            return False
        return sum(1 for below in self._reading.below(node) if below.kind == "item") >= _MIN_BULLETS

    def _states_its_own(self, node: Node) -> bool:
        """Whether the bullets right below a heading, or the heading itself, state its budget, place or target."""
        text = self._reading.text(node)
        labels = [read_label(self._reading.text(child)) for child in self._reading.branches(node)]
        stated = {
            s.attribute.name for child in self._reading.branches(node) for s in read_stated(self._reading.text(child))
        }
        if amount_in(text, bool(stated)):
            return True
        return bool(stated & {"budget", "place"}) or ("target" in stated and sum(map(bool, labels)) >= _MIN_BULLETS)

    def _names_another(self, node: Node) -> bool:
        """Whether a heading is a cell of a form whose bullets name the programme: 사 업 명 : …."""
        near = [child for branch in (node, *self._reading.branches(node)) for child in self._reading.branches(branch)]
        named = {name for child in near if (name := name_stated(self._reading.text(child)))}
        return bool(named - {name_of(self._reading.outline.heading(node))}) and not self.sections(node)

    def _is_beside_numbers(self, node: Node) -> bool:
        """Whether a bullet is under none of the numbered headings of its chapter: it has lost its own."""
        above = [node, *self._reading.outline.ancestors(node)]
        if any(_is_numbered(other) for other in above):
            return False
        return any(_is_numbered(other) and self._reading.branches(other) for other in self._reading.below(above[-1]))

    def _only_gathers(self, node: Node, found: dict[int, Node]) -> bool:
        """Whether a heading without sections and values has nothing below it but programmes."""
        if self.sections(node) or self._states_its_own(node):
            return False
        return all(child.number in found for child in self._reading.branches(node))

    def _is_section(self, node: Node) -> bool:
        text = self._reading.outline.heading(node)
        return is_section(text) and bool(self._reading.outline.children.get(node.number))

    def _leads(self, node: Node, child: Node) -> bool:
        """Whether ``child`` is the sentence between a numbered heading and its sections, or its second line."""
        if child.kind == "title":
            return node.mark[:1] in _BOXED and child is self._reading.branches(node)[0]
        if (
            not (node.printed_mark or node.mark[:1] in _BOXED)
            or _NUMERAL.match(child.mark)
            or is_statement(self._reading.text(child))
        ):
            return False
        return child.mark[:1] in _BOXED or self._alone_holds_sections(node, child)

    def _alone_holds_sections(self, node: Node, child: Node) -> bool:
        holding = [
            other for other in self._reading.branches(node) if any(map(self._is_section, self._reading.branches(other)))
        ]
        return holding == [child] and not any(map(self._is_section, self._reading.branches(node)))

    def _is_led_to(self, node: Node) -> bool:
        """Whether a heading is a sentence whose sections are those of the numbered heading above it."""
        parent = None if node.parent is None else self._reading.outline.nodes[node.parent]
        return parent is not None and self._leads(parent, node)

    def _numbered_above(self, headings: list[Node]) -> set[int]:
        """The nodes that stand above a numbered heading with bullets."""
        numbered = [node for node in headings if node.printed_mark]
        return {above.number for node in numbered for above in self._reading.outline.ancestors(node)}

    def _place(self, node: Node) -> Place:
        outline = self._reading.outline
        upper = tuple(other.number for other in outline.ancestors(node) if other.number in self._nodes)
        outermost = outline.nodes[upper[-1]] if upper else node
        name = self._name(node)
        return Place(node, name, self._chapter(node, outermost), upper, tuple(self.sections(node)))

    def _chapter(self, node: Node, outermost: Node) -> str:
        """The nearest printed heading above the numbered heading, or else above the programme, that it belongs to."""
        outline = self._reading.outline
        above = [node, *outline.ancestors(node)]
        numbered = [other for other in above if other.printed_mark and not is_outer(other.mark)]
        last = next((other for other in numbered if other.number not in self._inner_numbers), None)
        start = last or outermost
        headings = [other for other in outline.ancestors(start) if other.printed_mark or other.kind == "title"]
        printed = next((other for other in headings if other.printed_mark), None) or next(iter(headings), None)
        return in_full(closed_up(outline.heading(printed)), self._printed) if printed else ""


def _is_numbered(node: Node) -> bool:
    """Whether a heading has a number that is not a chapter's."""
    return node.printed_mark and not is_outer(node.mark)


def in_order(reading: Reading, places: tuple[Place, ...]) -> Iterator[tuple[str, list[Place]]]:
    """The chapters in the order of the text, each with its programmes."""
    chapters: dict[str, list[Place]] = {}
    for place in places:
        chapters.setdefault(place.chapter or reading.document.title, []).append(place)
    yield from chapters.items()
