"""Who may ask from a page of another origin: nobody, unless the settings name it."""

import pytest
from fastapi.testclient import TestClient

from api.http.app import make_app
from api.service import Service
from api.settings import Settings

FRIEND, STRANGER = "https://intra.example.kr", "https://evil.example.com"
QUESTION = {"question": "가람숲 도서관 예산은 얼마인가요?"}
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}


@pytest.fixture(scope="module")
def embedded(invented_service: Service, invented_settings: Settings) -> TestClient:
    """A client of a service that one other origin may embed."""
    return TestClient(
        make_app(invented_service, invented_settings.model_copy(update={"allowed_origins": (FRIEND,)})),
        raise_server_exceptions=False,
    )


def test_a_named_origin_may_ask_rate_and_delete(embedded: TestClient) -> None:
    for method in ("POST", "DELETE", "GET"):
        allowed = embedded.options(
            "/v1/ask", headers={"Origin": FRIEND, **PREFLIGHT, "Access-Control-Request-Method": method}
        )
        assert allowed.status_code == 200
        assert allowed.headers["Access-Control-Allow-Origin"] == FRIEND
    answer = embedded.post("/v1/ask", json=QUESTION, headers={"Origin": FRIEND})
    assert answer.json()["status"] == "answered"
    assert answer.headers["Access-Control-Allow-Origin"] == FRIEND
    assert "X-Request-ID" in answer.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_named_origin_can_read_what_went_wrong(embedded: TestClient) -> None:
    problem = embedded.post("/v1/ask", json={"question": ""}, headers={"Origin": FRIEND})
    assert problem.status_code == 422
    assert problem.headers["Access-Control-Allow-Origin"] == FRIEND


def test_another_origin_reads_nothing(embedded: TestClient, client: TestClient) -> None:
    for service in (embedded, client):
        assert "Access-Control-Allow-Origin" not in service.get("/v1/documents", headers={"Origin": STRANGER}).headers
        preflight = service.options("/v1/ask", headers={"Origin": STRANGER, **PREFLIGHT})
        assert preflight.status_code >= 400
        assert preflight.headers["Content-Type"] == "application/problem+json"
        assert preflight.json()["instance"] == preflight.headers["X-Request-ID"]
        assert "Access-Control-Allow-Origin" not in preflight.headers


def test_no_other_origin_is_allowed_unless_named(client: TestClient) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/v1/documents", headers={"Origin": FRIEND}).headers


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_what_a_browser_sends_without_asking_first_changes_nothing(kind: str, client: TestClient) -> None:
    sent = client.post("/v1/ask", content=b'{"question": "..."}', headers={"Origin": STRANGER, "Content-Type": kind})
    assert sent.status_code == 422


def test_the_widget_may_be_loaded_from_any_page_and_never_goes_stale(client: TestClient) -> None:
    script = client.get("/widget.js")
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert script.headers["Cache-Control"] == "no-cache"
    assert client.get("/widget.js", headers={"If-None-Match": script.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/v1/suggestions", "/v1/documents", "/v1/answers/none"])
def test_no_browser_writes_answers_or_documents_down(path: str, client: TestClient) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"
