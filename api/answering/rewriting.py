"""A follow-up that the rules could not resolve, made to stand alone by a language model; nothing may be added to it."""

import logging
from collections.abc import Sequence

from api.answering.dialogue import Earlier
from api.answering.letters import letters
from api.answering.query import clean_question
from api.answering.writer import Writer, WriterFailed
from prompts.models import messages
from retriever.morphemes import tokens

_log = logging.getLogger("mundap")

_LONGEST = 200
_SUBJECTS = frozenset({"NNG", "NNP", "SL", "SN"})


def standalone(question: str, earlier: Sequence[Earlier], writer: Writer) -> str | None:
    """The question as it would be asked alone; None where the model fails, or says what nobody said before."""
    turns = "\n".join(f"- {turn.question}" for turn in earlier)
    try:
        written = "".join(writer.write(messages("rewrite", earlier=turns, question=question)))
    except WriterFailed as error:
        _log.warning("the language model failed: %s", error)
        return None
    rewritten = clean_question(next(iter(written.strip().splitlines()), ""))
    said = letters(" ".join((question, *(turn.question for turn in earlier), *_headings(earlier))))
    new = [t.form for t in tokens(rewritten) if t.tag in _SUBJECTS and letters(t.form) not in said]
    return rewritten if 0 < len(rewritten) <= _LONGEST and not new else None


def _headings(earlier: Sequence[Earlier]) -> list[str]:
    return [heading for turn in earlier for path in turn.cited for heading in path]
