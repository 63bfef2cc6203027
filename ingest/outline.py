"""The outline of a document: a tree of Nodes, each a span of the canonical text."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ingest.blocks import Block, read_blocks
from ingest.contents import listed
from ingest.formats.flow import RULE
from ingest.lines import holds_figures, kinds_below
from ingest.markers import APPENDIX_KINDS, HEADINGS, PART_KIND, Marker
from ingest.nesting import UNMARKED, nest
from ingest.spacing import collapsed, width
from ingest.values import AS_OF

NodeKind = Literal["item", "title", "text", "note", "footnote", "table", "row"]
_TITLE_WIDTH, _LABELLED_WIDTH = 60, 80
"""Columns of a heading, and of one that says behind a colon how things stand."""
_LABELLED = re.compile(r"[^:：*＊※▸▹▷‣]{2,40}\s[:：]\s")
_MAX_HEADING = 300
"""Characters of a heading that its children carry in their path; a paragraph above a bullet may be any length."""
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
# Boxes above one another that make an organisation chart, and their width: the last box heads nothing.
_CHART, _BOX_WIDTH = 5, 30
_NAMES = re.compile(r"(?:사\s*업|과\s*제|행\s*사|시\s*설|프로그램|공모사업|연구과제)\s*명\s*[:：]\s*\S")
_FRAME, _BRACKETS = "【", "()"
# A particle that a line opens with belongs to the last word of the line before: 육성 / 으로.
_BROKEN = re.compile(r"(?<=[가-힣])\s*\n\s*(?=(?:으로|에서|을|를|와)\s)")
_UNDER_TITLE = 60
"""Characters below a title in which it is said of when all that follows is."""
_SENTENCE_END = ("다", "함", "음", "임", "됨", ".")


@dataclass(frozen=True, slots=True)
class Node:
    """One block of the document in its place.

    ``item`` carries a marker, ``title`` is an unmarked line that heads what follows, ``note`` is a remark (``※``)
    on its parent, ``footnote`` explains a term, ``table`` is a table's caption and header, ``row`` one line of it.
    """

    number: int
    """Its place in the document's order of nodes."""
    kind: NodeKind
    mark: str
    """Its marker as printed, "" without one."""
    printed_mark: bool
    start: int
    end: int
    parent: int | None


@dataclass(frozen=True)
class Outline:
    """The nodes of one document, parents before their children, in the order of the text."""

    text: str
    nodes: tuple[Node, ...]

    def ancestors(self, node: Node) -> Iterator[Node]:
        """The node's parent, grandparent and so on."""
        while node.parent is not None:
            node = self.nodes[node.parent]
            yield node

    def heading(self, node: Node) -> str:
        """The node's text as it stands in a heading path: numbers as printed, bullets dropped, blanks collapsed.

        A title is told apart from others of its name by the line below it, ``(2031.3월 누계 기준)``.
        """
        printed = self.text[node.start : min(node.end, node.start + _MAX_HEADING)]
        below = self.text[node.end : node.end + _UNDER_TITLE].lstrip() if node.kind == "title" else ""
        if as_of := AS_OF.match(below):
            printed = f"{printed} {as_of[0]}"
        words = collapsed(_BROKEN.sub("", printed).replace(RULE, " "))
        return f"{node.mark} {words}" if node.printed_mark else words

    def path(self, node: Node) -> tuple[str, ...]:
        """The headings above the node, outermost first."""
        return tuple(self.heading(above) for above in self.ancestors(node))[::-1]

    @cached_property
    def children(self) -> dict[int, tuple[Node, ...]]:
        """The children of each node that has some."""
        found: dict[int, list[Node]] = {}
        for node in self.nodes:
            if node.parent is not None:
                found.setdefault(node.parent, []).append(node)
        return {number: tuple(nodes) for number, nodes in found.items()}


