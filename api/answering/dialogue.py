"""What a follow-up leaves out: its subject and its attribute come from the questions and the answer before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.answering.query import Query, Term, read_query
from api.answering.substitution import asked_again
from api.answering.years import time_left_out
from ingest.spacing import closed_up
from retriever.morphemes import tokens

MAX_TURNS = 6
"""Earlier turns that a question may lean on."""
_FADES = 0.5
"""What a word of the question before is worth beside a word of the question itself; of the one before that, half."""
_LEANS, _APART = 0.5, 0.25
"""The same for a question that names one thing, and for one that names another subject or says all by itself."""
_CHANGES_TOPIC = re.compile(r"그건\s*(됐|되었|그만)|다른\s*(얘기|이야기|질문|주제)|그나저나")
_POINTS_BACK = re.compile(
    r"거기|거긴|그곳|그\s?중|이\s?중|그거|그건|그게|이거|이건|그때|그해|같은\s?[해달]|(?<![가-힣])[그이]\s+[가-힣]"
)


_POINTER = re.compile(r"(?<![가-힣])[그이]\s+([가-힣]+)")


@dataclass(frozen=True)
class Earlier:
    """A turn before this one: what was asked, and the heading paths of what the answer cited."""

    question: str
    cited: tuple[tuple[str, ...], ...]


def read_follow_up(question: str, earlier: Sequence[Earlier], this_year: int | None = None) -> Query:
    """A cleaned question read in the light of the turns before it, the oldest first; see `read_query`."""
    query: Query | None = None
    for turn in earlier[-MAX_TURNS:]:
        asked = _follow(turn.question, query, (), this_year)
        # A courtesy leaves open what was asked before it.
        query = query if asked.small_talk else asked
    return _follow(question, query, earlier[-1].cited if earlier else (), this_year)


def _follow(question: str, before: Query | None, cited: tuple[tuple[str, ...], ...], this_year: int | None) -> Query:
    """A question with what it leaves out taken from the question before."""
    query = read_query(question, this_year)
    if before is None or query.small_talk or _CHANGES_TOPIC.search(question):
        return query
    again = asked_again(question, before.text, before.year or this_year)
    if again:
        query = replace(read_query(again, this_year), inherited=before.inherited, context=cited)
        return query if _asks_itself(query) else _with_ask_of(before, query)
    return _completed(_of_its_time(query, before, this_year), before, cited)


def _of_its_time(query: Query, before: Query, this_year: int | None) -> Query:
    """The question, of the time that the question before names where it leans on that one and names none itself."""
    leans = _leaning(query) > _APART or not _asks_itself(query)
    said = time_left_out(query.text, before.text) if leans and not _tells_when(before) else ""
    return read_query(f"{said} {query.text}", this_year) if said else query


def _tells_when(query: Query) -> bool:
    """Whether the time that a question says is what it asserts, and not of when it asks."""
    return any(claim.kind == "date" for claim in query.claims)


def _completed(query: Query, before: Query, cited: tuple[tuple[str, ...], ...]) -> Query:
    """The question with the words and the ask that it leaves to the question before."""
    query = _without_pointers(query)
    named = _department(before, cited) if _POINTS_BACK.search(query.text) else ()
    if named:
        return replace(query, inherited=named)
    share = _leaning(query)
    context = cited if share > _APART else ()
    completed = replace(query, inherited=_inherited(query, before, share), context=context)
    return completed if _asks_itself(query) else _with_ask_of(before, completed)


def _without_pointers(query: Query) -> Query:
    """The question without what only points back: 그 모임, 이 센터."""
    pointing = {token.form for match in _POINTER.finditer(query.text) for token in tokens(match[1])}
    terms = tuple(term for term in query.terms if term.form not in pointing)
    head = query.head if query.head in terms else None
    return replace(query, terms=terms, head=head)


def _department(before: Query, cited: tuple[tuple[str, ...], ...]) -> tuple[tuple[Term, float], ...]:
    """What 거기 stands for after a question for who does something: the name that opens the cited row."""
    if before.attribute is None or before.attribute.name != "operator" or not cited:
        return ()
    name = closed_up(cited[0][-1]).split(" ")[0]
    return tuple((term, 1.0) for term in read_query(name).terms)


def _leaning(query: Query) -> float:
    """What the words of the question before are worth beside the question's own; little where it stands alone."""
    names = sum(term.is_name for term in query.terms)
    if not names or query.excluded or _POINTS_BACK.search(query.text):
        return 1.0
    if _asks_itself(query):
        return _LEANS if names == 1 else _APART
    return _APART


def _asks_itself(query: Query) -> bool:
    """Whether the question says what it wants to know; ``산업관은요?`` only says of what."""
    return query.attribute is not None or query.counter is not None


def _with_ask_of(before: Query, query: Query) -> Query:
    """The question with what the one before it wanted to know; its noun is the subject, not what is asked for."""
    return replace(query, attribute=before.attribute, counter=before.counter, label_words=before.label_words, head=None)


def _inherited(query: Query, before: Query, share: float) -> tuple[tuple[Term, float], ...]:
    """The words of the question before that this one does not say itself, fading with each turn."""
    own = {form for term in query.terms for form in term.forms} | query.excluded
    words = [*((term, 1.0) for term in before.terms), *before.inherited]
    return tuple((term, share * _fade(weight)) for term, weight in words if own.isdisjoint(term.forms))


def _fade(weight: float) -> float:
    return weight if weight == 1.0 else weight * _FADES
