"""The words of a year of the plan: the board, and an action with everything that was said about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.forms import Form

from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.strategy.models import ActionTerms, DeliveryPlan, Milestone, Progress
from oneplan.partnership.strategy.permissions import may_manage_delivery, may_say_progress
from oneplan.partnership.strategy.queries import ActionRead, Board, Part
from oneplan.partnership.strategy.rules import Attention, State
from oneplan.web.words import long_date, long_datetime

#: The state in words, and the colour of its tag: the words say it all, the colour only repeats them.
STATES = {
    State.OFF_TRACK: ("Off track (red)", "govuk-tag--red"),
    State.AT_RISK: ("At risk (amber)", "govuk-tag--yellow"),
    State.ON_TRACK: ("On track (green)", "govuk-tag--green"),
    State.DONE: ("Done", "govuk-tag--blue"),
    State.STOPPED: ("Stopped", "govuk-tag--grey"),
}
SILENCE = ("Nothing said yet", "govuk-tag--grey")
ATTENTION = {
    Attention.RED_WITHOUT_REMEDY: "Red, and nobody has said what will be done about it",
    Attention.REMEDY_LATE: "What was promised about it is past its day, and nothing was said since",
    Attention.OVERDUE: "Past its due day, and neither done nor stopped",
    Attention.OWNER_LEFT: "Its owner has left: it needs another",
    Attention.SILENT: "Its owner has said nothing for longer than agreed",
    Attention.MILESTONE_OVERDUE: "A milestone is past its day",
    Attention.NO_IMPACT_ASSESSMENT: "No impact assessment yet",
}
#: What is asked about an action: the heading, what to know first, and the button.
ASKED = {
    "change": ("Change what is agreed", "What was agreed before stays to be seen below the action.", "Agree to this"),
    "milestone": ("Add a milestone", "The owner says when it was reached, and what shows it.", "Add the milestone"),
    "say": ("Say how it goes", "It is added to what was said before. Nothing is overwritten.", "Say so"),
    "take back": (
        "Take back what was said",
        "It stays to be seen, with your name and reason, and counts no more.",
        "Take it back",
    ),
}
HOW_OFTEN = {31: "every month", 92: "every three months", 183: "every six months"}


@dataclass(frozen=True)
class Tag:
    """A state in words, and its colour."""

    text: str
    classes: str


@dataclass(frozen=True)
class Card:
    """An action on the board."""

    id: int
    text: str
    serves: str
    state: Tag
    owner: str
    due: str
    said: str
    attention: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """Actions that stand alike."""

    heading: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class YearLink:
    """Another year of the plan."""

    year: str
    is_shown: bool


@dataclass(frozen=True)
class BoardPage:
    """A year of the plan at a glance: what needs attention first, then everything by how it stands."""

    plan: str
    year: str  # empty before the first year is begun
    runs: str
    years: tuple[YearLink, ...]
    needing: tuple[Card, ...]
    columns: tuple[Column, ...]
    not_taken_up: tuple[str, ...]
    may_change: bool


@dataclass(frozen=True)
class TermsLine:
    """What was agreed earlier, until when, and why it was changed."""

    until: str
    reason: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone and whether it was reached."""

    text: str
    due: str
    state: str


@dataclass(frozen=True)
class Statement:
    """What was said of an action on a day."""

    id: int
    heading: str
    state: Tag
    said: str
    details: tuple[tuple[str, str], ...]
    withdrawn: str  # who took it back, when and why; empty while it stands


@dataclass(frozen=True)
class ActionPage:
    """An action, all that is agreed about it, and everything that was said."""

    id: int
    year: str
    text: str
    serves: str
    state: Tag
    attention: tuple[str, ...]
    agreed: tuple[tuple[str, str], ...]
    earlier: tuple[TermsLine, ...]
    milestones: tuple[MilestoneLine, ...]
    statements: tuple[Statement, ...]
    may_change: bool
    may_say: bool


@dataclass(frozen=True)
class FormPage:
    """A form about a year or an action, with where it leads back to."""

    heading: str
    caption: str
    explanation: str
    button: str
    form: Form
    year: str = ""
    action_id: int | None = None


def board_page(found: Board, viewer: Viewer) -> BoardPage:
    """The board. Actions that need attention come first, those that need most of it before the others."""
    cards = [(one, card(one)) for one in found.actions]
    by_state = {
        heading: tuple(held for one, held in cards if (State(one.last.state) if one.last else None) is state)
        for state, heading in ((None, SILENCE[0]), *((state, words) for state, (words, _) in STATES.items()))
    }
    needing = sorted((one for one in cards if one[0].attention), key=lambda one: _pressing(one[0]))
    return BoardPage(
        plan=found.plan.title,
        year=found.year.year if found.year else "",
        runs=_runs(found.year) if found.year else "",
        years=tuple(YearLink(one.year, one == found.year) for one in found.years),
        needing=tuple(held for _, held in needing),
        columns=tuple(Column(heading, held) for heading, held in by_state.items() if held),
        not_taken_up=tuple(_serves(part) for part in found.not_taken_up),
        may_change=may_manage_delivery(viewer),
    )


