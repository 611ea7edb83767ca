"""How a reason to talk closes, how many reach one worker in a day, and when a rule holds its peace. No Django."""

import math
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

#: More than this many reach nobody in one day; the others wait. A list too long to talk about is not read.
MOST_IN_A_DAY = 5
#: A reason must say something a reader years later can understand.
SHORTEST_REASON = 10

#: All that a mail says. It may be read on a telephone on a table.
DIGEST_SUBJECT = "Something waits for you in OnePlan"
DIGEST_WORDS = (
    "Reasons to talk wait for you. Sign in to OnePlan and choose Reasons to talk to read them.\n\n"
    "This is written once a day at most, and only when something waits. It never says about whom.\n"
)

Prompt = TypeVar("Prompt")


class State(StrEnum):
    """A reason to talk is open until a person closes it."""

    OPEN = "open"
    CLOSED = "closed"


class Answer(StrEnum):
    """What a person decided. Nothing else closes a reason to talk: no machine, and no passing of time."""

    TALKED = "talked"
    IN_HAND = "in_hand"
    NOT_NEEDED = "not_needed"
    WRONG_DATA = "wrong_data"


class Help(StrEnum):
    """Whether the family took up help after a conversation."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    NOT_OFFERED = "not_offered"


#: What each answer is called, and what it means.
ANSWERS = {
    Answer.TALKED: ("We talked with the family", "A conversation took place, whatever came of it"),
    Answer.IN_HAND: ("It is already in hand", "Somebody is already doing what this asks for"),
    Answer.NOT_NEEDED: ("It is not needed", "You know the child, and there is no need to talk about this"),
    Answer.WRONG_DATA: ("The data is wrong", "Something here is not so, or is about somebody else"),
}
#: What each answer about help is called.
HELPED = {
    Help.ACCEPTED: "They took up help",
    Help.DECLINED: "They did not want help",
    Help.NOT_OFFERED: "No help was offered",
}

#: Every step there is. A closed one is never opened again: a new fact makes a new reason to talk.
TRANSITIONS = {(State.OPEN, answer): State.CLOSED for answer in Answer}


def closes(state: State, answer: Answer) -> bool:
    """Whether this answer may be given in this state."""
    return (state, answer) in TRANSITIONS


def problem_with(answer: Answer, reason: str, helped: Help | None) -> str:
    """What is wrong with an answer, in words for the person who gave it; nothing when it may stand."""
    if len(reason.strip()) < SHORTEST_REASON:
        return "Say in a sentence why"
    if answer is Answer.TALKED and helped is None:
        return "Say whether the family took up help"
    if answer is not Answer.TALKED and helped is not None:
        return "Only after a conversation can a family have taken up help"
    return ""


def todays(waiting: Sequence[tuple[str, Prompt]], shown_today: Collection[str]) -> list[Prompt]:
    """Those of the waiting that one worker sees today, in the order given: what was shown today, and new ones up to
    `MOST_IN_A_DAY` in all. What was shown today and is closed since still counts.
    """
    room = MOST_IN_A_DAY - len(shown_today)
    chosen = []
    for prompt_id, prompt in waiting:
        if prompt_id in shown_today:
            chosen.append(prompt)
        elif room > 0:
            room -= 1
            chosen.append(prompt)
    return chosen


class Order(StrEnum):
    """How the day's list may be read. There is no other: nothing weighs one family against another."""

    SPOKEN = "spoken"
    NEWEST = "newest"
    NAME = "name"


def longest_since_spoken(waiting: Iterable[tuple[datetime | None, Prompt]]) -> list[Prompt]:
    """In the order of when anybody last spoke with the family, those with whom nobody ever did first.

    Those that are alike stay in the order given.
    """
    return [one for _, one in sorted(waiting, key=lambda each: each[0].timestamp() if each[0] else -math.inf)]


def is_quiet(quiet_months: int, last_talked_at: datetime | None, now: datetime) -> bool:
    """Whether a rule holds its peace because somebody talked with the family lately. A month is 30.4 days."""
    return last_talked_at is not None and now - last_talked_at < timedelta(days=quiet_months * 365 / 12)
