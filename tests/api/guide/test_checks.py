"""The self-check."""

from collections.abc import Callable

from api.guide.checks import make_checks
from api.guide.guide import read_guide
from api.guide.model import Check, Guide
from api.live import OpenIndex
from ingest.values import read_quantities

OpenReports = Callable[..., OpenIndex]


def meanings(check: Check) -> list[object]:
    """What each option means: its won where it is money, else its words."""
    amounts = [next((q.number for q in read_quantities(option) if q.unit == "원"), None) for option in check.options]
    return [option if amount is None else amount for amount, option in zip(amounts, check.options, strict=True)]


def test_a_check_has_four_options_that_differ_in_meaning(guide: Guide, real_guide: Guide) -> None:
    for check in (*guide.checks, *real_guide.checks):
        assert len(check.options) == len(set(meanings(check))) == 4


def test_the_right_option_is_what_the_citation_states(guide: Guide, real_guide: Guide) -> None:
    for check in (*guide.checks, *real_guide.checks):
        assert check.options[check.right] in " ".join(check.citation.quote.split())


def test_the_wrong_options_are_other_programmes_values(guide: Guide) -> None:
    values = [s.value for part in guide.parts for programme in part.programmes for s in programme.statements]
    for check in guide.checks:
        for option in check.options:
            assert any(option in value for value in values)


def test_no_wrong_option_is_the_place_that_the_right_one_lies_in(guide: Guide) -> None:
    check = next(c for c in guide.checks if c.question == "푸른길 나루터 조성의 위치는 어디인가요?")
    assert "새솔시 강변 일대" not in check.options


def test_no_wrong_option_is_what_a_programme_of_the_same_name_states(open_reports: OpenReports) -> None:
    parts = [
        ("동쪽", "5억원", "장터 조성 ▹6억원"),
        ("서쪽", "7억원", "나루 조성 ▹8억원"),
        ("남쪽", "9억원", "꽃길 조성 ▹4억원"),
    ]
    report = "Ⅰ 추진계획\n\n" + "\n\n".join(
        f"{number} {side} 가꾸기\n\n□ 추진계획\n\n○ 누림뜰 운영 ▹{amount}\n- 자리를 엶\n○ {other}\n- 길을 냄"
        for number, (side, amount, other) in enumerate(parts, start=1)
    )
    opened = open_reports(one=report)
    guide = read_guide(opened.generation, next(iter(opened.documents)))
    asked = [check for check in guide.checks if check.question.startswith("누림뜰 운영")]
    assert len(asked) == 3
    for check in asked:
        assert len(set(check.options) & {"5억원", "7억원", "9억원"}) == 1


def test_the_right_option_is_not_always_at_the_same_place(real_guide: Guide) -> None:
    assert {check.right for check in real_guide.checks} == {0, 1, 2, 3}


def test_there_are_at_most_twenty_checks_from_all_over_the_report(real_guide: Guide) -> None:
    assert len(real_guide.checks) == 20
    last = max(check.citation.start for check in real_guide.checks)
    assert last > max(programme.heading.start for programme in real_guide.parts[-1].programmes[:-3])


def test_without_three_other_values_nothing_is_asked() -> None:
    assert make_checks((), {}, 2031) == ()


def checks_of(open_reports: OpenReports, programmes: str) -> tuple[Check, ...]:
    opened = open_reports(one=f"새솔시 업무보고 (’31. 4월)\n\nⅢ 주요 업무 추진계획\n\n{programmes}")
    return opened.guide(next(iter(opened.documents))).checks


def programme(number: int, name: str, *bullets: str) -> str:
    return "\n".join([f"{number} {name}\n\n□ 사업개요\n", *(f"○ {bullet}" for bullet in bullets), "○ 함께 나눔\n\n"])


def test_what_stands_under_the_same_heading_is_no_wrong_target(open_reports: OpenReports) -> None:
    targets = ["숲에 사는 모든 시민", "숲길 상인", "먼 나라 배움이", "갓 태어난 아기"]
    groups = [f"{i}. 누림 {i}단계\n\n" for i in (1, 2, 3, 4)]
    text = "".join(
        group + programme(1, f"가온 {i}호 나눔", f"지원대상 : {target}", "지원내용 : 밥")
        for i, (group, target) in enumerate(zip(groups, targets, strict=True), 1)
    ) + programme(2, "다온 나눔", "지원대상 : 바닷가 어부와 해녀", "지원내용 : 옷")
    asked = {check.question: check for check in checks_of(open_reports, text)}
    of_last = asked["다온 나눔의 지원대상은 어떻게 되나요?"]
    assert targets[-1] not in of_last.options
    assert set(of_last.options) == {*targets[:-1], "바닷가 어부와 해녀"}


def test_a_check_whose_right_option_repeats_the_question_is_not_asked(open_reports: OpenReports) -> None:
    values = {
        "솔잎 나눔": "솔잎 마을 어른",
        "들꽃 나눔": "숲길 상인",
        "물빛 나눔": "먼 나라 배움이",
        "달빛 나눔": "갓난아기와 엄마",
    }
    text = "".join(
        f"{i}. 누림 {i}단계\n\n" + programme(1, name, f"지원대상 : {value}", "지원내용 : 밥")
        for i, (name, value) in enumerate(values.items(), 1)
    )
    questions = [check.question for check in checks_of(open_reports, text)]
    assert questions == [f"{name}의 지원대상은 어떻게 되나요?" for name in list(values)[1:]]


def test_a_report_that_speaks_mostly_of_money_is_asked_for_other_things_too(open_reports: OpenReports) -> None:
    money = "".join(programme(i, f"가온 {i}호 운영", f"소요예산 : {i}억원") for i in range(1, 25))
    times = "".join(programme(i, f"다온 {i}호 운영", f"사업기간 : ’31. {i - 24}. 1. ~ 12. 31.") for i in range(25, 29))
    questions = [check.question for check in checks_of(open_reports, money + times)]
    assert len(questions) == 20
    assert sum("언제" in question for question in questions) == 4
