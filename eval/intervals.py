"""How sure a figure is: bootstrap intervals and the exact test for paired results. The only importer of scipy."""

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import stats

RESAMPLES = 2000
_SEED = 20210131
_CONFIDENCE = 0.95

Interval = tuple[float, float]
FloatArray = npt.NDArray[np.float64]


def mean_interval(values: Sequence[float]) -> Interval:
    """The 95 % percentile bootstrap interval of a mean (Efron 1979); for a single value, that value twice.

    Where all values are the same it has no width, which says nothing about the items that were not asked.
    """
    return _interval(values, np.mean)


def percentile_interval(values: Sequence[float], percent: float) -> Interval:
    """The same for a percentile, 0 to 100."""
    return _interval(values, lambda sample, axis: np.percentile(sample, percent, axis=axis))


def paired_interval(before: Sequence[float], after: Sequence[float]) -> Interval:
    """The same for the difference of two means over the same items, drawn as pairs; NaN where an item does not count.

    An item may count for one mean and not for the other: each mean is then over its own items of the draw.
    """

    def difference(old: FloatArray, new: FloatArray, axis: int) -> Any:  # noqa: ANN401
        return np.nanmean(new, axis=axis) - np.nanmean(old, axis=axis)

    if len(before) < 2:
        return (after[0] - before[0],) * 2
    with warnings.catch_warnings():
        # A draw without any item that counts has no mean; it is left out below.
        warnings.simplefilter("ignore", RuntimeWarning)
        drawn = _draw((np.asarray(before), np.asarray(after)), difference, paired=True).bootstrap_distribution
    low, high = np.nanpercentile(drawn, [50 * (1 - _CONFIDENCE), 50 * (1 + _CONFIDENCE)])
    return float(low), float(high)


def mcnemar_p(lost: int, gained: int) -> float:
    """The two-sided exact p of McNemar's test (1947): how odd the flips are if either way were as likely."""
    return float(stats.binomtest(lost, lost + gained, 0.5).pvalue) if lost + gained else 1.0


def _interval(values: Sequence[float], statistic: Callable[..., Any]) -> Interval:
    if len(values) < 2:
        return values[0], values[0]
    found = _draw((np.asarray(values),), statistic, paired=False).confidence_interval
    return float(found.low), float(found.high)


def _draw(samples: tuple[FloatArray, ...], statistic: Callable[..., Any], paired: bool) -> Any:  # noqa: ANN401
    return stats.bootstrap(
        samples,
        statistic,
        paired=paired,
        n_resamples=RESAMPLES,
        confidence_level=_CONFIDENCE,
        method="percentile",
        rng=np.random.default_rng(_SEED),
    )
