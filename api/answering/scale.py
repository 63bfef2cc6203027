"""Weighs passages for one question: how much of the question, by information, a passage and its headings cover.

Each word counts once; a sum of BM25 scores instead prefers passages that repeat one word (measured: the top passage
answers .57 against .44).
"""

import re
from collections.abc import Sequence

from api.answering.apart import Apart
from api.answering.carried import PURSES, SYNONYM_SHARE, share_carried, share_in_letters, share_in_words
from api.answering.context import in_context
from api.answering.features import Features
from api.answering.headers import HeadersNamed, share_said
from api.answering.letters import is_of_sibling, letters, shared_letters
from api.answering.ordinals import is_of_other_step, is_of_step, steps_in
from api.answering.others import Others
from api.answering.profiles import Profile, Profiles
from api.answering.query import Query, Term, asking_sentence
from api.answering.stating import carries_own_words, is_labelled, is_of_other_unit, kind_fits, months_told, only_defines
from api.answering.vocabulary import ATTRIBUTES, PER_HEAD
from api.answering.years import compared_with
from ingest.table_header import is_total

PATH_SHARE = 0.8
"""What a word is worth that stands in a heading above the passage instead of in it; 1 for a passage whose label is
what was asked, since its subject stands above it."""
HEAD_IN_PATH = 0.3
"""The same for the noun that is asked for: a heading that names it does not yet state it."""
_EVERYONE = frozenset({"정부", "나라", "국가", "우리나라", "한국", "대한민국"})
_TIMES = frozenset({"상반기", "하반기", "분기", "누계"})
_SENTENCE = 3
"""From how many unknown foreign words on a question holds more than a name."""
_QUARTER, _NTH = "분기", "번째"
_PART = re.compile(
    r"(?:중|가운데)(?:에서?|의)?\s+(?P<part>[가-힣A-Za-z]{2,}?)(?:(?:은|는|이|가|만|으?로)(?=\s|\W|$)|\s(?=금액|액수))"
)
_LEANT_ON = 0.5
"""From which share on an inherited word names a row or a column."""
_COMMON = 0.5
"""How much a common noun, as 사무실, counts as a name unheard of."""
_CARRIED, _CARRIED_BY_CELL = 0.5, 0.7
"""From which share on a passage, or a cell with its headers, counts as carrying a word."""
_MEASURE = re.compile(r"(?:액|[률율]|값|지역|기금|국가|단위)$|^(?:누계|기준)$")
"""What the value of a cell is called, or what its row is one of, though no header says so: 투자액 of 아시아."""
_VALUE = re.compile(r"(?<=[가-힣]{2})(?:예산액?|사업비|금액|규모|인원)$")
"""What a compound may have for the value asked for: 세출예산 of 세출."""


