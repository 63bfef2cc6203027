"""From evidence to a short polite Korean answer, its wording taken from `prompts`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from api.answering.citations import MARK, without_marks
from api.answering.evidence import LISTED, Evidence
from api.answering.grounding import ungrounded_numbers
from api.answering.operands import focused_fact
from api.answering.query import Query
from api.answering.segments import Segment, segment_asked
from api.answering.subjects import bare_name, subject_of
from api.answering.vocabulary import is_generic
from ingest.facts import Fact
from ingest.labels import Label
from ingest.passages import Passage
from ingest.spacing import closed_up, collapsed
from ingest.table_cells import Cell
from ingest.table_header import bare, is_total, spoken
from ingest.values import everyday, read_amounts
from prompts import say

MAX_ITEMS = 10
_MAX_QUOTE = 250
_LARGE_UNITS = re.compile(r"(백만|천)\s*원$")
_MEASURES = re.compile(r"(?:정원|현원|인원|과부족|세입|세출|예산|금액|사업비|면적|[률율수액])$")
"""Headers that say what is measured; a table may have them as its rows."""
_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]")
ASKS_WHAT = re.compile(r"말하는|가리키는|뜻|의미|정의|무슨|무엇|뭐|누구|어떤|란\W*$")
"""Matches a question that asks what something is or means."""
_WHETHER = re.compile(
    r"(?:나요|니까|[되돼]나|[는은을]\s?(?:거|건|게)\S{0,4}|되[나니]|돼요?|할까요?|있[나어]요?|없[나어]요?)\W*$"
)
_STATES = 15
"""Letters from which on a heading states something, and is no label with whom it is of: 지원대상(청년)."""
_SAYS_MORE = 10
"""Letters from which on what stands in brackets is a statement."""
_DATE = re.compile(r"[’‘'´`]?\d{2,4}\s?[년.]")
ARROW = re.compile("[→⇒➡⇨]")
"""Stands between the values of a series, or between steps."""
_ASKS_WHEN_TOO = re.compile(r"언제|몇\s*[년월]에")
"""Beside how many: 몇 년에 몇 개, which no single value answers."""
_PREDICATE_END = re.compile(r"(함|음|됨|임|다)[.]?$")


@dataclass(frozen=True)
class Draft:
    """An answer's text, whose marks [1]… refer to ``passages`` in their order."""

    text: str
    passages: tuple[Passage, ...]


def answer_draft(query: Query, evidence: Evidence, children: Sequence[Passage]) -> Draft:
    """The answer that ``evidence`` gives; ``children`` are the passages right under it."""
    passage, label = evidence.passage, evidence.label
    if evidence.cell is not None and any(c.isalnum() for c in evidence.cell.cell.text):
        return _cell(passage, evidence.cell.cell)
    of_one = passage.kind != "footnote" and not (query.counter and _ASKS_WHEN_TOO.search(query.text))
    fact = focused_fact(query, passage) if of_one else None
    if fact is not None:
        return _single(passage, fact)
    segment = segment_asked(query, passage)
    if segment is not None:
        return _segment(passage, segment)
    children = _listed(children)
    of_list = children and (label is None or _asks_for_the_list(query, label)) and _is_heading_of_a_list(evidence)
    if of_list and not (_is_told_aside(query, passage.text) or _asks_whether(query, passage.text)):
        return _list(passage, children)
    if passage.kind == "footnote" and (label is not None or children):
        return _definition(passage, label, children)
    if label is not None and not (_PREDICATE_END.search(passage.text.rstrip()) or _is_of_steps(label, passage)):
        return _value(passage, label)
    return sentence_draft(passage)


def joined(drafts: Sequence[Draft]) -> Draft:
    """Several answers as one, a line each; what two of them say alike, or from the same passage, is said once."""
    passages: list[Passage] = []
    lines: list[str] = []
    for draft in drafts:
        for passage in draft.passages:
            if passage not in passages:
                passages.append(passage)
        line = _renumbered(draft, passages)
        lines += [line] if line not in lines else []
    return Draft("\n".join(lines), tuple(passages))


