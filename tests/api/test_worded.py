"""A language model on a leash: what it says is told only when it is proved; when it fails, nothing is lost."""

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from api.bootstrap import load_writer, make_service
from api.conversations import Conversations
from api.errors import ModelMisnamed, ModelUnreachable
from api.http.app import make_app
from api.service import Service
from api.settings import Settings
from retriever.embedding import Embedder

QUESTIONS = [
    "가람숲 도서관 소요예산이 얼마야?",
    "가람숲 도서관은 어디에 있어?",
    "도시텃밭 소요예산은 얼마야?",
    "도시텃밭 신청은 언제까지야?",
    "가람숲 도서관은 누가 운영해?",
    "가람숲 도서관 규모가 어떻게 돼?",
]
Serve = Callable[..., Service]


@pytest.fixture
def serve(invented_settings: Settings, embedder: Embedder, tmp_path: Path, chat_server: Any) -> Serve:
    """A service over the invented report whose answers are worded by a model of the test server."""

    def make(model: str, **settings: object) -> Service:
        own = {"llm": f"openai:{model}", "llm_base_url": chat_server.address, "llm_api_key": "key", "llm_timeout": 5.0}
        changed = Settings(**{**invented_settings.model_dump(), **own, **settings})
        return make_service(changed, embedder, Conversations(tmp_path / f"{model}.sqlite3", keep_days=1))

    return make


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d[\d,.]*", re.sub(r"\[\d+\]", "", text)))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_faithful_model_words_the_answer(question: str, serve: Serve, invented_service: Service) -> None:
    worded, extracted = serve("faithful").ask(question), invented_service.ask(question)
    assert worded["mode"] == "generated"
    assert worded["status"] == "answered"
    assert numbers(worded["answer"]) == numbers(extracted["answer"])
    assert [c["quote"] for c in worded["citations"]] == [c["quote"] for c in extracted["citations"]]
    assert worded["checks"] == {"citations_verified": True, "values_grounded": True}


@pytest.mark.parametrize("model", ["liar", "denier", "garbage", "silent", "absent", "obedient", "broken", "ghost-only"])
@pytest.mark.parametrize("question", QUESTIONS[:3])
def test_what_is_not_proved_is_replaced_by_what_is(
    model: str, question: str, serve: Serve, invented_service: Service
) -> None:
    told, extracted = serve("garbage" if model == "ghost-only" else model).ask(question), invented_service.ask(question)
    assert told["mode"] == "extractive"
    assert (told["answer"], told["citations"]) == (extracted["answer"], extracted["citations"])


def test_a_sentence_that_is_not_proved_is_dropped_and_the_others_stay(serve: Serve) -> None:
    told = serve("talkative").ask(QUESTIONS[0])
    assert told["mode"] == "generated"
    assert "날씨" not in told["answer"]
    assert "4,000백만원" in told["answer"]


@pytest.mark.parametrize("model", ["ghost", "uncited"])
def test_marks_of_passages_that_were_not_given_are_removed_and_the_missing_one_added(model: str, serve: Serve) -> None:
    told = serve(model).ask(QUESTIONS[0])
    assert told["mode"] == "generated"
    assert re.findall(r"\[(\d+)\]", told["answer"]) == ["1"]


def test_the_model_is_shown_the_passages_as_data_and_the_answer(serve: Serve, chat_server: Any) -> None:
    serve("faithful").ask(QUESTIONS[0])
    system, user = (message["content"] for message in chat_server.asked[-1]["messages"])
    assert "지시" in system
    assert "<자료 번호=1" in user
    assert "소요예산 : 4,000백만원" in user
    assert QUESTIONS[0] in user
    assert chat_server.asked[-1]["temperature"] == 0


