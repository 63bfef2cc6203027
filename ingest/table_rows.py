"""One line of a flattened table: the words that name the row and the values after them, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.spacing import closed_up, collapsed

_MAX_NAME = 40
_NEGATIVE = "△▲▽▼▵‑–−-"
_DASHES = "‑–—−-"
_NUMBER = rf"[+{_NEGATIVE}]?\d[\d,]*(?:\.\d+)?"
_UNIT = (
    r"(?:[조억만천백십]*원|[천백만]?명|%p?|개[소사]|가구|과제|km|ha|[㎡㎢㎞인개건회곳사팀호대종실석점위배세권평톤조억])"
)
_BRACKET = r"[(（][^()（）]{0,40}[)）]"
_DATE = r"[’‘'`]\d{2}\.(?:\s?\d{1,2}\.)+"
_TOKEN = re.compile(rf"{_DATE}|(?:(?<!\d)\d[\d,.]*\s*/\s*\d[\d,.]*|{_BRACKET}|\S)+")
_VALUE = re.compile(rf"{_NUMBER}{_UNIT}?(?:\s*[/~∼～]\s*{_NUMBER}{_UNIT}?)?(?:{_BRACKET})?|{_DATE}|[{_DASHES}]|미정")
_BRACKETED = re.compile(rf"(?P<name>[가-힣]{{0,6}})[(（](?P<count>{_NUMBER}{_UNIT}?)[)）]")
_ENDS_IN_BRACKET = re.compile(rf"([^()（）]*?[^\s()（）가-힣])\s*([가-힣]*)({_BRACKET})")
_NOTE = re.compile(r"\s*※|\n\s*\*")
_BULLET = re.compile(r"(?:^|(?<=\s))[∙•‧·ㆍ▪◦○](?=\s?\S)")
_NUMBERED = re.compile(r"^[①-⑳]\s*")
_ONE_NUMBER = re.compile(rf"[^\d’‘'`]*?({_NUMBER})[^\d~∼～/]*")
_PROSE = re.compile(r"(?<!\d)\s*[:：]|[:：]\s|(?<=[가-힣])[.!?]$")


@dataclass(frozen=True, slots=True)
class Value:
    """One printed value; a bracketed count that belongs to it stands in ``bracket``."""

    start: int
    end: int
    text: str
    bracket: "Value | None" = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words and the values after them; the last stretch of a line may have no values."""

    words: tuple[Value, ...]
    values: tuple[Value, ...]

    @property
    def label(self) -> str:
        """The words as printed, with one space between them."""
        return " ".join(word.text for word in self.words)


def read_stretches(text: str) -> list[Stretch]:
    """The stretches of a row's text, its notes (``※``) left out; a bracketed count after a value is in that value.

    A counted word that opens the line (``1인 가구``) is part of the name, not a value.
    """
    words: list[Value] = []
    values: list[Value] = []
    found: list[Stretch] = []
    for token in _tokens(without_note(text)):
        if values and not values[-1].bracket and _BRACKETED.fullmatch(token.text):
            last = values[-1]
            values[-1] = Value(last.start, token.end, text[last.start : token.end], token)
        elif _VALUE.fullmatch(token.text) and (words or values or token.text[-1].isdigit() or token.text in _DASHES):
            values.append(token)
        else:
            if values:
                found.append(Stretch(tuple(words), tuple(values)))
                words, values = [], []
            words.append(token)
    return [*found, Stretch(tuple(words), tuple(values))] if words or values else found


def without_note(text: str) -> str:
    """A row's text up to the note (``※``) printed under it."""
    note = _NOTE.search(text)
    return text[: note.start()] if note else text


def _tokens(text: str) -> Iterator[Value]:
    for match in _TOKEN.finditer(text):
        yield Value(match.start(), match.end(), match[0])


def with_inner_words(stretches: list[Stretch], count: int) -> list[Stretch]:
    """The stretches as one of ``count`` values when single words among them (``협의중``) make up that number."""
    first, *others = stretches
    inner = [value for stretch in others for value in (*stretch.words, *stretch.values)]
    single = all(len(stretch.words) == 1 for stretch in others)
    if others and others[-1].values and first.words and single and len(first.values) + len(inner) == count:
        return [Stretch(first.words, (*first.values, *inner))]
    return stretches


def apart(value: Value) -> tuple[Value, ...]:
    """A value and the bracket at its end as two values; the value alone without one."""
    match = _ENDS_IN_BRACKET.fullmatch(value.text)
    if match is None:
        return (value,)
    return tuple(Value(value.start + match.start(i), value.start + match.end(i), match[i]) for i in (1, 3))


def bracket_name(value: Value) -> str:
    """The word before a bracketed count: 여성 for ``여성(136)``, "" for ``(23)``."""
    match = _BRACKETED.fullmatch(value.text)
    return match["name"] if match else ""


def bullet_start(text: str) -> int | None:
    """Where the first bullet of a text cell stands, None without one."""
    match = _BULLET.search(text)
    return match.start() if match else None


def is_prose(text: str) -> bool:
    """Whether a line is a labelled bullet or a sentence, which ends a table."""
    return bool(_PROSE.search(re.sub(_BRACKET, "", without_note(text).strip())))


def row_name(text: str) -> str:
    """A row's header as a reader says it: letter-spacing closed, its number (``①``) dropped, "" when it is none."""
    name = closed_up(collapsed(_NUMBERED.sub("", text.strip())))
    return name if len(name) <= _MAX_NAME and re.search(r"[^\W\d]", name) and not is_prose(name) else ""


def read_number(text: str) -> Decimal | None:
    """The one number of a printed value (``△546``, ``52.6%``, ``(23)``, ``3,100(5.2%)``); None for none or several."""
    match = _ONE_NUMBER.fullmatch(re.sub(rf"(?<=[^\s(])\s*{_BRACKET}$", "", text))
    if match is None:
        return None
    digits = match[1].replace(",", "").lstrip("+")
    return -Decimal(digits[1:]) if digits[0] in _NEGATIVE else Decimal(digits)


def is_dash(text: str) -> bool:
    """Whether a cell is printed as empty."""
    return text in _DASHES


def states_unit(text: str) -> bool:
    """Whether a printed value carries its unit (``52.6%``, ``20개``)."""
    return bool(re.search(r"\d\s*[^\W\d]|\d\s*[%㎡㎢㎞]", text))
