"""Tables whose file says where each cell stands, asked by row and column: of a web page, as of HWP, HWPX and DOCX."""

from collections.abc import Callable

import pytest

from api.answering.answerer import Answer
from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]


def _table(month: int, parks: str, halls: str) -> str:
    return f"""<p>(2025.{month}월 누계 기준)</p><p>(단위 : 백만원)</p><table>
<tr><td rowspan=2 colspan=2>구 분</td><td colspan=2>예 산</td><td rowspan=2>2026년 예산</td></tr>
<tr><td>본예산</td><td>집행액</td></tr>
<tr><td rowspan=2>공원과</td><td>가람공원1)</td><td>1,200</td><td>{parks}</td><td>1,350</td></tr>
<tr><td>온누리공원</td><td>640</td><td>310</td><td>700</td></tr>
<tr><td colspan=2>체육과</td><td>2,500</td><td>{halls}</td><td>△50</td></tr>
<tr><td rowspan=3>수 입 (A)</td><td></td><td>100</td><td>80</td><td>65</td></tr>
<tr><td>경상수입</td><td>40</td><td>30</td><td>20</td></tr>
<tr><td>대관료</td><td>60</td><td>50</td><td>45</td></tr>
<tr><td colspan=2>지출 (B)</td><td>35</td><td>25</td><td>15</td></tr>
<tr><td colspan=2>잔액 (A-B)</td><td>90</td><td>80</td><td>70</td></tr></table>"""


REPORT = f"""<!doctype html><html><body><h1>새솔시 재정 현황</h1><p>□ 월별 집행</p>
{_table(1, "105", "220")}<p>1) 가람공원은 2024년에 문을 열었다.</p>{_table(2, "230", "415")}
<p>□ 체육관 증축 계획</p><p>○ 위치 : 새솔로 7</p></body></html>"""


@pytest.fixture(scope="module")
def opened(open_reports: OpenReports) -> OpenIndex:
    return open_reports(finance=REPORT)


def ask(opened: OpenIndex, question: str) -> Answer:
    answer = opened.answerer.answer(question)
    assert answer.citations_verified
    assert answer.values_grounded
    return answer


@pytest.mark.parametrize(
    ("question", "value", "row"),
    [
        ("2025년 2월 가람공원 집행액은 얼마야?", "230백만원", "가람공원"),
        ("2025년 1월 가람공원 집행액은 얼마야?", "105백만원", "가람공원"),
        ("2025년 2월 체육과 집행액은?", "415백만원", "체육과"),
        ("2025년 1월 수입 본예산은 얼마입니까?", "100백만원", "수 입 (A)"),
        ("2025년 1월 온누리공원 본예산은 얼마?", "640백만원", "온누리공원"),
        ("2025년 공원과 가람공원(2월 누계) 집행액은?", "230백만원", "가람공원"),
        ("2025년 2월 경상수입 본예산은 얼마?", "40백만원", "경상수입"),
    ],
)
def test_a_cell_is_found_by_row_column_and_the_month_above_its_table(
    question: str, value: str, row: str, opened: OpenIndex
) -> None:
    answer = ask(opened, question)
    assert value in answer.text
    assert row in answer.citations[0].quote


def test_a_number_that_only_the_header_prints_is_proved_by_the_header(opened: OpenIndex) -> None:
    answer = ask(opened, "온누리공원 2026년 예산은 얼마야?")
    assert "2026년 예산은 700백만원" in answer.text.replace("(7억원)", "")
    row, header = answer.citations
    assert "온누리공원" in row.quote
    assert "2026년 예산" in header.quote
    assert answer.text.endswith("[1] [2]")


def test_a_cell_that_the_question_names_by_row_and_column_comes_before_a_sentence_of_the_same_words(
    open_reports: OpenReports,
) -> None:
    bullet = "<p>○ 체육과 2026년 예산 집행액 관리 : 체육과 예산 1,000백만원</p>"
    answer = ask(open_reports(finance=REPORT.replace("<p>□ 월별 집행</p>", bullet)), "체육과 2026년 예산은 얼마야?")
    assert "△50백만원" in answer.text


