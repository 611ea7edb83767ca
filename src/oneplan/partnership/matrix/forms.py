"""What somebody says to record a fact about a child, to take one back, and to choose for a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from oneplan.definitions.factor import Factor, Whose
from oneplan.partnership.feeds.rules import SaidWrongBy
from oneplan.partnership.matrix.rules import Chosen, InTheFuture, NotSaidOf, Place, SaidBy, check_recordable
from oneplan.vocabulary.approximate_date import DateSense
from oneplan.vocabulary.identifiers import FactorId
from oneplan.vocabulary.knowledge import Certainty, FactorKind, Finding
from oneplan.web.forms import ApproximateDateField

_ABOUT = [
    (Whose.CHILD, "The child’s"),
    (Whose.PARENT, "A parent’s or carer’s"),
    (Whose.HOUSEHOLD, "Another adult’s at home"),
]
_SAID_BY = [
    (SaidBy.CHILD, "The child"),
    (SaidBy.PARENT, "A parent or carer"),
    (SaidBy.RELATIVE, "Somebody else in the family"),
    (SaidBy.PROFESSIONAL, "Another professional"),
    (SaidBy.RECORDER, "I saw or heard it myself"),
]
_KINDS = {FactorKind.CAUSE: "Cause", FactorKind.SYMPTOM: "Symptom", FactorKind.STRENGTH: "Strength"}


class RecordFactForm(forms.Form):
    """What is so, about whom, who said it, how it is known, and when it was so."""

    factor = forms.ChoiceField(label="What is it about?", error_messages={"required": "Choose what it is about"})
    about = forms.ChoiceField(
        label="Whose fact is it?",
        widget=forms.RadioSelect,
        choices=_ABOUT,
        error_messages={"required": "Choose whose fact it is"},
    )
    finding = forms.ChoiceField(
        label="What do you know?",
        widget=forms.RadioSelect,
        choices=[
            (Finding.PRESENT, "It is so"),
            (Finding.NOT_PRESENT, "Somebody asked, and it is not so"),
            (Finding.DISPUTED, "It is disputed"),
        ],
        error_messages={"required": "Choose what you know"},
    )
    said_by = forms.ChoiceField(
        label="Who said so?",
        widget=forms.RadioSelect,
        choices=_SAID_BY,
        error_messages={"required": "Choose who said so"},
    )
    certainty = forms.ChoiceField(
        label="How is it known?",
        widget=forms.RadioSelect,
        choices=[
            (Certainty.FACT, "Fact"),
            (Certainty.REPORT, "Report"),
            (Certainty.OPINION, "Opinion"),
        ],
        error_messages={"required": "Choose how it is known"},
    )
    when = ApproximateDateField(
        label="When was it so?",
        help_text="Leave out the day, or the day and the month, if nobody knows. For example, 6 2026",
    )
    words = forms.CharField(
        label="Anything to add, in their words if you can",
        help_text="Short and kind: the child may read it one day. Do not name other people",
        required=False,
        max_length=300,
        widget=forms.Textarea,
    )

    def __init__(self, data: Any = None, *, factors: Sequence[Factor], today: date) -> None:
        super().__init__(data)
        self._factors = {factor.id: factor for factor in factors if factor.kind in _KINDS}
        self._today = today
        named = [(name, f"{_KINDS[factor.kind]}: {factor.heading}") for name, factor in self._factors.items()]
        self.fields["factor"].choices = [("", "Choose"), *named]  # type: ignore[attr-defined]
        self.fields["certainty"].choice_hints = {  # type: ignore[attr-defined]
            Certainty.FACT: "Seen, or on paper",
            Certainty.REPORT: "Somebody told you",
            Certainty.OPINION: "What you think, from what you have seen",
        }

    def clean(self) -> dict[str, Any]:
        """What was said must be sayable: of that person, and not of a day to come."""
        said: dict[str, Any] = super().clean() or {}
        if {"factor", "about", "when"} <= said.keys():
            try:
                check_recordable(self._factors[said["factor"]], Whose(said["about"]), said["when"], self._today)
            except NotSaidOf:
                self.add_error("about", "The framework does not say this of them. Choose somebody else")
            except InTheFuture:
                self.add_error("when", "When it was so must be today or in the past")
        return said

    @property
    def said(self) -> dict[str, Any]:
        """What was said, in the words of the vocabulary."""
        said = self.cleaned_data
        return {
            "factor_id": FactorId(said["factor"]),
            "about": Whose(said["about"]),
            "finding": Finding(said["finding"]),
            "certainty": Certainty(said["certainty"]),
            "said_by": SaidBy(said["said_by"]),
            "when": said["when"],
            "words": said["words"],
        }


class WithdrawFactForm(forms.Form):
    """Why something that was recorded here is taken back."""

    reason = forms.CharField(
        label="Why is it taken back?",
        max_length=200,
        error_messages={"required": "Say why it is taken back"},
    )


class ChooseForm(forms.Form):
    """Where an entry stands in a timeline, and what it meant."""

    place = forms.ChoiceField(
        label="Where does it belong?",
        widget=forms.RadioSelect,
        choices=[
            (Place.OURS, "In our own timeline"),
            (Place.EVERYBODYS, "In the timeline of all agencies"),
            (Place.LEFT_OUT, "In neither"),
        ],
        error_messages={"required": "Choose where it belongs"},
    )
    significance = forms.CharField(
        label="What did it mean for the child?",
        help_text="One or two sentences that the child may read one day. Not needed for what you leave out",
        required=False,
        max_length=500,
        widget=forms.Textarea,
    )
    done = forms.CharField(label="What was done about it?", required=False, max_length=300)

    def __init__(self, data: Any = None, **others: Any) -> None:
        super().__init__(data, **others)
        self.fields["place"].choice_hints = {  # type: ignore[attr-defined]
            Place.OURS: "Only people of your organisation read your words",
            Place.EVERYBODYS: "Everybody who may open this record reads your words. Share what others need to know",
            Place.LEFT_OUT: "It stays in the draft, where you can choose again",
        }

    def clean(self) -> dict[str, Any]:
        """What stands in a timeline says what it meant."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("place") in (Place.OURS, Place.EVERYBODYS) and not said.get("significance"):
            self.add_error("significance", "Say what it meant for the child, or choose to leave it out")
        return said

    @property
    def chosen(self) -> Chosen:
        """What was decided, in the words of the rules."""
        said = self.cleaned_data
        return Chosen(Place(said["place"]), said["significance"], said["done"])


