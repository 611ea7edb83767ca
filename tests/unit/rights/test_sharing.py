"""What a decision to share must say, and which consents stand."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from oneplan.definitions.duty import Duty, duty_to_share
from oneplan.partnership.rights.rules.sharing import (
    Considered,
    Outcome,
    Told,
    is_overdue,
    problems_with,
    standing_consents,
)

WEIGHED = Considered(Told.BEFORE, "", "Nobody: it names the child alone", "")
AT = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    by_whom: str
    purpose_code: str
    recipient: str
    answer: str


def test_what_must_be_said() -> None:
    assert problems_with(Outcome.SHARED, WEIGHED, duty_holds=True) == {}
    silent = Considered(Told.NOT_TOLD, "", "", "")
    assert set(problems_with(Outcome.SHARED, silent, duty_holds=True)) == {"why_not_told", "could_be_harmed"}


@pytest.mark.parametrize(("duty_holds", "missing"), [(True, {"detriment"}), (False, set())])
def test_while_the_duty_holds_a_refusal_says_what_harm_sharing_would_do(duty_holds: bool, missing: set[str]) -> None:
    assert set(problems_with(Outcome.NOT_SHARED, WEIGHED, duty_holds=duty_holds)) == missing


def test_the_duty_is_a_dated_switch() -> None:
    assert not duty_to_share().holds_on(date(2099, 1, 1)), "no day has been named by regulations"
    named = Duty.model_validate({**duty_to_share().model_dump(), "starts_on": date(2027, 4, 1)})
    assert not named.holds_on(date(2027, 3, 31))
    assert named.holds_on(date(2027, 4, 1))


def test_an_emergency_is_completed_within_a_day() -> None:
    due = AT + timedelta(hours=24)
    assert not is_overdue(due, is_complete=False, at=due)
    assert is_overdue(due, is_complete=False, at=due + timedelta(seconds=1))
    assert not is_overdue(due, is_complete=True, at=due + timedelta(days=9))
    assert not is_overdue(None, is_complete=True, at=AT)


def test_a_new_consent_never_ends_another() -> None:
    nurse = Answer("parent", "help", "School nurse", "given")
    housing = Answer("parent", "help", "Housing", "given")
    other_purpose = Answer("parent", "worry", "School nurse", "refused")
    child = Answer("child", "help", "School nurse", "refused")
    assert standing_consents([nurse, housing, other_purpose, child]) == (nurse, housing, other_purpose, child)


def test_the_last_word_to_the_same_recipient_and_purpose_counts() -> None:
    before = Answer("parent", "help", "School nurse", "given")
    after = Answer("parent", "help", "school nurse ", "withdrawn")
    housing = Answer("parent", "help", "Housing", "given")
    assert standing_consents([before, housing, after]) == (after, housing)
