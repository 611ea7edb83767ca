"""What can be written down, and who must be named in it."""

from enum import StrEnum
from typing import Protocol


class Action(StrEnum):
    """Everything that is written down. The value is stored; the wording is in presenters."""

    SIGNED_IN = "signed_in"
    SEARCHED = "searched"
    OPENED = "opened"
    VIEWED = "viewed"
    REFUSED = "refused"
    READ_AUDIT = "read_audit"
    ADDED_PERSON = "added_person"
    ADDED_PURPOSE = "added_purpose"
    IMPORTED_PLAN = "imported_plan"
    MADE_REPORT = "made_report"


class Actor(Protocol):
    """Whoever does something: a person signed in, or the command line. `organisations.rules.Viewer` is one."""

    @property
    def user_id(self) -> int: ...  # noqa: D102 - the protocol's docstring says it

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def organisation(self) -> str: ...  # noqa: D102

    @property
    def roles(self) -> frozenset[str]: ...  # noqa: D102


#: Roles that may read who looked at what.
READERS = frozenset({"information_governance"})
