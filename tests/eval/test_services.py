"""The services that can be evaluated: behind a URL is the same as in the house, and a URL without one is told."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from api.errors import NotFound
from api.service import Service
from api.settings import Settings
from eval.errors import QuestionFailed, ServiceUnreachable
from eval.services import Asked, LocalService, RemoteService, local_or_remote
from ingest.documents import Document
from prompts import wording_hash
from prompts.models import prompts_hash

UNHEARD_OF = "가람숲 도서관 예산은 얼마인가요?"
GREETED: dict[str, Any] = {
    "status": "small_talk",
    "answer": "안녕하세요.",
    "citations": [],
    "conversation_id": "con_1",
    "index": "g1",
    "mode": "extractive",
}


@pytest.fixture(scope="module")
def remote(live_server: str) -> Iterator[Asked]:
    """The service behind the address of a real server."""
    with local_or_remote(live_server, None) as service:
        yield service


@pytest.fixture(scope="module")
def local(service: Service, settings: Settings) -> Asked:
    """The service behind that address, without HTTP; another one over its index may rank passages otherwise."""
    return LocalService(service, settings)


@dataclass(frozen=True)
class Reply:
    """What a scripted server says to one request."""

    status: int = 200
    body: str = json.dumps(GREETED)
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Scripted:
    """A server that says one reply after the other, the last one for ever, and notes what it was asked."""

    url: str
    requests: list[tuple[str, str, Any]]


@contextmanager
def scripted(*replies: Reply) -> Iterator[Scripted]:
    requests: list[tuple[str, str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def _reply(self) -> None:
            reply = replies[min(len(requests), len(replies) - 1)]
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            requests.append((self.command, self.path, json.loads(body) if body else None))
            said = reply.body.encode()
            self.send_response(reply.status)
            for name, value in (reply.headers | {"Content-Length": str(len(said))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = do_DELETE = _reply

        def log_message(self, *said: object) -> None:
            """Nothing on stderr."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield Scripted(f"http://127.0.0.1:{server.server_address[1]}", requests)
        finally:
            server.shutdown()
            thread.join(10)


@contextmanager
def asking(url: str) -> Iterator[RemoteService]:
    service = RemoteService(url)
    try:
        yield service
    finally:
        service.close()


BUSY = Reply(503, "{}", {"Retry-After": "0"})

# What is asked of each


def test_without_an_address_this_installation_is_asked(settings: Settings, local: Asked) -> None:
    with local_or_remote("", settings.home) as opened:
        about = opened.about()
        assert about["settings"]["home"] == str(settings.home)
        assert about["index"] == local.about()["index"]
        assert opened.ask(UNHEARD_OF)["status"] == "not_found"


def test_the_texts_are_the_canonical_ones(remote: Asked, local: Asked, report: Document) -> None:
    assert remote.texts() == local.texts() == {report.source: report.text}


@pytest.mark.parametrize("known", [True, False], ids=["answered", "refused"])
def test_an_answer_over_http_is_the_answer_in_the_house(
    known: bool, remote: Asked, local: Asked, service: Service
) -> None:
    question = service.suggestions()[0] if known else UNHEARD_OF
    there, here = remote.ask(question), local.ask(question)
    assert here["status"] == ("answered" if known else "not_found")
    assert bool(here["citations"]) is known
    for name in ("status", "answer", "citations", "index"):
        assert there[name] == here[name]


def test_a_search_over_http_is_the_search_in_the_house(remote: Asked, local: Asked) -> None:
    assert remote.search(UNHEARD_OF, 7)["passages"] == local.search(UNHEARD_OF, 7)["passages"]
    assert len(local.search(UNHEARD_OF, 7)["passages"]) == 7


@pytest.mark.parametrize("place", ["remote", "local"])
def test_a_conversation_goes_on_until_it_is_forgotten(place: str, request: pytest.FixtureRequest) -> None:
    service: Asked = request.getfixturevalue(place)
    begun = service.ask(UNHEARD_OF)["conversation_id"]
    assert service.ask(UNHEARD_OF, begun)["conversation_id"] == begun
    assert service.ask(UNHEARD_OF)["conversation_id"] != begun
    service.forget(begun)
    with pytest.raises((NotFound, QuestionFailed)):
        service.ask(UNHEARD_OF, begun)


def test_a_service_behind_an_address_says_where_it_is_and_its_index(live_server: str, remote: Asked) -> None:
    index = remote.ask(UNHEARD_OF)["index"]
    assert remote.about() == {"service": live_server, "index": index}


def test_this_installation_says_its_index_recipe_and_settings(local: Asked, settings: Settings) -> None:
    about = local.about()
    assert about.keys() == {"service", "index", "model", "recipe", "prompts", "settings"}
    assert (about["service"], about["index"]) == ("local", local.ask(UNHEARD_OF)["index"])
    assert about["recipe"]
    assert about["model"]
    assert about["prompts"] == sha256((wording_hash() + prompts_hash()).encode()).hexdigest()
    assert about["settings"]["home"] == str(settings.home)
    assert json.loads(json.dumps(about)) == about


