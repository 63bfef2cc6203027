"""The one value that a piece of evidence gives to a question, ready to be shown or calculated with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from api.answering.evidence import Evidence
from api.answering.letters import letters as letters_of
from api.answering.letters import shared_letters
from api.answering.query import Query, Term
from ingest.facts import Fact, read_facts
from ingest.labels import read_label
from ingest.passages import Passage
from ingest.spacing import collapsed
from ingest.tables import number
from ingest.values import read_quantities, years_in
from retriever.cells import TableCell
from retriever.morphemes import index_tokens

_SEVERAL = re.compile(
    r"[가-힣](?:이랑|랑|하고|와|과|및)\s+(?:\S+\s+){0,2}?\S+?(?:은|는|이|가|을|를)?\s*(?:어떻|얼마|몇|각각|알려|\W*$)|각각"
    r"|(?:얼마|몇|언제|어디|누구|어느)\S*(?:고|며|서|걸쳐|,)\s(?:.*\s)?(?:얼마|몇|언제|어디|누구|어느)"
)
_OF_A_SHARE = ("", "비", "고", "성", "자")
"""What stands behind the one letter that names a share where it is spelled out: 시비, 국고, 여성, 남자."""
_LIMIT = r"\s?(?:이내|이상|이하|미만|초과)"
_BECOMES = re.compile(rf"(?:{_LIMIT})?\s*[⇨→➡⇒]\s*")
_LIMITED = re.compile(_LIMIT)
_ENDINGS = frozenset("액률율비료수장")
"""What a name may have more than a word of the question: 매출액, 연구원장."""
_BOUND = re.compile(r"(?<![가-힣])(?:최대|최소|약|각|매월|월|연간?)\s?\Z")
_YEAR = re.compile(r"\d년\Z")
_NAMED = 0.7
"""From which score on the words of a question name a fact."""
_NO_NAME = re.compile(r"^(?:을|를|의|에|은|는|이|가|으로|로)\s|(?:[인명개사건팀소]|기업|가구|업체)당$")
"""A clause that goes on behind a bracket, or what a value is counted by: 기업당."""
_OF_BEFORE = re.compile(r"(?:전년도?|작년|지난해)(?!\s*(?:동기\s*)?대비)")
_MAX_NAME = 20
_CLEARLY = 0.8
"""By how much a fact must be better named than any other of its bullet to be told alone."""


@dataclass(frozen=True)
class Operand:
    """A number with its unit, what it is of, and the passage in which it is printed."""

    name: str
    number: Decimal
    """In ``unit``; won for money."""
    unit: str
    printed: str
    """As the document prints it, its unit added where that stands elsewhere."""
    passage: Passage
    start: int
    """Where it is printed in the passage."""
    row: str = ""
    """The header of its row, for a cell of a table."""
    headers: tuple[Passage, ...] = ()
    """The passages of its table's header."""


def operand_of(query: Query, evidence: Evidence, taken: Sequence[Operand] = ()) -> Operand | None:
    """The value of the kind asked for that evidence gives; None without one that is not ``taken`` yet."""
    if evidence.cell is not None:
        operand = of_cell(evidence.cell)
        return None if operand in taken else operand
    fact = best_fact(query, evidence.passage, taken)
    return of_fact(fact, evidence.passage) if fact else None


def of_cell(cell: TableCell) -> Operand | None:
    """The number of a cell; None for a cell without one."""
    found = number(cell.cell)
    if found is None:
        return None
    printed = f"{collapsed(cell.cell.text)}{cell.cell.unit}"
    read = next(iter(read_quantities(printed)), None)
    value, unit = (read.number, read.unit) if read else (found, cell.cell.unit)
    return Operand(cell.cell.row, value, unit, printed, cell.passage, cell.cell.start, cell.cell.row, cell.headers)


def of_fact(fact: Fact, passage: Passage) -> Operand | None:
    """The number of a fact; None for a date, and for a range, which is no one number."""
    printed = f"{passage.text[fact.start : fact.end]}{fact.unit}"
    quantities = read_quantities(printed)
    if len(quantities) != 1:
        return None
    first = quantities[0]
    return Operand(fact.name or fact.of, first.number, first.unit, printed, passage, fact.start)


def facts_asked(query: Query, passage: Passage) -> list[Fact]:
    """The facts of a passage that are of the kind asked for: with the counter asked for, of the attribute's kind."""
    facts = read_facts(passage.text)
    if query.counter is not None:
        return [fact for fact in facts if query.counter.search(f"{passage.text[fact.start : fact.end]}{fact.unit}")]
    kinds = query.attribute.kinds if query.attribute else frozenset()
    return [fact for fact in facts if not kinds or fact.kind in kinds]


