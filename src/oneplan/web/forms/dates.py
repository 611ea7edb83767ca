"""A date typed as day, month and year: quicker and surer than a calendar for a date that somebody knows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from oneplan.vocabulary.approximate_date import ApproximateDate

PARTS = ("day", "month", "year")


class DateParts(forms.MultiWidget):
    """Three boxes named `<field>_day`, `<field>_month` and `<field>_year`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def decompress(self, value: date | None) -> list[Any]:
        """The three boxes of a date."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DateField(forms.MultiValueField):
    """A date in three boxes. Its errors say which part is missing or that there is no such day."""

    widget = DateParts

    def __init__(self, *, required: bool = True, label: str = "", help_text: str = "") -> None:
        boxes = [forms.CharField(required=False) for _ in PARTS]
        super().__init__(boxes, required=required, require_all_fields=False, label=label, help_text=help_text)

    def clean(self, value: Any) -> date | None:
        """The date, or None where none was needed and none given. ValidationError otherwise."""
        typed = [str(part or "").strip() for part in value or ["", "", ""]]
        missing = [name for name, part in zip(PARTS, typed, strict=True) if not part]
        if len(missing) == len(PARTS):
            if self.required:
                raise ValidationError(f"Enter {self._name()}", code="required")
            return None
        if missing:
            raise ValidationError(f"{self.label} must include a {' and '.join(missing)}", code="incomplete")
        return self._date(typed)

    def compress(self, data_list: Sequence[Any]) -> date | None:
        """Not reached: `clean` reads the boxes itself, to say which is missing."""
        raise NotImplementedError

    def _date(self, typed: Sequence[str]) -> date:
        try:
            day, month, year = map(int, typed)
            if year < 1900:
                raise ValueError("a year of two figures is a slip, not the first century")
            return date(year, month, day)
        except (ValueError, OverflowError) as unreal:
            raise ValidationError(f"{self.label} must be a real date", code="invalid") from unreal

    def _name(self) -> str:
        label = str(self.label)
        return label[:1].lower() + label[1:]


class ApproximateDateField(DateField):
    """A date of which the day, or the day and the month, may be left empty because nobody knows them."""

    def clean(self, value: Any) -> ApproximateDate | None:  # type: ignore[override]  # the same boxes say less
        """What is known of the date, or None where none was needed and none given. ValidationError otherwise."""
        day, month, year = (str(part or "").strip() for part in value or ["", "", ""])
        if not (day or month or year):
            if self.required:
                raise ValidationError(f"Enter {self._name()}", code="required")
            return None
        if not year or (day and not month):
            raise ValidationError(f"{self.label} must include a {'month' if year else 'year'}", code="incomplete")
        try:
            found = ApproximateDate(int(year), int(month) if month else None, int(day) if day else None)
        except (ValueError, OverflowError) as unreal:
            raise ValidationError(f"{self.label} must be a real date", code="invalid") from unreal
        if found.year < 1900:  # a year of two figures is a slip, not the first century
            raise ValidationError(f"{self.label} must be a real date", code="invalid")
        return found
