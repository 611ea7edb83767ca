"""When a request to see what is held must be answered, and what is withheld from whom, with a reason code."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from oneplan.definitions.factor import Whose


class Requester(StrEnum):
    """Who asks. A child's own right does not depend on an age but on whether they understand it."""

    CHILD = "child"
    PARENT = "parent"


class Code(StrEnum):
    """Why something is withheld. Each is written where something is missing."""

    OTHER = "other"
    HARM = "harm"
    ABUSE = "abuse"


#: What each code means, and what in law it rests on.
CODES = {
    Code.OTHER: (
        "It is about another person",
        "Data Protection Act 2018, Schedule 2, paragraph 16; UK GDPR Article 15(4)",
    ),
    Code.HARM: (
        "Reading it could do serious harm to somebody",
        "Data Protection Act 2018, Schedule 3, Part 3, paragraph 8",
    ),
    Code.ABUSE: (
        "It is about possible abuse of the child, and a parent asks",
        "Data Protection Act 2018, Schedule 3, Part 5, paragraph 21",
    ),
}
#: Factors that speak of possible abuse of a child.
ABUSE_FACTORS = frozenset(
    {
        "abusive_or_neglectful_parent",
        "domestic_abuse",
        "emotional_abuse",
        "emotional_neglect",
        "exploitation",
        "physical_abuse",
        "physical_neglect",
        "sexual_abuse",
    }
)
_SHORTEST_NAME = 2
_FRIDAY = 5


def due_on(received_on: date) -> date:
    """One month after it was received: the same day of the next month, or its last; a weekend goes to Monday."""
    year, month = (received_on.year + received_on.month // 12, received_on.month % 12 + 1)
    due = date(year, month, min(received_on.day, calendar.monthrange(year, month)[1]))
    to_monday = (8 - due.isoweekday()) if due.isoweekday() > _FRIDAY else 0
    return due + timedelta(days=to_monday)


def why_withheld(whose: Whose, factors: Iterable[str], requester: Requester) -> Code | None:
    """Why a fact is withheld, or None. Facts about adults are another person's, whoever asks."""
    if requester is Requester.PARENT and ABUSE_FACTORS & set(factors):
        return Code.ABUSE
    return None if whose is Whose.CHILD else Code.OTHER


def without_names(words: str, names: Iterable[str]) -> str:
    """Free text with every name of another person taken out, in whichever letters it is written."""
    for name in sorted({name for name in names if len(name) >= _SHORTEST_NAME}, key=len, reverse=True):
        words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", f"[withheld: {Code.OTHER}]", words, flags=re.IGNORECASE)
    return words
