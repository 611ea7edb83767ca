"""What the pages for finding a child say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.forms import Form

from oneplan.definitions.source_words import title_of
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.audit.presenters import Look, look_line
from oneplan.partnership.people.operations import (
    Emergency,
    FoundChild,
    Particulars,
    Restricted,
    SearchResult,
    UnusualLook,
)
from oneplan.partnership.people.rules import MOST_SHOWN, RestrictionKind, Unusual, age_on
from oneplan.vocabulary.family import Relative, SaidTie, Tie
from oneplan.vocabulary.identifiers import PersonId
from oneplan.vocabulary.involvement import Involvement
from oneplan.web.words import long_date, long_datetime

KINDS = {
    "school": "School",
    "early_help": "Early help",
    "child_in_need": "Child in need plan",
    "child_protection": "Child protection plan",
    "looked_after": "In the council's care",
    "care_leaver": "Leaving care",
    "health_visiting": "Health visiting",
    "school_nursing": "School nursing",
    "camhs": "Children's mental health services",
    "voluntary": "Voluntary organisation",
    "youth_justice": "Youth justice",
    "housing": "Housing",
    "police": "Police",
}

_RESTRICTED_FOR = {
    RestrictionKind.ADOPTION: "Adoption",
    RestrictionKind.PROTECTED: "Under police protection",
    RestrictionKind.STAFF: "Staff or their family",
    RestrictionKind.CONFIDENTIAL_ADDRESS: "Confidential address",
}

_UNUSUAL = {
    Unusual.OWN_SURNAME: "Their own surname",
    Unusual.OWN_HOME: "The home of somebody of their own name",
    Unusual.COLLEAGUES_HOME: "The home of somebody of a colleague’s name",
}

_TIES = {
    Tie.PARENT: "Parent",
    Tie.STEP_PARENT: "Step-parent",
    Tie.CARER: "Carer",
    Tie.BROTHER_OR_SISTER: "Brother or sister",
    Tie.SON_OR_DAUGHTER: "Son or daughter",
    Tie.SAME_HOME: "Lives in the same home",
}


@dataclass(frozen=True)
class FindPage:
    """The search page."""

    form: Form


@dataclass(frozen=True)
class EmergencyPage:
    """The page that asks why a record must be opened by somebody who does not work with the child."""

    form: Form
    person_id: PersonId


@dataclass(frozen=True)
class EmergencyLine:
    """One opening in an emergency."""

    whose: str
    who: str
    when: str
    until: str
    purpose: str
    words: str


@dataclass(frozen=True)
class EmergenciesPage:
    """Openings in an emergency, newest first."""

    openings: tuple[EmergencyLine, ...]


@dataclass(frozen=True)
class RestrictionLine:
    """One restricted record: nobody's name, and when it is reviewed."""

    id: int
    person_id: str
    why: str
    named: str
    review: str
    later: str
    waiting: str


@dataclass(frozen=True)
class RestrictedPage:
    """The restricted records, the one to review first at the top, and the form for one more."""

    form: Form
    restrictions: tuple[RestrictionLine, ...]


@dataclass(frozen=True)
class UnusualLine:
    """One person's looks at another, and why they are asked about."""

    actor_id: int
    who: str
    why: str
    times: str
    last: str
    person_id: str


@dataclass(frozen=True)
class UnusualPage:
    """Looks to ask about, the latest first."""

    looks: tuple[UnusualLine, ...]


@dataclass(frozen=True)
class WhoLookedPage:
    """Everything that was done with one record, newest first."""

    looks: tuple[Look, ...]


@dataclass(frozen=True)
class Contact:
    """Somebody to ring: who, from where, why, since when, and who told us."""

    heading: str
    role: str
    is_lead: bool
    kind: str
    phone: str
    phone_link: str
    since: str
    source: str


@dataclass(frozen=True)
class RelativeLine:
    """Somebody of the family: who, what they are to the child, and who said so."""

    name: str
    tie: str
    said: str
    birth: str


@dataclass(frozen=True)
class FoundLine:
    """One child in the results."""

    person_id: PersonId
    name: str
    birth: str
    check: str
    contacts: tuple[Contact, ...]
    may_open: bool
    may_ask_in_emergency: bool
    instead: str


