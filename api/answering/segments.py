"""The part of a bullet that is asked for, where it tells of several things in turn: ``(가람) … (한빛) …``."""

import re
from dataclasses import dataclass

from api.answering.letters import letters
from api.answering.query import Query
from ingest.passages import Passage
from ingest.values import kinds_in

_NAME = re.compile(
    r"(?:^|(?<=[\s,]))[(（]([^()（）\d]{2,15})(?<!포함)(?<!제외)(?<!등)[)）](?!(?:[을를의에은는이가와과]|및|등)(?:\s|$))"
    r"\s?(?=[\w‘“｢「])"
)


@dataclass(frozen=True)
class Segment:
    """What a bullet says of one of the things that it names in brackets; offsets are into the passage's text."""

    name: str
    start: int
    end: int


def segment_asked(query: Query, passage: Passage) -> Segment | None:
    """The only segment whose name the question says; None where it says no name or several, or all is of one.

    Also None where the value asked for stands in another part: ``모두 3월 개소``.
    """
    found = list(_NAME.finditer(passage.text))
    if len(found) < 2 or found[0].start() > 0:
        return None
    ends = [*(each.start() for each in found[1:]), len(passage.text)]
    named = [
        Segment(each[1].strip(), each.end(), end)
        for each, end in zip(found, ends, strict=True)
        if _is_said(each[1], query.text)
    ]
    return named[0] if len(named) == 1 and _states_as_much(query, passage.text, named[0]) else None


def _is_said(name: str, question: str) -> bool:
    """Whether a question says a name from the beginning of a word on; 남구 is not 강남구."""
    spelled = r"\W?".join(map(re.escape, letters(name)))
    return len(letters(name)) > 1 and re.search(rf"(?<![가-힣]){spelled}", question, re.IGNORECASE) is not None


def _states_as_much(query: Query, text: str, segment: Segment) -> bool:
    """Whether a segment has the kind of value asked for, if the bullet has."""
    said = text[segment.start : segment.end]
    if query.counter is not None:
        return query.counter.search(said) is not None or query.counter.search(text) is None
    asked = query.attribute.kinds if query.attribute else frozenset()
    return not asked & kinds_in(text) or bool(asked & kinds_in(said))
