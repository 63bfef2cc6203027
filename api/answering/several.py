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
_WHEN = r"(?:(?:작년|올해|내년|전년|지난해|20\d{2}년|\d{2}년)(?:도|\s*(?:\d\s*분기|[상하]반기|\d{1,2}월))?\s*)"
_IS_WHEN = re.compile(_WHEN)
_MORE = re.compile(r"[,·‧ㆍ]|(?:이랑|랑|하고|와)\s|과\s.*과\s")
_EACH = tuple(
    re.compile(
        rf"{first}(?P<joins>{joins})\s+(?!관련|함께|같이|달리|비교)(?P<second>\S[^?]*?)(?:은|는|이|가|을|를|도)?\s*"
        r"(?:각각\s*(?P<rest>.*)|(?:를|을)?\s*비교\S*(?:\s*(?:줘|주세요|주라))?\W*)"
    )
    for joins in ("이랑|(?<!이)랑|하고", "와|,", "과")
    for first in (rf"(?P<of>.*?)(?<!\S)(?P<first>{_WHEN})", r"(?P<of>.*)(?<!\S)(?P<first>\S+?)")
)
"""정원이랑 현원이 각각 몇 명, 2030년이랑 2031년 예산 비교해줘; 과 last, since departments end in it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an attribute or ask for one, with their place in a question."""

    name: str
    start: int
    end: int
    named: bool


def asked_at_once(question: str) -> list[str]:
    """A question for each of several attributes that are asked for side by side; [] for a question that asks one."""
    both = _each_of_two(question)
    if both:
        return _each(both)
    run = _side_by_side(_mentions(question), question)
    names = list(dict.fromkeys(mention.name for mention in run))
    if len(names) < 2:
        return []
    before, behind = question[: run[0].start], _ENDING.sub("", question[run[-1].end :])
    first = {mention.name: question[mention.start : mention.end] for mention in reversed(run)}
    return [" ".join(f"{before}{first[name]} {behind}".split()) for name in names[:_MAX_PARTS]]


def is_of_each(question: str) -> bool:
    """Whether the same is asked of each of two: 정원이랑 현원이 각각 몇 명."""
    return _each_of_two(question) is not None


def names_each(question: str, text: str) -> bool:
    """Whether a text names both of two of which the same is asked: ``정원 44, 현원 46명``."""
    both = _each_of_two(question)
    return both is not None and all(both[name].split()[-1] in text for name in ("first", "second"))


def _each_of_two(question: str) -> re.Match[str] | None:
    """The two of which the same is asked; None where there are more, and for a name that only ends in 과."""
    found = filter(None, (pattern.fullmatch(question) for pattern in _EACH))
    return next(filter(_is_of_two, found), None)


def _is_of_two(both: re.Match[str]) -> bool:
    """Whether what an expression for two has matched is two things: two times, or two behind what they are of."""
    if _MORE.search(both["second"]):
        return False
    is_when = _IS_WHEN.match(both["first"]) is not None
    return is_when or not (_MORE.search(both["of"]) or (both["joins"] == "과" and not both["of"].strip()))


def _each(both: re.Match[str]) -> list[str]:
    """A question for each of two: what stands behind a year or a name of the second is asked of the first too."""
    second = re.fullmatch(rf"(?P<name>{_WHEN}|\S+)(?P<rest>.*)", both["second"])
    # 물빛과와 누리과 예산: both are departments, as both are years in 2030년과 2031년 예산.
    alike = second is not None and second["name"].strip()[-1] == both["first"].strip()[-1]
    of_both = second["rest"] if second and alike else ""
    rest = both["rest"] or ""
    if both["second"].split()[-1] == both["first"].strip():
        # 물빛과 정원과 누리과 정원: the second says whose it is itself, and of when only where the first does not.
        when = "" if _IS_WHEN.search(both["second"]) else " ".join(_IS_WHEN.findall(both["of"]))
        each = (f"{both['of']} {both['first']}", f"{when} {both['second']}")
        return [" ".join(f"{part} {rest}".split()) for part in each]
    parts = (f"{both['first']} {of_both}", both["second"])
    return [" ".join(f"{both['of']} {part} {rest}".split()) for part in parts]


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
        when_and_where = {one.name, other.name} == {"schedule", "place"}
        if _JOINS.fullmatch(between) and (between.strip() or not one.named or when_and_where):
            run.append(other)
        elif len(run) > 1:
            break
        else:
            run = [other]
    return run
