"""What the tests of the guide share: an invented report of an invented office, and its guide."""

from collections.abc import Callable

import pytest

from api.guide.guide import read_guide
from api.guide.model import Guide, Programme
from api.live import OpenIndex
from api.service import Service

OpenReports = Callable[..., OpenIndex]

OFFICE = """새솔시 도시정책실 업무보고 (’31. 4월)

Ⅰ 일반현황

□ 예산

(단위 : 백만원, ’31.3.31. 기준)

구 분 예산액 지출액
계 12,000 2,200
정책과 8,500 1,500
도시과 3,500 700

Ⅱ 2030년 주요 성과

1 물빛 수영장 운영

□ 사업개요

○ 위    치 : 새솔시 물빛로 3
○ 소요예산 : 900백만원

Ⅲ 주요 업무 추진계획

1. 생활 기반

1 가람숲 도서관 건립

책과 쉼이 있는 도서관을 지음

□ 사업개요

○ 위    치 : 새솔시 가람로 12 일대
○ 사업기간 : ’29. 3월 ~ ’32. 8월 / 조성면적 : 총 3,200㎡
○ 소요예산 : 9,000백만원 (’31년 예산 : 4,000백만원)
○ 운영주체 : 새솔문화재단
○ 인건비 : 120백만원

□ 추진실적

○ (터 닦기) 옛 창고를 헐고 터를 다짐
- 사업비 : 77백만원

□ 향후계획

○ 건립공사 착공 : ’31. 5월
○ 개관 : ’32. 8월

2 한빛 도시텃밭 분양

□ 사업개요

○ 신청대상 : 만 19세 이상 시민
○ 신청기간 : ’31. 2. 1. ~ 2. 28.
○ 소요예산 : 65,000천원

3 푸른길 거점 조성

□ 사업개요

○ 위    치 : 새솔시 강변 일대
○ 소요예산 : 20억원(나루터 12, 전망대 8)

□ 추진내용

① 푸른길 나루터 조성 ⇨ 설계 중

○ 위    치 : 새솔시 나루길 7
○ ’31년 예산 : 1,200백만원
○ 추진일정 : 설계(’31.3~5월)⇨공사(’31.6월~)⇨준공(’31.12월)

② 푸른길 전망대 조성 ⇨ 공사 중

○ 위    치 : 새솔시 달맞이길 30
○ ’31년 예산 : 800백만원
○ 추진일정 : 준공(’31. 9월), 개관(’31.10월)

2. 일자리

1 솔잎 창업터 운영

새내기 창업가를 돕는 누림뜰1)을 엶

□ 사업개요

○ 위    치 : 새솔시 솔잎로 88
○ 사업대상 : 창업한 지 7년이 안 된 회사
○ 소요예산 : 3,300백만원

1) 누림뜰 : 새내기 창업가가 함께 쓰는 작업 공간

2 바다빛 일터 나눔

□ 사업개요

○ 사업대상 : 일자리를 찾는 청년
○ 총사업비 : 88억원

3 들꽃 장터 지원

□ 사업개요

○ 장    소 : 새솔시 중앙광장
○ 지원대상 : 전통시장 상인회
○ 소요예산 : 240백만원
"""


@pytest.fixture(scope="session")
def office_text() -> str:
    """The invented report."""
    return OFFICE


@pytest.fixture(scope="session")
def office(open_reports: OpenReports) -> OpenIndex:
    """An open index of the invented report."""
    return open_reports(office=OFFICE)


@pytest.fixture(scope="session")
def guide(office: OpenIndex) -> Guide:
    """The guide of the invented report."""
    return read_guide(office.generation, next(iter(office.documents)))


@pytest.fixture(scope="session")
def cards(guide: Guide) -> dict[str, Programme]:
    """The programmes of the invented report by name."""
    return {programme.name: programme for part in guide.parts for programme in part.programmes}


@pytest.fixture(scope="session")
def real_guide(service: Service) -> Guide:
    """The guide of the committed report."""
    return service.guide(service.documents()[0]["document_id"])
