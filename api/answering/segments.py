"""The part of a bullet that is asked for, where it tells of several things in turn: ``(가람) … (한빛) …``."""

import re
from dataclasses import dataclass

from api.answering.letters import letters
from api.answering.query import Query
from ingest.passages import Passage

_NAME = re.compile(r"(?:^|(?<=[\s,]))[(（]([^()（）\d]{1,15})[)）]\s?(?=[\w‘“｢「])")


@dataclass(frozen=True)
class Segment:
    """What a bullet says of one of the things that it names in brackets; offsets are into the passage's text."""

    name: str
    start: int
    end: int


def segment_asked(query: Query, passage: Passage) -> Segment | None:
    """The only segment whose name the question says; None where it says no name or several, or all is of one."""
    found = list(_NAME.finditer(passage.text))
    if len(found) < 2 or found[0].start() > 0:
        return None
    asked = letters(query.text)
    ends = [*(each.start() for each in found[1:]), len(passage.text)]
    named = [
        Segment(each[1].strip(), each.end(), end)
        for each, end in zip(found, ends, strict=True)
        if letters(each[1]) and letters(each[1]) in asked
    ]
    return named[0] if len(named) == 1 else None
