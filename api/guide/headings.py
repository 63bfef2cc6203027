"""What a heading is in a report: a subject of this one, a section that any report has, or a chapter of what is past."""

import re
from collections.abc import Sequence
from functools import lru_cache

from api.answering.subjects import bare_name
from api.answering.vocabulary import is_generic
from ingest.labels import read_label
from ingest.spacing import closed_up, collapsed

_YEAR = r"[’‘'`]?\d{2,4}\s?(?:년도?|학년도)"
# Words of sections beside those of `is_generic`: 2031년 추진계획, 현안 및 대책, 공모개요.
_SECTION_WORDS = re.compile(rf"{_YEAR}|상황|대책|공모|본|당면|여건|조건|분석|특징|의의")
_PAST = re.compile(r"(?:성과|실적)$")
_STATE = re.compile(r"(?:기본|일반|조직|재정|예산|인력)\s?현황$|^(?:보고\s?순서|목차)$")
_TAIL = re.compile(r"\s*[▹▷▸‣➠☞※].*$|\s+[*＊]\s.*$|(?<=[가-힣])\d{1,2}\)$")
_ISSUE = re.compile(r"^현안\s?\d{1,2}\s+")
_OPEN_BRACKET = re.compile(r"\s*[(（][^()（）]*$")
_YEAR_BEFORE = re.compile(r"^[’‘'`]?\d{2,4}년도?\s+")
_NAMES_ITSELF = re.compile(r"사업명|공모명|과제명|공모사업명|행사명")
_FRAME = " 【】〈〉《》<>[]"
_MAX_SECTION = 30
_MANY = 4096
"""Headings remembered: each stands above many lines that ask for it."""
_OVERVIEW = re.compile(r"(?:개요|내용|계획|현황|상황|일정|방향|방안)$")
_BROKEN_OFF = re.compile(r"(?:[과와의을를]|\s및|으로)$")
_OUTER_MARK = re.compile(r"[Ⅰ-Ⅻ]|제\s?\d|붙임|별첨|참고")


@lru_cache(_MANY)
def name_of(heading: str) -> str:
    """What a heading names, without its number and what is added behind the name: ▹ amounts, brackets, footnotes."""
    name = bare_name(closed_up(_TAIL.sub("", _ISSUE.sub("", collapsed(heading)))))
    return _OPEN_BRACKET.sub("", name).strip(_FRAME)


@lru_cache(_MANY)
def is_section(heading: str) -> bool:
    """Whether a heading like 사업개요, 2031년 추진계획 or 현안 및 대책 heads a part of any programme."""
    name = name_of(heading)
    if len(name) > _MAX_SECTION or read_label(_TAIL.sub("", heading)):
        return False
    left = _SECTION_WORDS.sub("", name).strip()
    return bool(name) and (not left or is_generic(left) or name.endswith("개요"))


def is_summary(heading: str) -> bool:
    """Whether a section opens what is told of a programme: 사업개요, 조성개요."""
    return is_section(heading) and name_of(heading).endswith("개요")


def is_overview(heading: str) -> bool:
    """Whether a section states what holds for the programme now: 사업개요, 추진계획, but not 추진실적."""
    return is_section(heading) and _OVERVIEW.search(name_of(heading)) is not None


def is_past(heading: str) -> bool:
    """Whether what stands under a heading has been done: 추진실적, 2030년 주요 성과."""
    return _PAST.search(name_of(heading)) is not None


def tells_of_office(heading: str) -> bool:
    """Whether a chapter tells of the office and not of what it does: 일반현황, 예산현황."""
    return _STATE.search(name_of(heading)) is not None


def is_outer(mark: str) -> bool:
    """Whether a printed mark numbers the chapters or the appendices of a report: Ⅰ., 제1장, 붙임 1."""
    return _OUTER_MARK.match(mark) is not None


def in_full(heading: str, printed: Sequence[str]) -> str:
    """A heading that its line breaks off behind a particle, as another of the printed ones, the contents', says it."""
    if not _BROKEN_OFF.search(heading):
        return heading
    return next((other for other in printed if other.startswith(f"{heading} ")), heading)


def named_behind(text: str) -> str | None:
    """The name of the programme that a line tells of behind its colon; None for another line."""
    label = read_label(text)
    name = name_of(text[label.value_start :]) if label else ""
    return name if name.endswith("사업") else None


def name_stated(text: str) -> str | None:
    """The name that a bullet gives a programme, ``사업명 : 2031년 누림뜰 운영``, without its year; None for others."""
    label = read_label(text)
    if label is None or not _NAMES_ITSELF.fullmatch("".join(label.name.split())):
        return None
    return _YEAR_BEFORE.sub("", name_of(text[label.value_start :]))


def is_statement(text: str) -> bool:
    """Whether a bullet states a value behind its label, ``모집인원 : 30명``, and heads nothing."""
    label = read_label(text)
    return label is not None and not text.startswith(("(", "（"))