def _renumbered(draft: Draft, passages: Sequence[Passage]) -> str:
    """The text of a draft with its marks referring to the places of its passages among ``passages``."""
    return MARK.sub(lambda mark: f"[{passages.index(draft.passages[int(mark[1]) - 1]) + 1}]", draft.text)


def nearest_draft(reason: str, nearest: Passage | None) -> Draft:
    """A refusal that says ``reason`` and, when there is one, the nearest thing the documents do say."""
    if nearest is None:
        return Draft(reason, ())
    pointer = say("not_found.nearest", sentence=quoted(nearest.text), mark="[1]")
    return Draft(f"{reason}\n{pointer}", (nearest,))


def name_of(evidence: Evidence) -> str:
    """What a refusal calls the thing it found: a heading by its own name, another passage by what it is about."""
    own = bare_name(quoted(evidence.passage.text))
    if evidence.features.heading > 0 and not is_generic(own):
        return own
    return subject_of(evidence.passage) or own


def _listed(children: Sequence[Passage]) -> list[Passage]:
    """The passages that make a list below a heading: not a lone row of a table, and none without a word."""
    rows = [child for child in children if child.kind in ("row", "table")]
    words = [child for child in children if any(c.isalnum() for c in child.text)]
    return [child for child in words if len(rows) > 1 or child not in rows]


def _asks_for_the_list(query: Query, label: Label) -> bool:
    return query.attribute is not None and query.attribute.name in LISTED and len(label.name) < 8


def _is_heading_of_a_list(evidence: Evidence) -> bool:
    """Whether what stands below is the answer; a heading that is a sentence says it itself."""
    is_sentence = evidence.passage.text.rstrip(" .").endswith("다")
    return evidence.features.heading > 0 and evidence.passage.kind != "table" and not is_sentence


def _is_of_steps(label: Label, passage: Passage) -> bool:
    """Whether a label only dates the first of several steps: ``(’30년) 설계 → (’31년) 착공``."""
    return bool(_DATE.match(label.name) and ARROW.search(passage.text))


def _is_told_aside(query: Query, heading: str) -> bool:
    """Whether the brackets of a heading say what the question does and the rest of it does not."""
    asides, rest = " ".join(_BRACKETED.findall(heading)), _BRACKETED.sub(" ", heading)
    if len(rest.replace(" ", "")) < _STATES:
        return False
    words = [term.forms | term.synonyms for term in query.terms]
    return any(any(w in asides for w in forms) and not any(w in rest for w in forms) for forms in words)


def _asks_whether(query: Query, heading: str) -> bool:
    """Whether a yes or a no is asked for, and a heading has more to say of it in brackets than a list below it has."""
    asides = _BRACKETED.findall(heading)
    whether = query.attribute is None and _WHETHER.search(query.text) and not ASKS_WHAT.search(query.text)
    return bool(whether) and any(len(aside) > _SAYS_MORE for aside in asides)


def _value(passage: Passage, label: Label) -> Draft:
    value = collapsed(passage.text[label.value_start :])
    words = {"label": without_marks(label.name), "value": _shortened(with_everyday_money(value)), "mark": "[1]"}
    return _about(passage, "answer.value", words)


def _single(passage: Passage, fact: Fact) -> Draft:
    """One of several values of a bullet, by the name that the question says."""
    printed = f"{collapsed(passage.text[fact.start : fact.end])}{fact.unit}"
    words = {
        "label": without_marks(fact.label),
        "value": quoted(with_everyday_money(printed)),
        "mark": "[1]",
    }
    return _about(passage, "answer.value", words)


def _segment(passage: Passage, segment: Segment) -> Draft:
    """What a bullet says of one of several things, by its name."""
    said = passage.text[segment.start : segment.end].rstrip(" \n,·/")
    if _PREDICATE_END.search(said):
        return _about(passage, "answer.sentence", {"sentence": quoted(said), "mark": "[1]"})
    return _about(passage, "answer.value", {"label": without_marks(segment.name), "value": quoted(said), "mark": "[1]"})