def action_page(found: ActionRead, viewer: Viewer) -> ActionPage:
    """One action."""
    terms = (found.terms, *found.earlier_terms)
    return ActionPage(
        id=found.action.pk,
        year=found.action.delivery_plan.year,
        text=found.terms.text,
        serves=_serves(found.part),
        state=_state(found.last),
        attention=_attention(found),
        agreed=_agreed(found.terms, found.owner_works_at or "has left"),
        earlier=tuple(
            TermsLine(f"{long_datetime(later.at)} by {later.by.name}", later.reason, _agreed(earlier))
            for later, earlier in pairwise(terms)
        ),
        milestones=tuple(
            MilestoneLine(one.text, long_date(one.due_on), _reached(one, said)) for one, said in found.milestones
        ),
        statements=tuple(map(_statement, found.progress)),
        may_change=may_manage_delivery(viewer),
        may_say=may_say_progress(viewer, found.terms.owner_id),
    )


def year_form_page(form: Form) -> FormPage:
    """Beginning a year."""
    return FormPage(
        "Begin a year of the plan",
        "Delivery plan",
        "Each year has its own actions. Owners are asked how they go; those who say nothing are named on the board.",
        "Begin the year",
        form,
    )


def new_action_page(form: Form, year: str) -> FormPage:
    """Adding an action."""
    return FormPage(
        "Add an action",
        f"Delivery plan {year}",
        "What will be done this year for a part of the plan, and who answers for it.",
        "Add the action",
        form,
        year,
    )


def about_action_page(found: ActionRead, form: Form, asked: str) -> FormPage:
    """A form about an action that is there. `asked` is a key of `ASKED`."""
    year, action_id = found.action.delivery_plan.year, found.action.pk
    heading, explanation, button = ASKED[asked]
    return FormPage(heading, found.terms.text, explanation, button, form, year, action_id)


def card(found: ActionRead) -> Card:
    """An action as it stands on the board."""
    last = found.last
    return Card(
        id=found.action.pk,
        text=found.terms.text,
        serves=_serves(found.part),
        state=_state(last),
        owner=found.terms.owner.name + ("" if found.owner_works_at else " (has left)"),
        due=long_date(found.terms.due_on),
        said=f"{long_date(last.on)}: {last.said}" if last else "",
        attention=_attention(found),
    )


def _pressing(found: ActionRead) -> list[int]:
    order = list(Attention)
    return [order.index(one) for one in found.attention]


def _attention(found: ActionRead) -> tuple[str, ...]:
    return tuple(ATTENTION[one] for one in found.attention)


def _state(last: Progress | None) -> Tag:
    return Tag(*(STATES[State(last.state)] if last else SILENCE))


def _runs(year: DeliveryPlan) -> str:
    often = HOW_OFTEN.get(year.report_every_days, f"every {year.report_every_days} days")
    return f"{long_date(year.from_on)} to {long_date(year.to_on)}. Owners say {often} how it goes."


def _serves(part: Part) -> str:
    return f"{part.theme}: {part.text}" if part.theme else part.text


def _agreed(terms: ActionTerms, owner_works_at: str = "") -> tuple[tuple[str, str], ...]:
    owner = f"{terms.owner.name}, {owner_works_at}" if owner_works_at else terms.owner.name
    return (
        ("What", terms.text),
        ("Owner", owner),
        ("With", terms.partners or "Nobody else named"),
        ("Start", long_date(terms.starts_on)),
        ("Due", long_date(terms.due_on)),
        ("Needs", terms.needs or "Not said"),
        ("Impact assessment", terms.impact or "Not written yet"),
        ("Agreed", f"{long_datetime(terms.at)}, written down by {terms.by.name}"),
    )


def _reached(milestone: Milestone, said: Progress | None) -> str:
    return f"Reached, as said on {long_date(said.on)}" if said else "Not reached yet"


def _statement(said: Progress) -> Statement:
    withdrawal = getattr(said, "withdrawal", None)
    details: Iterable[tuple[str, str]] = (
        ("What shows it", said.evidence),
        ("What will be done", said.remedy),
        ("By", long_date(said.remedy_due_on) if said.remedy_due_on else ""),
        ("Milestone reached", said.reached.text if said.reached else ""),
        ("Said by", f"{said.by.name}, {long_datetime(said.at)}"),
    )
    return Statement(
        id=said.pk,
        heading=long_date(said.on),
        state=_state(said),
        said=said.said,
        details=tuple((label, words) for label, words in details if words),
        withdrawn=f"Taken back by {withdrawal.by.name}, {long_datetime(withdrawal.at)}: {withdrawal.reason}"
        if withdrawal
        else "",
    )