def test_a_dash_within_the_name_of_a_row_is_no_bullet(opened: OpenIndex) -> None:
    assert "잔액 (A-B)의 " in ask(opened, "2026년 잔액 예산은 얼마야?").text


def test_a_heading_path_shows_no_rules(opened: OpenIndex) -> None:
    answer = ask(opened, "2025년 1월 체육과 집행액은?")
    assert "│" not in "".join(answer.citations[0].section)
    assert "(2025.1월 누계 기준)" in answer.citations[0].section[-1]


@pytest.mark.parametrize(
    ("question", "value"), [("2023년 가람국 총투자액은?", "26"), ("2023년 가람국 순투자액은?", "34")]
)
def test_of_two_tables_alike_the_one_answers_whose_basis_the_question_says(
    question: str, value: str, open_reports: OpenReports
) -> None:
    head = "<p>({} 기준)</p><p>1. 연도별 동향</p><p>(단위 : 억원)</p>"
    table = f"{head}<table><tr><td>구 분</td><td>2022년</td><td>2023년</td></tr>"
    rows = "<tr><td>가람국</td><td>11</td><td>{}</td></tr><tr><td>다온국</td><td>12</td><td>9</td></tr></table>"
    page = "".join((table + rows).format(*part) for part in (("총투자", "26"), ("순투자", "34")))
    answer = ask(open_reports(bases=f"<!doctype html><html><body><h1>투자 통계</h1>{page}</body></html>"), question)
    assert f"{value}억원" in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2023년 가람국 투자 증감률은?", "△4.5%"),
        ("2023년 가람국 투자는 몇 퍼센트 늘었어?", "△4.5%"),
        ("2023년 가람국 투자액", "26억원"),
    ],
)
def test_a_row_of_rates_in_brackets_is_of_the_row_above_it(
    question: str, value: str, open_reports: OpenReports
) -> None:
    page = """<!doctype html><html><body><h1>투자 통계 (단위: 억원, 전년 대비 %)</h1><p>1. 연도별 투자</p><table>
<tr><td>구 분</td><td>2022년</td><td>2023년</td></tr><tr><td>가람국</td><td>11</td><td>26</td></tr>
<tr><td></td><td>(3.1)</td><td>(△4.5)</td></tr><tr><td>다온국</td><td>12</td><td>9</td></tr>
<tr><td></td><td>(5.5)</td><td>(△6.5)</td></tr></table></body></html>"""
    assert value in ask(open_reports(rates=page), question).text


def test_one_cell_does_not_say_which_is_the_largest(open_reports: OpenReports) -> None:
    rows = "".join(f"<tr><td>{name}</td><td>문의 {name}</td></tr>" for name in ("가람국", "다온국"))
    page = f"""<!doctype html><html><body><h1>투자 통계</h1><p>1. 투자 현황</p><table>
<tr><td>구 분</td><td>투자</td></tr>{rows}</table></body></html>"""
    assert ask(open_reports(extremes=page), "투자가 제일 많은 국은?").status == "not_found"


def test_a_value_that_ends_in_a_bracket_keeps_both_its_ends(open_reports: OpenReports) -> None:
    page = """<!doctype html><html><body><h1>투자 통계</h1><p>(단위 : 백만원)</p><table>
<tr><td>구 분</td><td>2022년</td><td>2023년</td></tr><tr><td>가람국</td><td>11</td><td>65(39)</td></tr>
<tr><td>다온국</td><td>12</td><td>9</td></tr></table></body></html>"""
    assert "65(39)백만원" in ask(open_reports(brackets=page), "2023년 가람국 투자").text


