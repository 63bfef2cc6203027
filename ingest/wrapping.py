"""Which line goes on with the sentence of the line before it; the only importer of mecab.

A wrapped line shows in three ways: something is left open (a bracket, a comma, a particle, a clause), the next line
starts with what cannot start a sentence, or the line is full. After a trial on a city's report (python-mecab-ko
tags, 2 cores) the first two are nearly always right; a full line alone glues table cells and sub-headings, so it
counts only inside a bullet or a paragraph.
"""

import re
from functools import cache

from ingest.lines import Line, Lines
from ingest.spacing import width

_OPENERS, _CLOSERS = "([「『｢〈《", ")]」』｣〉》"
_OPEN_TAIL = re.compile(r"[,，·‧ㆍ․・⇨→➡+/～~&]$|\s및$|[:：]$")
_CLOSED_TAIL = re.compile(r"(다|함|음|임|됨|요)[.]?$|[.?!。)）]$|\s(중|예정|완료)$")
_CONTINUING_HEAD = re.compile(r"[,，)\]」』｣·‧ㆍ․・]|[’”](?!\d)")
# Before digits the same marks shorten a year: ’25년.
_QUOTE_OPENS, _QUOTE_CLOSES = re.compile(r"[‘“](?!\d)"), re.compile(r"[’”](?!\d)")
_LABEL_HEAD = re.compile(r"[^:：▸▹▶⇨→➡]{1,30}\s[:：]\s|[^\s:：]{1,8}[:：]\s")
# A chapter may be numbered 2/ as well.
_OWN_LINE = re.compile(r"[<〈❙┃]|[(（\[][^()（）\[\]]*[)）\]]$|\(?단위|\d{1,2}/\s+[^\W\d]")
_ASIDE = re.compile(r"[(（](?![^)）]*단\s?위)(?!(?:자료|출처)\s*[:：])[^()（）]{20,}(?<!기준)(?<!현재)[)）]$")
"""What a bullet adds in brackets, too long to be a line of its own."""
_ARROW = re.compile("[⇨→➡➔⟶]")
# A department's name ends like a noun with the particle 과, so that tag alone proves nothing.
_OPEN_TAGS = ("JKS", "JKO", "JKB", "JKG", "JX", "EC", "ETM", "MAJ", "MM")
_ENDING_TAGS = ("JKS", "JKO", "JKB", "JKG", "JX", "JC", "EC", "EF", "XSV", "VCP")
# The lines that carry these marks are titles, and titles seldom fill a line by being wrapped.
_TITLE_KINDS = ("Ⅰ", "제1장", "1.", "1 ")
_TIGHT_LINE = 0.5


def continues(previous: Line, block_text: str, line: Line, layout: Lines) -> bool:
    """Whether the unmarked ``line`` goes on with ``previous``, the last line of the block ``block_text``."""
    if _in_bullet(previous) and not line.apart and _ASIDE.match(line.text):
        return True
    if has_label(line.text) or _OWN_LINE.match(line.text):
        return _bracket_open(block_text) and not _OWN_LINE.match(line.text)
    if _is_open(previous.text, block_text) or _cannot_start(line.text) or steps_on(block_text, line.text):
        return True
    if line.apart and not layout.double_spaced:
        return False
    if not line.apart and line.indent > previous.indent:
        return True
    if previous.marker is not None and previous.marker.kind in _TITLE_KINDS:
        return False
    tight = not line.apart and layout.double_spaced and previous.marker is not None
    enough = layout.full_width * (_TIGHT_LINE if tight else 1)
    return width(previous.text) >= enough and not _CLOSED_TAIL.search(previous.text)


def _in_bullet(line: Line) -> bool:
    return line.marker is not None and line.marker.kind not in _TITLE_KINDS


def has_label(text: str) -> bool:
    """Whether the line ``text`` starts with a label and a colon, as no wrapped line does."""
    label = _LABEL_HEAD.match(text)
    return label is not None and not _bracket_open(label[0].lstrip(_OPENERS))


def steps_on(block_text: str, text: str) -> bool:
    """Whether the line ``text`` holds an arrow like those that already join the steps of ``block_text``."""
    return not set(_ARROW.findall(block_text)).isdisjoint(_ARROW.findall(text))


def _is_open(tail: str, block_text: str) -> bool:
    if _OPEN_TAIL.search(tail) or tail.endswith("와") or _bracket_open(block_text):
        return True
    form, tag = _morpheme(tail, -1)
    return tag.split("+")[-1] in _OPEN_TAGS or form == "의"


def _cannot_start(head: str) -> bool:
    return (
        bool(_CONTINUING_HEAD.match(head))
        or head.startswith("에 ")
        or _morpheme(head, 0)[1].split("+")[0] in _ENDING_TAGS
    )


def _bracket_open(text: str) -> bool:
    if len(_QUOTE_OPENS.findall(text)) > len(_QUOTE_CLOSES.findall(text)):
        return True
    return any(text.count(opener) > text.count(closer) for opener, closer in zip(_OPENERS, _CLOSERS, strict=True))


def _morpheme(text: str, position: int) -> tuple[str, str]:
    """The first (0) or last (-1) morpheme with its part-of-speech tags (Sejong set, joined by +)."""
    words = text.split()
    # The nearest words decide; a whole line costs ten times as much to tag.
    near = " ".join(words[-3:] if position else words[:3])
    morphemes = _tagger().pos(near)
    return morphemes[position] if morphemes else ("", "")


@cache
def _tagger():  # type: ignore[no-untyped-def]  # noqa: ANN202
    from mecab import MeCab  # ingest only: a server that answers never needs its dictionary

    return MeCab()
