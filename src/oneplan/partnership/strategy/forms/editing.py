"""A form for any part of a plan, made from what the plan's schema says a part holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from django import forms

from oneplan.definitions.plan import Aspect, Plan, Status
from oneplan.definitions.plan_parts import DATE_PATTERN, Source
from oneplan.definitions.reading import Definition
from oneplan.partnership.strategy.rules import FIELDS
from oneplan.web.forms import DateField

#: Fields that take more than a line.
LONG = frozenset({"text", "description", "mitigation", "strapline", "aim", "reason"})


class PartForm(forms.Form):
    """What a part of the plan says. A part that is only words has the one field `text`."""

    def __init__(
        self,
        data: Any = None,
        *,
        kind: type[Definition] | type[str],
        plan: Plan,
        said: Any = None,
        has_key: bool = False,
        may_be_empty: bool = False,
    ) -> None:
        held = said if isinstance(said, Mapping) else {"text": said or ""}
        super().__init__(data, initial=dict(held))
        if has_key:
            self.fields["key"] = _id_field("key")
        if not issubclass(kind, Definition):
            self.fields["text"] = _words("text", is_required=not may_be_empty)
            return
        named_in = None if kind is Source else plan  # a source's body is in words
        for name, field in kind.model_fields.items():
            if name == "id":
                if said is None:
                    self.fields["id"] = _id_field("id")
            elif (made := _field(name, field.annotation, field.is_required(), named_in)) is not None:
                self.fields[name] = made

    @property
    def key(self) -> str:
        """The key of a part that has one."""
        return str(self.cleaned_data.get("key", ""))

    @property
    def part(self) -> dict[str, Any]:
        """What the part says now, empty fields among it."""
        return {name: self._said(name, value) for name, value in self.cleaned_data.items() if name != "key"}

    def _said(self, name: str, value: Any) -> Any:
        """As the plan's file has it: what was chosen before keeps its order, and lines end in one way."""
        if isinstance(value, list):
            before = [one for one in self.initial.get(name, ()) if one in value]
            return [*before, *(one for one in value if one not in before)]
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class PublishForm(forms.Form):
    """What the draft is from now on, and who decided so."""

    status = forms.TypedChoiceField(
        label="What is it from now on?",
        coerce=Status,
        choices=[
            (Status.DRAFT, "A draft, for everybody to read"),
            (Status.CONSULTED, "Consulted on"),
            (Status.ADOPTED, "Adopted: what was adopted before is superseded"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is from now on"},
    )
    text = forms.CharField(
        label="In a few words, what is this version?",
        max_length=200,
        error_messages={"required": "Say what this version is"},
    )
    on = DateField(label="Day of the decision", help_text="For example, 15 10 2026")
    body = forms.ChoiceField(label="Which body decided?", required=False)

    def __init__(self, data: Any = None, *, plan: Plan) -> None:
        super().__init__(data)
        self.fields["body"].choices = [("", "None named"), *((one.id, one.name) for one in plan.bodies)]  # type: ignore[attr-defined]


class PlanFileForm(forms.Form):
    """A whole plan as a file."""

    file = forms.FileField(
        label="The plan’s file",
        help_text="A YAML file, such as the one that can be downloaded here",
        error_messages={"required": "Choose the plan’s file"},
    )


def _field(name: str, annotation: Any, is_required: bool, plan: Plan | None) -> forms.Field | None:
    """The field for one value of a part, chosen from `plan` where it names something there.

    None for what is changed elsewhere (lists of statements).
    """
    kinds = get_args(annotation) or (annotation,)
    made: forms.Field | None = None
    if plan and (one_of := _one_of(plan).get(name)) is not None:
        made = forms.ChoiceField(label=FIELDS[name], required=is_required, choices=[("", "None named"), *one_of])
    elif plan and (some_of := _some_of(plan).get(name)) is not None:
        made = forms.MultipleChoiceField(
            label=FIELDS[name], required=False, choices=some_of, widget=forms.CheckboxSelectMultiple
        )
    elif int in kinds:
        made = forms.IntegerField(label=FIELDS[name], required=False, min_value=1)
    elif name == "when":
        made = _when(is_required)
    elif str in kinds and Ellipsis not in kinds:
        made = _words(name, is_required=is_required)
    return made


def _one_of(plan: Plan) -> dict[str, list[tuple[str, str]]]:
    return {
        "source": [(code, one.title) for code, one in plan.sources.items()],
        "body": [(one.id, one.name) for one in plan.bodies],
        "category": [(one.id, one.text) for one in plan.action_categories],
        "status": [(one.value, one.words) for one in Status],
    }


def _some_of(plan: Plan) -> dict[str, list[tuple[str, str]]]:
    outcomes = [(one.id, one.text) for one in plan.outcomes]
    return {
        "aspects": [(one.value, one.words.capitalize()) for one in Aspect],
        "parts": [*((one.id, one.name) for one in plan.themes), *outcomes],
        "versions": [(one.id, one.text) for one in plan.versions],
    }


def _words(name: str, *, is_required: bool) -> forms.CharField:
    label = FIELDS[name]
    return forms.CharField(
        label=label,
        required=is_required,
        max_length=1000 if name in LONG else 300,
        widget=forms.Textarea if name in LONG else forms.TextInput,
        error_messages={"required": f"Enter {label[:1].lower()}{label[1:]}"},
    )


def _when(is_required: bool) -> forms.RegexField:
    return forms.RegexField(
        DATE_PATTERN,
        label=FIELDS["when"],
        required=is_required,
        help_text="As far as it is known: 2026, 2026-10 or 2026-10-15",
        error_messages={
            "required": "Enter when",
            "invalid": "When must be a year, a year and month, or a whole date, like 2026-10-15",
        },
    )


def _id_field(name: str) -> forms.SlugField:
    return forms.SlugField(
        label=FIELDS[name],
        help_text="A short name without spaces. It stays the same for good, so that other things can point at it",
        max_length=30,
        error_messages={
            "required": "Enter a short name",
            "invalid": "The short name must be letters, figures and hyphens only",
        },
    )