MONTHS = """<!doctype html><html><body><h1>새솔시 행사 일정</h1><p>1. 주요 행사</p><table>
<tr><td>월별</td><td>행 사 명</td><td>기 간</td><td>장 소</td><td>담당부서</td></tr>
<tr><td rowspan=5>5월</td><td>책 축제</td><td>5. 3.</td><td>가람숲</td><td>도 서 관 과</td></tr>
<tr><td>제7회 강변 걷기 대회</td><td>5.10.</td><td>새솔천</td><td>체육과</td></tr>
<tr><td>성년식</td><td>5.17.</td><td>미정</td><td>청년과</td></tr>
<tr><td>나무 심기</td><td>5.20.</td><td>다온숲</td><td>공원과</td></tr>
<tr><td>100인의 합창</td><td>5.24.</td><td>시민회관</td><td>문화과</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("강변 걷기 대회는 언제 해?", "제7회 강변 걷기 대회의 기간은 5.10.입니다."),
        ("강변 걷기 대회 장소는?", "제7회 강변 걷기 대회의 장소는 새솔천입니다."),
        ("책 축제 담당부서는 어디야?", "5월 책 축제의 담당부서는 도서관과입니다."),
    ],
)
def test_events_beside_the_month_that_spans_them_name_their_rows(
    question: str, told: str, open_reports: OpenReports
) -> None:
    assert ask(open_reports(months=MONTHS), question).text.startswith(told)


REGIONS = """<!doctype html><html><body><h1>투자 통계 (단위: 억원)</h1><p>1. 지역별 투자</p><table>
<tr><td>구 분</td><td>2022년</td><td>2023년</td><td>2023년 1분기</td></tr>
<tr><td>전체</td><td>90</td><td>110</td><td>31</td></tr>
<tr><td>가람항만공사</td><td>50</td><td>60</td><td>17</td></tr>
<tr><td>다온구</td><td>40</td><td>50</td><td>14</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2023년 다온구 투자액은 얼마야?", "50억원"),
        ("2023년 1분기 다온구 투자액은?", "14억원"),
        ("2023년 전체 투자액은?", "110억원"),
        ("2023년 가람항만공사 투자 합계액은?", "60억원"),
    ],
)
def test_a_cell_needs_no_header_that_says_what_its_value_is_called(
    question: str, value: str, open_reports: OpenReports
) -> None:
    assert value in ask(open_reports(regions=REGIONS), question).text


@pytest.mark.parametrize(
    "question",
    [
        "2023년 한빛군 투자액은 얼마야?",
        "2023년 가람교통공사 투자액은?",
        "2022년 1분기 다온구 투자액은?",
        "2023년 투자 담당 부서는 어디야?",
        "2023년에는 왜 투자했어?",
    ],
)
def test_a_table_without_that_row_or_column_does_not_answer(question: str, open_reports: OpenReports) -> None:
    assert ask(open_reports(regions=REGIONS), question).status == "not_found"


def test_a_column_that_compares_two_years_is_of_both(open_reports: OpenReports) -> None:
    page = """<!doctype html><html><body><h1>2031년 예산 (단위: 억원, %)</h1><p>1. 기금별 예산</p><table>
<tr><td>구 분</td><td>2030년 예산 (A)</td><td>2031년 예산 (B)</td><td>증감률 (B-A)/A</td></tr>
<tr><td>나루기금</td><td>50</td><td>60</td><td>20.0</td></tr>
<tr><td>다온기금</td><td>40</td><td>50</td><td>25.0</td></tr></table></body></html>"""
    opened = open_reports(funds=page)
    assert "25.0%" in ask(opened, "2030년 대비 2031년 다온기금 증감률은 몇 %야?").text
    assert "25.0%" in ask(opened, "2030년보다 다온기금이 몇 % 늘었어?").text


def test_growth_is_told_by_a_column_that_prints_its_formula(open_reports: OpenReports) -> None:
    page = """<!doctype html><html><body><h1>2031년 예산 (단위: 억원, %)</h1><p>1. 기금별 예산</p><table>
<tr><td rowspan=2>구 분</td><td rowspan=2>2030년 (A)</td><td rowspan=2>2031년 (B)</td><td colspan=2>증감 (B-A)</td></tr>
<tr><td></td><td>(B-A)/A</td></tr>
<tr><td>나루기금</td><td>50</td><td>60</td><td>10</td><td>20.0</td></tr>
<tr><td>다온기금</td><td>40</td><td>50</td><td>10</td><td>25.0</td></tr></table></body></html>"""
    answer = ask(open_reports(growth=page), "다온기금은 2030년보다 2031년에 몇 % 늘어?")
    assert answer.text.startswith("다온기금의 증감률은 25.0%입니다.")


