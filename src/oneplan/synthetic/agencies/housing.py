"""Housing: who is named on tenancies and homelessness applications, and how settled their home is."""

from datetime import date
from pathlib import Path

from oneplan.synthetic.chance import Chance
from oneplan.synthetic.faults import Habits, seen
from oneplan.synthetic.files import Row, dmy, repeated, with_unusable, write_table
from oneplan.synthetic.period import AS_OF, days_after
from oneplan.synthetic.places import Address
from oneplan.synthetic.population import Household, Person
from oneplan.synthetic.world import Record, World

SOURCE = "housing"
SHOWS: frozenset[str] = frozenset()  # a home that is not settled is context for help, not a factor of the matrix
_SINCE = date(2021, 4, 1)
_HABITS = Habits(typing=0.03, known_as=0.08, birth_missing=0.03, old_address=0.04, number_missing=1)
_PEOPLE = (
    "person_ref",
    "household_ref",
    "household_role",
    "forename",
    "surname",
    "date_of_birth",
    "sex",
    "address",
    "postcode",
    "uprn",
    "moved_in",
    "moved_out",
)
_STATUSES = ("status_ref", "person_ref", "status", "start_date", "end_date", "officer", "phone")


def write(world: World, folder: Path) -> list[Record]:
    """Write households and their housing situations."""
    chance = world.chance(SOURCE)
    people: list[Row] = []
    statuses: list[Row] = []
    records: list[Record] = []
    hostels = set(world.place.hostels)
    for household in world.population.households:
        deprivation = world.place.wards[household.ward].deprivation
        is_tenant = chance.happens(0.04 + 0.4 * deprivation)
        situations = _situations(chance, household, hostels, is_tenant)
        if not situations:
            continue
        refs = []
        for role, person in _named(chance, household):
            ref = f"HSG{100_000 + len(people)}"
            asked_on = min(AS_OF, max(days_after(AS_OF, -chance.between(1, 900)), days_after(person.birth, 20)))
            found = seen(chance, world.place, person, household, asked_on, _HABITS)
            uprn = found.uprn if chance.happens(0.85) else ""
            people.append(
                (
                    ref,
                    f"HH{household.number}",
                    role,
                    found.given,
                    found.family,
                    dmy(found.birth),
                    found.sex,
                    found.address,
                    found.postcode,
                    uprn,
                    dmy(household.stays[-1][0]),
                    "",
                )
            )
            records.append(Record(f"{SOURCE}:{ref}", person))
            refs.append(ref)
        officer, phone = world.place.worker(chance)
        for status, start, end in situations:
            number = f"S{10_000 + len(statuses)}"
            statuses += [(number, ref, status, dmy(start), dmy(end), officer, phone) for ref in refs]
    write_table(folder / "people.csv", _PEOPLE, repeated(chance, people))
    write_table(
        folder / "statuses.csv",
        _STATUSES,
        with_unusable(chance, repeated(chance, statuses), 2, "SQUAT"),
    )
    return records


def _situations(
    chance: Chance, household: Household, hostels: set[Address], is_tenant: bool
) -> list[tuple[str, date, date | None]]:
    """What housing knows of a household: its tenancy, and the times when its home was not settled."""
    found: list[tuple[str, date, date | None]] = []
    ends = [start for start, _ in household.stays[1:]]
    for (start, address), end in zip(household.stays, [*ends, None], strict=True):
        if address in hostels and (end or AS_OF) > _SINCE:
            found.append(("HOMELESS_DUTY", days_after(start, -20), end))
            found.append(("TEMPORARY_ACCOMMODATION", start, end))
    if is_tenant:
        found.append(("SOCIAL_TENANT", household.stays[-1][0], None))
        if len(household.members) > 5 and chance.happens(0.3):
            found.append(("OVERCROWDED", max(household.stays[-1][0], _SINCE), None))
        if chance.happens(0.02):
            found.append(("EVICTION_NOTICE", days_after(AS_OF, -chance.between(10, 300)), None))
    return found


def _named(chance: Chance, household: Household) -> list[tuple[str, Person]]:
    """Who is named on the form; the newest baby is sometimes not yet on it."""
    named: list[tuple[str, Person]] = []
    for number, adult in enumerate(household.adults):
        named.append(("TENANT" if number == 0 else "PARTNER", adult))
    for child in household.children:
        if not (child.birth > days_after(AS_OF, -120) and chance.happens(0.6)):
            named.append(("CHILD" if child.is_child else "OTHER_ADULT", child))
    return named
