"""Conversations: what a follow-up leaves out comes from the turns before it, and from nowhere else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.answering.dialogue import MAX_TURNS, Earlier, read_follow_up
from api.answering.query import Query, read_query
from api.bootstrap import make_index, make_service
from api.errors import NotFound
from api.service import Service
from api.settings import Settings
from retriever.embedding import Embedder

REPORT = """새솔시 마을정책실 업무보고

Ⅰ. 주요 업무

1. 생활 기반

1 가람숲 도서관 건립

□ 사업개요

○ 위    치 : 새솔시 가람로 12 일대
○ 규    모 : 연면적 3,200㎡, 지상 3층
○ 사업기간 : ’23. 3월 ~ ’25. 8월
○ 소요예산 : 4,000백만원
○ 운영주체 : 새솔문화재단

□ 향후계획

○ 개관식 개최 : ’25. 9월
○ 사서 15명 채용

2 다온 체육센터 조성

□ 사업개요

○ 위    치 : 새솔시 다온동 7-1
○ 규    모 : 연면적 1,800㎡
○ 사업기간 : ’24. 1월 ~ ’26. 6월
○ 소요예산 : 2,500백만원

3 한빛 도시텃밭 분양

□ 사업개요

○ 신청대상 : 공고일 현재 시내에 거주하는 만 19세 이상 시민
○ 신청기간 : ’23. 2. 1. ~ 2. 28.
○ 소요예산 : 65,000천원
○ 분양규모 : 320구획
"""

Talk = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Service:
    folder: Path = tmp_path_factory.mktemp("dialogue")
    settings = Settings(home=folder / "home", corpus=folder / "corpus")
    settings.corpus.mkdir()
    (settings.corpus / "report.txt").write_text(REPORT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.sentences.split_with_kss", lambda block: [block])
        make_index(settings, [settings.corpus], lambda done, total, source: None, embedder)
    return make_service(settings, embedder)


@pytest.fixture(scope="module")
def talk(service: Service) -> Talk:
    """Asks questions one after the other in a conversation of their own."""

    def run(*questions: str) -> list[dict[str, Any]]:
        bodies: list[dict[str, Any]] = []
        for question in questions:
            bodies.append(service.ask(question, bodies[-1]["conversation_id"] if bodies else None))
        return bodies

    return run


def quotes(body: dict[str, Any]) -> list[str]:
    return [citation["quote"] for citation in body["citations"]]


def assert_last_quotes(bodies: list[dict[str, Any]], quote: str) -> None:
    """The last of the questions is answered with one quote, proved as any answer is, in the one conversation."""
    assert bodies[-1]["status"] == "answered"
    assert quotes(bodies[-1]) == [quote]
    assert all(all(body["checks"].values()) for body in bodies)
    assert len({body["conversation_id"] for body in bodies}) == 1


# What is inherited


@pytest.mark.parametrize(
    ("questions", "quote"),
    [
        (["가람숲 도서관 예산은 얼마야?", "위치는?"], "위    치 : 새솔시 가람로 12 일대"),
        (["가람숲 도서관은 어디에 있어?", "언제 끝나?"], "사업기간 : ’23. 3월 ~ ’25. 8월"),
        (["가람숲 도서관 위치는?", "누가 운영해?"], "운영주체 : 새솔문화재단"),
        (["가람숲 도서관 위치는?", "규모는 얼마나 커?", "예산은?"], "소요예산 : 4,000백만원"),
        (["다온 체육센터 위치는?", "돈은 얼마나 들어?"], "소요예산 : 2,500백만원"),
        (["도시텃밭 예산은?", "누가 신청할 수 있어?", "언제까지?"], "신청기간 : ’23. 2. 1. ~ 2. 28."),
        (["가람숲 도서관에 대해 알려줘", "사서는 몇 명 뽑아?"], "사서 15명 채용"),
    ],
)
def test_a_follow_up_inherits_the_subject(questions: list[str], quote: str, talk: Talk) -> None:
    assert_last_quotes(talk(*questions), quote)


@pytest.mark.parametrize(
    ("questions", "quote"),
    [
        (["가람숲 도서관 예산은 얼마야?", "다온 체육센터는?"], "소요예산 : 2,500백만원"),
        (["가람숲 도서관 예산은 얼마야?", "도시텃밭은요?"], "소요예산 : 65,000천원"),
        (["가람숲 도서관은 어디에 있어?", "다온 체육센터는 어때?"], "위    치 : 새솔시 다온동 7-1"),
        (["다온 체육센터 규모는?", "가람숲 도서관은?"], "규    모 : 연면적 3,200㎡, 지상 3층"),
        (["가람숲 도서관 예산은?", "다온 체육센터는?", "도시텃밭은?"], "소요예산 : 65,000천원"),
    ],
)
def test_a_follow_up_inherits_what_is_asked(questions: list[str], quote: str, talk: Talk) -> None:
    assert_last_quotes(talk(*questions), quote)


@pytest.mark.parametrize("opening", ["그럼", "그러면", "그리고", "그런데"])
def test_a_word_that_only_joins_does_not_point_back(opening: str, talk: Talk) -> None:
    assert_last_quotes(talk("가람숲 도서관 위치는?", f"{opening} 다온 체육센터는?"), "위    치 : 새솔시 다온동 7-1")


@pytest.mark.parametrize(
    ("questions", "quote"),
    [
        (["다온 체육센터 예산은?", "거기 규모는?"], "규    모 : 연면적 1,800㎡"),
        (["다온 체육센터 예산은?", "거기는 어디에 있어?"], "위    치 : 새솔시 다온동 7-1"),
        (["도시텃밭 예산은?", "거기 누가 신청할 수 있어?"], "신청대상 : 공고일 현재 시내에 거주하는 만 19세 이상 시민"),
        (["가람숲 도서관 예산은?", "그곳은 누가 운영해?"], "운영주체 : 새솔문화재단"),
        (["가람숲 도서관에 대해 알려줘", "그중 예산은?"], "소요예산 : 4,000백만원"),
        (["가람숲 도서관 규모는?", "그 도서관 예산은?"], "소요예산 : 4,000백만원"),
        (["가람숲 도서관 예산은?", "다온 체육센터는?", "거기 위치는?"], "위    치 : 새솔시 다온동 7-1"),
    ],
)
def test_a_word_that_points_back_means_the_last_subject(questions: list[str], quote: str, talk: Talk) -> None:
    assert_last_quotes(talk(*questions), quote)


@pytest.mark.parametrize(
    ("questions", "quote"),
    [
        (["가람숲 도서관 예산은?", "아니 가람숲 도서관 말고 다온 체육센터"], "소요예산 : 2,500백만원"),
        (["가람숲 도서관 위치는?", "아니, 가람숲 도서관 말고 다온 체육센터는?"], "위    치 : 새솔시 다온동 7-1"),
        (["다온 체육센터 예산은?", "아니 다온 체육센터 말고 도시텃밭"], "소요예산 : 65,000천원"),
        (["가람숲 도서관 예산은?", "예산 말고 위치"], "위    치 : 새솔시 가람로 12 일대"),
        (["도시텃밭 예산은?", "도시텃밭 말고 가람숲 도서관 규모는?"], "규    모 : 연면적 3,200㎡, 지상 3층"),
    ],
)
def test_what_is_set_aside_is_replaced_and_the_rest_stays(questions: list[str], quote: str, talk: Talk) -> None:
    assert_last_quotes(talk(*questions), quote)


@pytest.mark.parametrize(
    ("questions", "quote"),
    [
        (["가람숲 도서관 예산은?", "그나저나 도시텃밭 신청기간은?"], "신청기간 : ’23. 2. 1. ~ 2. 28."),
        (["가람숲 도서관 예산은?", "그건 됐고 다온 체육센터는 어디에 있어?"], "위    치 : 새솔시 다온동 7-1"),
        (["가람숲 도서관 예산은?", "도시텃밭은 누가 신청해?", "예산은?"], "소요예산 : 65,000천원"),
        (["가람숲 도서관 위치는?", "다온 체육센터 예산은?", "위치는?"], "위    치 : 새솔시 다온동 7-1"),
        (
            ["도시텃밭 신청기간은?", "도시텃밭 예산은?", "다른 얘기인데 가람숲 도서관 규모는?", "예산은?"],
            "소요예산 : 4,000백만원",
        ),
    ],
)
def test_a_new_topic_takes_the_place_of_the_old(questions: list[str], quote: str, talk: Talk) -> None:
    assert_last_quotes(talk(*questions), quote)


def test_a_change_of_topic_without_a_subject_does_not_fall_back_on_the_old(talk: Talk) -> None:
    *_, last = talk("가람숲 도서관 위치는?", "그건 됐고 예산은?")
    assert last["status"] == "not_found"


@pytest.mark.parametrize("courtesy", ["고마워", "감사합니다!", "안녕하세요", "뭐 할 수 있어?"])
def test_a_courtesy_in_between_changes_nothing(courtesy: str, talk: Talk) -> None:
    bodies = talk("다온 체육센터 예산은?", courtesy, "위치는?")
    assert (bodies[1]["status"], bodies[1]["citations"]) == ("small_talk", [])
    assert_last_quotes(bodies, "위    치 : 새솔시 다온동 7-1")


def test_a_follow_up_may_ask_for_several_things(talk: Talk) -> None:
    *_, last = talk("가람숲 도서관 예산은?", "그럼 위치랑 규모는?")
    assert quotes(last) == ["위    치 : 새솔시 가람로 12 일대", "규    모 : 연면적 3,200㎡, 지상 3층"]


@pytest.mark.parametrize(
    ("follow_up", "opening"), [("50억원 아니야?", "아니요."), ("그거 40억원 맞지?", "네, 맞습니다.")]
)
def test_a_follow_up_may_ask_to_confirm(follow_up: str, opening: str, talk: Talk) -> None:
    bodies = talk("가람숲 도서관 예산은?", follow_up)
    assert bodies[-1]["answer"].startswith(opening)
    assert_last_quotes(bodies, "소요예산 : 4,000백만원")


def test_a_misspelt_follow_up_is_understood(talk: Talk) -> None:
    assert_last_quotes(talk("가람숲 도서관 위치는?", "다온 체육센타는?"), "위    치 : 새솔시 다온동 7-1")


@pytest.mark.parametrize(
    "question",
    ["가람숲 도서관 예산은 얼마야?", "다온 체육센터는 어디에 있어?", "도시텃밭은 누가 신청할 수 있어?"],
)
def test_a_whole_question_is_answered_as_if_it_were_the_first(question: str, talk: Talk) -> None:
    (alone,) = talk(question)
    for before in ("가람숲 도서관 위치는?", "다온 체육센터 예산은?", "도시텃밭 신청기간은?", "하늘전망대는?"):
        *_, later = talk(before, question)
        assert (later["status"], later["answer"]) == ("answered", alone["answer"])


# What is not


@pytest.mark.parametrize("follow_up", ["예산은?", "거기 위치는?", "그중 규모는?"])
def test_another_conversation_knows_nothing(follow_up: str, talk: Talk) -> None:
    *_, told = talk("가람숲 도서관에 대해 알려줘", follow_up)
    assert told["status"] == "answered"
    (other,) = talk(follow_up)
    assert other["conversation_id"] != told["conversation_id"]
    assert (other["status"], other["citations"]) == ("not_found", [])


def test_conversations_side_by_side_keep_their_subjects(service: Service) -> None:
    one, other = service.ask("가람숲 도서관 예산은?"), service.ask("다온 체육센터 예산은?")
    here = service.ask("위치는?", one["conversation_id"])
    there = service.ask("위치는?", other["conversation_id"])
    assert quotes(here) == ["위    치 : 새솔시 가람로 12 일대"]
    assert quotes(there) == ["위    치 : 새솔시 다온동 7-1"]


def test_a_forgotten_conversation_is_not_found_and_not_remembered(service: Service) -> None:
    conversation = service.ask("가람숲 도서관 예산은?")["conversation_id"]
    assert service.ask("위치는?", conversation)["status"] == "answered"
    service.forget(conversation)
    with pytest.raises(NotFound):
        service.ask("위치는?", conversation)
    assert service.ask("위치는?")["status"] == "not_found"


def test_an_attribute_that_the_new_subject_lacks_is_not_taken_from_the_old(talk: Talk) -> None:
    *_, last = talk("가람숲 도서관 위치는?", "도시텃밭은?")
    assert last["status"] == "not_found"
    assert "가람로" not in last["answer"]


def test_a_greeting_gives_a_follow_up_no_subject(talk: Talk) -> None:
    assert talk("안녕하세요", "예산은?")[-1]["status"] == "not_found"


def test_a_subject_lasts_as_long_as_it_is_spoken_of(talk: Talk) -> None:
    asked = ["위치", "규모", "기간", "예산"] * (MAX_TURNS // 2)
    bodies = talk("가람숲 도서관 예산은?", *(f"{attribute}은?" for attribute in asked))
    assert [body["status"] for body in bodies] == ["answered"] * len(bodies)
    assert {citation["section"][2] for body in bodies for citation in body["citations"]} == {"1 가람숲 도서관 건립"}


# How a follow-up is read


def follow(*questions: str) -> Query:
    *before, last = questions
    return read_follow_up(last, [Earlier(question, ()) for question in before])


def worth(query: Query) -> dict[str, float]:
    return {term.form: share for term, share in query.inherited}


@pytest.mark.parametrize("question", ["가람숲 도서관 예산은 얼마야?", "위치는?", "안녕하세요", "거기는?"])
def test_the_first_question_is_read_by_itself(question: str) -> None:
    assert read_follow_up(question, []) == read_query(question)


def test_a_word_that_is_said_again_is_not_inherited() -> None:
    assert "도서관" in worth(follow("가람숲 도서관 예산은?", "위치는?"))
    assert "도서관" not in worth(follow("가람숲 도서관 예산은?", "도서관 위치는?"))


def test_a_word_that_is_set_aside_is_not_inherited() -> None:
    assert "도서관" not in worth(follow("가람숲 도서관 예산은?", "도서관 말고 체육센터"))


def test_an_older_word_is_worth_less_than_a_newer() -> None:
    shares = worth(follow("가람숲 도서관 예산은?", "한빛 텃밭은?", "거기 위치는?"))
    assert 0 < shares["도서관"] < shares["텃밭"] <= 1


def test_a_word_fades_with_each_turn() -> None:
    questions = ["가람숲 도서관 예산은?", "한빛 텃밭은?", "거기 위치는?", "거기 규모는?"]
    assert 0 < worth(follow(*questions))["도서관"] < worth(follow(*questions[:-1]))["도서관"]


def test_what_is_asked_is_inherited_only_where_nothing_else_is_asked() -> None:
    inherited, own = (
        follow("가람숲 도서관 예산은?", "한빛 텃밭은?"),
        follow("가람숲 도서관 예산은?", "한빛 텃밭 위치는?"),
    )
    assert inherited.attribute == read_query("예산은?").attribute
    assert own.attribute == read_query("위치는?").attribute


def test_a_change_of_topic_inherits_nothing() -> None:
    question = "그나저나 한빛 텃밭 위치는?"
    assert follow("가람숲 도서관 예산은?", question) == read_query(question)
