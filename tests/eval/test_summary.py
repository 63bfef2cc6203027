"""What judged items come to: values worked out by hand, intervals around them, and how odd a difference is."""

import math
from collections.abc import Callable, Sequence

import pytest

from eval.intervals import mcnemar_p, mean_interval, paired_interval, percentile_interval
from eval.measures import MEASURES, Record
from eval.summary import by_facet, summarise

Records = Callable[..., Record]


def counted(record: Records, measure: str, *values: float) -> list[Record]:
    """Items that count for one measure, with these values."""
    return [record(f"t{i:03}", values={measure: value}) for i, value in enumerate(values)]


# Figures


@pytest.mark.parametrize(
    ("values", "mean"),
    [([1, 1, 0, 1], 0.75), ([0, 0], 0.0), ([1, 1, 1], 1.0), ([1, 0, 0], 1 / 3), ([0.25, 0.75, 1], 2 / 3)],
    ids=str,
)
def test_a_measure_is_the_mean_of_its_items(values: Sequence[float], mean: float, record: Records) -> None:
    figure = summarise(counted(record, "citation-recall", *values))["citation-recall"]
    assert (figure.value, figure.n) == (mean, len(values))
    assert 0 <= figure.low <= figure.value <= figure.high <= 1


def test_only_items_that_count_for_a_measure_are_in_it(record: Records) -> None:
    figures = summarise([*counted(record, "accuracy", 1, 0), *counted(record, "refusal-recall", 1, 1, 1)])
    assert (figures["accuracy"].value, figures["accuracy"].n) == (0.5, 2)
    assert (figures["refusal-recall"].value, figures["refusal-recall"].n) == (1.0, 3)


def test_a_measure_without_items_is_left_out(record: Records) -> None:
    only_times = {"latency-p50-ms", "latency-p95-ms"}
    assert summarise([record(values={"refusal-recall": 1.0})]).keys() == {"refusal-recall"} | only_times
    assert summarise([record(values={})]).keys() == only_times
    assert summarise([record(latencies_ms=())]).keys() == {"accuracy"}
    assert summarise([]) == {}


def test_without_a_language_model_no_figure_tells_of_its_words(record: Records) -> None:
    assert "worded" not in summarise(counted(record, "worded", 0, 0))
    assert summarise(counted(record, "worded", 0, 1))["worded"].value == 0.5


def test_measures_come_in_one_order_whatever_the_items_have_first(record: Records) -> None:
    backwards = dict.fromkeys(reversed(MEASURES), 1.0)
    assert list(summarise([record(values=backwards)])) == [*MEASURES, "latency-p50-ms", "latency-p95-ms"]


def test_a_wrong_item_among_right_ones_leaves_the_figure_unsure(record: Records) -> None:
    figure = summarise(counted(record, "accuracy", *[1] * 9, 0))["accuracy"]
    assert figure.low < 0.9 < figure.high


def test_more_items_make_a_figure_surer(record: Records) -> None:
    few, many = (summarise(counted(record, "accuracy", *[1, 0] * n))["accuracy"] for n in (5, 50))
    assert few.value == many.value == 0.5
    assert few.low < many.low < 0.5 < many.high < few.high


def test_figures_are_the_same_each_time(record: Records) -> None:
    # A thousand different values: no two draws of samples would come to the same intervals.
    records = counted(record, "citation-recall", *(i / 999 for i in range(1000)))
    assert summarise(records) == summarise(records)
    times = [float(i) for i in range(1000)]
    assert mean_interval(times) == mean_interval(times)
    assert percentile_interval(times, 95) == percentile_interval(times, 95)


# Times


def test_times_are_those_of_all_answers_of_all_turns(record: Records) -> None:
    figures = summarise([record(latencies_ms=(40.0,)), record(latencies_ms=(10.0, 30.0)), record(latencies_ms=(20.0,))])
    median, slow = figures["latency-p50-ms"], figures["latency-p95-ms"]
    # 95 % of the way from the first of four to the last is 85 % of the way from the third to it.
    assert (median.value, median.n) == (25.0, 4)
    assert (slow.value, slow.n) == (38.5, 4)
    assert 10 <= median.low < 25 < median.high <= 40
    assert slow.low < 38.5 < slow.high == 40


def test_each_percentile_has_an_interval_of_its_own(record: Records) -> None:
    figures = summarise([record(latencies_ms=tuple(float(time) for time in range(101)))])
    median, slow = figures["latency-p50-ms"], figures["latency-p95-ms"]
    assert 35 < median.low < median.value == 50 < median.high < 65
    assert 80 < slow.low < slow.value == 95 < slow.high <= 100


