"""How far a question names a cell of a table: its row and its column."""

import re
from collections.abc import Set

from api.answering.letters import letters
from api.answering.profiles import Profile, Profiles
from api.answering.ranges import bounds_said, has_bound, is_in_range, quantities_in
from api.answering.stating import SPENDING
from ingest.table_header import is_total, spoken
from retriever.morphemes import index_tokens

_TOTAL_UNNAMED = 0.9
"""How well a total fits a question that names neither it nor another row."""
_PART_UNNAMED = -0.5
"""The same for a row beside which its table has a total."""
_PARTLY_NAMED = 0.7
"""What the words of a header are worth that the question says otherwise than printed: 경제실 is not 경제과."""
_ASKS_FOR_ALL = re.compile(r"전체|합계|(?<![가-힣])총(?![가-힣]{3})|모두|통틀어|전부|모든\s|다\s?(?:합|더)")

_ASKS_FOR_SPENDING = re.compile(r"예산(?!.*(?:세입|수입))|(?:돈|금액).*쓰|쓰\S*\s*(?:\S+\s*)?(?:돈|금액)")
_ASKS_FOR_GROWTH = re.compile(
    r"(?:몇\s?(?:%|퍼센트|프로)|비율|[가-힣][률율]|얼마나).*(?:늘|증가|증감|줄|감소|오르|올랐|성장|신장|변동)"
)
_GROWTH = re.compile(r"(?:증감|증가|감소|신장|성장|등락)[률율]$")
_STARTS = re.compile(r"(?:(?<![^\s(（‘“「])|(?<=[년월총\d])|(?<=분기))(?=\w)")
"""Where a word begins, be it glued to a year: 2031년가람국."""
_COMPARED = re.compile(r"\S+(?:에\s*(?:비해|비하)\S*|보다)(?=\s)")
"""What something is compared with is not what is asked for: 정원보다."""
_LETTERS = re.compile(r"(?=\w)")
"""Where one may begin in a question without blanks."""


class HeadersNamed:
    """How far one question names the headers of cells."""

    def __init__(self, question: str, year: int | None, said: Set[str], profiles: Profiles) -> None:
        """``question`` ends with the words that it leaves to others before it; ``said`` are its search tokens."""
        compared = " ".join(_COMPARED.findall(question))
        question = _COMPARED.sub(" ", question)
        starts = _STARTS.finditer(question) if " " in question.strip() else _LETTERS.finditer(question)
        self._from_words = tuple(letters(question[start.start() :]) for start in starts)
        self._quantities = quantities_in(question)
        self._bounds = bounds_said(question)
        self._year = year
        self._said = said - frozenset(index_tokens(compared))
        self._of_spending = _ASKS_FOR_SPENDING.search(question) is not None
        self._of_growth = _ASKS_FOR_GROWTH.search(question) is not None
        self._of_total = 1.0 if _ASKS_FOR_ALL.search(question) else _TOTAL_UNNAMED
        self._profiles = profiles

    def share_named(self, profile: Profile) -> float:
        """From -1 where the question names neither row nor column of a cell to 0 for both, or for no cell.

        Without a row it asks for the total, without a year for the document's.
        """
        if profile.cell is None or profile.cell.is_prose:
            return 0.0
        year = self._year or self._profiles.main_year(profile.passage.document_id) or 0
        asked = self._said | {f"{year}", f"{year}년", f"{year % 100}년"}
        cell = profile.cell.cell
        row, column = (self._named(name, asked) for name in (cell.row, cell.column))
        if any(has_bound(bound, profile.passage.text) for bound in self._bounds):
            # A row is told by any of its values: 198㎡ 이상이면.
            row = 1.0
        if not row and self._profiles.heads(profile.cell).has_total:
            row = _PART_UNNAMED
        return (row + column) / 2 - 1

    def share_of_question(self, profile: Profile) -> float:
        """How much of the question's letters the headers of a cell are that it names, row and column."""
        if profile.cell is None or not self._from_words:
            return 0.0
        headers = (profile.cell.cell.row, profile.cell.cell.column)
        # The word for a total need not be said: 다 합쳐서.
        asked = [name for name in headers if not (is_total(name) and self._of_total == 1.0)]
        names = [letters(spoken(name)) for name in asked]
        if not all(self.says(name) for name in asked):
            return 0.0
        return len("".join(names)) / max(len(self._from_words[0]), 1)

    def says(self, name: str) -> bool:
        """Whether the question says a header: as it stands, or each of its words."""
        words = [letters(word) for word in spoken(name).split()]
        telling = [word for word in words if len(word) > 1]
        return self._says("".join(words)) or (len(telling) > 1 and all(map(self._says, telling)))

    def _named(self, name: str, asked: Set[str]) -> float:
        """How far the question names a header; the word for a total need not be said."""
        parts = [part for part in spoken(name).split() if not is_total(part)]
        if not parts:
            return self._of_total
        if self.says(" ".join(parts)) or (self._of_growth and _GROWTH.search(parts[-1])):
            return 1.0
        if (self._of_spending and parts == [SPENDING]) or is_in_range(name, self._quantities):
            return 1.0
        return _PARTLY_NAMED * share_said(self._profiles.words(" ".join(parts)), asked)

    def _says(self, name: str) -> bool:
        """Whether a word of the question begins with a name, or a row of words: 기업특별회계 does not say 특별회계."""
        return bool(name) and any(said.startswith(name) for said in self._from_words)


def share_said(words: frozenset[str], said: Set[str]) -> float:
    """Which share of some words a question says; 0 for none."""
    return len(words & said) / len(words) if words else 0.0
