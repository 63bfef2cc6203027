"""What a language model may say: only what the extractive answer has proved already, in other words.

A sentence passes when every mark in it is one of a passage it was shown, every value is one that the answer states for
what was asked, every name and content word stands in the answer, its headings or the question, no word that
bounds a value is added or lost, and it denies where the answer denies. The model cannot add; it can only say better.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from api.answering.bindings import ANY_YEAR, Printed, names_in, partners, printed_values, topics
from api.answering.citations import MARK
from api.answering.compose import Draft
from api.answering.grounding import dates_of, ungrounded_numbers
from api.answering.letters import letters
from api.answering.operands import facts_asked, naming
from api.answering.qualifiers import adds_none, loses_none
from api.answering.query import Query
from api.answering.vocabulary import IDLE_WORDS
from ingest.facts import Fact
from ingest.passages import Passage
from ingest.values import Quantity, read_periods, read_quantities, same_value
from retriever.morphemes import Token, tokens

_SPELLED_OUT = re.compile(
    r"(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두|스무|서른|마흔|쉰|수십|수백|수천)\s?"
    r"(?:개월|개|명|곳|가지|배|번|차례|군데|달|해|건|팀|층|시간|주|살|분)(?![가-힣]*지역)|절반|과반"
)
_NAMED = re.compile(r"[「『“\"]([^」』”\"]+)[」』”\"]")
_NUMBER = re.compile(r"(?P<before>[가-힣A-Za-z]?)(?P<number>\d+(?:[,.\-–]\d+)*)(?P<after>[가-힣A-Za-z%㎡]?)")
_OBJECT = re.compile(r"[을를](?=\s)")
_FOLLOWS = re.compile(r"[.\s]{0,2}\d")
_PARTICLES = frozenset("은는이가을를에의로과와도만까부입으인")
_DENIAL = re.compile(
    r"않|없|못|아니|아닙|아닌|아님|(?<![가-힣])안\s|불가|제외|(?<!보조)(?<!지원)금지(?!원)|취소|폐지|중단"
)
_VERDICT = re.compile(r"아니요|아닙니다만|(?<![가-힣])(?:네|예)(?=[,.\s])|맞습니다|맞아요|그렇습니다")
_PREFIXES = frozenset("비재미무반신구준부초")
"""Syllables that turn a noun into another: 재개관, 비구직자."""
_CONTENT = frozenset({"NNG", "NNP", "SL", "SH", "XR", "VV", "VA", "NR"})
# Words that a sentence is built with; they say nothing of the subject.
_POLITE_WORDS = """
문서 자료 내용 경우 해당 관련 사업 항목 다음 모두 총 약 합계 금액 규모 예정 계획 현재 이번 각각
또한 그리고 기준 정도 부분 질문 답변 말씀
안내 확인 제시 통하 위하 대하 따르 의하 관하 이루 이루어지 밝히 적히 나타나 알려 알려지 드리 받 하 되 있 이 나오 보이
"""
_POLITE = frozenset(_POLITE_WORDS.split())
_NAMED_ALIKE = 0.2
"""Two values of a bullet that the question names no better than this apart are both what it asks for."""
_CLOSE = 3
"""Names before a value, those of headings apart, among which the one right before it in another wording must be."""
_MOST_NAMES = 6
"""Words that an answer without a value may tell and be worded: who does what with whom is lost in more of them."""
_MIN_TOLD = 0.5
"""Share of the words by which the extractive answer goes beyond the question that the wording must say."""


@dataclass(frozen=True)
class Leash:
    """The bounds of one answer: what was asked, what extraction answered, and from which passages."""

    queries: tuple[Query, ...]
    draft: Draft

    def checked(self, sentence: str) -> str | None:
        """The sentence, its unknown marks removed and a missing one added; None when it says what is not proved."""
        cited = self._with_marks(sentence.strip())
        if cited is None:
            return None
        plain = MARK.sub("", cited)
        quotes = [self.draft.passages[int(number) - 1].text for number in MARK.findall(cited)]
        passes = self._values_are_asked(plain) and self._numbers_stand(plain) and not ungrounded_numbers(plain, quotes)
        passes = passes and self._values_keep_their_names(plain)
        passes = passes and adds_none(plain, self._stated) and loses_none(plain, self._stated)
        passes = passes and self._topics_are_kept(plain) and self._does_what_it_did(plain)
        passes = passes and self._names_are_known(plain) and self._denies_alike(plain)
        if not passes or self._unknown_words(plain):
            return None
        # A bare yes or no is proved by what follows it.
        return cited if any(c.isalnum() for c in _VERDICT.sub("", plain)) else plain.strip()

    def answers(self, text: str) -> bool:
        """Whether sentences that passed hold what was asked: a value of its kind, or what else the answer tells."""
        if self._asked_for and not any(v.same(a) for v in printed_values(text) for a in self._asked_for):
            return False
        told = self._told_values
        if told:
            return any(same_value(value, other) for value in read_quantities(text) for other in told)
        if any(query.attribute and "date" in query.attribute.kinds for query in self.queries):
            return bool(_dates(text)) or not _dates(self._stated)
        new = self._told_words
        if len(new) > _MOST_NAMES:
            return False
        said = letters(MARK.sub("", text))
        return not new or sum(letters(word) in said for word in new) / len(new) >= _MIN_TOLD

    def _with_marks(self, sentence: str) -> str | None:
        """The sentence with the marks it may have; None where nothing is left, or no passage is named of several."""
        count = len(self.draft.passages)
        kept = MARK.sub(lambda mark: mark[0] if 1 <= int(mark[1]) <= count else "", sentence)
        bare = " ".join(MARK.sub(" ", kept).split())
        if not any(c.isalnum() for c in bare):
            return None
        marks = dict.fromkeys(MARK.findall(kept))
        if not marks and count != 1:
            return None
        return f"{bare} {' '.join(f'[{number}]' for number in marks or ['1'])}"

    def _values_are_asked(self, sentence: str) -> bool:
        """Whether each value is one that the answer states; another figure from the same passage is not enough."""
        allowed = self._allowed_values
        values = read_quantities(sentence)
        if not all(any(same_value(value, other) for other in allowed) for value in values):
            return False
        if not _dates(sentence) <= dates_of(self._stated) or _has_torn_date(sentence):
            return False
        spelled = [match[0] for match in _SPELLED_OUT.finditer(sentence)]
        said = letters(self._stated)
        return all(letters(number) in said for number in spelled) and not ungrounded_numbers(sentence, [self._stated])

    def _values_keep_their_names(self, sentence: str) -> bool:
        """Whether the values come as in the answer, and each name goes with a value that it goes with there."""
        if not _in_order(printed_values(sentence), printed_values(self._stated)):
            return False
        for name in names_in(sentence):
            here, there = partners(name, sentence), self._partners(name)
            for of_dates in (True, False):
                said, stated = ([v for v in some if bool(v.period) is of_dates] for some in (here, there))
                if said and stated and not any(value.same(other) for value in said for other in stated):
                    return False
        return True

    def _topics_are_kept(self, sentence: str) -> bool:
        """Whether the name right before each value stands close before it in the answer too, or in the question.

        What is behind a value must stand by it, or behind it: 조성 is not what takes place then.
        """
        stated = printed_values(self._stated)
        for value in printed_values(sentence):
            before, behind = topics(value, sentence)
            there = [topics(other, self._stated) for other in stated if value.same(other)]
            close = {name for names, after in there for name in (*names[-1:], *after)}
            close |= {name for names, _ in there for name in names[-_CLOSE:] if letters(name) not in self._above}
            if any(name not in close and not self._is_asked(name) for name in (*before[-1:], *behind)):
                return False
        return True

    def _is_asked(self, name: str) -> bool:
        """Whether a question says the name, as a word or the beginning of one."""
        return any(re.search(rf"(?<![가-힣]){re.escape(name)}", query.text, re.IGNORECASE) for query in self.queries)

    def _partners(self, name: str) -> list[Printed]:
        """The values of the answer that a name goes with; none for one of a heading, which is above all."""
        return [] if letters(name) in self._above else partners(name, self._stated)

    @cached_property
    def _above(self) -> str:
        """The letters of the headings of the passages."""
        return letters(self._headings)

    @cached_property
    def _headings(self) -> str:
        """The headings above the passages; what heads a row of a table names its other columns too, and is left out."""
        paths = [p.section[:-1] if p.kind == "row" else p.section for p in self.draft.passages]
        return "\n".join(heading for path in paths for heading in path)

    @cached_property
    def _asked_for(self) -> list[Printed]:
        """The values of the answer that go with a name that the question says."""
        asking = [query for query in self.queries if query.asks_for_a_value]
        return [value for query in asking for name in names_in(query.text) for value in self._partners(name)]

    def _numbers_stand(self, sentence: str) -> bool:
        """Whether each number that is no value or date, like that of a house, stands in the answer as it does here."""
        spans = [(q.start, q.end) for q in read_quantities(sentence)]
        spans += [(p.start, p.end) for p in read_periods(sentence, ANY_YEAR)]
        loose = (m for m in _NUMBER.finditer(sentence) if not any(start <= m.start() < end for start, end in spans))
        parts = [re.escape(part) for number in loose for part in _printed_around(number)]
        return all(re.search(rf"(?<![\d,.]){part}(?!\d)", self._stated) for part in parts)

    def _names_are_known(self, sentence: str) -> bool:
        """Whether what stands in quotation marks or 「」 stands so in the answer, its headings or the question."""
        return all(letters(match[1]) in self._known_letters for match in _NAMED.finditer(sentence))

    def _denies_alike(self, sentence: str) -> bool:
        """Whether it denies, excludes or cancels where the answer does, and says yes or no only as the answer does."""
        if not set(_VERDICT.findall(sentence)) <= set(_VERDICT.findall(self._stated)):
            return False
        rest = _VERDICT.sub("", sentence)
        is_said = any(c.isalnum() for c in rest)
        return not is_said or bool(_DENIAL.search(rest)) == bool(_DENIAL.search(_VERDICT.sub("", self._stated)))

    def _does_what_it_did(self, sentence: str) -> bool:
        """Whether what answers has not become the object of the sentence: who runs it is not what is run."""
        told = [match for word in self._told_words for match in re.finditer(re.escape(word), sentence)]
        return not any(_OBJECT.match(sentence, match.end()) for match in told)

    def _unknown_words(self, sentence: str) -> list[str]:
        """The content words that neither the answer, nor the headings of its passages, nor the question say."""
        return [token.form for token in tokens(sentence) if self._is_unknown(token)]

    def _is_unknown(self, token: Token) -> bool:
        if token.tag == "joined" and token.form[0] in _PREFIXES:
            return letters(token.form) not in self._known_letters
        if token.tag not in _CONTENT or token.form in _POLITE or token.form in IDLE_WORDS:
            return False
        return token.form not in self._known_forms and letters(token.form) not in self._known_letters

    @cached_property
    def _stated(self) -> str:
        """What the extractive answer says, without its marks."""
        return MARK.sub("", self.draft.text)

    @cached_property
    def _known(self) -> str:
        """What may be said: the answer, the headings of its passages, the question; not a table's other columns."""
        return "\n".join((self._stated, self._headings, *(query.text for query in self.queries)))

    @cached_property
    def _known_letters(self) -> str:
        return letters(self._known)

    @cached_property
    def _known_forms(self) -> frozenset[str]:
        return frozenset(token.form for token in tokens(self._known))

    @cached_property
    def _allowed_values(self) -> list[Quantity]:
        """The values that answer, and those of the question; without one that answers, all that the answer states."""
        asked = [value for query in self.queries for value in read_quantities(query.text)]
        return [*(self._told_values or read_quantities(self._stated)), *asked]

    @cached_property
    def _told_values(self) -> list[Quantity]:
        """The values of the kind asked for that the answer states: of a bullet's, those the question names best."""
        stated = read_quantities(self._stated)
        asked = [value for query, passage in self._pairs() for value in _values_asked(query, passage)]
        return [value for value in stated if any(same_value(value, other) for other in asked)]

    @cached_property
    def _told_words(self) -> list[str]:
        """The content words by which the answer goes beyond the question."""
        asked = "".join(letters(query.text) for query in self.queries)
        words = [t.form for t in tokens(self._stated) if t.tag in _CONTENT and t.form not in _POLITE]
        return [word for word in dict.fromkeys(words) if letters(word) not in asked]

    def _pairs(self) -> Iterator[tuple[Query, Passage]]:
        return ((query, passage) for query in self.queries for passage in self.draft.passages)


