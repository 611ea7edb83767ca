"""What an action's statements add up to, and what about it needs somebody's attention. No Django, no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    """How an action stands, as its owner says. An action of the partnership: never a person or a family."""

    OFF_TRACK = "off_track"  # red
    AT_RISK = "at_risk"  # amber
    ON_TRACK = "on_track"  # green
    DONE = "done"
    STOPPED = "stopped"

    @property
    def is_end(self) -> bool:
        """After it nothing more is asked of the owner."""
        return self in {State.DONE, State.STOPPED}


class Attention(StrEnum):
    """Why somebody should look at an action, the most pressing first."""

    RED_WITHOUT_REMEDY = "red_without_remedy"
    REMEDY_LATE = "remedy_late"  # what was promised for a red or amber action is past its day, and nothing said since
    OVERDUE = "overdue"
    OWNER_LEFT = "owner_left"
    SILENT = "silent"
    MILESTONE_OVERDUE = "milestone_overdue"
    NO_IMPACT_ASSESSMENT = "no_impact_assessment"


@dataclass(frozen=True)
class Agreed:
    """What is agreed about an action: what, by whom, with whom, when, what it takes, and whom it touches how."""

    text: str
    owner_id: int
    partners: str
    starts_on: date
    due_on: date
    needs: str
    impact: str  # the impact assessment; empty until somebody wrote one


@dataclass(frozen=True)
class Terms:
    """What the attention an action needs rests on, besides what was said."""

    starts_on: date
    due_on: date
    owner_is_here: bool
    has_impact_assessment: bool
    report_every_days: int


@dataclass(frozen=True)
class Progress:
    """One statement, with the day it speaks of. `order` tells two of one day apart: the one written later counts."""

    on: date
    state: State
    has_remedy: bool
    remedy_due_on: date | None = None
    order: int = 0


def latest(said: Iterable[Progress]) -> Progress | None:
    """The statement that counts now; None while nothing was said."""
    return max(said, key=lambda one: (one.on, one.order), default=None)


def attention(
    terms: Terms, said: Sequence[Progress], milestones_open_due_on: Iterable[date], today: date
) -> tuple[Attention, ...]:
    """Everything about an action that needs somebody's attention on a day. Ended actions need none."""
    last = latest(said)
    if last and last.state.is_end:
        return ()
    found = {
        Attention.RED_WITHOUT_REMEDY: last is not None and last.state is State.OFF_TRACK and not last.has_remedy,
        Attention.REMEDY_LATE: last is not None and last.remedy_due_on is not None and last.remedy_due_on < today,
        Attention.OVERDUE: terms.due_on < today,
        Attention.OWNER_LEFT: not terms.owner_is_here,
        Attention.SILENT: is_silent(terms, last, today),
        Attention.MILESTONE_OVERDUE: any(due_on < today for due_on in milestones_open_due_on),
        Attention.NO_IMPACT_ASSESSMENT: not terms.has_impact_assessment,
    }
    return tuple(one for one in Attention if found[one])


def is_silent(terms: Terms, last: Progress | None, today: date) -> bool:
    """Whether nothing was said for longer than agreed, counted from the start while nothing was said at all."""
    since = max(last.on, terms.starts_on) if last else terms.starts_on
    return since + timedelta(days=terms.report_every_days) < today
