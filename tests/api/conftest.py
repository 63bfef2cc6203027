"""What the tests of `api` share: an invented report of an invented city, and services over it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.bootstrap import make_index, make_service
from api.http.app import make_app
from api.live import OpenIndex, open_index
from api.service import Service
from api.settings import Settings
from retriever.build import build_index
from retriever.embedding import Embedder
from retriever.generation import open_generation

REPORT = """새솔시 도시정책실 업무보고

Ⅰ. 주요 업무

1. 생활 기반

1 가람숲 도서관 건립

□ 사업개요

○ 위    치 : 새솔시 가람로 12 일대
○ 규    모 : 연면적 3,200㎡, 지상 3층
○ 사업기간 : ’23. 3월 ~ ’25. 8월
○ 소요예산 : 4,000백만원
○ 운영주체 : 새솔문화재단

□ 주요시설

○ 열람실과 어린이 자료실
○ 주민이 함께 쓰는 모임방
○ 옥상 텃밭

□ 추진현황

○ ’23.5월 설계 공모를 마치고 당선작을 뽑음
○ 마을기록관1)과 함께 문을 열 예정

1) 마을기록관 : 주민이 모은 사진과 문서를 보관하고 보여 주는 곳

2 한빛 도시텃밭 분양

□ 사업개요

○ 신청대상 : 공고일 현재 시내에 거주하는 만 19세 이상 시민
○ 신청기간 : ’23. 2. 1. ~ 2. 28.
○ 소요예산 : 65,000천원
○ 분양규모 : 320구획
"""

OpenReports = Callable[..., OpenIndex]


def take_blocks_whole(patch: pytest.MonkeyPatch) -> None:
    """Take each block as one sentence: importing kss takes ten seconds."""
    patch.setattr("ingest.sentences.split_with_kss", lambda block: [block])


@pytest.fixture(scope="session")
def report_text() -> str:
    """The invented report."""
    return REPORT


@pytest.fixture
def whole_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    take_blocks_whole(monkeypatch)


@pytest.fixture(scope="session")
def open_reports(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> OpenReports:
    """Opens an index of the reports given as texts, each by the name of its file."""

    def build(**reports: str) -> OpenIndex:
        folder = tmp_path_factory.mktemp("reports")
        files = [folder / f"{name}.txt" for name in reports]
        for file, text in zip(files, reports.values(), strict=True):
            file.write_text(text, encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            take_blocks_whole(patch)
            build_index(folder / "home", files, embedder)
        return open_index(open_generation(folder / "home", embedder), embedder)

    return build


@pytest.fixture(scope="session")
def invented(open_reports: OpenReports) -> OpenIndex:
    """An open index of the invented report."""
    return open_reports(report=REPORT)


def build_invented_home(folder: Path, embedder: Embedder) -> Settings:
    settings = Settings(home=folder / "home", corpus=folder / "corpus")
    settings.corpus.mkdir()
    (settings.corpus / "report.txt").write_text(REPORT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        take_blocks_whole(patch)
        make_index(settings, [settings.corpus], lambda done, total, source: None, embedder)
    return settings


@pytest.fixture(scope="session")
def invented_settings(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Settings:
    """Settings of a home that holds the index of the invented report, with its suggestions."""
    return build_invented_home(tmp_path_factory.mktemp("invented"), embedder)


@pytest.fixture(scope="session")
def invented_service(invented_settings: Settings, embedder: Embedder) -> Service:
    return make_service(invented_settings, embedder)


@pytest.fixture
def own_settings(tmp_path: Path, embedder: Embedder) -> Settings:
    """As `invented_settings`, for a test that breaks what it is given."""
    return build_invented_home(tmp_path, embedder)


@pytest.fixture(scope="session")
def client(invented_service: Service, invented_settings: Settings) -> TestClient:
    """A client of the service over the invented report."""
    return TestClient(make_app(invented_service, invented_settings))


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory, report_text: str) -> Settings:
    """A home that holds the invented report, indexed with the bundled model as the command does."""
    folder = tmp_path_factory.mktemp("indexed")
    settings = Settings(home=folder / "home", corpus=folder / "corpus")
    settings.corpus.mkdir()
    (settings.corpus / "report.txt").write_text(report_text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.sentences.split_with_kss", lambda block: [block])
        make_index(settings, [settings.corpus], lambda done, total, source: None)
    return settings
