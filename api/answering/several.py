"""Several things asked at once, ``위치랑 규모`` or ``언제 어디서``, as one question for each."""

import re
from dataclasses import dataclass
from itertools import pairwise

from api.answering.vocabulary import ATTRIBUTES

_JOINS = re.compile(
    r"(?:은|는|이|가|을|를|도|이고|이며|인지|고|며|에|서|에서|이랑|랑|하고|와|과|및|그리고|또|그리고\s*또|[\s,·‧ㆍ/?])*"
)
_ENDING = re.compile(r"^(?:이?야|이?고|은|는|이|가|을|를|도)(?=[\s?]|$)")
_PARTICLE = re.compile(r"(?:은|는|이|가|을|를)?\s*(?:총|모두|대략|약)?\s*")
_UNTYPICAL = frozenset({"definition", "content", "count", "method", "purpose", "reason"})
"""Attributes whose words stand in too many questions to tell that something else is asked as well."""
_MAX_PARTS = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an attribute or ask for one, with their place in a question."""

    name: str
    start: int
    end: int
    named: bool


def asked_at_once(question: str) -> list[str]:
    """A question for each of several attributes that are asked for side by side; [] for a question that asks one."""
    run = _side_by_side(_mentions(question), question)
    names = list(dict.fromkeys(mention.name for mention in run))
    if len(names) < 2:
        return []
    before, behind = question[: run[0].start], _ENDING.sub("", question[run[-1].end :])
    first = {mention.name: question[mention.start : mention.end] for mention in reversed(run)}
    return [" ".join(f"{before}{first[name]} {behind}".split()) for name in names[:_MAX_PARTS]]


def _mentions(question: str) -> list[Mention]:
    """What names or asks for an attribute, with its place; where two overlap, the longer."""
    found = [
        Mention(attribute.name, _word_start(question, match.start()), match.end(), pattern is attribute.named)
        for attribute in ATTRIBUTES
        if attribute.name not in _UNTYPICAL
        for pattern in (attribute.named, attribute.asked)
        for match in pattern.finditer(question)
        if match[0] not in ("부터", "까지") and not question.startswith("얼마나", match.start())
    ]
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda one: one.start)


def _word_start(question: str, position: int) -> int:
    """Where the word around a position starts: 지원대상, not only its 대상."""
    return max(question.rfind(mark, 0, position) for mark in " ,·‧ㆍ/") + 1


def _side_by_side(mentions: list[Mention], question: str) -> list[Mention]:
    """The first run of mentions with nothing but joining words between them."""
    run = mentions[:1]
    for one, other in pairwise(mentions):
        between = question[one.end : other.start]
        if one.named and not other.named and _PARTICLE.fullmatch(between):
            # 규모가 얼마야 asks one thing.
            continue
        if _JOINS.fullmatch(between) and (between.strip() or not one.named):
            run.append(other)
        elif len(run) > 1:
            break
        else:
            run = [other]
    return run
