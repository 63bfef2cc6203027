"""``python -m eval.rankings``: how well each way of ranking finds what answers, and what the embedding model costs.

Over the shipped facts, or those of a file asked of the index in a home; with ``--pairs`` also over KorQuAD and the
welfare questions. Prints Markdown tables; a benchmark, no verdict.
"""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Annotated

import numpy as np
import typer
from tokenizers import Tokenizer

from api.bootstrap import make_service
from api.live import OpenIndex
from api.settings import read_settings
from eval.dataset import Item, Span, Turn, read_items
from eval.measures import recall
from ingest.passages import Passage
from retriever.benchmarks import measure, read_benchmarks
from retriever.embedding import Embedder, load_embedder
from retriever.morphemes import index_tokens
from retriever.static import BUNDLED_MODEL, StaticEmbedder

_DEPTH = 100
"""Passages of a ranking that are looked at."""
_SEED = 7
"""Of the split that the bundled model was trained on."""
_ROUNDS = 5

Ranking = Callable[[str], Sequence[Passage]]
"""From a question to the ranked passages for it."""


@dataclass(frozen=True, slots=True)
class Rank:
    """How one ranking did on one question."""

    recall_at_1: float
    recall_at_5: float
    reciprocal: float
    """Of the rank at which the first of the evidence is shown; 0 where none is."""


def main(
    items: Annotated[list[Path] | None, typer.Argument(help="facts over the index in --home; the shipped ones")] = None,
    pairs: Annotated[Path | None, typer.Option(help="directory of the .jsonl.xz pair files")] = None,
    home: Annotated[Path | None, typer.Option(help="where the index lives")] = None,
) -> None:
    """Rank for every question by BM25 alone, by vectors alone, by both, and as /v1/search does."""
    settings = read_settings(home)
    embedder = load_embedder(settings.embedding)
    opened = make_service(settings, embedder).index.current()
    if isinstance(embedder, StaticEmbedder):
        _show_cost(opened)
    typer.echo("\n| questions | ranking | R@1 | R@5 | MRR |\n|---|---|---|---|---|")
    for benchmark in read_benchmarks(pairs, _SEED) if pairs else ():
        for name, found in measure(benchmark, embedder).items():
            _show(f"{benchmark.name} ({len(benchmark.gold)})", name, (found.recall_at_1, found.recall_at_5, found.mrr))
    for split in ("dev", "sealed"):
        of_split = [item for item in read_items(items or ()) if item.split == split and _is_ranked(item)]
        for name, ranking in rankings(opened, embedder).items() if of_split else ():
            ranks = [_rank(item.turns[0], ranking(item.question), opened) for item in of_split]
            means = [statistics.mean(values) for values in zip(*map(_figures, ranks), strict=True)]
            _show(f"facts, {split} ({len(ranks)})", name, means)


def rankings(opened: OpenIndex, embedder: Embedder) -> dict[str, Ranking]:
    """The ways of ranking the passages of an index."""
    generation = opened.generation

    def lexical(question: str) -> list[Passage]:
        order = np.argsort(-generation.lexical.scores(index_tokens(question)), kind="stable")
        return [generation.passages[i] for i in order[:_DEPTH]]

    def dense(question: str) -> list[Passage]:
        nearest = generation.dense.nearest(embedder.embed_query(question), _DEPTH, None)
        return [generation.passages[i] for i in nearest]

    return {
        "BM25": lexical,
        "dense": dense,
        "fused": lambda question: [hit.passage for hit in opened.retriever.search(question, limit=_DEPTH)],
        "as searched": lambda question: [e.passage for e in opened.answerer.search(question, _DEPTH)],
    }


def _is_ranked(item: Item) -> bool:
    return len(item.turns) == 1 and bool(item.turns[0].evidence)


def _rank(turn: Turn, passages: Sequence[Passage], opened: OpenIndex) -> Rank:
    spans = [Span(opened.documents[p.document_id].source, p.start, p.end, p.text) for p in passages]
    first = next((rank for rank in range(1, len(spans) + 1) if recall(turn, spans[:rank])), None)
    return Rank(recall(turn, spans[:1]), recall(turn, spans[:5]), 1 / first if first else 0.0)


def _figures(rank: Rank) -> tuple[float, float, float]:
    return rank.recall_at_1, rank.recall_at_5, rank.reciprocal


def _show(questions: str, ranking: str, figures: Sequence[float]) -> None:
    typer.echo(f"| {questions} | {ranking} | {' | '.join(f'{figure:.3f}' for figure in figures)} |")


def _show_cost(opened: OpenIndex) -> None:
    """What the bundled model knows of the indexed passages, and what it takes."""
    texts = [passage.text for passage in opened.generation.passages]
    tokenizer = Tokenizer.from_file(str(BUNDLED_MODEL / "tokenizer.json"))
    unknown = tokenizer.token_to_id("[UNK]")
    pieces = [piece for encoding in tokenizer.encode_batch(texts) for piece in encoding.ids]
    unknown_share = sum(piece == unknown for piece in pieces) / len(pieces)
    load = [_seconds(lambda: StaticEmbedder(BUNDLED_MODEL)) for _ in range(_ROUNDS)]
    embedder = StaticEmbedder(BUNDLED_MODEL)
    encode = [_seconds(lambda: embedder.encode(texts)) for _ in range(_ROUNDS)]
    query = [_seconds(lambda text=text: embedder.embed_query(text)) for text in texts]  # type: ignore[misc]
    typer.echo("\n| bundled model | |\n|---|---|")
    typer.echo(f"| vocabulary | {tokenizer.get_vocab_size():,} pieces |")
    typer.echo(f"| unknown among the pieces of the passages | {unknown_share:.5f} |")
    typer.echo(f"| pieces a passage | {len(pieces) / len(texts):.1f} |")
    typer.echo(f"| loads in | {statistics.median(load):.3f} s |")
    typer.echo(f"| passages a second | {len(texts) / statistics.median(encode):,.0f} |")
    typer.echo(f"| one text alone | {statistics.median(query) * 1000:.3f} ms |")


def _seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


if __name__ == "__main__":
    typer.run(main)
