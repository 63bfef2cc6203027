"""What Korean question words ask for, in the vocabulary of government work reports.

One written table: Kiwi's own similarity has no usable link from 얼마 to 예산 or from 언제 to 일정.
"""

import re
from dataclasses import dataclass
from typing import Literal

from ingest.values import ValueKind

AttributeName = Literal[
    "definition", "age", "budget", "place", "size", "operator", "target", "schedule", "purpose", "facility",
    "method", "content", "count", "rate",
]  # fmt: skip


@dataclass(frozen=True)
class Attribute:
    """Something a report states about a subject, and how people ask for it."""

    name: AttributeName
    korean: str
    named: re.Pattern[str]
    """Matches a question that names it."""
    asked: re.Pattern[str]
    """Matches a question that asks for it without its name; weaker than a name."""
    labels: re.Pattern[str]
    """Matches the labels under which reports state it."""
    kinds: frozenset[ValueKind] = frozenset()
    """What its value looks like; empty when it may look like anything."""


def _attribute(
    name: AttributeName, korean: str, *, named: str = "$^", asked: str = "$^", labels: str, kinds: str = ""
) -> Attribute:
    return Attribute(
        name, korean, re.compile(named), re.compile(asked), re.compile(labels), frozenset(kinds.split())  # type: ignore[arg-type]
    )


ATTRIBUTES = (
    _attribute(
        "definition", "뜻",
        named=r"뜻|의미|정의",
        asked=r"이?란\s*(무엇|뭐|말)|(이|가|은|는)?\s*(뭐|무엇|뭔)(야|예요|에요|죠|지|인가|입니까|인지|임|가요)|(이|가)\s*뭐\W*$",
        labels=r"정의|의미",
    ),
    _attribute("age", "나이 기준", asked=r"몇\s*살|나이|연령|몇\s*세", labels=r"대상|자격|연령", kinds="age"),
    _attribute(
        "size", "규모",
        named=r"규모|연?면적|크기|넓이|평수",
        asked=r"얼마나\s*(커|크|넓)|몇\s*(층|평|제곱)",
        labels=r"규모|면적|크기", kinds="area count",
    ),
    _attribute(
        "budget", "예산",
        named=r"예산|사업비|비용|금액|재원|임금|월급|급여|인건비|액수|총액",
        asked=r"돈(이|은|을)?|얼마|얼만",
        labels=r"예산|사업비|비용|금액|재원|임금|지원금|보조금|출자|인건비", kinds="amount",
    ),
    _attribute("place", "위치", named=r"위치|장소|주소|소재지", asked=r"어디\S*|어느\s*(곳|동|구)", labels=r"위치|장소|대상지|소재", kinds="place"),
    _attribute(
        "operator", "운영 주체",
        named=r"운영\s*(주체|기관|방식|방법|자)|수탁\s*(기관|업체)|담당\s*(부서|기관|자)|주체",
        asked=r"누가\s*(운영|맡|관리|담당)\S*|어느\s*(기관|부서|업체)\S*|맡(고|아|은|는)\S*|담당\S*",
        labels=r"주체|운영방식|운영방법|운영기관|수탁|담당|주관|추진체계",
    ),
    _attribute("target", "대상", named=r"대상|자격|요건", asked=r"누가|누구|받을\s*수|신청할\s*수", labels=r"대상|자격|요건|기준"),
    _attribute(
        "schedule", "일정",
        named=r"일정|기간|시기|날짜|일자(?!리)",
        asked=r"언제\S*|며칠|몇\s*(월|년|일)\S*|까지|부터|얼마\s*동안|얼마나\s*걸",
        labels=r"일정|기간|시기|일시|개관|준공|개소|개최|시행|착공", kinds="date",
    ),
    _attribute("purpose", "목적", named=r"목적|취지|이유|배경", asked=r"왜", labels=r"목적|취지|배경"),
    _attribute("method", "방법", named=r"방법|방식|절차|과정", asked=r"어떻게", labels=r"방법|방식|절차|일정|방안"),
    _attribute("rate", "비율", named=r"퍼센트|비율|몇\s*(%|프로)", labels=r"[률율]$", kinds="percent"),
    _attribute(
        "count", "수",
        named=r"인원|개수",
        asked=r"몇\s*(명|개|곳|팀|사|군데|회|번|건|실|대|호|가구|석|종|업체|기업|사람|점)\S*|얼마나\s*(많|뽑|모집)|몇",
        labels=r"인원|모집|규모|현황|수$|실적", kinds="count",
    ),
    _attribute("facility", "시설", asked=r"(무슨|어떤)\s*시설\S*|시설(은|이|에는|로는)?\W*$|들어서|들어가", labels=r"시설|공간"),
    _attribute(
        "content", "내용",
        named=r"내용|혜택",
        asked=r"지원\s*사항|무슨\s*일|무엇을|뭘|뭐\s*(하|해)\S*|어떤\s*(지원|일|업무)",
        labels=r"내용|지원|기능|혜택|사항|업무",
    ),
)  # fmt: skip
"""In the order in which they are tried: names first, then question words, each in this order."""


def attribute_of(question: str) -> Attribute | None:
    """The attribute that a question asks for; a name beats a question word (면적이 얼마 asks for the size)."""
    named = (attribute for attribute in ATTRIBUTES if attribute.named.search(question))
    asked = (attribute for attribute in ATTRIBUTES if attribute.asked.search(question))
    return next(named, None) or next(asked, None)


_EVERYDAY = (
    ("열 오픈 문열 개관 개소 개장 개원 개방", "열다"),
    ("짓 세우 만들 건립 조성 건설 공사 건축", "짓다"),
    ("끝나 완공 준공 완료 종료 마치", "끝나다"),
    ("시작 착공 착수 개시 시행", "시작하다"),
    ("뽑 선발 모집 선정 채용", "뽑다"),
    ("회사 기업 업체 사업체", "회사"),
    ("돈 예산 사업비 비용 금액 액수", "돈"),
    ("맡 운영 수탁 위탁 담당 관리", "맡다"),
    ("주 지원 지급 제공 보조", "주다"),
    ("자리 위치 장소 곳", "곳"),
    ("크기 넓이 규모 면적", "크기"),
    ("월급 급여 임금 인건비 봉급", "월급"),
    ("사람 인원 명 인력", "사람"),
    ("젊은이 청년", "청년"),
    ("동네 지역 주민", "동네"),
    ("가르치 교육 배우 강의 수업", "교육"),
)
SYNONYMS: dict[str, frozenset[str]] = {
    word: frozenset(words.split()) for words, _ in _EVERYDAY for word in words.split()
}
"""For an everyday or official word, all words of its group: what a question says and what a report prints."""

_GENRE_WORDS = (
    "주요 세부 그간 일반 향후 올해 금년 사업 추진 조성 운영 업무 정책 지원 과업 개요 배경 현황 실적 내용 계획 일정 방향 기능 성과 경과 "
    "절차 목적 효과 기대 필요성 문제점 개선 방안 과제 전략 목표 체계 협조 사항 참고 붙임 및 등 예산 총괄 현안 보고"
)
_GENERIC = re.compile(rf"[(（]?단위.*|구분.*|(?:{'|'.join(sorted(_GENRE_WORDS.split(), key=len, reverse=True))}|[\sⅠ-Ⅻ\d.·‧ㆍ,()/])+")


def is_generic(heading: str) -> bool:
    """Whether a heading, like 사업개요 or 향후계획, names a part of any report and not a subject of this one."""
    return _GENERIC.fullmatch(heading) is not None
