"""Every error as ``application/problem+json`` (RFC 9457), with a page that explains each type."""

import logging
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.errors import ApiError
from ingest.errors import MundapError
from retriever.errors import RetrieverError

_log = logging.getLogger("mundap")


@dataclass(frozen=True)
class Problem:
    """A type of problem: its HTTP status, its Korean title, and what the caller can do."""

    status: int
    title: str
    advice: str


PROBLEMS: dict[str, Problem] = {
    "question-empty": Problem(422, "질문이 비어 있습니다", "궁금한 내용을 입력해 주세요."),
    "question-too-long": Problem(422, "질문이 너무 깁니다", "2,000자 이하로 줄여 주세요."),
    "invalid-request": Problem(422, "요청 형식이 잘못되었습니다", "/docs에서 요청 형식을 확인해 주세요."),
    "not-found": Problem(404, "찾을 수 없습니다", "주소나 id를 확인해 주세요."),
    "method-not-allowed": Problem(405, "이 주소에서는 쓸 수 없는 방법입니다", "/docs에서 허용된 방법을 확인해 주세요."),
    "origin-not-allowed": Problem(
        403,
        "이 화면에서는 물어볼 수 없습니다",
        "관리자에게 MUNDAP_ALLOWED_ORIGINS에 이 화면의 주소를 더해 달라고 해 주세요.",
    ),
    "request-too-large": Problem(413, "요청이 너무 큽니다", "64KB 이하로 줄여 주세요."),
    "too-many-requests": Problem(429, "요청이 너무 많습니다", "Retry-After 초 뒤에 다시 시도해 주세요."),
    "overloaded": Problem(503, "지금은 질문이 몰려 답할 수 없습니다", "Retry-After 초 뒤에 다시 시도해 주세요."),
    "no-language-model": Problem(
        503, "언어 모델을 쓸 수 없습니다", "Retry-After 초 뒤에 다시 시도하거나 MUNDAP_LLM_REQUIRED 없이 실행해 주세요."
    ),
    "no-index": Problem(503, "색인을 쓸 수 없습니다", "관리자에게 `mundap index` 실행을 요청해 주세요."),
    "internal": Problem(
        500, "처리하지 못했습니다", "잠시 뒤 다시 시도하고, 계속되면 요청 번호를 관리자에게 알려 주세요."
    ),
}
"""Every problem type by the last part of its address."""
_BY_STATUS = {404: "not-found", 405: "method-not-allowed", 413: "request-too-large"}


def problem_body(kind: str, request_id: str, detail: str = "", status: int | None = None) -> dict[str, str | int]:
    """The problem object of type ``kind``; without ``detail`` it says what can be done about any such problem."""
    problem = PROBLEMS[kind]
    return {
        "type": f"/problems/{kind}",
        "title": problem.title,
        "status": status or problem.status,
        "detail": detail or problem.advice,
        "instance": request_id,
    }


def problem_of(error: Exception, request_id: str) -> tuple[dict[str, str | int], dict[str, str]]:
    """The problem object of an error, and the headers that go with it; logs an error that nobody foresaw."""
    if isinstance(error, ApiError):
        headers = {"Retry-After": str(error.retry_after)} if error.retry_after else {}
        return problem_body(error.problem, request_id, str(error), error.status), headers
    if isinstance(error, RetrieverError):
        return problem_body("no-index", request_id, str(error)), {"Retry-After": "60"}
    if isinstance(error, MundapError):
        return problem_body("internal", request_id, str(error)), {}
    _log.error("request %s failed", request_id, exc_info=error)
    return problem_body("internal", request_id), {}


def install(app: FastAPI) -> None:
    """Answer every error of ``app`` with a problem object."""
    app.add_exception_handler(MundapError, _respond_known)
    app.add_exception_handler(RequestValidationError, _respond_invalid)
    app.add_exception_handler(HTTPException, _respond_http)


def respond(request: Request, error: Exception) -> JSONResponse:
    """The response to any error."""
    body, headers = problem_of(error, request.state.request_id)
    return _response(body, headers)


def problem_response(kind: str, request_id: str) -> JSONResponse:
    """The response that is a problem of type ``kind``."""
    return _response(problem_body(kind, request_id), {"X-Request-ID": request_id})


async def _respond_known(request: Request, error: Exception) -> JSONResponse:
    return respond(request, error)


async def _respond_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError), "registered for this error only"
    where = ", ".join(".".join(map(str, e["loc"][1:])) or "본문" for e in error.errors())
    detail = f"다음 항목을 확인해 주세요: {where[:200]}"
    return _response(problem_body("invalid-request", request.state.request_id, detail), {})


async def _respond_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException), "registered for this error only"
    kind = _BY_STATUS.get(error.status_code, "invalid-request" if error.status_code < 500 else "internal")
    body = problem_body(kind, request.state.request_id, status=error.status_code)
    return _response(body, dict(error.headers or {}))


def _response(body: dict[str, str | int], headers: dict[str, str]) -> JSONResponse:
    return JSONResponse(body, int(body["status"]), headers, media_type="application/problem+json")
