"""The chat completions of OpenAI, asked with OpenAI's own client."""

import re
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from fastapi.testclient import TestClient

from api.service import Service
from api.wire import to_json

QUESTION = "가람숲 도서관 소요예산이 얼마야?"


@pytest.fixture(scope="module")
def chat(live_server: str) -> Iterator[openai.OpenAI]:
    """OpenAI's client over a server of the real report."""
    with openai.OpenAI(base_url=f"{live_server}/v1", api_key="any", max_retries=0) as client:
        yield client


def asked(*questions: str) -> list[dict[str, str]]:
    """A history of questions, with something said to each but the last."""
    history = [({"role": "user", "content": q}, {"role": "assistant", "content": "답했습니다."}) for q in questions]
    return [{"role": "system", "content": "You are a pirate."}, *[m for turn in history for m in turn][:-1]]


@pytest.fixture
def question(service: Service) -> str:
    """A question that the real index has proved to answer."""
    return service.suggestions()[0]


def test_the_client_finds_the_model(chat: openai.OpenAI) -> None:
    assert [model.id for model in chat.models.list()] == ["mundap"]


def test_the_client_gets_the_answer_with_its_citations(chat: openai.OpenAI, service: Service, question: str) -> None:
    done = chat.chat.completions.create(model="mundap", messages=asked(question), temperature=0.3)
    told, body = done.choices[0], done.model_extra["mundap"]
    assert told.finish_reason == "stop"
    assert told.message.role == "assistant"
    assert body["answer"] == service.ask(question)["answer"]
    assert told.message.content.startswith(body["answer"])
    for citation in body["citations"]:
        assert f"[{citation['number']}] {citation['source']} {citation['line_start']}행" in told.message.content
        assert citation["quote"] in told.message.content
    assert service.answer(done.id) == body


def test_the_client_streams_the_same(chat: openai.OpenAI, question: str) -> None:
    whole = chat.chat.completions.create(model="mundap", messages=asked(question))
    chunks = list(chat.chat.completions.create(model="mundap", messages=asked(question), stream=True))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert text == whole.choices[0].message.content
    assert [chunk.choices[0].finish_reason for chunk in chunks][-1] == "stop"
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-1].model_extra["mundap"]["answer"] == whole.model_extra["mundap"]["answer"]
    assert len({chunk.id for chunk in chunks}) == 1


def test_the_history_of_the_client_resolves_a_follow_up(client: TestClient) -> None:
    def content(*questions: str) -> str:
        body = client.post("/v1/chat/completions", json={"model": "mundap", "messages": asked(*questions)}).json()
        return body["choices"][0]["message"]["content"]

    assert "가람로" in content(QUESTION, "거기는 어디야?")
    assert "가람로" not in content("한빛 도시텃밭은 누가 신청해?", "거기 예산은?")


def test_a_refusal_has_no_notes(client: TestClient) -> None:
    body = client.post("/v1/chat/completions", json={"model": "mundap", "messages": asked("안녕하세요")}).json()
    assert body["mundap"]["status"] == "small_talk"
    assert body["choices"][0]["message"]["content"] == body["mundap"]["answer"]


def test_a_message_may_come_in_parts(client: TestClient) -> None:
    parts = [{"type": "text", "text": QUESTION}, {"type": "image_url", "image_url": {"url": "data:,"}}]
    body = client.post(
        "/v1/chat/completions", json={"model": "mundap", "messages": [{"role": "user", "content": parts}]}
    ).json()
    assert "4,000백만원" in body["choices"][0]["message"]["content"]


def test_an_unknown_model_is_refused_with_the_name_of_the_right_one(chat: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as refused:
        chat.chat.completions.create(model="gpt-9", messages=asked(QUESTION))
    assert "mundap" in refused.value.response.json()["detail"]


@pytest.mark.parametrize(
    ("messages", "kind"),
    [
        ([], "invalid-request"),
        ([{"role": "assistant", "content": "네"}], "question-empty"),
        ([{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "네"}], "question-empty"),
        ([{"role": "user", "content": " "}], "question-empty"),
        ([{"role": "user"}], "question-empty"),
        ([{"role": "user", "content": "가" * 2001}], "question-too-long"),
        ([{"role": "pirate", "content": QUESTION}], "invalid-request"),
        ("안녕", "invalid-request"),
    ],
    ids=["none", "no question", "answered already", "blank", "nothing", "long", "role", "no list"],
)
@pytest.mark.parametrize("stream", [False, True])
def test_what_cannot_be_asked_is_a_problem(messages: Any, kind: str, stream: bool, client: TestClient) -> None:
    response = client.post("/v1/chat/completions", json={"model": "mundap", "messages": messages, "stream": stream})
    assert response.status_code == 422
    assert response.json()["type"] == f"/problems/{kind}"


def test_a_long_history_is_taken_though_a_question_of_that_size_is_not(client: TestClient) -> None:
    history = [{"role": "assistant", "content": "가" * 50_000}, {"role": "user", "content": QUESTION}]
    body = {"model": "mundap", "messages": history}
    assert len(to_json(body).encode()) > 64 * 1024
    assert client.post("/v1/chat/completions", json=body).status_code == 200
    assert client.post("/v1/ask", json={"question": "가" * 50_000}).status_code == 413
    huge = [{"role": "assistant", "content": "가" * 400_000}, {"role": "user", "content": QUESTION}]
    assert client.post("/v1/chat/completions", json={"model": "mundap", "messages": huge}).status_code == 413


def test_a_fault_in_the_middle_of_a_stream_is_told_and_the_stream_ended(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(answer: object) -> Iterator[None]:
        raise RuntimeError("out of luck")

    monkeypatch.setattr("api.reply._extracted", broken)
    body = {"model": "mundap", "messages": asked(QUESTION), "stream": True}
    text = client.post("/v1/chat/completions", json=body).text
    assert "out of luck" not in text
    assert '"error"' in text
    assert re.search(r"[가-힣]", text)
    assert text.rstrip().endswith("data: [DONE]")
