"""Which of a series is asked of, ``제5기`` or ``제3차``: documents that print others of it and not this one are silent.

All else that is said of the sixth term is said of the fifth too, so that nothing else tells them apart.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

_ORDINAL = re.compile(r"제\s?(?P<number>\d{1,3})\s?(?P<series>[기차회대호])(?![가-힣])")
_AND = r"\s*[~∼～,·‧ㆍ-]\s*"
_STEP = re.compile(
    rf"(?<![\d.,])(?P<numbers>\d{{1,2}}(?:{_AND}\d{{1,2}})*)\s?(?P<series>분기|차년도|단계|호점|번째)"
    rf"|제\s?(?P<of>\d{{1,3}}(?:{_AND}\d{{1,3}})*)\s?(?P<term>[호기])(?![가-힣]{{2}})"
    rf"|(?<![\d.,])(?P<times>\d{{1,2}}(?:{_AND}\d{{1,2}})*)차(?!\s?(?:산업|전지|의료|가해|병원))(?=\W|[은는이가을를의에]\W|\Z)"
)
"""A quarter, a year of a project, a phase, a branch, 두 번째, 제2호, 제3기, 1차; several as in 2~3단계."""
_QUARTER, _BRANCH = "분기", "호점"
_COUNTED = {word: n for n, word in enumerate(("첫", "두", "세", "네", "다섯", "여섯", "일곱", "여덟"), start=1)}
NTH = rf"(?:{'|'.join(_COUNTED)})\s?번째"
"""A pattern for the first to the eighth in words."""
_IN_WORDS = re.compile(rf"(?<![가-힣])({'|'.join(_COUNTED)})\s?번째")
_PARTICLE = re.compile(r"(?<=\d[기차회대호])(?=(?:은|는|이|가|을|를|의|에|에는|에서|엔|도|때)(?![가-힣]))")


def ordinals_not_printed(question: str, texts: Iterable[str]) -> list[str]:
    """The ordinals of ``question`` that no text prints, with 제 or without, though one prints others of the series."""
    asked = {(match["number"], match["series"]) for match in _ORDINAL.finditer(_PARTICLE.sub(" ", question))}
    branches = steps_in(question).get(_BRANCH, frozenset())
    if not asked and not branches:
        return []
    printed = "\n".join(texts)
    told = steps_in(printed).get(_BRANCH, branches)
    series = {match["series"] for match in _ORDINAL.finditer(printed)}
    return [f"{number}{_BRANCH}" for number in sorted(branches - told)] + [
        f"제{number}{name}"
        for number, name in sorted(asked)
        if name in series and not re.search(rf"(?<!\d){number}\s?{name}(?![가-힣])", printed)
    ]


def steps_in(text: str) -> dict[str, frozenset[int]]:
    """The quarters, phases and the like that a text names, by their series; those between ``1~3단계`` among them."""
    found: dict[str, frozenset[int]] = {}
    for match in _STEP.finditer(_IN_WORDS.sub(lambda said: f"{_COUNTED[said[1]]}번째", text)):
        numbers = [int(n) for n in re.findall(r"\d+", match["numbers"] or match["of"] or match["times"])]
        series = match["series"] or match["term"] or "차"
        found[series] = found.get(series, frozenset()) | frozenset(range(min(numbers), max(numbers) + 1))
    return found


def steps_told(text: str, above: Sequence[str]) -> dict[str, frozenset[int]]:
    """The steps that a text names; of a quarter, where it names none, that of what stands nearest ``above`` it."""
    quarters = ({_QUARTER: found[_QUARTER]} for each in reversed(above) if _QUARTER in (found := steps_in(each)))
    return next(quarters, {}) | steps_in(text)


def is_of_other_step(asked: Mapping[str, frozenset[int]], told: Mapping[str, frozenset[int]]) -> bool:
    """Whether what is told is of 1분기 where 2분기 is asked for."""
    return any(series in told and numbers.isdisjoint(told[series]) for series, numbers in asked.items())


def is_of_step(asked: Mapping[str, frozenset[int]], told: Mapping[str, frozenset[int]]) -> bool:
    """Whether what is told is of the very quarter, phase or the like that is asked for."""
    return any(not numbers.isdisjoint(told.get(series, ())) for series, numbers in asked.items())