@dataclass(frozen=True)
class ResultsPage:
    """The answer to a search."""

    heading: str
    searched_for: str
    purpose: str
    purpose_label: str
    children: tuple[FoundLine, ...]
    is_too_broad: bool
    most_shown: int
    asked_birth_date: bool


def find_page(form: Form) -> FindPage:
    """The search page, empty or with what is wrong."""
    return FindPage(form)


def emergency_page(form: Form, person_id: PersonId) -> EmergencyPage:
    """The page that asks why, empty or with what is wrong."""
    return EmergencyPage(form, person_id)


def emergencies_page(found: Sequence[Emergency], purposes: Mapping[str, str]) -> EmergenciesPage:
    """The openings somebody was told of. A child they do not work with is an id to them."""
    return EmergenciesPage(tuple(_emergency(one, purposes) for one in found))


def _emergency(one: Emergency, purposes: Mapping[str, str]) -> EmergencyLine:
    opening = one.opening
    return EmergencyLine(
        whose=full_name(one.who.given_name, one.who.family_name) if one.who else f"Record {opening.person_id}",
        who=opening.by.name,
        when=long_datetime(opening.at),
        until=long_datetime(opening.until),
        purpose=purposes[opening.purpose_code],
        words=opening.emergency_words,
    )


def restricted_page(form: Form, held: Sequence[Restricted], today: date) -> RestrictedPage:
    """The restricted records. One whose review is due says so."""
    return RestrictedPage(form, tuple(_restriction(one, today) for one in held))


def _restriction(held: Restricted, today: date) -> RestrictionLine:
    one = held.restriction
    due = "Review is due since" if one.review_on <= today else "Review by"
    return RestrictionLine(
        id=one.pk,
        person_id=one.person_id,
        why=_RESTRICTED_FOR[RestrictionKind(one.kind)],
        named=", ".join(sorted(user.name for user in one.named.all())) or "Nobody",
        review=f"{due} {long_date(one.review_on)}",
        later=one.later_person_id,
        waiting=_waiting(held),
    )


def _waiting(held: Restricted) -> str:
    if not held.waiting:
        return ""
    records = "1 record that an agency sent waits" if held.waiting == 1 else f"{held.waiting} records wait"
    whom = "those named" if held.restriction.named.all() else "somebody to be named"
    return f"{records}, in nobody’s record, for {whom} to say whether it is of this person."


def unusual_page(looks: Sequence[UnusualLook]) -> UnusualPage:
    """The looks to ask about, each with why."""
    return UnusualPage(tuple(_unusual(one) for one in looks))


def _unusual(one: UnusualLook) -> UnusualLine:
    return UnusualLine(
        actor_id=one.actor_id,
        who=one.actor,
        why="; ".join(_UNUSUAL[why] for why in Unusual if why in one.why),
        times="Once" if one.times == 1 else f"{one.times} times",
        last=long_datetime(one.last_at),
        person_id=one.person_id,
    )


def who_looked_page(looks: Sequence[AuditEvent], purposes: Mapping[str, str]) -> WhoLookedPage:
    """The looks at one record, in the partnership's own words for each purpose."""
    return WhoLookedPage(tuple(replace(look_line(one), purpose=purposes.get(one.purpose, "")) for one in looks))


def results_page(
    result: SearchResult,
    *,
    name: str,
    birth_date: date | None,
    purpose: str,
    purpose_label: str,
    organisations: Mapping[str, str],
    today: date,
) -> ResultsPage:
    """The answer to a search. `organisations` gives each organisation code its name."""
    children = tuple(_line(child, organisations, today) for child in result.children)
    return ResultsPage(
        heading=_heading(result, len(children)),
        searched_for=_searched_for(name, birth_date),
        purpose=purpose,
        purpose_label=purpose_label,
        children=children,
        is_too_broad=result.is_too_broad,
        most_shown=MOST_SHOWN,
        asked_birth_date=birth_date is not None,
    )


def _heading(result: SearchResult, shown: int) -> str:
    if result.is_too_broad:
        return "Too many children match"
    if not shown:
        return "No child found"
    return "1 child found" if shown == 1 else f"{shown} children found"


