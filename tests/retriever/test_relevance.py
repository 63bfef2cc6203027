"""The bundled model that reads a question and a passage together."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.passages import Passage
from retriever.errors import RelevanceModelDamaged
from retriever.relevance import RELEVANCE_MODEL, RelevanceModel, as_read, relevance_model

QUESTION = "가람숲 도서관은 어디에 있나요?"
TEXTS = ["위치 : 새솔구 중앙로 12 < 사업개요 < 가람숲 도서관 건립", "소요예산 : 4억원 < 사업개요 < 가람숲 도서관 건립"]


def test_the_passage_that_answers_scores_highest() -> None:
    scores = relevance_model().scores(QUESTION, TEXTS)
    assert scores.shape == (2,)
    assert scores[0] > scores[1]


def test_no_texts_give_no_scores() -> None:
    assert relevance_model().scores(QUESTION, []).shape == (0,)


def test_the_same_question_gets_the_same_scores() -> None:
    np.testing.assert_array_equal(relevance_model().scores(QUESTION, TEXTS), RelevanceModel().scores(QUESTION, TEXTS))


@pytest.mark.parametrize("question", ["", "가람숲 " * 500, "\uf000", "가람숲 도서관" + "?" * 2000])
def test_any_question_is_read(question: str) -> None:
    assert np.isfinite(relevance_model().scores(question, [*TEXTS, "", "가" * 3000])).all()


def _passage(text: str, section: tuple[str, ...]) -> Passage:
    return Passage(
        document_id="d",
        number=0,
        node=1,
        parent=None,
        kind="item",
        sentences=(0,),
        start=0,
        end=len(text),
        text=text,
        section=section,
    )


def test_a_passage_is_read_before_its_headings_the_nearest_first() -> None:
    assert as_read(_passage("위치 : 중앙로", ("가", "나", "다", "라"))) == "위치 : 중앙로 < 라 < 다 < 나"


def test_a_long_passage_or_heading_leaves_room_for_the_others() -> None:
    assert as_read(_passage("가" * 900, ("라", "나" * 900))) == f"{'가' * 300} < {'나' * 60} < 라"


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_broken_or_missing_file_is_damage(tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(RELEVANCE_MODEL, tmp_path / "model"))
    (folder / name).write_bytes((RELEVANCE_MODEL / name).read_bytes()[:2000])
    with pytest.raises(RelevanceModelDamaged, match="다시 설치"):
        RelevanceModel(folder)
    (folder / name).unlink()
    with pytest.raises(RelevanceModelDamaged):
        RelevanceModel(folder)


def test_it_is_small_and_its_card_states_the_hashes() -> None:
    card = (RELEVANCE_MODEL / "README.md").read_text(encoding="utf-8")
    for name in ("model.onnx", "tokenizer.json"):
        assert hashlib.sha256((RELEVANCE_MODEL / name).read_bytes()).hexdigest() in card
    assert sum(path.stat().st_size for path in RELEVANCE_MODEL.iterdir()) <= 30_000_000


def test_reading_imports_no_torch() -> None:
    code = (
        "import sys; from retriever.relevance import relevance_model; relevance_model().scores('예산', ['예산']);"
        "sys.exit(any(name in sys.modules for name in ('torch', 'sentence_transformers', 'transformers')))"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