def read_outline(text: str, whole: bool = False, pages: Sequence[int] = ()) -> Outline:
    """The outline of a canonical text; ``whole`` and ``pages`` as in `read_blocks`."""
    blocks = read_blocks(text, whole, pages)
    below = kinds_below([block.marker for block in blocks])
    kinds = [_kind(text, blocks, i, below) for i in range(len(blocks))]
    parents = _parents(text, blocks, kinds, whole)
    nodes = (
        Node(
            number=i,
            kind=kind,
            mark=block.marker.text if block.marker else "",
            printed_mark=bool(block.marker and block.marker.printed and kind != "footnote"),
            start=block.start,
            end=block.end,
            parent=parent,
        )
        for i, (block, kind, parent) in enumerate(zip(blocks, kinds, parents, strict=True))
    )
    return Outline(text, tuple(nodes))


def _kind(text: str, blocks: Sequence[Block], number: int, below: Collection[tuple[str, str]]) -> NodeKind:
    block, words = blocks[number], text[blocks[number].start : blocks[number].end]
    if block.kind == "item" and block.marker is not None and block.marker.is_note:
        return "note"
    if block.kind != "text" or number + 1 == len(blocks) or not _is_title(words, block, blocks[number + 1]):
        return block.kind
    above, following = (blocks[i].marker for i in (number - 1, number + 1))
    # Between a bullet and the points of a list in columns stands the columns' header.
    heads_columns = number and above and following and following.is_joiner and (above.kind, following.kind) in below
    return (
        block.kind if heads_columns or _ends_chart(text, blocks[max(number - _CHART, 0) : number], words) else "title"
    )


def _is_title(words: str, block: Block, following: Block) -> bool:
    """Whether an unmarked line heads the bullets or the table after it: one short line that is no sentence."""
    mark = following.marker
    if _ASIDE.fullmatch(words):
        return mark is not None and mark.printed and mark.number == 1
    heads = following.kind == "table" or (mark is not None and not mark.printed and mark.kind not in HEADINGS)
    short = block.lines == 1 and width(words) <= (_LABELLED_WIDTH if _LABELLED.match(words) else _TITLE_WIDTH)
    return heads and short and "@" not in words and not words.endswith(_SENTENCE_END) and not holds_figures(words)


def _ends_chart(text: str, above: Sequence[Block], words: str) -> bool:
    """Whether ``words`` are the last box of an organisation chart, and no heading with its figure."""
    return len(above) == _CHART and ":" not in words and all(_is_box(text, block) for block in above)


def _is_box(text: str, block: Block) -> bool:
    """Whether a block is no more than a few words, such as a box of an organisation chart holds."""
    return block.kind == "text" and block.lines == 1 and width(text[block.start : block.end]) <= _BOX_WIDTH


def _parents(text: str, blocks: Sequence[Block], kinds: Sequence[NodeKind], whole: bool) -> list[int | None]:
    """Each block's parent: learnt for items and titles, the nearest fitting block before it for the others.

    Blank lines end a list only in a file whose every line is ``whole``; on a page they may be no more than its layout.
    """
    owned = _owned_by_footnote(blocks, kinds)
    entries = _entries(text, blocks, kinds)
    branches = [i for i, kind in enumerate(kinds) if kind in ("item", "title") and i not in owned and i not in entries]
    marks = [blocks[i].marker for i in branches]
    ranks = [_rank(blocks[i].marker, text[blocks[i].start : blocks[i].end]) for i in branches]
    numbered = {rank for rank, mark in zip(ranks, marks, strict=True) if mark and mark.printed}
    nested = nest(ranks, numbered, [mark.number if mark else None for mark in marks])
    parents: list[int | None] = [None] * len(blocks)
    for i, parent in zip(branches, nested, strict=True):
        parents[i] = None if parent is None else branches[parent]
    _hang_below_names(text, blocks, branches, parents)
    for i, heading in entries.items():
        parents[i] = parents[heading]
        while (above := parents[i]) is not None and above > i:
            parents[i] = parents[above]
    branch: int | None = None
    table: int | None = None
    for i, kind in enumerate(kinds):
        if i in owned:
            parents[i] = owned[i]
        elif kind in ("item", "title"):
            branch = parents[i] if i in entries else i
        elif kind == "row":
            parents[i] = table
        elif kind == "footnote":
            parents[i] = _chapter(branch, blocks, parents)
        else:
            if blocks[i].apart:
                branch = _under_heading(branch, blocks, parents)
                branch = _out_of_list(branch, blocks, kinds, parents) if whole and kind == "text" else branch
            parents[i] = branch
            table = i if kind == "table" else table
    return parents


