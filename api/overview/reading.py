"""Is a question about everything a department does, and which one? It is where it names no subject.

What is left of such a question, without the words that ask and the names of the documents' offices, names nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Literal

from api.answering.vocabulary import is_generic
from api.overview.period import without_period
from ingest.documents import UNKNOWN, Document
from retriever.morphemes import searchable, tokens

Asks = Literal["programmes", "largest", "smallest", "total", "events"]
Happening = Literal["opening", "start", "finish", "recruiting", "occasion", "end", "any"]

_NOT_OURS = re.compile(
    r"언제|어디|누가|누구|왜|어떻게|며칠|몇|말고|빼고|제외|보다|합치|합하|더하|평균|차이|비율|번째|(?:사업|부서|과|팀|기관|월|연도|분기)별"
    r"|(?<![가-힣])[이그저]\s?(?:중|사업|업무|과제|시설|건물|행사)|거기|그곳"
)
"""Words of a question that wants one value, a reason, or a calculation, or points at what was said before."""
_CUE = re.compile(
    r"뭐|뭔|뭘|무엇|무슨|어떤|어느|알려|보여|말해|목록|리스트|종류|소개|정리|요약|나열|설명|궁금|있[어나니는을습]|있는지"
    r"|[은는]\s*\W*$"
)
_OFFICE = re.compile(
    r"(?:(?:이|우리|저희|여기|해당)\s*(?:부서|기관|조직|부처|실|국|과|곳|문서|보고서|자료|계획서?)|여기서?|여긴|이곳|부서)"
    r"(?:에서는|에서|에는|에선|은|는|이야|이|가|의|에|야|예요|인가요?|입니까)?(?=\s|\W|$)"
)
_OFFICE_NAME = re.compile(
    r"[가-힣·]*[가-힣](?:실|국|과|관|처|부|청|시|도|군|구|원|단|본부|센터|공사|공단|재단|위원회|사업소)"
)
_METROPOLITAN = re.compile(r"특별자치|특별|광역")
_WORK = re.compile(r"사업|업무|과제|프로젝트|(?:하는|맡은)\s*일|(?:무슨|어떤)\s*일[을들]*\s*(?:해|하|맡|담당)")
_THING = re.compile(r"사업|과제|프로젝트|시설|건물|공간|[가-힣]+는\s*(?:곳|데|것|건|거|게)")
_MONEY = re.compile(r"소요\s?예산|예산액?|사업비|돈")
_RANKED = re.compile(
    r"순으로|순서|사업|과제|프로젝트|순위|(?:큰|많은|작은|적은|드는|쓰는|들어가는)\s*(?:것|건|거|게|곳|데)"
)
_HOW_MUCH = re.compile(r"얼마|몇\s*[천백십만억조]*\s*원|규모|총액|[은는]?\W*$")
_LARGEST = re.compile(r"큰|크고|많은|많이|높은|상위|최대|최고|순위|[1-9]위|톱|top")
_SMALLEST = re.compile(r"작은|적은|적게|낮은|하위|최소|최저")
_WORDS = {
    **dict.fromkeys(("하나", "한"), 1), **dict.fromkeys(("둘", "두"), 2), **dict.fromkeys(("셋", "세"), 3),
    **dict.fromkeys(("넷", "네"), 4), "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
}  # fmt: skip
_COUNT = re.compile(
    r"(?<![\d.,])(?P<digits>[1-9]\d?)\s*(?:개|가지|곳|건|위|순위)(?:까지)?(?![가-힣]*원)|(?:top|톱)\s*(?P<top>[1-9]\d?)"
    r"|(?<![가-힣])(?P<counted>한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s*(?:개|가지|곳|건|군데)"
    r"|(?<![가-힣])(?P<alone>하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)(?=[만을를은는까]|\s|\W|$)"
)
_USUAL = 3
"""How many are ranked where the question does not say it."""

_HAPPENINGS: dict[Happening, re.Pattern[str]] = {
    "opening": re.compile(r"문\s?(?:을\s*)?(?:여는|연|열[가-힣]*)|개관|개소|개장|개원|오픈|개통"),
    "start": re.compile(r"착공|첫\s?삽|공사(?:를|가)?\s*시작"),
    "finish": re.compile(r"준공|완공"),
    "recruiting": re.compile(r"(?:모집|공모(?!사업)|접수)\s*(?:중|받)?|신청\s*(?:을\s*)?받"),
    "occasion": re.compile(r"행사|축제"),
    "end": re.compile(r"끝나|종료|마무리"),
}
_ANY = re.compile(r"일정|예정|무슨\s*일")
_DANGLING = re.compile(r"(?<=\s)(?:하|되)?(?:은|는|이|가|을|를|의|에|만|까지|도|한|할|된|될|인|순)(?=\s|\W|$)")
"""What words that were taken out leave behind."""
_WORDS_THAT_ASK = """
사업 업무 과제 프로젝트 부서 일 주요 대표 핵심 중점 전체 전부 모두 모든 가장 제일 젤 각각 목록 리스트
종류 소개 정리 요약 나열 설명 부탁 드리 보이 꼽 궁금하 말씀 담당 맡 추진 진행 시행 예정 계획 중 가운데 사항
개 가지 곳 건 것 거 들 한번 이름 가르치 안내 현재 지금 자료 문서 보고서 업무보고
"""
_WORDS_THAT_RANK = """
들 들어가 투입 쓰이 쓰 크 많 높 작 적 낮 순 순위 순서 위 상위 하위 배정 편성 책정 소요 규모 얼마 차지
"""
_IDLE = frozenset(_WORDS_THAT_ASK.split())
_RANKING = frozenset(_WORDS_THAT_RANK.split())
_IDLE_OF: dict[Asks, frozenset[str]] = {
    "programmes": frozenset(),
    "largest": _RANKING,
    "smallest": _RANKING,
    "total": _RANKING | {"총", "총액", "합계", "전체", "되", "돈"},
    "events": frozenset({"안", "시설", "건물", "공간", "일정", "받", "시작", "되", "새로", "새롭", "열리", "열"}),
}


@dataclass(frozen=True)
class Overview:
    """A question about everything, read."""

    asks: Asks
    offices: tuple[str, ...]
    """Ids of the documents whose office it names; all of them where it names none."""
    said: str
    """The words that say when, as `read_period` reads them; "" without."""
    count: int
    """How many programmes are to be ranked."""
    happening: Happening
    stands_alone: bool
    """Whether it is about everything whatever was asked before it."""


def read_overview(question: str, documents: Iterable[Document]) -> Overview | None:
    """Read a cleaned question about everything in ``documents``; None for one that is about something in them."""
    plain = searchable(question)
    if _NOT_OURS.search(plain):
        return None
    rest, ids = _without_offices(plain, list(documents))
    if not ids:
        return None
    named = rest != plain
    rest, said = without_period(rest)
    readings = (
        _read_ranking(rest), _read_total(rest, named), _read_programmes(rest, named), _read_events(rest, said)
    )  # fmt: skip
    for asks in readings:
        if asks is None or _names_something(rest, asks):
            continue
        happening = _happening(rest) or "any"
        alone = named or asks in ("largest", "smallest", "total") or bool(happening != "any" and _THING.search(rest))
        return Overview(asks, ids, said, _count(rest), happening, alone)
    return None


def _without_offices(plain: str, documents: list[Document]) -> tuple[str, tuple[str, ...]]:
    """A question without 이 부서 and the names of offices, and the ids of the documents that all of these issued."""
    rest = _OFFICE.sub(" ", plain)
    chosen = documents
    for name in sorted({name for document in documents for name in _offices(document)}, key=len, reverse=True):
        said = re.compile(rf"(?<![가-힣]){re.escape(name)}(?:에서는|에서|에는|에선|은|는|이|가|의|에)?(?=\s|\W|$)")
        if said.search(rest):
            rest = said.sub(" ", rest)
            chosen = [document for document in chosen if name in _offices(document)]
    return rest, tuple(document.id for document in chosen)


def _offices(document: Document) -> set[str]:
    """The names of a document's issuer, or else of offices in its title; 서울시 as well for 서울특별시."""
    words = (document.title if document.issuer == UNKNOWN else document.issuer).split()
    names = {word for word in words if len(word) > 1 and _OFFICE_NAME.fullmatch(word) and not is_generic(word)}
    return names | {_METROPOLITAN.sub("", name) for name in names}


