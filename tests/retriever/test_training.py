"""Training the bundled model: what it learns its words and pairs from, and that the same seed gives the same model."""

import hashlib
import json
import lzma
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from retriever import train
from retriever.benchmarks import Benchmark, found, measure, read_benchmarks
from retriever.embedding import load_embedder
from retriever.morphemes import surfaces
from retriever.training.leaks import Leaks
from retriever.training.pairs import BatchSource, Corpus, TokenisedCorpus, pair_streams, read_corpora
from retriever.training.questions import AskedBullets
from retriever.training.start import initial_weights
from retriever.training.vocabulary import UNKNOWN, learn_tokenizer

PLACES = ["가람", "새솔", "한빛", "노을", "물빛", "꽃길", "해든", "달빛", "바다", "구름"]
THINGS = ["도서관", "체육관", "공원", "시장", "박물관", "텃밭", "놀이터", "보육실"]


def name(number: int) -> str:
    return f"{PLACES[number % 10]} {THINGS[number // 10 % 8]} {number}"


def body(number: int) -> str:
    return "\n".join(
        [
            f"□ {name(number)}을 새로 열어 주민이 함께 쓰는 공간을 넓힌다.",
            f"○ 위치 : {name(number)} 앞 중앙로 {number}",
            f"○ 소요예산 : {number * 10}백만원",
            f"○ 이용자가 {number}명 늘어 만족도가 높아졌다.",
        ]
    )


