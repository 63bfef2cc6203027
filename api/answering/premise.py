"""What a question asserts and wants confirmed: ``500명 뽑는다며?`` claims a number that may be wrong."""

import re
from dataclasses import dataclass

from ingest.values import Quantity, read_periods, read_quantities, same_value

_HEARSAY = re.compile(
    r"[라다]던데|[라다]더라|[는다라]다?는데|[라다]며요?(?=\W*$|\s)|다?면서요?|[라다]고\s*(?:하던데|들었|하는데|했는데|알고)|"
    r"맞(?:지|죠|나|아|습니까|는지|는가|냐)|사실(?:인|이|입|일|\W*$)|(?:이|거|것이?|쪽이?)?(?:지|죠)(?:요)?\W*$|아닌가|아니야"
)
_PLACE = re.compile(
    r"(?<![가-힣])[가-힣]{1,6}(?:구|군|읍|면|동|역|층)(?=쪽|에\s*(?:짓|지어|있|생기|들어|위치|세우|세워))"
)
_PARTICLE = r"(?:으?로|까지|밖에|[을를이가은는에])?"
_ANY_YEAR = 2000


@dataclass(frozen=True)
class Claim:
    """What a question asserts."""

    text: str
    """As the question says it; not to be looked for."""
    kind: str
    """amount, count, date, place …"""
    quantity: Quantity | None


def read_claims(question: str) -> tuple[Claim, ...]:
    """The values that a question asserts and asks to confirm; () for a question that asserts nothing."""
    hearsay = _HEARSAY.search(question)
    if hearsay is None:
        return ()
    quantities = [Claim(question[q.start : q.end], q.kind, q) for q in read_quantities(question)]
    periods = [Claim(question[p.start : p.end], "date", None) for p in read_periods(question, _ANY_YEAR)]
    if quantities:
        return tuple(quantities)
    places = [Claim(match[0], "place", None) for match in _PLACE.finditer(question)]
    return tuple(periods or places[-1:])


def without_claims(question: str, claims: tuple[Claim, ...]) -> str:
    """The question without what it asserts and the words that ask to confirm it."""
    for claim in claims:
        question = re.sub(re.escape(claim.text) + _PARTICLE, " ", question)
    return _HEARSAY.sub(" ", question) if claims else question


def verdict(claims: tuple[Claim, ...], text: str) -> bool | None:
    """Whether ``text`` bears the claims out; None where it states nothing of the kind."""
    claimed = [claim.quantity for claim in claims if claim.quantity]
    stated = read_quantities(text)
    if not claimed:
        letters = "".join(text.split())
        return all("".join(claim.text.split()) in letters for claim in claims) if claims else None
    alike = [q for q in stated if any(q.kind == c.kind for c in claimed)]
    if not alike:
        return None
    return any(same_value(one, other) for one in claimed for other in alike)
