"""BM25: own words before headings, rare words before common ones, the same scores from disk."""

from pathlib import Path

import numpy as np
import pytest

from retriever.lexical import LexicalIndex

OWN = [["도서관", "예산"], ["텃밭", "예산"], ["위치"], [], ["텃밭", "텃밭", "텃밭", "일정", "기간", "시기"]]
PATHS = [["생활"], ["생활"], ["도서관"], [], []]


@pytest.fixture(scope="module")
def lexical() -> LexicalIndex:
    return LexicalIndex.build(OWN, PATHS)


def test_a_passage_is_found_by_its_own_words_and_by_its_headings(lexical: LexicalIndex) -> None:
    scores = lexical.scores(["도서관"])
    assert scores.shape == (len(OWN),)
    assert np.flatnonzero(scores).tolist() == [0, 2]


def test_a_word_weighs_alike_in_a_passage_and_in_its_headings() -> None:
    own, heading = LexicalIndex.build([["도서관"], ["공원"], ["숲"]], [["공원"], ["도서관"], []]).scores(["도서관"])[:2]
    assert own == heading > 0


def test_that_a_word_is_there_weighs_more_than_how_often() -> None:
    index = LexicalIndex.build([["도서관"] * 5 + ["숲"], ["도서관", "공원"], ["숲"]], [[], [], []])
    often, both = index.scores(["도서관", "공원"])[:2]
    assert both > often


def test_no_passage_scores_more_than_all_that_is_asked(lexical: LexicalIndex) -> None:
    for tokens in (["도서관"], ["도서관", "공원"], ["도서관", "도서관"], ["없는말"], []):
        assert 0 <= lexical.scores(tokens).max() <= lexical.most(tokens)
    assert lexical.most(["도서관", "없는말"]) > lexical.most(["도서관"]) > 0
    assert lexical.most([]) == 0


def test_rare_words_weigh_more_than_common_ones(lexical: LexicalIndex) -> None:
    assert lexical.scores(["위치"])[2] > lexical.scores(["예산"])[0]


@pytest.mark.parametrize("tokens", [[], ["없는말"], ["없는말", "모르는말"]])
def test_unknown_words_score_nothing(tokens: list[str], lexical: LexicalIndex) -> None:
    scores = lexical.scores(tokens)
    assert scores.shape == (len(OWN),)
    assert not scores.any()


def test_unknown_words_do_not_change_the_scores_of_known_ones(lexical: LexicalIndex) -> None:
    np.testing.assert_array_equal(lexical.scores(["없는말", "도서관"]), lexical.scores(["도서관"]))


def test_a_word_said_twice_counts_once(lexical: LexicalIndex) -> None:
    np.testing.assert_array_equal(lexical.scores(["텃밭", "텃밭"]), lexical.scores(["텃밭"]))


def test_scores_from_disk_are_the_same(lexical: LexicalIndex, tmp_path: Path) -> None:
    lexical.save(tmp_path / "bm25")
    loaded = LexicalIndex.load(tmp_path / "bm25", len(OWN))
    np.testing.assert_array_equal(loaded.scores(["도서관", "예산"]), lexical.scores(["도서관", "예산"]))


def test_passages_without_any_word_can_be_indexed() -> None:
    assert not LexicalIndex.build([[], []], [[], []]).scores(["도서관"]).any()