class Scale:
    """Weighs passages for one question."""

    def __init__(self, query: Query, profiles: Profiles) -> None:
        self._query = query
        self._profiles = profiles
        terms = _addressed(query.terms, profiles)
        self._terms = [(term, profiles.information(term)) for term in terms]
        self._inherited = [(term, share * profiles.information(term)) for term, share in query.inherited]
        self._asked = _asked_forms(query)
        self._months_told = months_told(query, profiles.months)
        self._steps = steps_in(query.text)
        self._apart = Apart(query)
        self._compared_with = compared_with(query.text)
        self._asking = asking_sentence(query.text)
        self._said = self._asked | {token.form for token in query.tokens}
        self._unknown_terms = {term for term in query.terms if not profiles.knows(term)}
        self._asked_of = [term for term in terms if _is_asked_of(term) and term.form in self._asking]
        self._purses = [term for term in terms if term.form in PURSES]
        proper = {token.form for token in query.tokens if token.tag == "NNP"}
        self._names = {t for t in terms if t.is_name and not (t.form in proper and profiles.is_everywhere(t))}
        # What is said of the government or of so many months is said of all that a report prints.
        names = (t for t in self._names if t.form not in _TIMES | _EVERYONE)
        asked_of = (t for t in names if not t.form.isascii() and t.form in self._asking)
        self._wholes = {term: max(term.forms, key=len).removeprefix("총") for term in asked_of}
        named = {} if query.excluded or query.claims else self._wholes
        self._others = Others(query.text, named, proper, profiles)
        self._asks_contact = query.attribute is not None and query.attribute.name == "contact"
        parts = tuple(match["part"] for match in _PART.finditer(query.text))
        self._parts = {whole for whole in self._wholes.values() if whole in parts}
        self._common = {token.form for token in query.tokens if token.tag == "NNG"}
        self._unheard_of: dict[str, tuple[str, ...]] = {}
        inherited = " ".join(term.form for term, share in query.inherited if share >= _LEANT_ON)
        whole = f"{query.text} {inherited}"
        self._headers = HeadersNamed(whole, query.year, self._said | query.label_words, profiles)
        said = letters(whole)
        self._bases_asked = {basis for basis in profiles.bases if basis in said}

    def features(self, profile: Profile, dense: float, lexical: float) -> Features:
        """What speaks for a passage of which retrieval has said how near it is."""
        query = self._query
        kind = kind_fits(query, profile)
        labelled = is_labelled(query, profile) and kind >= 0
        path_share = 1.0 if labelled else PATH_SHARE
        counted = query.head if kind > 0 and _is_counted(query) else None
        shares = [
            (term, 1.0 if term is counted else share_carried(term, profile, path_share), weight)
            for term, weight in self._terms
        ]
        inherited = [(share_carried(term, profile, path_share), weight) for term, weight in self._inherited]
        return Features(
            coverage=_mean([*((share, weight) for _, share, weight in shares), *inherited]),
            names=_mean([(share, weight) for term, share, weight in shares if term in self._names]),
            label=1.0 if labelled else self._named_by_label(profile, kind),
            subject=self._subject_named(profile),
            own_words=float(carries_own_words(query, profile)),
            kind=kind,
            year=-float(not (self._is_of_time(profile) and self._is_of_basis(profile))),
            heading=float((profile.states_nothing and kind <= 0) or only_defines(query, profile)),
            dense=dense,
            lexical=lexical,
            focus=self._focus(profile),
            head=_head_named(query, profile, labelled),
            unknown_head=float(query.head in self._unknown_terms),
            unknown_name=self._unknown_name(profile.passage.document_id),
            uncovered=self._uncovered(shares, profile),
            context=in_context(query.context, profile.passage),
            titled=share_said(profile.label_words, self._asked) if kind >= 0 and not labelled else 0.0,
            cell=self._headers.share_named(profile),
            basis=float(not self._bases_asked.isdisjoint(profile.bases) or is_of_step(self._steps, profile.steps)),
            addressed=self._headers.share_of_question(profile),
        )

    def is_of_other_unit(self, profile: Profile) -> bool:
        """Whether a cell's unit rules it out."""
        return is_of_other_unit(self._query, profile)

    def _uncovered(self, shares: Sequence[tuple[Term, float, float]], profile: Profile) -> float:
        """1 when a name of the sentence that asks, compounds taken whole, is not carried by more than half; 2 for the
        part of something, 경상지출 중 인건비.

        By a cell by more than two thirds: 항만공사 is not 교통공사. What other columns of its table name is
        there, but no other row.
        """
        names: dict[str, float] = {}
        row = profile.cell.cell.row if profile.cell else ""
        # What is set aside, 가람숲 도서관 말고, may have more words than are known to be.
        for term, share, _ in () if self._query.excluded else shares:
            whole = self._wholes.get(term)
            if whole is None or (profile.cell and _MEASURE.search(whole)):
                continue
            # 살림집 is carried by its synonym, but no compound by one of its words.
            in_words = share if whole == term.form or share == SYNONYM_SHARE else 0.0
            in_table = shared_letters(whole, self._profiles.heads(profile.cell).letters) if profile.cell else 0.0
            in_letters = share_in_letters(_VALUE.sub("", whole), profile)
            carried = max(in_words, in_table, in_letters)
            if profile.cell and whole in self._parts:
                # That a whole is known to have this part does not make its value the part's.
                carried = shared_letters(_VALUE.sub("", whole), profile.own_letters)
            is_other = bool(row) and whole not in profile.path_letters and is_of_sibling(whole, row)
            names[whole] = max(names.get(whole, 0.0), 0.0 if is_other else carried)
        enough = _CARRIED_BY_CELL if profile.cell else _CARRIED
        uncovered = {whole for whole, share in names.items() if share <= enough}
        return 0.0 if not uncovered else 1.0 if self._parts.isdisjoint(uncovered) else 2.0

    def unheard_of(self, document_id: str) -> tuple[str, ...]:
        """The Korean names of the sentence that asks which a document prints nowhere, not even by half or by a synonym.

        Compounds are taken whole. What stands in sentences around it may be addressed to somebody else.
        """
        if document_id not in self._unheard_of:
            words, printed = self._profiles.of_document(document_id)
            wholes = (
                max(term.forms, key=len) for term in self._asked_of if share_in_words(term, words, printed) < _CARRIED
            )
            self._unheard_of[document_id] = tuple(
                dict.fromkeys(whole for whole in wholes if shared_letters(whole, printed) < _CARRIED)
            )
        return self._unheard_of[document_id]

    def _unknown_name(self, document_id: str) -> float:
        """1 where a name is unheard of; less where only common nouns are, for which a document may have other words."""
        unheard_of = self.unheard_of(document_id)
        return 1.0 if any(name not in self._common for name in unheard_of) else _COMMON * bool(unheard_of)

    def _is_of_time(self, profile: Profile) -> bool:
        """Whether a passage may speak of the year, the month and the quarter or phase asked for."""
        of_other_month = profile.months and self._months_told and self._months_told.isdisjoint(profile.months)
        of_other_part = is_of_other_step(self._steps, profile.steps) or self._is_of_whole(profile)
        if of_other_month or of_other_part or self._is_of_other_nth(profile):
            return False
        return self._query.year is None or self._fits_year(profile, self._query.year)

    def _is_of_other_nth(self, profile: Profile) -> bool:
        """Whether the second is asked for, and a passage is not of it though another of its document is."""
        asked = self._steps.get(_NTH)
        if not asked or asked.isdisjoint(self._profiles.steps(profile.passage.document_id).get(_NTH, ())):
            return False
        return asked.isdisjoint(steps_in(f"{' '.join(profile.passage.section)} {profile.text}").get(_NTH, ()))

    def _is_of_whole(self, profile: Profile) -> bool:
        """Whether a cell is of a year where a quarter of it is asked for, or of all years where one of them is."""
        if profile.cell is None or profile.years:
            return bool(profile.cell and _QUARTER in self._steps and _QUARTER not in profile.steps)
        column = profile.cell.cell.column
        of_all = is_total(column) and self._query.year in self._profiles.heads(profile.cell).years
        return of_all and not self._headers.says(column)

    def _is_of_basis(self, profile: Profile) -> bool:
        """Whether what a passage is said to be of, ``(총투자 기준)``, is what the question says, if it says so.

        Whose money it is must be said: a sum is not its 국비.
        """
        # The office of somebody who is to be reached stands in another line than the number.
        is_number = self._asks_contact and profile.cell is None
        if self._apart.is_of_other(profile) or (not is_number and self._others.is_of_other(profile)):
            return False
        if self._purses and not any(share_carried(purse, profile, 1.0) >= _CARRIED for purse in self._purses):
            return False
        return not (profile.bases and self._bases_asked) or not self._bases_asked.isdisjoint(profile.bases)

    def _fits_year(self, profile: Profile, year: int) -> bool:
        """Whether a passage, or a heading above it, speaks of ``year``; one without a year speaks of its document's.

        What stands below last year's results is of last year; a heading may look ahead.
        """
        if year in profile.path_years or not self._compared_with.isdisjoint(profile.years):
            return True
        if profile.years:
            return min(profile.years) <= year <= max(profile.years)
        is_past = profile.path_years and max(profile.path_years) < year
        return not is_past and self._profiles.main_year(profile.passage.document_id) == year

    def _named_by_label(self, profile: Profile, kind: float) -> float:
        """How far a label like ``기본계획 수립 : ’21. 12월`` names what is asked of, rather than an attribute."""
        if not profile.label_words:
            return 0.0
        named = _mean(
            [
                (share_in_words(term, profile.label_words, profile.label_letters), weight)
                for term, weight in self._terms
                if term.is_name
            ],
            0.0,
        )
        # 협력 기관은 어디야? asks for no place: a label that names all that is asked of is its own answer.
        loosely_asked = kind < 0 and not self._query.label_words
        return named if kind > 0 or (loosely_asked and named == 1.0) else 0.0

    def _subject_named(self, profile: Profile) -> float:
        return _mean([(float(word in self._asked), weight) for word, weight in profile.subject.items()], 0.0)

    def _focus(self, profile: Profile) -> float:
        return share_said(profile.own, self._said)


