"""What may be recorded here about a child, and what a timeline keeps and where it has gaps. No Django, no database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from oneplan.definitions.factor import Factor, Whose
from oneplan.vocabulary.approximate_date import ApproximateDate, DateSense
from oneplan.vocabulary.knowledge import FactorKind


class SaidBy(StrEnum):
    """Who said what was recorded."""

    CHILD = "child"
    PARENT = "parent"
    RELATIVE = "relative"
    PROFESSIONAL = "professional"
    RECORDER = "recorder"


class PlacePart(StrEnum):
    """What a page about the place shows."""

    WHOLE = "whole"
    WARD = "ward"
    SCHOOL = "school"
    AGE = "age"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    SEND = "send"
    PAIRS = "pairs"
    UNMET = "unmet"
    PUBLISHED = "published"


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


class Place(StrEnum):
    """Where an entry of a timeline belongs, as an organisation decided."""

    OURS = "ours"
    EVERYBODYS = "everybodys"
    LEFT_OUT = "left_out"


class Version(StrEnum):
    """A timeline to hand on: one organisation's own, or the one that all agencies share."""

    OURS = "ours"
    EVERYBODYS = "everybodys"

    @property
    def holds(self) -> frozenset[Place]:
        """What belongs in it: everything that is shared is in the own one too."""
        return frozenset({Place.EVERYBODYS}) if self is Version.EVERYBODYS else frozenset(Place) - {Place.LEFT_OUT}


@dataclass(frozen=True)
class Chosen:
    """What somebody decides about an entry: where it stands, what it meant for the child, and what was done."""

    place: Place
    significance: str
    done: str


#: Where nothing was recorded for longer than this, a timeline says so.
LONGEST_QUIET = timedelta(days=183)


@dataclass(frozen=True, order=True)
class When:
    """When something was, as far as it is known. In order of time; what was before a date stands before that date."""

    first: date
    last: date
    said: ApproximateDate = field(compare=False)
    sense: DateSense = field(compare=False)
    until: date | None = field(compare=False)

    @classmethod
    def remembered(cls, when: ApproximateDate, sense: DateSense) -> When:
        """As somebody remembers it. Of what was before a date only that is known: the day before is as near as any."""
        eve = when.first - timedelta(days=1)
        return (
            cls(eve, eve, when, sense, None)
            if sense is DateSense.BEFORE
            else cls(when.first, when.last, when, sense, None)
        )

    @classmethod
    def recorded(cls, from_on: date, to_on: date | None) -> When:
        """As an agency wrote it down: a day, or from a day to a day."""
        exact = ApproximateDate(from_on.year, from_on.month, from_on.day)
        return cls(from_on, max(from_on, to_on or from_on), exact, DateSense.ON, to_on if to_on != from_on else None)


@dataclass(frozen=True)
class Gap:
    """A time of which nothing is told."""

    after: date
    until: date


def gaps(times: Iterable[When], today: date) -> list[Gap]:
    """Where nothing is told for long, between entries or since the last. Before the first there is no gap."""
    found: list[Gap] = []
    told_to: date | None = None
    for one in sorted(times):
        if told_to is not None and one.first - told_to > LONGEST_QUIET:
            found.append(Gap(told_to, one.first))
        told_to = max(told_to or one.last, one.last)
    if told_to is not None and today - told_to > LONGEST_QUIET:
        found.append(Gap(told_to, today))
    return found


def entry_id_of(event_id: str) -> str:
    """The id of an event as an entry: an address must not hold what an agency calls its record."""
    return hashlib.sha256(event_id.encode()).hexdigest()[:20]
