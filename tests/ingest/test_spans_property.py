"""Whatever happens to a report, what is read from it are spans of its text, and no letter of it is lost."""

import random
import re
import unicodedata
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ingest.documents import Document, canonical
from ingest.outline import Outline, read_outline
from ingest.passages import MAX_PASSAGE, Passage, read_passages
from ingest.sentences import Sentence, Splitter, read_sentences

REPORT = Path(__file__).parent.parent.parent / "corpus" / "000_f64a05e83815a876.txt"
LINES = REPORT.read_text(encoding="utf-8").split("\n")
PAGE_NUMBER = re.compile(r"[-–－—]*\d{1,4}[-–－—]*")
INTRUDERS = "\x00\x07\x1b\x85\t\v\f\r\u00a0\u2028\u3000\u200b\u200d\ufeff\u00ad\u0301\ue000\uf06d\U000f0000."

Mangle = Callable[[list[str], random.Random], list[str]]


def delete_lines(lines: list[str], chance: random.Random) -> list[str]:
    return [line for line in lines if chance.random() > 0.2]


def add_blank_lines(lines: list[str], chance: random.Random) -> list[str]:
    return [each for line in lines for each in ([line, ""] if chance.random() < 0.2 else [line])]


def join_lines(lines: list[str], chance: random.Random) -> list[str]:
    return "".join(line + ("" if chance.random() < 0.2 else "\n") for line in lines).split("\n")


def swap_lines(lines: list[str], chance: random.Random) -> list[str]:
    return chance.sample(lines, len(lines))


def insert_characters(lines: list[str], chance: random.Random) -> list[str]:
    return ["".join(c + chance.choice(INTRUDERS) if chance.random() < 0.03 else c for c in line) for line in lines]


def number_pages(lines: list[str], chance: random.Random) -> list[str]:
    return [each for line in lines for each in ([line, "\f- 12 -"] if chance.random() < 0.05 else [line])]


def end_lines_as_windows_does(lines: list[str], chance: random.Random) -> list[str]:
    return [line + "\r" for line in lines]


def decompose(lines: list[str], chance: random.Random) -> list[str]:
    return [unicodedata.normalize("NFD", line) for line in lines]


MANGLES: list[Mangle] = [
    delete_lines,
    add_blank_lines,
    join_lines,
    swap_lines,
    insert_characters,
    number_pages,
    end_lines_as_windows_does,
    decompose,
]


@st.composite
def mangled_reports(draw: st.DrawFn, most_lines: int) -> str:
    """A stretch of the report after some of the accidents above."""
    first = draw(st.integers(0, len(LINES) - 1))
    lines = LINES[first : first + draw(st.integers(1, most_lines))]
    chance = random.Random(draw(st.integers(0, 2**32)))
    for mangle in draw(st.lists(st.sampled_from(MANGLES), max_size=4)):
        lines = mangle(lines, chance)
    return "\n".join(["보고", *lines])


def read(text: str) -> Document:
    return Document("doc", "보고.txt", "보고", *canonical(text))


def printed(text: str) -> str:
    """What is left of ``text`` without white space and without characters of no width."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def check_everything(document: Document, split: Splitter) -> None:
    outline = read_outline(document.text)
    check_nodes(outline)
    check_no_letter_is_lost(outline)
    check_sentences(outline, read_sentences(outline, split))
    check_passages(document, outline, read_passages(document, split))


def check_nodes(outline: Outline) -> None:
    end = 0
    for node in outline.nodes:
        assert end <= node.start < node.end <= len(outline.text), "nodes are spans, in order, and share no character"
        assert node.parent is None or node.parent < node.number
        words = outline.text[node.start : node.end]
        assert words == words.strip()
        end = node.end


def check_no_letter_is_lost(outline: Outline) -> None:
    """Every letter or digit is in a node, but for those of marks and page numbers."""
    rest = list(outline.text)
    for node in outline.nodes:
        rest[node.start : node.end] = " " * (node.end - node.start)
        mark_end = len(outline.text[: node.start].rstrip())
        mark_start = mark_end - len(node.mark)
        assert outline.text[mark_start:mark_end] == node.mark
        rest[mark_start:mark_end] = " " * len(node.mark)
    left = [line for line in "".join(rest).split("\n") if any(c.isalnum() for c in line)]
    assert [line for line in left if not PAGE_NUMBER.fullmatch(printed(line))] == []


def check_sentences(outline: Outline, sentences: list[Sentence]) -> None:
    by_node = {number: list(own) for number, own in groupby(sentences, key=lambda sentence: sentence.node)}
    assert list(by_node) == [node.number for node in outline.nodes]
    for node in outline.nodes:
        ends = [node.start, *(end for each in by_node[node.number] for end in (each.start, each.end)), node.end]
        assert ends == sorted(ends)
        gaps = [outline.text[left:right] for left, right in zip(ends[::2], ends[1::2], strict=True)]
        assert "".join(map(printed, gaps)) == "", "nothing that is printed stands between sentences"


def check_passages(document: Document, outline: Outline, passages: list[Passage]) -> None:
    end = 0
    for passage in passages:
        node = outline.nodes[passage.node]
        assert max(end, node.start) <= passage.start < passage.end <= node.end, "in order, and inside one node"
        assert document.text[passage.start : passage.end] == passage.text
        assert len(passage.text) <= MAX_PASSAGE
        end = passage.end
    indexed = printed("".join(passage.text for passage in passages))
    assert indexed == printed("".join(outline.text[node.start : node.end] for node in outline.nodes))


def test_the_report_is_read_in_spans(report: Document, whole_split: Splitter) -> None:
    check_everything(report, whole_split)


def test_the_report_is_read_in_spans_by_kss(report: Document, kss_split: Splitter) -> None:
    check_everything(report, kss_split)


@settings(derandomize=True, deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(text=mangled_reports(most_lines=250))
def test_a_mangled_report_is_read_in_spans(text: str, whole_split: Splitter) -> None:
    check_everything(read(text), whole_split)


@settings(derandomize=True, deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(text=mangled_reports(most_lines=60))
@example(text="식당을 연\u200b다. 상담실\xad은 예약 없이 쓴다.\n○\ufeff 쉼터\u200d를 연다. \u200b(’25\u200b. 3월)")
def test_a_mangled_report_is_read_in_spans_by_kss(text: str, kss_split: Splitter) -> None:
    check_everything(read(text), kss_split)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(
    lines=st.lists(
        st.text(st.sampled_from("가나다 ○－①1.)(2※①Ⅰ:구분<>\n\u200b\uf06d\u3000-"), max_size=30), max_size=12
    )
)
def test_lines_of_marks_in_any_order_are_read_in_spans(lines: list[str], whole_split: Splitter) -> None:
    check_everything(read("\n".join(["보고", *lines])), whole_split)
