"""Who works with a child, and how to ring them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Involvement:
    """An agency, team or worker working with a person. Texts are '' where the agency did not say."""

    agency: str
    team: str
    team_code: str
    worker: str
    worker_role: str
    phone: str
    kind: str
    is_lead: bool
    from_on: date | None
    to_on: date | None
    source: str

    def is_current(self, today: date) -> bool:
        """Whether it has begun and not ended. An unknown beginning counts as begun."""
        return (self.from_on is None or self.from_on <= today) and (self.to_on is None or self.to_on >= today)


def current(involvements: Iterable[Involvement], today: date) -> tuple[Involvement, ...]:
    """The involvements that go on now: the family's lead practitioner first, then the newest."""
    now = [one for one in involvements if one.is_current(today)]
    by_name = sorted(now, key=lambda one: (one.agency, one.team, one.worker))
    newest = sorted(by_name, key=lambda one: one.from_on or date.min, reverse=True)
    return tuple(sorted(newest, key=lambda one: not one.is_lead))
