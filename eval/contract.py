"""What an evaluation reads from a service's answers: the fields of the contract without which nothing can be judged."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Body(BaseModel):
    """What else a service says is kept."""

    model_config = ConfigDict(extra="allow")


class Quoted(_Body):
    """A citation."""

    source: str
    start: int
    end: int
    quote: str


class Answered(_Body):
    """The body of /v1/ask."""

    status: Literal["answered", "not_found", "small_talk"]
    answer: str
    citations: list[Quoted]
    conversation_id: str
    index: str


class Ranked(_Body):
    """A passage of /v1/search."""

    source: str
    start: int
    end: int
    text: str


class Searched(_Body):
    """The body of /v1/search."""

    passages: list[Ranked]


class Listed(_Body):
    """A document of /v1/documents."""

    document_id: str
    source: str


class Documents(_Body):
    """The body of /v1/documents."""

    documents: list[Listed]
