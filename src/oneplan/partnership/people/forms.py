"""What somebody says to find a child, and to open the record of one they found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from oneplan.partnership.agreements.models import Purpose
from oneplan.partnership.people.rules import (
    FEWEST_LETTERS_OF_A_REASON,
    EmergencyAnswer,
    LinkVerdict,
    RestrictionAnswer,
    RestrictionKind,
)
from oneplan.web.forms import DateField


class FindChildForm(forms.Form):
    """A name, a birth date or both, and the reason for looking, which is chosen before anything is seen."""

    name = forms.CharField(
        label="Child's name",
        help_text="Any part of it, in any order, and names they are also known by",
        required=False,
        min_length=2,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"min_length": "Child's name must have at least 2 letters"},
    )
    birth_date = DateField(label="Birth date", help_text="For example, 27 3 2014", required=False)
    purpose = forms.ChoiceField(
        label="Why are you looking for this child?",
        help_text="Your reason is written down with your name, before anything is shown",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why you are looking for this child"},
    )
    words = forms.CharField(
        label="Anything to add about the reason",
        help_text="Do not write names or what you know about the child here",
        required=False,
        max_length=200,
    )

    def __init__(self, data: Any = None, *, purposes: Sequence[Purpose]) -> None:
        super().__init__(data)
        chosen = self.fields["purpose"]
        chosen.choices = [(one.code, one.label) for one in purposes]  # type: ignore[attr-defined]
        chosen.choice_hints = {one.code: one.plain_words for one in purposes}  # type: ignore[attr-defined]

    @property
    def purpose_label(self) -> str:
        """The chosen reason in words."""
        return dict(self.fields["purpose"].choices)[self.cleaned_data["purpose"]]  # type: ignore[attr-defined,no-any-return]

    def clean(self) -> dict[str, Any]:
        """Something to look for must have been said: a reason alone would find everybody."""
        said: dict[str, Any] = super().clean() or {}
        asked_nothing = not said.get("name") and not said.get("birth_date")
        if asked_nothing and not {"name", "birth_date"} & self.errors.keys():
            self.add_error("name", "Enter a name, a birth date or both")
        return said


class EmergencyForm(forms.Form):
    """Why a record must be opened now by somebody who does not work with the child, and proof of who asks."""

    purpose = forms.ChoiceField(
        label="What is it for?", widget=forms.RadioSelect, error_messages={"required": "Choose what it is for"}
    )
    words = forms.CharField(
        label="Why can it not wait?",
        help_text="The child’s lead practitioner and the information-governance officer read this. Write no names.",
        min_length=FEWEST_LETTERS_OF_A_REASON,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Say why it cannot wait",
            "min_length": f"Say why it cannot wait, in at least {FEWEST_LETTERS_OF_A_REASON} letters",
        },
    )
    password = forms.CharField(
        label="Your password",
        help_text="To be sure that it is you",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )

    def __init__(self, data: Any = None, *, purposes: Sequence[Purpose]) -> None:
        super().__init__(data)
        self.fields["purpose"].choices = [(one.code, one.label) for one in purposes]  # type: ignore[attr-defined]

    def say(self, answer: EmergencyAnswer) -> None:
        """Put a refusal beside the password."""
        if answer is EmergencyAnswer.WRONG_PASSWORD:
            self.add_error("password", "This is not your password")
        if answer is EmergencyAnswer.WAIT:
            self.add_error("password", "Too many wrong passwords. Wait 15 minutes, or ring the children’s hub")


class RestrictForm(forms.Form):
    """Which record is restricted, why, and who may still find it."""

    person_id = forms.CharField(
        label="The record’s id", max_length=64, error_messages={"required": "Enter the record’s id"}
    )
    kind = forms.ChoiceField(
        label="Why is it restricted?",
        widget=forms.RadioSelect,
        choices=[
            (RestrictionKind.ADOPTION, "Adoption"),
            (RestrictionKind.PROTECTED, "Somebody under police protection"),
            (RestrictionKind.STAFF, "A member of staff, or of their family"),
            (RestrictionKind.CONFIDENTIAL_ADDRESS, "Nobody may learn where they live"),
        ],
        error_messages={"required": "Choose why it is restricted"},
    )
    later_id = forms.CharField(
        label="For an adoption: the id of the child’s record since then",
        help_text="Leave it empty if there is none here. The two records are never joined.",
        required=False,
        max_length=64,
    )
    emails = forms.CharField(
        label="Who may still find and open it?",
        help_text="Their work e-mail addresses, one on each line. They must also work with the child.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_emails(self) -> list[str]:
        """The addresses, without empty lines."""
        return str(self.cleaned_data["emails"]).split()

    def say(self, answer: RestrictionAnswer) -> None:
        """Put what was wrong beside its field."""
        if answer is RestrictionAnswer.NOBODY_HAS_THIS_ID:
            self.add_error("person_id", "Nobody has this id")
        if answer is RestrictionAnswer.NOT_ANOTHER_RECORD:
            self.add_error("later_id", "This is not the id of another record")
        if answer is RestrictionAnswer.NOBODY_HAS_THIS_ADDRESS:
            self.add_error("emails", "One of these addresses is not an account here")


class LinkForm(forms.Form):
    """What a reviewer says of two records, and why."""

    verdict = forms.ChoiceField(
        label="Are they of one person?",
        widget=forms.RadioSelect,
        choices=[
            (LinkVerdict.SAME, "Yes, one person"),
            (LinkVerdict.NOT_SAME, "No, two people"),
            (LinkVerdict.CANNOT_SAY, "I can’t say"),
        ],
        error_messages={"required": "Say whether they are of one person"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="What convinced you, or what is missing. Write no names.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why"},
    )


class SecondForm(forms.Form):
    """Whether a second reviewer agrees, and why."""

    agrees = forms.TypedChoiceField(
        label="Do you agree?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, they are of one person"), ("no", "No, or I am not sure")],
        coerce=lambda said: said == "yes",
        error_messages={"required": "Say whether you agree"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Write no names.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why"},
    )


class UndoForm(forms.Form):
    """Why a decision is taken back."""

    reason = forms.CharField(
        label="Why is it taken back?",
        help_text="Write no names.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is taken back"},
    )


class ReviewForm(forms.Form):
    """Whether a restriction is still needed."""

    answer = forms.ChoiceField(choices=[("keep", "Still needed"), ("lift", "Lift it")])


class OpenRecordForm(forms.Form):
    """The reason, carried along from the search so that it is asked once."""

    purpose = forms.ChoiceField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, purposes: Sequence[Purpose]) -> None:
        super().__init__(data)
        self.fields["purpose"].choices = [(one.code, one.label) for one in purposes]  # type: ignore[attr-defined]
