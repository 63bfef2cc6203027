"""What the tests of `retriever` share: blocks taken whole where kss is not the point, and small invented reports."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Write = Callable[..., Path]


@pytest.fixture
def whole_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take each block as one sentence: importing kss takes ten seconds."""
    monkeypatch.setattr("ingest.sentences.split_with_kss", lambda block: [block])


@pytest.fixture(scope="module")
def whole_blocks_in_module() -> Iterator[None]:
    """`whole_blocks` for fixtures that outlive one test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.sentences.split_with_kss", lambda block: [block])
        yield
