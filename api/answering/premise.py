"""What a question asserts and wants confirmed: ``500명 뽑는다며?`` claims a number that may be wrong."""

import re
from dataclasses import dataclass, replace

from ingest.spacing import closed_up
from ingest.values import Period, Quantity, kinds_in, read_periods, read_quantities, same_value
from ingest.values.units import same_unit
from retriever.morphemes import tokens

_HEARSAY = re.compile(
    r"[라다]던데|[라다]더라|[는다라]다?는데|[라다]며요?(?=\W*$|\s)|다?면서요?|"
    r"[라다]고\s*(?:하던데|들었|하는데|했는데|알고)|맞(?:지|죠|나|아|습니까|는지|는가|냐)|사실(?:인|이|입|일|\W*$)|아닌가|아니야"
)
_SEEKS_ASSENT = re.compile(r"(?:이|거|것이?|쪽이?)?(?:지|죠)(?:요)?\W*$")
"""Asks for assent only where nothing else is asked: 얼마지? asks how much."""
_ASKS = re.compile(r"얼마|언제|어디|누가|누구|몇|뭐|뭘|무엇|무슨|어떤|어느|어떻|왜")
_PLACE = re.compile(
    r"(?<![가-힣])[가-힣]{1,6}(?:구|군|읍|면|동|역|층)(?=쪽|에\s*(?:짓|지어|있|생기|들어|위치|세우|세워))"
)
_WON_UNSAID = re.compile(r"(?:조|억|천만|백만)(?=이[지라야죠래]|라[고던며면]|인[가데]|\s*맞)")
"""An amount without its 원, as it is said: 30억이지?"""
_PARTICLE = r"(?:으?로|까지|밖에|[을를이가은는에])?"
_PRINTS_YEAR = re.compile(r"\d{4}|\d{2}\s*년|[’‘'`]\d{2}")
_ANY_YEAR = 2000


@dataclass(frozen=True)
class Claim:
    """What a question asserts."""

    text: str
    """As the question says it; not to be looked for."""
    kind: str
    """amount, count, date, place …"""
    quantity: Quantity | None = None
    period: Period | None = None


def read_claims(question: str) -> tuple[Claim, ...]:
    """The values that a question asserts and asks to confirm; () for a question that asserts nothing."""
    if not _asserts(question):
        return ()
    quantities = _quantities(question)
    periods = [Claim(question[p.start : p.end], "date", period=p) for p in read_periods(question, _ANY_YEAR)]
    places = [Claim(match[0], "place") for match in _PLACE.finditer(question)]
    return tuple(quantities or periods or places[-1:])


def _quantities(question: str) -> list[Claim]:
    """The quantities that a question says; 30억이지 leaves out the 원."""
    said = _WON_UNSAID.sub(r"\g<0>원", question)
    claims = (Claim(said[q.start : q.end], q.kind, quantity=q) for q in read_quantities(said))
    return [c if c.text in question else replace(c, text=c.text.removesuffix("원")) for c in claims]


def _asserts(question: str) -> bool:
    if _HEARSAY.search(question):
        return True
    return _SEEKS_ASSENT.search(question) is not None and not _ASKS.search(question) and not _ends_in_noun(question)


def _ends_in_noun(question: str) -> bool:
    """Whether the last word is a noun like 수지 or 부지, whose 지 asks for no assent."""
    words = re.sub(r"\W+$", "", question)
    return any(token.tag.startswith("N") and words.endswith(token.form) for token in tokens(question)[-2:])


def without_claims(question: str, claims: tuple[Claim, ...]) -> str:
    """The question without what it asserts and the words that ask to confirm it."""
    if not claims:
        return question
    for claim in claims:
        question = re.sub(re.escape(claim.text) + _PARTICLE, " ", question)
    return _SEEKS_ASSENT.sub(" ", _HEARSAY.sub(" ", question))


def verdict(claims: tuple[Claim, ...], text: str) -> bool | None:
    """Whether ``text`` bears a claim out; None where it states nothing of the kind."""
    said = [_borne_out(claim, text) for claim in claims]
    return any(said) if any(one is not None for one in said) else None


def _borne_out(claim: Claim, text: str) -> bool | None:
    if claim.quantity:
        alike = [q for q in read_quantities(text) if same_unit(q.unit, claim.quantity.unit)]
        return any(same_value(q, claim.quantity) for q in alike) if alike else None
    if claim.period:
        stated = read_periods(text, _ANY_YEAR)
        year = _PRINTS_YEAR.search(claim.text) is not None
        return any(_days(claim.period, year) == _days(period, year) for period in stated) if stated else None
    if "place" not in kinds_in(closed_up(text)):
        return None
    return "".join(claim.text.split()) in "".join(text.split())


def _days(period: Period, year: bool) -> tuple[tuple[int, ...], ...]:
    """The first and the last day of a period, without their year where the claim leaves it out."""
    days = (day for day in (period.first, period.last) if day)
    return tuple((day.year if year else 0, day.month, day.day) for day in days)
