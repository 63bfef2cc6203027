"""The known facts: what a file of items must look like, and that the shipped ones are true of the shipped report."""

import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from eval.checking import oddities
from eval.dataset import Category, Difficulty, Item, SecondReading, Span, Style, Turn, read_items, read_split
from eval.errors import EvaluationMisused, ItemsBroken
from ingest.documents import Document

SPAN: dict[str, Any] = {"source": "garam.txt", "start": 100, "end": 115, "quote": "소요예산 : 4,000백만원"}
QUESTION: dict[str, Any] = {
    "question": "가람숲 도서관 예산은 얼마인가요?",
    "expect": "answered",
    "gold": "40억원",
    "accept": [["40억", "4,000백만원"]],
    "forbid": ["65,000천원"],
    "evidence": [SPAN],
}
REFUSED: dict[str, Any] = QUESTION | {"expect": "not_found", "accept": [], "forbid": [], "evidence": []}
FACETS: dict[str, Any] = {"id": "t001", "category": "budget", "style": "formal", "difficulty": "easy", "split": "dev"}
ITEM = FACETS | QUESTION
UNANSWERABLE: dict[str, Any] = {"category": "unanswerable", "expect": "not_found"}
DIALOGUE = FACETS | {"category": "dialogue", "turns": [QUESTION, REFUSED | {"question": "그럼 열람석은 몇 개야?"}]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "facts.jsonl"


def write(path: Path, *lines: object) -> Path:
    """A file of items; what is not text already is written as JSON."""
    text = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path


def without(item: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != field}


# Any file


def test_a_line_that_asks_one_question_is_a_dialogue_of_one_turn(path: Path) -> None:
    (item,) = read_items([write(path, ITEM)])
    turn = Turn(
        question="가람숲 도서관 예산은 얼마인가요?",
        expect="answered",
        gold="40억원",
        accept=(("40억", "4,000백만원"),),
        forbid=("65,000천원",),
        evidence=(Span("garam.txt", 100, 115, "소요예산 : 4,000백만원"),),
    )
    assert item == Item("t001", "budget", "formal", "easy", (turn,), "dev")
    assert read_items([write(path, FACETS | {"turns": [QUESTION]})]) == [item]


def test_what_a_line_need_not_say_is_empty(path: Path) -> None:
    (item,) = read_items([write(path, ITEM)])
    (turn,) = item.turns
    assert (turn.alternatives, turn.asks_list, turn.calculation) == ((), False, "")
    assert item.second_reading is None


def test_what_a_line_may_say_besides_is_read(path: Path) -> None:
    besides = {
        "alternatives": [SPAN | {"start": 200, "end": 215}],
        "asks_list": True,
        "calculation": "20억 + 20억",
        "second_reading": {"verdict": "changed", "note": "값을 고침"},
    }
    (item,) = read_items([write(path, ITEM | besides)])
    (turn,) = item.turns
    assert turn.alternatives == (Span("garam.txt", 200, 215, "소요예산 : 4,000백만원"),)
    assert (turn.asks_list, turn.calculation) == (True, "20억 + 20억")
    assert item.second_reading == SecondReading("changed", "값을 고침")


def test_a_dialogue_keeps_its_turns_in_order_and_asks_the_first_first(path: Path) -> None:
    (item,) = read_items([write(path, DIALOGUE)])
    assert [turn.question for turn in item.turns] == ["가람숲 도서관 예산은 얼마인가요?", "그럼 열람석은 몇 개야?"]
    assert [turn.expect for turn in item.turns] == ["answered", "not_found"]
    assert item.question == "가람숲 도서관 예산은 얼마인가요?"


def test_blank_lines_are_no_items(path: Path) -> None:
    assert len(read_items([write(path, "", ITEM, "  ", ITEM | {"id": "t002"})])) == 2


def test_a_line_ends_where_json_lines_end(path: Path) -> None:
    (item,) = read_items([write(path, ITEM | {"question": "가람숲 도서관\u2028예산은 얼마인가요?"})])
    assert item.question == "가람숲 도서관\u2028예산은 얼마인가요?"


def test_several_files_are_read_in_the_order_given(path: Path, tmp_path: Path) -> None:
    more = write(tmp_path / "a_more.jsonl", ITEM | {"id": "t002"})
    assert [item.id for item in read_items([write(path, ITEM), more])] == ["t001", "t002"]


def test_a_split_is_read_alone(path: Path) -> None:
    write(path, ITEM, ITEM | {"id": "t002", "split": "sealed"})
    assert [item.id for item in read_items([path], "dev")] == ["t001"]
    assert [item.id for item in read_items([path], "sealed")] == ["t002"]
    assert (
        [item.id for item in read_items([path], "all")] == [item.id for item in read_items([path])] == ["t001", "t002"]
    )


@pytest.mark.parametrize("split", ["dev", "sealed", "all"])
def test_a_split_is_known_by_its_name(split: str) -> None:
    assert read_split(split) == split


@pytest.mark.parametrize("split", ["", "Dev", "test"], ids=["none", "in capitals", "another"])
def test_an_unknown_split_is_refused_with_those_there_are(split: str) -> None:
    with pytest.raises(EvaluationMisused, match=rf"--split {split}: 없는 이름입니다\. dev, sealed, all 가운데"):
        read_split(split)


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "t002", ',
        "예산은 얼마인가요?",
        "[" * 100_000,
        "[]",
        "7",
        "null",
        without(ITEM, "gold"),
        ITEM | {"id": "t002", "note": "더 있는 항목"},
        ITEM | {"id": "t002", "turns": [QUESTION]},
        ITEM | {"id": 2},
        ITEM | {"id": "t002", "accept": None},
        ITEM | {"id": "t002", "accept": ["40억"]},
        ITEM | {"id": "t002", "forbid": "65,000천원"},
        ITEM | {"id": "t002", "asks_list": "아마도"},
        ITEM | {"id": "t002", "evidence": [{"start": 1}]},
        ITEM | {"id": "t002", "evidence": ["소요예산"]},
        ITEM | {"id": "t002", "evidence": [SPAN | {"page": 3}]},
        ITEM | {"id": "t002", "second_reading": {"verdict": "kept"}},
        FACETS | {"id": "t002", "turns": {}},
        FACETS | {"id": "t002", "turns": [QUESTION | {"id": "t003"}]},
    ],
    ids=[
        "cut off",
        "no JSON",
        "nested without end",
        "a list",
        "a number",
        "null",
        "field missing",
        "field unknown",
        "a question beside turns",
        "a number for an id",
        "no values",
        "a value for a group of values",
        "a value for several",
        "neither yes nor no",
        "half a span",
        "a quote for a span",
        "more than a span",
        "half a second reading",
        "turns that are no list",
        "an id for a turn",
    ],
)
def test_a_malformed_line_is_named_with_its_file(line: object, path: Path) -> None:
    with pytest.raises(ItemsBroken, match=r"facts\.jsonl 3행: "):
        read_items([write(path, ITEM, "", line)])


