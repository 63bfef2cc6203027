"""The cover of a report tells its title, who issued it and when; what it does not print is not guessed."""

import pytest

from ingest.cover import Cover, read_cover
from ingest.documents import read_document

COVERS = {
    "a plan, its title letter-spaced behind its year": (
        "2031. 2. 7.(금 )\n환 경 위 원 회\n- 2031년도 - 주 요 업 무 계 획\n물순환정책관"
        "\nWater Policy Division\n\n목 차\nⅠ. 기본현황 1",
        Cover("물순환정책관 2031년도 주요업무계획", "물순환정책관", "2031-02-07"),
    ),
    "a year on a line of its own": (
        "2031년도\n주 요 업 무 계 획\n여 성 가 족 국\n보 고 순 서\nⅠ. 기 본 현 황 1\n재정국",
        Cover("여성가족국 2031년도 주요업무계획", "여성가족국", None),
    ),
    "a plan of several ministries": (
        "물길 복원 추진계획\n2031. 10. 29.\n\n관계부처 합동\n\n순 서\n",
        Cover("관계부처 합동 물길 복원 추진계획", "관계부처 합동", "2031-10-29"),
    ),
    "a press release, its motto before its title": (
        "보도자료\n보도시점 │ (온라인) 2031. 12. 2.(화) 16:00\n‘물과 함께 산다’\n물길 복원 청사진 공개\n□ 물관리부는",
        Cover("‘물과 함께 산다’ 물길 복원 청사진 공개", None, "2031-12-02"),
    ),
    "a notice, signed below its text": (
        "물관리처 공고 제2031 - 311호\n물관리처 시민정책단 모집\n시민정책단을 모집합니다."
        "\n2031년 6월 19일\n물 관 리 처 장\n◇ 대상 : 시민",
        Cover("물관리처 시민정책단 모집", "물관리처", "2031-06-19"),
    ),
    "a report that begins with its first part": ("경 제 실\n\nⅠ. 일 반 현 황\n도시과", Cover(None, "경제실", None)),
    "a text that begins with its first bullet": ("○ 도서관은 9월에 문을 연다.\n", Cover(None, None, None)),
}


@pytest.mark.parametrize(("text", "cover"), COVERS.values(), ids=COVERS)
def test_a_cover_tells_title_issuer_and_date(text: str, cover: Cover) -> None:
    assert read_cover(text) == cover


def test_what_is_given_goes_before_what_the_cover_prints() -> None:
    text = "물길 복원 추진계획\n2031. 10. 29.\n순 서\n".encode()
    document = read_document(text, source="계획.txt", title="복원 계획", date="2031-11-01")
    assert (document.title, document.issuer, document.date) == ("복원 계획", "unknown", "2031-11-01")


def test_a_document_without_a_cover_is_known_by_its_file() -> None:
    document = read_document("○ 도서관은 9월에 문을 연다.".encode(), source="2031/도서관 보고.txt")
    assert document.title == "도서관 보고"
