"""Health visiting and school nursing: every young child and their parents, older ones who need a nurse; NHS numbers."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from oneplan.synthetic.chance import Chance
from oneplan.synthetic.faults import Habits, seen
from oneplan.synthetic.files import Row, dmy, repeated, with_unusable, write_table
from oneplan.synthetic.histories import History
from oneplan.synthetic.period import AS_OF, age_on, days_after, years_after
from oneplan.synthetic.population import Household, Person
from oneplan.synthetic.world import Record, World, noticed_on

SOURCE = "health_visiting"
SHOWS = frozenset(
    {
        "parental_mental_health",
        "domestic_abuse",
        "parental_substance_misuse",
        "attachment_difficulties",
        "obesity",
        "smoking",
        "long_term_health_needs",
        "disability",
        "physical_neglect",
        "caring_responsibilities",
        "teenage_pregnancy",
        "difficult_to_engage",
        "trusted_adult",
        "engaged_in_help",
    }
)
_SINCE = date(2021, 10, 1)
_HABITS = Habits(typing=0.015, known_as=0.03, former_name=0.35, number_missing=0.004, number_dummy=0.001)
_PARENT_HABITS = Habits(typing=0.02, number_missing=0.12, birth_missing=0.03, former_name=0.4)
_FINDINGS = {  # factor: finding, about whom, how often noticed in a young child's visits, and by the school nurse
    "parental_mental_health": ("MATERNAL_MENTAL_HEALTH", "PARENT", 0.6, 0.05),
    "domestic_abuse": ("DOMESTIC_ABUSE", "PARENT", 0.35, 0.03),
    "attachment_difficulties": ("ATTACHMENT", "SELF", 0.7, 0.1),
    "obesity": ("WEIGHT", "SELF", 0.5, 0.6),
    "long_term_health_needs": ("LONG_TERM_CONDITION", "SELF", 0.9, 0.7),
    "disability": ("DISABILITY", "SELF", 0.8, 0.5),
    "physical_neglect": ("NEGLECT", "SELF", 0.3, 0.1),
    "caring_responsibilities": ("YOUNG_CARER", "SELF", 0.0, 0.25),
    "smoking": ("SMOKING", "SELF", 0.0, 0.5),
    "teenage_pregnancy": ("TEENAGE_PREGNANCY", "SELF", 0.0, 0.8),
    "trusted_adult": ("TRUSTED_ADULT", "SELF", 0.0, 0.15),
    "engaged_in_help": ("ENGAGED", "SELF", 0.3, 0.1),
    "difficult_to_engage": ("WAS_NOT_BROUGHT", "SELF", 0.0, 0.4),
}
_PEOPLE = (
    "person_ref",
    "person_type",
    "forename",
    "surname",
    "known_as",
    "previous_surname",
    "date_of_birth",
    "sex",
    "ethnicity",
    "nhs_number",
    "address",
    "postcode",
    "updated_on",
)
_PARENTS = ("parent_ref", "child_ref", "relationship")
_CASELOAD = ("person_ref", "service", "start_date", "end_date", "worker", "worker_role", "team", "phone")
_FOUND = ("finding_ref", "person_ref", "contact_date", "finding", "about", "result")


@dataclass
class _Extract:
    world: World
    chance: Chance
    people: list[Row] = field(default_factory=list)
    parents: list[Row] = field(default_factory=list)
    caseload: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)

    def add(self, kind: str, home: Household, person: Person, on: date) -> str:
        """One person on the caseload; their reference."""
        ref = f"{3_000_000 + len(self.people)}"
        found = seen(self.chance, self.world.place, person, home, on, _HABITS if kind == "CHILD" else _PARENT_HABITS)
        number = f"{found.nhs_number[:3]} {found.nhs_number[3:6]} {found.nhs_number[6:]}" if found.nhs_number else ""
        self.people.append(
            (
                ref,
                kind,
                found.given,
                found.family,
                found.known_as,
                found.former_family,
                dmy(found.birth),
                {"F": "2", "M": "1"}[found.sex],
                person.ethnicity,
                number,
                found.address,
                found.postcode,
                dmy(on),
            )
        )
        self.records.append(Record(f"{SOURCE}:{ref}", person))
        return ref

    def finding(self, ref: str, day: date, finding: str, about: str, result: str) -> None:
        """One thing asked or seen at a contact."""
        self.findings.append((f"F{len(self.findings):07d}", ref, dmy(day), finding, about, result))


def write(world: World, folder: Path) -> list[Record]:
    """Write people, parents, caseload and findings."""
    chance = world.chance(SOURCE)
    extract = _Extract(world, chance)
    for household, history in world.families:
        known_parents: dict[int, str] = {}
        for child in household.children:
            if not child.is_child:
                continue
            spells = history.of(child)
            is_young = age_on(child.birth, AS_OF) < 5
            needs_nurse = any(s.factor in ("long_term_health_needs", "disability", "obesity") for s in spells)
            if is_young and chance.happens(0.985):
                _visit(extract, household, history, child, known_parents)
            elif not is_young and chance.happens(0.5 if needs_nurse else 0.06):
                _nurse(extract, household, history, child)
    write_table(folder / "people.csv", _PEOPLE, repeated(chance, extract.people))
    write_table(folder / "parents.csv", _PARENTS, extract.parents)
    write_table(folder / "caseload.csv", _CASELOAD, repeated(chance, extract.caseload))
    findings = with_unusable(chance, repeated(chance, extract.findings), 3, "READ_CODE_13Z8")
    write_table(
        folder / "findings.csv",
        _FOUND,
        with_unusable(chance, findings, 2, "30/02/2025", rate=0.001),
    )
    return extract.records


def _visit(
    extract: _Extract, household: Household, history: History, child: Person, known_parents: dict[int, str]
) -> None:
    chance = extract.chance
    birth_visit = min(days_after(child.birth, chance.between(10, 35)), AS_OF)
    last_seen = birth_visit if chance.happens(0.1) else chance.day(birth_visit, days_after(AS_OF, -5))
    ref = extract.add("CHILD", household, child, last_seen)
    for parent in household.parents_of.get(child.number, []):
        is_mother = parent.sex == "F"
        if parent in household.adults and chance.happens(0.97 if is_mother else 0.4):
            if parent.number not in known_parents:
                known_parents[parent.number] = extract.add("PARENT", household, parent, birth_visit)
            extract.parents.append((known_parents[parent.number], ref, "MOTHER" if is_mother else "FATHER"))
    worker, phone = extract.world.place.worker(chance)
    extract.caseload.append(
        (ref, "HEALTH_VISITING", dmy(birth_visit), "", worker, "Health visitor", _team(extract, household), phone)
    )
    _ask_routinely(extract, history, child, ref, birth_visit)
    _findings(extract, history, child, ref, by_nurse=False)


def _nurse(extract: _Extract, household: Household, history: History, child: Person) -> None:
    chance = extract.chance
    start = chance.day(max(_SINCE, years_after(child.birth, 5)), days_after(AS_OF, -5))
    end = days_after(start, chance.between(60, 900))
    ref = extract.add("CHILD", household, child, start)
    worker, phone = extract.world.place.worker(chance)
    ended = dmy(end if end <= AS_OF else None)
    extract.caseload.append(
        (ref, "SCHOOL_NURSING", dmy(start), ended, worker, "School nurse", _team(extract, household), phone)
    )
    _findings(extract, history, child, ref, by_nurse=True)


def _team(extract: _Extract, household: Household) -> str:
    return f"0-19 team, {extract.world.place.wards[household.address.ward].name}"


def _ask_routinely(extract: _Extract, history: History, child: Person, ref: str, day: date) -> None:
    """Every mother is asked, when she is alone; many who could say yes do not."""
    chance = extract.chance
    if day < _SINCE:
        return
    true_then = {s.factor for s in history.of(child) if s.is_current_on(day)}
    for factor in ("domestic_abuse", "parental_mental_health"):
        finding, about, rate, _ = _FINDINGS[factor]
        if chance.happens(0.75):
            says = factor in true_then and chance.happens(rate)
            extract.finding(ref, day, finding, about, "PRESENT" if says else "NOT_PRESENT")
    if chance.happens(0.5):
        extract.finding(ref, day, "WARM_BOND", "SELF", "PRESENT")
    if chance.happens(0.04):
        extract.finding(ref, min(days_after(day, 60), AS_OF), "WAS_NOT_BROUGHT", "SELF", "PRESENT")


def _findings(extract: _Extract, history: History, child: Person, ref: str, *, by_nurse: bool) -> None:
    for spell in history.of(child):
        if spell.factor == "parental_substance_misuse":
            finding, about, rate = extract.chance.one_of(("ALCOHOL", "DRUGS")), "PARENT", 0.05 if by_nurse else 0.35
        elif spell.factor in _FINDINGS:
            finding, about, visiting, nursing = _FINDINGS[spell.factor]
            rate = nursing if by_nurse else visiting
        else:
            continue
        day = noticed_on(extract.chance, spell, rate, since=_SINCE)
        if day:
            disputed = about == "PARENT" and extract.chance.happens(0.03)
            extract.finding(ref, day, finding, about, "DISPUTED" if disputed else "PRESENT")
