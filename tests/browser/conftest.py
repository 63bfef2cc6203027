"""Chromium pages for the tests that look at the chat as its readers do, and servers that behave as they are told."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect, sync_playwright

from api.guide.model import Guide
from api.http.app import make_app
from api.reply import Event
from api.service import Service
from api.settings import Settings

HOST = "intra.example.kr"
"""A plain-http origin that is not this machine's own: browsers withhold from it what they give to localhost."""
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
]
WAIT_MS = 30_000


def chromium_path() -> str:
    path = os.environ.get("MUNDAP_CHROMIUM") or shutil.which("chromium")
    if path:
        return path
    reason = "no Chromium: install the chromium package or set MUNDAP_CHROMIUM"
    if os.environ.get("CI") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def faults() -> list[str]:
    """What went wrong in the page by itself; a test that breaks something on purpose takes it out."""
    return []


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="ko-KR", viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, faults: list[str]) -> Iterator[Page]:
    """A fresh page; the test fails when its script breaks or its content security policy is violated."""
    page = context.new_page()

    def note_violation(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Trusted" in message.text:
            faults.append(message.text)

    page.on("console", note_violation)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.close()
    assert faults == []


class Reader:
    """What a reader does with the chat on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.box = page.get_by_label("질문", exact=True)
        self.turns = page.locator(".turn")
        self.chips = page.locator(".chip")
        self.panel = page.locator("dialog.panel")
        self.source = page.locator("dialog.source")
        self.shelf = page.locator(".shelf")

    def open_widget(self) -> None:
        self.page.locator(".launcher").click()
        expect(self.box).to_be_focused()

    def send(self, question: str) -> Locator:
        """Asks, and gives the turn that has just begun."""
        number = self.turns.count()
        self.box.fill(question)
        self.box.press("Enter")
        return self.turns.nth(number)

    def ask(self, question: str) -> Locator:
        """Asks, and gives the turn once its answer has arrived whole."""
        turn = self.send(question)
        expect(turn.locator(".answer-footer")).to_be_visible(timeout=WAIT_MS)
        return turn

    def tool(self, name: str) -> Locator:
        """A button of the latest answer."""
        return self.turns.last.get_by_role("button", name=name, exact=True)


@pytest.fixture
def reader(page: Page) -> Reader:
    return Reader(page)


class Portal:
    """Someone else's web server: serves the pages it is given, each with its headers."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://{HOST}:{port}"
        self.pages: dict[str, tuple[str, dict[str, str]]] = {}

    def put(self, body: str, head: str = "", path: str = "/", **headers: str) -> str:
        """Publishes a page, and gives its address; underscores of header names stand for hyphens."""
        text = f"<!doctype html><html lang=ko><head><title>내부 포털</title>{head}</head><body>{body}</body></html>"
        self.pages[path] = text, {name.replace("_", "-"): value for name, value in headers.items()}
        return self.origin + path


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text, headers = portal.pages.get(urlsplit(self.path).path, ("", {}))
            self.send_response(200 if text else 404)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        portal = Portal(server.server_port)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield portal
        server.shutdown()


@pytest.fixture(scope="session")
def embedded(service: Service, settings: Settings, portal: Portal, listening: Any) -> Iterator[str]:
    """The address of a service over the real index whose widget the portal may embed."""
    with listening(make_app(service, settings.model_copy(update={"allowed_origins": (portal.origin,)}))) as address:
        yield address


class Stage(Service):
    """A service whose next answers are written by the test, and told when it says so."""

    def __init__(self, service: Service) -> None:
        self.__dict__.update(service.__dict__)
        self._service = service
        self.script: list[Event | Exception] = []
        self.go_on = threading.Semaphore(0)
        """Released once for each event that may leave."""
        self.free = True
        """Whether events leave without waiting."""
        self.stopped = threading.Event()
        """Set when the listener of a stream went away."""
        self.text = ""
        self.offered: list[str] = []
        self.laid_out: Guide | None = None

    def reply(self, *arguments: Any, **named: Any) -> Any:
        """What the script says; the real answer without one."""
        return self if self.script else self._service.reply(*arguments, **named)

    def events(self) -> Iterator[Event]:
        try:
            for event in self.script:
                while not self.free and not self.go_on.acquire(timeout=0.05):
                    yield Event("", {})
                if isinstance(event, Exception):
                    raise event
                yield event
        except GeneratorExit:
            self.stopped.set()
            raise

    def suggestions(self) -> list[str]:
        return self.offered or super().suggestions()

    def guide(self, document_id: str) -> Guide:
        return self.laid_out or super().guide(document_id)

    def document_text(self, document_id: str) -> str:
        return self.text or super().document_text(document_id)


def told(answer: str, quotes: list[str] | None = None, **changes: Any) -> list[Event]:
    """The events of an answer with citations of those quotes, in pieces as small as words."""
    citations = [
        {
            "number": number,
            "document_id": "doc_x",
            "document_title": "도시정책실 업무보고",
            "source": "report.txt",
            "revision": "r1",
            "start": 0,
            "end": len(quote),
            "line_start": number,
            "line_end": number,
            "page": None,
            "quote": quote,
            "section": ["Ⅰ. 주요 업무", "1 가람숲 도서관 건립"],
        }
        for number, quote in enumerate(quotes or [], start=1)
    ]
    body = {
        "id": "ans_x",
        "conversation_id": "con_x",
        "status": "answered",
        "answer": answer,
        "citations": citations,
        "suggestions": [],
        "mode": "extractive",
        "generated_by_ai": True,
        "checks": {"citations_verified": True, "values_grounded": True},
        "index": "gen_x",
        "timings_ms": {"total": 1.0},
        **changes,
    }
    words = [word for part in answer.split(" ") for word in (part, " ")][:-1]
    return [
        Event("status", {"text": "근거를 확인하는 중입니다."}),
        *(Event("citation", citation) for citation in body["citations"]),
        *(Event("delta", {"text": word}) for word in words),
        Event("done", body),
    ]


@pytest.fixture(scope="session")
def tell() -> Callable[..., list[Event]]:
    """Writes a script for the stage: an answer, its quotes, and what else differs from an ordinary body."""
    return told


@pytest.fixture
def stage(service: Service) -> Stage:
    return Stage(service)


@pytest.fixture
def staged(stage: Stage, settings: Settings, listening: Any) -> Iterator[str]:
    """The address of a server that answers as the stage says."""
    with listening(make_app(stage, settings)) as address:
        yield address
        stage.free = True
