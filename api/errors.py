"""What can go wrong between a caller and the answer; each error knows its problem type and HTTP status.

ApiError
├─ InvalidRequest          422  invalid-request
│  ├─ QuestionEmpty        422  question-empty
│  └─ QuestionTooLong      422  question-too-long
├─ NotFound                404  not-found
├─ TooManyRequests         429  too-many-requests   Retry-After
├─ Overloaded              503  overloaded          Retry-After
├─ StoreUnwritable         503  internal            the conversations cannot be kept
├─ StoreUnreadable         500  internal            the kept answers cannot be read; on the command line only
├─ ModelMisnamed           500  internal            no such language model can be used; at start only
└─ ModelUnreachable        503  no-language-model   Retry-After; only where one was demanded
"""

from ingest.errors import MundapError


class ApiError(MundapError):
    """Base of the errors that a caller caused or can mend."""

    problem = "internal"
    status = 500
    retry_after: int | None = None


class InvalidRequest(ApiError):
    """The request does not have the form that the contract asks for."""

    problem, status = "invalid-request", 422


class QuestionEmpty(InvalidRequest):
    """Nothing is asked."""

    problem = "question-empty"


class QuestionTooLong(InvalidRequest):
    """The question is longer than `MAX_QUESTION` characters."""

    problem = "question-too-long"


class NotFound(ApiError):
    """No document, answer, conversation or page has that id."""

    problem, status = "not-found", 404


class TooManyRequests(ApiError):
    """The caller is over the rate limit."""

    problem, status, retry_after = "too-many-requests", 429, 60


class Overloaded(ApiError):
    """More questions are being answered than the service takes on at once."""

    problem, status, retry_after = "overloaded", 503, 1


class StoreUnwritable(ApiError):
    """Answers and conversations cannot be written."""

    problem, status = "internal", 503


class StoreUnreadable(ApiError):
    """The store of answers and conversations is not there, or is no such store."""


class ModelMisnamed(ApiError):
    """The setting names a language model that cannot be used here."""


class ModelUnreachable(ApiError):
    """An answer worded by a language model was demanded, and none could be had."""

    problem, status, retry_after = "no-language-model", 503, 30


class PortTaken(ApiError):
    """The address to listen on cannot be had."""
