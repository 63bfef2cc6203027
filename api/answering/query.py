"""What a question asks, and of what: its subject words, the attribute, the kind of value, the year."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from api.answering.vocabulary import ATTRIBUTES, IDLE_WORDS, SYNONYMS, Attribute, attribute_of
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
# 2021년, 2021, ’21(년), 21년 3월; neither 2000만원 nor a span of 30년 이상.
_YEAR = re.compile(
    r"(?<![\d,.])(20[0-4]\d)(?:\s*년|(?![\d,]|\s*[가-힣]))|[’‘'](\d{2})(?!\d)\s*년?|"
    r"(?<!\d)([12]\d)년(?=도|의|에|\s*\d{1,2}월|\s+(?!이상|이하|이내|된|간|동안|넘|전|후|차|정도))"
)
_SALUTATION = re.compile(r"\A안녕(하세요|하십니까|히)?[\s,.!~]+(?=\w)")
_OPENING = re.compile(r"문\s*(을\s*)?(?=열|여는|연)")
_NOUN_TAGS = frozenset({"NNG", "NNP", "SL", "SH", "XR"})


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that its answer must cover."""

    form: str
    forms: frozenset[str]
    """The form itself and the words a report may print for it."""
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
    label_words: frozenset[str]
    """The question's own words for the attribute, to tell 총사업비 from 예산 when both are stated."""
    year: int | None
    small_talk: SmallTalk | None


def clean_question(text: str) -> str:
    """The question as it is read: NFC, no control characters or lone surrogates, blanks collapsed."""
    visible = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    return unicodedata.normalize("NFC", " ".join(visible.split()))


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def read_query(question: str) -> Query:
    """Read a cleaned question."""
    plain = _OPENING.sub("", _SALUTATION.sub("", searchable(question)))
    attribute = attribute_of(plain)
    found = tokens(_YEAR.sub(" ", plain))
    asking = _words_that_ask(attribute, plain)
    return Query(
        text=question,
        tokens=tuple(found),
        terms=tuple(_terms([token for token in found if token.form not in asking])),
        attribute=attribute,
        label_words=asking,
        year=_year(question),
        small_talk=_small_talk(plain),
    )


def _words_that_ask(attribute: Attribute | None, plain: str) -> frozenset[str]:
    """The tokens of the words that name the attribute, and of all question words: no part of the subject."""
    patterns = [other.asked for other in ATTRIBUTES] + ([attribute.named] if attribute else [])
    words = (match[0] for pattern in patterns for match in pattern.finditer(plain))
    return frozenset(token.form for word in words for token in tokens(word))


def _terms(found: Sequence[Token]) -> list[Term]:
    """The words to cover; the parts of a compound count as covered where the compound stands as one word."""
    terms: dict[str, Term] = {}
    for i, token in enumerate(found):
        if token.tag == "joined" or token.form in IDLE_WORDS:
            continue
        compounds = {t.form for t in found[i:] if t.tag == "joined" and token.form in t.form}
        forms = SYNONYMS.get(token.form, frozenset()) | {token.form} | compounds
        terms[token.form] = Term(token.form, forms, token.tag in _NOUN_TAGS)
    return list(terms.values())


def _year(question: str) -> int | None:
    match = _YEAR.search(question)
    if match is None:
        return None
    return int(match[1]) if match[1] else 2000 + int(match[2] or match[3])


def _small_talk(plain: str) -> SmallTalk | None:
    """Which courtesy a short line is; None for a question."""
    if len(plain) > _SMALL_TALK_LENGTH:
        return None
    return next((kind for kind, pattern in _SMALL_TALK if pattern.match(plain.strip())), None)
