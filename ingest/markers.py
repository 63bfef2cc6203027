"""The mark at the head of a line: ``Ⅰ.``, ``1.``, ``○``, ``①①``, ``※`` and the other bullets Korean offices use.

A marker's ``kind`` says which marks are alike; how deep a kind stands is not known here: `nesting` learns it.
"""

import re
import unicodedata
from dataclasses import dataclass

NOTE_KINDS = frozenset("※*＊☞")
PART_KIND = "Ⅰ"
APPENDIX_KINDS = frozenset({"붙임", "참고"})
"""What stands beside the parts of a report: the annexes behind them, and the pages of reference."""
HEADINGS = ("#", "##", "###", "####", "#####", "######")
"""What stands before a heading where the file tells its level, outermost first."""
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
# The last are the numbers in boxes of Hangul's own fonts, in their private-use places.
_CIRCLED = {
    **{"①": "①-⑳", "➀": "➀-➉", "❶": "❶-❿", "➊": "➊-➓", "㉠": "㉠-㉭", "㉮": "㉮-㉻", "⑴": "⑴-⒇"},
    "\U000f02b1": "\U000f02b1-\U000f02c4",
}
_HANGUL_ORDER = "가나다라마바사아자차카타파하"
# kind, pattern with the number in group 1; the marks of these kinds belong to the heading as printed
_NUMBERED = (
    ("제1장", re.compile(r"제\s?(\d{1,2})\s?[장절편부관]\s+")),
    ("붙임", re.compile(r"(?:붙임|별첨)\s?(\d{1,2})\s+(?=\w)")),
    ("참고", re.compile(r"참고\s?(\d{1,2})\s+(?=[^\W\d])")),
    ("현안", re.compile(r"현안\s?(\d{1,2})\s+(?=\w)")),
    (PART_KIND, re.compile(r"([Ⅰ-Ⅻ])\s*[.．]?\s+")),
    ("(1)", re.compile(r"\((\d{1,2})\)\s+")),
    ("1.", re.compile(r"(\d{1,2})\.\s+(?=\D)")),
    ("1)", re.compile(r"(\d{1,2})\)\s*(?=\D)")),
    ("가.", re.compile(rf"([{_HANGUL_ORDER}])\.\s+")),
    ("가)", re.compile(rf"([{_HANGUL_ORDER}])\)\s*")),
    ("1 ", re.compile(r"(\d{1,2})\s+(?=[^\W\d_]|[「｢‘“'\"(])")),
)
# An annex that is the only one has no number; its title is a whole line of names, and asks nobody to hand anything in.
_ANNEX = re.compile(
    r"(붙임|별첨)(\s+|\s?[:：]\s?)(?!자료|파일|문서|서식|양식|참[조고])(?=[^\W\d]|[‘’'“｢「])"
    r"(?!.*[가-힣](?:을|를|에|에서|으로)\s)(?!.*(?:[다요음함임됨부등끝.,:]|참조|참고|제출|"
    r"\d\s?[부매장통식건권]|\d{3,4}-\d{4})$).{2,60}$"
)
_LETTER_BULLET = re.compile(r"([oOㅇ])\s+(?=\S)|(ㅇ)(?=[’‘'`(\d])")
# A symbol font's bullet that text extraction took for a letter: w and m are drawn as ◆ and ❍, ð as an arrow.
_GLYPH_LETTERS = frozenset("abcdefghijklmnpqrstuvwxyzðØü")
_NOT_BULLETS = set("‘’“”'\"<>《》〈〉「」『』｢｣()[]{}【】〔〕❙┃%‰&@#/\\~～〜=:;,.!?′″±×÷°↑↓₩´`|│_^…")
_COVER_YEAR = re.compile(r"[-–－]\s*\d{4}년도?\s*[-–－]")
_NEEDS_SPACE = set("-*+–—−")
_LETTERLIKE = re.compile("[\u2100-\u214f\u3200-\u33ff]")  # ℃ ㈜ ㎡: units and abbreviations, not bullets
_JOINERS = frozenset("·‧ㆍ․∙･⋅・")
_ARROWS = frozenset("⇨→➡⇒➔⟶►")