def best_fact(query: Query, passage: Passage, taken: Sequence[Operand] = ()) -> Fact | None:
    """The fact not yet taken whose name the question says, else the first of the kind asked for; None without one."""
    spots = {(operand.passage, operand.start) for operand in taken}
    facts = [fact for fact in facts_asked(query, passage) if (passage, fact.start) not in spots]
    ranked = sorted(facts, key=lambda fact: -naming(query, fact))
    return ranked[0] if ranked else None


def focused_fact(query: Query, passage: Passage) -> Fact | None:
    """The fact that a question picks out of several of the kind it asks for; None where the whole bullet answers."""
    facts = facts_asked(query, passage) if query.asks_for_a_value and not query.claims else []
    if len(facts) < 2 or _SEVERAL.search(query.text):
        return None
    label = read_label(passage.text)
    # The words of the headings and of the label are of the whole bullet.
    of_all = frozenset(index_tokens(" ".join((*passage.section, label.name if label else ""))))
    # What a value becomes is told with it.
    changes = [False, *(_is_change(before, fact, passage.text) for before, fact in pairwise(facts))]
    scores = [0.0 if change else _picking(query, fact, of_all) for fact, change in zip(facts, changes, strict=True)]
    (best, score), (_, second) = sorted(zip(facts, scores, strict=True), key=lambda pair: -pair[1])[:2]
    told = replace(_with_change(best, facts, passage.text), start=_bounded_start(best, passage.text))
    glued = passage.text[told.start - 1 : told.start].isalnum() and not _YEAR.search(passage.text[: told.start])
    # Where two are named, as a whole and a part of it, both are told.
    is_picked = score >= _NAMED > second and score - second >= _CLEARLY and len(best.label) <= _MAX_NAME
    return told if is_picked and not (glued and len(best.name) > 1) else None


def _bounded_start(fact: Fact, text: str) -> int:
    """Where a fact's value begins with the word that bounds it: 최대 100만원 is not 100만원."""
    bound = _BOUND.search(text, 0, fact.start)
    return bound.start() if bound else fact.start


def _is_change(before: Fact, fact: Fact, text: str) -> bool:
    """Whether a fact is what the value of the one before it becomes."""
    return not fact.name and _BECOMES.fullmatch(text, before.end, fact.start) is not None


def _with_change(fact: Fact, facts: Sequence[Fact], text: str) -> Fact:
    """The fact with what its value becomes and what limits it: ``5일 이내 → 3일 이내`` is not 5일."""
    last = fact
    for later in facts[facts.index(fact) + 1 :]:
        if not _is_change(last, later, text):
            break
        last = later
    limited = _LIMITED.match(text, last.end)
    return replace(fact, end=limited.end() if limited else last.end)


def _picking(query: Query, fact: Fact, of_all: frozenset[str]) -> float:
    """How many of the words that only this fact has the question says; none for a name as long as a clause."""
    name = fact.label
    words = frozenset(index_tokens(name)) - of_all
    if not name or _NO_NAME.search(name) or name.count("[") != name.count("]"):
        return 0.0
    if _OF_BEFORE.search(name) and not _OF_BEFORE.search(query.text):
        return 0.0
    asked = {form for term in query.terms for form in term.forms}
    if len(name) == 1:
        # 시3 of 국2/시3/구5 is what 시비 asks for, and not what 시설 does.
        return float(any(f"{name}{of}" in asked for of in _OF_A_SHARE))
    said = {word for word in words if any(_is_same(word, form) for form in asked)}
    return len(said) - 0.1 * len(words - said)


def _is_same(word: str, said: str) -> bool:
    """Whether a word is said, be it with a syllable more or less: 매출 of 매출액, 연구원장 of 연구원."""
    short, long = sorted((word, said), key=len)
    return long == short or (len(short) > 1 and long.startswith(short) and long[len(short) :] in _ENDINGS)


def naming(query: Query, fact: Fact) -> float:
    """How well a question names a fact: the words of its name that it says, and the year."""
    words = frozenset(index_tokens(f"{fact.of} {fact.name}"))
    letters = letters_of(fact.name or fact.of)
    asked = _asked(query)
    score = sum(asked.get(word, -0.1) for word in words)
    # Kiwi cuts a compound differently in different company: 정보통신업 is 정보·통신업 here, 정보통신·업 there.
    score += shared_letters(letters, letters_of(query.text))
    score += next((weight for form, weight in asked.items() if len(letters) == 1 and form.startswith(letters)), 0.0)
    years = years_in(f"{fact.of} {fact.name}")
    return score + (2.0 if query.year in years else -1.0 if query.year and years else 0.0)


def _asked(query: Query) -> dict[str, float]:
    """The words of a question with what each is worth, those left to earlier questions for less."""
    own: list[tuple[Term, float]] = [(term, 1.0) for term in query.terms]
    words = {form: share for term, share in (*query.inherited, *own) for form in term.forms | term.synonyms}
    return words | dict.fromkeys(query.label_words, 1.0)