# By category, style and difficulty


def test_each_category_style_and_difficulty_is_summed_up_alone(record: Records) -> None:
    right, wrong = record("t001"), record("t002", right=False, style="typo")
    refused = record("t003", category="unanswerable", style="typo", difficulty="hard", values={"refusal-recall": 1.0})
    records = [right, wrong, refused]
    assert by_facet(records) == {
        "category": {"budget": summarise([right, wrong]), "unanswerable": summarise([refused])},
        "style": {"formal": summarise([right]), "typo": summarise([wrong, refused])},
        "difficulty": {"easy": summarise([right, wrong]), "hard": summarise([refused])},
    }
    assert by_facet(records)["style"]["typo"]["accuracy"].value == 0.0
    assert by_facet(records)["style"]["formal"]["accuracy"].value == 1.0


# Intervals


def test_a_single_value_is_its_own_interval() -> None:
    assert mean_interval([0.5]) == (0.5, 0.5)
    assert percentile_interval([12.0], 95) == (12.0, 12.0)


def test_values_that_are_all_the_same_leave_no_width() -> None:
    assert mean_interval([1.0] * 20) == (1.0, 1.0)
    assert percentile_interval([7.0] * 20, 50) == (7.0, 7.0)


def test_the_interval_of_a_mean_is_the_95_percent_one() -> None:
    # The values 0 to 999 have a standard deviation of 288.7: their mean is 499.5, give or take 1.96 of 288.7/√1000.
    low, high = mean_interval([float(value) for value in range(1000)])
    assert (low, high) == pytest.approx((499.5 - 17.9, 499.5 + 17.9), abs=1.5)


@pytest.mark.parametrize("percent", [5, 50, 95])
def test_the_interval_of_a_percentile_lies_around_that_percentile(percent: float) -> None:
    low, high = percentile_interval([float(value) for value in range(101)], percent)
    assert percent - 12 < low < percent < high < percent + 12


# Intervals of a difference


NO = math.nan
"""Of an item that does not count."""


def test_a_single_pair_is_its_own_interval() -> None:
    assert paired_interval([0.25], [1.0]) == (0.75, 0.75)


def test_pairs_without_a_difference_leave_no_width() -> None:
    assert paired_interval([1.0] * 20, [1.0] * 20) == (0.0, 0.0)
    assert paired_interval([0.0, 0.25, 1.0], [0.0, 0.25, 1.0]) == (0.0, 0.0)


def test_pairs_with_the_same_difference_leave_no_width() -> None:
    assert paired_interval([1.0, 0.5, 0.75], [0.75, 0.25, 0.5]) == pytest.approx((-0.25, -0.25))


def test_the_interval_of_a_difference_is_the_95_percent_one_of_its_pairs() -> None:
    # Differences of 0 to 999 in any order of the pairs: see the mean above.
    before = [float((7 * value) % 1000) for value in range(1000)]
    after = [value + gained for gained, value in enumerate(before)]
    assert paired_interval(before, after) == pytest.approx((499.5 - 17.9, 499.5 + 17.9), abs=1.5)


def test_an_item_that_counts_for_neither_changes_nothing_but_its_draws() -> None:
    assert paired_interval([1.0, 1.0, NO], [0.5, 0.5, NO]) == (-0.5, -0.5)


def test_an_item_that_counts_once_is_in_that_mean_alone() -> None:
    # Whatever is drawn, the first mean is 1 and the second 0, or one of them is missing and the draw left out.
    assert paired_interval([1.0, NO, NO], [NO, 0.0, 0.0]) == (-1.0, -1.0)
    # Of a right refusal and a wrong one that came after, a draw has the first alone, both, or no first mean.
    assert paired_interval([1.0, NO], [1.0, 0.0]) == (-0.5, 0.0)


def test_differences_are_the_same_each_time() -> None:
    before, after = [i / 999 for i in range(1000)], [(i * i) % 1000 / 999 for i in range(1000)]
    assert paired_interval(before, after) == paired_interval(before, after)


# The paired test


@pytest.mark.parametrize(
    ("lost", "gained", "p"),
    [
        (0, 0, 1.0),
        (1, 0, 1.0),
        (1, 1, 1.0),
        (5, 0, 2 / 2**5),
        (6, 0, 2 / 2**6),
        (9, 3, 2 * (1 + 12 + 66 + 220) / 2**12),
        (5, 4, 1.0),
    ],
)
def test_p_is_the_chance_of_flips_at_least_as_lopsided(lost: int, gained: int, p: float) -> None:
    assert mcnemar_p(lost, gained) == pytest.approx(p)
    assert mcnemar_p(gained, lost) == pytest.approx(p)
