"""The programmes of the documents in a few lines: by part of one document, by document of several."""

from collections.abc import Sequence

from api.answering.citations import without_marks
from api.answering.compose import MAX_ITEMS
from api.answering.grounding import ungrounded_numbers
from api.guide.headings import name_of
from api.guide.model import Guide, Programme
from api.overview.proof import Proof, called, stands_under
from prompts import say

_MOST = 12
"""Programmes that are named in all."""


def tell_programmes(guides: Sequence[Guide], proof: Proof) -> str | None:
    """What the departments do; None where the documents lay out no programme."""
    groups = [group for group in _groups(guides) if group[1]]
    if not groups:
        return None
    head = say("overview.programmes", of=called(guides[0].document) if len(guides) == 1 else say("overview.documents"))
    count = sum(len(programmes) for _, programmes in groups)
    if len(groups) == 1 or count <= MAX_ITEMS:
        lines = [_item(one, proof) for _, programmes in groups for one in programmes][:MAX_ITEMS]
        is_all = count <= MAX_ITEMS
    else:
        shown = max(1, _MOST // min(len(groups), MAX_ITEMS))
        lines = [_group(name, programmes, shown, proof) for name, programmes in groups[:MAX_ITEMS]]
        is_all = len(groups) <= MAX_ITEMS
    return "\n".join([head, *lines, *([] if is_all else [say("overview.more_programmes")])])


def _groups(guides: Sequence[Guide]) -> list[tuple[str, list[Programme]]]:
    """The outermost programmes by the parts of a document, or by the documents where there are several."""
    if len(guides) == 1:
        return [(name_of(part.name), _outermost(part.programmes)) for part in guides[0].parts]
    return [
        (called(guide.document), _outermost([one for part in guide.parts for one in part.programmes]))
        for guide in guides
    ]


def _outermost(programmes: Sequence[Programme]) -> list[Programme]:
    """The programmes that are part of no other."""
    return [
        one for one in programmes if not any(stands_under(one.heading.section, other.heading) for other in programmes)
    ]


def _item(programme: Programme, proof: Proof) -> str:
    mark = proof.mark(programme.heading)
    return say("answer.list_item", item=without_marks(programme.name), mark=mark)


def _group(name: str, programmes: Sequence[Programme], shown: int, proof: Proof) -> str:
    named = [f"{without_marks(one.name)} {proof.mark(one.heading)}" for one in programmes[:shown]]
    words = ", ".join(named)
    told = say("overview.some", programmes=words) if len(programmes) > shown else words
    if not name or ungrounded_numbers(name, proof.quotes):
        return say("overview.part_without_name", programmes=told)
    return say("overview.part", part=without_marks(name), programmes=told)
