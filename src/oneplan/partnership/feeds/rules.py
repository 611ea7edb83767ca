"""The states of a delivery, when a feed is overdue, and what a spreadsheet must not run."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a delivery has got to. States are added one after another and never changed."""

    WAITING = "waiting"
    READING = "reading"
    LOADED = "loaded"
    SAME = "same"  # the same files were loaded before
    ASKS = "asks"  # something has to be confirmed first
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


#: What may follow each state. Reading may follow reading: a process that was killed left it there.
TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.WAITING: frozenset({State.READING}),
    State.READING: frozenset({State.READING, State.LOADED, State.SAME, State.ASKS, State.REFUSED}),
    State.ASKS: frozenset({State.CONFIRMED, State.WITHDRAWN}),
    State.CONFIRMED: frozenset({State.READING}),
    State.LOADED: frozenset(),
    State.SAME: frozenset(),
    State.REFUSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
#: States that end by themselves, without anybody doing anything.
PASSING = frozenset({State.WAITING, State.READING, State.CONFIRMED})
TO_READ = frozenset({State.WAITING, State.CONFIRMED})
#: Reading is ended after half an hour, so what has been read for longer was left by a process that was killed.
GIVEN_UP_AFTER = timedelta(hours=1)
#: How long a file in a watched folder must have been left alone before it counts as whole.
AT_REST = timedelta(minutes=1)


class SaidWrongBy(StrEnum):
    """Who says that something an agency sent is not so."""

    CHILD = "child"
    PARENT = "parent"
    WORKER = "worker"


class Corrected(StrEnum):
    """What the agency that sent it answered."""

    CORRECTED = "corrected"
    STANDS = "stands"


def may_see_feed(agency: str, officer_of: Collection[str]) -> bool:
    """Whether a feed may be seen by the data officer of these agencies. Nobody else's, however senior: it names people.

    Deny by default: a role at one agency opens nothing at another.
    """
    return agency in officer_of


def may_follow(before: State, after: State) -> bool:
    """Whether a delivery in one state may go to another."""
    return after in TRANSITIONS[before]


def is_to_read(state: State, since: datetime, at: datetime) -> bool:
    """Whether a delivery should be read now: it waits for it, or whatever was reading it is gone."""
    return state in TO_READ or (state is State.READING and at - since > GIVEN_UP_AFTER)


def is_overdue(last_received_on: date | None, every_days: int | None, today: date) -> bool:
    """Whether a feed that should come every so many days has not. Without an agreed rhythm nothing is overdue."""
    if every_days is None:
        return False
    return last_received_on is None or (today - last_received_on).days > every_days