def write(folder: Path, stem: str, rows: Sequence[dict[str, str]]) -> None:
    with lzma.open(folder / f"{stem}.jsonl.xz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small files of invented pairs in the form of the real ones."""
    folder = tmp_path_factory.mktemp("pairs")
    numbers = range(1, 81)
    write(folder, "press_title_body", [{"title": f"{name(i)} 개관", "body": body(i)} for i in numbers])
    write(folder, "law_guide_title_passage", [{"title": f"{name(i)} 안내", "passage": body(i)} for i in numbers])
    asked = [(i, {"question": f"{name(i)}은 어디 있나요?", "passage": body(i)}) for i in range(101, 181)]
    write(folder, "welfare_question_passage", [row for _, row in asked])
    write(folder, "boolq_question_passage", [{"question": f"{name(i)}은 넓나요?", "passage": body(i)} for i in numbers])
    korquad = [{"question": f"{name(i)}의 예산은?", "passage": body(i), "answer": "1"} for i in range(201, 281)]
    write(folder, "korquad_dev_question_passage", korquad)
    same = [{"a": f"{name(i)}을 연다", "b": f"{name(i)} 개관", "label": "entailment"} for i in numbers]
    write(folder, "paraphrase", same)
    write(folder, "nli", [*same, {"a": "가람 도서관을 연다", "b": "닫는다", "label": "contradiction"}])
    return folder


@pytest.fixture(scope="module")
def corpora(pairs: Path) -> list[Corpus]:
    return read_corpora(pairs, Leaks(text for benchmark in read_benchmarks(pairs, 7) for text in benchmark.texts))


@pytest.fixture(scope="module")
def tokenizer(corpora: list[Corpus]) -> Tokenizer:
    asked = ["어디야 어디에서 하나요 어디 있어요 장소가 어디 위치 어느 동네"] * 9
    return learn_tokenizer([*asked, *(body for corpus in corpora for body in corpus.bodies)], 300)


def test_no_benchmark_text_is_among_the_training_texts(pairs: Path, corpora: list[Corpus]) -> None:
    benchmarks = read_benchmarks(pairs, 7)
    leaks = Leaks(text for benchmark in benchmarks for text in benchmark.texts)
    texts = [text for corpus in corpora for text in (*corpus.heads, *corpus.bodies)]
    assert texts
    assert leaks.among(texts) == []
    welfare = next(corpus for corpus in corpora if corpus.name == "welfare")
    assert 0 < len(welfare.heads) < 80, "some passages are held out, some are not"


def test_a_pair_that_leaks_is_left_out(pairs: Path) -> None:
    kept = {corpus.name: corpus for corpus in read_corpora(pairs, Leaks([f"{body(3)} 끝"]))}
    assert len(kept["press"].heads) == 79
    assert f"{name(3)} 개관" not in kept["press"].heads


def test_only_entailments_are_learnt(corpora: list[Corpus]) -> None:
    assert "닫는다" not in next(corpus for corpus in corpora if corpus.name == "nli").bodies


@pytest.mark.parametrize("text", ["예산이 늘었다", "체험관의 소요예산", "’21. 4~6월 3,400백만원", "", "\uf000 ○ 위치"])
def test_nothing_is_lost_between_morphemes(text: str) -> None:
    (pieces,) = surfaces([text])
    assert "".join(pieces) == text


def test_a_noun_is_the_same_piece_alone_and_before_a_particle(tokenizer: Tokenizer) -> None:
    noun = tokenizer.encode("도서관").tokens
    assert noun == ["도서관"]
    assert tokenizer.encode("도서관을").tokens[0] == "도서관"
    assert tokenizer.encode("도서관 위치").tokens == ["도서관", "위치"]


@pytest.mark.parametrize(
    ("text", "pieces"), [("2021년", ["2021"]), ("12월", ["12"]), ("3,400", []), ("1234", []), ("□ ○ …", [])]
)
def test_years_and_small_numbers_say_something_and_amounts_do_not(text: str, pieces: list[str]) -> None:
    learnt = learn_tokenizer(["2021년 12월 3,400원 1234"] * 9, 50)
    assert [piece for piece in learnt.encode(text).tokens if piece.isdigit()] == pieces


def test_a_vocabulary_is_no_larger_than_asked_and_always_the_same(corpora: list[Corpus]) -> None:
    texts = [body for corpus in corpora for body in corpus.bodies]
    learnt = learn_tokenizer(texts, 60)
    assert learnt.get_vocab_size() <= 60
    assert learnt.token_to_id(UNKNOWN) == 0
    assert learn_tokenizer(texts, 60).to_str() == learnt.to_str()


def test_words_that_keep_company_start_near_each_other(tokenizer: Tokenizer, corpora: list[Corpus]) -> None:
    tokenised = [TokenisedCorpus(corpus, tokenizer) for corpus in corpora]
    rows = initial_weights(tokenised, tokenizer.get_vocab_size(), 16, 7)
    assert rows.shape == (tokenizer.get_vocab_size(), 16)
    assert np.isfinite(rows).all()
    budget, amount, user = (rows[tokenizer.encode(word).ids[0]] for word in ("소요", "예산", "만족도"))
    assert np.corrcoef(budget, amount)[0, 1] > np.corrcoef(budget, user)[0, 1]
    assert np.array_equal(rows, initial_weights(tokenised, tokenizer.get_vocab_size(), 16, 7))


def test_a_labelled_bullet_is_asked_for_as_people_ask(tokenizer: Tokenizer) -> None:
    corpus = Corpus("press", ["가람 도서관 개관"], ["○ 위치 : 중앙로 도서관 앞\n짧다"])
    questions, bullets = AskedBullets([corpus], tokenizer, 1.0).draw(np.random.default_rng(7), 8)
    assert len(questions) == len(bullets) == 1
    spoken = tokenizer.decode(questions[0].tolist())
    assert any(word in spoken for word in ("어디", "위치", "장소", "동네"))
    assert "도서관" in tokenizer.decode(bullets[0].tolist())


def test_a_bullet_without_label_is_asked_for_by_the_kind_of_its_value(tokenizer: Tokenizer) -> None:
    corpus = Corpus("press", ["도서관"], ["이용자가 30명 늘어 만족도가 높아졌다."])
    asked = AskedBullets([corpus], tokenizer, 1.0)
    assert len(asked.draw(np.random.default_rng(1), 8)[0]) == 1
    silent = Corpus("press", ["도서관"], ["주민이 함께 쓰는 공간을 넓힌다."])
    assert AskedBullets([silent], tokenizer, 1.0).draw(np.random.default_rng(1), 8) == ([], [])


def test_batches_are_aligned_and_no_larger_than_asked(tokenizer: Tokenizer, corpora: list[Corpus]) -> None:
    streams = pair_streams([TokenisedCorpus(corpus, tokenizer) for corpus in corpora], tokenizer)
    source = BatchSource([*streams, AskedBullets(corpora[:1], tokenizer, 0.5)], 16, 7)
    for _ in range(30):
        queries, passages = source.next()
        assert 0 < len(queries) == len(passages) <= 16
        assert all(len(bag) for bag in (*queries, *passages))


def trained(pairs: Path, out: Path) -> str:
    small = ["--steps", "4", "--batch-size", "32", "--vocabulary", "300", "--dimension", "16"]
    assert train.main(["--pairs", str(pairs), "--out", str(out), *small]) == 0
    return hashlib.sha256((out / "model.safetensors").read_bytes() + (out / "tokenizer.json").read_bytes()).hexdigest()


def test_the_same_seed_trains_the_same_model(pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert trained(pairs, tmp_path / "one") == trained(pairs, tmp_path / "two")
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(row["benchmark"], row["ranking"]) for row in rows} == {
        (benchmark, ranking)
        for benchmark in ("korquad_dev", "welfare_held_out")
        for ranking in ("BM25", "dense", "fused")
    }
    embedder = load_embedder(str(tmp_path / "one"))
    assert embedder.dimension == 16
    assert np.linalg.norm(embedder.embed_query("도서관 위치")) == pytest.approx(1, abs=1e-5)


def test_gold_passages_are_ranked_and_shared_scores_share_a_place() -> None:
    scores = np.array([[0.9, 0.1, 0.2], [0.5, 0.5, 0.5], [0.3, 0.2, 0.1]], dtype=np.float32)
    assert found(scores, [0, 1, 2]).recall_at_1 == pytest.approx(1 / 3, abs=1e-3)
    assert found(scores, [0, 1, 2]).mrr == pytest.approx((1 + 1 / 2 + 1 / 3) / 3, abs=1e-3)


def test_a_benchmark_is_measured_by_each_leg_and_by_both() -> None:
    passages = [body(i) for i in range(60)]
    benchmark = Benchmark("invented", [f"{name(7)} 위치", f"{name(9)} 예산"], passages, [7, 9])
    measured = measure(benchmark, load_embedder(None))
    assert list(measured) == ["BM25", "dense", "fused"]
    assert measured["BM25"].recall_at_5 == 1.0
    assert all(0 <= ranked.recall_at_1 <= ranked.recall_at_5 <= 1 for ranked in measured.values())
