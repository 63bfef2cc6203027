"""A guide as a page: what a newcomer reads, each value beside the words that state it."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader

from api.answering.citations import Citation
from api.guide.charts import bars, numbered, timeline
from api.guide.model import Budget, Guide, Money, Programme, Statement
from ingest.spacing import collapsed
from ingest.values import read_quantities
from ingest.values.writing import everyday
from prompts import say

_BELOW, _HERE = "../", "./"
"""From the page of one document, and from the list of documents, to where the service is."""

_OF_MORE = re.compile(r"[(（](?:시|도|구|군|국가|정부|기관)\s?전체[)）]")
"""In the name of a total that is not the office's alone."""


def guide_page(guide: Guide) -> str:
    """The page of one document."""
    programmes = [programme for part in guide.parts for programme in part.programmes]
    schedule = numbered(guide.events, [programme.name for programme in programmes])
    return _rendered(
        "guide.html",
        root=_BELOW,
        guide=guide,
        document=guide.document,
        programmes=programmes,
        anchors=_anchors(programmes),
        schedule=schedule,
        timeline=timeline(schedule, guide.document.date),
        bars=bars(guide.budget.items),
        totals=[(total, _beside(total, guide.budget)) for total in guide.budget.totals],
    )


def choice_page(documents: Sequence[Mapping[str, Any]]) -> str:
    """The list of documents that have a guide, as `Service.documents` tells of them."""
    return _rendered("choice.html", root=_HERE, documents=documents)


def missing_page() -> str:
    """What is shown for a document that is not there."""
    return _rendered("missing.html", root=_BELOW)


def _rendered(template: str, **values: Any) -> str:  # noqa: ANN401
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    """The templates, compiled once and not for every page."""
    environment = Environment(
        loader=PackageLoader("api.guide"), autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )
    environment.globals["say"] = say
    environment.filters |= {"lines": _lines, "amount": _amount, "worth": _worth, "collapsed": collapsed}
    return environment


def _lines(citation: Citation) -> str:
    """``282`` or ``282–283``."""
    first, last = citation.line_start, citation.line_end
    return str(first) if first == last else f"{first}–{last}"


def _amount(money: Money | Budget) -> str:
    return everyday(Decimal(money.won))


def _worth(statement: Statement) -> str:
    """What the first amount of a budget is as people say it, with its print where more stands behind it; or ""."""
    if statement.attribute != "budget":
        return ""
    first = next((q for q in read_quantities(statement.value) if q.unit == "원"), None)
    if first is None:
        return ""
    printed = statement.value[first.start : first.end]
    said = everyday(first.number)
    if "".join(said.split()).rstrip("원") == "".join(printed.split()).rstrip("원"):
        return ""
    return f"= {said}" if first.end == len(statement.value) else f"({printed} = {said})"


def _anchors(programmes: Sequence[Programme]) -> dict[str, int]:
    """The node of the first programme of each name."""
    return {programme.name: programme.node for programme in reversed(programmes)}


def _beside(total: Money, budget: Budget) -> str:
    """How far the programmes' sum is from what the document states; "" without programmes to compare."""
    if _OF_MORE.search(total.name):
        return say("guide.total_of_more")
    if not budget.items:
        return ""
    difference = everyday(Decimal(abs(total.won - budget.won)))
    if total.won == budget.won:
        return say("guide.total_same", total=total.name)
    return say(
        "guide.total_more" if total.won > budget.won else "guide.total_less", total=total.name, difference=difference
    )
