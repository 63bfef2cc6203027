"""HWP 5, the word processor of Korean offices; the only importer of olefile.

A file is an OLE container; each section is a stream of records, each with a tag, a level and a size. A record belongs
to the nearest one above it with a lower level (한글문서파일형식 5.0, 한글과컴퓨터). No library that reads tables with
their spans has a permissive licence.
"""

import struct
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count, pairwise

from ingest.errors import LockedDocument, UnreadableDocument
from ingest.formats.flow import Cell, Flow, Grid, Note, Paragraph, assembled, runs_into

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STYLE, _PARA_HEADER, _PARA_TEXT, _PARA_STYLES, _CTRL_HEADER, _LIST_HEADER, _TABLE = 21, 66, 67, 68, 71, 72, 77
_RAISED, _RAISED_AT = 0x8000, 46
"""The bit of a character style that raises it above the line, and where its bits stand."""
_PASSWORD, _DISTRIBUTION, _DRM = 0x2, 0x4, 0x10
_COMPRESSED = 0x1
_LONG_SIZE = 0xFFF
_SINGLE = frozenset((0, 10, 13, *range(24, 32)))
"""Control characters of one unit; the others take eight."""
_EXTENDED = frozenset((1, 2, 3, *range(11, 19), 21, 22, 23))
"""Those that a control record further down belongs to."""
_AS_TEXT = {9: " ", 10: "\n", 24: "-", 30: " ", 31: " "}
_MAX_SECTION = 256 * 2**20
"""Bytes that a section may unpack to."""


_PLACE = struct.Struct("<HHHH")
"""Column, row, how many columns and rows: at byte 8 of a cell's list header."""


@dataclass
class _Record:
    tag: int
    data: bytes
    below: list["_Record"] = field(default_factory=list)


_END = _Record(_LIST_HEADER, bytes(8 + _PLACE.size))


def read_hwp(data: bytes, name: str) -> Flow:
    """What an HWP 5 file holds; raises LockedDocument and UnreadableDocument, naming ``name``."""
    import olefile  # an index of text files does without

    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            streams = {"/".join(path) for path in container.listdir()}
            if "FileHeader" not in streams:
                raise UnreadableDocument(
                    f"{name}: HWP 문서가 아닙니다(옛 오피스 문서). PDF나 HWPX로 저장해 넣어 주세요."
                )
            header = container.openstream("FileHeader").read()
            flags = _checked_flags(header, name)
            sections = [f"BodyText/Section{number}" for number in range(len(streams))]
            texts = [container.openstream(section).read() for section in sections if section in streams]
            styles = container.openstream("DocInfo").read() if "DocInfo" in streams else b""
        numbers = count(1)
        raised = _raised_styles(_unpacked(styles, flags)) if styles else frozenset()
        return [part for text in texts for part in _section(_unpacked(text, flags), numbers, raised)]
    except (OSError, struct.error, zlib.error, IndexError, UnicodeDecodeError) as error:
        raise UnreadableDocument(
            f"{name}: HWP 파일이 손상되었습니다. 한글에서 열어 다시 저장해 넣어 주세요."
        ) from error


def _checked_flags(header: bytes, name: str) -> int:
    flags: int = struct.unpack_from("<I", header, 36)[0]
    if flags & (_PASSWORD | _DRM):
        raise LockedDocument(f"{name}: 암호가 걸린 HWP 파일입니다. 암호를 풀고 다시 저장해 넣어 주세요.")
    if flags & _DISTRIBUTION:
        raise LockedDocument(f"{name}: 배포용으로 잠긴 HWP 파일입니다. 작성 부서의 원본이나 PDF를 넣어 주세요.")
    return flags


def _unpacked(stream: bytes, flags: int) -> bytes:
    if not flags & _COMPRESSED:
        return stream
    unpacker = zlib.decompressobj(-15)
    unpacked = unpacker.decompress(stream, _MAX_SECTION)
    if not unpacker.eof:
        raise zlib.error("the section breaks off, or is too large")
    return unpacked


def _raised_styles(data: bytes) -> frozenset[int]:
    """The numbers of the character styles that raise words above the line."""
    styles = (content for tag, _, content in _records(data) if tag == _STYLE)
    bits = (int.from_bytes(style[_RAISED_AT : _RAISED_AT + 4], "little") for style in styles)
    return frozenset(number for number, each in enumerate(bits) if each & _RAISED)


