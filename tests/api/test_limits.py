"""Limits: how often one caller may ask, and how many questions are answered at once."""

from contextlib import ExitStack

import pytest

from api.errors import Overloaded, TooManyRequests
from api.http.limits import Limits


def test_a_caller_over_the_rate_is_told_when_to_come_back() -> None:
    limits = Limits("2/minute", 1)
    limits.check_rate("192.0.2.1")
    limits.check_rate("192.0.2.1")
    with pytest.raises(TooManyRequests) as caught:
        limits.check_rate("192.0.2.1")
    assert caught.value.retry_after is not None
    assert 1 <= caught.value.retry_after <= 60


def test_each_caller_has_its_own_count() -> None:
    limits = Limits("1/minute", 1)
    limits.check_rate("192.0.2.1")
    limits.check_rate("192.0.2.2")
    with pytest.raises(TooManyRequests):
        limits.check_rate("192.0.2.2")


def test_the_wait_is_never_zero() -> None:
    limits = Limits("1/second", 1)
    limits.check_rate("192.0.2.1")
    with pytest.raises(TooManyRequests) as caught:
        limits.check_rate("192.0.2.1")
    assert caught.value.retry_after == 1


def test_a_caller_may_ask_again_when_the_window_has_moved_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    limits = Limits("1/minute", 1)
    limits.check_rate("192.0.2.1")
    later = time.time() + 61
    monkeypatch.setattr("time.time", lambda: later)
    limits.check_rate("192.0.2.1")


def test_without_a_rate_nobody_is_turned_away() -> None:
    limits = Limits("", 1)
    for _ in range(1000):
        limits.check_rate("192.0.2.1")


def test_more_questions_at_once_than_places_are_turned_away() -> None:
    limits = Limits("", 2)
    with ExitStack() as answering:
        answering.enter_context(limits.place())
        answering.enter_context(limits.place())
        with pytest.raises(Overloaded) as caught, limits.place():
            pass
        assert caught.value.retry_after == 1
    with limits.place():
        pass


def test_a_place_is_given_back_when_answering_fails() -> None:
    limits = Limits("", 1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), limits.place():
            raise ZeroDivisionError