@pytest.mark.parametrize("question", ["가람숲 도서관 주차료는?", "안녕하세요", "도서관과 텃밭 예산을 모두 더하면?"])
def test_a_refusal_a_greeting_and_a_calculation_are_told_as_they_are(
    question: str, serve: Serve, chat_server: Any, invented_service: Service
) -> None:
    told = serve("faithful").ask(question)
    assert told["mode"] == "extractive"
    assert told["answer"] == invented_service.ask(question)["answer"]
    assert chat_server.asked == []


@pytest.mark.parametrize("model", ["hanging", "dripping"])
def test_a_slow_model_is_waited_for_no_longer_than_allowed(model: str, serve: Serve, invented_service: Service) -> None:
    service = serve(model, llm_timeout=0.6)
    started = time.monotonic()
    told = service.ask(QUESTIONS[0])
    assert time.monotonic() - started < 1.6
    assert told["mode"] == "extractive"
    assert told["answer"] == invented_service.ask(QUESTIONS[0])["answer"]


def test_a_connection_that_breaks_off_before_anything_is_proved_costs_nothing(serve: Serve) -> None:
    assert serve("cut").ask(QUESTIONS[0])["mode"] == "extractive"


@pytest.mark.parametrize("model", ["hanging", "broken"])
def test_behind_a_failure_the_next_questions_do_not_wait(model: str, serve: Serve, chat_server: Any) -> None:
    service = serve(model, llm_timeout=0.6)
    assert service.language_model == "ok"
    service.ask(QUESTIONS[0])
    assert service.language_model == "degraded"
    asked = len(chat_server.asked)
    for question in QUESTIONS:  # the relevance model reads each question once
        service.ask(question)
    started = time.monotonic()
    for question in QUESTIONS:
        assert service.ask(question)["mode"] == "extractive"
    assert time.monotonic() - started < 0.5
    assert len(chat_server.asked) == asked, "the model is left alone"


def test_nothing_listening_is_a_failure_like_any_other(serve: Serve) -> None:
    service = serve("faithful", llm_base_url="http://127.0.0.1:9/v1")
    assert service.ask(QUESTIONS[0])["mode"] == "extractive"
    assert service.language_model == "degraded"


def test_where_a_model_is_demanded_its_failure_is_told(serve: Serve, invented_settings: Settings) -> None:
    service = serve("broken", llm_required=True)
    with pytest.raises(ModelUnreachable):
        service.ask(QUESTIONS[0])
    response = TestClient(make_app(service, invented_settings)).post("/v1/ask", json={"question": QUESTIONS[0]})
    assert response.status_code == 503
    assert response.json()["type"] == "/problems/no-language-model"
    assert response.headers["Retry-After"]


def test_where_a_model_is_demanded_a_lie_is_still_replaced(serve: Serve) -> None:
    assert serve("liar", llm_required=True).ask(QUESTIONS[0])["mode"] == "extractive"


def test_the_service_stays_ready_and_says_that_it_is_degraded(serve: Serve, invented_settings: Settings) -> None:
    service = serve("broken")
    client = TestClient(make_app(service, invented_settings))
    assert client.get("/readyz").json()["language_model"] == "ok"
    client.post("/v1/ask", json={"question": QUESTIONS[0]})
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["language_model"]) == (200, "degraded")


@pytest.mark.parametrize("model", ["faithful", "talkative", "liar", "ghost", "cut", "broken"])
@pytest.mark.parametrize("question", QUESTIONS[:2])
def test_a_stream_tells_the_same_and_nothing_that_is_not_in_the_answer(model: str, question: str, serve: Serve) -> None:
    events = list(serve(model).reply(question).events())
    body = events[-1].data
    assert events[-1].name == "done"
    assert "".join(e.data["text"] for e in events if e.name == "delta") == body["answer"]
    assert [e.data for e in events if e.name == "citation"] == body["citations"]
    numbered = [citation["number"] for citation in body["citations"]]
    assert sorted(set(map(int, re.findall(r"\[(\d+)\]", body["answer"])))) == numbered