def test_what_an_evaluation_asks_is_nobodys_conversation(settings: Settings) -> None:
    def store() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in settings.home.glob("conversations*")}

    before = store()
    with local_or_remote("", settings.home) as service:
        begun = service.ask(UNHEARD_OF)["conversation_id"]
        service.ask(UNHEARD_OF, begun)
        service.forget(begun)
        assert store() == before
    assert store() == before


# What goes over the wire


def test_a_greeting_finds_the_index_and_is_forgotten() -> None:
    with scripted(Reply()) as server, asking(f"{server.url}/") as service:
        assert service.about() == {"service": server.url, "index": "g1"}
    (ask, forget) = server.requests
    assert ask[:2] == ("POST", "/v1/ask")
    assert forget == ("DELETE", "/v1/conversations/con_1", None)


def test_a_question_is_sent_with_its_conversation() -> None:
    with scripted(Reply()) as server, asking(server.url) as service:
        service.ask(UNHEARD_OF)
        service.ask(UNHEARD_OF, "con_1")
        with pytest.raises(ServiceUnreachable):
            service.search(UNHEARD_OF, 50)
    assert server.requests == [
        ("POST", "/v1/ask", {"question": UNHEARD_OF, "conversation_id": None}),
        ("POST", "/v1/ask", {"question": UNHEARD_OF, "conversation_id": "con_1"}),
        ("POST", "/v1/search", {"question": UNHEARD_OF, "limit": 50}),
    ]


# A service that is busy


@pytest.mark.parametrize("status", [503, 429])
def test_a_service_that_is_busy_is_asked_again(status: int) -> None:
    busy = Reply(status, "{}", {"Retry-After": "0"})
    with scripted(busy, busy, Reply()) as server, asking(server.url) as service:
        assert service.ask(UNHEARD_OF) == GREETED
    assert len(server.requests) == 3
    assert server.requests[0] == server.requests[1] == server.requests[2]


def test_a_service_that_stays_busy_is_given_up() -> None:
    with scripted(BUSY) as server, asking(server.url) as service, pytest.raises(ServiceUnreachable, match="503"):
        service.ask(UNHEARD_OF)
    assert 10 <= len(server.requests) <= 100


@pytest.mark.parametrize("status", [503, 429])
def test_a_busy_service_that_does_not_say_when_is_not_asked_again(status: int) -> None:
    with scripted(Reply(status)) as server, asking(server.url) as service:
        with pytest.raises(ServiceUnreachable, match=f"HTTP {status}"):
            service.ask(UNHEARD_OF)
        assert len(server.requests) == 1


def test_a_service_that_has_moved_is_not_followed() -> None:
    with scripted(Reply(302, "", {"Location": "/"})) as server, asking(server.url) as service:
        with pytest.raises(ServiceUnreachable):
            service.ask(UNHEARD_OF)
        assert len(server.requests) == 1


@pytest.mark.parametrize("when", ["0", "30", "Fri, 31 Dec 2027 23:59:59 GMT"], ids=["now", "later", "a date"])
def test_an_answer_is_one_whenever_the_next_may_be_asked_for(when: str) -> None:
    with scripted(Reply(headers={"Retry-After": when})) as server, asking(server.url) as service:
        assert service.ask(UNHEARD_OF) == GREETED
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "when",
    ["곧".encode().decode("latin-1"), "-1", "Fri, 31 Dec 2027 23:59:59 GMT"],
    ids=["no number", "the past", "a date"],
)
def test_a_service_that_says_when_in_no_seconds_is_not_waited_for(when: str) -> None:
    busy = Reply(503, "{}", {"Retry-After": when})
    with (
        scripted(busy) as server,
        asking(server.url) as service,
        pytest.raises(ServiceUnreachable, match=r"/v1/ask에서.*HTTP 503"),
    ):
        service.ask(UNHEARD_OF)
    assert len(server.requests) == 1


# A service that fails on a question


@pytest.mark.parametrize("call", ["ask", "search"])
@pytest.mark.parametrize(
    "reply",
    [
        Reply(500, "가람숲은 고장", {"Retry-After": "0"}),
        Reply(502, "가람숲은 고장"),
        Reply(422, '{"detail": "가람숲은 고장"}'),
        Reply(404, "가람숲은 고장"),
    ],
    ids=["broken", "broken behind", "not wanted", "not there"],
)
def test_an_error_is_told_as_the_service_says_it_and_not_asked_for_again(reply: Reply, call: str) -> None:
    with scripted(reply, Reply()) as server, asking(server.url) as service:
        with pytest.raises(QuestionFailed, match=f"HTTP {reply.status}: .*가람숲은 고장"):
            CALLS[call](service)
        assert len(server.requests) == 1
        assert service.ask(UNHEARD_OF) == GREETED


def test_an_error_that_says_much_is_told_in_short() -> None:
    with scripted(Reply(500, "라" * 100_000)) as server, asking(server.url) as service:
        with pytest.raises(QuestionFailed) as told:
            service.ask(UNHEARD_OF)
        assert len(str(told.value)) < 300


