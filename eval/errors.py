"""What can go wrong with an evaluation, told in Korean with the next step.

MundapError
├─ EvaluationMisused        what was given cannot be used: exit 2
│  ├─ ItemsBroken           a file of items
│  ├─ ResultBroken          a result file
│  └─ RunUnfinished         an earlier run stopped half-way, or is not the one to go on with
├─ ServiceUnreachable       nothing that speaks the contract answers: exit 1
├─ ServiceChanged           the service went over to another index in the middle of a run: exit 1
└─ QuestionFailed           the service answers, but with an error for this question: the answer is wrong
"""

from ingest.errors import MundapError


class EvaluationMisused(MundapError):
    """Base of the errors that whoever started an evaluation can mend."""


class ItemsBroken(EvaluationMisused):
    """A file of items cannot be used; the message names file and line."""


class ResultBroken(EvaluationMisused):
    """A result file cannot be used."""


class RunUnfinished(EvaluationMisused):
    """Results of an unfinished run stand where new ones would be kept, or belong to another run."""


class ServiceUnreachable(MundapError):
    """Nothing that speaks the contract answers at the URL."""


class ServiceChanged(MundapError):
    """The answers of one run come from two indexes."""


class QuestionFailed(MundapError):
    """The service answers with an error; the message is what it says."""
