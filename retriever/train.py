"""Trains the bundled static embedding model from scratch: `python -m retriever.train --pairs DIR --out DIR`."""

from __future__ import annotations

import argparse
import json
import logging
import random
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import load_file
from safetensors.numpy import save as to_bytes
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss, MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from retriever.static import StaticEmbedder
from retriever.training_pairs import (
    Bag,
    BatchSource,
    Benchmark,
    Corpus,
    TokenisedCorpus,
    make_streams,
    read_benchmarks,
    read_corpora,
)

logger = logging.getLogger("retriever.train")

UNKNOWN = "[UNK]"
FloatArray = npt.NDArray[np.float32]


def learn_tokenizer(texts: Iterable[str], vocabulary: int) -> Tokenizer:
    """Learn a Unigram vocabulary of `vocabulary` pieces over runs of letters and runs of digits.

    Everything else (bullets, punctuation, private-use glyphs) is dropped: it carries no topic. Pieces do not know
    where a word starts, so that a noun has one vector alone, inside a compound and before a particle.
    """
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]+"), behavior="removed"),
            pre_tokenizers.Split(Regex(r"\p{N}+"), behavior="isolated"),
        ]
    )
    trainer = trainers.UnigramTrainer(
        vocab_size=vocabulary, unk_token=UNKNOWN, special_tokens=[UNKNOWN], max_piece_length=8, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    return settled(tokenizer)


def settled(tokenizer: Tokenizer) -> Tokenizer:
    """Give a freshly learnt Unigram vocabulary the same scores and order on every run.

    The trainer sums in hash order, so scores differ in their last digits; and single characters it has to add for
    coverage get the lowest score plus 0.0001 for each one before it, in hash order too.
    """
    unknown, *learnt = json.loads(tokenizer.to_str())["model"]["vocab"]
    lowest = min(score for _, score in learnt)
    pieces = [(p, round(lowest if len(p) == 1 and score < lowest + 0.5 else score, 3)) for p, score in learnt]
    pieces.sort(key=lambda item: (-item[1], item[0]))
    tokenizer.model = models.Unigram([tuple(unknown), *pieces], unk_id=0, byte_fallback=False)
    return tokenizer


def vocabulary_texts(corpora: Sequence[Corpus], limit: int, seed: int) -> list[str]:
    """Sample at most `limit` heads and bodies of each corpus to learn the vocabulary from."""
    rng = random.Random(seed)
    texts: list[str] = []
    for corpus in corpora:
        chosen = rng.sample(range(len(corpus.heads)), min(limit, len(corpus.heads)))
        texts.extend(f"{corpus.heads[i]}\n{corpus.bodies[i]}" for i in chosen)
    return texts


def initial_weights(corpora: Sequence[TokenisedCorpus], size: int, dimension: int, seed: int) -> FloatArray:
    """Random directions with rare pieces longer than frequent ones: (size, dimension), a bag-of-words start."""
    counts = np.ones(size)
    for corpus in corpora:
        counts += np.bincount(corpus.lines.flat, minlength=size) + np.bincount(corpus.heads.flat, minlength=size)
    share = counts / counts.sum()
    scale = 1e-3 / (1e-3 + share)
    rows = np.random.default_rng(seed).standard_normal((size, dimension)) * scale[:, None]
    return np.asarray(rows, dtype=np.float32)


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


def measure(model: StaticEmbedder, benchmarks: Sequence[Benchmark]) -> dict[str, dict[str, float]]:
    """Recall at 1 and 5 of the gold passage by cosine alone, for each benchmark."""
    scores: dict[str, dict[str, float]] = {}
    for bench in benchmarks:
        similarity = model.encode(bench.questions) @ model.encode(bench.passages).T
        gold = np.asarray(bench.gold)
        rank = (similarity > similarity[np.arange(len(gold)), gold][:, None]).sum(axis=1)
        scores[bench.name] = {
            "questions": len(gold),
            "passages": len(bench.passages),
            "recall_at_1": round(float((rank < 1).mean()), 3),
            "recall_at_5": round(float((rank < 5).mean()), 3),
        }
    return scores


def train(args: argparse.Namespace) -> dict[str, object]:
    """Train, save and measure one model as the command line asks; return what is printed."""
    began = time.monotonic()
    torch.manual_seed(args.seed)
    benchmarks = read_benchmarks(args.pairs, args.seed)
    held_out = {bench.passages[i] for bench in benchmarks for i in bench.gold}
    corpora = read_corpora(args.pairs, held_out)
    logger.info("read %d pairs; learning the vocabulary", sum(len(c.heads) for c in corpora))
    tokenizer = learn_tokenizer(vocabulary_texts(corpora, args.vocabulary_texts, args.seed), args.vocabulary)
    logger.info("vocabulary of %d pieces after %.0f s", tokenizer.get_vocab_size(), time.monotonic() - began)
    tokenised = [TokenisedCorpus(corpus, tokenizer) for corpus in corpora]
    logger.info("tokenised after %.0f s", time.monotonic() - began)
    weights = initial_weights(tokenised, tokenizer.get_vocab_size(), args.dimension, args.seed)
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu")
    source = BatchSource(make_streams(tokenised), tokenizer, args.batch_size, args.seed)
    dimensions = sorted({args.dimension, *(d for d in (256, 128, 64) if d < args.dimension)}, reverse=True)
    fit(model, source, args.steps, args.rate, dimensions)
    with torch.no_grad():  # a piece never seen in training says nothing: unknown text becomes the zero vector
        model[0].embedding.weight[tokenizer.token_to_id(UNKNOWN)] = 0.0
    save(model, args.out)
    return {
        "seconds": round(time.monotonic() - began),
        "vocabulary": tokenizer.get_vocab_size(),
        "scores": measure(StaticEmbedder(args.out), benchmarks),
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Command line: trains by default; with --measure only scores the model already in --out."""
    parser = argparse.ArgumentParser(prog="python -m retriever.train", description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True, help="directory of the .jsonl.xz pair files")
    parser.add_argument("--out", type=Path, required=True, help="directory of the model")
    parser.add_argument("--measure", action="store_true", help="train nothing, score the model in --out")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--steps", type=int, default=1600)
    parser.add_argument("--batch-size", type=int, default=1024)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--vocabulary", type=int, default=32000)
    parser.add_argument("--vocabulary-texts", type=int, default=20000, help="most texts of each corpus to learn from")
    parser.add_argument("--dimension", type=int, default=384)
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    if args.measure:
        scores = measure(StaticEmbedder(args.out), read_benchmarks(args.pairs, args.seed))
        result: dict[str, object] = {"scores": scores}
    else:
        result = train(args)
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
