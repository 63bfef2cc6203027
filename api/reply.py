"""An answer on its way to the asker: as one body, or as events while it is being worded."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from api.answering.answerer import Answer
from api.answering.citations import MARK
from api.answering.worded import Wording
from api.errors import ModelUnreachable
from prompts import say

_PIECE_END = re.compile(r"(?<=\n)|(?<=[가-힣]\. )|(?<=\] )")


@dataclass(frozen=True)
class Event:
    """One event of a streamed answer: its name and its JSON data."""

    name: str
    data: dict[str, Any]


class Reply:
    """An answer that extraction has proved, told as it is or in the words of a language model."""

    def __init__(
        self,
        answer: Answer,
        finish: Callable[[Answer], dict[str, Any]],
        wording: Wording | None = None,
        must_word: bool = False,
    ) -> None:
        """``finish`` keeps the answer as it was told and gives its body."""
        self._answer = answer
        self._finish = finish
        self._wording = wording
        self._must_word = must_word

    def body(self) -> dict[str, Any]:
        """The whole answer; raises ModelUnreachable where a wording was demanded, Overloaded when the model is busy."""
        for event in self.events():
            if event.name == "done":
                return event.data
        raise AssertionError("events end with done")

    def events(self) -> Iterator[Event]:
        """The answer as it is told: each citation before the piece of text that refers to it, the body at the end.

        Nothing is told before it is proved. While a model writes there are events without a name, which say nothing:
        each is a chance to close the iterator, and so the call. Raises as `body` does.
        """
        yield Event("status", {"text": say("status.checking")})
        told = self._answer
        if self._wording:
            yield from self._worded(self._wording)
            told = self._wording.answer
        if told.mode == "extractive":
            if self._wording and self._wording.failed and self._must_word:
                raise ModelUnreachable("언어 모델이 답하지 않았습니다. 모델 서버의 상태를 확인해 주세요.")
            yield from _extracted(told)
        yield Event("done", self._finish(told))

    @staticmethod
    def _worded(wording: Wording) -> Iterator[Event]:
        sent = 0
        for sentence in wording.sentences():
            if not sentence:
                yield Event("", {})
                continue
            for citation in wording.citations[sent:]:
                yield Event("citation", citation.to_json())
            sent = len(wording.citations)
            yield Event("delta", {"text": sentence})


def pieces(text: str) -> list[str]:
    """``text`` cut behind its lines and sentences; the pieces joined are ``text``."""
    return [piece for piece in _PIECE_END.split(text) if piece]


def _extracted(answer: Answer) -> Iterator[Event]:
    sent: set[int] = set()
    for piece in pieces(answer.text):
        for number in (int(mark) for mark in MARK.findall(piece)):
            if number not in sent:
                sent.add(number)
                yield Event("citation", answer.citations[number - 1].to_json())
        yield Event("delta", {"text": piece})
