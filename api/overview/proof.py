"""An answer being written: its lines, and the citations that prove them, numbered as they are first referred to."""

import re
from dataclasses import replace

from api.answering.citations import Citation, without_marks
from api.answering.grounding import ungrounded_numbers
from api.guide.model import Guide
from api.overview.period import without_period
from ingest.documents import UNKNOWN, Document
from ingest.spacing import collapsed
from prompts import say

_EMPTY = re.compile(r"[(（\[][\s.]*[)）\]]")
"""Brackets that have lost their date."""


class Proof:
    """The citations of an answer."""

    def __init__(self) -> None:
        self.citations: list[Citation] = []

    @property
    def quotes(self) -> list[str]:
        """What is quoted so far."""
        return [citation.quote for citation in self.citations]

    def mark(self, *cited: Citation) -> str:
        """The marks that refer to citations: ``[1] [2]``."""
        return " ".join(f"[{number}]" for number in dict.fromkeys(map(self._number, cited)))

    def _number(self, cited: Citation) -> int:
        for known in self.citations:
            if (known.document_id, known.start, known.end) == (cited.document_id, cited.start, cited.end):
                return known.number
        self.citations.append(replace(cited, number=len(self.citations) + 1))
        return len(self.citations)


def proving(guide: Guide, words: str, programme: str, cited: Citation) -> tuple[Citation, ...]:
    """A citation, behind the line that names its programme where only that prints a number of ``words``."""
    headings = (one.heading for part in guide.parts for one in part.programmes if one.name == programme)
    heading = next(headings, None)
    return (heading, cited) if heading and ungrounded_numbers(words, [cited.quote]) else (cited,)


def stands_under(section: tuple[str, ...], heading: Citation) -> bool:
    """Whether a heading is one of those that ``section`` lists."""
    above = len(heading.section)
    return section[:above] == heading.section and any(
        line.endswith(collapsed(heading.quote)) for line in section[above : above + 1]
    )


def placed(guide: Guide, words: str, among: int) -> str:
    """Words of a document as an answer says them; with the document's name where there are several."""
    name = called(guide.document)
    bare = without_marks(words)
    return say("overview.in_document", words=bare, document=name) if among > 1 and name else bare


def called(document: Document) -> str:
    """A document's title without its year, which no quote may print; its issuer where other numbers are left."""
    title = collapsed(_EMPTY.sub(" ", without_period(document.title)[0]))
    issuer = "" if document.issuer == UNKNOWN else document.issuer
    return next((name for name in (title, issuer) if name and not any(c.isdigit() for c in name)), "")
