"""What is plainly of another thing of a kind than the question: another district, the other side of a bound."""

import re

from api.answering.profiles import Profile
from api.answering.query import Query
from api.answering.ranges import excludes, quantities_in

_DISTRICT = re.compile(
    r"(?<![가-힣])(?!(?:기|지|연|요|도|가|친|출|입|인|청|촉|복|장|육|해|공|미|국|대|농|아|자치|시군|전|각|해당)?[구군](?![가-힣]))(?!구군|시군)[가-힣]{1,3}[구군](?![가-힣])"
)
"""남구, 기장군, as a word of its own; not 가구 or 해군."""
_BOUND = re.compile(r"(?P<number>\d[\d,.]*)\s*[가-힣%㎡]{0,3}(?:[(（][^()（）]*[)）])?\s*(?P<side>미만|이하|이상|초과)")
_SIDES = {"미만": "below", "이하": "below", "이상": "above", "초과": "above"}
_SPOKEN = (
    (
        re.compile(
            r"(?<=[\d가-힣%㎡])(?:이|가|도|을|를)?\s*(?:채\s*)?(?:안\s*[되돼된]|못\s*[되돼미]|밑도|밑[이인으])\S*"
        ),
        " 미만",
    ),
    (re.compile(r"(?<=[\d가-힣%㎡])(?:이|가|도|을|를)?\s*(?:넘[는은게어]|웃도)\S*"), " 초과"),
)
"""How people say that something is below or above a number."""


class Apart:
    """What one question says that another of a kind does not share."""

    def __init__(self, query: Query) -> None:
        self._districts = {token.form for token in query.tokens if _DISTRICT.fullmatch(token.form)}
        self._bounds = _bounds_in(_as_printed(query.text))
        self._quantities = quantities_in(query.text)

    def is_of_other(self, profile: Profile) -> bool:
        """Whether a passage is of other districts, or of more where less is asked for: 50인 이상 for 50인 미만."""
        row = profile.cell.cell.row if profile.cell else ""
        is_of_other_row = excludes(row, self._quantities)
        return is_of_other_row or self._is_of_other_district(profile) or self._is_beyond(profile.text)

    def _is_of_other_district(self, profile: Profile) -> bool:
        if not self._districts:
            return False
        above = "\n".join((*profile.passage.section, profile.document_letters))
        said = any(district in profile.text or district in above for district in self._districts)
        return not said and _DISTRICT.search(profile.text) is not None

    def _is_beyond(self, text: str) -> bool:
        told = _bounds_in(text) if self._bounds else {}
        both = self._bounds.keys() & told.keys()
        return any(self._bounds[number].isdisjoint(told[number]) for number in both)


def _as_printed(question: str) -> str:
    """A question with its bounds as reports print them: 10% 미만 for 10%가 안 되는."""
    for spoken, printed in _SPOKEN:
        question = spoken.sub(printed, question)
    return question


def _bounds_in(text: str) -> dict[str, frozenset[str]]:
    """On which sides of which numbers a text speaks."""
    found: dict[str, frozenset[str]] = {}
    for match in _BOUND.finditer(text):
        side = frozenset({_SIDES[match["side"]]})
        found[match["number"]] = found.get(match["number"], frozenset()) | side
    return found
