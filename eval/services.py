"""The services that can be evaluated: the one that this installation would serve, and any behind a URL."""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any, Protocol

import httpx2
from pydantic import BaseModel, ValidationError

from api.bootstrap import make_service
from api.conversations import Conversations
from api.errors import InvalidRequest
from api.service import Service
from api.settings import Settings, read_settings
from eval.contract import Answered, Documents, Searched
from eval.errors import QuestionFailed, ServiceUnreachable
from prompts import wording_hash
from prompts.models import prompts_hash
from retriever.static import BUNDLED_MODEL

_TIMEOUT_S = 60.0
_MAX_TOLD = 200
_USER = re.compile(r"\A([a-z]+://)?.*@")
"""Name and password in an address, which no result may show."""
_BUSY = (429, 503)
_PATIENCE_S = 90.0
"""How long a busy service is waited for, in all, before it counts as unreachable."""


class Asked(Protocol):
    """Anything that speaks the contract, as far as an evaluation needs it."""

    def ask(self, question: str, conversation_id: str | None = None) -> dict[str, Any]:
        """The body of an answer."""

    def search(self, question: str, limit: int) -> dict[str, Any]:
        """The body of a search."""

    def texts(self) -> dict[str, str]:
        """The canonical text of each document, by its source."""

    def forget(self, conversation_id: str) -> None:
        """Delete a conversation."""

    def about(self) -> dict[str, Any]:
        """What is known of the service: its address, its index, its recipe and settings."""


class LocalService:
    """The service over the index of a home; what an evaluation asks of it is nobody's conversation."""

    def __init__(self, service: Service, settings: Settings) -> None:
        self._service = service
        self._settings = settings
        self.forget = service.forget

    def ask(self, question: str, conversation_id: str | None = None) -> dict[str, Any]:
        """The body of an answer; raises QuestionFailed where the service refuses the question."""
        try:
            return self._service.ask(question, conversation_id)
        except InvalidRequest as error:
            raise QuestionFailed(str(error)) from error

    def search(self, question: str, limit: int) -> dict[str, Any]:
        """The body of a search; raises as `ask` does."""
        try:
            return self._service.search(question, limit)
        except InvalidRequest as error:
            raise QuestionFailed(str(error)) from error

    def texts(self) -> dict[str, str]:
        """The canonical text of each document, by its source."""
        return {document.source: document.text for document in self._service.index.current().documents.values()}

    def about(self) -> dict[str, Any]:
        """The index and the recipe it was built by, the embedding model, the hash of the prompts, and the settings."""
        manifest = self._service.index.current().generation.manifest
        return {
            "service": "local",
            "index": manifest.id,
            "model": self._settings.embedding or BUNDLED_MODEL.name,
            "recipe": manifest.recipe,
            "prompts": sha256((wording_hash() + prompts_hash()).encode()).hexdigest(),
            "settings": self._settings.model_dump(mode="json"),
        }


class RemoteService:
    """A service that speaks the contract over HTTP.

    Every method raises ServiceUnreachable when it does not answer, QuestionFailed when it answers with an error.
    """

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._shown = _USER.sub(r"\1", self._url)
        self._client = httpx2.Client(timeout=_TIMEOUT_S)

    def ask(self, question: str, conversation_id: str | None = None) -> dict[str, Any]:
        """The body of an answer."""
        return self._json(Answered, "POST", "/v1/ask", {"question": question, "conversation_id": conversation_id})

    def search(self, question: str, limit: int) -> dict[str, Any]:
        """The body of a search."""
        return self._json(Searched, "POST", "/v1/search", {"question": question, "limit": limit})

    def texts(self) -> dict[str, str]:
        """The canonical text of each document, by its source."""
        listed = self._json(Documents, "GET", "/v1/documents")["documents"]
        return {d["source"]: self._send("GET", f"/v1/documents/{d['document_id']}/text").text for d in listed}

    def forget(self, conversation_id: str) -> None:
        """Delete a conversation."""
        self._send("DELETE", f"/v1/conversations/{conversation_id}")

    def about(self) -> dict[str, Any]:
        """The address, and the index that it says it answers from."""
        greeted = self.ask("안녕하세요")
        with suppress(QuestionFailed):
            self.forget(greeted["conversation_id"])
        return {"service": self._shown, "index": greeted["index"]}

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _json(
        self, form: type[BaseModel], method: str, path: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """The JSON that the service answers with; what does not have the form is no answer."""
        try:
            return form.model_validate_json(self._send(method, path, body).content).model_dump()
        except ValidationError as error:
            raise self._unreachable(path, "응답이 계약과 다릅니다") from error

    def _send(self, method: str, path: str, body: dict[str, Any] | None = None) -> httpx2.Response:
        """What the service answers; one that is busy is asked again when it says so."""
        waited = 0.0
        try:
            while True:
                response = self._client.request(method, self._url + path, json=body)
                pause = _pause(response)
                if waited + pause > _PATIENCE_S:
                    break
                sleep(pause)
                # Even one that asks for no pause is not asked for ever.
                waited += max(pause, 1.0)
        except httpx2.HTTPError as error:
            raise self._unreachable(path, error) from error
        except (httpx2.InvalidURL, ValueError) as error:
            # What the library says of a broken address may name a part of the password in it.
            raise self._unreachable(path, "읽을 수 없는 주소") from error
        if response.status_code in _BUSY or response.is_redirect:
            raise self._unreachable(path, f"HTTP {response.status_code}")
        if not response.is_success:
            raise QuestionFailed(f"HTTP {response.status_code}: {response.text[:_MAX_TOLD]}")
        return response

    def _unreachable(self, path: str, why: object) -> ServiceUnreachable:
        return ServiceUnreachable(
            f"{self._shown}{path}에서 답을 받지 못했습니다({why}). 주소와 서비스 상태를 확인해 주세요."
        )


def _pause(response: httpx2.Response) -> float:
    """The seconds after which a busy service wants to be asked again; without end for any other, or a date."""
    wish = response.headers.get("Retry-After", "") if response.status_code in _BUSY else ""
    return float(wish) if wish.isdecimal() else math.inf


@contextmanager
def local_or_remote(url: str, home: Path | None) -> Iterator[Asked]:
    """The service behind ``url``, or without one the service over the index of ``home``."""
    if url:
        remote = RemoteService(url)
        try:
            yield remote
        finally:
            remote.close()
        return
    settings = read_settings(home)
    with TemporaryDirectory() as folder:
        conversations = Conversations(Path(folder) / "asked.sqlite3", keep_days=1)
        yield LocalService(make_service(settings, conversations=conversations), settings)