def _parted(text: bytes, styles: bytes, raised: Collection[int]) -> bytes:
    """A paragraph's text with a blank where raised words run into those after them."""
    changes = list(struct.iter_unpack("<II", styles[: len(styles) // 8 * 8]))
    for (start, style), (end, _) in reversed(list(pairwise(changes))):
        words, after = text[2 * start : 2 * end], text[2 * end : 2 * end + 2]
        if style in raised and runs_into(*(part.decode("utf-16-le", "replace") for part in (words, after))):
            text = text[: 2 * end] + " ".encode("utf-16-le") + text[2 * end :]
    return text


def _section(data: bytes, numbers: Iterator[int], raised: Collection[int]) -> Flow:
    root = _Record(0, b"")
    path = [root]
    for tag, level, content in _records(data):
        record = _Record(tag, content)
        del path[level + 1 :]
        if tag == _PARA_STYLES and path[-1].below and path[-1].below[-1].tag == _PARA_TEXT:
            path[-1].below[-1].data = _parted(path[-1].below[-1].data, content, raised)
        path[-1].below.append(record)
        path.append(record)
    return list(_paragraphs(root.below, numbers))


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The tag, level and content of each record."""
    offset = 0
    while offset + 4 <= len(data):
        (head,) = struct.unpack_from("<I", data, offset)
        offset += 4
        size = head >> 20
        if size == _LONG_SIZE:
            (size,) = struct.unpack_from("<I", data, offset)
            offset += 4
        yield head & 0x3FF, head >> 10 & 0x3FF, data[offset : offset + size]
        offset += size


def _paragraphs(records: list[_Record], numbers: Iterator[int]) -> Iterator[Paragraph | Grid]:
    for record in records:
        if record.tag == _PARA_HEADER:
            yield from _paragraph(record, numbers)


def _paragraph(record: _Record, numbers: Iterator[int]) -> Iterator[Paragraph | Grid]:
    text = next((below.data for below in record.below if below.tag == _PARA_TEXT), b"")
    controls = iter([below for below in record.below if below.tag == _CTRL_HEADER])
    pieces = (_controlled(next(controls, None), numbers) if piece is None else piece for piece in _pieces(text))
    return assembled(pieces, numbers)


def _controlled(control: _Record | None, numbers: Iterator[int]) -> str | Note | Flow:
    """What stands where a control does."""
    if control is None:
        return ""
    if _kind(control) in ("fn", "en"):
        return Note(_paragraphs(control.below, numbers))
    return list(_object(control, numbers))


def _pieces(text: bytes) -> Iterator[str | None]:
    """The words of a paragraph, and None where a control stands."""
    start = offset = 0
    while offset < len(text):
        (code,) = struct.unpack_from("<H", text, offset)
        if code >= 32:
            offset += 2
            continue
        yield text[start:offset].decode("utf-16-le", "replace")
        offset += 2 if code in _SINGLE else 16
        start = offset
        if code in _EXTENDED:
            yield None
        elif code in _AS_TEXT:
            yield _AS_TEXT[code]
    yield text[start:offset].decode("utf-16-le", "replace")


def _kind(control: _Record) -> str:
    return control.data[3::-1].decode("latin-1").strip()


def _object(control: _Record, numbers: Iterator[int]) -> Iterator[Paragraph | Grid]:
    """A table, or the text within a drawing; nothing for headers, footers and hidden remarks."""
    kind = _kind(control)
    if kind == "tbl":
        # A caption stands before the record that tells the table's size, the cells behind it.
        at = next((i for i, record in enumerate(control.below) if record.tag == _TABLE), len(control.below))
        yield from _paragraphs(control.below[:at], numbers)
        yield Grid(tuple(_cells(control.below[at + 1 :], numbers)))
    elif kind == "gso":
        yield from _drawn(control, numbers)


def _cells(records: list[_Record], numbers: Iterator[int]) -> Iterator[Cell]:
    """The cells of a table: each is a list's header, which tells its place, with its paragraphs behind it."""
    place: tuple[int, ...] | None = None
    content: list[Paragraph | Grid] = []
    for record in [*records, _END]:
        if record.tag == _LIST_HEADER:
            if place is not None:
                column, row, columns, rows = place
                yield Cell(row, column, rows, columns, tuple(content))
            content = []
            place = _PLACE.unpack_from(record.data, 8)
        elif record.tag == _PARA_HEADER:
            content += _paragraph(record, numbers)


def _drawn(record: _Record, numbers: Iterator[int]) -> Iterator[Paragraph | Grid]:
    """The paragraphs in the text boxes of a drawing, however deep."""
    for below in record.below:
        if below.tag == _PARA_HEADER:
            yield from _paragraph(below, numbers)
        else:
            yield from _drawn(below, numbers)
