"""How far a passage carries a word or a name of the question: as it stands, by a synonym, or as rows of letters."""

import re

from api.answering.letters import shared_letters
from api.answering.profiles import Profile
from api.answering.query import Term

PURSES = frozenset({"국비", "시비", "도비", "구비", "군비"})
SYNONYM_SHARE = 0.9
"""What a word is worth that stands there by one of its synonyms."""
_LONG = 3
"""Letters of a word that is found within others too, as 카카오톡 in 카카오톡알림."""


def share_carried(term: Term, profile: Profile, path_share: float) -> float:
    """How far a passage, or for ``path_share`` its headings, carry a term."""
    own = share_in_words(term, profile.own, profile.own_letters)
    if own == 1.0 or _is_share_in_brackets(term, profile.text):
        return 1.0
    # Of a title only whole names count: 도시 of 도시정책실 says nothing of 도시텃밭.
    in_path = float(max(term.forms, key=len) in profile.document_letters) or share_in_words(
        term, profile.path, profile.path_letters
    )
    return max(own, path_share * in_path)


def share_in_words(term: Term, words: frozenset[str], letters: str) -> float:
    """How far words carry a term: as one of them, by a synonym, or as rows of letters."""
    if term.forms & words:
        return 1.0
    if term.synonyms & words or any(len(word) >= _LONG and word in letters for word in term.synonyms):
        return SYNONYM_SHARE
    return shared_letters(term.form, letters)


def share_in_letters(name: str, profile: Profile) -> float:
    """How far a passage, its headings or its document's title carry a name as rows of letters."""
    if name in profile.document_letters:
        return 1.0
    return max(shared_letters(name, profile.own_letters), shared_letters(name, profile.path_letters))


def _is_share_in_brackets(term: Term, text: str) -> bool:
    """Whether a text prints whose money a sum is by one letter: 구5 of ``(국2/시3/구5)`` is the 구비."""
    return term.form in PURSES and re.search(rf"(?<![가-힣]){term.form[0]}\s?\d", text) is not None