def _searched_for(name: str, birth_date: date | None) -> str:
    said = [f"“{name}”" if name else "", f"born {long_date(birth_date)}" if birth_date else ""]
    return ", ".join(part for part in said if part)


def full_name(given_name: str | None, family_name: str | None) -> str:
    """A person's name, or that nobody has said it."""
    return " ".join(part for part in (given_name, family_name) if part) or "Name not known"


def birth_words(birth_date: date | None, today: date) -> str:
    """When somebody was born and how old that makes them."""
    if birth_date is None:
        return "Birth date not known"
    return f"Born {long_date(birth_date)}, {age_words(birth_date, today)}"


def age_words(birth_date: date, today: date) -> str:
    """An age as people say it: in months for a baby."""
    years = age_on(birth_date, today)
    if years >= 2:
        return f"{years} years old"
    months = (today.year - birth_date.year) * 12 + today.month - birth_date.month - (today.day < birth_date.day)
    return "1 month old" if months == 1 else f"{months} months old"


def _line(child: FoundChild, organisations: Mapping[str, str], today: date) -> FoundLine:
    who = child.who
    return FoundLine(
        person_id=who.person_id,
        name=full_name(who.given_name, who.family_name),
        birth=birth_words(who.birth_date, today),
        check="" if who.is_exact else "Not exactly what you typed. Check that this is the child you mean.",
        contacts=contacts(child.around, organisations),
        may_open=child.may_open,
        may_ask_in_emergency=not child.may_open and not child.is_grown_up,
        instead=_instead(child),
    )


def _instead(child: FoundChild) -> str:
    """What to do when the record cannot be opened."""
    if child.may_open:
        return ""
    if child.is_grown_up:
        return (
            "This young person is grown up. Agencies that still help them are named here, "
            "and there is no child’s record to open."
        )
    if not child.around:
        return (
            "You cannot open this record, and no agency has told us that it is working with this child. "
            "That does not mean nobody is. If you are worried, talk with your safeguarding lead or the children’s hub."
        )
    whom = "the lead practitioner" if child.around[0].is_lead else "one of the people above"
    return (
        "You cannot open this record, because your team or school is not recorded as working with this child now. "
        f"Ring {whom}: they know this child."
    )


def contacts(around: Sequence[Involvement], organisations: Mapping[str, str]) -> tuple[Contact, ...]:
    """Who works with a child, in the order given."""
    return tuple(_contact(one, organisations) for one in around)


def _contact(one: Involvement, organisations: Mapping[str, str]) -> Contact:
    organisation = organisations.get(one.agency, one.agency)
    team = one.team or organisation
    place = team if one.kind == "school" or team == organisation else f"{team}, {organisation}"
    return Contact(
        heading=one.worker or place,
        role=", ".join(part for part in (one.worker_role, place if one.worker else "") if part),
        is_lead=one.is_lead,
        kind=KINDS.get(one.kind, one.kind.replace("_", " ").capitalize()),
        phone=one.phone,
        phone_link="tel:" + "".join(character for character in one.phone if character in "+0123456789"),
        since=f"Since {long_date(one.from_on)}" if one.from_on else "Start date not known",
        source=title_of(one.source),
    )


def relative_lines(
    family: Sequence[Relative], names: Mapping[PersonId, Particulars], today: date
) -> tuple[RelativeLine, ...]:
    """The family, in the order given, each with what agencies said they are to the child."""
    return tuple(_relative(one, names[one.person_id], today) for one in family)


def _relative(one: Relative, who: Particulars, today: date) -> RelativeLine:
    ties = list(dict.fromkeys(_TIES[said.tie] for said in one.said))
    return RelativeLine(
        name=full_name(who.given_name, who.family_name),
        tie=" and ".join(ties) or "Seems to live in the same home",
        said="; ".join(_said(said) for said in one.said) or "Worked out from addresses; no agency has said it",
        birth=birth_words(who.birth_date, today) if one.is_child else "",
    )


def _said(said: SaidTie) -> str:
    since = f", since {long_date(said.since)}" if said.since else ""
    return f"{_TIES[said.tie]}, says {title_of(said.source)}{since}"