@pytest.mark.parametrize("field", [*FACETS, *QUESTION])
def test_a_missing_field_is_named(field: str, path: Path) -> None:
    with pytest.raises(ItemsBroken, match=rf"\b{field} 항목이 빠졌습니다\..*SCHEMA\.md"):
        read_items([write(path, without(ITEM, field))])


@pytest.mark.parametrize(
    "line",
    [
        ITEM | {"note": "더"},
        ITEM | {"evidence": [SPAN | {"note": "더"}]},
        FACETS | {"turns": [QUESTION | {"note": "더"}]},
    ],
    ids=["of an item", "of a span", "of a turn"],
)
def test_an_unknown_field_is_named(line: dict[str, Any], path: Path) -> None:
    with pytest.raises(ItemsBroken, match=r"\bnote: 모르는 항목입니다"):
        read_items([write(path, line)])


@pytest.mark.parametrize(
    ("field", "known"),
    [
        ("category", get_args(Category)),
        ("style", get_args(Style)),
        ("difficulty", get_args(Difficulty)),
        ("split", ("dev", "sealed")),
        ("expect", ("answered", "not_found")),
    ],
    ids=["category", "style", "difficulty", "split", "expect"],
)
def test_an_unknown_value_is_told_with_those_there_are(field: str, known: tuple[str, ...], path: Path) -> None:
    with pytest.raises(ItemsBroken, match=rf"facts\.jsonl 1행: .*\b{field}: 쓸 수 없는 값입니다\(“all”\)") as told:
        read_items([write(path, ITEM | {field: "all"})])
    assert [value for value in known if f"'{value}'" not in str(told.value)] == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (FACETS | {"turns": []}, "turns가 비어"),
        (ITEM | {"category": "dialogue"}, "둘 이상"),
        (FACETS | {"category": "dialogue", "turns": [QUESTION]}, "둘 이상"),
        (FACETS | {"turns": [QUESTION, QUESTION]}, "둘 이상"),
        (ITEM | {"id": ""}, "id가 비어"),
        (ITEM | {"id": " "}, "id가 비어"),
        (ITEM | {"category": "unanswerable"}, "unanswerable이면 expect가 not_found"),
        (FACETS | REFUSED, "unanswerable이면 expect가 not_found"),
        (ITEM | {"question": ""}, "question이 비어"),
        (ITEM | {"question": " \n"}, "question이 비어"),
        (ITEM | {"question": "…?!"}, "question이 비어"),
        (DIALOGUE | {"turns": [QUESTION, QUESTION | {"question": " "}]}, "question이 비어"),
        (DIALOGUE | {"turns": [QUESTION, QUESTION | {"question": "?"}]}, "question이 비어"),
        (ITEM | {"evidence": []}, "accept와 evidence"),
        (ITEM | {"accept": []}, "accept와 evidence"),
        (ITEM | {"accept": [["40억"], []]}, "accept와 evidence"),
        (ITEM | UNANSWERABLE, "accept와 evidence"),
        (ITEM | UNANSWERABLE | {"accept": []}, "accept와 evidence"),
        (ITEM | UNANSWERABLE | {"evidence": []}, "accept와 evidence"),
        (ITEM | UNANSWERABLE | {"accept": [[]], "evidence": []}, "accept와 evidence"),
        (DIALOGUE | {"turns": [QUESTION, REFUSED | {"expect": "answered"}]}, "accept와 evidence"),
        (ITEM | {"accept": [["40억"], ["4,000백만원", " "]]}, "빈 값"),
        (ITEM | {"forbid": ["65,000천원", ""]}, "빈 값"),
        (ITEM | {"evidence": [SPAN, SPAN | {"quote": "────"}]}, "글자가 없는 근거"),
        (ITEM | {"alternatives": [SPAN | {"quote": ""}]}, "글자가 없는 근거"),
    ],
    ids=[
        "no turns",
        "a question for a dialogue",
        "a dialogue of one turn",
        "two turns without a dialogue",
        "nothing for an id",
        "white space for an id",
        "unanswerable but answered",
        "not found but of another category",
        "nothing asked",
        "white space asked",
        "no letter asked",
        "nothing asked in the second turn",
        "no letter asked in the second turn",
        "answered without evidence",
        "answered without values",
        "answered with an empty group of values",
        "not found with values and evidence",
        "not found with evidence",
        "not found with values",
        "not found with an empty group of values",
        "a second turn answered without anything",
        "white space for a value",
        "nothing for a forbidden value",
        "evidence without letters",
        "an alternative without letters",
    ],
)
def test_a_line_that_contradicts_itself_is_named_with_its_id(line: dict[str, Any], problem: str, path: Path) -> None:
    with pytest.raises(ItemsBroken, match=rf"facts\.jsonl 2행 {line['id']}: .*{problem}"):
        read_items([write(path, "", line)])


