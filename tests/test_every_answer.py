"""What holds for every answer, whatever is asked: its quotes are verbatim, its values proved, it is streamed whole.

Items are named by their id only: nobody who mends mundap should read what the sealed ones ask.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.bootstrap import make_service
from api.conversations import Conversations
from api.service import Service
from api.settings import Settings
from eval.dataset import Item, read_items
from eval.measures import judge
from eval.spans import Units

_BRACKETED_NUMBER = re.compile(r"\[[^\[\]]*\d[^\[\]]*\]")
_MARK = re.compile(r"\[([1-9][0-9]*)\]")


def faults(body: dict[str, Any], texts: dict[str, str]) -> list[str]:
    """What is wrong with an answer as it goes over the wire; [] for a sound one."""
    marks = [int(mark) for mark in _MARK.findall(body["answer"])]
    numbers = list(range(1, len(body["citations"]) + 1))
    found = {
        "citations not verified": not body["checks"]["citations_verified"],
        "values not grounded": not body["checks"]["values_grounded"],
        "marks are not 1 to n": list(dict.fromkeys(marks)) != numbers,
        "citations are not numbered 1 to n": [citation["number"] for citation in body["citations"]] != numbers,
        "another number in brackets": len(_BRACKETED_NUMBER.findall(body["answer"])) != len(marks),
        "a quote is not verbatim": any(
            not c["quote"] or texts[c["document_id"]][c["start"] : c["end"]] != c["quote"] for c in body["citations"]
        ),
        "answered without a citation": body["status"] == "answered" and not body["citations"],
        "nothing said": not body["answer"].strip(),
    }
    return [fault for fault, is_so in found.items() if is_so]


def asked(item: Item, service: Service) -> Iterator[tuple[str, dict[str, Any]]]:
    """The answers to an item's turns, asked one after the other in one conversation, each with its turn's id."""
    conversation: str | None = None
    for number, turn in enumerate(item.turns, start=1):
        name = f"{item.id} turn {number}"
        try:
            told = list(service.reply(turn.question, conversation).events())
        except Exception as error:
            # A traceback would show the question.
            pytest.fail(f"{name}: {type(error).__name__}", pytrace=False)
        body = told[-1].data
        conversation = body["conversation_id"]
        streamed = "".join(event.data["text"] for event in told if event.name == "delta")
        assert streamed == body["answer"], f"{name} is not streamed whole"
        yield name, body
    if conversation:
        service.forget(conversation)


def test_every_answer_over_the_corpus_is_sound(service: Service) -> None:
    texts = {about["document_id"]: service.document_text(about["document_id"]) for about in service.documents()}
    answers = [answer for item in read_items(split="all") for answer in asked(item, service)]
    unsound = [f"{name}: {fault}" for name, body in answers for fault in faults(body, texts)]
    answered = sum(body["status"] == "answered" for _, body in answers)
    assert unsound == []
    assert len(answers) >= 300
    assert answered > len(answers) / 2, "or it would say little about answers"


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d[\d,.]*\d|\d", _MARK.sub("", text)))


@pytest.mark.parametrize("model", ["liar", "cunning"])
def test_no_wrong_number_of_a_lying_model_reaches_the_asker(
    model: str, service: Service, settings: Settings, chat_server: Any, tmp_path: Path
) -> None:
    own = {"llm": f"openai:{model}", "llm_base_url": chat_server.address, "llm_api_key": "key"}
    lying = make_service(
        Settings(**{**settings.model_dump(), **own}), conversations=Conversations(tmp_path / "c.sqlite3", keep_days=1)
    )
    units = Units({about["source"]: service.document_text(about["document_id"]) for about in service.documents()})
    wrong = []
    for item in read_items(split="all"):
        told, extracted = ([body for _, body in asked(item, one)] for one in (lying, service))
        pairs = list(zip(told, extracted, strict=True))
        invented = any(not numbers(one["answer"]) <= numbers(other["answer"]) for one, other in pairs)
        right, was_right = (judge(item, bodies, [], [0.0], units).right for bodies in (told, extracted))
        wrong += [item.id] if invented or right < was_right else []
    assert wrong == []
    assert len(chat_server.asked) > 100, "or the model was hardly asked"


SOUND: dict[str, Any] = {
    "status": "answered",
    "answer": "가람숲의 위치는 가람로입니다. [1]\n새솔의 위치는 나루로입니다. [2]",
    "citations": [
        {"number": 1, "document_id": "doc", "start": 0, "end": 3, "quote": "가람로"},
        {"number": 2, "document_id": "doc", "start": 4, "end": 7, "quote": "나루로"},
    ],
    "checks": {"citations_verified": True, "values_grounded": True},
}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param({}, [], id="sound"),
        pytest.param({"answer": "가람로 [1]와 나루로 [2], 다시 가람로 [1]"}, [], id="a mark said twice"),
        pytest.param({"answer": "가람로 [1]"}, ["marks are not 1 to n"], id="a citation that nothing refers to"),
        pytest.param({"answer": "가람로 [1] [2] [3]"}, ["marks are not 1 to n"], id="a mark without a citation"),
        pytest.param({"answer": "가람로 [2] [1]"}, ["marks are not 1 to n"], id="marks out of order"),
        pytest.param({"answer": "가람로[12-3] [1] [2]"}, ["another number in brackets"], id="a number in brackets"),
        pytest.param({"answer": "가람로[ 1 ] [1] [2]"}, ["another number in brackets"], id="a mark with blanks"),
        pytest.param(
            {"checks": {"citations_verified": False, "values_grounded": False}},
            ["citations not verified", "values not grounded"],
            id="checks that failed",
        ),
        pytest.param(
            {"answer": "가람로입니다.", "citations": []}, ["answered without a citation"], id="nothing cited"
        ),
        pytest.param({"answer": " ", "citations": [], "status": "not_found"}, ["nothing said"], id="nothing said"),
    ],
)  # fmt: skip
def test_an_answer_that_is_not_sound_is_told(change: dict[str, Any], fault: list[str]) -> None:
    assert faults(SOUND | change, {"doc": "가람로 나루로"}) == fault


def test_a_quote_that_the_document_does_not_print_there_is_told() -> None:
    assert faults(SOUND, {"doc": "가람로, 다온로"}) == ["a quote is not verbatim"]
