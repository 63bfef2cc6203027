"""What readers type of themselves or others is masked; what a report is about is left as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.masking import mask
from ingest.documents import Document

RESIDENT, PHONE, MAIL, ACCOUNT = "[주민등록번호]", "[전화번호]", "[이메일]", "[카드·계좌번호]"


@pytest.mark.parametrize(
    "number",
    [
        "900101-1234567",
        "9001011234567",
        "900101 - 1234567",
        "900101–1234567",
        "900101-5234567",  # a foreigner's
        "900101-1******",
        "900101-12●●●●●",
    ],
)
def test_a_resident_registration_number_is_masked(number: str) -> None:
    assert mask(f"제 번호는 {number}입니다.") == f"제 번호는 {RESIDENT}입니다."


@pytest.mark.parametrize(
    "number",
    [
        "010-1234-5678",
        "01012345678",
        "010 1234 5678",
        "010.1234.5678",
        "010 - 1234 - 5678",
        "010–1234–5678",
        "０１０－１２３４－５６７８",
        "011-234-5678",
        "02-123-4567",
        "0221335512",
        "02)2133-5512",
        "(02) 2133-5512",
        "031-123-4567",
        "070-1234-5678",
        "0507-1234-5678",
        "+82-10-1234-5678",
        "+82 10 1234 5678",
        "+821012345678",
        "+82 (0)10-1234-5678",
        "82-10-1234-5678",
    ],
)
def test_a_telephone_number_is_masked(number: str) -> None:
    assert mask(f"연락처는{number}로") == f"연락처는{PHONE}로"


@pytest.mark.parametrize("address", ["hong@example.com", "Hong.gil-dong+a@mail.city.go.kr", "01012345678@example.kr"])
def test_an_address_of_e_mail_is_masked(address: str) -> None:
    assert mask(f"({address})로 보내 주세요") == f"({MAIL})로 보내 주세요"
    assert mask(f"{address}로") == f"{MAIL}로"


@pytest.mark.parametrize(
    "number",
    [
        "1234-5678-9012-3456",
        "1234 5678 9012 3456",
        "1234567890123456",
        "110-123-456789",
        "3333-01-1234567",
        "123456-01-123456",
        "012-345-678901",
        "2001-01-1234567",
        "11012345678901",
        "123-45-67890",
    ],
)
def test_a_card_or_account_number_is_masked(number: str) -> None:
    assert mask(f"은행,{number} 홍길동") == f"은행,{ACCOUNT} 홍길동"


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("010-1234-5678, 010-8765-4321", f"{PHONE}, {PHONE}"),
        ("(010-1234-5678)", f"({PHONE})"),
        ("1-010 1234 5678", f"1-{PHONE}"),
        ("1.010-1234-5678", f"1.{PHONE}"),
        ("900101-1234567 a@b.kr 01012345678", f"{RESIDENT} {MAIL} {PHONE}"),
        ("예산 1,200백만원(2021.03.15) 문의 02-123-4567", f"예산 1,200백만원(2021.03.15) 문의 {PHONE}"),
        ("110-123-456789-홍길동", f"{ACCOUNT}-홍길동"),
        ("010-1234-5678-900101-1234567", ACCOUNT),
    ],
)
def test_each_of_several_is_masked_and_what_stands_around_them_stays(typed: str, masked: str) -> None:
    assert mask(typed) == masked


@pytest.mark.parametrize(
    "text",
    [
        "1,200백만원",
        "4,000백만원(40억원)",
        "4000000000원",
        "12345678901만 원",
        "1,234,567,890,123원",
        "31.8억, 3,500.5㎡",
        "2021.03.15",
        "2021. 3. 15. 10:30",
        "’21.1.1.~’21.12.31.",
        "2021-03-15",
        "2021-03-15-2021-04-15",
        "2021-03-2021-12",
        "20210315",
        "2019-2020-2021-2022",
        "2019 2020 2021 2022 예산",
        "제2021-12345호",
        "120다산콜, 1588-1234",
        "1. 2. 3. 4. 5. 6. 7. 8. 9. 10. 11.",
        "@ 골뱅이",
    ],
)
def test_amounts_dates_and_the_numbers_of_offices_stay(text: str) -> None:
    assert mask(text) == text


def test_the_report_has_nothing_to_mask(report: Document) -> None:
    assert mask(report.text) == report.text


def test_names_stay() -> None:
    assert mask("홍길동 과장 새솔시 가람로 12") == "홍길동 과장 새솔시 가람로 12"


def test_what_the_document_prints_itself_stays() -> None:
    public = "문의 : 도서관과 02-123-4567"
    assert mask("문의는 02-123-4567, 010-1234-5678입니다.", public) == f"문의는 02-123-4567, {PHONE}입니다."


@given(
    area=st.sampled_from(["02", "031", "051", "010", "011", "070", "0505", "+82 2", "+82-10"]),
    middle=st.integers(200, 9999),
    last=st.integers(0, 9999),
    gap=st.sampled_from(["-", "", " ", ".", " - ", "–"]),
    around=st.tuples(*[st.text(alphabet="가나다 ,.:/은로", max_size=5)] * 2),
)
def test_any_telephone_number_is_masked(area: str, middle: int, last: int, gap: str, around: tuple[str, str]) -> None:
    before, behind = around
    assert mask(f"{before}{gap.join((area, str(middle), f'{last:04}'))}{behind}") == f"{before}{PHONE}{behind}"