def test_an_id_may_be_used_once(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ItemsBroken, match="t001"):
        read_items([write(path, ITEM, ITEM | {"split": "sealed"})], "dev")
    with pytest.raises(ItemsBroken, match="t001"):
        read_items([write(path, ITEM), write(tmp_path / "more.jsonl", ITEM)])


@pytest.mark.parametrize("data", [None, b"\xff\xfe{}"], ids=["missing", "not UTF-8"])
def test_a_file_that_cannot_be_read_is_named(data: bytes | None, path: Path) -> None:
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ItemsBroken, match=r"facts\.jsonl: .*읽을 수 없습니다"):
        read_items([path])


# The shipped items. Only ids are asserted on, so that a failure does not show the question of a sealed item.


@cache
def shipped() -> list[Item]:
    """Not a fixture: pytest shows the arguments of a test that fails, and of what it calls."""
    try:
        return read_items()
    except ItemsBroken as error:
        place = str(error).partition("행")[0]
    pytest.fail(f"broken: {place}", pytrace=False)


def ids_where(holds: Callable[[Item], bool]) -> list[str]:
    """The ids of the shipped items of which something holds."""
    return [item.id for item in shipped() if holds(item)]


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        (lambda item: True, 310),
        (lambda item: item.category not in ("unanswerable", "false_premise", "dialogue"), 210),
        (lambda item: item.category == "unanswerable", 60),
        (lambda item: item.category == "false_premise", 15),
        (lambda item: item.category == "dialogue", 25),
    ],
    ids=["all", "answerable", "unanswerable", "false premise", "dialogue"],
)
def test_there_are_enough_items_of_every_kind(kind: Callable[[Item], bool], least: int) -> None:
    assert len(ids_where(kind)) >= least


