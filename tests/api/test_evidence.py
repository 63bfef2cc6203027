"""What speaks for a passage: the letters it shares with a word, and what the relevance model reads in it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from api.answering.dialogue import Earlier
from api.answering.evidence import Evidence
from api.answering.features import Features
from api.answering.letters import shared_letters
from api.live import OpenIndex
from ingest.passages import Passage


@pytest.mark.parametrize(
    ("word", "text", "share"),
    [
        ("도서관", "가람숲도서관건립", 1.0),
        ("꽃길도서관", "꽃길마을도서관건립", 1.0),
        ("목표액", "조성목표", 2 / 3),
        ("주차장", "주민차량장부", 0.0),
        ("도시농업박람회", "도시재생과에서올해도하반기에추진하는산업박물관", 2 / 7),
        ("관", "도서관", 0.0),
        ("도서관", "", 0.0),
    ],
    ids=[
        "within a compound",
        "in two pieces",
        "in part",
        "scattered letters",
        "rows far apart",
        "one letter",
        "nothing to share",
    ],
)
def test_letters_are_shared_in_rows(word: str, text: str, share: float) -> None:
    assert shared_letters(word, text) == pytest.approx(share)


class Reads:
    """A relevance model that scores by what a passage says, and remembers what it was asked."""

    def __init__(self, **scores: float) -> None:
        self.scores_by_word = scores
        self.questions: list[str] = []
        self.texts: list[str] = []

    def scores(self, question: str, texts: list[str]) -> np.ndarray:
        self.questions.append(question)
        self.texts += texts
        said = self.scores_by_word.items()
        return np.array([next((score for word, score in said if word in text), -6.0) for text in texts])


@pytest.fixture
def read_by(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Reads]:
    def put(**scores: float) -> Reads:
        reads = Reads(**scores)
        monkeypatch.setattr("api.answering.reading.relevance_model", lambda: reads)
        return reads

    return put


def test_the_reader_chooses_among_what_words_find(invented: OpenIndex, read_by: Callable[..., Reads]) -> None:
    read_by(옥상=6.0)
    assert "옥상" in invented.answerer.search("가람숲 도서관에는 무엇이 있나요?", 3)[0].passage.text
    read_by(열람실=6.0)
    assert "열람실" in invented.answerer.search("가람숲 도서관에는 무엇이 있나요?", 3)[0].passage.text


def test_what_is_asked_for_by_its_label_needs_no_reader(invented: OpenIndex, read_by: Callable[..., Reads]) -> None:
    read_by()
    answer = invented.answerer.answer("가람숲 도서관 소요예산은 얼마야?")
    assert "4,000백만원" in answer.text


def test_a_convinced_reader_answers_a_question_in_other_words(
    invented: OpenIndex, read_by: Callable[..., Reads]
) -> None:
    question = "도시텃밭 낚시꾼은 누가 될 수 있어?"
    read_by()
    assert invented.answerer.answer(question).status == "not_found"
    read_by(신청대상=6.0)
    assert "만 19세" in invented.answerer.answer(question).text


def test_what_speaks_of_something_else_does_not_say_what_is_missing(
    invented: OpenIndex, read_by: Callable[..., Reads]
) -> None:
    read_by()
    answer = invented.answerer.answer("도시텃밭 위치는?")
    assert answer.status == "not_found"
    assert "한빛 도시텃밭 분양의 위치" in answer.text


def test_only_the_best_few_are_read_and_each_once_and_some_more_where_none_convinces(
    invented: OpenIndex, read_by: Callable[..., Reads]
) -> None:
    convinced = read_by(소요예산=6.0)
    invented.answerer.search("사업개요와 소요예산", 30)
    assert len(convinced.texts) == len(set(convinced.texts)) == 5
    doubtful = read_by()
    invented.answerer.search("사업개요와 소요예산", 30)
    assert len(doubtful.texts) == len(set(doubtful.texts)) == 12


def test_a_follow_up_is_read_with_what_it_leaves_out(invented: OpenIndex, read_by: Callable[..., Reads]) -> None:
    reads = read_by()
    first = "가람숲 도서관 소요예산은 얼마야?"
    answer = invented.answerer.answer(first)
    invented.answerer.answer(
        "규모는?", earlier=[Earlier(first, tuple((*cited.section, cited.quote) for cited in answer.citations))]
    )
    assert "도서관" in reads.questions[-1]
    assert reads.questions[-1].endswith("규모는?")


def test_a_label_does_not_show_whose_it_is(invented: OpenIndex, read_by: Callable[..., Reads]) -> None:
    read_by()
    assert invented.answerer.answer("한빛시장 연봉은 얼마야?").status == "not_found"
    assert invented.answerer.answer("가람숲박람회는 언제 열려?").status == "not_found"
    first = invented.answerer.answer("가람숲 도서관 위치는?")
    earlier = [Earlier("가람숲 도서관 위치는?", tuple((*cited.section, cited.quote) for cited in first.citations))]
    assert invented.answerer.answer("한빛시장 연봉은 얼마야?", earlier=earlier).status == "not_found"


def test_a_cell_is_read_behind_the_headers_of_its_row_and_column(
    open_reports: Callable[..., OpenIndex], read_by: Callable[..., Reads]
) -> None:
    reads = read_by()
    rows = "구 분 │ 예산액 │ 지출액\n한빛과 │ 5,100 │ 900\n누리과 │ 1,500 │ 600\n"
    report = open_reports(report=f"새솔시 업무보고\n\n○ 부서별 예산\n\n(단위 : 백만원)\n{rows}")
    report.answerer.answer("누리과 지출액은 얼마야?")
    assert any(text.startswith("누리과 지출액 : 600백만원 < 부서별 예산") for text in reads.texts)


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("꽃길사업이 있는 도로건설에 2031년 투자하는 돈은 얼마야?", "answered"),
        ("2031년 꽃길사업 투자액은?", "not_found"),
    ],
)
def test_a_cell_named_by_row_and_column_needs_no_other_name_but_one_named_by_its_measure_does(
    question: str, status: str, open_reports: Callable[..., OpenIndex], read_by: Callable[..., Reads]
) -> None:
    page = """<!doctype html><html><body><h1>새솔시 투자 통계</h1><p>꽃길사업은 새솔과가 맡는다.</p><table>
