"""When a span of a document counts as shown: in a citation, or in the passages that a search returned."""

from collections.abc import Mapping, Sequence
from typing import Any

from eval.dataset import Span
from ingest.outline import read_outline

_GENEROUS = 2
"""A citation may be this many times as long as the evidence in it."""


class Units:
    """The bullets, table rows, titles and footnotes of documents: what may be cited as a whole."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """``texts`` are the canonical texts by the documents' source."""
        self._texts = texts
        self._units = {source: [(n.start, n.end) for n in read_outline(text).nodes] for source, text in texts.items()}

    def within_one(self, span: Span) -> bool:
        """Whether ``span`` reaches no farther than one unit."""
        return any(start <= span.start and span.end <= end for start, end in self._units.get(span.source, ()))

    def is_exact(self, span: Span) -> bool:
        """Whether the document says at ``span`` what is quoted: ``text[start:end] == quote``."""
        return is_exact(span, self._texts)


def is_exact(span: Span, texts: Mapping[str, str]) -> bool:
    """Whether the text of the span's source, by ``texts``, says at the span what is quoted."""
    text = texts.get(span.source, "")
    return 0 <= span.start < span.end <= len(text) and text[span.start : span.end] == span.quote


def read_span(value: Mapping[str, Any], text: str) -> Span:
    """A citation or passage of the contract as a span; ``text`` names the field that holds its words."""
    return Span(value["source"], value["start"], value["end"], value[text])


def shown(evidence: Span, spans: Sequence[Span]) -> bool:
    """Whether every letter and digit of ``evidence`` stands in one of ``spans``, together."""
    near = [s for s in spans if s.source == evidence.source and s.start < evidence.end and evidence.start < s.end]
    return all(
        any(s.start <= position < s.end for s in near)
        for position, character in enumerate(evidence.quote, start=evidence.start)
        if character.isalnum()
    )


def counts(citation: Span, evidence: Sequence[Span], units: Units) -> bool:
    """Whether a citation covers a span of evidence and is no longer than twice it, or than one bullet or row.

    A citation that does not quote its document exactly never counts.
    """
    return units.is_exact(citation) and any(
        shown(span, [citation]) and (len(citation.quote) <= _GENEROUS * len(span.quote) or units.within_one(citation))
        for span in evidence
    )


def first_characters(passages: Sequence[Span], limit: int) -> list[Span]:
    """The passages from the first on until ``limit`` characters of them are used up, the last one cut off."""
    kept = []
    for passage in passages:
        if limit <= 0:
            break
        end = min(passage.end, passage.start + limit)
        kept.append(Span(passage.source, passage.start, end, passage.quote[: end - passage.start]))
        limit -= end - passage.start
    return kept
