"""Setting up organisations and the people who work in them."""

from dataclasses import dataclass
from datetime import date

from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action, Actor
from oneplan.partnership.organisations.models import Membership, Organisation, Team, User
from oneplan.partnership.organisations.rules import DEMO_PASSWORD, DEMO_PEOPLE, DUTY_DESK, DemoPerson, Role

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
