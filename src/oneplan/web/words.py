"""Dates as people read them."""

from datetime import date, datetime

from django.utils import timezone

from oneplan.vocabulary.approximate_date import ApproximateDate, DateSense


def long_date(day: date) -> str:
    """A date in the GOV.UK style: 3 May 2024."""
    return f"{day.day} {day:%B %Y}"


def long_datetime(moment: datetime) -> str:
    """A moment in local time, in the GOV.UK style: 3 May 2024 at 2:05pm."""
    local = timezone.localtime(moment)
    return f"{long_date(local)} at {local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def approximate_date(when: ApproximateDate) -> str:
    """A date as far as it is known: 3 May 2024, May 2024, or 2024."""
    if when.is_exact:
        return long_date(when.first)
    return f"{when.first:%B %Y}" if when.month else str(when.year)


def remembered_date(when: ApproximateDate, sense: DateSense) -> str:
    """A date as somebody remembers it: May 2024, About 2024, Before 2024."""
    said = approximate_date(when)
    return said if sense is DateSense.ON else f"{sense.capitalize()} {said}"
