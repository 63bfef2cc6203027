"""What a question asks, and of what: its subject words, the attribute, the kind of value, the year."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from api.answering.premise import Claim, read_claims, without_claims
from api.answering.vocabulary import ATTRIBUTES, IDLE_WORDS, PHRASES, SYNONYMS, Attribute, attribute_of, counter_of
from api.answering.years import without_years, year_asked
from retriever.morphemes import Token, searchable, tokens

SmallTalk = Literal["greeting", "thanks", "help"]

_SMALL_TALK: tuple[tuple[SmallTalk, re.Pattern[str]], ...] = (
    (
        "thanks",
        re.compile(r"(정말|너무|네|응|아|오)?\s*(고마워|고맙|감사(?=합|해|드|\W*$)|땡큐|수고(?=[하했많]|\W*$)|thank)"),
    ),
    (
        "help",
        re.compile(
            r"(넌|너는?|당신은?|이거|여기)?\s*(누구(?=[야니신십세인예]|\W*$)|뭐\s*(하는|할\s*수|물어)|무엇을\s*(할|물어)|"
            r"도움말|사용법|어떻게\s*(써|쓰|사용))"
        ),
    ),
    ("greeting", re.compile(r"(안녕(?=[하히]|\W*$)|(하이|hi)(?=\W*$)|반가|헬로|hello|ㅎㅇ|좋은\s*(아침|하루))")),
)
_SMALL_TALK_LENGTH = 20
_SALUTATION = re.compile(r"\A안녕(하세요|하십니까|히)?[\s,.!~]+(?=\w)")
_QUESTION_WORD = re.compile(r"얼마|얼만|몇|언제|어디|누가|누구|뭐|뭔|뭘|무엇|무슨|어떤|어느|왜|어떻|며칠")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_ASKS_WHICH = frozenset({"무슨", "어떤", "어느"})
_ASKS_HOW_MUCH = frozenset({"얼마", "얼만", "몇", "뭐", "뭔", "무엇"})
_NAMED_BY_ONE = frozenset(
    {"회사", "기업", "업체", "대학", "대학교", "학교", "기관", "단체", "법인", "부처", "부서", "조직"}
    | {"나라", "국가", "도시", "지역", "은행", "사람", "계층"}
)
"""What an answer gives the name of one of: 가람대 for 어느 대학."""
_SAYS_LITTLE = frozenset({"기준", "기간", "분야", "부문", "대상", "항목"})
"""Nouns that tell little of what is asked for, whatever stands before them."""
_NAMES_TOO = frozenset({"인건비", "임금", "급여", "월급"})
"""What says that an amount is asked for, and of what: an amount of something else does not answer."""
_LIMITS = re.compile(r"([가-힣A-Za-z]+?)(?:에서?|까지|부터|보다|으?로)(?:만|는|도)?(?=\s)")
_IS_WHAT = re.compile(r"(?:언제|어디|누구)\s*(?:(?:야|이?예요|이?에요|인가|인지|입니까|임|죠|지)\S*)?\W*$")
_SET_ASIDE = re.compile(r"(\S+)\s*(?:말고|빼고|제외하고)(?=\s|도|는|$)")
_CONTACTS = (
    (
        re.compile(r"전화|몇\s*번|(?:걸\s*수\s*있는|핫라인)\s*번호"),
        re.compile(r"(?<![\d-])(?:\d{2,4}-)?\d{3,4}-\d{4}(?![\d-])|[☎☏]\s?\d"),
    ),
    (re.compile(r"메일"), re.compile(r"[\w.]+@[\w-]+\.\w")),
    (re.compile(r"홈페이지|홈피|누리집|사이트"), re.compile(r"(?:www\.|https?://)\w|[\w-]+\.(?:kr|com|net|org)\b")),
)
"""What is printed where a telephone, a mail address or a web site is asked for."""
_NOUN_TAGS = frozenset({"NNG", "NNP", "SL", "SH", "XR"})


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that its answer must cover."""

    form: str
    forms: frozenset[str]
    """The form itself and the compounds of the question that hold it."""
    synonyms: frozenset[str]
    """Other words that a report may print for it."""
    is_name: bool
    """Whether it is a noun: what the question is about, rather than what it says of it."""


