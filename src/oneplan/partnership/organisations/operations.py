"""Setting up organisations and the people who work in them."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.urls import reverse

from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action, Actor
from oneplan.partnership.organisations.models import Membership, Organisation, Team, User
from oneplan.partnership.organisations.rules import (
    DEMO_PASSWORD,
    DEMO_PEOPLE,
    DUTY_DESK,
    NOBODY_YET,
    DemoPerson,
    Role,
    is_unused,
)
from oneplan.vocabulary.errors import OnePlanError

#: The organisations of the demonstration, with the codes that its made-up files carry.
DEMO_ORGANISATIONS = (
    ("stockton-council", "Stockton-on-Tees Borough Council", Organisation.Kind.COUNCIL),
    ("schools", "Schools in Stockton-on-Tees", Organisation.Kind.SCHOOLS),
    ("north-tees-nhs", "North Tees community health", Organisation.Kind.HEALTH),
    ("cleveland-police", "Cleveland Police", Organisation.Kind.POLICE),
)


@dataclass(frozen=True)
class TeamOfWork:
    """A team to set up: its code as agencies' files have it, its name, and how to ring it."""

    code: str
    name: str
    phone: str = ""


class NoSuchPerson(OnePlanError):
    """Nobody here has the e-mail address, the organisation or the team that was named."""


@audited()
def add_person(
    *, by: Actor, email: str, name: str, role: Role, organisation: str, team: str | None, from_on: date
) -> User:
    """A member of staff, with an account that has no password yet, and their work in an organisation.

    Somebody who has an account gets further work. Raises `NoSuchPerson` for an organisation or team nobody set up.
    """
    place = Organisation.objects.filter(code=organisation).first()
    at_team = Team.objects.filter(organisation=place, code=team).first() if team else None
    if place is None or (team and at_team is None):
        raise NoSuchPerson(f"There is no organisation “{organisation}”" + (f" with a team “{team}”." if team else "."))
    user = User.objects.filter(email=email.casefold()).first() or User.objects.create_user(email, name)
    Membership.objects.create(user=user, organisation=place, team=at_team, role=role, from_on=from_on)
    record(by=by, action=Action.ADDED_PERSON, about=f"user {user.pk}: {role} in {organisation}")
    return user


@audited()
def end_work(*, by: Actor, email: str, to_on: date) -> int:
    """End everything somebody does here, `to_on` being their last day. Their access ends with it, at the next page."""
    user = _account(email)
    ended = 0
    for one in user.memberships.filter(to_on__isnull=True):
        one.to_on = max(to_on, one.from_on)
        one.save(update_fields=["to_on"])
        ended += 1
    record(by=by, action=Action.ENDED_WORK, about=f"user {user.pk}: {ended} ended")
    return ended


@audited()
def shut_account(*, by: Actor, email: str) -> None:
    """Shut an account at once: whoever is signed in with it is out at the next page."""
    _shut(_account(email), by, "by hand")


@audited()
def reopen_account(*, by: Actor, email: str, at: datetime) -> None:
    """Let somebody sign in again. It counts as used today."""
    user = _account(email)
    user.is_active, user.reopened_at = True, at
    user.save(update_fields=["is_active", "reopened_at"])
    record(by=by, action=Action.REOPENED_ACCOUNT, about=f"user {user.pk}")


@audited()
def shut_unused_accounts(*, by: Actor, at: datetime) -> int:
    """Shut every account that nobody has used for 45 days, and say how many there were."""
    unused = [user for user in User.objects.filter(is_active=True, is_made_up=False) if _has_lain_unused(user, at)]
    for user in unused:
        _shut(user, by, "not used for 45 days")
    return len(unused)


@audited()
def shut_if_unused(*, by: Actor, user: User, at: datetime) -> bool:
    """Whether an account is shut because nobody used it for 45 days: one that is signed in to late is shut then."""
    if user.is_made_up or not _has_lain_unused(user, at):
        return False
    _shut(user, by, "not used for 45 days")
    return True


@audited()
def forget_second_factors(*, by: Actor, email: str) -> None:
    """For somebody who has lost everything: they set up a second factor anew when they next sign in."""
    user = _account(email)
    Authenticator.objects.filter(user_id=user.pk).delete()
    record(by=by, action=Action.REMOVED_SECOND_FACTOR, about=f"user {user.pk}: all")


@audited()
def link_to_set_password(*, by: Actor, email: str) -> str:
    """The path of a page where somebody sets their first or a new password. It works once, for one day."""
    user = _account(email)
    record(by=by, action=Action.MADE_LINK, about=f"user {user.pk}")
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=key)


@audited()
def note_change_of_sign_in(*, by: Actor, action: Action) -> None:
    """Write down, in the transaction of the change itself, that somebody changed how they sign in."""
    record(by=by, action=action)


@audited()
def note_wrong_sign_in(*, email: str) -> None:
    """Write down that somebody could not sign in; the address they typed is not kept, only whose account it is."""
    user = User.objects.filter(email=email.casefold()).first()
    record(by=NOBODY_YET, action=Action.WRONG_SIGN_IN, about=f"user {user.pk}" if user else "nobody’s account")


def _account(email: str) -> User:
    user = User.objects.filter(email=email.casefold()).first()
    if user is None:
        raise NoSuchPerson("Nobody here has that e-mail address.")
    return user


def _has_lain_unused(user: User, at: datetime) -> bool:
    return is_unused([user.joined_at, user.last_login, user.reopened_at], at)


def _shut(user: User, by: Actor, why: str) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(by=by, action=Action.SHUT_ACCOUNT, about=f"user {user.pk}: {why}")


@audited()
def set_up_demo_people(
    *, by: Actor, school: TeamOfWork, early_help_team: TeamOfWork, from_on: date
) -> tuple[DemoPerson, ...]:
    """Set up the made-up people, in a school, an early help team and at the duty desk of the made-up borough.

    Run again it changes only what differs, and ends memberships of a team that is no longer named.
    """
    organisations = {code: _organisation(code, name, kind) for code, name, kind in DEMO_ORGANISATIONS}
    teams = {
        Role.SAFEGUARDING_LEAD: _team(organisations["schools"], school),
        Role.LEAD_PRACTITIONER: _team(organisations["stockton-council"], early_help_team),
        Role.DUTY_WORKER: _team(organisations["stockton-council"], TeamOfWork(DUTY_DESK, "Duty desk of the hub")),
    }
    for person in DEMO_PEOPLE:
        team = teams.get(person.role)
        organisation = team.organisation if team else organisations["stockton-council"]
        _set_up(person, organisation, team, from_on, by)
    return DEMO_PEOPLE


def _organisation(code: str, name: str, kind: Organisation.Kind) -> Organisation:
    return Organisation.objects.update_or_create(code=code, defaults={"name": name, "kind": kind})[0]


def _team(organisation: Organisation, team: TeamOfWork) -> Team:
    said = {"name": team.name, "phone": team.phone}
    return Team.objects.update_or_create(organisation=organisation, code=team.code, defaults=said)[0]


def _set_up(person: DemoPerson, organisation: Organisation, team: Team | None, from_on: date, by: Actor) -> None:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, person.name, DEMO_PASSWORD, is_made_up=True)
        record(by=by, action=Action.ADDED_PERSON, about=f"user {user.pk}, made up")
    for former in user.memberships.exclude(organisation=organisation, team=team, role=person.role):
        former.to_on = former.to_on or max(from_on, former.from_on)
        former.save(update_fields=["to_on"])
    Membership.objects.get_or_create(
        user=user, organisation=organisation, team=team, role=person.role, to_on=None, defaults={"from_on": from_on}
    )
