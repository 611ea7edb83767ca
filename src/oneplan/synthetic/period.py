"""The time the made-up borough lives in. There is no clock: the same seed writes the same bytes in any year."""

from datetime import date, timedelta

#: The day on which every agency's extract is taken.
AS_OF = date(2026, 9, 30)
#: Nothing is remembered from before this day.
SINCE = date(2016, 4, 1)

#: The first day of the school year that the school census reports.
TERM_STARTED = date(2025, 9, 3)


def days_after(day: date, days: float) -> date:
    """The day so many days later (or earlier)."""
    return day + timedelta(days=int(days))


def years_after(day: date, years: float) -> date:
    """The day so many years later; near enough for a made-up life."""
    return day + timedelta(days=int(years * 365.25))


def age_on(birth: date, day: date) -> int:
    """Whole years of age."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def school_year(birth: date) -> int:
    """The year of school in 2025/26: 0 for reception, 11 for the last year of the school census here."""
    return 2025 - birth.year - (5 if birth.month > 8 else 4)


def is_of_school_age(birth: date) -> bool:
    """Whether they are in reception to year 11 in 2025/26."""
    return 0 <= school_year(birth) <= 11