@dataclass(frozen=True, slots=True)
class Marker:
    """The mark at the head of a line."""

    kind: str
    text: str
    """The mark itself, without the white space around it."""
    number: int | None = None
    """Its place in a numbered sequence; None for bullets."""
    printed: bool = False
    """Whether the mark is part of the heading as printed (``Ⅰ.`` and ``1.`` are; ``○`` and ``①`` are not)."""

    @property
    def is_note(self) -> bool:
        """Whether it opens a remark on what stands before it; no other bullet belongs to a remark."""
        return self.kind in NOTE_KINDS

    @property
    def is_joiner(self) -> bool:
        """Whether the same glyph also joins words inside a sentence, so that it may be a wrapped line's first."""
        return self.kind in _JOINERS

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter as well, so that it may be a word."""
        return self.kind in _GLYPH_LETTERS

    @property
    def is_arrow(self) -> bool:
        """Whether the same glyph also joins the steps of a chain."""
        return self.kind in _ARROWS


def read_marker(line: str) -> tuple[Marker, int] | None:
    """The marker of a line without leading white space, and the offset of the text after it; None without one."""
    if _COVER_YEAR.match(line):
        return None
    found = _circled(line) or _numbered(line) or _annex(line) or _bullet(line)
    if found is None or not re.search(r"\w", line[found[1] :]):
        return None
    return found


def read_heading(line: str) -> tuple[Marker, int] | None:
    """As `read_marker`, of a line that is a heading in a file that tells headings; None for any other."""
    match = _HEADING.match(line)
    return (Marker(match[1], match[1]), match.end()) if match else None


def _circled(line: str) -> tuple[Marker, int] | None:
    for kind, letters in _CIRCLED.items():
        match = re.match(rf"([{letters}])(\1?)\s*", line)
        if match:
            number = ord(match[1]) - ord(letters[0]) + 1
            return Marker(kind + kind if match[2] else kind, match[0].strip(), number), match.end()
    return None


def _numbered(line: str) -> tuple[Marker, int] | None:
    for kind, pattern in _NUMBERED:
        match = pattern.match(line)
        if match:
            return Marker(kind, match[0].strip(), _number(match[1]), printed=True), match.end()
    return None


def _annex(line: str) -> tuple[Marker, int] | None:
    match = _ANNEX.match(line.partition("\n")[0].rstrip())
    if match is None:
        return None
    return Marker("붙임", match[1], printed=True), match.end(2)


def _number(glyph: str) -> int:
    if glyph.isdecimal():
        return int(glyph)
    if glyph in _HANGUL_ORDER:
        return _HANGUL_ORDER.index(glyph) + 1
    return ord(glyph) - ord("Ⅰ") + 1


def _bullet(line: str) -> tuple[Marker, int] | None:
    letter = _LETTER_BULLET.match(line)
    if letter:
        mark = letter[0].strip()
        return Marker("ㅇ" if mark == "ㅇ" else "o", mark), letter.end()
    glyph, rest = line[:1], line[1:]
    if glyph in _GLYPH_LETTERS and rest[:1].isspace():
        return Marker(glyph, glyph), len(line) - len(rest.lstrip())
    if not _is_bullet_glyph(glyph) or (glyph in _NEEDS_SPACE and not _is_set_apart(glyph, rest)):
        return None
    if rest[:1].isdigit() and glyph in "△▲▽▼":  # △3.5 is a negative number
        return None
    run = re.match(rf"{re.escape(glyph)}+\s*", line)
    assert run is not None, "the glyph itself matches"
    return Marker(glyph, run[0].strip()), run.end()


def _is_set_apart(glyph: str, rest: str) -> bool:
    """Whether a blank stands behind a mark; a lone star before Hangul needs none: ``*한부모, 다자녀``."""
    return rest.lstrip(glyph).startswith(" ") or (glyph == "*" and "가" <= rest[:1] <= "힣" and "*" not in rest)


def _is_bullet_glyph(glyph: str) -> bool:
    if not glyph or glyph in _NOT_BULLETS or _LETTERLIKE.match(glyph):
        return False
    return unicodedata.category(glyph) in {"So", "Sm", "Po", "Pd", "Co"} or glyph in _JOINERS
