"""Search tokens: the same words printed in another way give the same tokens."""

import unicodedata

import pytest

from retriever.morphemes import index_tokens, searchable, tokens


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("위    치 : 가람로", "위치 : 가람로"),
        ("사 업 기 간", "사업기간"),
        ("\uf000 도서관 예산", "도서관 예산"),
        ("도서관\u200b 예산", "도서관 예산"),
        ("청\u200b년\ufeff 창\u00ad업", "청년 창업"),
        (unicodedata.normalize("NFD", "도서관 건립 예산"), "도서관 건립 예산"),
        ("ＡＩ 교육 １２３억원", "AI 교육 123억원"),
        ("ai 교육", "AI 교육"),
        ("연면적 3,200㎡", "연면적 3200m2"),
        ("1,234,567원", "1234567원"),
        ("도서관 예산\x00\x07", "도서관 예산"),
    ],
    ids=[
        "letter-spaced label",
        "letter-spaced word",
        "private-use glyph",
        "zero-width space",
        "invisible inside words",
        "decomposed Hangul",
        "full-width forms",
        "small letters",
        "square metres",
        "commas in numbers",
        "control characters",
    ],
)
def test_typography_does_not_change_tokens(printed: str, plain: str) -> None:
    assert index_tokens(plain)
    assert index_tokens(printed) == index_tokens(plain)


def test_words_run_together_still_hold_their_parts() -> None:
    assert {"청년", "창업", "지원", "센터", "청년창업지원센터"} <= set(index_tokens("청년창업지원센터를 세웠다"))
    assert {"도서관", "예산"} <= set(index_tokens("도서관예산얼마예요"))


def test_a_number_stands_alone_and_with_its_unit() -> None:
    assert index_tokens("123억원") == ["123", "억", "원", "123억원"]


def test_a_comma_that_separates_is_not_part_of_a_number() -> None:
    assert searchable("제3,5호와 1,200명") == "제3,5호와 1200명"


def test_particles_and_endings_leave_no_token() -> None:
    assert index_tokens("도서관은") == index_tokens("도서관에서도") == ["도서관"]


@pytest.mark.parametrize("question", ["그것은 무엇인가요?", "얼마예요?", "어디에 있나요?", "", "…?!", "\uf000\u200b"])
def test_words_that_only_ask_leave_no_token(question: str) -> None:
    assert index_tokens(question) == []


def test_compounds_do_not_reach_over_blanks() -> None:
    assert index_tokens("소요 예산") == ["소요", "예산"]
    assert [token.form for token in tokens("소요예산") if token.tag == "joined"] == ["소요예산"]
    assert index_tokens("소요\n예산") == ["소요", "예산"]


def test_hanja_that_reports_print_for_a_syllable_is_read_as_one() -> None:
    assert searchable("母펀드와 市 조례") == "모펀드와 시 조례"
    assert set(index_tokens("子펀드")) == set(index_tokens("자펀드"))
