"""What is of something else than the question, told by what the document prints elsewhere: a sibling, another row."""

import re
from collections.abc import Iterable, Mapping, Set

from api.answering.letters import letters
from api.answering.profiles import Profile, Profiles
from api.answering.query import Term
from api.answering.ranges import bounds_said, has_bound
from retriever.cells import TableCell

_ITEM = re.compile(r"[,，․·ㆍ‧/:]|\s및(?=\s)")
"""What parts the things that a footnote lists."""
_WORD = re.compile(r"[가-힣]+")
_LONG = 6
"""Letters from which on a word is a name by itself."""
_COMPOUND = 5
"""Letters from which on a compound names one thing, as 나루나눔축제 does."""
_KIND = 2
"""The last letters of a compound, which tell what it is."""
_PARTICLE = re.compile(r"(?:은|는|이|가|을|를|의|에|에서|과|와|로|으로|도|만)$")
_LATIN = re.compile(r"[A-Za-z][\w&'.-]*(?:\s+[A-Za-z][\w&'.-]*)+", re.ASCII)
"""A name of several words in Latin letters."""
_EXAMPLES = re.compile(r"같은|따위|처럼|등(?=\s|의|에)|포함|들어\s?[있간가]|합친|제외")
"""Says that more is meant than what is named."""
_MEASURE = re.compile(r"(?:액|[률율수]|값|단위|비용?|예산|투자|지출|수입|수지|누계|[합총]계|규모|인원|정원|현원|기준)$")
"""The name of a row that says what is measured, and not of what."""
_LISTED = 2
_SAYS = 2
"""Letters from which on a word says something."""


class Others:
    """What one question asks of that a passage can be of another of."""

    def __init__(self, question: str, wholes: Mapping[Term, str], proper: Set[str], profiles: Profiles) -> None:
        """``wholes`` are the names of the question, compounds taken whole; ``proper`` are those of one thing alone."""
        self._wholes = tuple(whole for whole in wholes.values() if len(whole) >= _SAYS)
        # Who is at home somewhere, 가람시에 사는, is told of without that.
        named = _synonyms_of(wholes)
        asked = {letters(w): words for w, words in named.items() if not _said_of_where(w, question)}
        self._proper = {name: words for name, words in asked.items() if name in proper and len(name) >= _SAYS}
        compounds = {name for name in asked if len(name) >= _COMPOUND and not _MEASURE.search(name)}
        self._names = self._proper | {name: asked[name] for name in compounds}
        # 노인 is a row of many a table, and no name of one.
        rows = {w: words for w, words in named.items() if len(w) > _SAYS or w in proper}
        self._rows = {name: words for name, words in rows.items() if not _MEASURE.search(name)}
        said = (_PARTICLE.sub("", word) for word in _WORD.findall(question) if self._wholes)
        self._long_names = tuple(name for name in said if len(name) >= _LONG and not _MEASURE.search(name))
        self._latin = tuple(letters(name) for name in _LATIN.findall(question))
        self._parts = () if _EXAMPLES.search(question) else self._wholes
        self._bounds = bounds_said(question)
        self._profiles = profiles

    def is_of_other(self, profile: Profile) -> bool:
        """Whether a passage is of another of what the question names and its document prints by that name."""
        if self._is_of_other_latin(profile):
            return True
        cell = profile.cell
        if cell is None:
            return self._is_of_other_name(profile)
        if self._missing(self._long_names, profile):
            return True
        if self._is_beside_bound(cell):
            return True
        return _is_listed_part(cell, self._parts) or (not cell.is_prose and self._is_of_other_row(profile))

    def _is_of_other_name(self, profile: Profile) -> bool:
        """Whether a statement is of another proper name, or a labelled value of another thing than a compound names."""
        names = self._names if profile.label else self._proper
        return any(not _says_any((name[-_KIND:], *names[name]), profile) for name in self._missing(names, profile))

    def _is_of_other_latin(self, profile: Profile) -> bool:
        """Whether a name in Latin letters that a document prints again and again is not that of a passage.

        What it prints once may be the gloss of a Korean name: 나루거리(Naru Street).
        """
        missing = [name for name in self._latin if name not in profile.own_letters]
        if not missing:
            return False
        _, printed = self._profiles.of_document(profile.passage.document_id)
        often = [name for name in missing if printed.count(name) > 1]
        return bool(often) and (_LATIN.search(profile.text) is not None or bool(self._missing(often, profile)))

    def _is_beside_bound(self, cell: TableCell) -> bool:
        """Whether a bound that the question says tells another row of the table: 198㎡ 이상이면."""
        said = [bound for bound in self._bounds if not has_bound(bound, cell.passage.text)]
        rows = [other.passage.text for other in self._profiles.tables.column(cell)] if said else []
        return any(has_bound(bound, row) for bound in said for row in rows)

    def _missing(self, names: Iterable[str], profile: Profile) -> list[str]:
        """The names that a passage's document prints, and neither the passage nor what stands above it."""
        _, printed = self._profiles.of_document(profile.passage.document_id)
        above = (profile.own_letters, profile.path_letters, profile.document_letters)
        return [name for name in names if name in printed and not any(name in said for said in above)]

    def _is_of_other_row(self, profile: Profile) -> bool:
        """Whether the question names a row of another table: what 건설업 received of 가람국's."""
        rows = self._profiles.rows(profile.passage.document_id)
        missing = [name for name in self._missing(self._rows, profile) if name in rows]
        return any(not _says_any(self._rows[name], profile) for name in missing)


def _synonyms_of(wholes: Mapping[Term, str]) -> dict[str, frozenset[str]]:
    """What each whole name may be called instead: no compound is called by what one of its words may be."""
    found: dict[str, frozenset[str]] = {}
    for term, whole in wholes.items():
        found[whole] = found.get(whole, term.synonyms) & term.synonyms
    return found


def _says_any(words: Iterable[str], profile: Profile) -> bool:
    """Whether a passage, or what stands above it, says one of some words."""
    return any(word in profile.own_letters or word in profile.path_letters for word in words)


def _is_listed_part(cell: TableCell, wholes: Iterable[str]) -> bool:
    """Whether the question names one of several things that a footnote says a row is made of, and not the row."""
    items = [letters(item) for item in _ITEM.split(cell.meaning)]
    items = [item for item in items if len(item) >= _SAYS]
    if len(items) < _LISTED:
        return False
    row = letters(cell.cell.row)
    said = [item for item in items if any(whole in item and whole not in row for whole in wholes)]
    return len(said) == 1


def _said_of_where(name: str, question: str) -> bool:
    """Whether a question says a name only as where something is or comes from."""
    return re.search(rf"{re.escape(name)}(?:에서|에게|에|으로|로)(?=\s)", question) is not None