def _hang_below_names(text: str, blocks: Sequence[Block], branches: Sequence[int], parents: list[int | None]) -> None:
    """Hang the bullets that follow ``사업명 : …`` under it, up to the next one: they are of that programme."""
    named: dict[tuple[int | None, str], int] = {}
    for i in branches:
        mark = blocks[i].marker
        beside = (parents[i], mark.kind if mark else "")
        if mark and _NAMES.match(text, blocks[i].start):
            named[beside] = i
        elif beside in named:
            parents[i] = named[beside]


def _entries(text: str, blocks: Sequence[Block], kinds: Sequence[NodeKind]) -> dict[int, int]:
    """The entries of lists of contents, each with the first of the headings that repeat its list; they head nothing."""
    branches = [i for i, kind in enumerate(kinds) if kind in ("item", "title")]
    words = [text[blocks[i].start : blocks[i].end] for i in branches]
    found = listed([blocks[i].marker for i in branches], words)
    return {branches[entry]: branches[heading] for entry, heading in found.items()}


def _rank(mark: Marker | None, words: str) -> str:
    """The kind that a branch counts as: an appendix stands beside the parts of the report, whatever precedes it.

    A title in a frame, ``【공모개요】``, or in brackets, ``(총투자 기준)``, belongs where it stands, and not where the
    report's other titles do.
    """
    if mark is None and words.startswith(_FRAME):
        return _FRAME
    if mark is None:
        return _BRACKETS if _ASIDE.fullmatch(words) else UNMARKED
    return PART_KIND if mark.kind in APPENDIX_KINDS else mark.kind


def _owned_by_footnote(blocks: Sequence[Block], kinds: Sequence[NodeKind]) -> dict[int, int]:
    """The bullets that spell out a footnote: right after it, of a kind its chapter does not use otherwise.

    A remark ends the footnotes: it is on what they stand under, and what follows is none of theirs.
    """
    owned: dict[int, int] = {}
    used: set[str] = set()
    footnote: int | None = None
    for i, block in enumerate(blocks):
        if kinds[i] == "footnote":
            footnote = i
        elif block.marker is None or block.marker.printed or kinds[i] == "note":
            footnote = None
            used = set() if block.marker and block.marker.printed else used
        elif footnote is not None and block.marker.kind not in used:
            owned[i] = footnote
        else:
            footnote = None
            used.add(block.marker.kind)
    return owned


def _under_heading(branch: int | None, blocks: Sequence[Block], parents: Sequence[int | None]) -> int | None:
    """The nearest heading whose level the file tells: a blank line ends the list under it; ``branch`` without one."""
    above = branch
    while above is not None:
        marker = blocks[above].marker
        if marker is not None and marker.kind in HEADINGS:
            return above
        above = parents[above]
    return branch


def _out_of_list(
    branch: int | None, blocks: Sequence[Block], kinds: Sequence[NodeKind], parents: Sequence[int | None]
) -> int | None:
    """The nearest title or counted block at or above ``branch``: what a paragraph apart from a list stands under."""
    while branch is not None:
        marker = blocks[branch].marker
        if kinds[branch] == "title" or (marker and (marker.printed or marker.number or marker.kind in HEADINGS)):
            return branch
        branch = parents[branch]
    return None


def _chapter(branch: int | None, blocks: Sequence[Block], parents: Sequence[int | None]) -> int | None:
    """The nearest block at or above ``branch`` whose marker is a printed number: the programme, the part."""
    while branch is not None:
        marker = blocks[branch].marker
        if marker is not None and marker.printed:
            return branch
        branch = parents[branch]
    return None
