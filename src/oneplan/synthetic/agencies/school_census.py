"""The school census as COLLECT exports it: one CSV per table and term. Legal names, addresses, UPNs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import md5
from pathlib import Path

from oneplan.synthetic.agencies import school_attendance, school_tables
from oneplan.synthetic.agencies.school_tables import TABLES, Census, census_date, native_id
from oneplan.synthetic.chance import Chance, Pick
from oneplan.synthetic.faults import Habits, Seen, seen
from oneplan.synthetic.files import Row, repeated, with_unusable, write_table
from oneplan.synthetic.histories import Spell
from oneplan.synthetic.identifiers import temporary_upn
from oneplan.synthetic.period import days_after, is_of_school_age, school_year
from oneplan.synthetic.places import School
from oneplan.synthetic.population import Household, Person
from oneplan.synthetic.world import Record, World

SOURCE = "school_census"
SHOWS = frozenset({
    "poor_attendance", "good_attendance", "special_educational_needs", "caring_responsibilities",
    "disruptive_behaviour", "violence_or_aggression", "substance_misuse",
})  # fmt: skip
#: Name, the day it is taken, first and last day of the term whose sessions it reports, sessions possible in it.
_CENSUSES = (
    ("2026_spring", date(2026, 1, 15), date(2025, 9, 3), date(2025, 12, 31), 140),
    ("2026_summer", date(2026, 5, 21), date(2026, 1, 1), date(2026, 3, 31), 110),
)
_HABITS = Habits(
    typing=0.008, respelt=0.004, known_as=0.01, former_name=0.25, plain_letters=0.3, birth_missing=0.0,
    birth_dummy=0.0005, birth_mistyped=0.003, day_for_month=0.001, old_address=0.07, swapped=0.0005,
    address_missing=0.005,
)  # fmt: skip
_NEEDS = Pick([
    ("SLCN", 24), ("SEMH", 22), ("MLD", 15), ("SPLD", 13), ("ASD", 16), ("PD", 2), ("HI", 2), ("VI", 1), ("SLD", 2),
    ("OTH", 3),
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Enrolment:
    """A child at a school, with what is true of them."""

    child: Person
    household: Household
    school: School
    spells: list[Spell]
    has_free_meals: bool


def write(world: World, folder: Path) -> list[Record]:
    """Write the spring and the summer census of 2026, one after the other so that only one is held at a time."""
    chance = world.chance(SOURCE)
    enrolments = list(_enrolments(world, chance))
    people: dict[str, Person] = {}
    for facts in _CENSUSES:
        census = Census(*facts, chance=chance)
        for school in world.place.schools:
            census.add("schoolcensus", school, *school_tables.school_census(census, school))
            census.add("school", school, *school_tables.school(school))
        for enrolment in enrolments:
            people[_one(world, census, enrolment)] = enrolment.child
        for table, columns in TABLES.items():
            if table != "senneeds" or census.is_spring:
                rows = _untidy(chance, table, census.rows[table])
                write_table(folder / f"{census.name}_{table}.csv", columns.split(","), rows)
    return [Record(record_id, child) for record_id, child in people.items()]


def _enrolments(world: World, chance: Chance) -> Iterator[_Enrolment]:
    """Children of school age, but for those taught at home or in a school that sends no census."""
    for household, history in world.families:
        eligible = 0.06 + 0.45 * world.place.wards[household.ward].deprivation
        for child in household.children:
            if is_of_school_age(child.birth) and chance.happens(0.96):
                spells = history.of(child)
                school = _school_of(world, chance, household, child, spells)
                yield _Enrolment(child, household, school, spells, chance.happens(eligible))


def _one(world: World, census: Census, enrolment: _Enrolment) -> str:
    """Everything that one census says of one pupil. Returns the id of their record."""
    chance, child, school, spells = census.chance, enrolment.child, enrolment.school, enrolment.spells
    particulars = seen(chance, world.place, child, enrolment.household, census.taken, _HABITS)
    upn = child.upn if chance.happens(0.995) else temporary_upn(child.number)
    pupil = _pupil(census, school, child, spells, particulars=particulars, upn=upn)
    _address(census, school, pupil, particulars)
    if enrolment.has_free_meals:
        since = max(school_tables.entry_of(child.birth), days_after(census.taken, -500))
        census.add("fsmperiod", school, pupil, census_date(since), "", "ENG")
    school_attendance.sessions(census, school, pupil, spells)
    school_attendance.suspensions(census, school, pupil, spells)
    _needs(census, school, pupil, spells)
    return _record_id(census, school, pupil, upn, is_permanent=upn == child.upn)


def _record_id(census: Census, school: School, pupil: str, upn: str, *, is_permanent: bool) -> str:
    """As the source's contract makes it: the same from term to term for a pupil with a permanent UPN."""
    key = f"{native_id(school)}|{upn}" if is_permanent else f"{census.name}|{native_id(school)}|{pupil}"
    return f"{SOURCE}:{md5(key.encode(), usedforsecurity=False).hexdigest()[:16]}"


