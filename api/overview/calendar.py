"""What happens in a period, line by line."""

from collections.abc import Sequence
from datetime import date

from api.answering.compose import MAX_ITEMS
from api.answering.grounding import ungrounded_numbers
from api.guide.model import Event, Guide
from api.overview.happenings import happenings
from api.overview.period import Days
from api.overview.proof import Proof, placed, proving
from api.overview.reading import Overview
from ingest.passages import Passage
from prompts import say

Dated = tuple[Guide, Event]
_OPEN = {"부터": "이후", "까지": "이전"}
"""How the answer says an open period: 9월 이후에."""


def tell_events(
    asked: Overview, guides: Sequence[Guide], passages: Sequence[Passage], days: Days, proof: Proof
) -> str | None:
    """What happens then, the earliest first; None where the documents tell nothing of it."""
    found = _in_order(asked, guides, passages, days)
    if not found:
        return None
    lines = [_line(guide, event, len(guides), proof) for guide, event in found[:MAX_ITEMS]]
    more = [say("overview.more_events")] if len(found) > MAX_ITEMS else []
    return "\n".join([_head(asked, proof), *lines, *more])


def tell_none(asked: Overview, guides: Sequence[Guide], days: Days, proof: Proof) -> str:
    """That nothing of the kind is told for then, and what comes nearest of the same kind."""
    what = say(f"overview.{asked.happening}")
    when = _when(asked)
    reason = say("overview.none_then", when=when, what=what) if when else say("overview.none", what=what)
    others = _in_order(asked, guides, (), None)
    if not others:
        return reason
    guide, event = min(others, key=lambda dated: abs((dated[1].last - days[0]).days))
    return f"{reason}\n{say('overview.nearest', line=_line(guide, event, len(guides), proof).removeprefix('- '))}"


def _in_order(asked: Overview, guides: Sequence[Guide], passages: Sequence[Passage], days: Days | None) -> list[Dated]:
    found = [(guide, event) for guide in guides for event in happenings(guide, passages, asked.happening, days)]
    since = days[0] if days else date.min
    # What has long been going on comes last.
    return sorted(found, key=lambda dated: (dated[1].first < since, dated[1].first, dated[1].last))


def _head(asked: Overview, proof: Proof) -> str:
    """What the lines tell; a time whose numbers no quote prints is left to the lines."""
    what = say(f"overview.{asked.happening}")
    when = _when(asked)
    if when and not ungrounded_numbers(when, proof.quotes):
        return say("overview.events_then", when=when, what=what)
    return say("overview.events", what=what)


def _when(asked: Overview) -> str:
    """The words for the time, as they stand before 에."""
    return next((f"{asked.said[:-2]} {put}" for end, put in _OPEN.items() if asked.said.endswith(end)), asked.said)


def _line(guide: Guide, event: Event, among: int, proof: Proof) -> str:
    mark = proof.mark(*proving(guide, event.programme, event.programme, event.citation))
    named = _named(event)
    dated = say("overview.event", what=named, when=event.printed) if event.printed else named
    return say("answer.list_item", item=placed(guide, dated, among), mark=mark)


def _named(event: Event) -> str:
    """What happens, with its programme where it does not say that itself."""
    if event.programme.endswith(event.what):
        return event.programme
    return event.what if event.programme in event.what else f"{event.programme}: {event.what}"
