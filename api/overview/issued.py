"""When a document was issued, as it prints on its cover."""

import re
from collections.abc import Sequence
from datetime import date

from api.answering.citations import cite, without_marks
from api.overview.proof import Proof
from ingest.documents import UNKNOWN, Document
from ingest.passages import Passage
from ingest.spacing import collapsed
from ingest.values import read_periods
from prompts import say
from retriever.morphemes import searchable

_DOCUMENT = r"(?:주요\s?)?(?:업무\s?(?:보고|계획)|추진\s?계획|계획서|보고서|보도\s?자료|공고문?|자료|문서)"
_ISSUED = r"(?:보고|발표|배포|작성|공고|발간|제출)"
_ASKS = re.compile(
    rf"(?=.*(?:언제|며칠|날|일자|일시))(?:(?:이|본|해당)\s)?(?:\d{{4}}년도?\s)?{_DOCUMENT}(?:[을를은는이가의])?\s*"
    rf"(?:(?:시|도|구|군)?(?:의회|국회|언론)에?\s)?(?:언제\s)?{_ISSUED}(?:한|하는|된|되는)?\s*"
    r"(?:게|거|것|건|날짜|날|일자|일시)?\S{0,3}\s*(?:(?:언제|몇\s?월\s?며칠|며칠)\S*)?\W*"
)
"""A question that names a document as such, and nothing that it tells of."""


def tell_issue(question: str, document: Document, passages: Sequence[Passage], proof: Proof) -> str | None:
    """The date on a document's cover; None for another question, or a cover without a date."""
    if document.date == UNKNOWN or not _ASKS.fullmatch(searchable(question).strip()):
        return None
    issued = date.fromisoformat(document.date)
    own = (passage for passage in passages if passage.document_id == document.id)
    printed = next((passage for passage in own if _prints(passage.text, issued)), None)
    if printed is None:
        return None
    mark = proof.mark(cite(1, document, printed))
    return say("overview.issued", words=without_marks(collapsed(printed.text)), mark=mark)


def _prints(text: str, day: date) -> bool:
    return any(period.first == period.last == day for period in read_periods(text, None))
