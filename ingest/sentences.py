"""A block's sentences, as spans; the only importer of kss.

kss 6 is called on one joined block at a time with the mecab backend and no worker processes: its default backend
miscounts under numpy 2, and its default pool forks on every call. Dates are masked before and the original is cut
afterwards, so a quote is always verbatim: kss takes the apostrophe of ``’21. 4.`` for a closing quotation mark.
"""

import logging
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.errors import SplitMismatch
from ingest.outline import Outline

_YEAR_APOSTROPHE = re.compile(r"[’‘'`´](?=\d{2})")
_DIGIT_PERIOD = re.compile(r"(?<=\d)\.(?=\s*[\d~～∼)）,]|\s*\(|\s*$)")
_PRIVATE_GLYPH = re.compile("[\ue000-\uf8ff]")
_UNSEEN = "\u200b"  # stands for every format character in a masked block: kss drops them, so it never gets one

_ENDED = re.compile(
    r"(?:[^\w\s]|[다까죠]|[세에예어아해와워]요|시오|(?<=[가-힣])(?<!포)함|됨|"
    r"(?<!쉬)[았었였했됐겠있없많높낮렸졌쳤]음|(?:계획|예정|중|것)임)$"
)
"""What a sentence of a report ends with: a mark, or an ending that hardly any noun has; 쉬었음 is what the idle are."""
_MAX_CHUNK = 4000

Splitter = Callable[[str], list[str]]
"""Cuts one block into its sentences, dropping nothing but white space."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of the canonical text that reads as one sentence, bullet or table row."""

    number: int
    node: int
    start: int
    end: int


def read_sentences(outline: Outline, split: Splitter | None = None) -> list[Sentence]:
    """The sentences of every node in the order of the text; ``split`` is kss unless a test gives another.

    Raises SplitMismatch when the splitter changed a character.
    """
    split = split or split_with_kss
    sentences: list[Sentence] = []
    for node in outline.nodes:
        for low, high in _chunks(outline.text, node.start, node.end):
            for start, end in _spans(outline.text, low, high, split):
                sentences.append(Sentence(len(sentences), node.number, start, end))
    return sentences


def split_with_kss(block: str) -> list[str]:
    """The sentences of one block as kss cuts them, stripped of white space at their ends."""
    pieces: Sequence[str] = _kss()(block, backend="mecab", num_workers=1)
    return list(pieces)


@cache
def _kss() -> Callable[..., list[str]]:
    handlers = logging.getLogger().handlers[:]
    # 7 to 11 s and 340 MB: paid by indexing, never by a process that only answers.
    from kss import split_sentences

    logging.getLogger().handlers = handlers  # importing kss takes the root logger for itself
    return split_sentences  # type: ignore[no-any-return]


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """``[start, end)`` in pieces that kss can take: it needs more than twice the time for twice the text."""
    while end - start > _MAX_CHUNK:
        space = text.rfind(" ", start + 1, start + _MAX_CHUNK)
        stop = space if space > start else start + _MAX_CHUNK
        yield start, stop
        start = stop
    yield start, end


def _spans(text: str, start: int, end: int, split: Splitter) -> Iterator[tuple[int, int]]:
    """The spans of the sentences between ``start`` and ``end``."""
    masked = _masked(text[start:end])
    at = 0
    for letters in _pieces(split, masked.replace(_UNSEEN, "")):
        at = _skipped(masked, at)
        stop = _matched(masked, at, letters)
        yield start + at, start + stop
        at = stop
    if _skipped(masked, at) < len(masked):
        raise SplitMismatch(_mismatch(masked[at:]))


def _pieces(split: Splitter, block: str) -> list[str]:
    """The sentences ``split`` finds, without one that would start with the bracket that explains the last, or go on
    behind a word that only looks like an ending, as 돌봄 does to kss.
    """
    pieces: list[str] = []
    for piece in (p.strip() for p in split(block)):
        if pieces and _goes_on(pieces[-1], piece):
            pieces[-1] += " " + piece
        elif piece:
            pieces.append(piece)
    return pieces


def _goes_on(before: str, piece: str) -> bool:
    """Whether a piece is of the sentence before it."""
    return piece.startswith(("(", "（")) or (piece[:1].isalnum() and _ENDED.search(before) is None)


def _masked(block: str) -> str:
    """``block`` with dates, glyphs and line ends replaced by harmless characters, one for one."""
    dated = _DIGIT_PERIOD.sub("_", _YEAR_APOSTROPHE.sub("0", block))
    plain = _PRIVATE_GLYPH.sub("□", dated).replace("\n", " ")
    return "".join(_UNSEEN if unicodedata.category(c) == "Cf" else c for c in plain)


def _skipped(masked: str, at: int) -> int:
    """The first place from ``at`` on that is neither white space nor unseen."""
    while at < len(masked) and (masked[at].isspace() or masked[at] == _UNSEEN):
        at += 1
    return at


def _matched(masked: str, at: int, letters: str) -> int:
    """The end of ``letters`` in ``masked`` from ``at``, whatever the white space between."""
    for letter in letters:
        if letter.isspace():
            continue
        at = _skipped(masked, at)
        if masked[at : at + 1] != letter:
            raise SplitMismatch(_mismatch(letters))
        at += 1
    return at


def _mismatch(letters: str) -> str:
    return f"문장 나누기가 원문과 어긋났습니다: “{letters[:40]}”. constraints.txt의 kss를 다시 설치해 주세요."
