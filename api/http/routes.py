"""The addresses of the contract; each parses, calls the service and hands back what it says."""

from collections.abc import Generator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from fastapi.sse import EventSourceResponse, format_sse_event
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.types import Receive, Scope, Send

from api.errors import NotFound
from api.http import schemas
from api.http.limits import Limits
from api.http.metrics import answered, in_flight
from api.http.problems import PROBLEMS, problem_of
from api.reply import Event, Reply
from api.service import Service
from api.wire import to_json
from prompts import say

router = APIRouter()
STILL_HERE = b": \n\n"
"""A comment, which clients skip; sending it is how the server notices that nobody listens any more."""


class Told(EventSourceResponse):
    """A stream of events that is closed, and with it what it waits for, as soon as nobody listens any more."""

    def __init__(self, events: Generator[bytes]) -> None:
        super().__init__(events, headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"})
        self._events = events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events until they end or the listener goes."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._events.close()


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _limits(request: Request) -> Limits:
    limits: Limits = request.app.state.limits
    return limits


def _request_id(request: Request) -> str:
    request_id: str = request.state.request_id
    return request_id


def _within_rate(request: Request) -> None:
    _limits(request).check_rate(request.client.host if request.client else "")


ServiceDep = Annotated[Service, Depends(_service)]
LimitsDep = Annotated[Limits, Depends(_limits)]
RequestId = Annotated[str, Depends(_request_id)]
RateDep = Depends(_within_rate)
_ASK_PROBLEMS = schemas.problems(404, 413, 422, 429, 503)


@router.post(
    "/v1/ask",
    tags=["답변"],
    summary="질문에 답합니다",
    operation_id="ask",
    response_model=schemas.AskResponse,
    responses={**_ASK_PROBLEMS, 200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    dependencies=[RateDep],
)
def ask(body: schemas.AskRequest, service: ServiceDep, limits: LimitsDep, request_id: RequestId) -> Any:  # noqa: ANN401
    """근거 문장과 함께 답하고, 문서에 없으면 없다고 답합니다. stream이 true면 이벤트로 나누어 보냅니다."""
    with limits.place(), in_flight():
        reply = service.reply(body.question, body.conversation_id, body.document_ids)
        if not body.stream:
            answer = reply.body()
            answered(answer)
            return answer
    return Told(_stream(reply, request_id))


@router.post(
    "/v1/search",
    tags=["답변"],
    summary="질문에 맞는 문단을 순위대로 찾습니다",
    operation_id="search",
    response_model=schemas.SearchResponse,
    responses=_ASK_PROBLEMS,
    dependencies=[RateDep],
)
def search(body: schemas.SearchRequest, service: ServiceDep, limits: LimitsDep) -> dict[str, Any]:
    """답을 만들지 않고, 가장 맞는 문단부터 돌려줍니다."""
    with limits.place(), in_flight():
        return service.search(body.question, body.limit, body.document_ids)


@router.get(
    "/v1/documents",
    tags=["문서"],
    summary="색인된 문서 목록",
    operation_id="documents",
    response_model=schemas.DocumentsResponse,
    responses=schemas.problems(503),
)
def documents(service: ServiceDep) -> dict[str, Any]:
    """색인에 든 모든 문서를 돌려줍니다."""
    return {"documents": service.documents()}


@router.get(
    "/v1/documents/{document_id}",
    tags=["문서"],
    summary="문서 하나의 정보",
    operation_id="document",
    response_model=schemas.DocumentBody,
    responses=schemas.problems(404, 503),
)
def document(document_id: str, service: ServiceDep) -> dict[str, Any]:
    """제목, 발행처, 날짜, 판(revision)을 돌려줍니다."""
    return service.document(document_id)


@router.get(
    "/v1/documents/{document_id}/text",
    tags=["문서"],
    summary="문서의 기준 텍스트",
    operation_id="documentText",
    response_class=PlainTextResponse,
    responses=schemas.problems(404, 503),
)
def document_text(document_id: str, service: ServiceDep) -> str:
    """인용의 start와 end가 가리키는 텍스트를 그대로 돌려줍니다."""
    return service.document_text(document_id)


@router.get(
    "/v1/suggestions",
    tags=["답변"],
    summary="답이 확인된 질문들",
    operation_id="suggestions",
    response_model=schemas.SuggestionsResponse,
    responses=schemas.problems(503),
)
def suggestions(service: ServiceDep) -> dict[str, Any]:
    """색인을 만들 때 스스로 묻고 바른 근거로 답한 질문들입니다."""
    return {"suggestions": service.suggestions()}


@router.post(
    "/v1/feedback",
    tags=["답변"],
    summary="답변을 평가합니다",
    operation_id="feedback",
    status_code=204,
    responses=schemas.problems(404, 422, 503),
)
def feedback(body: schemas.FeedbackRequest, service: ServiceDep) -> None:
    """평가와 의견을 답변 id와 함께 남깁니다."""
    service.rate(body.answer_id, body.rating, body.comment)


@router.get(
    "/v1/answers/{answer_id}",
    tags=["답변"],
    summary="준 그대로의 답변",
    operation_id="answer",
    response_model=schemas.AskResponse,
    responses=schemas.problems(404, 503),
)
def answer(answer_id: str, service: ServiceDep) -> dict[str, Any]:
    """전에 준 답변을 바꾸지 않고 돌려줍니다."""
    return service.answer(answer_id)


@router.delete(
    "/v1/conversations/{conversation_id}",
    tags=["대화"],
    summary="대화를 지웁니다",
    operation_id="forgetConversation",
    status_code=204,
    responses=schemas.problems(404, 503),
)
def forget(conversation_id: str, service: ServiceDep) -> None:
    """대화와 그 답변, 평가를 모두 지웁니다."""
    service.forget(conversation_id)


@router.get("/livez", tags=["상태"], summary="프로세스가 살아 있는지", operation_id="livez")
def livez() -> dict[str, str]:
    """프로세스가 요청을 받을 수 있으면 200입니다."""
    return {"status": "ok"}


@router.get("/readyz", tags=["상태"], summary="답할 수 있는지", operation_id="readyz", responses=schemas.problems(503))
def readyz(service: ServiceDep) -> dict[str, str]:
    """색인 파일을 확인하고 실제로 한 번 찾아봅니다. 언어 모델이 없어도 답할 수 있습니다(degraded)."""
    return {"status": "ok", "index": service.check(), "language_model": service.language_model}


@router.get(
    "/metrics", tags=["상태"], summary="Prometheus 지표", operation_id="metrics", response_class=PlainTextResponse
)
def metrics() -> Response:
    """Prometheus 텍스트 형식의 지표입니다."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


@router.get(
    "/problems/{kind}",
    tags=["상태"],
    summary="문제 유형의 설명",
    operation_id="problem",
    responses=schemas.problems(404),
)
def problem(kind: str) -> JSONResponse:
    """문제가 무엇이고 어떻게 하면 되는지 설명합니다."""
    if kind not in PROBLEMS:
        raise NotFound("그런 문제 유형은 없습니다.")
    found = PROBLEMS[kind]
    return JSONResponse(
        {"type": f"/problems/{kind}", "title": found.title, "status": found.status, "detail": found.advice}
    )


def _stream(reply: Reply, request_id: str) -> Generator[bytes]:
    """The answer's events; whatever fails on the way, the stream ends with ``done`` or ``error``."""
    try:
        yield _encoded(Event("status", {"text": say("status.searching")}))
        for event in reply.events():
            if event.name == "done":
                answered(event.data)
            yield _encoded(event)
    except Exception as error:  # the response has begun: only an event can still tell
        yield _encoded(Event("error", problem_of(error, request_id)[0]))


def _encoded(event: Event) -> bytes:
    return format_sse_event(event=event.name, data_str=to_json(event.data)) if event.name else STILL_HERE
