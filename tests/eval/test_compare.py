"""Two results over the same items: which items flipped, what each measure gained, and when that is worse."""

from collections.abc import Callable, Sequence

import pytest

from eval.compare import Comparison, Flips, compare
from eval.errors import ResultBroken
from eval.measures import MEASURES, Record
from eval.results import Result, make_result

Records = Callable[..., Record]


def result(*records: Record) -> Result:
    return make_result(records, {})


def answered(record: Records, prefix: str, right: Sequence[bool]) -> list[Record]:
    """Items that count for accuracy, right or wrong."""
    return [record(f"{prefix}{i}", is_right) for i, is_right in enumerate(right)]


def unanswerable(record: Records, prefix: str, right: Sequence[bool]) -> list[Record]:
    """Items that count for refusals, right or wrong."""
    return [
        record(f"{prefix}{i}", is_right, category="unanswerable", values={"refusal-recall": float(is_right)})
        for i, is_right in enumerate(right)
    ]


# Flips


def test_a_result_compared_with_itself_has_no_flips_and_no_differences(record: Records) -> None:
    same = result(
        *answered(record, "a", [True, False, True]),
        *unanswerable(record, "u", [True, False]),
        record("c1", values={"citation-recall": 0.25}),
        record("c2", values={"citation-recall": 1.0}),
    )
    comparison = compare(same, same)
    assert comparison.flips == Flips((), (), 7)
    assert comparison.answerable == Flips((), (), 3)
    assert (comparison.flips.p, comparison.answerable.p, comparison.worse) == (1.0, 1.0, ())
    assert comparison.differences.keys() == {"accuracy", "refusal-recall", "citation-recall"}
    for name, difference in comparison.differences.items():
        assert difference.before == difference.after == pytest.approx(same.measures[name].value, abs=1e-4)
        assert (difference.interval, difference.n) == ((0.0, 0.0), same.measures[name].n)
    assert (comparison.only_before, comparison.only_after) == ((), ())


def test_the_items_that_flipped_are_named(record: Records) -> None:
    before = [*answered(record, "a", [True, True, False, False, True]), *unanswerable(record, "u", [True, False])]
    after = [*answered(record, "a", [True, False, True, False, False]), *unanswerable(record, "u", [False, True])]
    comparison = compare(result(*before), result(*after))
    assert comparison.flips == Flips(lost=("a1", "a4", "u0"), gained=("a2", "u1"), n=7)
    assert comparison.answerable == Flips(lost=("a1", "a4"), gained=("a2",), n=5)
    back = compare(result(*after), result(*before))
    assert (back.flips.lost, back.flips.gained) == (comparison.flips.gained, comparison.flips.lost)


def test_items_are_paired_by_their_id_not_by_their_place(record: Records) -> None:
    before = answered(record, "a", [True, False, True])
    assert compare(result(*before), result(*reversed(before))).flips == Flips((), (), 3)


def test_an_item_that_only_one_result_has_is_named_and_not_compared(record: Records) -> None:
    before = [record("a1"), record("b1"), record("b2", False)]
    after = [record("c1", False), record("a1", False), record("c2")]
    comparison = compare(result(*before), result(*after))
    assert (comparison.only_before, comparison.only_after) == (("b1", "b2"), ("c1", "c2"))
    assert comparison.flips == Flips(lost=("a1",), gained=(), n=1)
    difference = comparison.differences["accuracy"]
    assert (difference.before, difference.after, difference.n) == (1.0, 0.0, 1)


def test_results_without_an_item_in_common_cannot_be_compared(record: Records) -> None:
    with pytest.raises(ResultBroken, match="같은 문항이 없어"):
        compare(result(record("a1")), result(record("b1")))
    with pytest.raises(ResultBroken, match="같은 문항이 없어"):
        compare(result(record("a1")), result())


def test_an_item_is_answerable_where_it_counts_for_accuracy_in_both(record: Records) -> None:
    before = [record("a1"), record("a2"), record("a3", category="unanswerable", values={"refusal-recall": 1.0})]
    after = [record("a1", False), record("a2", False, values={"premise-accuracy": 0.0}), record("a3", False)]
    comparison = compare(result(*before), result(*after))
    assert comparison.flips == Flips(lost=("a1", "a2", "a3"), gained=(), n=3)
    assert comparison.answerable == Flips(lost=("a1",), gained=(), n=1)