def _in_order(values: Sequence[Printed], stated: Sequence[Printed]) -> bool:
    """Whether some values stand among those stated, in the same order and each once for each time."""
    rest = iter(stated)
    return all(any(value.same(other) for other in rest) for value in values)


def _dates(text: str) -> set[tuple[date | None, date | None]]:
    return {(period.first, period.last) for period in read_periods(text, ANY_YEAR)}


def _has_torn_date(sentence: str) -> bool:
    """Whether a number follows on a date, so that another day may be meant than was read: ``’23. 12. 4``."""
    return any(_FOLLOWS.match(sentence, period.end) for period in read_periods(sentence, ANY_YEAR))


def _printed_around(number: re.Match[str]) -> Iterator[str]:
    """A number with the letter glued before it, and with the one glued behind it unless that may be a particle."""
    yield f"{number['before']}{number['number']}"
    if number["after"] not in _PARTICLES:
        yield f"{number['number']}{number['after']}"


def _values_asked(query: Query, passage: Passage) -> list[Quantity]:
    """The values of a passage that a question asks for; none where it asks for something else than a value."""
    if not query.asks_for_a_value:
        return []
    named = [(fact, naming(query, fact)) for fact in facts_asked(query, passage)]
    best = max((score for _, score in named), default=0.0)
    return [v for fact, score in named if best - score <= _NAMED_ALIKE for v in _values_of(fact, passage)]


def _values_of(fact: Fact, passage: Passage) -> list[Quantity]:
    return read_quantities(f"{passage.text[fact.start : fact.end]}{fact.unit}")