SPENDING = """<!doctype html><html><body><h1>2031년 새솔국 업무보고</h1><p>□ 예산</p><p>(단위: 백만원)</p><table>
<tr><td>구 분</td><td>계</td><td>나루과</td><td>다온과</td></tr>
<tr><td>세 입</td><td>900</td><td>500</td><td>400</td></tr>
<tr><td>세 출</td><td>7,000</td><td>3,000</td><td>4,000</td></tr></table>
<p>□ 기구</p><table><tr><td>부서</td><td>주요 업무</td></tr>
<tr><td>나루과</td><td>• 나루터 배 운항 허가에 관한 사항 • 강변 길 손질</td></tr>
<tr><td>다온과</td><td>• 작은숲 조성에 관한 사항 • 꽃길 가꾸기</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("다온과가 쓰는 예산이 얼마야?", "4,000백만원"),
        ("나루과 예산은?", "3,000백만원"),
        ("다온과 세입은?", "400백만원"),
        ("작은숲 조성은 어느 과가 담당해?", "다온과"),
        ("강변 길 손질은 어느 부서 소관이야?", "나루과"),
    ],
)
def test_a_department_spends_its_budget_and_stands_beside_its_duties(
    question: str, told: str, open_reports: OpenReports
) -> None:
    assert told in ask(open_reports(spending=SPENDING), question).text


def test_points_below_the_quarters_of_a_schedule_are_of_their_quarter(open_reports: OpenReports) -> None:
    page = """<!doctype html><html><body><h1>새솔부 업무보고</h1><p>1. 이행계획</p><table>
<tr><td>1분기</td><td>2분기</td></tr><tr><td>· 나루법 개정(2월) · 다온 지침 마련(3월)</td>
<td>· 한빛 실태조사 확대(5월) · 배움터 증축(6월)</td></tr></table></body></html>"""
    answer = ask(open_reports(quarters=page), "한빛 실태조사 확대는 몇 월이야?")
    assert "5월" in answer.text
    assert "나루법" not in answer.text


def test_a_sentence_that_ends_within_a_cell_does_not_end_its_row(open_reports: OpenReports) -> None:
    page = """<!doctype html><html><body><h1>새솔시 행사</h1><p>1. 행사 일정</p><table>