def _untidy(chance: Chance, table: str, rows: list[Row]) -> list[Row]:
    if table == "termlyexclusionsonroll":
        return with_unusable(chance, rows, 7, "FIXED TERM", rate=0.01)
    if table == "termlysessiondetailsonroll":
        return with_unusable(chance, rows, 5, "?", rate=0.0005)
    return repeated(chance, rows, 0.0005) if table == "senneeds" else rows


def _school_of(world: World, chance: Chance, household: Household, child: Person, spells: list[Spell]) -> School:
    """The nearest school of the right kind, or else another one of it."""
    phase = "PS" if school_year(child.birth) < 7 else "SS"
    if any(spell.factor == "disability" for spell in spells) and chance.happens(0.3):
        phase = "SP"
    of_the_kind = [school for school in world.place.schools if school.phase == phase]
    near = [school for school in of_the_kind if school.ward == household.address.ward]
    return chance.one_of(near if near and chance.happens(0.7) else of_the_kind)


def _pupil(census: Census, school: School, child: Person, spells: list[Spell], *, particulars: Seen, upn: str) -> str:
    """One pupil on the roll; their running id."""
    chance = census.chance
    true_then = {spell.factor for spell in spells if spell.is_current_on(census.taken)}
    provision = "N"
    if "special_educational_needs" in true_then:
        provision = "E" if child.number % 4 == 0 or school.phase == "SP" else "K"
    carer = "N" if census.is_spring else ""
    if census.is_spring and "caring_responsibilities" in true_then and chance.happens(0.4):
        carer = chance.one_of(("P", "S"))
    former_upn = child.upn if upn != child.upn and chance.happens(0.5) else ""
    preferred = child.family if child.renamed_on else particulars.family
    language = child.culture.language if chance.happens(0.97) else "ENG"
    return census.add(
        "pupilonroll", school, f"C{school.urn}{census.name}", upn, former_upn, particulars.family, particulars.given,
        child.middle, preferred, "", particulars.former_family, census_date(particulars.birth),
        census_date(school_tables.entry_of(child.birth)), 0, census.sessions, language, "C", provision,
        school_tables.year_name(child.birth), particulars.sex, child.ethnicity, carer,
    )  # fmt: skip


def _address(census: Census, school: School, pupil: str, particulars: Seen) -> None:
    if not particulars.address:
        return
    number, _, street = particulars.address.partition(" ")
    uprn = particulars.uprn if census.chance.happens(0.6) else ""
    census.add(
        "addresses", school, pupil, particulars.postcode, "", number, street, "", "Stockton-on-Tees", "",
        "STOCKTON-ON-TEES", particulars.address, "", "", "", "", uprn,
    )  # fmt: skip


def _needs(census: Census, school: School, pupil: str, spells: list[Spell]) -> None:
    if census.is_spring and any(spell.factor == "special_educational_needs" for spell in spells):
        census.add("senneeds", school, pupil, 1, _NEEDS.by(census.chance))
        if census.chance.happens(0.25):
            census.add("senneeds", school, pupil, 2, _NEEDS.by(census.chance))
