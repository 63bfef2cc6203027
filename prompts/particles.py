"""The Korean particle (조사) that a word takes: 예산은, 규모는; the only importer of tossi."""

import string

import tossi

_SILENT = " \t\n”’\"'」』｣>〉》.,·…‧․"
_BRACKETS = {")": "(", "）": "（", "]": "["}
# How the names of Latin letters and common units end when read aloud.
_READ_AS = {
    **dict.fromkeys("lmnr", "엘"),
    "㎡": "터",
    "㎞": "터",
    "㎏": "램",
    "%": "트",
    "℃": "도",
    "市": "시",
    "社": "사",
}


class ParticleFormatter(string.Formatter):
    """``str.format`` whose format spec is a particle: ``{word:은}``, or ``{word:-은}`` for the particle alone."""

    def format_field(self, value: str, format_spec: str) -> str:
        """``value`` with its particle."""
        if not format_spec:
            return value
        alone = format_spec.startswith("-")
        chosen = particle(value, format_spec.removeprefix("-"))
        return chosen if alone else value + chosen


def particle(word: str, form: str) -> str:
    """The form of the particle ``form`` that follows ``word``; what stands in brackets at its end is not read aloud."""
    sounded = _read_aloud(word) or word
    last = sounded[-1:].lower()
    if last.isascii() and last.isalpha():
        sounded = _READ_AS.get(last, "이")
    try:
        return str(tossi.pick(_READ_AS.get(last, sounded), form))
    except IndexError:  # tossi has no neutral form of some particles for a word whose sound it does not know
        return form


def _read_aloud(word: str) -> str:
    """``word`` without the silent marks and the bracketed remarks at its end."""
    while True:
        word = word.rstrip(_SILENT)
        opener = word.rfind(_BRACKETS[word[-1]]) if word[-1:] in _BRACKETS else -1
        if opener < 0:
            return word
        word = word[:opener]
