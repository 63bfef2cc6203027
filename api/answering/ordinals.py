"""Which of a series is asked of, ``제5기`` or ``제3차``: documents that print others of it and not this one are silent.

All else that is said of the sixth term is said of the fifth too, so that nothing else tells them apart.
"""

import re
from collections.abc import Iterable

_ORDINAL = re.compile(r"제\s?(?P<number>\d{1,3})\s?(?P<series>[기차회대호])(?![가-힣])")
_PARTICLE = re.compile(r"(?<=\d[기차회대호])(?=(?:은|는|이|가|을|를|의|에|에는|에서|엔|도|때)(?![가-힣]))")


def ordinals_not_printed(question: str, texts: Iterable[str]) -> list[str]:
    """The ordinals of ``question`` that no text prints, with 제 or without, though one prints others of the series."""
    asked = {(match["number"], match["series"]) for match in _ORDINAL.finditer(_PARTICLE.sub(" ", question))}
    if not asked:
        return []
    printed = "\n".join(texts)
    series = {match["series"] for match in _ORDINAL.finditer(printed)}
    return [
        f"제{number}{name}"
        for number, name in sorted(asked)
        if name in series and not re.search(rf"(?<!\d){number}\s?{name}(?![가-힣])", printed)
    ]
