"""Police: who had which part in which incident. No numbers, capital letters, and one person under two references."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from oneplan.synthetic.chance import Chance
from oneplan.synthetic.faults import Habits, seen
from oneplan.synthetic.files import Row, dmy, repeated, with_unusable, write_table
from oneplan.synthetic.histories import History, Spell
from oneplan.synthetic.period import AS_OF, age_on, days_after
from oneplan.synthetic.population import Household, Person
from oneplan.synthetic.world import Record, World, noticed_on

SOURCE = "police"
SHOWS = frozenset(
    {
        "domestic_abuse",
        "missing",
        "exploitation",
        "antisocial_behaviour_or_offending",
        "violence_or_aggression",
        "substance_misuse",
        "parental_substance_misuse",
        "physical_abuse",
        "sexual_abuse",
    }
)
_SINCE = date(2021, 10, 1)
_HABITS = Habits(
    typing=0.05,
    respelt=0.06,
    known_as=0.15,
    capitals=True,
    birth_missing=0.03,
    birth_mistyped=0.02,
    day_for_month=0.01,
    old_address=0.15,
    address_missing=0.05,
    postcode_missing=0.08,
    swapped=0.01,
)
_PEOPLE = ("person_ref", "forename", "surname", "date_of_birth", "sex", "address", "postcode", "seen_on")
_INCIDENTS = ("incident_ref", "person_ref", "incident_type", "role", "incident_date", "returned_date")
_BY_CHILD = {  # factor: incident types, how often it comes to notice
    "antisocial_behaviour_or_offending": (("ASB", "ASB", "THEFT", "CRIMINAL_DAMAGE"), 0.8),
    "violence_or_aggression": (("VIOLENCE", "VIOLENCE", "WEAPON"), 0.35),
    "substance_misuse": (("DRUGS",), 0.4),
}
_TO_CHILD = {
    "physical_abuse": (("VIOLENCE",), 0.4),
    "sexual_abuse": (("SEXUAL_OFFENCE",), 0.5),
    "exploitation": (("CSE", "CCE", "CCE"), 0.7),
}


@dataclass
class _Extract:
    world: World
    chance: Chance
    people: list[Row] = field(default_factory=list)
    incidents: list[Row] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    known: dict[int, str] = field(default_factory=dict)
    count: int = 0

    def incident(
        self, kind: str, day: date, parts: list[tuple[Household, Person, str]], returned: date | None = None
    ) -> None:
        """One incident, with everyone's part in it."""
        self.count += 1
        for home, person, role in parts:
            written = {"HARMED": "VICTIM", "ALLEGED": "SUSPECT"}.get(role, role) if self.chance.happens(0.05) else role
            self.incidents.append(
                (f"CLV{self.count:07d}", self._ref(home, person, day), kind, written, dmy(day), dmy(returned))
            )

    def _ref(self, home: Household, person: Person, day: date) -> str:
        known = self.known.get(person.number)
        if known and not self.chance.happens(0.06):
            return known
        ref = f"{700_000 + len(self.people)}"
        found = seen(self.chance, self.world.place, person, home, day, _HABITS)
        self.people.append(
            (ref, found.given, found.family, dmy(found.birth), found.sex, found.address, found.postcode, dmy(day))
        )
        self.records.append(Record(f"{SOURCE}:{ref}", person))
        self.known[person.number] = ref
        return ref


def write(world: World, folder: Path) -> list[Record]:
    """Write the people and the incidents of five years."""
    chance = world.chance(SOURCE)
    extract = _Extract(world, chance)
    for household, history in world.families:
        _domestic_abuse(extract, household, history)
        for spell in history.spells:
            _of_child(extract, household, spell)
        if chance.happens(0.02):
            _passer_by(extract, household)
    write_table(folder / "people.csv", _PEOPLE, repeated(chance, extract.people))
    incidents = with_unusable(chance, repeated(chance, extract.incidents), 3, "")
    incidents = with_unusable(chance, incidents, 4, "31/02/2024", rate=0.002)
    write_table(folder / "incidents.csv", _INCIDENTS, incidents)
    return extract.records


def _domestic_abuse(extract: _Extract, household: Household, history: History) -> None:
    spells = [spell for spell in history.spells if spell.factor == "domestic_abuse"]
    if not spells or not spells[0].adult or extract.chance.happens(0.35):
        return
    alleged = spells[0].adult
    first, last = max(spells[0].from_on, _SINCE), min(spells[0].to_on or AS_OF, days_after(AS_OF, -3))
    for _ in range(1 + int(extract.chance.expovariate(0.7))):
        if first > last:
            return
        day = extract.chance.day(first, last)
        home = household if alleged in household.adults or not household.absent_home else household.absent_home
        parts = [(home, alleged, "ALLEGED")]
        parts += [(household, adult, "HARMED") for adult in household.adults if adult is not alleged][:1]
        for spell in spells:
            if spell.is_current_on(day):
                parts.append((household, spell.child, "WITNESS" if extract.chance.happens(0.35) else "RESIDENT"))
        extract.incident("DOMESTIC_ABUSE", day, parts)


def _of_child(extract: _Extract, household: Household, spell: Spell) -> None:
    chance = extract.chance
    if spell.factor in _BY_CHILD:
        kinds, rate = _BY_CHILD[spell.factor]
        role = "ALLEGED"
    elif spell.factor in _TO_CHILD:
        kinds, rate = _TO_CHILD[spell.factor]
        role = "HARMED"
    elif spell.factor == "missing":
        kinds, rate, role = ("MISSING",), 0.85, "SUBJECT"
    else:
        return
    for _ in range(1 + int(chance.expovariate(1.2))):
        day = noticed_on(chance, spell, rate, since=_SINCE, within=500)
        if day is None or age_on(spell.child.birth, day) < (10 if role == "ALLEGED" else 0):
            continue
        parts = [(household, spell.child, role)]
        if role == "HARMED" and spell.adult in household.adults:
            parts.append((household, spell.adult, "ALLEGED"))
        returned = days_after(day, chance.expovariate(0.7)) if role == "SUBJECT" else None
        extract.incident(chance.one_of(kinds), day, parts, returned)


def _passer_by(extract: _Extract, household: Household) -> None:
    """Something that says nothing about the family: a burglary, or a child who saw a theft."""
    day = extract.chance.day(_SINCE, days_after(AS_OF, -3))
    person = extract.chance.one_of(household.members)
    if person.birth < day:
        role = extract.chance.one_of(("HARMED", "WITNESS", "LINKED"))
        extract.incident(extract.chance.one_of(("THEFT", "CRIMINAL_DAMAGE")), day, [(household, person, role)])