def test_beyond_the_calls_under_way_and_those_that_wait_a_question_is_refused(
    serve: Serve, invented_settings: Settings, chat_server: Any
) -> None:
    service = serve("hanging", llm_calls=1, llm_timeout=6.0)
    client = TestClient(make_app(service, invented_settings))
    threads = [threading.Thread(target=service.ask, args=(question,)) for question in QUESTIONS[:3]]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 3
    while service._writer._callers._value and time.monotonic() < until:
        time.sleep(0.01)
    response = client.post("/v1/ask", json={"question": QUESTIONS[3]})
    assert (response.status_code, response.json()["type"]) == (503, "/problems/overloaded")
    assert response.headers["Retry-After"]
    assert len(chat_server.asked) == 1, "one call at a time"
    chat_server.released.set()
    for thread in threads:
        thread.join(10)


def test_an_asker_who_goes_away_ends_the_call(serve: Serve) -> None:
    service = serve("dripping", llm_timeout=20.0, llm_calls=1)
    events = service.reply(QUESTIONS[0]).events()
    next(events)
    events.close()
    assert service._writer._places.acquire(timeout=3), "the place of the call is free again"


def test_a_follow_up_is_made_to_stand_alone_only_where_the_rules_found_nothing(serve: Serve, chat_server: Any) -> None:
    service = serve("rewriter")
    first = service.ask("가람숲 도서관 소요예산이 얼마야?")
    asked = len(chat_server.asked)
    told = service.ask("위치는 어디야?", first["conversation_id"])
    assert "가람로" in told["answer"]
    assert len(chat_server.asked) == asked + 1, "asked for a wording only"


@pytest.mark.parametrize(
    ("model", "status"), [("rewriter", "answered"), ("inventor", "not_found"), ("broken", "not_found")]
)
def test_a_follow_up_may_be_rewritten_but_nothing_added(model: str, status: str, serve: Serve) -> None:
    service = serve(model)
    thanked = service.ask("고마워 가람숲 도서관 잘 봤어")
    assert thanked["status"] == "small_talk"
    told = service.ask("어디야?", thanked["conversation_id"])
    assert told["status"] == status
    if status == "answered":
        assert "가람로" in told["answer"]


def test_an_asker_who_hangs_up_ends_the_call(
    serve: Serve, invented_settings: Settings, chat_server: Any, listening: Any
) -> None:
    """Over real HTTP: the server notices that nobody listens, and lets the model go."""
    service = serve("dripping", llm_timeout=20.0, llm_calls=1)
    body = {"question": QUESTIONS[0], "stream": True}
    with listening(make_app(service, invented_settings)) as address:
        with httpx2.stream("POST", f"{address}/v1/ask", json=body, timeout=5) as response:
            lines = response.iter_lines()
            assert next(lines) == "event: status"
            until = time.monotonic() + 5
            while not chat_server.asked and time.monotonic() < until:
                time.sleep(0.01)
            assert not service._writer._places.acquire(blocking=False), "the model is being asked"
        assert service._writer._places.acquire(timeout=5), "the place of the call is free again"


def test_what_was_worded_is_kept_as_it_was_told(serve: Serve) -> None:
    service = serve("faithful")
    body = service.ask(QUESTIONS[0])
    assert service.answer(body["id"]) == body


@pytest.mark.parametrize(
    ("name", "said"),
    [("nonsense", "openai:이름"), ("ollama:x", "pip install 'mundap[ollama]'"), ("no:x", "MUNDAP_LLM")],
)
def test_a_model_that_cannot_be_used_is_told_with_the_next_step(name: str, said: str) -> None:
    with pytest.raises(ModelMisnamed, match=re.escape(said)):
        load_writer(name, "", "", 1.0, 1)


def test_without_a_model_nothing_of_langchain_s_models_is_loaded() -> None:
    assert load_writer("", "", "", 1.0, 1) is None
