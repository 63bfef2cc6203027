"""Korean text as search tokens: content morphemes with their joined forms; the only importer of kiwipiepy.

An index token and a question token are made by the same function, so whatever Kiwi cuts wrongly it cuts wrongly on
both sides. Beside the morphemes stand joined tokens that cutting would lose: a compound noun, a number with its unit.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kiwipiepy import Kiwi
from kiwipiepy import Token as KiwiToken

from ingest.spacing import closed_up

RECIPE = "morphemes-3: kiwi 0.24 content morphemes, compounds, numbers with units, common Hanja as Hangul"
_CONTENT = frozenset({"NNG", "NNP", "NNB", "NR", "SN", "SL", "SH", "XR", "VV", "VA", "W_SERIAL"})
_NOUNS = frozenset({"NNG", "NNP", "NR", "SL", "SH", "XR", "XSN", "XPN", "SN"})
_UNIT = frozenset({"NNB", "NR", "SW", "NNG"})
# Words that say nothing of what is asked: auxiliaries, light verbs, the bare dependent nouns of report style.
_STOP_WORDS = """
하 되 있 없 이 것 수 등 및 위하 통하 대하 관하 따르 의하 알 알리 말 말하 주 보 싶 같 그 저 이것 그것 좀 더 가 오
나오 어떻 어떠하 어떤 무슨 무엇 뭐 뭣 얼마 언제 어디 누구 몇 왜 궁금 년 월 일 중 내 적 때 거 게 건 줄 바 데 번 점
"""
_STOP = frozenset(_STOP_WORDS.split())
_IGNORED = {"Cf", "Co", "Cs", "Cc"}


@dataclass(frozen=True, slots=True)
class Token:
    """One search token of a text."""

    form: str
    tag: str
    """Kiwi's part-of-speech tag; ``joined`` for a token made of several morphemes."""


def index_tokens(text: str) -> list[str]:
    """The search tokens of a passage or a heading."""
    return [token.form for token in tokens(text)]


def tokens(text: str) -> list[Token]:
    """The search tokens of ``text`` in its order, each joined form after its parts."""
    return list(_tokens(_kiwi().tokenize(searchable(text))))


def surfaces(texts: Iterable[str]) -> Iterator[list[str]]:
    """Each text cut where its morphemes meet, nothing left out; contracted ones share a syllable and stay together."""
    kept = list(texts)
    for text, morphemes in zip(kept, _kiwi().tokenize(kept), strict=True):
        yield _cut_between(text, morphemes)


def searchable(text: str) -> str:
    """``text`` as search sees it: compatibility forms and Hanja folded, what prints nothing dropped, letters closed."""
    composed = unicodedata.normalize("NFC", text)
    # ㅋ and ㅇ stay as typed: NFKC would make them parts of syllables that are never completed.
    folded = "".join(c if "\u3130" <= c <= "\u318f" else unicodedata.normalize("NFKC", c) for c in composed).casefold()
    visible = "".join(" " if c == "\n" else c for c in folded if c == "\n" or unicodedata.category(c) not in _IGNORED)
    return closed_up(re.sub(r"(?<=\d),(?=\d{3})", "", visible.translate(_HANJA)))


# The characters that reports still print for a syllable: 市 for 시, 母펀드 for 모펀드.
_HANJA = str.maketrans(
    "市道郡區國洞邑面社校軍官民産學硏母子上下前後現新舊內外全各本副總對反親先再最高低大中小男老少美日韓英獨佛印泰年月週不非無有可故氏人代法稅場發業多價株",
    "시도군구국동읍면사교군관민산학연모자상하전후현신구내외전각본부총대반친선재최고저대중소남노소미일한영독불인태년월주불비무유가고씨인대법세장발업다가주",
)


@cache
def _kiwi() -> Kiwi:
    # The multi-word dictionary takes 190 MB; without it no line of the first report is cut otherwise.
    return Kiwi(num_workers=1, load_multi_dict=False)


def _cut_between(text: str, morphemes: Sequence[KiwiToken]) -> list[str]:
    inside = {i for m in morphemes for i in range(m.start + 1, m.start + m.len)}
    ends = {end for m in morphemes for end in (m.start, m.start + m.len)}
    cuts = sorted({0, len(text)} | (ends - inside))
    return [text[start:end] for start, end in pairwise(cuts)]


def _tokens(morphemes: Sequence[KiwiToken]) -> Iterator[Token]:
    compound: list[KiwiToken] = []
    for morpheme in morphemes:
        if not _continues(compound, morpheme):
            yield from _joined(compound)
            compound = []
        if morpheme.tag in _NOUNS or (compound and morpheme.tag in _UNIT):
            compound.append(morpheme)
        tag = morpheme.tag.partition("-")[0]
        if tag in _CONTENT and morpheme.form not in _STOP:
            yield Token(morpheme.form, tag)
    yield from _joined(compound)


def _continues(compound: Sequence[KiwiToken], morpheme: KiwiToken) -> bool:
    """Whether ``morpheme`` stands directly behind the compound, without a blank between."""
    return not compound or compound[-1].start + compound[-1].len == morpheme.start


def _joined(compound: Iterable[KiwiToken]) -> Iterator[Token]:
    parts = [morpheme.form for morpheme in compound]
    if 2 <= len(parts) <= 4:
        yield Token("".join(parts), "joined")