def _read_ranking(rest: str) -> Asks | None:
    if not (_MONEY.search(rest) and _RANKED.search(rest)):
        return None
    if _SMALLEST.search(rest):
        return "smallest"
    return "largest" if _LARGEST.search(rest) else None


def _read_total(rest: str, named: bool) -> Asks | None:
    """What the whole office has to spend: only of one that is named, else 예산은 얼마야 asks on."""
    return "total" if named and _MONEY.search(rest) and _HOW_MUCH.search(rest) and not _RANKED.search(rest) else None


def _read_programmes(rest: str, named: bool) -> Asks | None:
    asks = _WORK.search(rest) or (named and re.search(r"뭐|무엇|무슨\s*일", rest))
    return "programmes" if asks and _CUE.search(rest) and not _happening(rest) else None


def _read_events(rest: str, said: str) -> Asks | None:
    if _happening(rest):
        return "events" if said or _THING.search(rest) else None
    return "events" if said and (_ANY.search(rest) or re.search(r"뭐가?\s*있|뭐\s*해", rest)) else None


def _happening(rest: str) -> Happening | None:
    return next((name for name, said in _HAPPENINGS.items() if said.search(rest)), None)


def _count(rest: str) -> int:
    match = _COUNT.search(rest)
    if match is None:
        return _USUAL
    digits = match["digits"] or match["top"]
    return int(digits) if digits else _WORDS[match["counted"] or match["alone"]]


def _names_something(rest: str, asks: Asks) -> bool:
    """Whether anything is left of a question without the words that ask."""
    if asks in ("largest", "smallest", "total"):
        bare = _MONEY.sub(" ", _COUNT.sub(" ", rest))
    elif "얼마" in rest:
        return True
    else:
        bare = reduce(lambda words, said: said.sub(" ", words), _HAPPENINGS.values(), rest)
    left = tokens(_DANGLING.sub(" ", f" {bare}"))
    return any(token.form not in _IDLE | _IDLE_OF[asks] for token in left if token.tag != "joined")
