"""Proves that what a model is measured on was not what it was trained on, and drops what would break that."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_RUN = 30
"""Letters of a run: shorter ones are shared by texts that have nothing to do with each other."""
_MAX_SHARED = 0.2
"""Share of a benchmark text's runs that a text for training may hold; the names of laws and services recur."""


@dataclass(frozen=True)
class Leak:
    """A text for training that says what a benchmark text says."""

    text: str
    benchmark: str
    shared: float
    """Share of the benchmark text's runs of letters that stand in ``text``."""


class Leaks:
    """Finds leaks of some benchmark texts; blanks, punctuation and case do not hide one."""

    def __init__(self, benchmarks: Iterable[str]) -> None:
        self._texts = list(dict.fromkeys(text for text in benchmarks if _letters(text)))
        self._sizes = [len(set(_runs(text))) for text in self._texts]
        self._holding: dict[str, list[int]] = {}
        for number, text in enumerate(self._texts):
            for run in set(_runs(text)):
                self._holding.setdefault(run, []).append(number)
        self._short = {_letters(text) for text in self._texts if len(_letters(text)) < _RUN}

    def of(self, text: str) -> Leak | None:
        """The benchmark text that ``text`` holds most of; None where it holds no more than may be.

        A benchmark text shorter than a run leaks only into a text that says just that.
        """
        letters = _letters(text)
        if letters in self._short:
            return Leak(text, text, 1.0)
        shared: Counter[int] = Counter()
        for run in {letters[i : i + _RUN] for i in range(len(letters) - _RUN + 1)}:
            shared.update(self._holding.get(run, ()))
        worst = max(shared, key=lambda number: shared[number] / self._sizes[number], default=None)
        if worst is None or shared[worst] / self._sizes[worst] < _MAX_SHARED:
            return None
        return Leak(text, self._texts[worst], shared[worst] / self._sizes[worst])

    def among(self, texts: Sequence[str]) -> list[Leak]:
        """The leaks among some texts."""
        return [leak for text in texts if (leak := self.of(text))]


def _runs(text: str) -> Iterator[str]:
    letters = _letters(text)
    return (letters[i : i + _RUN] for i in range(len(letters) - _RUN + 1))


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
