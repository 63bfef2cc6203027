"""The dense leg: the same collection finds the same passages however often it is opened."""

from pathlib import Path

import numpy as np
import pytest

from ingest.passages import Passage
from retriever.dense import build_dense, open_dense


def passages(count: int) -> list[Passage]:
    """So many passages, each a line of one document."""
    return [
        Passage(
            document_id="doc_garam",
            number=number,
            node=number,
            parent=None,
            kind="item",
            sentences=(10 * number,),
            start=10 * number,
            end=10 * number + 9,
            text=f"도서관 {number:05}",
            section=(),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [653, 2250], ids=["less than Chroma would sync", "more than that"])
def test_a_collection_ranks_alike_however_often_it_is_opened(count: int, tmp_path: Path) -> None:
    chance = np.random.default_rng(7)
    vectors = chance.normal(size=(count, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    build_dense(tmp_path, passages(count), vectors)
    found = []
    for _ in range(3):
        opened = open_dense(tmp_path)
        found.append([opened.nearest(vector.tolist(), 50, None) for vector in vectors[:40] + 0.1 * vectors[40:80]])
    assert found[0] == found[1] == found[2]