class AddToTimelineForm(ChooseForm):
    """Something that happened and that no agency sends, when it was as far as anybody remembers, and what it meant."""

    what = forms.CharField(
        label="What happened?",
        help_text="In a few words, and without other people’s names. For example, the family moved to another town",
        max_length=300,
        error_messages={"required": "Say what happened"},
    )
    about = forms.ChoiceField(label="Whose fact is it?", widget=forms.RadioSelect, choices=_ABOUT, initial=Whose.CHILD)
    said_by = forms.ChoiceField(
        label="Who said so?",
        widget=forms.RadioSelect,
        choices=_SAID_BY,
        error_messages={"required": "Choose who said so"},
    )
    when = ApproximateDateField(
        label="When was it?",
        help_text="Leave out the day, or the day and the month, if nobody knows. For example, 6 2019",
    )
    sense = forms.ChoiceField(
        label="How sure is the date?",
        widget=forms.RadioSelect,
        choices=[
            (DateSense.ON, "It was then"),
            (DateSense.ABOUT, "About then"),
            (DateSense.BEFORE, "Some time before"),
        ],
        initial=DateSense.ON,
    )
    field_order = ("what", "about", "said_by", "when", "sense", "place", "significance", "done")

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data)
        self._today = today

    def clean(self) -> dict[str, Any]:
        """It must have happened."""
        said = super().clean()
        if "when" in said and said["when"].first > self._today:
            self.add_error("when", "When it was must be today or in the past")
        return said

    @property
    def said(self) -> dict[str, Any]:
        """What was said, in the words of the vocabulary."""
        said = self.cleaned_data
        return {
            "what": said["what"],
            "about": Whose(said["about"]),
            "said_by": SaidBy(said["said_by"]),
            "when": said["when"],
            "sense": DateSense(said["sense"]),
            "chosen": self.chosen,
        }


class DisagreeForm(forms.Form):
    """Who says that a fact is not so, and what they say."""

    said_by = forms.ChoiceField(
        label="Who says so?",
        widget=forms.RadioSelect,
        choices=[
            (SaidWrongBy.CHILD, "The child or young person"),
            (SaidWrongBy.PARENT, "A parent or carer"),
            (SaidWrongBy.WORKER, "I do, as somebody who works with them"),
        ],
        error_messages={"required": "Choose who says so"},
    )
    statement = forms.CharField(
        label="What do they say?",
        help_text="In their words. It stands beside the fact, and whoever recorded it reads it.",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what they say", "min_length": "Write what they say, in a sentence"},
    )
