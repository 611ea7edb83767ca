"""What may be recorded here about a child, and until when it may be taken back. No Django, no database."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from oneplan.definitions.factor import Factor, Whose
from oneplan.vocabulary.approximate_date import ApproximateDate
from oneplan.vocabulary.knowledge import FactorKind


class SaidBy(StrEnum):
    """Who said what was recorded."""

    CHILD = "child"
    PARENT = "parent"
    RELATIVE = "relative"
    PROFESSIONAL = "professional"
    RECORDER = "recorder"


class NotSaidOf(ValueError):
    """A factor was said of somebody of whom it cannot be said."""


class InTheFuture(ValueError):
    """Something was recorded that has not happened yet."""


def check_recordable(factor: Factor, about: Whose, when: ApproximateDate, today: date) -> None:
    """Raise `NotSaidOf` or `InTheFuture` for what nobody can know."""
    if factor.kind is FactorKind.OUTCOME or about not in factor.said_of:
        raise NotSaidOf("It cannot be said of them.")
    if when.first > today:
        raise InTheFuture("It has not happened yet.")


def last_day(when: ApproximateDate, today: date) -> date | None:
    """The last day that it may have been, which is never after today; None where the day is known."""
    return None if when.is_exact else min(when.last, today)
