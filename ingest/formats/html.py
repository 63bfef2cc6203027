"""Web pages saved as files."""

import re
from collections.abc import Iterator

from ingest.formats.archive import Element
from ingest.formats.flow import Cell, Flow, Grid, Paragraph
from ingest.markers import HEADINGS, read_marker
from ingest.spacing import collapsed

_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|big|br|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|q|s|samp|small|span|strong|sub|sup"
    "|time|tt|u|var|wbr"
)
_BREAK = "\0"
"""Stands for a line break; other white space means nothing."""
_BULLETS = "•◦▪"
"""What is printed before the points of a list, of a list in it, and of those further down."""
_LIST_END = Paragraph("")
"""A blank line, so that what follows stands under the heading and not under the last point."""
_START = re.compile(r"\d{1,9}")
"""The number of a list's first point."""
_STRUCK = ("del", "s", "strike")
"""What is struck out is no longer said."""
_NOT_READ = re.compile("head|script|style|template|noscript|svg|iframe|object|nav|button|select|input|textarea")


def read_html(data: bytes) -> Flow:
    """What a web page says, without what is there to click or to style."""
    from lxml import etree, html  # an index of text files does without

    # The parser believes what the page says of its encoding, and UTF-8 for one that says nothing.
    parser = html.HTMLParser(encoding=None if b"charset" in data[:4096].lower() else "utf-8", no_network=True)
    page = html.document_fromstring(data, parser=parser)
    etree.strip_elements(page, *_STRUCK, with_tail=False)
    return list(_parts(page))


def _parts(element: Element) -> Iterator[Paragraph | Grid]:
    """The paragraphs and tables of an element: what stands between two blocks is a paragraph."""
    words: list[str] = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str) or _NOT_READ.fullmatch(child.tag):
            words.append(child.tail or "")
        elif any(map(_is_block, child.iter())):
            yield from _said(words)
            yield from _block(child)
            words = [child.tail or ""]
        else:
            words += [_BREAK if child.tag == "br" else "".join(child.itertext()), child.tail or ""]
    yield from _said(words)


def _block(element: Element) -> Iterator[Paragraph | Grid]:
    """What a table, a list's point, a heading or another block holds, with the mark that tells it."""
    if element.tag == "table":
        yield _grid(element)
    elif element.tag == "pre":
        yield from (Paragraph(line) for line in element.text_content().split("\n") if line.strip())
    elif mark := _mark(element):
        parts = _parts(element)
        first = next(parts, None)
        if isinstance(first, Paragraph):
            is_marked = element.tag == "li" and read_marker(first.text)
            first = first if is_marked else Paragraph(f"{mark} {first.text}")
        yield from () if first is None else (first, *parts)
    else:
        yield from _parts(element)
        if element.tag in ("ul", "ol") and next(element.iterancestors("li"), None) is None:
            yield _LIST_END


def _mark(element: Element) -> str:
    """What stands before a list's point or a heading, "" for another element."""
    if re.fullmatch("h[1-6]", element.tag):
        return HEADINGS[int(element.tag[1]) - 1]
    if element.tag != "li":
        return ""
    lists = [above for above in element.iterancestors("ul", "ol")]
    if not lists or lists[0].tag == "ul":
        return _BULLETS[min(len(lists), len(_BULLETS)) - 1]
    before = sum(1 for _ in element.itersiblings("li", preceding=True))
    start = _START.fullmatch(lists[0].get("start", ""))
    return f"{(int(start[0]) if start else 1) + before}."


def _is_block(element: Element) -> bool:
    return isinstance(element.tag, str) and not _INLINE.fullmatch(element.tag)


def _said(words: list[str]) -> Iterator[Paragraph]:
    for line in "".join(words).split(_BREAK):
        if text := collapsed(line):
            yield Paragraph(text)


def _grid(table: Element) -> Grid:
    """The cells of a table, each at the first field that those before it leave free."""
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row, each in enumerate(table.xpath("./tr | ./*[self::thead or self::tbody or self::tfoot]/tr")):
        column = 0
        for field in each.iterchildren("td", "th"):
            while (row, column) in taken:
                column += 1
            rows, columns = (_span(field.get(name)) for name in ("rowspan", "colspan"))
            taken |= {(row + i, column + j) for i in range(rows) for j in range(columns)}
            cells.append(Cell(row, column, rows, columns, tuple(_parts(field))))
    return Grid(tuple(cells))


def _span(stated: str | None) -> int:
    return min(int(stated), 100) if stated and stated.isdecimal() and int(stated) else 1
