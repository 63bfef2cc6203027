"""What goes over the wire: the requests and responses of the contract."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

_EXAMPLE = "도시텃밭은 누가 신청할 수 있어?"
# With a constraint pydantic also refuses what is no Unicode, like a lone surrogate.
_Id = Annotated[str, Field(max_length=200)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AskRequest(_Request):
    """A question, within a conversation or starting one."""

    question: str = Field(examples=[_EXAMPLE])
    conversation_id: _Id | None = Field(
        None, description="그 대화를 이어 갑니다. null이면 새 대화입니다.", examples=[None]
    )
    document_ids: list[_Id] | None = Field(
        None, description="이 문서들에서만 찾습니다. null이면 모두입니다.", examples=[None]
    )
    stream: bool = Field(False, description="true면 text/event-stream으로 답합니다.")


class SearchRequest(_Request):
    """A question whose passages are wanted, not its answer."""

    question: str = Field(examples=[_EXAMPLE])
    limit: Annotated[int, Field(ge=1, le=100)] = 10
    document_ids: list[_Id] | None = Field(None, examples=[None])


class FeedbackRequest(_Request):
    """A reader's rating of an answer."""

    answer_id: _Id
    rating: Literal["up", "down"]
    comment: Annotated[str, Field(max_length=2000)] | None = None


class CitationBody(BaseModel):
    """A quoted span: ``text[start:end] == quote`` in the canonical text."""

    number: int
    document_id: str
    document_title: str
    source: str
    revision: str
    start: int
    end: int
    line_start: int
    line_end: int
    page: int | None
    quote: str
    section: list[str]


class Checks(BaseModel):
    """What was proved before the answer left the server."""

    citations_verified: bool
    values_grounded: bool


class AskResponse(BaseModel):
    """An answer with its proof."""

    id: str
    conversation_id: str
    status: Literal["answered", "not_found", "small_talk"]
    answer: str
    citations: list[CitationBody]
    suggestions: list[str]
    mode: Literal["extractive", "generated"]
    generated_by_ai: bool
    checks: Checks
    index: str
    timings_ms: dict[str, float]


class PassageBody(BaseModel):
    """A ranked passage."""

    document_id: str
    document_title: str
    source: str
    start: int
    end: int
    line_start: int
    line_end: int
    page: int | None
    text: str
    section: list[str]
    score: float


class SearchResponse(BaseModel):
    """Passages, best first."""

    passages: list[PassageBody]
    timings_ms: dict[str, float]


class DocumentBody(BaseModel):
    """What is known of a document."""

    document_id: str
    title: str
    source: str
    issuer: str
    date: str
    revision: str
    characters: int
    lines: int
    pages: int | None


class DocumentsResponse(BaseModel):
    """All documents of the index."""

    documents: list[DocumentBody]


class SuggestionsResponse(BaseModel):
    """Questions that the index is proved to answer."""

    suggestions: list[str]


class ProblemBody(BaseModel):
    """RFC 9457: what went wrong, in Korean."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI description of the problems that an operation may answer with."""
    return {
        status: {
            "model": ProblemBody,
            "description": "문제 (application/problem+json)",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemBody"}}},
        }
        for status in statuses
    }
