"""A list whose entries are repeated as headings further down is one of contents: its entries head nothing."""

import pytest

from ingest.outline import read_outline

HEADINGS = "1. 나룻배\n□ 개요\n○ 세 척\n2. 여울목\n□ 개요\n○ 두 곳\n"


def heading_of(words: str, text: str) -> list[str]:
    """What the blocks with these words hang under, "" for the top."""
    nodes = read_outline(text).nodes
    said = [text[node.start : node.end] for node in nodes]
    return ["" if node.parent is None else said[node.parent] for node in nodes if said[node.number] == words]


@pytest.mark.parametrize("entries", ["- 나룻배\n- 여울목\n", "- 나 룻 배\n- 여 울 목\n"])
def test_headings_stand_beside_the_list_of_them(entries: str) -> None:
    text = f"Ⅰ. 현황\n□ 나루\n- 한 곳\n- 두 곳\nⅡ. 계획\n{entries}{HEADINGS}"
    assert {*heading_of("나룻배", text), *heading_of("나 룻 배", text)} == {"계획"}
    assert {*heading_of("여울목", text), *heading_of("여 울 목", text)} == {"계획"}


def test_a_list_may_be_numbered_as_the_parts_of_the_report_are() -> None:
    listed = "Ⅰ. 나룻배\nⅡ. 여울목\n"
    text = f"Ⅰ. 현황\n□ 나루\n○ 한 곳\nⅡ. 계획\n{listed}추진 전략\n{listed}{HEADINGS}Ⅲ. 현안\n□ 물길\n"
    assert heading_of("나룻배", text)[-1] == heading_of("여울목", text)[-1] == "계획"
    assert heading_of("세 척", text) == ["개요"]
    assert heading_of("현안", text) == [""]


def test_a_list_that_is_repeated_in_another_part_only_is_none_of_contents() -> None:
    text = f"Ⅰ. 요약\n□ 과제\n- 나룻배\n- 여울목\nⅡ. 계획\n{HEADINGS}"
    assert heading_of("나룻배", text) == ["과제", "계획"]


def test_a_list_of_which_one_entry_only_is_repeated_is_none_of_contents() -> None:
    text = f"Ⅰ. 현황\n□ 나루\n- 하나\nⅡ. 계획\n□ 과제\n- 나룻배\n- 물길\n{HEADINGS}"
    assert heading_of("나룻배", text)[0] == "과제"