def test_what_cannot_be_answered_is_a_category_of_its_own() -> None:
    refused = ids_where(lambda item: len(item.turns) == 1 and item.turns[0].expect == "not_found")
    assert refused == ids_where(lambda item: item.category == "unanswerable")


def test_a_dialogue_has_two_to_four_turns() -> None:
    assert ids_where(lambda item: item.category == "dialogue" and not 2 <= len(item.turns) <= 4) == []


@pytest.mark.parametrize("category", get_args(Category))
def test_about_half_of_a_category_is_sealed(category: str) -> None:
    dev = len(ids_where(lambda item: item.category == category and item.split == "dev"))
    sealed = len(ids_where(lambda item: item.category == category and item.split == "sealed"))
    assert dev > 0
    assert abs(dev - sealed) <= 2


@pytest.mark.parametrize(
    ("style", "percent"), [("formal", 35), ("colloquial", 30), ("keywords", 15), ("paraphrase", 15), ("typo", 5)]
)
def test_the_styles_keep_their_shares(style: str, percent: int) -> None:
    styles = Counter(item.style for item in shipped())
    assert 100 * styles[style] / styles.total() == pytest.approx(percent, abs=3)


def test_every_item_was_read_a_second_time() -> None:
    assert ids_where(lambda item: not (item.second_reading and item.second_reading.note.strip())) == []


def test_every_span_is_its_quote_in_the_report(report: Document) -> None:
    def is_wrong(span: Span) -> bool:
        return span.source != report.source or span.start < 0 or report.text[span.start : span.end] != span.quote

    spans = {item.id: [s for turn in item.turns for s in (*turn.evidence, *turn.alternatives)] for item in shipped()}
    assert [name for name, own in spans.items() if any(is_wrong(span) for span in own)] == []


def test_no_two_items_ask_the_same() -> None:
    asked: dict[str, list[str]] = {}
    for item in shipped():
        if len(item.turns) == 1:
            letters = "".join(c for c in item.question.casefold() if c.isalnum())
            asked.setdefault(letters, []).append(item.id)
    assert [ids for ids in asked.values() if len(ids) > 1] == []


def test_nothing_is_odd_about_an_item() -> None:
    assert list(oddities(shipped())) == []


def test_a_question_names_a_missing_field_without_a_turn(path: Path) -> None:
    line = {name: value for name, value in ITEM.items() if name != "gold"}
    with pytest.raises(ItemsBroken, match="1행: gold 항목이 빠졌습니다"):
        read_items([write(path, line)])


def test_a_byte_order_mark_is_no_part_of_the_first_item(path: Path) -> None:
    path.write_text(json.dumps(ITEM, ensure_ascii=False), encoding="utf-8-sig")
    assert [item.id for item in read_items([path])] == [ITEM["id"]]
