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