# Worse


def lost_and_gained(record: Records, lost: int, gained: int) -> Comparison:
    """Of twenty answerable items beside those that flip, half are right in both results."""
    still = [True, False] * 10
    before = answered(record, "a", [True] * lost + [False] * gained + still)
    after = answered(record, "a", [False] * lost + [True] * gained + still)
    return compare(result(*before), result(*after))


@pytest.mark.parametrize(
    ("lost", "gained", "worse"),
    [
        (0, 0, False),
        (5, 0, False),
        (6, 0, True),
        (7, 1, False),  # p = 0.0703
        (8, 1, True),  # p = 0.0391
        (0, 6, False),
        (1, 8, False),
    ],
)
def test_a_result_is_worse_when_significantly_more_was_lost_than_gained(
    lost: int, gained: int, worse: bool, record: Records
) -> None:
    comparison = lost_and_gained(record, lost, gained)
    assert (len(comparison.flips.lost), len(comparison.flips.gained)) == (lost, gained)
    assert comparison.flips.worse is worse
    assert comparison.answerable.worse is worse
    assert comparison.worse == (("right", "accuracy") if worse else ())


@pytest.mark.parametrize(("lost", "gained", "p"), [(5, 0, 0.0625), (6, 0, 0.03125), (0, 6, 0.03125), (3, 3, 1.0)])
def test_flips_know_how_odd_they_are(lost: int, gained: int, p: float, record: Records) -> None:
    assert lost_and_gained(record, lost, gained).flips.p == pytest.approx(p)


def test_refusals_gained_do_not_make_up_for_answers_lost(record: Records) -> None:
    before = [*answered(record, "a", [True] * 6), *unanswerable(record, "u", [False] * 6)]
    after = [*answered(record, "a", [False] * 6), *unanswerable(record, "u", [True] * 6)]
    comparison = compare(result(*before), result(*after))
    assert (comparison.flips.p, comparison.flips.worse) == (1.0, False)
    assert (comparison.answerable.p, comparison.answerable.worse) == (pytest.approx(0.03125), True)
    assert comparison.worse == ("accuracy",)
    assert compare(result(*after), result(*before)).worse == ()


def test_refusals_lost_make_a_result_worse_though_every_answer_stayed(record: Records) -> None:
    answers = answered(record, "a", [True] * 10)
    before = [*answers, *unanswerable(record, "u", [True] * 6)]
    after = [*answers, *unanswerable(record, "u", [False] * 6)]
    comparison = compare(result(*before), result(*after))
    assert not comparison.answerable.worse
    assert comparison.worse == ("right",)


@pytest.mark.parametrize("measure", ["citation-recall", "citation-precision"])
def test_proofs_lost_make_a_result_worse_though_every_answer_stayed(measure: str, record: Records) -> None:
    def proved(*values: float) -> Result:
        return result(*(record(f"a{i}", values={"accuracy": 1.0, measure: v}) for i, v in enumerate(values)))

    whole, half, one_lost = proved(*[1.0] * 10), proved(*[0.5] * 10), proved(*[1.0] * 9, 0.0)
    assert compare(whole, half).worse == (measure,)
    assert compare(whole, half).differences[measure].worse
    assert compare(half, whole).worse == ()
    # With one lost of ten, many a draw has none of it: its interval ends at nothing.
    assert compare(whole, one_lost).differences[measure].interval[1] == 0.0
    assert compare(whole, one_lost).worse == ()


def test_all_in_which_a_result_is_worse_is_told(record: Records) -> None:
    before = [record(f"a{i}", values={"accuracy": 1.0, "citation-recall": 1.0}) for i in range(6)]
    after = [record(f"a{i}", False, values={"accuracy": 0.0, "citation-recall": 0.0}) for i in range(6)]
    assert compare(result(*before), result(*after)).worse == ("right", "accuracy", "citation-recall")


def test_a_search_that_finds_less_makes_no_result_worse(record: Records) -> None:
    before = result(*(record(f"a{i}", values={"R@5": 1.0}) for i in range(10)))
    after = result(*(record(f"a{i}", values={"R@5": 0.0}) for i in range(10)))
    comparison = compare(before, after)
    assert comparison.differences["R@5"].worse
    assert comparison.worse == ()


