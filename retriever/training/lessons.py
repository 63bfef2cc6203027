"""Documents with questions written about them, as what the relevance model learns from.

A lesson is a document that `ingest` reads, ``plan.html``, and beside it ``plan.jsonl`` with a question a line:
``question``; ``quote``, what answers it, copied from one line or one cell, null where nothing does; and for a cell
``row`` and ``column``, what stands in its headers. The passages that a search finds next to the right one, or in its
place, are what has to be told from it.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.passages import Passage
from ingest.table_cells import Cell
from retriever.build import build_index
from retriever.cells import Tables
from retriever.embedding import load_embedder
from retriever.generation import open_generation
from retriever.morphemes import index_tokens
from retriever.relevance import as_read
from retriever.search import PassageRetriever
from retriever.training.reader import Asked

_NEAR = 24
"""How many passages a search gives, among them mostly the right one."""
_BETWEEN = re.compile(r"[\s│]+")
"""What parts words and cells."""
_MARK = re.compile(r"^(?:[\W①-⑳]|[ㅇo]\s)+")
_UNIT = re.compile(r"(?<=[가-힣])\s*[(（][^()（）]{1,6}[)）]$")


@dataclass(frozen=True)
class Question:
    """A question about one document and what in it answers."""

    question: str
    quote: str | None
    row: str = ""
    column: str = ""

    def is_answered_by(self, passage: Passage, cell: Cell | None) -> bool:
        """Whether a passage, or a cell of a row, says the quote, in the row and under the column that it stands in.

        What is quoted may also be the row's name.
        """
        if self.quote is None:
            return False
        quote, row, column = _bare(self.quote), _bare(self.row), _bare(self.column)
        if cell:
            says = quote in _bare(cell.text) and column in _bare(cell.column)
            return (says or quote == _bare(cell.row)) and row in _bare(cell.row)
        whole = _bare("".join((*passage.section, passage.text)))
        return quote in _bare(passage.text) and row in whole and column in whole


def read_lessons(folders: Sequence[Path]) -> list[Asked]:
    """The questions of all lessons in some folders, with the passage that answers and those near it.

    Raises ValueError for a folder without lessons, a line that is no question, or a quote that its document lacks.
    """
    documents = {path.with_suffix(".jsonl"): path for folder in folders for path in _documents(folder)}
    if not documents:
        raise ValueError(f"no document with its questions in {', '.join(map(str, folders))}")
    with TemporaryDirectory() as home:
        embedder = load_embedder(None)
        build_index(Path(home), list(documents.values()), embedder)
        generation = open_generation(Path(home), embedder)
        retriever = PassageRetriever(generation=generation, embedder=embedder)
        tables = Tables(generation)
        ids = {Path(document.path): document.document_id for document in generation.manifest.documents}
        return [
            _asked(one, retriever, tables, ids[document.resolve()], questions)
            for questions, document in documents.items()
            for one in _read_questions(questions)
        ]


def _documents(folder: Path) -> Iterator[Path]:
    """The documents of a folder that have questions beside them."""
    files = (path for path in sorted(folder.glob("*")) if path.suffix != ".jsonl")
    yield from (path for path in files if path.with_suffix(".jsonl").is_file())


def _read_questions(path: Path) -> Iterator[Question]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield Question(**json.loads(line))
            except (ValueError, TypeError) as error:
                raise ValueError(f"{path}, line {number}: no question ({error})") from error


def _asked(one: Question, retriever: PassageRetriever, tables: Tables, document_id: str, path: Path) -> Asked:
    hits = retriever.search(one.question, limit=_NEAR, document_ids=[document_id])
    found = [told for hit in hits for told in _told(one, hit.passage, tables)]
    others = tuple(as_read(*told) for told in found if not one.is_answered_by(*told))
    if one.quote is None:
        return Asked(one.question, None, others)
    passages = [p for p in retriever.generation.passages if p.document_id == document_id]
    cells = (told for passage in passages for told in _told(one, passage, tables))
    # Where no cell of a table says it, as where the question is of a header, its row does.
    whole = ((passage, None) for passage in passages)
    right = next((told for told in chain(found, cells, whole) if one.is_answered_by(*told)), None)
    if right is None:
        raise ValueError(f"{path}: its document does not say {one.quote!r} in one passage")
    return Asked(one.question, as_read(*right), others)


def _told(one: Question, passage: Passage, tables: Tables) -> list[tuple[Passage, Cell | None]]:
    """A passage, or of a row the cells that answer; where none does, the one whose headers the question says most."""
    cells = [found.cell for found in tables.cells(passage)]
    if not cells:
        return [(passage, None)]
    right = [cell for cell in cells if one.is_answered_by(passage, cell)]
    if right:
        return [(passage, cell) for cell in right]
    asked = set(index_tokens(one.question))
    return [(passage, max(cells, key=lambda cell: len(asked.intersection(index_tokens(f"{cell.row} {cell.column}")))))]


def _bare(text: str) -> str:
    """A text as it is compared: without blanks, the lines between cells, its mark and the unit in its last bracket."""
    return _BETWEEN.sub("", _UNIT.sub("", _MARK.sub("", text)))
