"""What happens in a period, line by line."""

from collections.abc import Sequence

from api.answering.compose import MAX_ITEMS
from api.answering.grounding import ungrounded_numbers
from api.guide.model import Event, Guide
from api.overview.happenings import happenings
from api.overview.period import Days
from api.overview.proof import Proof, placed, proving
from api.overview.reading import Overview
from prompts import say

Dated = tuple[Guide, Event]


def tell_events(asked: Overview, guides: Sequence[Guide], days: Days | None, proof: Proof) -> str | None:
    """What happens then, the earliest first; None where the documents tell nothing of it."""
    found = _in_order(asked, guides, days)
    if not found:
        return None
    lines = [_line(guide, event, len(guides), proof) for guide, event in found[:MAX_ITEMS]]
    more = [say("overview.more_events")] if len(found) > MAX_ITEMS else []
    return "\n".join([_head(asked, proof), *lines, *more])


def tell_none(asked: Overview, guides: Sequence[Guide], days: Days | None, proof: Proof) -> str:
    """That nothing of the kind is told for then, and what comes nearest of the same kind."""
    what = say(f"overview.{asked.happening}")
    when = _when(asked)
    reason = say("overview.none_then", when=when, what=what) if when else say("overview.none", what=what)
    if days is None:
        return reason
    others = _in_order(asked, guides, None)
    if not others:
        return reason
    guide, event = min(others, key=lambda dated: abs((dated[1].last - days[0]).days))
    return f"{reason}\n{say('overview.nearest', line=_line(guide, event, len(guides), proof).removeprefix('- '))}"


def _in_order(asked: Overview, guides: Sequence[Guide], days: Days | None) -> list[Dated]:
    found = [(guide, event) for guide in guides for event in happenings(guide, asked.happening, days)]
    return sorted(found, key=lambda dated: (dated[1].first, dated[1].last))


def _head(asked: Overview, proof: Proof) -> str:
    """What the lines tell; a time whose numbers no quote prints is left to the lines."""
    what = say(f"overview.{asked.happening}")
    when = _when(asked)
    if when and not ungrounded_numbers(when, proof.quotes):
        return say("overview.events_then", when=when, what=what)
    return say("overview.events", what=what)


def _when(asked: Overview) -> str:
    return asked.said.removesuffix("에")


def _line(guide: Guide, event: Event, among: int, proof: Proof) -> str:
    named = event.what if event.programme in event.what else f"{event.programme}: {event.what}"
    mark = proof.mark(*proving(guide, named, event.programme, event.citation))
    return say("overview.event", what=placed(guide, named, among), when=event.printed, mark=mark)
