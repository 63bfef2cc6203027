"""What is told behind an answer: the note to a term in it, or the sentence that limits it."""

import re
from collections.abc import Sequence

from api.answering.compose import ASKS_WHAT, Draft, quoted
from api.answering.query import Query
from ingest.passages import Passage
from prompts import say

_STARRED = re.compile(r"[\w」｣’”)]\*")
_ASKS_FOR_PARTS = re.compile(
    r"뭐\s?뭐|무엇무엇|어디\s?어디|어떤\s*(?:것|게|내용|\S+들|\S+[이가]\s*(?:있|들어|포함))|종류|예(?:를\s*들|컨대)|구체적|"
    r"\d\s*(?:개|가지|곳|종)\S*\s*(?:\S+\s*){0,2}(?:뭐|뭔|무엇|어디|어떤)"
)
_TERM_STARRED = re.compile(r"([가-힣A-Za-z0-9]{2,})[」｣’”]?\*")
_EXAMPLE = re.compile(r"\W*예\s?[)）:：]")
_ASKS_FOR_EXAMPLES = re.compile(r"(?<![가-힣])(?:예시(?!설)|예(?:를\s*들|컨대)|보기로)")
_RIDER = re.compile(r"(?:다만|단)[,\s]|또한\s.*(?:위에|이에|앞의|해당하는)")


def with_note(query: Query, draft: Draft, notes: Sequence[Passage]) -> Draft:
    """The draft with the first note to it where that tells what the question asks for: the nine of ``9개* 분야``, who
    ``취약가구*`` are.
    """
    if len(draft.passages) != 1 or not notes or not _asks_for_note(query.text, draft.passages[0].text, notes[0].text):
        return draft
    item = say("answer.list_item", item=quoted(notes[0].text), mark="[2]")
    return Draft(f"{draft.text}\n{item}", (*draft.passages, notes[0]))


def with_rider(draft: Draft, following: Passage | None) -> Draft:
    """The draft with the sentence behind what it tells where that limits it or goes on from it: ``다만 …``."""
    if len(draft.passages) != 1 or following is None or not _RIDER.match(following.text):
        return draft
    item = say("answer.list_item", item=quoted(following.text), mark="[2]")
    return Draft(f"{draft.text}\n{item}", (*draft.passages, following))


def _asks_for_note(question: str, text: str, note: str) -> bool:
    """Whether a question asks for the parts of what has a note, what the term with the note means, or for examples."""
    asks_for_parts = _STARRED.search(text) and _ASKS_FOR_PARTS.search(question)
    if _EXAMPLE.match(note):
        return bool(asks_for_parts or _ASKS_FOR_EXAMPLES.search(question))
    # The first note is to the first star.
    term = _TERM_STARRED.search(text)
    asks_what = term and term[1] in question and ASKS_WHAT.search(question)
    return bool(asks_what or asks_for_parts)
