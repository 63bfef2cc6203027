"""The chat completions of OpenAI, for clients that speak nothing else: Open WebUI, LibreChat, the `openai` package.

The history comes with each request; only its questions are read. The answer is the same as /v1/ask gives, with its
citations as notes in the text and, whole, in the extra field ``mundap``.
"""

import time
from collections.abc import Generator
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.sse import format_sse_event
from pydantic import BaseModel, ConfigDict, Field

from api.errors import NotFound, QuestionEmpty
from api.http import schemas
from api.http.metrics import answered, in_flight
from api.http.problems import problem_of
from api.http.routes import STILL_HERE, LimitsDep, RateDep, RequestId, ServiceDep, Told
from api.reply import Reply
from api.wire import to_json
from prompts import say

router = APIRouter(tags=["호환"])
MODEL = "mundap"
PATH = "/v1/chat/completions"


class Part(BaseModel):
    """A piece of a message; what is no text is not read."""

    model_config = ConfigDict(extra="allow")

    type: str
    text: str = ""


class Message(BaseModel):
    """One message of the history."""

    model_config = ConfigDict(extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    @property
    def said(self) -> str:
        """The text of the message."""
        if isinstance(self.content, list):
            return " ".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class CompletionRequest(BaseModel):
    """A history whose last question is to be answered; what steers a model's sampling is not read."""

    model_config = ConfigDict(extra="allow")

    model: str = Field(examples=[MODEL])
    messages: Annotated[list[Message], Field(min_length=1, max_length=1000)]
    stream: bool = False


@router.get("/v1/models", summary="쓸 수 있는 모델", operation_id="models")
def models() -> dict[str, Any]:
    """이 서비스를 모델 하나로 보여 줍니다."""
    return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}]}


@router.post(
    PATH,
    summary="OpenAI 형식으로 묻고 답을 받습니다",
    operation_id="chatCompletions",
    response_model=None,
    responses={
        **schemas.problems(404, 413, 422, 429, 503),
        200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}},
    },
    dependencies=[RateDep],
)
def complete(body: CompletionRequest, service: ServiceDep, limits: LimitsDep, request_id: RequestId) -> Any:  # noqa: ANN401
    """대화의 마지막 질문에 답합니다. 근거는 본문 끝의 주석과 mundap 필드에 있습니다."""
    if body.model != MODEL:
        raise NotFound(f"모델 {body.model[:80]}이(가) 없습니다. GET /v1/models의 이름({MODEL})을 써 주세요.")
    questions = [message.said for message in body.messages if message.role == "user"]
    if not questions or body.messages[-1].role != "user":
        raise QuestionEmpty("마지막 메시지가 질문이 아닙니다. role이 user인 질문을 마지막에 넣어 주세요.")
    with limits.place(), in_flight():
        reply = service.reply(questions[-1], history=questions[:-1])
        if not body.stream:
            answer = reply.body()
            answered(answer)
            return _completion(answer)
    return Told(_stream(reply, request_id))


def _completion(answer: dict[str, Any]) -> dict[str, Any]:
    message = {"role": "assistant", "content": answer["answer"] + _notes(answer)}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return {**_head(answer["id"], "chat.completion"), "choices": [choice], "mundap": answer}


def _stream(reply: Reply, request_id: str) -> Generator[bytes]:
    """The answer in chunks; whatever fails on the way, the stream says so and ends."""
    name = f"stream-{request_id}"
    try:
        yield _chunk(name, {"role": "assistant", "content": ""})
        for event in reply.events():
            if event.name == "delta":
                yield _chunk(name, {"content": event.data["text"]})
            elif not event.name:
                yield STILL_HERE
            elif event.name == "done":
                answered(event.data)
                yield _chunk(name, {"content": _notes(event.data)})
                yield _chunk(name, {}, finish="stop", mundap=event.data)
    except Exception as error:  # the response has begun: only a chunk can still tell
        problem = problem_of(error, request_id)[0]
        yield format_sse_event(data_str=to_json({"error": {**problem, "message": problem["detail"]}}))
    yield format_sse_event(data_str="[DONE]")


def _chunk(name: str, delta: dict[str, str], finish: str | None = None, **more: object) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
    return format_sse_event(data_str=to_json({**_head(name, "chat.completion.chunk"), "choices": [choice], **more}))


def _head(name: str, kind: str) -> dict[str, Any]:
    return {"id": name, "object": kind, "created": int(time.time()), "model": MODEL}


def _notes(answer: dict[str, Any]) -> str:
    """The citations as a reader of plain text sees them, behind the answer; "" without any."""
    notes = [
        say("note.citation", number=f"[{c['number']}]", source=c["source"], line=str(c["line_start"]), quote=c["quote"])
        for c in answer["citations"]
    ]
    return "\n\n" + "\n".join([say("note.head"), *notes]) if notes else ""
