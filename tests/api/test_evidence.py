"""How far a passage carries a word that Kiwi cuts differently in other company."""

import pytest

from api.answering.letters import shared_letters


@pytest.mark.parametrize(
    ("word", "text", "share"),
    [
        ("도서관", "가람숲도서관건립", 1.0),
        ("꽃길도서관", "꽃길마을도서관건립", 1.0),
        ("목표액", "조성목표", 2 / 3),
        ("주차장", "주민차량장부", 0.0),
        ("도시농업박람회", "도시재생과에서올해도하반기에추진하는산업박물관", 2 / 7),
        ("관", "도서관", 0.0),
        ("도서관", "", 0.0),
    ],
    ids=[
        "within a compound",
        "in two pieces",
        "in part",
        "scattered letters",
        "rows far apart",
        "one letter",
        "nothing to share",
    ],
)
def test_letters_are_shared_in_rows(word: str, text: str, share: float) -> None:
    assert shared_letters(word, text) == pytest.approx(share)