<tr><td>월별</td><td>행사명</td><td>기간</td><td>장소</td></tr>
<tr><td rowspan=2>5월</td><td>우리는 책을 읽습니다. 나루편</td><td>5. 3.</td><td>가람숲</td></tr>
<tr><td>성년식</td><td>5.17.</td><td>나루회관</td></tr></table></body></html>"""
    assert "가람숲" in ask(open_reports(events=page), "우리는 책을 읽습니다 나루편 장소는?").text
    assert "나루회관" in ask(open_reports(events=page), "성년식 장소는?").text


def test_what_follows_the_name_of_a_programme_is_of_it(open_reports: OpenReports) -> None:
    table = "구 분 │ 총사업비 │ ’30년 │ ’31년\n계 │ {} │ 20 │ {}\n시 비 │ 10 │ 5 │ 5\n"
    page = "새솔시 공모사업\n\n□ 추진 현황\n" + "".join(
        f"○ 사 업 명 : {name}\n○ 사업기간 : 2030년\n○ 총사업비 : (단위 : 백만원)\n\n{table.format(whole, rest)}\n"
        for name, whole, rest in (("나루 배움터 육성", 50, 30), ("다온 숲길 잇기", 90, 70))
    )
    opened = open_reports(report=page)
    assert "90백만원" in ask(opened, "다온 숲길 잇기 총사업비는?").text
    assert "50백만원" in ask(opened, "나루 배움터 육성 사업의 총사업비는 얼마야?").text


def test_a_total_over_the_years_is_of_none_of_them(open_reports: OpenReports) -> None:
    table = "구 분 │ 총사업비 │ 2031 │ 2032\n계 │ 900 │ 400 │ 500\n시 비 │ 90 │ 40 │ 50\n"
    opened = open_reports(report=f"새솔시 업무보고 2031년\n\n○ 나루 배움터 육성\n\n(단위 : 백만원)\n{table}")
    assert "500백만원" in ask(opened, "나루 배움터 육성에 2032년 한 해 드는 돈은 얼마야?").text
    assert "900백만원" in ask(opened, "2032년까지 나루 배움터 육성 총사업비는?").text


CENTRES = """<!doctype html><html><body><h1>2031년 새솔국 업무보고</h1><p>□ 가족센터 건립</p>
<p>(’31년 본예산 기준, 단위: 백만원)</p><table>
<tr><td>구 군</td><td>위치</td><td>수탁기관</td><td>총사업비</td></tr>
<tr><td>나루구</td><td>버들동 94</td><td>사회복지법인 나루햇살어린이재단</td><td>6,800</td></tr>
<tr><td>다온구</td><td>솔밭동 12</td><td>사회복지법인 다온마을돌봄나눔회</td><td>5,100</td></tr>
</table></body></html>"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("버들동에 들어서는 나루구 가족센터에 드는 총사업비는?", "6,800백만원"),
        ("’31년 본예산 기준 다온구 가족센터 총사업비는 얼마야?", "5,100백만원"),
        ("다온구 가족센터는 어느 기관이 맡아?", "다온마을돌봄나눔회"),
    ],
)
def test_a_cell_is_of_what_its_row_and_the_head_of_its_table_say(
    question: str, told: str, open_reports: OpenReports
) -> None:
    assert told in ask(open_reports(centres=CENTRES), question).text


def test_brackets_without_a_unit_below_a_figure_are_its_rate(open_reports: OpenReports) -> None:
    page = """<!doctype html><html><body><h1>투자 통계</h1><p>1. 연도별 투자</p><table>
<tr><td>구 분</td><td>2022년</td><td>2023년</td></tr><tr><td>가람국</td><td>11</td><td>26</td></tr>
<tr><td></td><td>(3.1)</td><td>(△4.5)</td></tr><tr><td>다온국</td><td>12</td><td>9</td></tr>
<tr><td></td><td>(5.5)</td><td>(△6.5)</td></tr></table></body></html>"""
    opened = open_reports(rates=page)
    assert "△4.5" in ask(opened, "2023년 가람국 투자 증감률은?").text
    assert "26" in ask(opened, "2023년 가람국 투자 금액은 얼마야?").text


