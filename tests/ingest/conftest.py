"""What the tests of `ingest` share: kss, loaded once, and the reader of a text given as a string."""

import pytest

from ingest.sentences import Splitter, split_with_kss


@pytest.fixture(scope="session")
def kss_split() -> Splitter:
    """The real splitter, warm: importing kss takes ten seconds, and is paid here and nowhere else."""
    split_with_kss("점심은 칠십 명이 먹는다.")
    return split_with_kss


@pytest.fixture(scope="session")
def whole_split() -> Splitter:
    """A splitter that takes each block as one sentence."""
    return lambda block: [block]
