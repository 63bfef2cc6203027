"""Models of sentence-transformers by folder and by hub name: what loads, what is said when nothing does."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from retriever.embedding import load_embedder
from retriever.errors import EmbeddingModelDamaged, EmbeddingModelMissing, RerankerDamaged, RerankerMissing
from retriever.hub import SentenceTransformerEmbedder
from retriever.model_names import is_on_hub
from retriever.reranking import load_reranker
from retriever.static import StaticEmbedder

ROOT = Path(__file__).resolve().parents[2]
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def test_saved_static_model_takes_the_light_path(tmp_path: Path, save_static: Callable[..., Path]) -> None:
    folder = save_static(tmp_path / "static")
    embedder = load_embedder(str(folder))
    assert isinstance(embedder, StaticEmbedder)
    reference = SentenceTransformerEmbedder(str(folder))
    texts = ["청년 지원", "예산", "", "모르는 말"]
    np.testing.assert_allclose(embedder.encode(texts), reference.encode(texts), atol=1e-6)


def test_prompts_of_a_model_are_used(tmp_path: Path, save_static: Callable[..., Path]) -> None:
    embedder = load_embedder(str(save_static(tmp_path / "prompted", {"query": "예산 ", "document": ""})))
    assert isinstance(embedder, SentenceTransformerEmbedder)
    np.testing.assert_allclose(embedder.embed_query("청년"), embedder.encode(["예산 청년"])[0], atol=1e-6)


def test_a_transformer_gives_unit_rows(tiny_transformer: Path) -> None:
    embedder = load_embedder(str(tiny_transformer))
    assert isinstance(embedder, SentenceTransformerEmbedder)
    vectors = embedder.encode(["청년 지원", "예산"])
    assert vectors.shape == (2, embedder.dimension) == (2, 16)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert embedder.encode([]).shape == (0, 16)
    assert embedder.embed_query("청년 지원") == pytest.approx(vectors[0].tolist(), abs=1e-5)


def test_an_e5_without_prompts_gets_those_of_its_card(tmp_path: Path, tiny_transformer: Path) -> None:
    plain = load_embedder(str(tiny_transformer))
    e5 = load_embedder(str(shutil.copytree(tiny_transformer, tmp_path / "multilingual-e5-tiny")))
    np.testing.assert_allclose(e5.embed_query("청년"), plain.encode(["query: 청년"])[0], atol=1e-5)
    np.testing.assert_allclose(e5.encode(["청년"]), plain.encode(["passage: 청년"]), atol=1e-5)
    assert e5.fingerprint != plain.fingerprint


@pytest.mark.parametrize("name", ["e5-mistral-7b-instruct", "multilingual-e5-large-instruct", "base5"])
def test_other_models_get_no_prompts_of_e5(name: str, tmp_path: Path, tiny_transformer: Path) -> None:
    other = load_embedder(str(shutil.copytree(tiny_transformer, tmp_path / name)))
    np.testing.assert_allclose(other.embed_query("청년"), load_embedder(str(tiny_transformer)).embed_query("청년"))


def test_a_folders_own_prompts_are_kept_for_an_e5(tmp_path: Path, tiny_transformer: Path) -> None:
    folder = Path(shutil.copytree(tiny_transformer, tmp_path / "ko-e5"))
    settings = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    settings["prompts"] = {"query": "예산 ", "document": ""}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(settings), encoding="utf-8")
    embedder = load_embedder(str(folder))
    np.testing.assert_allclose(embedder.embed_query("청년"), embedder.encode(["예산 청년"])[0], atol=1e-5)


def in_a_cache_of_the_hub(model: Path, cache: Path, name: str) -> None:
    """Lay a model down as the hub's own client would have done on downloading it."""
    folder = cache / f"models--{name.replace('/', '--')}"
    (folder / "refs").mkdir(parents=True)
    (folder / "refs" / "main").write_text(COMMIT)
    shutil.copytree(model, folder / "snapshots" / COMMIT)


def test_a_model_of_the_hub_is_loaded_by_name_and_by_revision(tmp_path: Path, tiny_transformer: Path) -> None:
    in_a_cache_of_the_hub(tiny_transformer, tmp_path / "hub", "owner/tiny-e5")
    code = (
        "from retriever.embedding import load_embedder; import json\n"
        f"models = [load_embedder(name) for name in ('owner/tiny-e5', 'owner/tiny-e5@{COMMIT}')]\n"
        "print(json.dumps([[m.embed_query('청년'), m.fingerprint] for m in models]))"
    )
    environment = {**os.environ, "HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1"}
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True)
    (latest, one), (pinned, other) = json.loads(run.stdout)
    wanted = load_embedder(str(tiny_transformer)).encode(["query: 청년"])[0]
    np.testing.assert_allclose([latest, pinned], [wanted, wanted], atol=1e-5)
    assert one != other, "the revision is part of the fingerprint"


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("name", ["nobody/no-such-model", "nobody/no-such-model@v2"])
def test_a_hub_name_that_cannot_be_loaded_is_named(name: str) -> None:
    with pytest.raises(EmbeddingModelMissing, match=f"{name}.*MUNDAP_EMBEDDING"):
        load_embedder(name)
    with pytest.raises(RerankerMissing, match=f"{name}.*MUNDAP_RERANKER"):
        load_reranker(name)


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)


def test_a_folder_without_a_model_is_damage(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelDamaged):
        load_embedder(str(tmp_path))
    with pytest.raises(RerankerDamaged, match="MUNDAP_RERANKER"):
        load_reranker(str(tmp_path))


@pytest.mark.parametrize("name", ["./no/such/model", "~/no-such-model", "a/b/c"])
def test_a_path_is_not_taken_for_a_hub_name(name: str) -> None:
    assert not is_on_hub(name)
    with pytest.raises(RerankerMissing, match="폴더"):
        load_reranker(name)


@pytest.mark.parametrize(("name", "hub"), [("", False), (".", False), ("model", True), ("owner/model@v1.0", True)])
def test_what_a_hub_is_asked_for(name: str, hub: bool) -> None:
    assert is_on_hub(name) is hub


def test_no_reranker_is_named_by_nothing() -> None:
    assert load_reranker("") is None


def test_a_reranker_reads_question_and_text_together(tiny_cross_encoders: Callable[[int], Path]) -> None:
    reranker = load_reranker(str(tiny_cross_encoders(1)))
    assert reranker is not None
    scores = reranker.scores("청년 예산", ["청년 지원", "예산"])
    assert scores.shape == (2,)
    assert scores.dtype == np.float32
    assert scores[0] != scores[1]
    np.testing.assert_allclose(reranker.scores("청년 예산", ["예산"]), scores[1:], atol=1e-5)
    assert abs(reranker.scores("지원", ["예산"])[0] - scores[1]) > 1e-7, "the question counts"


def test_a_classifier_is_no_reranker(tiny_cross_encoders: Callable[[int], Path]) -> None:
    with pytest.raises(RerankerDamaged, match="점수 하나"):
        load_reranker(str(tiny_cross_encoders(3)))


def test_the_fingerprint_of_a_folder_follows_its_files(tmp_path: Path, tiny_transformer: Path) -> None:
    copy = Path(shutil.copytree(tiny_transformer, tmp_path / "copy"))
    before = load_embedder(str(copy)).fingerprint
    assert before == load_embedder(str(tiny_transformer)).fingerprint
    tokenizer = copy / "tokenizer.json"
    tokenizer.write_text(tokenizer.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert load_embedder(str(copy)).fingerprint != before