BODIES = """<!doctype html><html><body><h1>새솔시 산하기관</h1><p>□ 공사·공단</p><table>
<tr><td>기관명</td><td></td><td>소재지</td><td>대표자</td></tr>
<tr><td>나루도시공사</td><td></td><td>버들구 한길 12</td><td>한가람</td></tr>
<tr><td></td><td>○ 설 립 : ’91. 1. 25. ○ 정·현원 : 정원 368명(현원 345명) ○ 자 본 금 : 620억원</td>
<td></td><td></td></tr>
<tr><td>나루환경공단</td><td></td><td>솔밭구 물길 7</td><td>정다온</td></tr>
<tr><td></td><td>○ 설 립 : ’00. 2. 1. ○ 정·현원 : 정원 794명(현원 771명) ○ 주요업무 : 하수처리장 관리</td>
<td></td><td></td></tr>
</table></body></html>"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("나루도시공사 자본금은 얼마야?", "나루도시공사의 자본금은 620억원입니다."),
        ("나루환경공단은 언제 설립됐어?", "나루환경공단의 설립은 ’00. 2. 1.입니다."),
        ("나루환경공단 소재지는?", "솔밭구 물길 7"),
    ],
)
def test_a_list_below_a_row_is_of_that_row_each_point_under_its_own_label(
    question: str, told: str, open_reports: OpenReports
) -> None:
    assert told in ask(open_reports(bodies=BODIES), question).text


def test_a_value_of_another_row_does_not_answer(open_reports: OpenReports) -> None:
    assert ask(open_reports(bodies=BODIES), "나루환경공단 자본금은 얼마인가요?").status == "not_found"


PURSES = "새솔시 업무보고 2031년\n\n□ 나루 혁신숲 조성 ▹ 총 530억원\n\n(단위 : 백만원)\n구 분 │ 총사업비 │ ’31년\n{}"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("계 │ 53,000 │ 9,000\n국 비 │ 19,050 │ 5,000\n시 비 │ 33,950 │ 4,000\n", "19,050백만원"),
        ("계 │ 53,000 │ 9,000\n시 비 │ 33,950 │ 4,000\n민 간 │ 19,050 │ 5,000\n", "찾지 못했습니다"),
    ],
)
def test_a_sum_is_not_told_for_a_share_of_it(rows: str, told: str, open_reports: OpenReports) -> None:
    assert told in ask(open_reports(report=PURSES.format(rows)), "나루 혁신숲 조성 국비는 총 얼마야?").text


def test_a_total_is_told_where_only_the_column_is_asked_for(open_reports: OpenReports) -> None:
    rows = "계 │ 53,000 │ 9,000\n국 비 │ 19,050 │ 5,000\n시 비 │ 33,950 │ 4,000\n"
    answer = ask(open_reports(report=PURSES.format(rows)), "나루 혁신숲 조성 총사업비 알려줘")
    assert "53,000백만원" in answer.text or "530억원" in answer.text


def test_a_lone_row_below_a_sentence_is_no_list(open_reports: OpenReports) -> None:
    page = "새솔시 업무보고\n\n□ 키오스크가 어려운 어르신을 위한 배움책 보급(나루노인회 협력)\n\n4 │ │ 새 일터 만들기\n"
    answer = ask(open_reports(report=page), "어르신 배움책은 어느 단체와 함께 보급해?")
    assert "나루노인회" in answer.text
    assert "새 일터" not in answer.text


def test_what_something_is_compared_with_is_not_asked_for(open_reports: OpenReports) -> None:
    page = """<!doctype html><html><body><h1>새솔국 업무보고</h1><p>□ 인력현황</p><table>
<tr><td>구 분</td><td>계</td><td>6급</td><td>7급</td></tr><tr><td>정 원</td><td>31</td><td>16</td><td>15</td></tr>
<tr><td>현 원</td><td>26</td><td>9</td><td>17</td></tr><tr><td>과부족</td><td>△5</td><td>△7</td><td>2</td></tr>
</table></body></html>"""
    opened = open_reports(staff=page)
    assert "6급의 과부족은 △7명입니다." in ask(opened, "6급은 정원에 비해 과부족이 몇 명이야?").text
    assert "16명" in ask(opened, "6급 정원은 몇 명이야?").text


FUNDS = """새솔시 업무보고 2031년

□ 나루펀드 조성안

구분(단위 : 억원) │  │ ’31년 │ ’32년 │ 합계
모나루펀드 │ 은행 │ 350 │ 350 │ 700
 │ 새솔시* │ 50 │ 50 │ 100

* 새솔시는 10% 이상 출자

□ 나루기금 (단위 : 억원)

기금명 │ 설치 │ 2031년 │ 존속기한
가람기금 │ 2012 │ 1,053 │ 2038.12.31.
다온기금 │ 2019 │ 87 │ 2039.12.31.
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("나루펀드에 새솔시가 넣는 돈은 합계가 얼마야?", "100억원"),
        ("가람기금은 언제 설치됐어?", "2012입니다"),
        ("가람기금 존속기한은 언제까지야?", "2038.12.31.입니다"),
        ("가람기금 2031년 규모는?", "1,053억원"),
    ],
)
def test_a_unit_of_a_header_is_of_amounts_and_of_no_date(question: str, told: str, open_reports: OpenReports) -> None:
    answer = open_reports(report=FUNDS).answerer.answer(question)
    assert told in answer.text
    assert answer.values_grounded
