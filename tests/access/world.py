"""Children of every kind that must be kept apart, and everybody who might ask for them.

Every field that is sent about a child holds a word that stands in no other child's record and nowhere else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.test import Client
from django.utils import timezone

from oneplan.config.middleware import SIGNED_IN_AT
from oneplan.engine.refresh import refresh
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import VAULT_FILE, SnapshotReader
from oneplan.engine.store.tables import EVENT, IDENTITY, INVOLVEMENT, RELATIONSHIP
from oneplan.partnership.organisations.models import Membership, Organisation, Team, User
from oneplan.partnership.organisations.queries import viewer_of
from oneplan.partnership.organisations.rules import DUTY_DESK, Role, Viewer
from oneplan.partnership.people import operations
from oneplan.partnership.people.models import Restriction
from oneplan.partnership.people.rules import RestrictionKind
from oneplan.vocabulary.identifiers import PersonId
from tests.fixtures.cast import sign_in
from tests.fixtures.small_borough import AS_OF, HILLSIDE, RECEIVED, REDHOUSE, Given, submit

PURPOSE = "worried-about-a-child"
PASSWORD = "slow teal heron ladder"
EARLY_HELP = "Early Help North"


@dataclass(frozen=True)
class Child:
    """A kind of child: the words of their record, and what is special about them."""

    given: str | None
    family: str
    known_as: str
    street: str
    worker: str
    number: int
    school: str | None = REDHOUSE
    ended: bool = False
    restricted: RestrictionKind | None = None
    named: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.given, self.family) if part)

    @property
    def phone(self) -> str:
        return f"01632 9602{self.number:02}"

    @property
    def postcode(self) -> str:
        return f"TS18 {self.number}ZQ"

    @property
    def canaries(self) -> frozenset[str]:
        """What no answer may hold for somebody who may not even find this child."""
        said = (self.given, self.family, self.known_as, self.street, self.worker, self.phone, self.postcode)
        return frozenset(one.casefold() for one in said if one)


CHILDREN: Mapping[str, Child] = {
    "ordinary": Child("Ulverine", "Quastock", "Ullamere", "Amberjack Rise", "Wilda Trevanion", 1),
    "sealed": Child(
        "Bexmoor",
        "Tindrake",
        "Bexterley",
        "Bonnington Wynd",
        "Xena Polwhele",
        2,
        restricted=RestrictionKind.PROTECTED,
        named=("named_and_works_with_them", "named_but_works_elsewhere"),
    ),
    "adopted, before": Child(
        "Cloverly",
        "Hasquith",
        "Cloviemar",
        "Cobblewick Mews",
        "Yolande Nancarrow",
        3,
        restricted=RestrictionKind.ADOPTION,
    ),
    "adopted, after": Child(
        "Dorvane", "Pilmartin", "Dorvolene", "Dunmallet Close", "Zillah Penrose", 4, restricted=RestrictionKind.ADOPTION
    ),
    "child of staff": Child(
        "Ermigild",
        "Vaskerton",
        "Ermietta",
        "Eskmeals Garth",
        "Aubrey Tregear",
        5,
        restricted=RestrictionKind.STAFF,
        named=("named_and_works_with_them",),
    ),
    "confidential address": Child(
        "Fenwicka",
        "Lorbaston",
        "Fennolina",
        "Farthingloe Drove",
        "Bertram Chenoweth",
        6,
        restricted=RestrictionKind.CONFIDENTIAL_ADDRESS,
    ),
    "their brother": Child(
        "Grizolde", "Ombrewick", "Grizzomar", "Farthingloe Drove", "Clarice Bolitho", 6, school=HILLSIDE
    ),
    "nobody works with them now": Child(
        "Hortensee", "Zumbrick", "Hortiebel", "Gallowtree Fold", "Denzil Rosewarne", 7, ended=True
    ),
    "not born yet": Child(None, "Yarrowden", "Yarriette", "Hazelrigg Bank", "Edith Carlyon", 8, school=None),
}
ID_OF = {kind: f"child{place}" for place, kind in enumerate(CHILDREN)}


def town(folder: Path) -> DataHome:
    """The children above, sent by their school and by early help, and refreshed."""
    home = DataHome(folder)
    for source in ("early_help", "school_census"):
        rows: dict[str, list[Given]] = {"identity": [], "involvement": []}
        for kind, child in CHILDREN.items():
            if source == "school_census" and child.school is None:
                continue
            rows["identity"].append({"id": ID_OF[kind], "is_child": True, "seen_on": RECEIVED, **_particulars(kind)})
            rows["involvement"].append({"id": ID_OF[kind], **_involvement(source, child)})
        ties: list[Given] = []
        if source == "early_help":
            brothers = (ID_OF["their brother"], ID_OF["confidential address"])
            ties = [{"id": brothers[0], "other_record_id": f"early_help:{brothers[1]}", "kind": "sibling_of"}]
        submit(
            home, source, {RELATIONSHIP: ties, INVOLVEMENT: rows["involvement"], EVENT: [], IDENTITY: rows["identity"]}
        )
    refresh(home, as_of=AS_OF, progress=lambda step: None)
    return home


def _particulars(kind: str) -> Given:
    child, place = CHILDREN[kind], list(CHILDREN).index(kind)
    born = None if child.given is None else date(2010 + place % 6, 1 + place, 3 + place)
    return {
        "given_name": child.given,
        "family_name": child.family,
        "known_as": child.known_as,
        "birth_date": born,
        "sex": "F",
        "address": f"{child.number} {child.street}",
        "postcode": child.postcode,
        "upn": f"A8080000009{place:02}" if child.given else None,
    }


def _involvement(source: str, child: Child) -> Given:
    time = {"from_on": date(2024, 9, 1), "to_on": date(2026, 7, 20) if child.ended else None}
    if source == "school_census":
        name = {REDHOUSE: "Redhouse School", HILLSIDE: "Hillside School"}[str(child.school)]
        return {"agency": "schools", "kind": "school", "team": name, "team_code": child.school, **time}
    work = {"agency": "stockton-council", "team": EARLY_HELP, "kind": "early_help", "is_lead": True}
    return {**work, "worker": child.worker, "phone": child.phone, **time}


def ids_of(home: DataHome) -> dict[str, PersonId]:
    """The id that each kind of child was given."""
    with SnapshotReader(home).open(VAULT_FILE) as vault:
        rows = vault.rows("SELECT family_name, person_id FROM vault.person_particulars")
    by_family = {str(family): PersonId(str(person_id)) for family, person_id in rows}
    assert len(by_family) == len(rows) == len(CHILDREN), "linkage joined or split the children of this test"
    return {kind: by_family[child.family] for kind, child in CHILDREN.items()}


@dataclass(frozen=True)
class Work:
    """What an actor's work is, and for which days around today."""

    role: Role
    organisation: str = "stockton-council"
    team: str | None = None
    begins: int = -400
    ends: int | None = None


