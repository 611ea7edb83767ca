"""The words of the record of who looked."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page
from django.forms import Form

from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.audit.rules import Action
from oneplan.web.words import long_datetime

WORDS: dict[Action, str] = {
    Action.SIGNED_IN: "Signed in",
    Action.WRONG_SIGN_IN: "Could not sign in",
    Action.ADDED_SECOND_FACTOR: "Added a second factor",
    Action.REMOVED_SECOND_FACTOR: "Removed a second factor",
    Action.NEW_RECOVERY_CODES: "Made new recovery codes",
    Action.CHANGED_PASSWORD: "Changed the password",
    Action.MADE_LINK: "Made a link to set a password",
    Action.SHUT_ACCOUNT: "Shut an account",
    Action.REOPENED_ACCOUNT: "Opened an account again",
    Action.ENDED_WORK: "Ended somebody’s work",
    Action.SEARCHED: "Searched for a child",
    Action.OPENED: "Opened a record",
    Action.OPENED_IN_EMERGENCY: "Opened a record in an emergency",
    Action.WRONG_PASSWORD: "Gave a wrong password for an emergency",
    Action.READ_NOTICES: "Read who opened records in an emergency",
    Action.RESTRICTED: "Restricted a record",
    Action.REVIEWED_RESTRICTION: "Reviewed a restriction",
    Action.READ_UNUSUAL_LOOKS: "Read which looks were unusual",
    Action.READ_RESTRICTIONS: "Read which records are restricted",
    Action.READ_WHO_LOOKED: "Read who looked at a record",
    Action.VIEWED: "Looked at a record",
    Action.REFUSED: "Was refused",
    Action.READ_AUDIT: "Read this list",
    Action.ADDED_PERSON: "Added a member of staff",
    Action.ADDED_PURPOSE: "Added a purpose",
    Action.DECIDED_ABOUT_AGREEMENT: "Decided about a sharing agreement",
    Action.READ_FOR_REQUEST: "Read a record for somebody who asked to see it",
    Action.RECORDED_REQUEST: "Wrote down that somebody asked to see what is held",
    Action.READ_REQUESTS: "Read who asked to see what is held",
    Action.MADE_PACK: "Made a copy for somebody who asked",
    Action.DISAGREED: "Wrote down that a fact is said to be wrong",
    Action.READ_DISAGREEMENTS: "Read what is said to be wrong with what was sent",
    Action.ANSWERED_DISAGREEMENT: "Answered what was said to be wrong",
    Action.DECIDED_TO_SHARE: "Decided to share, or not to",
    Action.COMPLETED_SHARING: "Said what was weighed for sharing",
    Action.RECORDED_CONSENT: "Wrote down what the family said about sharing",
    Action.READ_SHARING_REGISTER: "Read the register of sharing decisions",
    Action.IMPORTED_PLAN: "Imported a plan",
    Action.EDITED_PLAN: "Changed the draft of the plan",
    Action.PUBLISHED_PLAN: "Published the plan",
    Action.STARTED_DELIVERY_PLAN: "Began a year of the plan",
    Action.ADDED_ACTION: "Added an action to a year of the plan",
    Action.CHANGED_ACTION: "Changed an action of the plan",
    Action.SAID_PROGRESS: "Said how an action of the plan stands",
    Action.WITHDREW_PROGRESS: "Took back how an action of the plan stands",
    Action.WROTE_ABOUT_PLACE: "Wrote about an indicator or outcome",
    Action.MADE_REPORT: "Made a report",
    Action.SENT_FILES: "Sent files",
    Action.READ_FEED: "Files were read",
    Action.ANSWERED_FEED: "Answered what was asked about files",
    Action.READ_ROWS: "Looked at rows that were sent",
    Action.DECIDED: "Decided about a reason to talk",
    Action.WITHDREW_RULE: "Took a rule back",
    Action.RECALLED: "Recalled what was shown",
    Action.RECORDED_FACT: "Recorded a fact",
    Action.WITHDREW_FACT: "Took back a fact",
    Action.HANDED_ON_FACTS: "Handed recorded facts on to the matrix",
    Action.ADDED_TO_TIMELINE: "Added to a timeline",
    Action.CHOSE_FOR_TIMELINE: "Chose for a timeline",
    Action.SENT_DIGEST: "Wrote that reasons to talk wait",
    Action.READ_LINKS: "Read which links are uncertain",
    Action.COMPARED_RECORDS: "Compared two records",
    Action.DECIDED_LINK: "Decided whether two records are of one person",
    Action.SECONDED_LINK: "Answered a decision about two records",
    Action.UNDID_LINK: "Took back a decision about two records",
    Action.READ_HISTORY: "Read how a record came together",
    Action.READ_RULINGS: "Handed decisions about records on to a refresh",
}


@dataclass(frozen=True)
class Look:
    """One event as it is read."""

    when: str
    who: str
    organisation: str
    what: str
    purpose: str
    about: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class LooksPage:
    """A page of events, the questions asked of them, and the way to the next page."""

    form: Form
    looks: tuple[Look, ...]
    found: str
    previous_href: str | None
    next_href: str | None


def looks_page(form: Form, page: Page[AuditEvent], *, asked: Mapping[str, str]) -> LooksPage:
    """The page for what was found. `asked` is the query that led here, kept in the links to other pages."""
    return LooksPage(
        form=form,
        looks=tuple(look_line(event) for event in page),
        found=_found(page.paginator.count),
        previous_href=_href(asked, page.previous_page_number()) if page.has_previous() else None,
        next_href=_href(asked, page.next_page_number()) if page.has_next() else None,
    )


def _found(count: int) -> str:
    if count == 0:
        return "Nothing was written down that fits this."
    return "1 event" if count == 1 else f"{count:,} events"


def look_line(event: AuditEvent) -> Look:
    """One event in words."""
    return Look(
        when=long_datetime(event.at),
        who=event.actor_name,
        organisation=event.organisation,
        what=WORDS[Action(event.action)],
        purpose=event.purpose.replace("-", " ").capitalize(),
        about=event.about,
        people=tuple(one.person_id for one in event.people.all()),
    )


def _href(asked: Mapping[str, str], number: int) -> str:
    return "?" + urlencode({**asked, "page": str(number)})
