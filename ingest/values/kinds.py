"""Which kinds of value a text holds: a quick look, for ranking; reading them is the other modules' work."""

import re
from typing import Literal

from ingest.values.numerals import WON
from ingest.values.years import SHORT_YEAR

ValueKind = Literal["amount", "date", "place", "count", "percent", "age", "area", "contact", "name", "law"]

_ARTICLE = re.compile(r"(?<![가-힣])제\s?\d{1,3}\s?조(?!\s?원)")
"""No amount, though 3조 is one."""
_KINDS: dict[ValueKind, re.Pattern[str]] = {
    "amount": re.compile(rf"{WON.pattern}|\d\s?[조억](?![가-힣㎡])|\d\s?[조억만]?\s?(?:달러|유로|위안)"),
    "date": re.compile(
        r"[’‘']\d{2}\s*[.년~]|\d{4}\s*[.년]|\d{1,2}\s*월|\d{1,2}\.\s?\d{1,2}\.|[상하]반기|\d분기|"
        r"\d\s?(?:년|개월|주|일)\s?(?:이상|이내|이하|미만|간(?![가-힣])|동안)|"
        # Steps one after another: 14.9 계획 → 15.5 착수.
        r"(?<![\d.])[0-4]\d\.(?:1[0-2]|[1-9])\s(?![만억천백조%명개건톤배])[^→⇒➡⇨\d]{2,40}[→⇒➡⇨]\s?"
        r"[0-4]\d\.(?:1[0-2]|[1-9])\s(?![만억천백조%명개건톤배])|" + SHORT_YEAR
    ),
    "place": re.compile(
        r"[가-힣]{1,6}(?:구|군|동|로|길|읍|면|리)\s?\d|[가-힣]{2,}(?:구|군|동|길)(?=[\s)(,]|$)|일대|일원|\d층|에\s?위치(?!추적)"
        r"|(?:산단|단지|캠퍼스|공원|청사|부지)\s?내(?=[\s에])"
    ),
    "count": re.compile(
        r"\d\s?[십백천만억조]*\s*(?:여\s*)?(?:명|개|팀|실|석|회|건|호|가구|종|대|곳|社|인|과제|업체|기업|점|주|자녀)"
    ),
    "percent": re.compile(r"\d\s*[)）]?\s*%|\d분의\s?\d"),
    "age": re.compile(r"\d\s*세"),
    "area": re.compile(r"\d\s*(?:㎡|m2|평|㎞|km|층|ha)"),
    "contact": re.compile(
        r"(?<![\d-])\d{2,4}-\d{3,4}(?:-\d{4})?(?![\d-])|[\w.]+@[\w-]+\.\w|[☎☏]\s?\d|(?:www\.|https?://)\w"
    ),
    "law": re.compile(
        r"(?:법|법률|조례|시행령|시행규칙|규정)[」｣』]?\s*제\s?\d+\s?조|[「｢『][^」｣』\n]{2,40}(?:법|법률|조례)[」｣』]"
    ),
    # Some write ‘이음‘, and some `이음`; ‘24. 6. ~ ‘25 is none.
    "name": re.compile(r"[‘“｢「『《`](?!\d)[^‘’”｣」』》`\n]{2,40}[‘’”｣」』》`]"),
}


def kinds_in(text: str) -> frozenset[ValueKind]:
    """The kinds of value that ``text`` holds."""
    plain = _ARTICLE.sub(" ", text)
    return frozenset(kind for kind, pattern in _KINDS.items() if pattern.search(text if kind == "law" else plain))
