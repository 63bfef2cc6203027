"""What lies in Chroma: every record is one sentence of kss, or a run of neighbouring ones, and says where it stands."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.settings import Settings
from ingest.documents import Document
from ingest.outline import Outline, read_outline
from ingest.passages import MAX_PASSAGE
from ingest.sentences import Sentence, read_sentences
from retriever.build import build_index
from retriever.embedding import Embedder, load_embedder
from retriever.generation import Generation, open_generation

TWO_SENTENCES = "○ 도서관은 아침 아홉 시에 문을 엽니다. 저녁에는 열 시까지 불을 켭니다.\n"


@dataclass(frozen=True)
class Record:
    """A Chroma record as Chroma hands it out."""

    id: str
    text: str
    about: dict[str, Any]


def records_of(generation: Generation) -> list[Record]:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    folder = str(generation.folder / "chroma")
    copied = shutil.copytree(folder, tempfile.mkdtemp(), dirs_exist_ok=True)  # opening writes, and an index is sealed
    client = chromadb.PersistentClient(copied, settings=ChromaSettings(anonymized_telemetry=False))
    found = client.get_collection("passages", embedding_function=None).get(include=["documents", "metadatas"])
    return [Record(*fields) for fields in zip(found["ids"], found["documents"], found["metadatas"], strict=True)]


@pytest.fixture(scope="module")
def generation(settings: Settings) -> Generation:
    """The real index of the real corpus."""
    return open_generation(settings.home, load_embedder(settings.embedding))


@pytest.fixture(scope="module")
def document(generation: Generation) -> Document:
    (document,) = generation.documents.values()
    return document


@pytest.fixture(scope="module")
def outline(document: Document) -> Outline:
    return read_outline(document.text)


@pytest.fixture(scope="module")
def sentences(outline: Outline) -> list[Sentence]:
    return read_sentences(outline)


@pytest.fixture(scope="module")
def records(generation: Generation) -> list[Record]:
    return records_of(generation)


def test_every_record_is_a_run_of_neighbouring_sentences(records: list[Record], sentences: list[Sentence]) -> None:
    assert len(records) > 300
    for record in records:
        numbers = record.about["sentences"]
        assert numbers == list(range(numbers[0], numbers[-1] + 1))
        run = [sentences[number] for number in numbers]
        assert len({sentence.node for sentence in run}) == 1
        assert run[0].start <= record.about["start"]
        assert record.about["end"] <= run[-1].end


def test_every_sentence_is_whole_in_one_record_unless_it_is_too_long(
    records: list[Record], sentences: list[Sentence]
) -> None:
    spans = [(record.about["start"], record.about["end"], record.about["sentences"]) for record in records]
    for sentence in sentences:
        holding = [(start, end) for start, end, numbers in spans if sentence.number in numbers]
        if len(holding) == 1:
            ((start, end),) = holding
            assert start <= sentence.start
            assert sentence.end <= end
        else:
            assert sum(end - start for start, end in holding) > MAX_PASSAGE


def test_most_records_are_one_sentence(records: list[Record]) -> None:
    single = [record for record in records if len(record.about["sentences"]) == 1]
    assert len(single) > 0.9 * len(records)


def test_every_record_is_a_span_of_the_canonical_text(records: list[Record], document: Document) -> None:
    for record in records:
        assert document.text[record.about["start"] : record.about["end"]] == record.text
        assert 0 < len(record.text) <= MAX_PASSAGE
        assert record.about["document_id"] == document.id


def test_every_record_carries_its_heading_path(
    records: list[Record], sentences: list[Sentence], outline: Outline
) -> None:
    for record in records:
        node = outline.nodes[sentences[record.about["sentences"][0]].node]
        assert tuple(record.about.get("section", ())) == outline.path(node)


def test_records_and_passages_are_the_same(records: list[Record], generation: Generation) -> None:
    in_chroma = {(record.about["position"], record.id, record.text) for record in records}
    assert len(in_chroma) == len(records)
    assert in_chroma == {(i, passage.id, passage.text) for i, passage in enumerate(generation.passages)}


@pytest.fixture
def bullets(tmp_path: Path, embedder: Embedder) -> Callable[[], list[str]]:
    """Builds an index of the bullet with two sentences and returns the texts of its records."""
    (tmp_path / "hours.txt").write_text(TWO_SENTENCES, encoding="utf-8")

    def texts() -> list[str]:
        build_index(tmp_path / "home", [tmp_path / "hours.txt"], embedder)
        return [record.text for record in records_of(open_generation(tmp_path / "home", embedder))]

    return texts


def test_a_bullet_of_two_sentences_is_two_records(bullets: Callable[[], list[str]]) -> None:
    assert bullets() == ["도서관은 아침 아홉 시에 문을 엽니다.", "저녁에는 열 시까지 불을 켭니다."]


@pytest.mark.usefixtures("whole_blocks")
def test_without_kss_it_would_be_one_record(bullets: Callable[[], list[str]]) -> None:
    assert bullets() == ["도서관은 아침 아홉 시에 문을 엽니다. 저녁에는 열 시까지 불을 켭니다."]
