"""The glossary."""

from collections.abc import Callable

import pytest

from api.guide.guide import read_guide
from api.guide.model import Guide
from api.live import OpenIndex

OpenReports = Callable[..., OpenIndex]


def test_a_footnote_explains_its_term(guide: Guide) -> None:
    assert [(term.name, term.meaning) for term in guide.terms] == [("누림뜰", "새내기 창업가가 함께 쓰는 작업 공간")]


def test_a_headed_definition_of_the_committed_report_is_read_from_the_bullet_below(real_guide: Guide) -> None:
    meanings = {term.name: term for term in real_guide.terms}
    assert "정의" not in "".join(meanings)
    assert meanings["사회적농업"].meaning in " ".join(meanings["사회적농업"].citation.quote.split())


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("○ 누림채권* 정리\n* 누림채권 : 함께 갚기로 한 돈을 관리하는 제도", ["누림채권"]),
        ("○ 누림채권 정리\n※ 모집분야 : 디자인, 웹개발 등 7개 사업", []),
        ("○ 누림농업이란 논과 밭에서 함께 배우고 나누는 활동을 말함", ["누림농업"]),
        ("○ (누림채무*현황) 3조원(’30년) * 누림채무=채무+빌린 것의 잔액", ["누림채무"]),
        ("○ 누림 현황 3조원(’30년) * 재정자립=세외수입+지방세수입", []),
        ("○ 혼란 없이 함께 배우고 나누는 것", []),
    ],
)
def test_only_an_explanation_makes_a_term(open_reports: OpenReports, line: str, terms: list[str]) -> None:
    opened = open_reports(one=f"Ⅰ 추진계획\n\n1 누림 사업\n\n□ 사업개요\n\n{line}\n○ 함께 나눔\n")
    guide = read_guide(opened.generation, next(iter(opened.documents)))
    assert [term.name for term in guide.terms] == terms
