"""The bundled model and its like: the light path against sentence-transformers, and what is said when it fails."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from retriever.embedding import load_embedder
from retriever.errors import EmbeddingModelDamaged, EmbeddingModelMissing, RetrieverError
from retriever.hub import SentenceTransformerEmbedder
from retriever.static import BUNDLED_MODEL, StaticEmbedder

SENTENCES = [
    "2024년 서울형 강소기업 지원 개선계획 수립 추진",
    "예산은 얼마인가요?",
    "□ 추진배경 ○ 어르신 돌봄서비스 확대 ※ 문의: 복지정책과",
    "",
    "   \n\t ",
    "1,234,567",
    "’21. 4~6월 (3.4.~3.5.), 13,5%",
    "\uf000",
    "\uf000 청년 주거 지원",
    "AI·빅데이터 기반 R&D ㎡ ① Ⅳ",
    "漢字와 한글, émigré, 🚌",
    "???!!! ……",
    "다문화가족 자녀의 학교 적응을 돕는 방과후 교실을 운영한다. " * 400,
]


@pytest.fixture(scope="module")
def bundled() -> StaticEmbedder:
    embedder = load_embedder(None)
    assert isinstance(embedder, StaticEmbedder)
    return embedder


@pytest.fixture
def copied_model(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLED_MODEL, tmp_path / "model"))


def test_light_path_equals_sentence_transformers(bundled: StaticEmbedder) -> None:
    reference = SentenceTransformerEmbedder(str(BUNDLED_MODEL))
    assert reference.dimension == bundled.dimension
    np.testing.assert_allclose(bundled.encode(SENTENCES), reference.encode(SENTENCES), atol=1e-5)
    np.testing.assert_allclose(bundled.embed_query(SENTENCES[1]), reference.embed_query(SENTENCES[1]), atol=1e-5)


def test_rows_are_unit_or_zero_and_in_order(bundled: StaticEmbedder) -> None:
    vectors = bundled.encode(SENTENCES)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(SENTENCES), bundled.dimension)
    assert np.isfinite(vectors).all()
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all(np.isclose(lengths, 1, atol=1e-5) | (lengths == 0))
    for row, sentence in zip(vectors, SENTENCES, strict=True):
        np.testing.assert_allclose(row, bundled.encode([sentence])[0], atol=1e-6)


@pytest.mark.parametrize("text", ["", "   \n\t ", "\uf000", "???!!! ……", "\U00013000\U00013001"])
def test_text_without_known_tokens_is_the_zero_vector(bundled: StaticEmbedder, text: str) -> None:
    assert not bundled.encode([text]).any()


def test_no_texts_give_no_rows(bundled: StaticEmbedder) -> None:
    assert bundled.encode([]).shape == (0, bundled.dimension)
    assert bundled.embed_documents([]) == []


def test_lists_agree_with_arrays(bundled: StaticEmbedder) -> None:
    assert bundled.embed_documents(SENTENCES[:2]) == bundled.encode(SENTENCES[:2]).tolist()
    assert bundled.embed_query(SENTENCES[0]) == bundled.encode(SENTENCES[:1])[0].tolist()


def test_private_use_glyph_changes_nothing(bundled: StaticEmbedder) -> None:
    plain, marked = bundled.encode(["청년 주거 지원", "\uf000 청년 주거 지원"])
    np.testing.assert_allclose(plain, marked, atol=1e-6)


def test_related_passage_is_nearer_than_unrelated(bundled: StaticEmbedder) -> None:
    question = np.asarray(bundled.embed_query("노인들을 위한 돌봄 서비스는 어떤 것이 있나요?"))
    passages = bundled.encode(["혼자 사는 어르신 안부 확인과 방문 요양 지원", "도로 포장 보수와 교량 안전 점검"])
    near, far = passages @ question
    assert near > far


def test_light_path_imports_no_torch() -> None:
    code = (
        "import sys; from retriever.embedding import load_embedder; load_embedder(None).encode(['예산']);"
        "sys.exit(any(name in sys.modules for name in ('torch', 'sentence_transformers', 'transformers')))"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


@pytest.mark.parametrize("name", ["./no/such/model", "~/no-such-model", "/no/such", "a/b/c", "..\\no\\such"])
def test_missing_folder(name: str) -> None:
    with pytest.raises(EmbeddingModelMissing, match="MUNDAP_EMBEDDING") as caught:
        load_embedder(name)
    assert name in str(caught.value)
    assert isinstance(caught.value, RetrieverError)


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors"])
def test_absent_file_is_named(copied_model: Path, name: str) -> None:
    (copied_model / name).unlink()
    with pytest.raises(EmbeddingModelMissing, match=name):
        load_embedder(str(copied_model))


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors"])
def test_truncated_file_is_damage(copied_model: Path, name: str) -> None:
    content = (copied_model / name).read_bytes()
    (copied_model / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(EmbeddingModelDamaged):
        load_embedder(str(copied_model))


def test_fewer_vectors_than_tokens_is_damage(copied_model: Path) -> None:
    from safetensors.numpy import save_file

    save_file({"embedding.weight": np.zeros((3, 4), dtype=np.float32)}, copied_model / "model.safetensors")
    with pytest.raises(EmbeddingModelDamaged):
        load_embedder(str(copied_model))


def test_fingerprint_follows_the_files(bundled: StaticEmbedder, copied_model: Path) -> None:
    copy = load_embedder(str(copied_model))
    assert copy.fingerprint == bundled.fingerprint
    tokenizer = copied_model / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert load_embedder(str(copied_model)).fingerprint != bundled.fingerprint


def test_card_states_the_hashes_of_the_files() -> None:
    card = (BUNDLED_MODEL / "README.md").read_text(encoding="utf-8")
    for name in ("model.safetensors", "tokenizer.json"):
        assert hashlib.sha256((BUNDLED_MODEL / name).read_bytes()).hexdigest() in card


def test_bundled_model_is_small_and_holds_no_pickle() -> None:
    files = [path for path in BUNDLED_MODEL.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 20_000_000
    assert not [path for path in files if path.suffix in {".bin", ".pt", ".pkl", ".npy"}]
    assert json.loads((BUNDLED_MODEL / "modules.json").read_text(encoding="utf-8"))
