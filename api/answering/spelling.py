"""Misspelt words of a question, replaced by the word of the documents or of the genre that sounds most like them.

Kiwi's own typo correction mends common words, not names; names are compared by their letters (jamo) against what the
documents print. The only importer of rapidfuzz.
"""

import unicodedata
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from api.answering.vocabulary import MISSPELT, SYNONYMS
from retriever.morphemes import tokens
from retriever.static import common_words

_MIN_JAMO = 6
_MIN_JAMO_ALIKE = 5
_JAMO_PER_MISTAKE = 4
"""One mistake is forgiven for so many letters: 얘산 is 예산, but 수강 is not 수상."""
_ALIKE = str.maketrans(dict.fromkeys("\u1162\u1164\u1168", "\u1166") | dict.fromkeys("\u116b\u116c", "\u1170"))
_NOUNS = frozenset({"NNG", "NNP", "XR", "joined"})


class Spelling:
    """Mends questions by the words of one index."""

    def __init__(self, words: Iterable[str]) -> None:
        """``words`` are what the documents print, and so what a misspelt word may have meant."""
        self._words = {_jamo(word): word for word in words if len(word) > 1 and _is_hangul(word)}
        self._by_sound = {_sound(letters): word for letters, word in self._words.items()}
        self._known = common_words().union(SYNONYMS, self._words.values())

    def mended(self, question: str) -> str:
        """The question with each unknown noun replaced by the nearest known word; as it is where none is near."""
        for wrong, right in MISSPELT.items():
            question = question.replace(wrong, right)
        for token in tokens(question):
            if token.tag in _NOUNS and _is_hangul(token.form) and token.form not in self._known:
                nearest = self._nearest(token.form, by_letters=token.tag != "joined" or len(token.form) > 2)
                question = question.replace(token.form, nearest) if nearest else question
        return question

    def _nearest(self, word: str, by_letters: bool) -> str | None:
        """The word meant; of a compound of two syllables, like 일년, each means something: only its sound can tell."""
        letters = _jamo(word)
        if len(letters) < _MIN_JAMO or not by_letters:
            # Of two short words that differ in one letter both are mostly real; not so where they sound alike.
            return self._by_sound.get(_sound(letters)) if len(letters) >= _MIN_JAMO_ALIKE else None
        allowed = max(1, len(letters) // _JAMO_PER_MISTAKE // 2)
        found = process.extractOne(
            letters, self._words.keys(), scorer=DamerauLevenshtein.distance, score_cutoff=allowed
        )
        return self._words[found[0]] if found else None


def _jamo(word: str) -> str:
    return unicodedata.normalize("NFD", word)


def _sound(letters: str) -> str:
    """Jamo with the vowels folded that most speakers pronounce alike: ㅐ, ㅔ, ㅒ and ㅖ; ㅙ, ㅚ and ㅞ."""
    return letters.translate(_ALIKE)


def _is_hangul(word: str) -> bool:
    return all("가" <= c <= "힣" for c in word)
