"""What Korean question words ask for, in the vocabulary of government work reports, read from ``vocabulary.toml``.

One written table: Kiwi's own similarity has no usable link from 얼마 to 예산 or from 언제 to 일정.
"""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from ingest.values import ValueKind


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("api.answering").joinpath(name).read_text(encoding="utf-8"))


_TABLE = _read("vocabulary.toml")
_EVERYDAY = _read("everyday.toml")


@dataclass(frozen=True)
class Attribute:
    """Something a report states about a subject, and how people ask for it."""

    name: str
    korean: str
    named: re.Pattern[str]
    """Matches a question that names it."""
    asked: re.Pattern[str]
    """Matches a question that asks for it without its name; weaker than a name."""
    labels: re.Pattern[str]
    """Matches the labels under which reports state it."""
    stated: re.Pattern[str]
    """Matches text in which a label introduces a value: ``장소(``, ``장소 :``."""
    kinds: frozenset[ValueKind]
    """What its value looks like; empty when it may look like anything."""


def _attribute(entry: dict[str, Any]) -> Attribute:
    return Attribute(
        name=entry["name"],
        korean=entry["korean"],
        named=_any_of(entry.get("named", [])),
        asked=_any_of(entry.get("asked", [])),
        labels=_any_of(entry["labels"]),
        stated=re.compile(rf"(?:{'|'.join(entry['labels'])})\s*[(（:：]"),
        kinds=frozenset(entry.get("kinds", [])),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    """Matches what any of ``patterns`` matches; nothing at all for none."""
    return re.compile("|".join(patterns) if patterns else r"(?!)")


ATTRIBUTES = tuple(_attribute(entry) for entry in _TABLE["attribute"])
"""In the order in which they are tried."""

_NUMBER = r"\d\s?[십백천만억조]*\s*여?"
_COUNTERS = tuple(
    (re.compile(entry["asked"]), re.compile(entry["printed"].replace("{n}", _NUMBER))) for entry in _TABLE["counter"]
)
PER_HEAD = "1인당"
"""Stands in the pattern of what is counted for each: how many children to one teacher."""
_NO_COUNTER = re.compile(r"[월일년시]|[천백십만억조]+|[천백십만억조]*원")
_ANY_COUNTER = re.compile(r"몇\s*([가-힣㎡평]{1,3}?)(?=이나|[이가을를은는인입까부에로정쯤야예여나였]|\W|$)")

SYNONYMS: dict[str, frozenset[str]] = {said: frozenset(words.split()) for said, words in _EVERYDAY["words"].items()}
"""For a word that people say, the words that a report may print for it."""

PHRASES = tuple((re.compile(said), frozenset(words.split())) for said, words in _EVERYDAY["phrases"].items())
"""The same for several words said together: 머리를 맞대다 for 협의."""

MISSPELT: dict[str, str] = _EVERYDAY["misspelt"]
"""Short misspellings with what they mean."""

IDLE_WORDS = frozenset(_EVERYDAY["idle"]["words"].split())
"""Words of a question that no answer needs to carry."""

_PLAIN_WORD = re.compile(r"언제|며칠|몇\s*월|어디|누구|누가")
_PARTICLE = re.compile(r"[가-힣]{0,3}\s*(?:가|이|은|는|을|를)?\s*(?:각각|모두|다)?\s*")

_GENRE_WORDS = "|".join(sorted(_TABLE["genre"]["words"].split(), key=len, reverse=True))
_GENERIC = re.compile(rf"[(（]?단위.*|구분.*|(?:{_GENRE_WORDS}|[\sⅠ-Ⅻ\d.·‧ㆍ,()/])+")


def attribute_of(question: str) -> Attribute | None:
    """The attribute that a question asks for; a name beats a question word (면적이 얼마 asks for the size).

    Only before 언제, 어디 or 누구 must the name stand right beside it: 주민참여예산 제안은 몇 월 asks for no budget.
    """
    plain = _PLAIN_WORD.search(question)
    named = [attribute for attribute in ATTRIBUTES if attribute.named.search(question)]
    asked = [attribute for attribute in ATTRIBUTES if attribute.asked.search(question)]
    plainly = [attribute for attribute in asked if plain and attribute.asked.match(question, plain.start())]
    if plain and plainly and not any(_is_asked_by(plain, attribute, plainly[0]) for attribute in named):
        return plainly[0]
    return next(iter(named or asked), None)


def _is_asked_by(plain: re.Match[str], named: Attribute, plainly: Attribute) -> bool:
    """Whether a question word asks for the attribute beside it: 언제 asks for no amount, though 예산 stands there."""
    if named.kinds and "date" in plainly.kinds - named.kinds:
        return False
    return any(_beside(match, plain) for match in named.named.finditer(plain.string))


def _beside(name: re.Match[str], plain: re.Match[str]) -> bool:
    """Whether a name and a question word overlap, or only a particle parts them."""
    between = name.string[name.end() : plain.start()]
    return name.end() > plain.start() or _PARTICLE.fullmatch(between) is not None


def counter_of(question: str) -> re.Pattern[str] | None:
    """Matches the counted values that a question like 몇 명 or 몇 군데 asks for; None for one that does not count."""
    known = next((printed for asked, printed in _COUNTERS if asked.search(question)), None)
    if known:
        return known
    other = _ANY_COUNTER.search(question)
    if other is None or _NO_COUNTER.fullmatch(other[1]):
        return None
    return re.compile(rf"{_NUMBER}\s*(?:개\s*)?{re.escape(other[1])}")


def is_generic(heading: str) -> bool:
    """Whether a heading, like 사업개요 or 향후계획, names a part of any report and not a subject of this one."""
    return _GENERIC.fullmatch(heading) is not None
