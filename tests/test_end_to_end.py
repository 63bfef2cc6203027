"""From the file in corpus/ to an answer with its proof: the real report, kss, Kiwi, Chroma and the bundled model."""

import pytest

from api.service import Service
from api.settings import Settings
from eval.dataset import read_items
from eval.runner import run
from eval.services import LocalService
from eval.spans import Units
from eval.summary import summarise
from ingest.documents import Document

KNOWN = [
    ("직무캠프 소요예산이 얼마야?", "4,000백만원(40억원)", "소요예산 : 4,000백만원(‘21년 청년자율예산)"),
    ("로봇과학관은 언제 문 열어?", "’23. 7월", "준공 및 개관 : ’23. 7월"),
    ("서울창업허브 창동은 어디에 있나요?", "마들로13길 84", "위 치 : 도봉구 마들로13길 84 (창동 아우르네)"),
    ("라키비움이 뭐예요?", "복합문화공간", "라키비움(Larchiveum) : 도서관(library)+기록관(archives)+박물관(museum)"),
    ("관악 창업센터는 누가 운영해?", "한국능률협회", "운영방식 : 민간위탁(한국능률협회"),
]


@pytest.mark.parametrize(("question", "value", "quote"), KNOWN, ids=[question for question, _, _ in KNOWN])
def test_a_known_fact_is_answered_with_the_sentence_that_says_so(
    service: Service, report: Document, question: str, value: str, quote: str
) -> None:
    body = service.ask(question)
    assert body["status"] == "answered"
    assert value in body["answer"]
    assert body["citations"][0]["quote"].startswith(quote)
    assert body["checks"] == {"citations_verified": True, "values_grounded": True}
    for citation in body["citations"]:
        assert report.text[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.parametrize("question", ["직무캠프 기숙사는 몇 명이 쓸 수 있어?", "2030년 직무캠프 예산은 얼마야?"])
def test_what_the_report_does_not_say_is_refused(service: Service, question: str) -> None:
    assert service.ask(question)["status"] == "not_found"


def test_every_suggestion_is_answered(service: Service) -> None:
    suggestions = service.suggestions()
    assert len(suggestions) >= 10
    assert {service.ask(question)["status"] for question in suggestions} == {"answered"}


def test_the_evaluation_runs_over_the_service_that_is_served(
    service: Service, settings: Settings, report: Document
) -> None:
    items = read_items(split="dev")
    records = list(run(items, LocalService(service, settings), Units({report.source: report.text})))
    measures = summarise(records)
    assert len(records) == len(items) >= 150
    assert {"accuracy", "refusal-recall", "citation-recall", "R@5", "latency-p50-ms"} <= measures.keys()
    assert 0 < measures["accuracy"].value <= 1
