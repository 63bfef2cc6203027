"""``mundap doctor``: what is wrong with settings, model, documents and index, and how to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from api.answering.writer import WriterFailed
from api.bootstrap import make_writer
from api.errors import ModelUnreachable
from api.exits import INTERNAL, OK, exit_code
from api.settings import Settings, read_settings
from ingest.corpus import find_files
from ingest.errors import MundapError
from retriever.embedding import Embedder, load_embedder
from retriever.files import sha256_of
from retriever.generation import changed_sources, open_generation
from retriever.relevance import relevance_model
from retriever.reranking import load_reranker


@dataclass(frozen=True)
class Finding:
    """One thing that was examined; ``code`` is OK or the exit code for its fault."""

    what: str
    detail: str
    code: int = OK


def examine(home: Path | None) -> Iterator[Finding]:
    """Examine everything that an answer depends on, going on after a fault where that makes sense."""
    try:
        settings = read_settings(home)
    except MundapError as error:
        yield _fault("설정", error)
        return
    yield Finding("설정", f"home={settings.home}, corpus={settings.corpus}")
    yield from _examine_corpus(settings)
    yield from _examine_reranker(settings)
    yield from _examine_language_model(settings)
    try:
        embedder = load_embedder(settings.embedding)
    except MundapError as error:
        yield _fault("모델", error)
        return
    yield Finding("모델", f"{settings.embedding or '내장 모델'} ({embedder.dimension}차원)")
    try:
        relevance_model()
    except MundapError as error:
        yield _fault("판독 모델", error)
        return
    yield from _examine_index(settings, embedder)


def _examine_reranker(settings: Settings) -> Iterator[Finding]:
    """Nothing is said of a reranker that is not asked for."""
    if not settings.reranker:
        return
    try:
        load_reranker(settings.reranker)
    except MundapError as error:
        yield _fault("재정렬", error)
        return
    yield Finding("재정렬", settings.reranker)


def _examine_language_model(settings: Settings) -> Iterator[Finding]:
    """Whether the model that is to word answers says anything; nothing is said of one that is not asked for."""
    try:
        writer = make_writer(settings)
        if writer is None:
            return
        started = perf_counter()
        "".join(writer.write([("user", "안녕하세요")]))
    except WriterFailed as error:
        unreachable = ModelUnreachable(
            f"{settings.llm}이(가) 답하지 않습니다({error}). MUNDAP_LLM_BASE_URL과 모델 서버의 상태를 확인해 주세요. "
            "그동안은 문서에서 뽑은 답이 나갑니다."
        )
        yield _fault("언어 모델", unreachable)
        return
    except MundapError as error:
        yield _fault("언어 모델", error)
        return
    yield Finding("언어 모델", f"{settings.llm} ({perf_counter() - started:.1f}초)")


def _examine_corpus(settings: Settings) -> Iterator[Finding]:
    try:
        files = find_files([settings.corpus])
    except MundapError as error:
        yield _fault("문서", error)
        return
    wrong = [f.source for f in files if f.about.get("sha256") not in (None, "unknown", sha256_of(f.path))]
    if wrong:
        yield Finding(
            "문서",
            f"manifest.json의 sha256과 다릅니다: {', '.join(wrong)}. 파일이나 manifest를 바로잡아 주세요.",
            INTERNAL,
        )
    else:
        yield Finding("문서", f"{len(files)}건")


def _examine_index(settings: Settings, embedder: Embedder) -> Iterator[Finding]:
    try:
        generation = open_generation(settings.home, embedder)
    except MundapError as error:
        yield _fault("색인", error)
        return
    changed = changed_sources(generation.manifest)
    if changed:
        yield Finding(
            "색인", f"문서가 더 새롭습니다({', '.join(changed[:5])}). `mundap index`로 다시 만들어 주세요.", INTERNAL
        )
    else:
        yield Finding("색인", f"{generation.id}, 문단 {len(generation.passages):,}개")


def _fault(what: str, error: MundapError) -> Finding:
    return Finding(what, str(error), exit_code(error))
