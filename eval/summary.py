"""What judged items come to: each measure with its interval, over all of them and by category, style, difficulty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from eval.intervals import mean_interval, percentile_interval
from eval.measures import MEASURES, Record

LATENCIES = {"latency-p50-ms": 50.0, "latency-p95-ms": 95.0}
"""The measures of time by the percentile that each is: what half, and all but one in twenty, of the answers took."""
Facet = Literal["category", "style", "difficulty"]
FACETS: tuple[Facet, ...] = ("category", "style", "difficulty")


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure over some items: its value, its 95 % interval, and how many items count for it."""

    value: float
    low: float
    high: float
    n: int


def summarise(records: Sequence[Record]) -> dict[str, Figure]:
    """The measures over some judged items; a measure without an item to count is left out."""
    figures = {name: [r.values[name] for r in records if name in r.values] for name in MEASURES}
    if not any(figures["worded"]):
        figures["worded"] = []  # without a language model nothing is worded by one
    means = {name: Figure(float(np.mean(v)), *mean_interval(v), len(v)) for name, v in figures.items() if v}
    times = [latency for record in records for latency in record.latencies_ms]
    return means | {
        name: Figure(float(np.percentile(times, percent)), *percentile_interval(times, percent), len(times))
        for name, percent in LATENCIES.items()
        if times
    }


def by_facet(records: Sequence[Record]) -> dict[Facet, dict[str, dict[str, Figure]]]:
    """The measures for each category, style and difficulty that occurs."""
    return {facet: {value: summarise(some) for value, some in _groups(records, facet)} for facet in FACETS}


def _groups(records: Sequence[Record], facet: Facet) -> list[tuple[str, list[Record]]]:
    values = dict.fromkeys(getattr(record, facet) for record in records)
    return [(value, [r for r in records if getattr(r, facet) == value]) for value in values]
