"""How sure a figure is: bootstrap intervals and the exact test for paired results. The only importer of scipy."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from scipy import stats

RESAMPLES = 2000
_SEED = 20210131
_CONFIDENCE = 0.95

Interval = tuple[float, float]


def mean_interval(values: Sequence[float]) -> Interval:
    """The 95 % percentile bootstrap interval of a mean (Efron 1979); for a single value, that value twice.

    Where all values are the same it has no width, which says nothing about the items that were not asked.
    """
    return _interval(values, np.mean)


def percentile_interval(values: Sequence[float], percent: float) -> Interval:
    """The same for a percentile, 0 to 100."""
    return _interval(values, lambda sample, axis: np.percentile(sample, percent, axis=axis))


def mcnemar_p(lost: int, gained: int) -> float:
    """The two-sided exact p of McNemar's test (1947): how odd the flips are if either way were as likely."""
    return float(stats.binomtest(lost, lost + gained, 0.5).pvalue) if lost + gained else 1.0


def _interval(values: Sequence[float], statistic: Callable[..., Any]) -> Interval:
    if len(values) < 2:
        return values[0], values[0]
    found = stats.bootstrap(
        (np.asarray(values),),
        statistic,
        n_resamples=RESAMPLES,
        confidence_level=_CONFIDENCE,
        method="percentile",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval
    return float(found.low), float(found.high)
