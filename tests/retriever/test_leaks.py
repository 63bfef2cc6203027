"""No text that a model is measured on may be among those it was trained on."""

import pytest

from retriever.training.leaks import Leaks

PASSAGE = "꽃길도서관은 2021년에 문을 연 시립 도서관으로 책 삼만 권과 작은 공연장을 갖추고 있으며 월요일마다 쉰다."
QUESTION = "꽃길도서관은 언제 쉬나요?"


@pytest.fixture
def leaks() -> Leaks:
    return Leaks([PASSAGE, QUESTION, "", "…"])


@pytest.mark.parametrize(
    "text",
    [
        PASSAGE,
        f"알림마당. {PASSAGE} 끝.",
        PASSAGE.replace(" ", ""),
        PASSAGE.replace("은", "은,"),
        PASSAGE[:45],
        QUESTION,
    ],
    ids=["whole", "inside", "no blanks", "other marks", "most of it", "question"],
)
def test_a_benchmark_text_is_found_however_it_is_printed(leaks: Leaks, text: str) -> None:
    leak = leaks.of(text)
    assert leak is not None
    assert leak.text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "도서관",
        "꽃길도서관은 월요일마다 쉰다.",
        "꽃길도서관은 언제 쉬나요? 그리고 어디에 있나요?",
        "텃밭을 나누어 주는 사업을 시작한다.",
    ],
    ids=["nothing", "one word", "few words", "more than the question", "something else"],
)
def test_shared_words_are_no_leak(leaks: Leaks, text: str) -> None:
    assert leaks.of(text) is None


def test_leaks_name_what_they_leak(leaks: Leaks) -> None:
    found = leaks.among(["텃밭", PASSAGE, QUESTION])
    assert [leak.benchmark for leak in found] == [PASSAGE, QUESTION]
    assert [leak.shared for leak in found] == [1.0, 1.0]
