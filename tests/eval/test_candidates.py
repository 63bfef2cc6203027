"""A rated answer as a candidate: what is known of the item is filled in, the rest is a reader's to say."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.conversations import RatedAnswer
from eval.candidates import choose, make_candidate, read_day, read_rating, write_new
from eval.dataset import Span, read_items
from eval.errors import EvaluationMisused, ItemsBroken

CITATION: dict[str, Any] = {
    "number": 1,
    "document_id": "doc_1",
    "document_title": "가람숲 도서관 업무보고",
    "source": "garamsup.txt",
    "revision": "0" * 64,
    "start": 100,
    "end": 115,
    "line_start": 4,
    "line_end": 4,
    "page": None,
    "quote": "소요예산 : 4,000백만원",
    "section": ["1. 건립 계획"],
}
BODY: dict[str, Any] = {
    "id": "ans_secret",
    "conversation_id": "con_secret",
    "status": "answered",
    "answer": "소요예산은 4,000백만원(40억원)입니다. [1]",
    "citations": [CITATION],
    "suggestions": ["다른 질문"],
    "index": "gen_known",
}
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANSWER = RatedAnswer("가람숲 도서관 예산 얼마야?", (), BODY, "up", "맞아요", NOON)
SPAN = {"source": "garamsup.txt", "start": 100, "end": 115, "quote": "소요예산 : 4,000백만원"}
REFUSED = BODY | {"status": "not_found", "answer": "문서에는 “주차료”에 관한 내용이 없습니다."}


def rated(**changes: Any) -> RatedAnswer:
    return replace(ANSWER, **changes)


# What is filled in


def test_a_candidate_is_an_item_whose_open_fields_are_null() -> None:
    told = make_candidate(ANSWER)
    told.pop("candidate")
    assert told.pop("id").startswith("fb-")
    assert told == {
        "category": None,
        "style": None,
        "difficulty": None,
        "question": "가람숲 도서관 예산 얼마야?",
        "expect": None,
        "gold": None,
        "accept": None,
        "forbid": None,
        "evidence": [SPAN],
    }


def test_what_a_reader_has_to_know_stands_under_candidate() -> None:
    assert make_candidate(ANSWER)["candidate"] == {
        "rating": "up",
        "comment": "맞아요",
        "rated": NOON.astimezone().isoformat(),
        "status": "answered",
        "answer": "소요예산은 4,000백만원(40억원)입니다. [1]",
        "citations": [CITATION],
        "index": "gen_known",
    }


@pytest.mark.parametrize("changes", [{"rating": "down"}, {"body": REFUSED}, {"rating": "down", "body": REFUSED}])
def test_only_an_answer_that_was_found_right_gives_its_citations_as_evidence(changes: dict[str, Any]) -> None:
    told = make_candidate(rated(**changes))
    assert told["evidence"] is None
    assert told["candidate"]["citations"] == [CITATION]


def test_a_follow_up_is_a_dialogue_with_the_questions_before_it() -> None:
    told = make_candidate(rated(question="그럼 위치는?", earlier=("가람숲 도서관 예산 얼마야?", "개관은?")))
    assert told["category"] == "dialogue"
    assert [turn["question"] for turn in told["turns"]] == ["가람숲 도서관 예산 얼마야?", "개관은?", "그럼 위치는?"]
    assert [turn["evidence"] for turn in told["turns"]] == [None, None, [SPAN]]
    assert "question" not in told


def test_a_follow_up_leans_on_the_last_six_turns_only() -> None:
    told = make_candidate(rated(earlier=tuple("가나다라마바사")))
    assert [turn["question"] for turn in told["turns"]][:-1] == list("나다라마바사")


def test_an_id_is_the_same_at_every_export_and_gives_no_answer_away() -> None:
    one, other = ANSWER, rated(body=BODY | {"id": "ans_other"})
    assert make_candidate(one)["id"] == make_candidate(rated(rating="down"))["id"] != make_candidate(other)["id"]
    assert "secret" not in json.dumps(make_candidate(one))


# What is masked


def test_questions_and_comment_are_masked() -> None:
    told = make_candidate(
        rated(
            question="010-1234-5678로 알려 줘",
            earlier=("저는 900101-1234567, 도서관 예산은?",),
            comment="hong@example.com으로 답 주세요",
        )
    )
    assert [turn["question"] for turn in told["turns"]] == [
        "저는 [주민등록번호], 도서관 예산은?",
        "[전화번호]로 알려 줘",
    ]
    assert told["candidate"]["comment"] == "[이메일]으로 답 주세요"


def test_an_answer_keeps_what_its_quotes_say_and_not_what_it_repeats_of_the_question() -> None:
    quote = "문의 : 도서관과 02-123-4567"
    answer = "문의는 02-123-4567입니다. [1] 문서에는 “010-1234-5678”에 관한 내용이 없습니다."
    body = BODY | {"answer": answer, "citations": [CITATION | {"quote": quote}]}
    told = make_candidate(rated(body=body))
    assert told["candidate"]["answer"] == "문의는 02-123-4567입니다. [1] 문서에는 “[전화번호]”에 관한 내용이 없습니다."
    assert told["evidence"][0]["quote"] == told["candidate"]["citations"][0]["quote"] == quote


# Which are chosen


def test_answers_are_chosen_by_their_rating() -> None:
    up, down = rated(), rated(rating="down")
    assert choose([up, down], "up", date.min) == [up]
    assert choose([up, down], "down", date.min) == [down]
    assert choose([up, down], "", date.min) == [up, down]


@pytest.mark.parametrize("text", ["Up", "good", "up,down", " "])
def test_an_unknown_rating_is_told(text: str) -> None:
    with pytest.raises(EvaluationMisused, match="up과 down"):
        read_rating(text)


def test_answers_are_chosen_by_the_day_of_their_rating() -> None:
    midnight = datetime(2026, 11, 25).astimezone()
    late, early = rated(rated=midnight), rated(rated=midnight - timedelta(seconds=1))
    assert choose([early, late], "", read_day("2026-11-25")) == [late]
    assert choose([early, late], "", read_day("2026-11-24")) == [early, late]
    assert choose([early, late], "", read_day("")) == [early, late]


@pytest.mark.parametrize("text", ["2026-13-01", "2026-02-30", "어제", "26-11-25", "2026/11/25"])
def test_what_is_no_day_is_told(text: str) -> None:
    with pytest.raises(EvaluationMisused, match="2026-11-25처럼"):
        read_day(text)


# What a reader makes of it


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "후보.jsonl"


def test_candidates_are_written_a_line_each_and_never_over_a_file(path: Path) -> None:
    write_new(path, [make_candidate(ANSWER)] * 2)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [make_candidate(ANSWER)] * 2
    assert "가람숲" in lines[0]
    with pytest.raises(EvaluationMisused, match="이미 있는 파일"):
        write_new(path, [])
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


def test_a_path_that_cannot_be_written_is_told(path: Path) -> None:
    with pytest.raises(EvaluationMisused, match="쓸 수 없습니다"):
        write_new(path / "folder", [])


@pytest.mark.parametrize("changes", [{}, {"rating": "down"}, {"earlier": ("개관은?",)}])
def test_a_candidate_is_refused_until_somebody_has_read_it(changes: dict[str, Any], path: Path) -> None:
    write_new(path, [make_candidate(rated(**changes))])
    with pytest.raises(ItemsBroken, match="1행: 아직 아무도 확인하지 않은 후보 문항입니다"):
        read_items([path])


def test_dropping_the_mark_alone_does_not_make_an_item(path: Path) -> None:
    unread = make_candidate(ANSWER)
    unread.pop("candidate")
    write_new(path, [unread])
    with pytest.raises(ItemsBroken, match="1행: category"):
        read_items([path])


def test_a_candidate_that_was_completed_is_an_item(path: Path) -> None:
    read = make_candidate(ANSWER) | {"category": "budget", "style": "colloquial", "difficulty": "easy", "split": "dev"}
    read |= {"expect": "answered", "gold": "4,000백만원", "accept": [["4,000백만원", "40억"]], "forbid": []}
    del read["candidate"]
    write_new(path, [read])
    (told,) = read_items([path])
    assert told.question == ANSWER.question
    assert told.turns[0].evidence == (Span(**SPAN),)
