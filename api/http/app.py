"""The web application: routes, problems, security headers, the page, documentation that needs no network."""

import re
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline

from api.http import completions, guide, problems
from api.http.limits import BodyLimit, Limits
from api.http.metrics import failed
from api.http.origins import AllowedOrigins
from api.http.routes import router
from api.service import Service
from api.settings import Settings

_STATIC = Path(__file__).parent.parent / "static"
_MAX_BODY = 64 * 1024
_MAX_HISTORY = 1024 * 1024
"""Bytes of a request that brings the whole conversation along."""
_MIN_PACKED = 1024
"""Bytes from which on a response is worth packing."""
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# Swagger UI starts itself with an inline script and styles itself inline.
_DOCS_POLICY = _POLICY.replace("'self';", "'self' 'unsafe-inline';", 2)
_FILES = {
    "/": "index.html",
    "/widget.js": "widget.js",
    "/guide.js": "guide.js",
    "/guide.css": "guide.css",
    "/embed-demo": "embed-demo.html",
}
"""What has an address of its own beside /static."""
# Asked for anew each time, so that a new version reaches every page that embeds the widget; mostly answered with 304.
_FRESH = {"Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "cross-origin"}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def make_app(service: Service, settings: Settings) -> FastAPI:
    """The application that answers with ``service``."""
    app: FastAPI = FastAPIOffline(
        title="문답 (mundap)",
        description="업무보고 문서에 묻고, 근거 문장과 함께 답을 받습니다.",
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False},
    )
    app.state.service = service
    app.state.limits = Limits(settings.rate_limit, settings.max_in_flight)
    problems.install(app)
    app.include_router(router)
    app.include_router(completions.router)
    app.include_router(guide.router)
    static = StaticFiles(directory=_STATIC)
    app.mount("/static", static, name="static")
    for path, file in _FILES.items():
        app.add_api_route(path, _serving(static, file), include_in_schema=False)
    # Leaves streams of events as they are.
    app.add_middleware(GZipMiddleware, minimum_size=_MIN_PACKED)
    app.add_middleware(BodyLimit, size=_MAX_BODY, larger={completions.PATH: _MAX_HISTORY})
    app.middleware("http")(_identify)
    if settings.allowed_origins:
        app.add_middleware(AllowedOrigins, origins=settings.allowed_origins)
    return app


def _serving(static: StaticFiles, file: str) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        response = await static.get_response(file, request.scope)
        response.headers.update(_FRESH)
        return response

    return serve


async def _identify(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Give every request a number and every response its security headers."""
    offered = request.headers.get("X-Request-ID", "")
    request.state.request_id = offered if _REQUEST_ID.fullmatch(offered) else uuid.uuid4().hex
    try:
        response = await call_next(request)
    except Exception as error:  # the last resort: an unforeseen fault is still a problem object with its number
        response = problems.respond(request, error)
    response.headers["X-Request-ID"] = request.state.request_id
    response.headers["Content-Security-Policy"] = _DOCS_POLICY if request.url.path.startswith("/docs") else _POLICY
    response.headers.update(_HEADERS)
    if request.url.path.startswith("/v1/"):
        # Answers and documents stay out of the disk of a computer that others use too.
        response.headers.setdefault("Cache-Control", "no-store")
    if response.status_code >= 400:
        failed(response.status_code)
    return response
