"""When a feed is overdue, what may follow what, and what a spreadsheet must not run."""

from datetime import UTC, date, datetime, timedelta

import pytest

from oneplan.partnership.feeds.rules import PASSING, TRANSITIONS, State, is_overdue, is_to_read, may_follow

TODAY = date(2026, 9, 30)
NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "every", "overdue"),
    [
        (date(2026, 9, 23), 7, False),
        (date(2026, 9, 22), 7, True),
        (None, 7, True),
        (None, None, False),
        (date(2000, 1, 1), None, False),
    ],
)
def test_overdue_is_the_day_after_it_should_have_come(last: date | None, every: int | None, overdue: bool) -> None:
    assert is_overdue(last, every, TODAY) is overdue


def test_every_state_is_in_the_table_and_passing_ones_go_on() -> None:
    assert set(TRANSITIONS) == set(State)
    assert all(TRANSITIONS[state] for state in PASSING)


def test_nothing_is_loaded_without_being_read_and_nothing_follows_the_end() -> None:
    assert [state for state in State if may_follow(state, State.LOADED)] == [State.READING]
    assert not any(may_follow(State.LOADED, state) for state in State)
    assert not may_follow(State.ASKS, State.READING)


def test_reading_is_begun_again_only_when_it_was_given_up() -> None:
    assert is_to_read(State.CONFIRMED, NOW, NOW)
    assert not is_to_read(State.READING, NOW - timedelta(minutes=59), NOW)
    assert is_to_read(State.READING, NOW - timedelta(minutes=61), NOW)
    assert not is_to_read(State.ASKS, NOW - timedelta(days=9), NOW)
