"""What a decision to share must say, by when it is completed, and which consents stand. No Django, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

#: An emergency is written down in a few words at once, and in full within a day.
COMPLETED_WITHIN = timedelta(hours=24)
SHORTEST_REASON = 10


class Outcome(StrEnum):
    """What was decided. That something was not shared is kept as carefully as that it was."""

    SHARED = "shared"
    NOT_SHARED = "not_shared"


class Told(StrEnum):
    """Whether the family knows."""

    BEFORE = "before"
    AFTER = "after"
    NOT_TOLD = "not_told"


class ConsentAnswer(StrEnum):
    """What somebody said to one purpose and one recipient."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ConsentBy(StrEnum):
    """Whose word it is."""

    CHILD = "child"
    PARENT = "parent"


@dataclass(frozen=True)
class Considered:
    """What is weighed before sharing, or within a day after an emergency."""

    told: Told
    why_not_told: str
    could_be_harmed: str
    detriment: str


def problems_with(outcome: Outcome, considered: Considered, *, duty_holds: bool) -> dict[str, str]:
    """What is missing, in words for the person, by the field it is missing from."""
    problems = {}
    if considered.told is Told.NOT_TOLD and _is_short(considered.why_not_told):
        problems["why_not_told"] = "Say why the family was not told"
    if _is_short(considered.could_be_harmed):
        problems["could_be_harmed"] = "Say who could be harmed if this is seen, or how you know that nobody could"
    if outcome is Outcome.NOT_SHARED and duty_holds and _is_short(considered.detriment):
        problems["detriment"] = "Say how sharing would be more detrimental to the child than not sharing"
    return problems


def is_overdue(due_at: datetime | None, *, is_complete: bool, at: datetime) -> bool:
    """Whether what was decided in an emergency should have been completed by now."""
    return due_at is not None and not is_complete and at > due_at


def _is_short(words: str) -> bool:
    return len(words.strip()) < SHORTEST_REASON


class Said(Protocol):
    """One answer about consent, as it is kept."""

    by_whom: str
    purpose_code: str
    recipient: str


One = TypeVar("One", bound=Said)


def standing_consents(said: Iterable[One]) -> tuple[One, ...]:
    """The last answer to each purpose and recipient by each person, in the order first asked. `said`: oldest first.

    A new answer takes the place of an earlier one to the same purpose and recipient, and of no other.
    """
    last: dict[tuple[str, str, str], One] = {}
    for one in said:
        last[(one.by_whom, one.purpose_code, one.recipient.casefold().strip())] = one
    return tuple(last.values())