LEAD = Work(Role.LEAD_PRACTITIONER, team=EARLY_HELP)
SCHOOL_LEAD = Work(Role.SAFEGUARDING_LEAD, "schools", REDHOUSE)
OTHER_SCHOOL = Work(Role.SAFEGUARDING_LEAD, "schools", HILLSIDE)

#: Everybody who may ask. What each may see is declared in `whose_record.toml`.
ACTORS: Mapping[str, tuple[Work, ...]] = {
    "nobody_signed_in": (),
    "lead_practitioner": (LEAD,),
    "lead_practitioner_of_another_team": (Work(Role.LEAD_PRACTITIONER, team="Early Help South"),),
    "lead_practitioner_in_no_team": (Work(Role.LEAD_PRACTITIONER),),
    "lead_practitioner_until_yesterday": (Work(Role.LEAD_PRACTITIONER, team=EARLY_HELP, ends=-1),),
    "lead_practitioner_from_tomorrow": (Work(Role.LEAD_PRACTITIONER, team=EARLY_HELP, begins=1),),
    "opened_it_and_left_yesterday": (LEAD,),
    "same_team_name_in_another_agency": (Work(Role.LEAD_PRACTITIONER, "north-tees-nhs", EARLY_HELP),),
    "manager_of_the_team_without_a_role_with_families": (Work(Role.PARTNERSHIP_MANAGER, team=EARLY_HELP),),
    "school_lead": (SCHOOL_LEAD,),
    "school_lead_until_yesterday": (Work(Role.SAFEGUARDING_LEAD, "schools", REDHOUSE, ends=-1),),
    "other_school_lead": (OTHER_SCHOOL,),
    "works_at_both_schools": (SCHOOL_LEAD, OTHER_SCHOOL),
    "named_and_works_with_them": (LEAD,),
    "named_but_works_elsewhere": (OTHER_SCHOOL,),
    "worker_who_is_the_parent": (LEAD,),
    "duty_worker": (Work(Role.DUTY_WORKER, team=DUTY_DESK),),
    "in_an_emergency": (OTHER_SCHOOL,),
    "after_an_emergency": (OTHER_SCHOOL,),
    "partnership_manager": (Work(Role.PARTNERSHIP_MANAGER),),
    "information_governance": (Work(Role.INFORMATION_GOVERNANCE),),
    "data_officer": (Work(Role.DATA_OFFICER),),
    "data_officer_of_another_agency": (Work(Role.DATA_OFFICER, "cleveland-police"),),
    "manager_and_officer": (Work(Role.PARTNERSHIP_MANAGER), Work(Role.INFORMATION_GOVERNANCE)),
    "account_without_work": (),
    "account_that_was_shut": (LEAD,),
    "password_alone": (LEAD,),
    "signed_in_ten_hours_ago": (LEAD,),
}


