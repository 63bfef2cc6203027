"""The contract over HTTP: bodies, streams, problems, headers, and what a page or an operator relies on."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from api import reply
from api.answering.answerer import Answer
from api.bootstrap import make_index, make_service
from api.conversations import Conversations
from api.http.app import make_app
from api.http.problems import PROBLEMS
from api.live import LiveIndex
from api.reply import Event, pieces
from api.service import Service
from api.settings import Settings
from retriever.embedding import Embedder
from retriever.generation import generations_folder, read_pointer

ANSWER_FIELDS = {
    "id",
    "conversation_id",
    "status",
    "answer",
    "citations",
    "suggestions",
    "mode",
    "generated_by_ai",
    "checks",
    "index",
    "timings_ms",
}
CITATION_FIELDS = {
    "number",
    "document_id",
    "document_title",
    "source",
    "revision",
    "start",
    "end",
    "line_start",
    "line_end",
    "page",
    "quote",
    "section",
}
PASSAGE_FIELDS = CITATION_FIELDS - {"number", "revision", "quote"} | {"text", "score"}
MARK = re.compile(r"\[(\d+)\]")
STATED = "가람숲 도서관 예산은 얼마인가요?"
LISTED = "가람숲 도서관 주요시설"
QUESTIONS = {STATED: "answered", LISTED: "answered", "2031년 도시텃밭 예산은?": "not_found", "안녕하세요": "small_talk"}


def ask(client: TestClient, question: str, **more: Any) -> dict[str, Any]:
    response = client.post("/v1/ask", json={"question": question, **more})
    assert response.status_code == 200, response.text
    return response.json()


def streamed(client: TestClient, question: str) -> list[Event]:
    """The events of a streamed answer."""
    response = client.post("/v1/ask", json={"question": question, "stream": True})
    assert response.status_code == 200, response.text
    assert response.headers["Content-Type"].startswith("text/event-stream")
    return events_in(response.text)


def events_in(text: str) -> list[Event]:
    found = []
    for block in text.replace("\r\n", "\n").strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        found.append(Event(fields["event"], json.loads(fields["data"])))
    return found


def assert_problem(response: Any, status: int, kind: str) -> dict[str, Any]:
    """What holds for every error: a problem object with a Korean title, numbered as its header says."""
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body.keys() == {"type", "title", "status", "detail", "instance"}
    assert body["type"] == f"/problems/{kind}"
    assert body["status"] == status
    assert body["instance"] == response.headers["X-Request-ID"]
    for text in (body["title"], body["detail"]):
        assert re.search("[가-힣]", text)
        assert text in response.text, "Hangul is not escaped"
    return body


@pytest.fixture(scope="module")
def real_client(service: Service, settings: Settings) -> TestClient:
    """A client of the service over the real index of the real corpus."""
    return TestClient(make_app(service, settings))


# Answers


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_has_exactly_the_fields_of_the_contract(question: str, client: TestClient) -> None:
    body = ask(client, question)
    assert body.keys() == ANSWER_FIELDS
    assert body["status"] == QUESTIONS[question]
    assert (body["mode"], body["generated_by_ai"]) == ("extractive", True)
    assert body["checks"] == {"citations_verified": True, "values_grounded": True}
    assert body["timings_ms"].keys() == {"retrieve", "answer", "total"}
    assert min(body["timings_ms"].values()) >= 0
    assert body["id"].startswith("ans_")
    assert body["conversation_id"].startswith("con_")
    assert len(body["suggestions"]) <= 3
    for citation in body["citations"]:
        assert citation.keys() == CITATION_FIELDS


@pytest.mark.parametrize("question", QUESTIONS)
def test_marks_and_citations_match_one_to_one(question: str, client: TestClient) -> None:
    body = ask(client, question)
    marks = [int(mark) for mark in MARK.findall(body["answer"])]
    assert marks == [citation["number"] for citation in body["citations"]] == list(range(1, len(marks) + 1))


def test_every_real_citation_quotes_the_canonical_text(real_client: TestClient) -> None:
    questions = real_client.get("/v1/suggestions").json()["suggestions"]
    texts: dict[str, str] = {}
    cited = 0
    for question in [*questions, *(f"{question} 2031년에는?" for question in questions)]:
        for citation in ask(real_client, question)["citations"]:
            id_ = citation["document_id"]
            texts.setdefault(id_, real_client.get(f"/v1/documents/{id_}/text").text)
            assert texts[id_][citation["start"] : citation["end"]] == citation["quote"]
            before = texts[id_][: citation["start"]]
            assert citation["line_start"] == before.count("\n") + 1
            assert citation["line_end"] == citation["line_start"] + citation["quote"].count("\n")
            cited += 1
    assert cited >= len(questions)


def test_suggestions_are_answered_with_the_right_citation(real_client: TestClient, service: Service) -> None:
    suggested = real_client.get("/v1/suggestions").json()["suggestions"]
    assert len(suggested) >= 10
    proofs = {proven.question: proven.quote for proven in service.index.current().generation.suggestions}
    for question in suggested:
        body = ask(real_client, question)
        assert (body["status"], body["citations"][0]["quote"]) == ("answered", proofs[question])


def test_the_next_questions_are_suggestions_about_something_else(client: TestClient) -> None:
    suggested = client.get("/v1/suggestions").json()["suggestions"]
    asked = suggested[0]
    following = ask(client, asked)["suggestions"]
    assert following
    assert set(following) <= set(suggested) - {asked}


def test_a_decomposed_question_is_answered_like_a_composed_one(client: TestClient) -> None:
    decomposed = ask(client, unicodedata.normalize("NFD", STATED))
    assert decomposed["answer"] == ask(client, STATED)["answer"]
    assert decomposed["citations"] == ask(client, STATED)["citations"]


def test_a_lone_surrogate_in_a_question_is_ignored(client: TestClient) -> None:
    question = STATED.replace("도서관", "도서관\\ud800")
    body = f'{{"question": "{question}"}}'.encode()
    response = client.post("/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.json()["answer"] == ask(client, STATED)["answer"]


def test_hangul_is_not_escaped(client: TestClient) -> None:
    for stream in (False, True):
        response = client.post("/v1/ask", json={"question": STATED, "stream": stream})
        assert "가람숲 도서관 건립" in response.content.decode("utf-8")
        assert "\\u" not in response.text


def test_questions_at_the_limit_are_answered(client: TestClient) -> None:
    assert ask(client, STATED.ljust(2000, "?"))["status"] in ("answered", "not_found")


def test_only_the_documents_asked_for_answer(client: TestClient) -> None:
    (document,) = client.get("/v1/documents").json()["documents"]
    body = ask(client, STATED, document_ids=[document["document_id"]])
    assert [citation["document_id"] for citation in body["citations"]] == [document["document_id"]]


def test_questions_at_once_get_their_own_answers(client: TestClient) -> None:
    expected = {question: ask(client, question)["answer"] for question in QUESTIONS}
    questions = list(QUESTIONS) * 5
    with ThreadPoolExecutor(4) as pool:
        bodies = list(pool.map(lambda question: ask(client, question), questions))
    assert [body["answer"] for body in bodies] == [expected[question] for question in questions]
    assert len({body["id"] for body in bodies}) == len(bodies)


# Streams


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_stream_tells_the_answer_piece_by_piece(question: str, client: TestClient) -> None:
    told = streamed(client, question)
    names = [event.name for event in told]
    assert names[0] == "status"
    assert set(names[1:-1]) <= {"status", "delta", "citation"}
    assert names[-1] == "done"
    assert names.count("done") == 1
    body = told[-1].data
    assert body.keys() == ANSWER_FIELDS
    assert "".join(event.data["text"] for event in told if event.name == "delta") == body["answer"]
    assert [event.data for event in told if event.name == "citation"] == body["citations"]
    assert all(re.search("[가-힣]", event.data["text"]) for event in told if event.name == "status")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_citation_comes_before_the_text_that_refers_to_it(question: str, client: TestClient) -> None:
    known: set[int] = set()
    for event in streamed(client, question):
        if event.name == "citation":
            known.add(event.data["number"])
        elif event.name == "delta":
            assert {int(mark) for mark in MARK.findall(event.data["text"])} <= known


def test_a_list_is_told_in_several_pieces(client: TestClient) -> None:
    deltas = [event for event in streamed(client, LISTED) if event.name == "delta"]
    assert len(deltas) >= 3


@pytest.mark.parametrize("text", ["", "한 줄", "첫 문장입니다. 둘째 [1]\n- 셋째 [2]\n", "[1] [2]", "3.5. 끝. "])
def test_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


def test_a_streamed_answer_is_kept_like_any_other(client: TestClient) -> None:
    body = streamed(client, STATED)[-1].data
    assert client.get(f"/v1/answers/{body['id']}").json() == body


def test_a_fault_in_the_middle_of_a_stream_ends_it_with_a_problem(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(answer: Answer) -> Iterator[Event]:
        yield from list(told_by_extraction(answer))[:1]
        raise RuntimeError("out of luck")

    told_by_extraction = reply._extracted
    monkeypatch.setattr(reply, "_extracted", broken)
    response = client.post("/v1/ask", json={"question": STATED, "stream": True})
    told = events_in(response.text)
    assert "done" not in [event.name for event in told]
    assert len(told) == 4
    assert told[-1].name == "error"
    assert told[-1].data["type"] == "/problems/internal"
    assert told[-1].data["instance"] == response.headers["X-Request-ID"]
    assert "out of luck" not in response.text


def test_a_question_that_cannot_be_asked_is_a_problem_and_no_stream(client: TestClient) -> None:
    assert_problem(client.post("/v1/ask", json={"question": " ", "stream": True}), 422, "question-empty")


# Search


def test_passages_are_ranked_and_have_exactly_the_fields_of_the_contract(client: TestClient) -> None:
    body = client.post("/v1/search", json={"question": STATED}).json()
    assert body.keys() == {"passages", "timings_ms"}
    scores = [passage["score"] for passage in body["passages"]]
    assert 0 < len(scores) <= 10
    assert scores == sorted(scores, reverse=True)
    text = client.get(f"/v1/documents/{body['passages'][0]['document_id']}/text").text
    for passage in body["passages"]:
        assert passage.keys() == PASSAGE_FIELDS
        assert text[passage["start"] : passage["end"]] == passage["text"]
        assert len(passage["text"]) <= 600


def test_the_limit_of_a_search_is_kept(client: TestClient) -> None:
    assert len(client.post("/v1/search", json={"question": STATED, "limit": 2}).json()["passages"]) == 2


# Documents


def test_documents_are_told_and_their_text_is_the_canonical_one(
    real_client: TestClient, settings: Settings, report: Any
) -> None:
    (told,) = real_client.get("/v1/documents").json()["documents"]
    assert told["document_id"] == report.id
    assert told["revision"] == report.revision
    assert (told["characters"], told["lines"]) == (len(report.text), report.text.count("\n") + 1)
    assert real_client.get(f"/v1/documents/{report.id}").json() == told
    response = real_client.get(f"/v1/documents/{report.id}/text")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text == report.text


# Answers and conversations, kept and forgotten


def test_an_answer_is_read_as_it_was_given(client: TestClient) -> None:
    for question in QUESTIONS:
        body = ask(client, question)
        assert client.get(f"/v1/answers/{body['id']}").json() == body


def test_a_conversation_goes_on_until_it_is_deleted(client: TestClient) -> None:
    first = ask(client, STATED)
    conversation = first["conversation_id"]
    second = ask(client, LISTED, conversation_id=conversation)
    assert second["conversation_id"] == conversation
    rating = {"answer_id": first["id"], "rating": "up", "comment": "정확해요"}
    for _ in range(2):
        assert client.post("/v1/feedback", json=rating).status_code == 204
    deleted = client.delete(f"/v1/conversations/{conversation}")
    assert (deleted.status_code, deleted.content) == (204, b"")
    for body in (first, second):
        assert_problem(client.get(f"/v1/answers/{body['id']}"), 404, "not-found")
    assert_problem(client.post("/v1/feedback", json=rating), 404, "not-found")
    assert_problem(client.delete(f"/v1/conversations/{conversation}"), 404, "not-found")
    asked = {"question": STATED, "conversation_id": conversation}
    assert_problem(client.post("/v1/ask", json=asked), 404, "not-found")


def test_each_question_without_a_conversation_starts_one(client: TestClient) -> None:
    assert ask(client, STATED)["conversation_id"] != ask(client, STATED)["conversation_id"]


# Problems


def posted(path: str, **body: Any) -> tuple[str, str, dict[str, Any]]:
    return "POST", path, {"json": body}


def sent(path: str, content: bytes) -> tuple[str, str, dict[str, Any]]:
    return "POST", path, {"content": content, "headers": {"Content-Type": "application/json"}}


FAULTS = {
    "empty": (posted("/v1/ask", question=""), 422, "question-empty"),
    "white space": (posted("/v1/ask", question=" \t\n\u00a0\u3000"), 422, "question-empty"),
    "control characters": (posted("/v1/ask", question="\x00\x07\x1b"), 422, "question-empty"),
    "invisible characters": (posted("/v1/ask", question="\u200b\ufeff\uf000"), 422, "question-empty"),
    "punctuation": (posted("/v1/ask", question="?!…"), 422, "question-empty"),
    "lone surrogate": (sent("/v1/ask", b'{"question": "\\ud800"}'), 422, "question-empty"),
    "lone surrogate as a conversation": (
        sent("/v1/ask", b'{"question": "a b", "conversation_id": "\\ud800"}'),
        422,
        "invalid-request",
    ),
    "lone surrogate as a document": (
        sent("/v1/ask", b'{"question": "a b", "document_ids": ["\\ud800"]}'),
        422,
        "invalid-request",
    ),
    "lone surrogate as a field": (sent("/v1/ask", b'{"question": "a b", "\\ud800": 1}'), 422, "invalid-request"),
    "too long": (posted("/v1/ask", question="가" * 2001), 422, "question-too-long"),
    "no question": (posted("/v1/ask"), 422, "invalid-request"),
    "question of another type": (posted("/v1/ask", question=7), 422, "invalid-request"),
    "null question": (posted("/v1/ask", question=None), 422, "invalid-request"),
    "stream of another type": (posted("/v1/ask", question=STATED, stream="perhaps"), 422, "invalid-request"),
    "unknown field": (posted("/v1/ask", question=STATED, model="big"), 422, "invalid-request"),
    "no documents": (posted("/v1/ask", question=STATED, document_ids=[]), 422, "invalid-request"),
    "documents of another type": (posted("/v1/ask", question=STATED, document_ids="doc"), 422, "invalid-request"),
    "unknown document": (posted("/v1/ask", question=STATED, document_ids=["doc_no"]), 404, "not-found"),
    "unknown conversation": (posted("/v1/ask", question=STATED, conversation_id="con_no"), 404, "not-found"),
    "no JSON": (sent("/v1/ask", b"question=7"), 422, "invalid-request"),
    "a list": (sent("/v1/ask", b"[]"), 422, "invalid-request"),
    "no body": (("POST", "/v1/ask", {}), 422, "invalid-request"),
    "no UTF-8": (sent("/v1/ask", b'{"question": "\xff\xfe"}'), 400, "invalid-request"),
    "too much": (posted("/v1/ask", question="가" * 30_000), 413, "request-too-large"),
    "search: empty": (posted("/v1/search", question=" "), 422, "question-empty"),
    "search: too long": (posted("/v1/search", question="가" * 2001), 422, "question-too-long"),
    "search: limit 0": (posted("/v1/search", question=STATED, limit=0), 422, "invalid-request"),
    "search: limit 101": (posted("/v1/search", question=STATED, limit=101), 422, "invalid-request"),
    "search: no documents": (posted("/v1/search", question=STATED, document_ids=[]), 422, "invalid-request"),
    "search: unknown document": (posted("/v1/search", question=STATED, document_ids=["no"]), 404, "not-found"),
    "feedback: unknown answer": (posted("/v1/feedback", answer_id="ans_no", rating="up"), 404, "not-found"),
    "feedback: unknown rating": (posted("/v1/feedback", answer_id="ans_no", rating="meh"), 422, "invalid-request"),
    "feedback: lone surrogate": (
        sent("/v1/feedback", b'{"answer_id": "\\ud800", "rating": "up"}'),
        422,
        "invalid-request",
    ),
    "feedback: long comment": (
        posted("/v1/feedback", answer_id="ans_no", rating="up", comment="가" * 2001),
        422,
        "invalid-request",
    ),
    "unknown answer": (("GET", "/v1/answers/ans_no", {}), 404, "not-found"),
    "unknown document text": (("GET", "/v1/documents/doc_no/text", {}), 404, "not-found"),
    "unknown document id": (("GET", "/v1/documents/doc_no", {}), 404, "not-found"),
    "unknown conversation id": (("DELETE", "/v1/conversations/con_no", {}), 404, "not-found"),
    "unknown problem": (("GET", "/problems/no", {}), 404, "not-found"),
    "unknown address": (("GET", "/v2/ask", {}), 404, "not-found"),
    "unknown file": (("GET", "/static/no.js", {}), 404, "not-found"),
    "outside the static files": (("GET", "/static/%2e%2e/settings.py", {}), 404, "not-found"),
    "another method": (("GET", "/v1/ask", {}), 405, "method-not-allowed"),
}


@pytest.mark.parametrize(("request_", "status", "kind"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_request_is_a_problem(
    request_: tuple[str, str, dict[str, Any]], status: int, kind: str, client: TestClient
) -> None:
    method, path, more = request_
    assert_problem(client.request(method, path, **more), status, kind)


def test_a_body_of_unknown_length_is_cut_off_too(client: TestClient) -> None:
    parts = (b'{"question": "' + b"a" * 8192 for _ in range(12))
    response = client.post("/v1/ask", content=parts, headers={"Content-Type": "application/json"})
    assert_problem(response, 413, "request-too-large")


def test_a_problem_does_not_repeat_what_was_sent(client: TestClient) -> None:
    response = client.post("/v1/ask", json={"question": STATED, "<script>alert(1)</script>" * 99: 1})
    assert len(assert_problem(response, 422, "invalid-request")["detail"]) < 300


@pytest.mark.parametrize("kind", PROBLEMS)
def test_every_problem_explains_itself(kind: str, client: TestClient) -> None:
    response = client.get(f"/problems/{kind}")
    assert response.status_code == 200
    explained = response.json()
    assert explained["type"] == f"/problems/{kind}"
    assert explained["status"] >= 400
    assert re.search("[가-힣]", explained["title"])
    assert re.search("[가-힣]", explained["detail"])


def test_a_method_that_is_not_allowed_names_those_that_are(client: TestClient) -> None:
    assert client.put("/v1/ask").headers["Allow"] == "POST"


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/search"])
def test_too_many_questions_are_told_when_to_come_back(
    path: str, invented_service: Service, invented_settings: Settings
) -> None:
    limited = TestClient(make_app(invented_service, invented_settings.model_copy(update={"rate_limit": "2/minute"})))
    for _ in range(2):
        assert limited.post(path, json={"question": STATED}).status_code == 200
    response = limited.post(path, json={"question": STATED})
    assert_problem(response, 429, "too-many-requests")
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert limited.get("/v1/documents").status_code == 200


@pytest.mark.parametrize("path", ["/v1/ask", "/v1/search"])
def test_overload_is_told_with_when_to_come_back(
    path: str, invented_service: Service, invented_settings: Settings
) -> None:
    app = make_app(invented_service, invented_settings.model_copy(update={"max_in_flight": 1}))
    narrow = TestClient(app)
    with app.state.limits.place():
        response = narrow.post(path, json={"question": STATED})
    assert_problem(response, 503, "overloaded")
    assert int(response.headers["Retry-After"]) >= 1
    assert narrow.post(path, json={"question": STATED}).status_code == 200


def test_without_an_index_every_question_says_so(tmp_path: Path, embedder: Embedder) -> None:
    service = Service(LiveIndex(tmp_path, embedder), Conversations(tmp_path / "conversations.sqlite3", 30))
    empty = TestClient(make_app(service, Settings(home=tmp_path)))
    responses = [
        empty.post("/v1/ask", json={"question": STATED}),
        empty.post("/v1/ask", json={"question": STATED, "stream": True}),
        empty.post("/v1/search", json={"question": STATED}),
        empty.get("/v1/documents"),
        empty.get("/v1/documents/doc_no"),
        empty.get("/v1/suggestions"),
        empty.get("/readyz"),
    ]
    for response in responses:
        assert "mundap index" in assert_problem(response, 503, "no-index")["detail"]
        assert int(response.headers["Retry-After"]) >= 1
    assert empty.get("/livez").status_code == 200


def test_an_unforeseen_fault_is_a_numbered_problem_without_its_cause(
    client: TestClient, invented_service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: object) -> Any:
        raise RuntimeError("secret cause")

    monkeypatch.setattr(invented_service, "reply", broken)
    response = client.post("/v1/ask", json={"question": STATED})
    body = assert_problem(response, 500, "internal")
    assert "secret cause" not in response.text
    (logged,) = [record for record in caplog.records if record.name == "mundap"]
    assert body["instance"] in logged.getMessage()
    assert logged.exc_info is not None
    assert response.headers["X-Content-Type-Options"] == "nosniff"


# Headers


@pytest.mark.parametrize("path", ["/", "/livez", "/v1/documents", "/v1/answers/ans_no", "/docs", "/static/chat.js"])
def test_every_response_carries_the_security_headers(path: str, client: TestClient) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert ("unsafe-inline" in policy) == (path == "/docs")
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_a_stream_carries_the_security_headers_and_is_not_buffered(client: TestClient) -> None:
    headers = client.post("/v1/ask", json={"question": STATED, "stream": True}).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["X-Accel-Buffering"] == "no"


@pytest.mark.parametrize("offered", ["a", "trace-2023-05", "A" * 64])
def test_a_request_may_bring_its_number(offered: str, client: TestClient) -> None:
    assert client.get("/livez", headers={"X-Request-ID": offered}).headers["X-Request-ID"] == offered


@pytest.mark.parametrize("offered", ["", "two words", "A" * 65, "<script>", "a/b", "a\tb"])
def test_a_number_that_could_do_harm_is_replaced(offered: str, client: TestClient) -> None:
    given = client.get("/v1/answers/ans_no", headers={"X-Request-ID": offered})
    assert re.fullmatch("[0-9a-f]{32}", given.headers["X-Request-ID"])
    assert_problem(given, 404, "not-found")


def test_each_request_gets_its_own_number(client: TestClient) -> None:
    assert client.get("/livez").headers["X-Request-ID"] != client.get("/livez").headers["X-Request-ID"]


# Documentation and the page, without a network


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_pages_load_nothing_from_elsewhere(path: str, client: TestClient) -> None:
    page = client.get(path)
    assert page.status_code == 200
    loaded = re.findall(r"""(?:src|href|action)\s*=\s*["']([^"']+)["']""", page.text)
    assert loaded
    for address in loaded:
        assert not re.match(r"(?:[a-z]+:)?//", address), address
        assert address.startswith(("data:", "#")) or client.get(address).status_code == 200


def test_the_description_names_every_address_of_the_contract(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert described["paths"].keys() >= {
        "/v1/ask",
        "/v1/search",
        "/v1/documents",
        "/v1/documents/{document_id}",
        "/v1/documents/{document_id}/text",
        "/v1/suggestions",
        "/v1/feedback",
        "/v1/answers/{answer_id}",
        "/v1/conversations/{conversation_id}",
        "/livez",
        "/readyz",
        "/metrics",
        "/problems/{kind}",
    }
    assert "//" not in client.get("/openapi.json").text


# Operators


def test_metrics_can_be_parsed_and_count_answers(client: TestClient) -> None:
    def answers() -> float:
        response = client.get("/metrics")
        assert response.headers["Content-Type"].startswith("text/plain")
        families = {family.name: family for family in text_string_to_metric_families(response.text)}
        assert {"mundap_answer_seconds", "mundap_in_flight", "mundap_problems"} <= families.keys()
        samples = families["mundap_answers"].samples
        return sum(s.value for s in samples if s.labels == {"status": "answered", "mode": "extractive"} and _total(s))

    ask(client, STATED)
    before = answers()
    ask(client, STATED)
    assert answers() == before + 1


def _total(sample: Any) -> bool:
    return bool(sample.name.endswith("_total"))


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [truncate, Path.unlink])
@pytest.mark.parametrize("name", ["passages.jsonl", "manifest.json", "chroma/chroma.sqlite3", "../../current.json"])
@pytest.mark.usefixtures("whole_blocks")
def test_readiness_ends_with_damage_and_comes_back_with_a_new_index(
    name: str, damage: Callable[[Path], None], own_settings: Settings, embedder: Embedder
) -> None:
    own = TestClient(make_app(make_service(own_settings, embedder), own_settings))
    ready = own.get("/readyz")
    current = read_pointer(own_settings.home)[0]
    body = {"status": "ok", "index": current, "language_model": "none"}
    assert (ready.status_code, ready.json()) == (200, body)
    damage(generations_folder(own_settings.home) / current / name)
    assert_problem(own.get("/readyz"), 503, "no-index")
    assert own.get("/livez").json() == {"status": "ok"}
    make_index(own_settings, [own_settings.corpus], lambda done, total, source: None, embedder)
    assert own.get("/readyz").json()["index"] == current
    assert ask(own, STATED)["status"] == "answered"


@pytest.mark.usefixtures("whole_blocks")
def test_a_running_service_goes_over_to_a_new_index_by_itself(own_settings: Settings, embedder: Embedder) -> None:
    own = TestClient(make_app(make_service(own_settings, embedder), own_settings))
    before = ask(own, STATED)
    file = own_settings.corpus / "report.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("4,000백만원", "5,000백만원"), encoding="utf-8")
    make_index(own_settings, [own_settings.corpus], lambda done, total, source: None, embedder)
    after = ask(own, STATED)
    assert "50억원" in after["answer"]
    assert after["index"] != before["index"]
    assert after["citations"][0]["document_id"] == before["citations"][0]["document_id"]
    assert after["citations"][0]["revision"] != before["citations"][0]["revision"]
    assert own.get(f"/v1/answers/{before['id']}").json() == before
