"""What is plainly of another thing of a kind than the question: another district, the other side of a bound."""

import re
from functools import lru_cache

from api.answering.letters import letters
from api.answering.profiles import Profile
from api.answering.query import Query
from api.answering.ranges import BOUND, excludes, quantities_in
from retriever.morphemes import tokens

_DISTRICT = re.compile(r"(?<![가-힣])[가-힣]{1,4}[구군](?![가-힣])")
"""What may name a district: 남구, 기장군, but 특구 and 위험군 too."""
_PARTICLE = re.compile(r"(?<=[가-힣][구군])(?:은|는|이|가|을|를|의|에|에서|에는|과|와|도|랑|하고)(?![가-힣])")
_NO_DISTRICT = "영구"
_SIDES = {"미만": "below", "이하": "below", "이상": "above", "초과": "above"}
_SPOKEN = (
    (
        re.compile(
            r"(\d[\d,.]*\s*[가-힣%㎡]{0,2}?)(?:이|가|도|을|를)?\s*(?:채\s*)?(?:안\s*[되돼된]|못\s*[되돼미]|밑도)\S*"
        ),
        r"\1 미만",
    ),
    (re.compile(r"(\d[\d,.]*\s*[가-힣%㎡]{0,2}?)(?:이|가|도|을|를)?\s*(?:넘[는은게어]|웃도)\S*"), r"\1 초과"),
)
"""How people say that something is below or above a number."""


class Apart:
    """What one question says that another of a kind does not share."""

    def __init__(self, query: Query) -> None:
        self._question = letters(query.text)
        # What is only claimed, 종로구에 짓는 거 맞지, is put right by what is of another.
        self._districts = frozenset() if query.claims else _districts_in(query.text)
        self._bounds = _bounds_in(_as_printed(query.text))
        self._quantities = quantities_in(query.text)

    def is_of_other(self, profile: Profile) -> bool:
        """Whether a passage is of other districts, or of more where less is asked for: 50인 이상 for 50인 미만."""
        row = profile.cell.cell.row if profile.cell else ""
        is_of_other_row = excludes(row, self._quantities) and letters(row) not in self._question
        return is_of_other_row or self._is_of_other_district(profile) or self._is_beyond(profile.text)

    def _is_of_other_district(self, profile: Profile) -> bool:
        if not self._districts:
            return False
        told = _districts_in("\n".join((profile.text, *profile.passage.section)))
        if not self._districts.isdisjoint(told):
            return False
        # What a whole document is of need not be said in it.
        return not any(district in profile.document_letters for district in self._districts)

    def _is_beyond(self, text: str) -> bool:
        told = _bounds_in(text) if self._bounds else {}
        both = self._bounds.keys() & told.keys()
        return any(self._bounds[number].isdisjoint(told[number]) for number in both)


def _districts_in(text: str) -> frozenset[str]:
    """The districts that a text names, each as a word or before its particle."""
    words = (match[0] for match in _DISTRICT.finditer(_PARTICLE.sub(" ", text)))
    return frozenset(word for word in words if _is_district(word))


@lru_cache(maxsize=10_000)
def _is_district(word: str) -> bool:
    """Whether a word is a district's name, and none of the many nouns that end alike."""
    return word != _NO_DISTRICT and [token.tag for token in tokens(word)] == ["NNP"]


def _as_printed(question: str) -> str:
    """A question with its bounds as reports print them: 10% 미만 for 10%가 안 되는."""
    for spoken, printed in _SPOKEN:
        question = spoken.sub(printed, question)
    return question


def _bounds_in(text: str) -> dict[str, frozenset[str]]:
    """On which sides of which numbers a text speaks."""
    found: dict[str, frozenset[str]] = {}
    for match in BOUND.finditer(text):
        side = frozenset({_SIDES[match["side"]]})
        found[match["number"]] = found.get(match["number"], frozenset()) | side
    return found
