"""What is indexed: sentences of at most 600 characters, each with the heading path above it."""

from collections.abc import Callable

from ingest.documents import Document, read_document
from ingest.outline import read_outline
from ingest.passages import Passage, outline_of, read_passages
from ingest.sentences import Splitter

LONGEST = 600
PROGRAMME = """\
Ⅱ. 주요 업무 추진계획
1. 텃밭  조성
□ 사업개요
○ 운영규모 : 21개소
 － 직영 9개소, 위탁 12개소
※ 허위 제출 시 신청 제한
○ 분양대상 : 시민
2. 먹거리 순환
□ 추진배경
"""


def cut_at(mark: str) -> Splitter:
    """A stand-in for kss that cuts at every ``mark``."""
    return lambda block: [piece for piece in block.replace(mark, f"{mark}\0").split("\0") if piece.strip()]


def passages_of(text: str, split: Callable[[str], list[str]]) -> list[Passage]:
    document = read_document(text.encode(), source="보고.txt", title="보고")
    passages = read_passages(document, split)
    assert all(document.text[passage.start : passage.end] == passage.text for passage in passages)
    return passages


def section_of(words: str, split: Splitter) -> tuple[str, ...]:
    [passage] = [passage for passage in passages_of(PROGRAMME, split) if passage.text == words]
    return passage.section


def test_a_passage_carries_the_headings_above_it(whole_split: Splitter) -> None:
    programme = ("Ⅱ. 주요 업무 추진계획", "1. 텃밭 조성")
    assert section_of("운영규모 : 21개소", whole_split) == (*programme, "사업개요")
    assert section_of("직영 9개소, 위탁 12개소", whole_split) == (*programme, "사업개요", "운영규모 : 21개소")
    assert section_of("분양대상 : 시민", whole_split) == (*programme, "사업개요")
    assert section_of("추진배경", whole_split) == ("Ⅱ. 주요 업무 추진계획", "2. 먹거리 순환")
    assert section_of("주요 업무 추진계획", whole_split) == ()


def test_a_passage_knows_what_kind_of_block_it_is_of_and_what_is_above(whole_split: Splitter) -> None:
    found = {passage.text: passage for passage in passages_of(PROGRAMME, whole_split)}
    remark, item = found["허위 제출 시 신청 제한"], found["직영 9개소, 위탁 12개소"]
    assert (remark.kind, item.kind) == ("note", "item")
    assert remark.parent == item.node
    assert found["주요 업무 추진계획"].parent is None


def test_a_sentence_of_600_characters_is_one_passage(whole_split: Splitter) -> None:
    words = "가" * LONGEST
    assert [passage.text for passage in passages_of(f"○ {words}", whole_split)] == [words]


def test_a_sentence_of_2000_characters_is_cut_between_words(whole_split: Splitter) -> None:
    words = [f"낱말{number:05}" for number in range(250)]
    passages = passages_of("○ " + " ".join(words), whole_split)
    assert max(len(passage.text) for passage in passages) <= LONGEST
    assert len(passages) == 4
    assert [word for passage in passages for word in passage.text.split()] == words


def test_a_word_longer_than_a_passage_is_cut_and_nothing_is_lost(whole_split: Splitter) -> None:
    word = "".join(chr(ord("가") + number) for number in range(1500))
    passages = passages_of(f"○ {word}", whole_split)
    assert [len(passage.text) for passage in passages] == [LONGEST, LONGEST, 300]
    assert "".join(passage.text for passage in passages) == word


def test_pieces_of_a_cut_sentence_are_pieces_of_the_same_sentence(whole_split: Splitter) -> None:
    passages = passages_of("○ " + "낱말 " * 400, whole_split)
    assert len(passages) > 1
    assert {(passage.node, passage.sentences) for passage in passages} == {(0, (0,))}


def test_a_fragment_joins_the_sentence_before_it() -> None:
    passages = passages_of("○ 식당은 하루 두 끼를 낸다. 무료. 무휴. 상담실은 예약 없이 쓴다.", cut_at("."))
    assert [(passage.text, passage.sentences) for passage in passages] == [
        ("식당은 하루 두 끼를 낸다. 무료. 무휴.", (0, 1, 2)),
        ("상담실은 예약 없이 쓴다.", (3,)),
    ]


def test_a_fragment_does_not_join_another_bullet(whole_split: Splitter) -> None:
    passages = passages_of("○ 식당은 하루 두 끼를 낸다.\n○ 무료\n○ 무휴", whole_split)
    assert [passage.text for passage in passages] == ["식당은 하루 두 끼를 낸다.", "무료", "무휴"]


def test_passages_are_numbered_in_the_order_of_the_text(report: Document, whole_split: Splitter) -> None:
    passages = read_passages(report, whole_split)
    assert [passage.number for passage in passages] == list(range(len(passages)))
    assert len({passage.id for passage in passages}) == len(passages)
    assert {passage.document_id for passage in passages} == {report.id}


def test_every_sentence_of_the_report_is_in_a_passage(report: Document) -> None:
    used = [number for passage in read_passages(report, cut_at(". ")) for number in passage.sentences]
    assert sorted(set(used)) == list(range(max(used) + 1))


def test_the_outline_is_had_back_from_the_passages_made_of_it(report: Document, whole_split: Splitter) -> None:
    programme = read_document(PROGRAMME.encode(), source="보고.txt", title="보고")
    notes = read_document("# 누림과\n\n## 사업\n\n- 예산 : 3억원\n- 위치 : 누림로 7\n".encode(), source="누림.md")
    annex = read_document("Ⅰ. 현황\n□ 나루\n\n붙임 나루터 정비계획 및\n향후 계획\n□ 근거\n".encode(), source="붙임.txt")
    for document in (report, programme, notes, annex):
        outline = read_outline(document.text, document.whole_lines, document.pages)
        assert outline_of(document, read_passages(document, whole_split)) == outline


def test_a_ruled_row_is_cut_only_where_it_is_too_long_for_a_passage() -> None:
    def rows(text: str) -> list[str]:
        return [passage.text for passage in passages_of(text, cut_at(".")) if passage.kind == "row"]

    table = "구 분 │ 내 용\n나루과 │ {}\n다온과 │ 없음\n"
    assert rows(table.format("배를 손질한다. 둑을 높인다.")) == [
        "나루과 │ 배를 손질한다. 둑을 높인다.",
        "다온과 │ 없음",
    ]
    assert len(rows(table.format("배를 손질하고 둑을 높인다. " * 50))) > len(("나루과", "다온과"))
