"""What a passage is about: the nearest heading that names a subject of this report."""

import re

from api.answering.citations import without_marks
from api.answering.vocabulary import is_generic
from ingest.labels import read_label
from ingest.passages import Passage
from ingest.spacing import closed_up

_MAX_SUBJECT = 60
_NUMBERING = re.compile(r"^(?:[Ⅰ-Ⅻ]\s*[.．]?|제\s?\d+\s?[장절편]|\d{1,2}[.)]?|\(\d+\)|[가-하][.)])\s+")
_NAME = re.compile(r"(?:사업|과제|행사|시설|프로그램|공모사업|연구과제)명")
# One or more things behind the name: what an arrow leads to, a colon introduces, brackets add, and the verb of plans.
_AFTERTHOUGHT = re.compile(r"(?:\s(?:본격 )?추진|\s*(?:[⇨→➡⇒].*|[:：]\s.*|[(（][^()（）]*[)）]))+$")


def subject_of(passage: Passage) -> str | None:
    """What the passage is about: the nearest heading that is not a part of any report; None without one."""
    for heading in reversed(passage.section):
        name = bare_name(without_marks(heading))
        if name and not is_generic(name) and len(name) <= _MAX_SUBJECT:
            return name
    return None


def bare_name(heading: str) -> str:
    """A heading without its number, and without what is added in brackets or behind a colon or an arrow.

    ``(도서관 건립) 설계 완료`` is named by its label, ``사업명 : 도서관 건립`` by what stands behind it.
    """
    name = _NUMBERING.sub("", heading)
    label = read_label(name)
    if label and _NAME.fullmatch(label.name):
        return closed_up(name[label.value_start :].strip())
    if label and name.startswith("("):
        return label.name
    return closed_up(_AFTERTHOUGHT.sub("", name).strip())
