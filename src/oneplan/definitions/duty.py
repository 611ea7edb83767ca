"""Duties of law with the day on which each begins: a switch that is dated, and never written into code."""

from datetime import date
from functools import cache
from pathlib import Path

from oneplan.definitions.reading import Definition, read_folder

_FOLDER = Path(__file__).parent / "duties"


class Duty(Definition):
    """One duty. `starts_on` is null until regulations name a day."""

    id: str
    title: str
    law: str
    says: str
    starts_on: date | None
    source: str
    owner: str

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.starts_on is not None and self.starts_on <= day


@cache
def duties() -> dict[str, Duty]:
    """Every duty, by id."""
    return {one.id: one for one in read_folder(_FOLDER, Duty)}


def duty_to_share() -> Duty:
    """The duty to share information about a child's welfare."""
    return duties()["share-information"]
