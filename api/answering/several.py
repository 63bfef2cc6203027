"""Several things asked at once, ``위치랑 규모`` or ``언제 어디서``, as one question for each."""

import re
from itertools import pairwise

from api.answering.vocabulary import ATTRIBUTES

_JOINS = re.compile(
    r"(?:은|는|이|가|을|를|도|이고|이며|인지|고|며|에|서|에서|이랑|랑|하고|와|과|및|그리고|또|그리고\s*또|[\s,·‧ㆍ/?])*"
)
_ENDING = re.compile(r"^(?:이?야|이?고|은|는|이|가|을|를|도)(?=[\s?]|$)")
_UNTYPICAL = frozenset({"definition", "content", "count", "method", "purpose"})
"""Attributes whose words stand in too many questions to tell that something else is asked as well."""
_MAX_PARTS = 4


def asked_at_once(question: str) -> list[str]:
    """A question for each of several attributes that are asked for side by side; [] for a question that asks one."""
    run = _side_by_side(_mentions(question), question)
    if len({name for name, _, _ in run}) < 2:
        return []
    before, behind = question[: run[0][1]], _ENDING.sub("", question[run[-1][2] :])
    first = {name: question[start:end] for name, start, end in reversed(run)}
    names = list(dict.fromkeys(name for name, _, _ in run))
    return [" ".join(f"{before}{first[name]} {behind}".split()) for name in names[:_MAX_PARTS]]


def _mentions(question: str) -> list[tuple[str, int, int]]:
    """What names or asks for an attribute, with its place; where two overlap, the longer."""
    found = [
        (attribute.name, question.rfind(" ", 0, match.start()) + 1, match.end())
        for attribute in ATTRIBUTES
        if attribute.name not in _UNTYPICAL
        for pattern in (attribute.named, attribute.asked)
        for match in pattern.finditer(question)
        if match[0] not in ("부터", "까지") and not question.startswith("얼마나", match.start())
    ]
    kept: list[tuple[str, int, int]] = []
    for mention in sorted(found, key=lambda one: (one[1] - one[2], one[1])):
        if all(mention[2] <= start or end <= mention[1] for _, start, end in kept):
            kept.append(mention)
    return sorted(kept, key=lambda one: one[1])


def _side_by_side(mentions: list[tuple[str, int, int]], question: str) -> list[tuple[str, int, int]]:
    """The first run of mentions with nothing but joining words between them."""
    run = mentions[:1]
    for one, other in pairwise(mentions):
        if _JOINS.fullmatch(question[one[2] : other[1]]):
            run.append(other)
        elif len(run) > 1:
            break
        else:
            run = [other]
    return run
