"""Who somebody is today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest

from oneplan.partnership.organisations.models import Membership, User
from oneplan.partnership.organisations.rules import DEMO_PEOPLE, DemoPerson, Role, Viewer, has_shown_two_factors


class SignedInRequest(HttpRequest):
    """A request after the viewer was put on it. Views take it, and pass `request.viewer` on."""

    viewer: Viewer


def viewer_of(user: User, today: date) -> Viewer:
    """Somebody as they are on a day: only memberships that have begun and not ended count. Last days count."""
    live = (
        Membership.objects.filter(user=user, from_on__lte=today)
        .filter(Q(to_on__isnull=True) | Q(to_on__gte=today))
        .select_related("organisation", "team")
        .order_by("from_on", "id")
    )
    memberships = list(live)
    return Viewer(
        user_id=user.pk,
        name=user.name,
        organisation="; ".join(dict.fromkeys(map(_place_of_work, memberships))),
        roles=frozenset(Role(one.role) for one in memberships),
        organisation_codes=frozenset(one.organisation.code for one in memberships),
        team_codes=frozenset(one.team.code for one in memberships if one.team),
    )


def members(role: Role, today: date, *, organisation: str | None = None, team: str | None = None) -> list[int]:
    """Ids of the people who have a role on a day; in one team where its organisation's and its own code are given."""
    live = Membership.objects.filter(role=role, from_on__lte=today, user__is_active=True)
    live = live.filter(Q(to_on__isnull=True) | Q(to_on__gte=today))
    if organisation is not None:
        live = live.filter(organisation__code=organisation, team__code=team)
    return sorted(set(live.values_list("user_id", flat=True)))


@dataclass(frozen=True)
class Workplace:
    """Somebody who is here, and where they work in words."""

    name: str
    organisation: str


def workplaces(today: date) -> dict[int, Workplace]:
    """Everybody whom an organisation vouches for on a day, by user id, in the order of their names."""
    live = (
        Membership.objects.filter(from_on__lte=today, user__is_active=True)
        .filter(Q(to_on__isnull=True) | Q(to_on__gte=today))
        .select_related("user", "organisation", "team")
        .order_by("user__name", "user_id", "from_on")
    )
    found: dict[int, Workplace] = {}
    for one in live:
        found.setdefault(one.user_id, Workplace(one.user.name, _place_of_work(one)))
    return found


def viewer_by_id(user_id: int, today: date) -> Viewer:
    """The same, by the id of the account. Raises `User.DoesNotExist` for an id that nobody has."""
    return viewer_of(User.objects.get(pk=user_id), today)


def people_at_work(today: date) -> list[tuple[int, str]]:
    """The id and address of everybody who may sign in and works somewhere on a day, in the order of their ids."""
    live = Membership.objects.filter(from_on__lte=today, user__is_active=True)
    live = live.filter(Q(to_on__isnull=True) | Q(to_on__gte=today))
    return sorted(set(live.values_list("user_id", "user__email")))


@dataclass(frozen=True)
class Member:
    """A member of staff: their name, and the ids of the organisations they work in."""

    user_id: int
    name: str
    organisations: frozenset[int]


def all_members(today: date) -> dict[int, Member]:
    """Everybody who works in an organisation on a day, by their id."""
    live = Membership.objects.filter(from_on__lte=today).filter(Q(to_on__isnull=True) | Q(to_on__gte=today))
    places: dict[tuple[int, str], set[int]] = {}
    for user_id, name, organisation in live.values_list("user_id", "user__name", "organisation_id"):
        places.setdefault((user_id, name), set()).add(organisation)
    return {user_id: Member(user_id, name, frozenset(where)) for (user_id, name), where in places.items()}


def ids_by_email(emails: Sequence[str]) -> dict[str, int]:
    """The accounts with these addresses, in small letters. Addresses that nobody has are left out."""
    asked = [email.casefold() for email in emails]
    return dict(User.objects.filter(email__in=asked, is_active=True).values_list("email", "id"))


def is_password_of(viewer: Viewer, password: str) -> bool:
    """Whether a password is the viewer's own: proof that it is they who sit there."""
    user = User.objects.filter(pk=viewer.user_id, is_active=True).first()
    return user is not None and user.check_password(password)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether whoever is signed in has shown a second factor in this session, or need not: made-up people need not."""
    user = request.user
    if not isinstance(user, User):
        return False
    if user.is_made_up and settings.ONEPLAN_DEMO:
        return True
    return has_shown_two_factors(get_authentication_records(request, user))


def authenticators_of(user_id: int) -> list[Authenticator]:
    """The second factors somebody has set up, and their recovery codes, oldest first."""
    return list(Authenticator.objects.filter(user_id=user_id).order_by("created_at", "id"))


def second_factors_of(user_id: int) -> frozenset[str]:
    """Which kinds of second factor somebody has set up."""
    return frozenset(one.type for one in authenticators_of(user_id))


def demo_people() -> Sequence[DemoPerson]:
    """The made-up people who have been set up here, in the order they are told of."""
    here = set(User.objects.filter(is_made_up=True, is_active=True).values_list("email", flat=True))
    return [person for person in DEMO_PEOPLE if person.email in here]


def demo_person(email: str) -> User | None:
    """The account of a made-up person, or None for anybody else's address."""
    known = {person.email for person in DEMO_PEOPLE}
    return User.objects.filter(email=email, is_made_up=True, is_active=True).first() if email in known else None


def _place_of_work(membership: Membership) -> str:
    if membership.team is None:
        return membership.organisation.name
    return f"{membership.team.name}, {membership.organisation.name}"
