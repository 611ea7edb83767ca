"""What can be written down, who must be named in it, and how the rows are chained."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol


class Action(StrEnum):
    """Everything that is written down. The value is stored; the wording is in presenters."""

    SIGNED_IN = "signed_in"
    WRONG_SIGN_IN = "wrong_sign_in"
    ADDED_SECOND_FACTOR = "added_second_factor"
    REMOVED_SECOND_FACTOR = "removed_second_factor"
    NEW_RECOVERY_CODES = "new_recovery_codes"
    CHANGED_PASSWORD = "changed_password"  # noqa: S105 - the name of what was done
    MADE_LINK = "made_link"
    SHUT_ACCOUNT = "shut_account"
    REOPENED_ACCOUNT = "reopened_account"
    ENDED_WORK = "ended_work"
    SEARCHED = "searched"
    OPENED = "opened"
    OPENED_IN_EMERGENCY = "opened_in_emergency"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - the name of what was done
    VIEWED = "viewed"
    REFUSED = "refused"
    READ_NOTICES = "read_notices"
    RESTRICTED = "restricted"
    REVIEWED_RESTRICTION = "reviewed_restriction"
    READ_UNUSUAL_LOOKS = "read_unusual_looks"
    READ_RESTRICTIONS = "read_restrictions"
    READ_WHO_LOOKED = "read_who_looked"
    READ_AUDIT = "read_audit"
    ADDED_PERSON = "added_person"
    ADDED_PURPOSE = "added_purpose"
    DECIDED_ABOUT_AGREEMENT = "decided_about_agreement"
    READ_FOR_REQUEST = "read_for_request"
    RECORDED_REQUEST = "recorded_request"
    READ_REQUESTS = "read_requests"
    MADE_PACK = "made_pack"
    DISAGREED = "disagreed"
    READ_DISAGREEMENTS = "read_disagreements"
    ANSWERED_DISAGREEMENT = "answered_disagreement"
    DECIDED_TO_SHARE = "decided_to_share"
    COMPLETED_SHARING = "completed_sharing"
    RECORDED_CONSENT = "recorded_consent"
    READ_SHARING_REGISTER = "read_sharing_register"
    IMPORTED_PLAN = "imported_plan"
    EDITED_PLAN = "edited_plan"
    PUBLISHED_PLAN = "published_plan"
    STARTED_DELIVERY_PLAN = "started_delivery_plan"
    ADDED_ACTION = "added_action"
    CHANGED_ACTION = "changed_action"
    SAID_PROGRESS = "said_progress"
    WITHDREW_PROGRESS = "withdrew_progress"
    WROTE_ABOUT_PLACE = "wrote_about_place"
    MADE_REPORT = "made_report"
    SENT_FILES = "sent_files"
    READ_FEED = "read_feed"
    ANSWERED_FEED = "answered_feed"
    READ_ROWS = "read_rows"
    DECIDED = "decided"
    WITHDREW_RULE = "withdrew_rule"
    RECALLED = "recalled"
    RECORDED_FACT = "recorded_fact"
    WITHDREW_FACT = "withdrew_fact"
    HANDED_ON_FACTS = "handed_on_facts"
    ADDED_TO_TIMELINE = "added_to_timeline"
    CHOSE_FOR_TIMELINE = "chose_for_timeline"
    SENT_DIGEST = "sent_digest"
    READ_LINKS = "read_links"
    COMPARED_RECORDS = "compared_records"
    DECIDED_LINK = "decided_link"
    SECONDED_LINK = "seconded_link"
    UNDID_LINK = "undid_link"
    READ_HISTORY = "read_history"
    READ_RULINGS = "read_rulings"


#: What looks, lets somebody look, or keeps the record itself. Every other action writes something about the people
#: named in it, so a new one counts as writing until it is put here.
LOOKS = frozenset(
    {
        *(Action.SEARCHED, Action.OPENED, Action.OPENED_IN_EMERGENCY, Action.WRONG_PASSWORD, Action.VIEWED),
        *(Action.READ_NOTICES, Action.RESTRICTED, Action.REVIEWED_RESTRICTION, Action.READ_RESTRICTIONS),
        *(Action.READ_WHO_LOOKED, Action.READ_AUDIT, Action.MADE_REPORT, Action.READ_ROWS, Action.RECALLED),
        *(Action.HANDED_ON_FACTS, Action.READ_LINKS, Action.COMPARED_RECORDS, Action.DECIDED_LINK),
        *(Action.SECONDED_LINK, Action.UNDID_LINK, Action.READ_HISTORY, Action.READ_RULINGS),
    }
)


#: What shows somebody's own information to who did it.
SHOWS_SOMEBODY = (Action.SEARCHED, Action.OPENED, Action.OPENED_IN_EMERGENCY, Action.VIEWED)


class Actor(Protocol):
    """Whoever does something: a person signed in, or the command line. `organisations.rules.Viewer` is one."""

    @property
    def user_id(self) -> int: ...  # noqa: D102 - the protocol's docstring says it

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def organisation(self) -> str: ...  # noqa: D102

    @property
    def chain(self) -> str: ...  # noqa: D102

    @property
    def roles(self) -> frozenset[str]: ...  # noqa: D102


#: Roles that may read who looked at what.
READERS = frozenset({"information_governance"})

#: What the first row of a chain follows.
NOTHING_BEFORE = ""


@dataclass(frozen=True)
class Head:
    """The last row of an organisation's chain at some moment. Kept elsewhere, it shows a tail that was cut."""

    chain: str
    position: int
    digest: str


@dataclass(frozen=True)
class BadRow:
    """The first row of the record that is not as it was written, and how that shows. Holds no personal data."""

    where: str
    problem: str


class WrittenDown(Protocol):
    """One event as it is stored; `audit.models.AuditEvent` is one."""

    pk: int
    at: datetime
    actor_id: int
    actor_name: str
    organisation: str
    action: str
    purpose: str
    about: str


def digest_of(event: WrittenDown, people: Iterable[str], *, chain: str, position: int, previous: str) -> str:
    """SHA-256, in hexadecimal, of everything an event says, of its place, and of the digest before it."""
    said = [
        chain,
        position,
        previous,
        event.pk,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor_id,
        event.actor_name,
        event.organisation,
        str(event.action),
        event.purpose,
        event.about,
        sorted(people),
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
