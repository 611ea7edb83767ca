"""When things were as far as anybody remembers, in which order they stand, and where nothing is told."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneplan.partnership.matrix.rules import LONGEST_QUIET, Gap, Place, Version, When, gaps
from oneplan.vocabulary.approximate_date import ApproximateDate, DateSense
from oneplan.web.words import remembered_date

TODAY = date(2026, 9, 30)
days = st.dates(date(2005, 1, 1), TODAY)


def on(day: date) -> When:
    return When.recorded(day, None)


@pytest.mark.parametrize(
    ("when", "sense", "words"),
    [
        (ApproximateDate(2019), DateSense.ON, "2019"),
        (ApproximateDate(2019), DateSense.ABOUT, "About 2019"),
        (ApproximateDate(2019, 5), DateSense.BEFORE, "Before May 2019"),
        (ApproximateDate(2019, 5, 3), DateSense.ON, "3 May 2019"),
    ],
)
def test_a_date_is_told_as_it_is_remembered(when: ApproximateDate, sense: DateSense, words: str) -> None:
    assert remembered_date(when, sense) == words


def test_what_was_before_a_year_stands_before_what_was_in_it() -> None:
    before, within = (When.remembered(ApproximateDate(2019), sense) for sense in (DateSense.BEFORE, DateSense.ON))
    assert sorted([within, on(date(2019, 1, 1)), on(date(2018, 12, 30)), before])[:2] == [
        on(date(2018, 12, 30)),
        before,
    ]


def test_a_span_and_a_whole_year_leave_no_gap_in_them() -> None:
    spell = When.recorded(date(2024, 1, 5), date(2025, 12, 1))
    year = When.remembered(ApproximateDate(2026), DateSense.ON)
    assert gaps([spell, year], TODAY) == []


def test_a_long_quiet_is_told_between_entries_and_up_to_today() -> None:
    first, second = date(2023, 3, 3), date(2024, 5, 9)
    assert gaps([on(second), on(first)], TODAY) == [Gap(first, second), Gap(second, TODAY)]


def test_where_nothing_is_told_at_all_there_is_no_gap() -> None:
    assert gaps([], TODAY) == []


@given(st.lists(days, min_size=1))
def test_every_long_quiet_is_told_once_and_no_other(told: list[date]) -> None:
    found = gaps([on(day) for day in told], TODAY)
    quiet = {day for gap in found for day in (gap.after + timedelta(days=1), gap.until - timedelta(days=1))}
    assert all(gap.until - gap.after > LONGEST_QUIET for gap in found)
    assert not quiet & set(told)
    ends = sorted({*told, TODAY})
    assert len(found) == sum(later - earlier > LONGEST_QUIET for earlier, later in pairwise(ends))


def test_what_is_shared_stands_in_the_own_timeline_too_and_what_is_left_out_in_neither() -> None:
    assert Version.EVERYBODYS.holds < Version.OURS.holds
    assert Place.LEFT_OUT not in Version.OURS.holds
