"""An extractive answer in the words of a language model, sentence by sentence, each proved before it is let go."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from api.answering.answerer import Answer
from api.answering.citations import MARK, Citation, cite
from api.answering.grounding import citations_verified, values_grounded
from api.answering.leash import Leash
from api.answering.writer import Writer, WriterFailed
from ingest.documents import Document
from prompts.models import ABSENT, Numbered, as_data, messages

_log = logging.getLogger("mundap")

# A full stop ends a sentence behind a syllable or a closing bracket, not behind a digit; its marks belong to it.
_SENTENCE = re.compile(r".+?(?:(?<=[가-힣)\]」』”’\"'])[.!?]+(?:\s*\[\d+\])*(?=\s|\Z)|\n|\Z)", re.DOTALL)
_LONGEST = 400
"""Characters of a worded answer; what was asked, and nothing else."""


class Wording:
    """One answer being worded; what it has said so far, and with which citations."""

    def __init__(self, question: str, answer: Answer, documents: Mapping[str, Document], writer: Writer) -> None:
        self._question = question
        self._answer = answer
        self._documents = documents
        self._writer = writer
        self._leash = Leash(answer.queries, answer.draft)
        self._order: list[int] = []
        self._said: list[str] = []
        self.failed = False
        """Whether the model could not be had, or broke off."""

    @staticmethod
    def improves(answer: Answer) -> bool:
        """Whether another wording may be better: not of a list, nor of a calculation, whose form is its proof."""
        return answer.status == "answered" and bool(answer.draft.passages) and "\n" not in answer.draft.text

    def sentences(self) -> Iterator[str]:
        """The sentences that passed, with the blank before each but the first; none before what was asked is held.

        "" comes now and then, so that whoever listens may go.
        """
        held: list[str] = []
        answered = False
        for sentence in self._passed():
            if not sentence:
                yield ""
                continue
            held.append(sentence)
            answered = answered or self._leash.answers(" ".join(held))
            if answered:
                yield from map(self._told, held)
                held = []
        if self._said and self._answer.documents_line:
            yield f"\n{self._answer.documents_line}"

    @property
    def answer(self) -> Answer:
        """The answer as worded; the extractive one where nothing that answers passed."""
        if not self._said:
            return self._answer
        said = "".join(self._said)
        citations = self.citations
        return replace(
            self._answer,
            text="\n".join(filter(None, (said, self._answer.documents_line))),
            citations=citations,
            mode="generated",
            citations_verified=citations_verified(citations, dict(self._documents)),
            values_grounded=values_grounded(said, citations),
        )

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Those that the sentences told so far refer to, in the order in which they do."""
        passages = [self._answer.draft.passages[number - 1] for number in self._order]
        return tuple(cite(n, self._documents[p.document_id], p) for n, p in enumerate(passages, start=1))

    def _passed(self) -> Iterator[str]:
        """The sentences of the model that the leash lets pass, while there is room for them, and "" now and then."""
        room = _LONGEST
        try:
            for sentence in sentences(self._writer.write(self._messages())):
                if ABSENT in sentence:
                    return
                if not sentence:
                    yield ""
                    continue
                checked = self._leash.checked(sentence)
                if checked and len(checked) <= room:
                    room -= len(checked)
                    yield checked
        except WriterFailed as error:
            _log.warning("the language model failed: %s", error)
            self.failed = True

    def _told(self, sentence: str) -> str:
        """A sentence as it goes out: marks numbered in the order of the answer, a blank before it."""
        for number in map(int, MARK.findall(sentence)):
            if number not in self._order:
                self._order.append(number)
        numbered = MARK.sub(lambda mark: f"[{self._order.index(int(mark[1])) + 1}]", sentence)
        told = f" {numbered}" if self._said else numbered
        self._said.append(told)
        return told

    def _messages(self) -> list[tuple[str, str]]:
        numbered = []
        for number, passage in enumerate(self._answer.draft.passages, start=1):
            document = self._documents[passage.document_id]
            numbered.append(Numbered(number, document.title, document.date, passage.section, passage.text))
        return messages(
            "answer",
            passages=as_data(numbered),
            draft=self._answer.draft.text,
            question=self._question,
            absent=ABSENT,
        )


def sentences(pieces: Iterator[str]) -> Iterator[str]:
    """The sentences of a text that arrives in pieces, each once the next one has begun; "" where none is whole."""
    text = ""
    for piece in pieces:
        text += piece
        *whole, text = _split(text)
        yield from whole or [""]
    yield from (rest for rest in _split(text) if rest.strip())


def _split(text: str) -> Sequence[str]:
    """The sentences of ``text``; the last may still go on."""
    found = [match[0] for match in _SENTENCE.finditer(text) if match[0]]
    return found or [""]
