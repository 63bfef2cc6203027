"""Is every value in the answer proved? Each number must stand in a cited span, or be such an amount converted."""

import re
from collections.abc import Sequence

from api.answering.citations import MARK, Citation
from ingest.documents import Document
from ingest.values import everyday, read_amounts

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def citations_verified(citations: Sequence[Citation], documents: dict[str, Document]) -> bool:
    """Whether every citation quotes its document's text exactly, at the revision it names."""
    return all(
        citation.document_id in documents
        and documents[citation.document_id].revision == citation.revision
        and documents[citation.document_id].text[citation.start : citation.end] == citation.quote
        for citation in citations
    )


def values_grounded(answer: str, citations: Sequence[Citation]) -> bool:
    """Whether every number in ``answer`` stands in a quote, or in the everyday form of an amount in a quote."""
    return not ungrounded_numbers(answer, [citation.quote for citation in citations])


def ungrounded_numbers(answer: str, quotes: Sequence[str]) -> list[str]:
    """The numbers of ``answer`` that no quote proves."""
    converted = (everyday(amount.won) for quote in quotes for amount in read_amounts(quote))
    proved = {number for text in (*quotes, *converted) for number in _NUMBER.findall(text)}
    return [number for number in _NUMBER.findall(MARK.sub("", answer)) if number not in proved]