@pytest.mark.parametrize(("items", "same"), [("a1b2", True), ("c3d4", False), (None, False)], ids=str)
def test_results_say_whether_they_are_over_the_very_same_items(items: str | None, same: bool, record: Records) -> None:
    before = make_result([record()], {"items": "a1b2"})
    after = make_result([record()], {"items": items} if items else {})
    assert compare(before, after).same_items is same
    assert compare(after, before).same_items is same


# Differences


def test_refusals_of_what_could_be_answered_lower_the_precision_of_refusals(record: Records) -> None:
    # Before, two items are refused, both rightly; after, three that were answered rightly are refused too.
    rightly = {"refusal-recall": 1.0, "refusal-precision": 1.0}
    refused = [record(f"u{i}", category="unanswerable", values=rightly) for i in range(2)]
    before = [*refused, *answered(record, "a", [True] * 3)]
    wrongly = {"accuracy": 0.0, "refusal-precision": 0.0}
    after = [*refused, *(record(f"a{i}", False, values=wrongly) for i in range(3))]
    difference = compare(result(*before), result(*after)).differences["refusal-precision"]
    assert (difference.before, difference.after, difference.n) == (1.0, 0.4, 5)
    low, high = difference.interval
    assert -1 <= low < -0.6 < high <= 0
    back = compare(result(*after), result(*before)).differences["refusal-precision"]
    assert (back.before, back.after) == (0.4, 1.0)
    assert back.interval == pytest.approx((-high, -low))


def test_a_measure_that_no_item_counts_for_in_one_of_the_results_is_not_compared(record: Records) -> None:
    before = result(record(values={"accuracy": 1.0, "citation-precision": 1.0}))
    after = result(record(values={"accuracy": 0.0, "refusal-precision": 0.0}))
    assert compare(before, after).differences.keys() == compare(after, before).differences.keys() == {"accuracy"}


def test_a_measure_is_compared_over_the_items_that_count_for_it_in_either(record: Records) -> None:
    before = [
        record("a1", values={"accuracy": 1.0, "citation-precision": 0.5}),
        record("a2", values={"accuracy": 1.0, "citation-precision": 1.0}),
        record("a3", values={"accuracy": 0.0, "refusal-precision": 0.0}),
    ]
    after = [
        record("a1", values={"accuracy": 1.0, "citation-precision": 0.75}),
        record("a2", values={"accuracy": 0.0, "refusal-precision": 0.0}),
        record("a3", values={"accuracy": 0.0, "citation-precision": 0.0}),
    ]
    differences = compare(result(*before), result(*after)).differences
    assert differences.keys() == {"accuracy", "citation-precision", "refusal-precision"}
    accuracy, precision = differences["accuracy"], differences["citation-precision"]
    assert (accuracy.before, accuracy.after, accuracy.n) == (pytest.approx(2 / 3), pytest.approx(1 / 3), 3)
    assert (precision.before, precision.after, precision.n) == (0.75, 0.375, 3)
    refused = differences["refusal-precision"]
    assert (refused.before, refused.after, refused.n) == (0.0, 0.0, 2)


def test_differences_come_in_the_order_of_the_measures(record: Records) -> None:
    backwards = result(record(values=dict.fromkeys(reversed(MEASURES), 1.0)))
    assert list(compare(backwards, backwards).differences) == list(MEASURES)


def test_the_interval_of_a_difference_is_that_of_the_pairs(record: Records) -> None:
    # Each item loses a quarter: however they differ among themselves, the difference is certain.
    before = result(*(record(f"a{i}", values={"citation-recall": i / 4}) for i in range(1, 5)))
    after = result(*(record(f"a{i}", values={"citation-recall": i / 4 - 0.25}) for i in range(1, 5)))
    difference = compare(before, after).differences["citation-recall"]
    assert (difference.before, difference.after) == (0.625, 0.375)
    assert difference.interval == (-0.25, -0.25)


def test_the_interval_of_a_difference_lies_around_it(record: Records) -> None:
    difference = lost_and_gained(record, 6, 2).differences["accuracy"]
    low, high = difference.interval
    assert low < difference.after - difference.before < high
    assert difference.after - difference.before == pytest.approx(-4 / 28)
