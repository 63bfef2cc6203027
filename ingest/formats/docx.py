"""DOCX, the word processor's file of other offices; the only importer of python-docx."""

from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from ingest.errors import UnreadableDocument
from ingest.formats.flow import Cell, Flow, Grid, Paragraph

if TYPE_CHECKING:
    from docx.blkcntnr import BlockItemContainer
    from docx.document import Document
    from docx.table import Table, _Cell


def read_docx(data: bytes, name: str) -> Flow:
    """What a DOCX file holds; raises UnreadableDocument, naming ``name``."""
    import docx  # an index of text files does without

    try:
        return list(_parts(docx.Document(BytesIO(data))))
    except (KeyError, ValueError, AttributeError, OSError, SyntaxError) as error:
        raise UnreadableDocument(
            f"{name}: DOCX 파일이 손상되었습니다. 워드에서 열어 다시 저장해 넣어 주세요."
        ) from error


def _parts(container: "BlockItemContainer | Document") -> Iterator[Paragraph | Grid]:
    from docx.table import Table

    for part in container.iter_inner_content():
        if isinstance(part, Table):
            yield Grid(tuple(_cells(part)))
        elif part.text.strip():
            yield Paragraph(part.text)


def _cells(table: "Table") -> Iterator[Cell]:
    """The cells, each once: python-docx names one that spans others in every field it takes."""
    fields: dict[int, list[tuple[int, int, _Cell]]] = defaultdict(list)
    for row, each in enumerate(table.rows):
        for column, cell in enumerate(each.cells):
            fields[id(cell._tc)].append((row, column, cell))
    for taken in fields.values():
        row, column, cell = taken[0]
        rows, columns = ({field[i] for field in taken} for i in (0, 1))
        yield Cell(row, column, len(rows), len(columns), tuple(_parts(cell)))
