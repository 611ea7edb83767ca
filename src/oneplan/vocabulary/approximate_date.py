"""Dates as people know them: a day, a month or only a year."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DateSense(StrEnum):
    """How a date is meant that somebody remembers: that time, about then, or some time before."""

    ON = "on"
    ABOUT = "about"
    BEFORE = "before"


@dataclass(frozen=True)
class ApproximateDate:
    """A day, or the month or year in which it lies. Raises `ValueError` where there is no such day.

    What is not known is None; a day is known only with its month.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("A day is known only with its month.")
        date(self.year, self.month or 1, self.day or 1)

    @property
    def first(self) -> date:
        """The first day that it may have been."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it may have been."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known."""
        return self.day is not None
