"""What the footnotes of a document say that its terms mean, so that a row of a table is found by that too."""

from collections.abc import Iterable, Mapping

from ingest.labels import read_label
from ingest.passages import Passage
from ingest.spacing import collapsed
from ingest.table_header import spoken


def meanings_in(passages: Iterable[Passage]) -> Mapping[str, str]:
    """What each term of the footnotes means, by its letters: ``1) 자본수입 : 토지 매각수입 등``."""
    found: dict[str, str] = {}
    for passage in passages:
        label = read_label(passage.text) if passage.kind == "footnote" else None
        if label:
            found.setdefault(_letters(label.name), collapsed(passage.text[label.value_start :]))
    return found


def meaning_of(row: str, meanings: Mapping[str, str]) -> str:
    """What a row means, whose term stands last in its name; "" for one without a footnote."""
    return meanings.get(_letters(spoken(row)), "")


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name))
