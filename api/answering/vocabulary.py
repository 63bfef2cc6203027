"""What Korean question words ask for, in the vocabulary of government work reports, read from ``vocabulary.toml``.

One written table: Kiwi's own similarity has no usable link from 얼마 to 예산 or from 언제 to 일정.
"""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from ingest.values import ValueKind

_TABLE: dict[str, Any] = tomllib.loads(files("api.answering").joinpath("vocabulary.toml").read_text(encoding="utf-8"))


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
    kinds: frozenset[ValueKind]
    """What its value looks like; empty when it may look like anything."""


def _attribute(entry: dict[str, Any]) -> Attribute:
    return Attribute(
        name=entry["name"],
        korean=entry["korean"],
        named=_any_of(entry.get("named", [])),
        asked=_any_of(entry.get("asked", [])),
        labels=_any_of(entry["labels"]),
        kinds=frozenset(entry.get("kinds", [])),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    """Matches what any of ``patterns`` matches; nothing at all for none."""
    return re.compile("|".join(patterns) if patterns else r"(?!)")


ATTRIBUTES = tuple(_attribute(entry) for entry in _TABLE["attribute"])
"""In the order in which they are tried."""

_GROUPS = [frozenset(words.split()) for words in _TABLE["everyday"]["groups"]]
SYNONYMS: dict[str, frozenset[str]] = {word: group for group in _GROUPS for word in group}
"""For an everyday or official word, all words of its group."""

IDLE_WORDS = frozenset(_TABLE["idle"]["words"].split())
"""Words of a question that no answer needs to carry."""

_GENRE_WORDS = "|".join(sorted(_TABLE["genre"]["words"].split(), key=len, reverse=True))
_GENERIC = re.compile(rf"[(（]?단위.*|구분.*|(?:{_GENRE_WORDS}|[\sⅠ-Ⅻ\d.·‧ㆍ,()/])+")


def attribute_of(question: str) -> Attribute | None:
    """The attribute that a question asks for; a name beats a question word (면적이 얼마 asks for the size)."""
    named = (attribute for attribute in ATTRIBUTES if attribute.named.search(question))
    asked = (attribute for attribute in ATTRIBUTES if attribute.asked.search(question))
    return next(named, None) or next(asked, None)


def is_generic(heading: str) -> bool:
    """Whether a heading, like 사업개요 or 향후계획, names a part of any report and not a subject of this one."""
    return _GENERIC.fullmatch(heading) is not None
