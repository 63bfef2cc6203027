"""What is plainly of another thing of a kind than the question: another district, the other side of a bound."""

import re

from api.answering.profiles import Profile
from api.answering.query import Query

_DISTRICT = re.compile(
    r"(?<![가-힣])(?!(?:기|지|연|요|도|가|친|출|입|인|청|촉|복|장|육|해|공|미|국|대|농|아)[구군])[가-힣]{1,3}[구군](?![가-힣])"
)
"""남구, 기장군, as a word of its own; not 가구 or 해군."""
_BOUND = re.compile(r"(?P<number>\d[\d,.]*)\s*[가-힣%㎡]{0,3}(?:[(（][^()（）]*[)）])?\s*(?P<side>미만|이하|이상|초과)")
_SIDES = {"미만": "below", "이하": "below", "이상": "above", "초과": "above"}


class Apart:
    """What one question says that another of a kind does not share."""

    def __init__(self, query: Query) -> None:
        self._districts = {token.form for token in query.tokens if _DISTRICT.fullmatch(token.form)}
        self._bounds = _bounds_in(query.text)

    def is_of_other(self, profile: Profile) -> bool:
        """Whether a passage is of other districts, or of more where less is asked for: 50인 이상 for 50인 미만."""
        return self._is_of_other_district(profile) or self._is_beyond(profile.text)

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


def _bounds_in(text: str) -> dict[str, frozenset[str]]:
    """On which sides of which numbers a text speaks."""
    found: dict[str, frozenset[str]] = {}
    for match in _BOUND.finditer(text):
        side = frozenset({_SIDES[match["side"]]})
        found[match["number"]] = found.get(match["number"], frozenset()) | side
    return found