def _cell(passage: Passage, cell: Cell) -> Draft:
    """A cell by its headers; the total of a table by its column alone."""
    text = closed_up(collapsed(cell.text))
    bracketed = _BRACKETED.fullmatch(text) if cell.unit else None
    figure = bracketed[1] if bracketed else text
    value = _shortened(with_everyday_money(f"{figure}{cell.unit}"))
    subject, label = proved_name(cell.row, passage), spoken(cell.column) or cell.column
    if _MEASURES.search(subject) and not _MEASURES.search(label):
        subject, label = label, subject
    named = [part for part in label.split() if not is_total(part)]
    words = {"label": without_marks(" ".join(named) or label), "value": value, "mark": "[1]"}
    if (is_total(subject) and subject == bare(subject)) or not subject:
        return Draft(say("answer.value_without_subject", **words), (passage,))
    return Draft(say("answer.value", subject=without_marks(subject), **words), (passage,))


def proved_name(row: str, passage: Passage) -> str:
    """A row's name without what spans it from above, as 5월, where the number in that does not stand in the row."""
    if not ungrounded_numbers(row, [passage.text]):
        return row
    words = row.split()
    rest = (" ".join(words[at:]) for at in range(1, len(words)))
    return next((name for name in rest if not ungrounded_numbers(name, [passage.text])), row)


def _definition(passage: Passage, label: Label | None, children: Sequence[Passage]) -> Draft:
    """What a footnote says of its term; one that only names the term is spelled out under it."""
    if label is None:
        term = without_marks(bare_name(collapsed(passage.text)))
        words = {"label": term, "value": quoted(children[0].text), "mark": "[1] [2]"}
        return Draft(say("answer.value_without_subject", **words), (passage, children[0]))
    value = _shortened(collapsed(passage.text[label.value_start :]))
    return Draft(say("answer.definition", term=without_marks(label.name), value=value, mark="[1]"), (passage,))


def sentence_draft(passage: Passage) -> Draft:
    """The passage quoted as it stands."""
    return _about(passage, "answer.sentence", {"sentence": quoted(passage.text), "mark": "[1]"})


def _list(passage: Passage, children: Sequence[Passage]) -> Draft:
    label = without_marks(closed_up(bare_name(collapsed(passage.text))))
    if not label:
        return sentence_draft(passage)
    shown = children[:MAX_ITEMS]
    subject = subject_of(passage)
    quotes = [child.text for child in shown]
    if subject is None or subject == label or ungrounded_numbers(subject, quotes):
        head = say("answer.list_head_without_subject", label=label)
    else:
        head = say("answer.list_head", subject=subject, label=label)
    if ungrounded_numbers(head, quotes):
        # The heading itself holds the number: it is cited with its list.
        shown = [passage, *shown[: MAX_ITEMS - 1]]
    items = [
        say("answer.list_item", item=quoted(item.text), mark=f"[{number}]")
        for number, item in enumerate(shown, start=1)
    ]
    return Draft("\n".join([head, *items]), tuple(shown))


def _about(passage: Passage, sentence: str, words: dict[str, str]) -> Draft:
    """``sentence`` with the passage's subject, unless that holds a number the quote does not prove."""
    subject = subject_of(passage)
    if subject is None or ungrounded_numbers(subject, [passage.text]):
        return Draft(say(f"{sentence}_without_subject", **words), (passage,))
    return Draft(say(sentence, subject=subject, **words), (passage,))


def with_everyday_money(value: str) -> str:
    """``value`` with its first amount also as people say it: ``4,000백만원(40억원)``."""
    for amount in read_amounts(value):
        printed = value[amount.start : amount.end]
        said = everyday(amount.won)
        if _LARGE_UNITS.search(printed) and said != printed:
            return f"{value[: amount.end]}({said}){value[amount.end :]}"
        break
    return value


def quoted(text: str) -> str:
    """A text as an answer shows it: on one line, without marks of its own, cut at a word when it is long."""
    return _shortened(collapsed(text))


def _shortened(text: str) -> str:
    """``text`` as it stands in an answer, cut at a word when it is long."""
    plain = without_marks(text)
    if len(plain) <= _MAX_QUOTE:
        return plain
    return plain[:_MAX_QUOTE].rsplit(" ", 1)[0] + " …"