def _addressed(terms: Sequence[Term], profiles: Profiles) -> Sequence[Term]:
    """The terms that are asked of: beside Korean names a whole sentence in English is addressed to somebody else."""
    foreign = {term for term in terms if term.form.isascii() and not profiles.knows(term)}
    others = [term for term in terms if term not in foreign]
    return others if len(foreign) >= _SENTENCE and any(term.is_name for term in others) else terms


def _is_asked_of(term: Term) -> bool:
    """Whether a document must print a word to be asked: a Korean name, but not one of a value or of a time."""
    states = term.form in PURSES or any(attribute.named.search(term.form) for attribute in ATTRIBUTES)
    return term.is_name and not term.form.isascii() and not states and term.form not in _TIMES


def _head_named(query: Query, profile: Profile, labelled: bool) -> float:
    """How far a passage carries the noun that is asked for; 참여기업 수 is answered by what counts 개사."""
    if query.head is None or _is_counted(query):
        return 1.0
    if labelled and query.attribute and query.attribute.labels.search(query.head.form):
        # What is labelled 대상 states 기준 too.
        return 1.0
    # Above a row stand the headers of its columns, which do state what its values are.
    in_path = PATH_SHARE if profile.passage.kind == "row" else HEAD_IN_PATH
    return share_carried(query.head, profile, in_path)


def _is_counted(query: Query) -> bool:
    """Whether what is asked for is what the counter counts: 회사 of 회사는 몇 개야, which 11개사 answers."""
    if query.head is None or query.counter is None:
        return False
    # How many are to one is counted too: 1:3.
    forms = query.head.forms | query.head.synonyms | {PER_HEAD}
    return any(form in query.counter.pattern for form in forms)


def _asked_forms(query: Query) -> set[str]:
    terms = (*query.terms, *(term for term, _ in query.inherited))
    return {form for term in terms for form in term.forms | term.synonyms}


def _mean(weighted: Sequence[tuple[float, float]], of_none: float = 1.0) -> float:
    """The mean of values by their weights; ``of_none`` where there is nothing to weigh."""
    total = sum(weight for _, weight in weighted)
    return sum(value * weight for value, weight in weighted) / total if total else of_none
