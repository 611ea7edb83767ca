"""Roles, and who somebody is when they ask for something."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What somebody's work is. A role alone never opens a child's record: being involved does."""

    SAFEGUARDING_LEAD = "safeguarding_lead"
    LEAD_PRACTITIONER = "lead_practitioner"
    DUTY_WORKER = "duty_worker"
    PARTNERSHIP_MANAGER = "partnership_manager"
    INFORMATION_GOVERNANCE = "information_governance"
    DATA_OFFICER = "data_officer"
    LINK_REVIEWER = "link_reviewer"


#: Roles whose work is with children and families, and who may look for a child.
WORKS_WITH_FAMILIES = frozenset({Role.SAFEGUARDING_LEAD, Role.LEAD_PRACTITIONER, Role.DUTY_WORKER})
#: The code of the team that takes the first step for a child with whom nobody works.
DUTY_DESK = "duty-desk"


@dataclass(frozen=True)
class Viewer:
    """Somebody signed in, as they are today: every query and operation is given one.

    Codes are those that agencies use in what they send (`involvement.agency`, `involvement.team_code`).
    `organisation` is the name, or names, for people to read.
    """

    user_id: int
    name: str
    organisation: str = ""
    roles: frozenset[Role] = frozenset()
    organisation_codes: frozenset[str] = frozenset()
    team_codes: frozenset[str] = frozenset()

    @property
    def chain(self) -> str:
        """Which organisation's chain of the audit holds what they do: the first by code when they work for several."""
        return min(self.organisation_codes, default="no-organisation")

    @property
    def is_member(self) -> bool:
        """Whether any organisation vouches for them today."""
        return bool(self.organisation_codes)

    def works_with_families(self) -> bool:
        """Whether their work is with children and families."""
        return bool(WORKS_WITH_FAMILIES & self.roles)


#: An account that nobody signed in to for so long is shut, so that it waits for no one else to use it.
UNUSED_FOR = timedelta(days=45)

#: A session ends this long after signing in, however busy it is.
LONGEST_SESSION = timedelta(hours=10)


def is_unused(last_used: Iterable[datetime | None], at: datetime) -> bool:
    """Whether an account has lain unused for too long: `last_used` holds when it was made, used, opened again."""
    return max(one for one in last_used if one) + UNUSED_FOR <= at


def has_shown_two_factors(records: Iterable[Mapping[str, Any]]) -> bool:
    """Whether these steps of signing in, as the library keeps them, hold more than a password.

    A passkey is two by itself: the thing, and the finger, face or PIN that unlocks it.
    """
    return any(one["method"] == "mfa" for one in records)


#: Who acts when something is set up from the command line. Nobody signs in as this.
COMMAND_LINE = Viewer(user_id=0, name="Command line", organisation="This installation")


#: Who acts before anybody is signed in.
NOBODY_YET = Viewer(user_id=0, name="Nobody signed in")


@dataclass(frozen=True)
class DemoPerson:
    """A made-up member of staff of the demonstration."""

    email: str
    name: str
    role: Role
    work: str


#: Shown on the sign-in page, in the demonstration only.
DEMO_PASSWORD = "made-up-borough"  # noqa: S105 - of made-up people, and it works in the demonstration only

DEMO_PEOPLE = (
    DemoPerson(
        "amira.holt@school.example",
        "Amira Holt",
        Role.SAFEGUARDING_LEAD,
        "Safeguarding lead of a school",
    ),
    DemoPerson(
        "daniel.osei@council.example",
        "Daniel Osei",
        Role.LEAD_PRACTITIONER,
        "A family's lead practitioner in early help",
    ),
    DemoPerson(
        "leila.munro@council.example",
        "Leila Munro",
        Role.DUTY_WORKER,
        "Duty desk: takes the first step for a child with whom nobody works",
    ),
    DemoPerson(
        "grace.whitfield@partnership.example",
        "Grace Whitfield",
        Role.PARTNERSHIP_MANAGER,
        "Partnership manager",
    ),
    DemoPerson(
        "tomasz.reid@council.example",
        "Tomasz Reid",
        Role.INFORMATION_GOVERNANCE,
        "Information-governance officer",
    ),
    DemoPerson(
        "nadia.brook@council.example",
        "Nadia Brook",
        Role.DATA_OFFICER,
        "Data officer: sends the council's files",
    ),
    DemoPerson(
        "priya.nair@council.example",
        "Priya Nair",
        Role.LINK_REVIEWER,
        "Reviews which records are of one person",
    ),
)
