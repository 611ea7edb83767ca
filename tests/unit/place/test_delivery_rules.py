"""What needs attention about an action: told from dates and statements, and never counted up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from oneplan.partnership.strategy.rules import Attention, Progress, State, Terms, attention, latest

TODAY = date(2026, 9, 30)
AGREED = Terms(
    date(2026, 4, 1), date(2027, 3, 31), owner_is_here=True, has_impact_assessment=True, report_every_days=92
)
FINE = Progress(date(2026, 9, 1), State.ON_TRACK, has_remedy=False)
RED = Progress(date(2026, 9, 1), State.OFF_TRACK, has_remedy=False)


def test_an_action_that_goes_well_and_is_spoken_of_needs_nothing() -> None:
    assert attention(AGREED, [FINE], [], TODAY) == ()


def test_red_without_a_remedy_is_itself_shown() -> None:
    assert attention(AGREED, [RED], [], TODAY) == (Attention.RED_WITHOUT_REMEDY,)
    assert attention(AGREED, [replace(RED, has_remedy=True)], [], TODAY) == ()


def test_a_remedy_past_its_day_with_nothing_said_since() -> None:
    late = replace(RED, has_remedy=True, remedy_due_on=TODAY - timedelta(days=1))
    assert attention(AGREED, [late], [], TODAY) == (Attention.REMEDY_LATE,)
    assert attention(AGREED, [replace(late, remedy_due_on=TODAY)], [], TODAY) == ()
    assert attention(AGREED, [late, replace(FINE, on=TODAY)], [], TODAY) == ()


@pytest.mark.parametrize(("days", "is_silent"), [(92, False), (93, True)])
def test_an_owner_who_says_nothing_is_named_the_day_after_it_was_due(days: int, is_silent: bool) -> None:
    said = replace(FINE, on=TODAY - timedelta(days=days))
    assert (Attention.SILENT in attention(AGREED, [said], [], TODAY)) is is_silent
    started = replace(AGREED, starts_on=TODAY - timedelta(days=days))
    assert (Attention.SILENT in attention(started, [], [], TODAY)) is is_silent


def test_nothing_is_asked_before_the_start() -> None:
    planned = replace(AGREED, starts_on=TODAY + timedelta(days=30))
    early = replace(FINE, on=TODAY - timedelta(days=200))
    assert attention(planned, [early], [], TODAY) == ()


def test_an_owner_who_left_and_dates_that_passed() -> None:
    late = replace(AGREED, owner_is_here=False, due_on=TODAY - timedelta(days=1), has_impact_assessment=False)
    assert attention(late, [FINE], [TODAY - timedelta(days=1)], TODAY) == (
        Attention.OVERDUE,
        Attention.OWNER_LEFT,
        Attention.MILESTONE_OVERDUE,
        Attention.NO_IMPACT_ASSESSMENT,
    )
    assert attention(replace(AGREED, due_on=TODAY), [FINE], [TODAY], TODAY) == ()


@pytest.mark.parametrize("end", [State.DONE, State.STOPPED])
def test_what_has_ended_needs_nothing_more(end: State) -> None:
    left = replace(AGREED, owner_is_here=False, due_on=date(2026, 5, 1))
    assert attention(left, [replace(FINE, state=end)], [date(2026, 5, 1)], TODAY) == ()


def test_the_statement_about_the_latest_day_counts_and_of_one_day_the_one_written_later() -> None:
    assert latest([]) is None
    assert latest([RED, replace(FINE, on=date(2026, 8, 1), order=9)]) == RED
    assert latest([replace(FINE, order=2), replace(RED, order=1)]) == replace(FINE, order=2)