@dataclass(frozen=True)
class Query:
    """A question, read."""

    text: str
    tokens: tuple[Token, ...]
    terms: tuple[Term, ...]
    """The words of the subject: those that do not merely name the attribute."""
    attribute: Attribute | None
    head: Term | None
    """The noun that is asked for beside the attribute: 입장료 of ``입장료가 얼마``; evidence must carry it."""
    label_words: frozenset[str]
    """The question's own words for the attribute, to tell 총사업비 from 예산 when both are stated."""
    counter: re.Pattern[str] | None
    """Matches the counted values asked for: for 몇 명, 15명 and 15인."""
    year: int | None
    small_talk: SmallTalk | None
    excluded: frozenset[str] = frozenset()
    """The words of what is expressly not asked for: 월급 of ``월급 말고 또 뭐``."""
    claims: tuple[Claim, ...] = ()
    """What it asserts and wants confirmed; not to be looked for."""
    inherited: tuple[tuple[Term, float], ...] = ()
    """Words of earlier questions that this one leaves out, with what each is worth beside its own words."""
    context: tuple[tuple[str, ...], ...] = ()
    """The heading paths, ended by the bullet itself, of what the last answer cited."""

    @property
    def asks_for_a_value(self) -> bool:
        """Whether it asks how many, or for an attribute that values tell, as a budget or a date."""
        return self.counter is not None or bool(self.attribute and self.attribute.kinds)


def clean_question(text: str) -> str:
    """The question as it is read: NFC, no control characters or lone surrogates, blanks collapsed."""
    visible = "".join(" " if c.isspace() else c for c in text if c.isspace() or _is_seen(c))
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def asking_sentence(question: str) -> str:
    """The last sentence that asks; what stands around it may be addressed to somebody else."""
    sentences = _SENTENCE_END.split(searchable(question).strip())
    asking = (one for one in reversed(sentences) if one.endswith("?") or _QUESTION_WORD.search(one))
    return next(asking, sentences[-1])


def questions_before(question: str) -> list[str]:
    """The questions that stand before the last one: ``나루가 뭐야? 어디서 빌려?``."""
    return [one for one in _SENTENCE_END.split(question.strip()) if one.endswith("?")][:-1]


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Fillers and selectors that print nothing, though Unicode counts them as letters and marks.
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10))))


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN and character not in _BLANK_LETTERS


def read_query(question: str, this_year: int | None = None) -> Query:
    """Read a cleaned question; 올해 and 작년 count from ``this_year``, the year of the documents."""
    whole = _SALUTATION.sub("", searchable(question))
    plain = _SET_ASIDE.sub(" ", whole)
    excluded = frozenset(t.form for match in _SET_ASIDE.finditer(whole) for t in tokens(match[1]))
    claims = read_claims(plain)
    plain = without_claims(plain, claims)
    attribute = attribute_of(plain) or _attribute_claimed(claims)
    phrases = _phrases(plain)
    found = tokens(without_years(_without(plain, [said for said, _ in phrases])))
    asking = _words_that_ask(attribute, plain)
    terms = _terms([token for token in found if token.form not in asking - _NAMES_TOO])
    terms += [Term(said, frozenset({said}), words, is_name=False) for said, words in phrases if words]
    return Query(
        text=question,
        tokens=tuple(found),
        terms=tuple(terms),
        attribute=attribute,
        head=_head(plain, terms),
        label_words=asking,
        counter=_counter(plain, attribute, claims),
        year=None
        if any(claim.kind == "date" for claim in claims)
        else year_asked(unicodedata.normalize("NFKC", question), this_year),
        small_talk=_small_talk(plain),
        excluded=excluded,
        claims=claims,
    )


def _phrases(plain: str) -> list[tuple[str, frozenset[str]]]:
    """What is said in several words, with the words a report prints for it; of two that overlap, the longer."""
    found = [(match.span(), match[0], words) for said, words in PHRASES for match in said.finditer(plain)]
    kept: list[tuple[tuple[int, int], str, frozenset[str]]] = []
    for one in sorted(found, key=lambda phrase: -len(phrase[1])):
        (start, end), said, _ = one
        overlaps = any(start < other_end and other_start < end for (other_start, other_end), _, _ in kept)
        if not overlaps and not _QUESTION_WORD.search(said):
            kept.append(one)
    return [(said, words) for _, said, words in kept]


