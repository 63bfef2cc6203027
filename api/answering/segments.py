"""The part of a bullet that is asked for, where it tells of several things in turn.

``(가람) … (한빛) …``, or each with a bracket: ``배움돈(월 20만원)·쉼돈(월 30만원)``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from api.answering.letters import letters
from api.answering.query import Query
from ingest.passages import Passage
from ingest.values import kinds_in
from retriever.morphemes import tokens

_NAME = re.compile(
    r"(?:^|(?<=[\s,]))[(（]([^()（）\d]{2,15})(?<!포함)(?<!제외)(?<!등)[)）](?!(?:[을를의에은는이가와과]|및|등)(?:\s|$))"
    r"\s?(?=[\w‘“｢「])"
)

_ITEM = re.compile(
    r"(?:^|,(?!\d{3})|[·‧ㆍ/:])\s*(?P<name>(?:[^,·‧ㆍ/()（）:]|,(?=\d{3})){2,30}?)"
    r"\s?[(（](?!(?:예정|가칭|안|잠정)[)）]\s*대상)(?P<value>[^()（）]+)[)）]"
)
_JOINED = re.compile(r"[)）]\s?(?:[·‧ㆍ/]|및\s|와\s|과\s)")
_NAMED = 0.5
"""Which share of the words that only one of several things has must be said to ask for it."""


@dataclass(frozen=True)
class Segment:
    """What a bullet says of one of the things that it names; offsets are into the passage's text."""

    name: str
    start: int
    end: int


def segment_asked(query: Query, passage: Passage) -> Segment | None:
    """The only segment whose name the question says; None where it says no name or several, or all is of one.

    Also None where the value asked for stands in another part: ``모두 3월 개소``.
    """
    found = list(_NAME.finditer(passage.text))
    if len(found) < 2 or found[0].start() > 0:
        item = item_asked(query, passage.text, passage.section)
        return item if item and _has_kind(query, passage.text[item.start : item.end]) else None
    ends = [*(each.start() for each in found[1:]), len(passage.text)]
    named = [
        Segment(each[1].strip(), each.end(), end)
        for each, end in zip(found, ends, strict=True)
        if _is_said(each[1], query.text)
    ]
    return named[0] if len(named) == 1 and _states_as_much(query, passage.text, named[0]) else None


def item_asked(query: Query, text: str, above: Sequence[str] = ()) -> Segment | None:
    """The bracket of the only one of several things that a question names by what no other of them is called, nor
    the headings ``above``.
    """
    found = _items(text)
    if len(found) < 2:
        return None
    said = ({token.form for token in query.tokens} | query.label_words).difference(*map(_words, above))
    shares = [_share_said(item.name, [other.name for other in found if other is not item], said) for item in found]
    (best, first), (_, second) = sorted(zip(found, shares, strict=True), key=lambda one: -one[1])[:2]
    return best if first >= _NAMED and second <= first / 2 else None


def lacks_value(query: Query, text: str) -> bool:
    """Whether the one of several things that a question names has no value of the kind asked for, but others have."""
    asked = item_asked(query, text)
    if asked is None:
        return False
    found = _items(text)
    # A value may stand in front of a bracket too: 체불 노동자 120명(전년 대비 -3%).
    starts = [item.start - len(item.name) - 2 for item in found]
    ends = [*starts[1:], len(text)]
    # What stands behind things joined by a point is of each: 가람관(남쪽)·버들관(북쪽) 3월 개관.
    shared = [
        next(end for item, end in zip(found[at:], ends[at:], strict=True) if not _JOINED.match(text, item.end))
        for at in range(len(found))
    ]
    told = [_has_kind(query, text[max(0, start) : end]) for start, end in zip(starts, shared, strict=True)]
    return not told[found.index(asked)] and any(told)


@lru_cache(maxsize=10_000)
def _items(text: str) -> tuple[Segment, ...]:
    """The things of a bullet that each have a bracket, with what that says."""
    return tuple(Segment(match["name"].strip(), *match.span("value")) for match in _ITEM.finditer(text))


def _share_said(name: str, others: Sequence[str], said: set[str]) -> float:
    """Which share of the words that only this name has is said."""
    own = _words(name).difference(*map(_words, others))
    return len(own & said) / len(own) if own else 0.0


@lru_cache(maxsize=10_000)
def _words(name: str) -> frozenset[str]:
    return frozenset(token.form for token in tokens(name) if token.tag != "joined")


def _is_said(name: str, question: str) -> bool:
    """Whether a question says a name from the beginning of a word on; 남구 is not 강남구."""
    spelled = r"\W?".join(map(re.escape, letters(name)))
    return len(letters(name)) > 1 and re.search(rf"(?<![가-힣]){spelled}", question, re.IGNORECASE) is not None


def _states_as_much(query: Query, text: str, segment: Segment) -> bool:
    """Whether a segment has the kind of value asked for, if the bullet has."""
    return _has_kind(query, text[segment.start : segment.end]) or not _has_kind(query, text)


def _has_kind(query: Query, text: str) -> bool:
    """Whether a text has the kind of value asked for; none has where any will do."""
    if query.counter is not None:
        return query.counter.search(text) is not None
    return bool(query.attribute and query.attribute.kinds & kinds_in(text))
