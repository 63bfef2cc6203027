"""Reads the training corpora and draws batches of (query, passage) token bags from them."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from retriever.training.leaks import Leaks

IntArray = npt.NDArray[np.int64]
Bag = IntArray  # token ids of one text, order ignored by the model
Pair = tuple[Bag, Bag]

MAX_PASSAGE_TOKENS = 256
MIN_LINE_TOKENS = 4
TOKEN_DROP = 0.1
TAIL_SHARE = 0.3
KEEP_LINE_SHARE = 0.3

# Titles are statements but users ask: these endings teach the model that asking words carry no topic.
QUESTION_TAILS = (
    "은 무엇인가요?", "는 무엇인가요?", "이란 무엇인가?", "에 대해 알려줘", "에 대해 알려 주세요", "에 대해 설명해줘",
    "현황은 어떻게 되나요?", "계획은?", "계획이 어떻게 되나요?", "추진 방향은 무엇인가요?", "내용을 요약해줘",
    "주요 내용은?", "언제 하나요?", "언제까지인가요?", "어디에서 하나요?", "누가 담당하나요?", "왜 추진하나요?",
    "예산은 얼마인가요?", "규모는 얼마나 되나요?", "몇 명인가요?", "몇 개소인가요?", "어떤 것이 있나요?",
    "어떻게 진행되고 있나요?", "어떻게 신청하나요?", "지원 대상은 누구인가요?", "실적이 궁금합니다", "찾아줘",
    "관련 내용이 있나요?", "목표는 무엇인가요?", "문제점은 무엇인가요?", "효과는?", "어느 부서에서 하나요?",
)  # fmt: skip
_BOILERPLATE = re.compile(r"^(## 출처|- 정책브리핑 보도자료 API)$")


@dataclass(frozen=True)
class Corpus:
    """Records of one file: `heads[i]` (title or question) belongs to `bodies[i]` (passage of one or more lines)."""

    name: str
    heads: list[str]
    bodies: list[str]


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the objects of one `.jsonl.xz` file; OSError or json.JSONDecodeError if it cannot be read."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_corpora(directory: Path, leaks: Leaks) -> list[Corpus]:
    """Read every training corpus of `directory`, leaving out the pairs that say what a benchmark says."""
    files = (
        ("press", "press_title_body", "title", "body"),
        ("law", "law_guide_title_passage", "title", "passage"),
        ("welfare", "welfare_question_passage", "question", "passage"),
        ("boolq", "boolq_question_passage", "question", "passage"),
        ("paraphrase", "paraphrase", "a", "b"),
        ("nli", "nli", "a", "b"),
    )
    corpora = []
    for name, stem, head, body in files:
        rows = read_rows(directory / f"{stem}.jsonl.xz")
        kept = [
            row
            for row in rows
            if row.get("label", "entailment") == "entailment" and not leaks.among([row[head], row[body]])
        ]
        corpora.append(Corpus(name, [r[head] for r in kept], [r[body] for r in kept]))
    return corpora


def body_lines(head: str, body: str) -> list[str]:
    """Split a body into its non-blank lines, without source notes and copies of the title."""
    lines = (line.strip() for line in body.splitlines())
    # A title repeated as the first line would make the title-to-body pair trivial.
    kept = [line for line in lines if line and line != head.strip() and not _BOILERPLATE.match(line)]
    return kept or [body.strip()]


class TokenTable:
    """Token ids of many texts in one flat array; text i is `flat[starts[i]:starts[i + 1]]`."""

    def __init__(self, tokenizer: Tokenizer, texts: Sequence[str], chunk: int = 20000) -> None:
        ids: list[IntArray] = []
        sizes: list[int] = []
        for first in range(0, len(texts), chunk):
            for encoding in tokenizer.encode_batch_fast(texts[first : first + chunk], add_special_tokens=False):
                ids.append(np.asarray(encoding.ids, dtype=np.int64))
                sizes.append(len(encoding.ids))
        self.flat: IntArray = np.concatenate(ids) if ids else np.zeros(0, dtype=np.int64)
        self.starts: IntArray = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    def bag(self, first: int, last: int | None = None) -> Bag:
        """Ids of text `first`, or of the texts `first` to `last` exclusive."""
        return self.flat[self.starts[first] : self.starts[first + 1 if last is None else last]]


class TokenisedCorpus:
    """A corpus as token bags: one table of heads, one of body lines, and the records grouped by passage or title."""

    def __init__(self, corpus: Corpus, tokenizer: Tokenizer) -> None:
        self.name = corpus.name
        lines = [body_lines(h, b) for h, b in zip(corpus.heads, corpus.bodies, strict=True)]
        self.heads = TokenTable(tokenizer, corpus.heads)
        self.lines = TokenTable(tokenizer, [line for record in lines for line in record])
        self.first_line: IntArray = np.concatenate([[0], np.cumsum([len(r) for r in lines])]).astype(np.int64)
        self.groups = _groups(corpus)

    def draw(self, rng: np.random.Generator, size: int) -> list[int]:
        """Draw up to `size` records, no two of the same group: those would be false negatives of each other."""
        chosen = rng.permutation(len(self.groups))[:size]
        return [int(rng.choice(self.groups[i])) if len(self.groups[i]) > 1 else self.groups[i][0] for i in chosen]


def _groups(corpus: Corpus) -> list[list[int]]:
    # Many questions ask about one passage, many guide sections stand under one title.
    key_of = corpus.bodies if corpus.name in ("welfare", "boolq") else corpus.heads
    groups: dict[str, list[int]] = {}
    for record, key in enumerate(key_of):
        groups.setdefault(key, []).append(record)
    return list(groups.values())


def head_to_span(corpus: TokenisedCorpus, record: int, rng: np.random.Generator) -> Pair:
    """Pair a title with a run of lines of its body, from one bullet to the clipped whole."""
    first, last = int(corpus.first_line[record]), int(corpus.first_line[record + 1])
    begin = int(rng.integers(first, last))
    limit = int(rng.integers(8, MAX_PASSAGE_TOKENS + 1))
    if rng.random() < 0.5:
        begin = first
    end = int(np.searchsorted(corpus.lines.starts, corpus.lines.starts[begin] + limit, side="right")) - 1
    return corpus.heads.bag(record), corpus.lines.bag(begin, min(max(end, begin + 1), last))[:MAX_PASSAGE_TOKENS]


def head_to_body(corpus: TokenisedCorpus, record: int, rng: np.random.Generator) -> Pair:
    """Pair a question with its passage; a passage over the limit is clipped to a window of it."""
    body = corpus.lines.bag(int(corpus.first_line[record]), int(corpus.first_line[record + 1]))
    spare = max(len(body) - 2 * MAX_PASSAGE_TOKENS, 0)
    begin = int(rng.integers(0, spare + 1)) if spare and rng.random() < 0.5 else 0
    return corpus.heads.bag(record), body[begin : begin + 2 * MAX_PASSAGE_TOKENS]


def line_to_context(corpus: TokenisedCorpus, record: int, rng: np.random.Generator) -> Pair:
    """Pair one bullet with the lines around it (mostly without itself) and the title above it."""
    first, last = int(corpus.first_line[record]), int(corpus.first_line[record + 1])
    line = int(rng.integers(first, last))
    bag = corpus.lines.bag(line)
    if last - first < 2 or len(bag) < MIN_LINE_TOKENS:
        return head_to_span(corpus, record, rng)
    begin, end = max(line - 2, first), min(line + 4, last)
    parts = [corpus.lines.bag(begin, line), corpus.lines.bag(line + 1, end)]
    if rng.random() < KEEP_LINE_SHARE:
        parts.append(bag)
    if rng.random() < 0.5 or not sum(map(len, parts)):
        parts.append(corpus.heads.bag(record))
    return bag, np.concatenate(parts)[:MAX_PASSAGE_TOKENS]


View = Callable[[TokenisedCorpus, int, np.random.Generator], Pair]


class Stream(Protocol):
    """Where pairs of one kind come from; in-batch negatives are then of the same kind as the positives."""

    share: float
    """Of all batches."""

    def draw(self, rng: np.random.Generator, size: int) -> tuple[list[Bag], list[Bag]]:
        """The queries and the passages of one batch of at most ``size`` pairs, aligned."""
        ...


class Pairs:
    """Pairs drawn from ``corpus`` by ``view``; with ``tails``, some queries get the ending of a question."""

    def __init__(self, corpus: TokenisedCorpus, view: View, share: float, tails: TokenTable | None = None) -> None:
        self.share = share
        self._corpus = corpus
        self._view = view
        self._tails = tails

    def draw(self, rng: np.random.Generator, size: int) -> tuple[list[Bag], list[Bag]]:
        """One pair of each of up to ``size`` records."""
        pairs = [self._view(self._corpus, record, rng) for record in self._corpus.draw(rng, size)]
        return [self._with_tail(query, rng) for query, _ in pairs], [passage for _, passage in pairs]

    def _with_tail(self, query: Bag, rng: np.random.Generator) -> Bag:
        if self._tails is None or rng.random() >= TAIL_SHARE:
            return query
        return np.concatenate([query, self._tails.bag(int(rng.integers(len(QUESTION_TAILS))))])


def pair_streams(corpora: Sequence[TokenisedCorpus], tokenizer: Tokenizer) -> list[Stream]:
    """The mixture: mostly the register of reports, then natural questions, then paraphrases."""
    by_name = {corpus.name: corpus for corpus in corpora}
    tails = TokenTable(tokenizer, QUESTION_TAILS)
    return [
        Pairs(by_name["press"], head_to_span, 0.38, tails),
        Pairs(by_name["press"], line_to_context, 0.20),
        Pairs(by_name["law"], head_to_span, 0.08, tails),
        Pairs(by_name["law"], line_to_context, 0.05),
        Pairs(by_name["welfare"], head_to_body, 0.12),
        Pairs(by_name["boolq"], head_to_body, 0.11),
        Pairs(by_name["paraphrase"], head_to_body, 0.04),
        Pairs(by_name["nli"], head_to_body, 0.02),
    ]


class BatchSource:
    """Draws batches, each from one stream, and drops a token here and there from the queries."""

    def __init__(self, streams: Sequence[Stream], batch_size: int, seed: int) -> None:
        self._streams = list(streams)
        self._shares = np.asarray([s.share for s in streams]) / sum(s.share for s in streams)
        self._batch_size = batch_size
        self._rng = np.random.default_rng(seed)

    def next(self) -> tuple[list[Bag], list[Bag]]:
        """Return the queries and the passages of one batch, aligned."""
        stream = self._streams[int(self._rng.choice(len(self._streams), p=self._shares))]
        queries, passages = stream.draw(self._rng, self._batch_size)
        return [self._thinned(query) for query in queries], passages

    def _thinned(self, query: Bag) -> Bag:
        return query[self._rng.random(len(query)) >= TOKEN_DROP] if len(query) > MIN_LINE_TOKENS else query
