"""The time the made-up borough lives in. There is no clock: the same seed writes the same bytes in any year."""

from datetime import date, timedelta

#: The day on which every agency's extract is taken.
AS_OF = date(2026, 9, 30)
#: Nothing is remembered from before this day.
SINCE = date(2016, 4, 1)


def days_after(day: date, days: float) -> date:
    """The day so many days later (or earlier)."""
    return day + timedelta(days=int(days))


def years_after(day: date, years: float) -> date:
    """The day so many years later; near enough for a made-up life."""
    return day + timedelta(days=int(years * 365.25))


def age_on(birth: date, day: date) -> int:
    """Whole years of age."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
