"""The school census as COLLECT gives it back: one CSV per table and term. Legal names, addresses, UPNs; no NHS numbers."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from oneplan.synthetic.agencies import school_tables
from oneplan.synthetic.agencies.school_tables import TABLES, census_date
from oneplan.synthetic.chance import Chance, Pick
from oneplan.synthetic.faults import Habits, seen
from oneplan.synthetic.files import Row, repeated, with_unusable, write_table
from oneplan.synthetic.histories import History, Spell
from oneplan.synthetic.identifiers import temporary_upn
from oneplan.synthetic.places import School
from oneplan.synthetic.population import Household, Person
from oneplan.synthetic.world import Record, World

SOURCE = "school_census"
SHOWS = frozenset(
    {
        "poor_attendance",
        "good_attendance",
        "special_educational_needs",
        "caring_responsibilities",
        "disruptive_behaviour",
        "violence_or_aggression",
        "substance_misuse",
    }
)
#: Name of the census, the day it is taken, and the term whose sessions it reports.
_CENSUSES = (
    ("2026_spring", date(2026, 1, 15), date(2025, 9, 3), date(2025, 12, 31), 140),
    ("2026_summer", date(2026, 5, 21), date(2026, 1, 1), date(2026, 3, 31), 110),
)
_HABITS = Habits(
    typing=0.008,
    respelt=0.004,
    known_as=0.01,
    former_name=0.25,
    plain_letters=0.3,
    birth_missing=0.0,
    birth_dummy=0.0005,
    birth_mistyped=0.003,
    day_for_month=0.001,
    old_address=0.07,
    swapped=0.0005,
    address_missing=0.005,
)
_NEEDS = Pick(
    [
        ("SLCN", 24),
        ("SEMH", 22),
        ("MLD", 15),
        ("SPLD", 13),
        ("ASD", 16),
        ("PD", 2),
        ("HI", 2),
        ("VI", 1),
        ("SLD", 2),
        ("OTH", 3),
    ]
)
_SUSPENDED_FOR = {
    "disruptive_behaviour": ("DB", "DB", "VA"),
    "violence_or_aggression": ("PP", "PP", "PA", "VP"),
    "substance_misuse": ("DA",),
}


@dataclass
class _Census:
    """One census as it fills."""

    term: str
    chance: Chance
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: str, school: School, *values: object) -> str:
        """A row with the running ids that COLLECT gives; its own id."""
        rows = self.rows[table]
        number = f"{self.term[2:4]}{self.term[5:7].upper()}{table[:4].upper()}{len(rows) + 1:07d}"
        rows.append((number, school.urn, len(rows) + 1, f"S{school.urn}", *values))
        return number


def write(world: World, folder: Path) -> list[Record]:
    """Write the spring and the summer census of 2026."""
    chance = world.chance(SOURCE)
    censuses = [_Census(term, chance) for term, *_ in _CENSUSES]
    for census in censuses:
        for school in world.place.schools:
            census.add("school", school, *school_tables.school(school))
    records: list[Record] = []
    for household, history in world.families:
        for child in household.children:
            if not school_tables.is_of_school_age(child.birth) or chance.happens(0.04):
                continue  # taught at home, or in a school that sends no census
            school = _school_of(world, chance, household, child, history)
            for census, (term, taken, first, last, sessions) in zip(censuses, _CENSUSES, strict=True):
                pupil = _pupil(world, census, school, household, child, history, taken)
                records.append(Record(f"{SOURCE}:{pupil}", child))
                _sessions(census, school, pupil, _missed(chance, history.of(child), first, last), sessions)
                _suspensions(census, school, pupil, history.of(child), first, last)
                if term.endswith("spring"):
                    _needs(census, school, pupil, history.of(child))
    for census in censuses:
        for table, columns in TABLES.items():
            if table != "senneeds" or census.term.endswith("spring"):
                write_table(
                    folder / f"{census.term}_{table}.csv",
                    columns.split(","),
                    _untidy(chance, table, census.rows[table]),
                )
    return records


def _untidy(chance: Chance, table: str, rows: list[Row]) -> list[Row]:
    if table == "termlyexclusionsonroll":
        return with_unusable(chance, rows, lambda row: row.__setitem__(7, "FIXED TERM"), rate=0.01)
    if table == "termlysessiondetailsonroll":
        return with_unusable(chance, rows, lambda row: row.__setitem__(5, "?"), rate=0.0005)
    return repeated(chance, rows, 0.0005) if table == "senneeds" else rows


def _school_of(world: World, chance: Chance, household: Household, child: Person, history: History) -> School:
    """The nearest school of the right kind, or else another one of it."""
    phase = "PS" if school_tables.year_of(child.birth) < 7 else "SS"
    if any(spell.factor == "disability" for spell in history.of(child)) and chance.happens(0.3):
        phase = "SP"
    near = [s for s in world.place.schools if s.phase == phase and s.ward == household.address.ward]
    if near and chance.happens(0.7):
        return chance.one_of(near)
    return chance.one_of([s for s in world.place.schools if s.phase == phase])


def _pupil(
    world: World, census: _Census, school: School, household: Household, child: Person, history: History, taken: date
) -> str:
    chance = census.chance
    found = seen(chance, world.place, child, household, taken, _HABITS)
    upn = child.upn if chance.happens(0.995) else temporary_upn(child.number)
    former = child.upn if upn != child.upn and chance.happens(0.5) else ""
    true_of = {spell.factor for spell in history.of(child) if spell.is_current_on(taken)}
    provision = "N"
    if "special_educational_needs" in true_of:
        provision = "E" if child.number % 4 == 0 or school.phase == "SP" else "K"
    carer = "N"
    if "caring_responsibilities" in true_of and chance.happens(0.4):
        carer = chance.one_of(("P", "S"))
    preferred = found.family if not child.renamed_on else child.family
    pupil = census.add(
        "pupilonroll",
        school,
        f"C{school.urn}{census.term}",
        upn,
        former,
        found.family,
        found.given,
        child.middle,
        preferred,
        "",
        found.former_family,
        census_date(found.birth),
        census_date(school_tables.entry_of(child.birth)),
        0,
        census_sessions(census.term),
        child.culture.language if chance.happens(0.97) else "ENG",
        "C",
        provision,
        school_tables.year_name(child.birth),
        found.sex,
        child.ethnicity,
        *((carer,) if census.term.endswith("spring") else ("",)),
    )
    if found.address:
        line, _, street = found.address.partition(" ")
        census.add(
            "addresses",
            school,
            pupil,
            found.postcode,
            "",
            line,
            street,
            "",
            "Stockton-on-Tees",
            "",
            "STOCKTON-ON-TEES",
            found.address,
            "",
            "",
            "",
            "",
            found.uprn if chance.happens(0.6) else "",
        )
    return pupil


def census_sessions(term: str) -> int:
    """Sessions that a pupil could have attended in the term that a census reports."""
    return next(sessions for name, _, _, _, sessions in _CENSUSES if name == term)


def _needs(census: _Census, school: School, pupil: str, spells: list[Spell]) -> None:
    if any(spell.factor == "special_educational_needs" for spell in spells):
        census.add("senneeds", school, pupil, 1, _NEEDS.by(census.chance))
        if census.chance.happens(0.25):
            census.add("senneeds", school, pupil, 2, _NEEDS.by(census.chance))


def _missed(chance: Chance, spells: list[Spell], first: date, last: date) -> float:
    """The share of sessions missed in a term: little by most, much by those for whom it is a symptom."""
    absent = any(
        s.factor == "poor_attendance" and s.from_on <= last and (s.to_on is None or s.to_on >= first) for s in spells
    )
    if absent:
        return min(0.95, 0.11 + chance.expovariate(5))
    return min(0.095, chance.expovariate(26))


def _sessions(census: _Census, school: School, pupil: str, missed: float, possible: int) -> None:
    chance = census.chance
    absent = round(possible * missed)
    by_choice = round(absent * (0.6 if missed > 0.1 else 0.15))
    late = int(chance.expovariate(0.8))
    present = possible - absent - late
    counts = [
        ("/", (present + 1) // 2),
        ("\\", present // 2),
        ("L", late),
        ("I", (absent - by_choice + 1) // 2),
        ("M", (absent - by_choice) // 2),
        ("O" if missed > 0.1 else "G", by_choice),
        ("Y2", int(chance.random() * 1.04) * 2),
    ]
    for code, sessions in counts:
        if sessions > 0:
            census.add("termlysessiondetailsonroll", school, pupil, code, sessions)


def _suspensions(census: _Census, school: School, pupil: str, spells: list[Spell], first: date, last: date) -> None:
    chance = census.chance
    for spell in spells:
        reasons = _SUSPENDED_FOR.get(spell.factor)
        if reasons and spell.from_on <= last and (spell.to_on is None or spell.to_on >= first) and chance.happens(0.6):
            for _ in range(1 + int(chance.expovariate(1))):
                day = chance.day(max(first, spell.from_on), last)
                is_for_good = chance.happens(0.02)
                census.add(
                    "termlyexclusionsonroll",
                    school,
                    pupil,
                    census_date(day),
                    "" if is_for_good else 2 * int(chance.between(1, 6)),
                    "PERM" if is_for_good else "SUSP",
                    "N",
                    chance.one_of(reasons),
                    "",
                    "",
                )
                if is_for_good:
                    return
