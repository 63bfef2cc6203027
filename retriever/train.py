"""Trains the bundled static embedding model from scratch: `python -m retriever.train --pairs DIR --out DIR`."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from safetensors.numpy import save as to_bytes
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss, MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding

from retriever.benchmarks import measure, read_benchmarks
from retriever.static import StaticEmbedder
from retriever.training.leaks import Leaks
from retriever.training.pairs import Bag, BatchSource, TokenisedCorpus, pair_streams, read_corpora
from retriever.training.questions import AskedBullets
from retriever.training.start import initial_weights
from retriever.training.vocabulary import UNKNOWN, learn_tokenizer, vocabulary_texts

logger = logging.getLogger("retriever.train")

ASKED_OF = ("press", "law")
"""The corpora whose bullets questions are made for."""
ASKED_SHARE = 0.15
"""Of all batches."""


def features(bags: Sequence[Bag]) -> dict[str, torch.Tensor]:
    """Inputs of StaticEmbedding for `bags`: flat ids and the offset of each bag."""
    offsets = np.cumsum([0] + [len(bag) for bag in bags[:-1]])
    return {"input_ids": torch.from_numpy(np.concatenate(bags)), "offsets": torch.from_numpy(offsets)}


def fit(model: SentenceTransformer, source: BatchSource, steps: int, rate: float, dimensions: Sequence[int]) -> None:
    """Run `steps` contrastive steps; a plain loop, because on two cores the Trainer takes twice as long."""
    ranking = MultipleNegativesRankingLoss(
        model, scale=20.0, directions=("query_to_doc", "doc_to_query"), partition_mode="per_direction"
    )
    loss_of = MatryoshkaLoss(model, ranking, list(dimensions))
    optimizer = torch.optim.Adam(model.parameters(), lr=rate, fused=True)
    warmup = max(steps // 20, 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warmup, (steps - step) / (steps - warmup + 1))
    )
    no_labels = torch.empty(0)
    losses: list[float] = []
    began = time.monotonic()
    for step in range(1, steps + 1):
        queries, passages = source.next()
        loss = loss_of([features(queries), features(passages)], no_labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if step % 100 == 0 or step == steps:
            recent = float(np.mean(losses[-100:]))
            logger.info("step %d/%d  loss %.3f  %.0f s", step, steps, recent, time.monotonic() - began)


def save(model: SentenceTransformer, out: Path) -> None:
    """Save with sentence-transformers, then store the weights as int8 with one float32 scale a row.

    StaticEmbedding.load multiplies `embeddings` by `weights` back into float32, so any sentence-transformers 6
    reads the file; it takes a quarter of the room.
    """
    model.save(str(out), create_model_card=False)
    path = out / "model.safetensors"
    rows = load_file(path)["embedding.weight"]
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-12).astype(np.float32) / np.float32(127)
    path.unlink()  # a fresh file takes the usual permissions, the one saved above is readable by its owner alone
    path.write_bytes(to_bytes({"embeddings": np.rint(rows / scales[:, None]).astype(np.int8), "weights": scales}))


def train(args: argparse.Namespace) -> None:
    """Train and save one model as the command line asks."""
    began = time.monotonic()
    torch.manual_seed(args.seed)
    leaks = Leaks(text for benchmark in read_benchmarks(args.pairs, args.seed) for text in benchmark.texts)
    corpora = read_corpora(args.pairs, leaks)
    logger.info("read %d pairs after %.0f s", sum(len(c.heads) for c in corpora), time.monotonic() - began)
    tokenizer = learn_tokenizer(vocabulary_texts(corpora, args.vocabulary_texts, args.seed), args.vocabulary)
    logger.info("vocabulary of %d pieces after %.0f s", tokenizer.get_vocab_size(), time.monotonic() - began)
    tokenised = [TokenisedCorpus(corpus, tokenizer) for corpus in corpora]
    weights = initial_weights(tokenised, tokenizer.get_vocab_size(), args.dimension, args.seed)
    logger.info("first vectors after %.0f s", time.monotonic() - began)
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu")
    asked = AskedBullets([c for c in corpora if c.name in ASKED_OF], tokenizer, ASKED_SHARE)
    source = BatchSource([*pair_streams(tokenised, tokenizer), asked], args.batch_size, args.seed)
    dimensions = sorted({args.dimension, *(d for d in (256, 128, 64) if d < args.dimension)}, reverse=True)
    fit(model, source, args.steps, args.rate, dimensions)
    with torch.no_grad():  # a piece never seen in training says nothing: unknown text becomes the zero vector
        model[0].embedding.weight[tokenizer.token_to_id(UNKNOWN)] = 0.0
    save(model, args.out)
    logger.info("saved after %.0f s", time.monotonic() - began)


def show_scores(args: argparse.Namespace) -> None:
    """Print how well the model in --out finds the passages of the benchmarks, alone and beside BM25."""
    embedder = StaticEmbedder(args.out)
    for benchmark in read_benchmarks(args.pairs, args.seed):
        for ranking, found in measure(benchmark, embedder).items():
            row = {"benchmark": benchmark.name, "ranking": ranking, **asdict(found)}
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Command line: trains by default; with --measure only scores the model already in --out."""
    parser = argparse.ArgumentParser(prog="python -m retriever.train", description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True, help="directory of the .jsonl.xz pair files")
    parser.add_argument("--out", type=Path, required=True, help="directory of the model")
    parser.add_argument("--measure", action="store_true", help="train nothing, score the model in --out")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--steps", type=int, default=1600)
    parser.add_argument("--batch-size", type=int, default=1024)
    parser.add_argument("--rate", type=float, default=0.04)
    parser.add_argument("--vocabulary", type=int, default=32000)
    parser.add_argument("--vocabulary-texts", type=int, default=8000, help="most texts of each corpus to learn from")
    parser.add_argument("--dimension", type=int, default=512)
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    if not args.measure:
        train(args)
    show_scores(args)
    return 0


if __name__ == "__main__":
    sys.exit(main())