def _attribute_claimed(claims: Sequence[Claim]) -> Attribute | None:
    """What a claim is of, where the question does not say: a date, a place, an amount."""
    kinds = {claim.kind for claim in claims}
    return next((attribute for attribute in ATTRIBUTES if attribute.kinds & kinds), None) if kinds else None


def _counter(plain: str, attribute: Attribute | None, claims: Sequence[Claim]) -> re.Pattern[str] | None:
    """Matches the counted values asked for; 몇 번 of a telephone counts nothing, and asks for no mail address."""
    if attribute and attribute.name == "contact":
        return next((printed for asked, printed in _CONTACTS if asked.search(plain)), None)
    return counter_of(plain) or _counter_claimed(claims)


def _counter_claimed(claims: Sequence[Claim]) -> re.Pattern[str] | None:
    """Matches values of the unit that is claimed; None for money and dates, which the attribute tells."""
    units = [claim.quantity.unit for claim in claims if claim.quantity and claim.kind != "amount"]
    return counter_of(f"몇 {units[0]}") if units else None


def _words_that_ask(attribute: Attribute | None, plain: str) -> frozenset[str]:
    """The tokens of the words that name the attribute, and of all question words: no part of the subject."""
    patterns = [other.asked for other in ATTRIBUTES] + ([attribute.named] if attribute else [])
    words = (match[0] for pattern in patterns for match in pattern.finditer(plain))
    return frozenset(token.form for word in words for token in tokens(word))


def _terms(found: Sequence[Token]) -> list[Term]:
    """The words to cover; the parts of a compound count as covered where the compound stands as one word."""
    terms: dict[str, Term] = {}
    for i, token in enumerate(found):
        if token.tag == "joined" or token.form in IDLE_WORDS or _is_scrap(token):
            continue
        compounds = {t.form for t in found[i:] if t.tag == "joined" and token.form in t.form}
        # 살림집 is a dwelling, whatever 살림 alone may mean.
        known = next((SYNONYMS[form] for form in sorted(compounds) if form in SYNONYMS), None)
        synonyms = SYNONYMS.get(token.form, frozenset()) if known is None else known
        terms[token.form] = Term(token.form, frozenset(compounds | {token.form}), synonyms, token.tag in _NOUN_TAGS)
    return list(terms.values())


def _is_scrap(token: Token) -> bool:
    """Whether a token is one syllable that means nothing alone, as is left of words that Kiwi does not know."""
    return len(token.form) == 1 and "가" <= token.form <= "힣" and token.form not in SYNONYMS and token.tag[0] != "V"


def _without(text: str, parts: Sequence[str]) -> str:
    for part in parts:
        text = text.replace(part, " ")
    return text


def _head(plain: str, terms: Sequence[Term]) -> Term | None:
    """The noun asked for: before 얼마 or 몇, behind 무슨, last in keywords; None where it is the attribute.

    Of 복지 분야가 몇 % it is 복지. None too where an answer gives the name of one, and for what only limits, as in
    사업소까지 몇 명.
    """
    asks = _QUESTION_WORD.search(plain)
    if asks is None:
        named = tokens(plain)
    elif asks[0] in _ASKS_WHICH:
        named = tokens(plain[asks.end() :])[:1]
    elif asks[0] in _ASKS_HOW_MUCH or _IS_WHAT.match(plain, asks.start()):
        named = tokens(plain[: asks.start()])
    else:
        return None
    limits = tuple(match[1] for match in _LIMITS.finditer(plain))
    nouns = [token.form for token in named if token.tag in _NOUN_TAGS and token.form not in _SAYS_LITTLE]
    nouns = [noun for noun in nouns if not any(limit.endswith(noun) for limit in limits)]
    if not nouns or (nouns[-1] in _NAMED_BY_ONE and counter_of(plain) is None):
        return None
    return next((term for term in terms if term.is_name and term.form == nouns[-1]), None)


def _small_talk(plain: str) -> SmallTalk | None:
    """Which courtesy a short line is; None for a question."""
    if len(plain) > _SMALL_TALK_LENGTH:
        return None
    return next((kind for kind, pattern in _SMALL_TALK if pattern.match(plain.strip())), None)
