"""What the headers of one table say, told once for all of its cells."""

from dataclasses import dataclass

from api.answering.letters import letters
from ingest.table_header import is_total
from ingest.values import years_in
from retriever.cells import TableCell


@dataclass(frozen=True, slots=True)
class Heads:
    """What the headers of one table say."""

    letters: str
    """Of its columns and of what stands above these, a line each."""
    years: frozenset[int]
    """Of which its columns are."""
    has_total: bool
    """Whether one of its rows is a total."""


def heads_of(cell: TableCell) -> Heads:
    """What the headers of a cell's table say."""
    columns = cell.table.columns
    return Heads(
        letters="\n".join(map(letters, (*columns, *(header.text for header in cell.headers)))),
        years=frozenset(year for name in columns for year in years_in(name)),
        has_total=any(map(is_total, cell.table.rows)),
    )