<tr><td>구 분</td><td>2030년</td><td>2031년</td></tr><tr><td>투자액</td><td>90</td><td>110</td></tr>
<tr><td>도로건설</td><td>11</td><td>26</td></tr><tr><td>산림조성</td><td>12</td><td>9</td></tr></table></body></html>"""
    read_by()
    assert open_reports(report=page).answerer.answer(question).status == status


PASSAGE = Passage("doc", 0, 0, None, "item", (0,), 0, 9, "나루단(시청) 신설", ())
NOTHING = Features(**dict.fromkeys(Features.__slots__, 0.0))


@pytest.mark.parametrize(
    ("features", "suffices"),
    [
        pytest.param({"coverage": 0.7, "relevance": 0.25}, True, id="less is enough where the reader is convinced"),
        pytest.param({"coverage": 0.8, "names": 0.41, "relevance": 0.1}, False, id="not where it only leans to it"),
        pytest.param(
            {"coverage": 1.0, "names": 1.0, "head": 1.0, "kind": -1.0, "relevance": 0.1}, True, id="all named"
        ),
        pytest.param({"coverage": 1.0, "names": 0.7, "head": 1.0, "kind": -1.0, "relevance": 0.1}, False, id="not all"),
        pytest.param({"coverage": 1.0, "names": 1.0, "head": 1.0, "kind": -1.0, "relevance": 0.0}, False, id="no lean"),
    ],
)
def test_how_much_must_speak_for_an_answer(features: dict[str, float], suffices: bool) -> None:
    evidence = Evidence(0, PASSAGE, None, None, replace(NOTHING, **features), 0.0)
    assert evidence.suffices == suffices
