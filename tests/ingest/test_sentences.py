"""The sentences of a block, cut by kss or by a stand-in, always as spans of the canonical text."""

import pytest

from ingest.errors import SplitMismatch
from ingest.outline import read_outline
from ingest.sentences import Sentence, Splitter, read_sentences

TWO_SENTENCES = "○ 식당은 하루 두 끼를 낸다. 차림표는 보건소 영양사가 매주 확인한다."


def sentences_of(text: str, split: Splitter) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in read_sentences(read_outline(text), split)]


def cut_at_periods(block: str) -> list[str]:
    """A stand-in for kss that cuts after every period."""
    return [piece + "." for piece in block.split(".") if piece.strip()]


def test_kss_cuts_a_bullet_of_two_sentences_in_two(kss_split: Splitter) -> None:
    assert sentences_of(TWO_SENTENCES, kss_split) == [
        "식당은 하루 두 끼를 낸다.",
        "차림표는 보건소 영양사가 매주 확인한다.",
    ]


def test_a_splitter_that_cuts_nothing_leaves_a_bullet_whole(whole_split: Splitter) -> None:
    assert sentences_of(TWO_SENTENCES, whole_split) == [TWO_SENTENCES.removeprefix("○ ")]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("’21년 서울형 강소기업 모집·선정 : ’21. 4~6월", id="months after a year with its apostrophe"),
        pytest.param("창업 경진대회 개최(3.4.~3.5.). (’21. 4. 2.) 발표", id="days in brackets"),
        pytest.param("신청기간 : 2025. 1. 21. ~ 2. 3.", id="a range of dates"),
        pytest.param("취업률 13,5% 증가, 집행률 15.1%", id="a decimal comma and a decimal point"),
        pytest.param("항로 협의(’25.1.) ⇨ 임차 계약(’25.3.) ⇨ 정식 취항(’25.9.)", id="dated steps"),
        pytest.param("소요예산 : 4,000백만원(‘21년 청년자율예산)", id="a year with a turned apostrophe"),
    ],
)
def test_kss_does_not_cut_inside_dates_and_numbers(kss_split: Splitter, words: str) -> None:
    assert sentences_of(f"○ {words}", kss_split) == [words]


def test_kss_reads_over_private_glyphs(kss_split: Splitter) -> None:
    assert sentences_of("○ 식당을 연다. \uf06d 쉼터를 \ue000 연다.", kss_split) == [
        "식당을 연다.",
        "\uf06d 쉼터를 \ue000 연다.",
    ]


def test_kss_reads_over_characters_of_no_width(kss_split: Splitter) -> None:
    assert sentences_of("○ 식\u200b당을 연다.\u200b 상담\xad실도 연\ufeff다.", kss_split) == [
        "식\u200b당을 연다.",
        "상담\xad실도 연\ufeff다.",
    ]


def test_a_wrapped_sentence_is_one_span_with_its_line_end(kss_split: Splitter) -> None:
    text = "○ 2층은 상담실과 쉼방으로\n   꾸민다. 상담실은\n   예약 없이 쓴다.\n"
    assert sentences_of(text, kss_split) == ["2층은 상담실과 쉼방으로\n   꾸민다.", "상담실은\n   예약 없이 쓴다."]


def test_white_space_between_sentences_is_in_neither() -> None:
    text = "○ 가를 한다.   나를 한다. \n"
    assert sentences_of(text, cut_at_periods) == ["가를 한다.", "나를 한다."]


def test_a_splitter_may_respell_white_space() -> None:
    assert sentences_of("○ 가를  나에게\n   준다.", lambda block: [" ".join(block.split())]) == [
        "가를  나에게\n   준다."
    ]


def test_a_bracket_that_explains_a_sentence_stays_with_it() -> None:
    text = "○ 쉼터를 연다. (여울동에 둔다.) 식당도 연다."
    pieces = ["쉼터를 연다.", "(여울동에 둔다.)", "식당도 연다."]
    assert sentences_of(text, lambda block: pieces) == ["쉼터를 연다. (여울동에 둔다.)", "식당도 연다."]


@pytest.mark.parametrize(
    ("pieces", "sentences"),
    [
        (["어르신 돌봄", "서비스를 늘린다."], ["어르신 돌봄 서비스를 늘린다."]),
        (["20·30 쉬었음", "청년 70만, 활력 저하"], ["20·30 쉬었음 청년 70만, 활력 저하"]),
        (["쉬고 있음", "청년을 돕는다."], ["쉬고 있음", "청년을 돕는다."]),
        (["예산 없음", "※ 새로 청함"], ["예산 없음", "※ 새로 청함"]),
        (["쉼터를 연다.", "식당도 연다."], ["쉼터를 연다.", "식당도 연다."]),
    ],
)
def test_a_noun_that_looks_like_an_ending_ends_no_sentence(pieces: list[str], sentences: list[str]) -> None:
    assert sentences_of(f"○ {' '.join(pieces)}", lambda block: pieces) == sentences


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param(["식당을 열다."], id="a letter changed"),
        pytest.param(["식당을 연다"], id="the last letter dropped"),
        pytest.param(["당을 연다."], id="the first letter dropped"),
        pytest.param(["식당을 연다.", "또 연다."], id="a sentence added"),
        pytest.param([], id="nothing returned"),
    ],
)
def test_a_splitter_that_changes_the_text_is_refused(pieces: list[str]) -> None:
    with pytest.raises(SplitMismatch, match="문장 나누기가 원문과 어긋났습니다"):
        sentences_of("○ 식당을 연다.", lambda block: pieces)


def test_sentences_are_numbered_in_order_and_know_their_node() -> None:
    text = "○ 가를 한다. 나를 한다.\n○ 다를 한다."
    outline = read_outline(text)
    assert read_sentences(outline, cut_at_periods) == [
        Sentence(0, 0, 2, 8),
        Sentence(1, 0, 9, 15),
        Sentence(2, 1, 18, 24),
    ]
