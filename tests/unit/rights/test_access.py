"""When a request must be answered, and what is withheld."""

from datetime import date

import pytest

from oneplan.definitions.factor import Whose
from oneplan.definitions.framework import read_framework
from oneplan.partnership.rights.rules.access import (
    ABUSE_FACTORS,
    Code,
    Requester,
    due_on,
    why_withheld,
    without_names,
)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),  # the 3rd is a Saturday
        (date(2026, 9, 4), date(2026, 10, 5)),  # the 4th is a Sunday
        (date(2026, 9, 7), date(2026, 10, 7)),
        (date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        (date(2027, 12, 15), date(2028, 1, 17)),  # 15 January 2028 is a Saturday
        (date(2026, 12, 1), date(2027, 1, 1)),
    ],
)
def test_the_answer_is_due_within_a_month(received: date, due: date) -> None:
    assert due_on(received) == due


def test_what_is_about_an_adult_is_another_persons_whoever_asks() -> None:
    for whose in (Whose.PARENT, Whose.HOUSEHOLD):
        for requester in Requester:
            assert why_withheld(whose, ("parental_mental_health",), requester) is Code.OTHER


def test_a_parent_is_not_given_what_speaks_of_possible_abuse_and_the_child_is() -> None:
    facts = ("violence_or_aggression", "physical_abuse")
    assert why_withheld(Whose.CHILD, facts, Requester.PARENT) is Code.ABUSE
    assert why_withheld(Whose.CHILD, facts, Requester.CHILD) is None
    assert why_withheld(Whose.CHILD, ("poor_attendance",), Requester.PARENT) is None


def test_factors_that_speak_of_abuse_are_factors() -> None:
    assert {factor.id for factor in read_framework().factors} >= ABUSE_FACTORS


def test_names_are_taken_out_however_they_are_written() -> None:
    said = "BEN hit her; Ben Marlow's friend saw. Bennett did not."
    assert without_names(said, ["Ben", "Ben Marlow"]) == (
        "[withheld: other] hit her; [withheld: other]'s friend saw. Bennett did not."
    )
