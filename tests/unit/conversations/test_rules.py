"""Closing, the day's budget, and peace after a conversation."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneplan.partnership.conversations.rules import (
    MOST_IN_A_DAY,
    Answer,
    Help,
    State,
    closes,
    is_quiet,
    longest_since_spoken,
    problem_with,
    todays,
)

NOW = datetime(2026, 9, 30, 9, tzinfo=UTC)


@pytest.mark.parametrize("answer", list(Answer))
def test_every_answer_closes_what_is_open_and_nothing_else(answer: Answer) -> None:
    assert closes(State.OPEN, answer)
    assert not closes(State.CLOSED, answer)


def test_an_answer_needs_a_reason_and_a_conversation_what_came_of_it() -> None:
    assert problem_with(Answer.IN_HAND, "   short  ", None)
    assert problem_with(Answer.TALKED, "We talked on Monday.", None)
    assert problem_with(Answer.NOT_NEEDED, "They know each other well.", Help.ACCEPTED)
    assert not problem_with(Answer.TALKED, "We talked on Monday.", Help.DECLINED)
    assert not problem_with(Answer.WRONG_DATA, "It is another child.", None)


@given(st.lists(st.integers(0, 40).map(str), unique=True), st.sets(st.integers(0, 40).map(str), max_size=MOST_IN_A_DAY))
def test_nobody_is_shown_more_in_a_day_than_agreed(waiting: list[str], shown: set[str]) -> None:
    chosen = todays([(one, one) for one in waiting], shown)
    assert len(set(chosen) | shown) <= MOST_IN_A_DAY
    assert chosen == [one for one in waiting if one in chosen], "the order is that of the waiting"
    assert set(waiting) & shown <= set(chosen), "what was shown today stays until it is closed"


def test_longest_since_anybody_spoke_comes_first_and_never_before_all() -> None:
    waiting = [(NOW, "today"), (NOW - timedelta(days=400), "long ago"), (None, "never"), (None, "never, and older")]
    assert longest_since_spoken(waiting) == ["never", "never, and older", "long ago", "today"]


def test_peace_after_a_conversation_ends() -> None:
    assert is_quiet(6, NOW - timedelta(days=100), NOW)
    assert not is_quiet(6, NOW - timedelta(days=200), NOW)
    assert not is_quiet(6, None, NOW)
    assert not is_quiet(0, NOW, NOW)
