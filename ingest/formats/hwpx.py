"""HWPX, the open form of HWP: a zip of XML (KS X 6101)."""

import re
from collections.abc import Collection, Iterator
from itertools import chain, count

from ingest.errors import LockedDocument, UnreadableDocument
from ingest.formats.archive import Archive, Element
from ingest.formats.flow import Cell, Flow, Grid, Note, Paragraph, assembled, runs_into

_SECTION = re.compile(r"Contents/section(\d+)\.xml")
_STYLES = "Contents/header.xml"
_AS_TEXT = {"lineBreak": "\n", "tab": " ", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"}
_NOTES = frozenset(("footNote", "endNote"))
# Headers and footers stand on every page; remarks and equations are no text of the report.
_NOT_READ = frozenset(("header", "footer", "hiddenComment", "equation", "pic", "secPr", "fieldBegin", "fieldEnd"))


def read_hwpx(archive: Archive, name: str) -> Flow:
    """What an HWPX file holds; raises LockedDocument and UnreadableDocument, naming ``name``."""
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise LockedDocument(f"{name}: 암호가 걸린 HWPX 파일입니다. 암호를 풀고 다시 저장해 넣어 주세요.")
    sections = sorted((int(match[1]), each) for each in archive.names if (match := _SECTION.fullmatch(each)))
    if not sections:
        raise UnreadableDocument(f"{name}: HWPX에 본문이 없습니다. 한글에서 열어 다시 저장해 넣어 주세요.")
    numbers, raised = count(1), _raised_styles(archive)
    trees = [archive.xml(each) for _, each in sections]
    for tree in trees:
        _part_raised_words(tree, raised)
    return [part for tree in trees for part in _paragraphs(tree, numbers)]


def _raised_styles(archive: Archive) -> frozenset[str]:
    """The character styles that raise words above the line."""
    if _STYLES not in archive.names:
        return frozenset()
    styles = (each for each in archive.xml(_STYLES).iter() if _tag(each) == "charPr")
    return frozenset(style.get("id", "") for style in styles if any(_tag(about) == "supscript" for about in style))


def _part_raised_words(tree: Element, raised: Collection[str]) -> None:
    """Put a blank where raised words run into those after them: the page tells them apart by their size."""
    for run in [each for each in tree.iter() if _tag(each) == "run" and each.get("charPrIDRef") in raised]:
        after = run.getnext()
        texts = [child for child in run if _tag(child) == "t"]
        if after is None or not texts or not runs_into(_words(run), _words(after)):
            continue
        if len(texts[-1]):
            texts[-1][-1].tail = f"{texts[-1][-1].tail or ''} "
        else:
            texts[-1].text = f"{texts[-1].text or ''} "


def _words(run: Element) -> str:
    return "".join(chain.from_iterable(_text(child) for child in run if _tag(child) == "t"))


def _tag(element: Element) -> str:
    tag: str = element.tag.rpartition("}")[2]
    return tag


def _paragraphs(parent: Element, numbers: Iterator[int]) -> Iterator[Paragraph | Grid]:
    for child in parent:
        if _tag(child) == "p":
            yield from _paragraph(child, numbers)
        elif _tag(child) not in _NOT_READ:
            yield from _paragraphs(child, numbers)


def _paragraph(element: Element, numbers: Iterator[int]) -> Iterator[Paragraph | Grid]:
    return assembled(_pieces(element, numbers), numbers)


def _pieces(element: Element, numbers: Iterator[int]) -> Iterator[str | Note | Flow]:
    """The words of a paragraph, and the notes, tables and drawings in it."""
    for child in element:
        tag = _tag(child)
        if tag == "t":
            yield from _text(child)
        elif tag in ("run", "ctrl"):
            yield from _pieces(child, numbers)
        elif tag in _NOTES:
            yield Note(_paragraphs(child, numbers))
        elif tag not in _NOT_READ:
            yield list(_object(child, numbers))


def _text(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield _AS_TEXT.get(_tag(child), "") or "".join(_text(child))
        yield child.tail or ""


def _object(element: Element, numbers: Iterator[int]) -> Iterator[Paragraph | Grid]:
    """A table, or the text within a drawing."""
    if _tag(element) != "tbl":
        yield from _paragraphs(element, numbers)
        return
    for child in element:
        if _tag(child) == "caption":
            yield from _paragraphs(child, numbers)
    yield Grid(tuple(_cells(element, numbers)))


def _cells(table: Element, numbers: Iterator[int]) -> Iterator[Cell]:
    for row in table:
        for field in row if _tag(row) == "tr" else ():
            about = {_tag(child): child.attrib for child in field}
            place, span = about.get("cellAddr", {}), about.get("cellSpan", {})
            yield Cell(
                row=int(place.get("rowAddr", 0)),
                column=int(place.get("colAddr", 0)),
                rows=int(span.get("rowSpan", 1)),
                columns=int(span.get("colSpan", 1)),
                content=tuple(_paragraphs(field, numbers)),
            )
