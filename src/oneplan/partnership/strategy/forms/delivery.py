"""What is agreed to be done in a year, and how it goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from oneplan.partnership.strategy.models import Milestone
from oneplan.partnership.strategy.queries import Part
from oneplan.partnership.strategy.rules import Agreed, State
from oneplan.web.forms import DateField

STATES = {
    State.ON_TRACK: ("On track (green)", "It will be done by its day"),
    State.AT_RISK: ("At risk (amber)", "It may not, unless something is done"),
    State.OFF_TRACK: ("Off track (red)", "It will not, as things stand"),
    State.DONE: ("Done", "Nothing more is to do"),
    State.STOPPED: ("Stopped", "It will not be done, and that was decided"),
}
EVERY = {31: "Every month", 92: "Every three months", 183: "Every six months"}


def _words(label: str, *, hint: str = "", required: str = "", longest: int = 1000) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=longest,
        widget=forms.Textarea,
        error_messages={"required": required},
    )


class DeliveryYearForm(forms.Form):
    """A year of the plan to begin."""

    year = forms.SlugField(
        label="Which year?",
        help_text="As people will say it, with a hyphen. For example, 2026-27",
        max_length=20,
        error_messages={
            "required": "Enter which year it is",
            "invalid": "The year must be letters, figures and hyphens only, like 2026-27",
        },
    )
    from_on = DateField(label="First day", help_text="For example, 1 4 2026")
    to_on = DateField(label="Last day", help_text="For example, 31 3 2027")
    report_every_days = forms.TypedChoiceField(
        label="How often do owners say how it goes?",
        coerce=int,
        choices=list(EVERY.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often owners say how it goes"},
    )

    def __init__(self, data: Any = None, *, taken: Iterable[str] = ()) -> None:
        super().__init__(data)
        self._taken = set(taken)

    def clean(self) -> dict[str, Any]:
        """A year has length, and a name of its own."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("year") in self._taken:
            self.add_error("year", f"{said['year']} is there already. Enter another year")
        if {"from_on", "to_on"} <= said.keys() and said["to_on"] <= said["from_on"]:
            self.add_error("to_on", "Last day must be after the first day")
        return said


class AgreedForm(forms.Form):
    """What is agreed about an action."""

    text = forms.CharField(
        label="What will be done?", max_length=300, error_messages={"required": "Say what will be done"}
    )
    owner_id = forms.TypedChoiceField(
        label="Who owns it?",
        help_text="One person, who will say how it goes",
        coerce=int,
        error_messages={"required": "Choose who owns it"},
    )
    partners = forms.CharField(
        label="Who else takes part?",
        help_text="Teams and organisations, with commas between",
        required=False,
        max_length=300,
    )
    starts_on = DateField(label="Start", help_text="For example, 1 4 2026")
    due_on = DateField(label="Due", help_text="For example, 30 9 2026")
    needs = _words("What does it need?", hint="Money, people, decisions, data; “nothing new” is an answer")
    impact = _words(
        "Impact assessment",
        hint="Which groups of children and families it touches, how, and what will be done about harm to any of them",
        longest=2000,
    )

    def __init__(self, data: Any = None, *, owners: Iterable[tuple[int, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["owner_id"].choices = [("", "Choose"), *owners]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nothing is due before it starts."""
        said: dict[str, Any] = super().clean() or {}
        if {"starts_on", "due_on"} <= said.keys() and said["due_on"] < said["starts_on"]:
            self.add_error("due_on", "Due must be on or after the start")
        return said

    @property
    def agreed(self) -> Agreed:
        """What was agreed, apart from what else the form asked."""
        return Agreed(**{name: self.cleaned_data[name] for name in AgreedForm.base_fields})


class NewActionForm(AgreedForm):
    """An action, and the part of the plan that it serves."""

    serves = forms.ChoiceField(
        label="Which part of the plan does it serve?",
        error_messages={"required": "Choose which part of the plan it serves"},
    )

    def __init__(self, data: Any = None, *, parts: Iterable[Part], owners: Iterable[tuple[int, str]]) -> None:
        super().__init__(data, owners=owners)
        self.fields["serves"].choices = [("", "Choose"), *((one.code, _part(one)) for one in parts)]  # type: ignore[attr-defined]
        self.order_fields(["serves"])


class ChangedActionForm(AgreedForm):
    """New terms of an action, and why."""

    reason = forms.CharField(
        label="Why is it changed?",
        help_text="What was agreed before stays to be seen, with this reason",
        max_length=300,
        error_messages={"required": "Say why it is changed"},
    )


class MilestoneForm(forms.Form):
    """A point on the way."""

    text = forms.CharField(
        label="What will be reached?", max_length=300, error_messages={"required": "Say what will be reached"}
    )
    due_on = DateField(label="Due day", help_text="For example, 30 9 2026")


class ProgressForm(forms.Form):
    """How an action stands on a day, and what shows it."""

    on = DateField(label="Day you speak of", help_text="For example, 30 9 2026")
    state = forms.TypedChoiceField(
        label="How does it stand?",
        coerce=State,
        choices=[(state.value, words) for state, (words, _) in STATES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stands"},
    )
    said = _words(
        "What happened?", hint="In a sentence or two. Do not name children or families", required="Say what happened"
    )
    evidence = _words(
        "What shows it?",
        hint="A paper, a minute, a figure, or who saw it. Do not name children or families",
        required="Say what shows it",
    )
    remedy = _words(
        "What will be done about it?",
        hint="Where it is at risk or off track: what, and by whom. Left empty, the board says that nothing is planned",
    )
    remedy_due_on = DateField(label="By when will that be done?", required=False, help_text="For example, 31 10 2026")
    reached_id = forms.ChoiceField(label="Was a milestone reached?", required=False)

    def __init__(self, data: Any = None, *, milestones: Iterable[Milestone], today: date) -> None:
        super().__init__(data, initial={"on": today})
        open_ones = [(str(one.pk), one.text) for one in milestones]
        self.fields["reached_id"].choices = [("", "None"), *open_ones]  # type: ignore[attr-defined]
        self.fields["state"].choice_hints = {state.value: hint for state, (_, hint) in STATES.items()}  # type: ignore[attr-defined]
        if not open_ones:
            del self.fields["reached_id"]
        self._today = today

    def clean(self) -> dict[str, Any]:
        """No statement about a day to come, and no day for a remedy that nobody named."""
        said: dict[str, Any] = {"reached_id": "", **(super().clean() or {})}
        if (on := said.get("on")) and on > self._today:
            self.add_error("on", "The day you speak of must be today or in the past")
        if said.get("remedy_due_on") and not said.get("remedy"):
            self.add_error("remedy", "Say what will be done by that day")
        return said


class WithdrawProgressForm(forms.Form):
    """Why a statement is taken back."""

    reason = forms.CharField(
        label="Why is it taken back?", max_length=300, error_messages={"required": "Say why it is taken back"}
    )


def _part(part: Part) -> str:
    return {"action": f"{part.theme}: {part.text}", "theme": f"Theme: {part.text}", "outcome": f"Outcome: {part.text}"}[
        part.kind
    ]
