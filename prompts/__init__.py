"""Every sentence mundap says to a person, kept in files: loaded, checked for their variables, and hashed.

say("answer.value", subject="도시텃밭 분양", label="소요예산", value="4억원", mark="[1]")
→ "도시텃밭 분양의 소요예산은 4억원입니다. [1]"
"""

import hashlib
import string
import tomllib
from functools import cache
from importlib.resources import files

from prompts.particles import ParticleFormatter

VARIABLES: dict[str, frozenset[str]] = {
    "answer.value": frozenset({"subject", "label", "value", "mark"}),
    "answer.value_without_subject": frozenset({"label", "value", "mark"}),
    "answer.definition": frozenset({"term", "value", "mark"}),
    "answer.sentence": frozenset({"subject", "sentence", "mark"}),
    "answer.sentence_without_subject": frozenset({"sentence", "mark"}),
    "answer.list_head": frozenset({"subject", "label"}),
    "answer.list_head_without_subject": frozenset({"label"}),
    "answer.list_item": frozenset({"item", "mark"}),
    "answer.documents": frozenset({"titles"}),
    "answer.document": frozenset({"title"}),
    "answer.document_of": frozenset({"title", "date"}),
    "answer.confirmed": frozenset({"answer"}),
    "answer.denied": frozenset({"answer"}),
    "answer.sum": frozenset({"result", "calculation", "mark"}),
    "answer.difference": frozenset({"result", "calculation", "mark"}),
    "answer.ratio": frozenset({"result", "calculation", "mark"}),
    "answer.duration": frozenset({"months", "period", "mark"}),
    "answer.largest": frozenset({"winner", "value", "mark"}),
    "answer.largest_of": frozenset({"of", "winner", "value", "mark"}),
    "answer.smallest": frozenset({"winner", "value", "mark"}),
    "answer.smallest_of": frozenset({"of", "winner", "value", "mark"}),
    "answer.largest_of_two": frozenset({"winner", "value", "other", "other_value", "mark"}),
    "answer.fell": frozenset({"rows", "mark"}),
    "answer.rose": frozenset({"rows", "mark"}),
    "answer.negative": frozenset({"rows", "mark"}),
    "answer.new": frozenset({"rows", "mark"}),
    "answer.smallest_of_two": frozenset({"winner", "value", "other", "other_value", "mark"}),
    "overview.documents": frozenset(),
    "overview.issued": frozenset({"words", "mark"}),
    "overview.programmes": frozenset({"of"}),
    "overview.part": frozenset({"part", "programmes"}),
    "overview.part_without_name": frozenset({"programmes"}),
    "overview.some": frozenset({"programmes"}),
    "overview.more_programmes": frozenset(),
    "overview.total": frozenset(),
    "overview.largest": frozenset(),
    "overview.smallest": frozenset(),
    "overview.budget": frozenset({"programme", "value"}),
    "overview.no_budget": frozenset(),
    "overview.opening": frozenset(),
    "overview.start": frozenset(),
    "overview.finish": frozenset(),
    "overview.recruiting": frozenset(),
    "overview.end": frozenset(),
    "overview.occasion": frozenset(),
    "overview.any": frozenset(),
    "overview.events": frozenset({"what"}),
    "overview.events_then": frozenset({"what", "when"}),
    "overview.event": frozenset({"what", "when"}),
    "overview.more_events": frozenset(),
    "overview.none": frozenset({"what"}),
    "overview.none_then": frozenset({"what", "when"}),
    "overview.nearest": frozenset({"line"}),
    "overview.in_document": frozenset({"document", "words"}),
    "not_found.nothing": frozenset(),
    "not_found.unknown_word": frozenset({"words"}),
    "not_found.attribute": frozenset({"subject", "attribute"}),
    "not_found.year": frozenset({"year"}),
    "not_found.nearest": frozenset({"sentence", "mark"}),
    "small_talk.greeting": frozenset(),
    "small_talk.thanks": frozenset(),
    "small_talk.help": frozenset(),
    "note.head": frozenset(),
    "note.citation": frozenset({"number", "source", "line", "quote"}),
    "status.searching": frozenset(),
    "status.checking": frozenset(),
    "question.labelled": frozenset({"subject", "label"}),
    "question.amount": frozenset({"subject", "label"}),
    "question.schedule": frozenset({"subject", "label"}),
    "question.place": frozenset({"subject", "label"}),
    "guide.lead": frozenset({"programmes"}),
    "guide.no_programmes": frozenset(),
    "guide.how": frozenset(),
    "guide.year": frozenset({"year"}),
    "guide.unseen": frozenset({"count"}),
    "guide.no_events": frozenset(),
    "guide.sum": frozenset({"count", "amount"}),
    "guide.total_more": frozenset({"total", "difference"}),
    "guide.total_less": frozenset({"total", "difference"}),
    "guide.total_same": frozenset({"total"}),
    "guide.total_of_more": frozenset(),
    "guide.why_different": frozenset(),
    "guide.no_amounts": frozenset(),
    "guide.terms": frozenset(),
    "guide.no_terms": frozenset(),
    "guide.checks": frozenset(),
    "guide.no_checks": frozenset(),
    "guide.right": frozenset({"answer"}),
    "guide.kept": frozenset(),
    "guide.script": frozenset(),
    "guide.choose": frozenset(),
    "guide.empty": frozenset(),
    "guide.missing": frozenset(),
}
"""The variables that each sentence must use, by its name in wording.toml."""


class WordingBroken(ValueError):
    """A sentence in wording.toml is missing, unknown, or uses other variables than declared."""


def say(name: str, **values: str) -> str:
    """The sentence ``name`` with its variables filled in; the particle after each is picked by its last sound."""
    return ParticleFormatter().format(_wording()[name], **values)


def wording_hash() -> str:
    """sha256 of every sentence, in hexadecimal: two runs with the same hash said the same things."""
    text = "\n".join(f"{name}={sentence}" for name, sentence in sorted(_wording().items()))
    return hashlib.sha256(text.encode()).hexdigest()


def read_wording(toml: str) -> dict[str, str]:
    """The sentences of a wording file by name; raises WordingBroken when one is not as declared."""
    tables: dict[str, dict[str, str]] = tomllib.loads(toml)
    wording = {f"{table}.{key}": text for table, entries in tables.items() for key, text in entries.items()}
    if wording.keys() != VARIABLES.keys():
        raise WordingBroken(f"missing or unknown sentences: {sorted(wording.keys() ^ VARIABLES.keys())}")
    for name, text in wording.items():
        used = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
        if used != VARIABLES[name]:
            raise WordingBroken(f"{name} uses {sorted(used)}, declared are {sorted(VARIABLES[name])}")
    return wording


@cache
def _wording() -> dict[str, str]:
    return read_wording(files(__name__).joinpath("wording.toml").read_text(encoding="utf-8"))
