"""What an information-governance officer may ask of the record."""

from collections.abc import Sequence

from django import forms

from oneplan.partnership.audit.queries import Looks
from oneplan.web.forms import DateField


class LooksForm(forms.Form):
    """Which events to show. Everything is optional."""

    marks_optional = False

    actor = forms.ChoiceField(label="Who looked", required=False)
    person = forms.CharField(label="Whose record", required=False, help_text="The person's id, as on their record")
    from_on = DateField(label="From", required=False)
    to_on = DateField(label="To", required=False)

    def __init__(self, data: object, *, actors: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        choices = [("", "Everybody"), *((str(actor_id), name) for actor_id, name in actors)]
        self.fields["actor"].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> Looks:
        """What was asked for; whatever could not be understood is left out, and its field says so."""
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        actor = asked.get("actor")
        return Looks(
            person_id=asked.get("person", "").strip(),
            actor_id=int(actor) if actor else None,
            from_on=asked.get("from_on"),
            to_on=asked.get("to_on"),
        )