@pytest.mark.parametrize("question", ["", "?!", "라" * 100_000], ids=["nothing", "no letter", "too long"])
@pytest.mark.parametrize("call", [Asked.ask, Asked.search], ids=["ask", "search"])
@pytest.mark.parametrize("place", ["remote", "local"])
def test_a_question_that_is_refused_is_a_failure_in_the_house_too(
    place: str, call: Callable[..., object], question: str, request: pytest.FixtureRequest
) -> None:
    service: Asked = request.getfixturevalue(place)
    arguments = (question, 5) if call is Asked.search else (question,)
    with pytest.raises(QuestionFailed):
        getattr(service, call.__name__)(*arguments)


# Who asks


@pytest.mark.parametrize("user", ["haneul:saebyeok", "haneul", ":saebyeok"], ids=["both", "a name", "a password"])
def test_a_name_and_a_password_are_never_shown(user: str) -> None:
    with (
        scripted(Reply(), Reply(), Reply(503)) as server,
        asking(server.url.replace("//", f"//{user}@")) as service,
    ):
        assert service.about() == {"service": server.url, "index": "g1"}
        with pytest.raises(ServiceUnreachable) as told:
            service.ask(UNHEARD_OF)
    assert str(told.value).startswith(f"{server.url}/v1/ask에서")
    assert "haneul" not in str(told.value)
    assert "saebyeok" not in str(told.value)


def test_a_password_is_not_shown_where_nobody_listens(closed_port: str) -> None:
    with asking(closed_port.replace("//", "//haneul:saebyeok@")) as service, pytest.raises(ServiceUnreachable) as told:
        service.ask(UNHEARD_OF)
    assert str(told.value).startswith(f"{closed_port}/v1/ask에서")
    assert "saebyeok" not in str(told.value)


# No service


CALLS: dict[str, Callable[[RemoteService], object]] = {
    "ask": lambda service: service.ask(UNHEARD_OF),
    "search": lambda service: service.search(UNHEARD_OF, 5),
    "texts": lambda service: service.texts(),
    "forget": lambda service: service.forget("con_1"),
    "about": lambda service: service.about(),
}


@pytest.fixture
def closed_port() -> Iterator[str]:
    """An address at which nobody listens, and at which nobody else can while the test runs."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_where_nobody_listens_is_told_with_the_address(
    call: Callable[[RemoteService], object], closed_port: str
) -> None:
    with asking(closed_port) as service, pytest.raises(ServiceUnreachable) as told:
        call(service)
    assert str(told.value).startswith(f"{closed_port}/v1/")
    assert "답을 받지 못했습니다" in str(told.value)
    assert "확인해 주세요" in str(told.value)


@pytest.mark.parametrize(
    "url",
    ["127.0.0.1:8000", "ftp://127.0.0.1", "http://127.0.0.1:port", "가람숲"],
    ids=["no scheme", "not http", "no port", "a word"],
)
def test_what_is_no_address_is_told(url: str) -> None:
    with asking(url) as service, pytest.raises(ServiceUnreachable, match=r"답을 받지 못했습니다.*주소"):
        service.ask(UNHEARD_OF)


@pytest.mark.parametrize(
    "body",
    ["<!doctype html><title>가람숲</title>", "", "{}", "[]", '"가람숲"', "null"],
    ids=["a page", "nothing", "an empty object", "a list", "a text", "null"],
)
@pytest.mark.parametrize("call", ["ask", "search", "texts", "about"])
def test_what_has_not_the_form_of_an_answer_is_none(call: str, body: str) -> None:
    with scripted(Reply(body=body)) as server, asking(server.url) as service, pytest.raises(ServiceUnreachable) as told:
        CALLS[call](service)
    assert "응답이 계약과 다릅니다" in str(told.value)


@pytest.mark.parametrize("field", ["status", "answer", "citations", "conversation_id", "index"])
def test_an_answer_without_what_is_judged_is_none(field: str) -> None:
    reply = Reply(body=json.dumps({name: value for name, value in GREETED.items() if name != field}))
    with scripted(reply) as server, asking(server.url) as service, pytest.raises(ServiceUnreachable):
        service.ask(UNHEARD_OF)


@pytest.mark.parametrize("field", ["source", "start", "end", "quote"])
def test_a_citation_without_what_is_judged_is_none(field: str) -> None:
    whole = {"source": "garam.txt", "start": 0, "end": 3, "quote": "가람숲"}
    half = {name: value for name, value in whole.items() if name != field}
    reply = Reply(body=json.dumps(GREETED | {"citations": [whole, half]}))
    with scripted(reply) as server, asking(server.url) as service, pytest.raises(ServiceUnreachable):
        service.ask(UNHEARD_OF)


def test_the_connection_is_closed_when_the_evaluation_is_over(live_server: str) -> None:
    with local_or_remote(live_server, None) as service:
        service.ask(UNHEARD_OF)
    with pytest.raises(RuntimeError, match="closed"):
        service.ask(UNHEARD_OF)


def test_with_an_address_this_installation_needs_no_index(tmp_path: Path) -> None:
    with scripted(Reply()) as server, local_or_remote(server.url, tmp_path / "nowhere") as service:
        assert service.ask(UNHEARD_OF) == GREETED
    assert not (tmp_path / "nowhere").exists()
