"""Pages of other origins: those that the settings name may ask, the others are told in the words of every problem."""

import uuid
from collections.abc import Sequence

from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp

from api.http.problems import problem_response


class AllowedOrigins(CORSMiddleware):
    """Cross-origin sharing as Starlette does it, but for a refusal, which it puts in plain text."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        super().__init__(
            app,
            allow_origins=origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Content-Type"],
            expose_headers=["X-Request-ID"],
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        """What a browser is told before it lets a page ask."""
        response = super().preflight_response(request_headers)
        if response.status_code < 400:
            return response
        return problem_response("origin-not-allowed", uuid.uuid4().hex)
