"""How near a passage stands to what the last answer cited."""

from collections.abc import Sequence
from itertools import takewhile

from ingest.passages import Passage
from ingest.spacing import collapsed


def path_of(passage: Passage) -> tuple[str, ...]:
    """The headings above a passage, and behind them the passage itself."""
    return (*passage.section, collapsed(passage.text))


def in_context(cited: Sequence[tuple[str, ...]], passage: Passage) -> float:
    """The largest share of one of the cited paths whose headings stand above a passage too; 0 without any."""
    path = path_of(passage)
    return max((_shared_headings(one, path) / len(one) for one in cited), default=0.0)


def _shared_headings(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many headings two paths share from the outermost on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