def set_up_actors() -> dict[str, User]:
    """An account for everybody, with their work."""
    today = timezone.localdate()
    users = {name: User.objects.create_user(f"{name}@staff.example", name, PASSWORD) for name in ACTORS}
    for name, works in ACTORS.items():
        for work in works:
            place = Organisation.objects.get(code=work.organisation)
            team = (
                work.team
                and Team.objects.get_or_create(organisation=place, code=work.team, defaults={"name": work.team})[0]
            )
            Membership.objects.create(
                user=users[name],
                organisation=place,
                team=team or None,
                role=work.role,
                from_on=today + timedelta(days=work.begins),
                to_on=None if work.ends is None else today + timedelta(days=work.ends),
            )
    return users


def restrict_children(ids: Mapping[str, PersonId], users: Mapping[str, User]) -> None:
    """Those restrictions that the children have."""
    now = timezone.now()
    for kind, child in CHILDREN.items():
        if child.restricted:
            made = Restriction.objects.create(
                person_id=ids[kind],
                kind=child.restricted,
                set_by=users["information_governance"],
                set_at=now,
                review_on=now.date() + timedelta(days=90),
            )
            made.named.set([users[name] for name in child.named])


def open_in_emergency(user: User, person_id: PersonId, at: datetime) -> None:
    viewer = viewer_of(user, timezone.localdate())
    operations.find_children(by=viewer, name="Quastock", birth_date=None, purpose=PURPOSE, words="", at=at)
    words = "They told me that they are afraid to go home"
    operations.open_in_emergency(by=viewer, person_id=person_id, purpose=PURPOSE, words=words, password=PASSWORD, at=at)


def _open_and_leave(user: User, ids: Mapping[str, PersonId]) -> None:
    viewer = viewer_of(user, timezone.localdate())
    operations.open_record(by=viewer, person_id=ids["ordinary"], purpose=PURPOSE, at=timezone.localtime())
    Membership.objects.filter(user=user).update(to_on=timezone.localdate() - timedelta(days=1))


def _emergency_now(user: User, ids: Mapping[str, PersonId]) -> None:
    open_in_emergency(user, ids["ordinary"], timezone.localtime() - timedelta(hours=2, minutes=50))


def _emergency_over(user: User, ids: Mapping[str, PersonId]) -> None:
    open_in_emergency(user, ids["ordinary"], timezone.localtime() - timedelta(hours=3, minutes=1))


#: What some of them did before they ask.
BEFORE: Mapping[str, Callable[[User, Mapping[str, PersonId]], None]] = {
    "opened_it_and_left_yesterday": _open_and_leave,
    "in_an_emergency": _emergency_now,
    "after_an_emergency": _emergency_over,
}


def browser_of(actor: str, user: User) -> Client:
    """The actor's browser, as they sit there."""
    client = Client()
    if actor == "nobody_signed_in":
        return client
    sign_in(client, user)
    session = client.session
    if actor == "password_alone":
        del session["account_authentication_methods"]
    if actor == "signed_in_ten_hours_ago":
        session[SIGNED_IN_AT] -= 36_000
    session.save()
    if actor == "account_that_was_shut":
        User.objects.filter(pk=user.pk).update(is_active=False)
    return client


def viewer(user: User) -> Viewer:
    return viewer_of(user, timezone.localdate())
