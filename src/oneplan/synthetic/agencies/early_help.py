"""Early help: whole families, who is whose parent, the worker who leads, and what was talked about with them."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from oneplan.synthetic.chance import Chance
from oneplan.synthetic.faults import Habits, seen
from oneplan.synthetic.files import Row, dmy, repeated, with_unusable, write_table
from oneplan.synthetic.histories import History
from oneplan.synthetic.period import AS_OF, age_on, days_after
from oneplan.synthetic.population import Household, Person
from oneplan.synthetic.responses import EarlyHelp, Response
from oneplan.synthetic.world import Record, World

SOURCE = "early_help"
_SINCE = date(2021, 10, 1)
_HABITS = Habits(typing=0.02, known_as=0.1, number_missing=0.55, birth_missing=0.01)
_NEEDS = {  # factor: need, about whom
    "domestic_abuse": ("DOMESTIC_ABUSE", "PARENT"),
    "parental_mental_health": ("MENTAL_HEALTH", "PARENT"),
    "parental_substance_misuse": ("ALCOHOL", "PARENT"),
    "parent_in_prison": ("PRISON", "PARENT"),
    "parents_separated": ("SEPARATION", "PARENT"),
    "bereavement": ("BEREAVEMENT", "SELF"),
    "emotional_abuse": ("EMOTIONAL_ABUSE", "SELF"),
    "physical_abuse": ("PHYSICAL_ABUSE", "SELF"),
    "sexual_abuse": ("SEXUAL_ABUSE", "SELF"),
    "emotional_neglect": ("EMOTIONAL_NEGLECT", "SELF"),
    "physical_neglect": ("PHYSICAL_NEGLECT", "SELF"),
    "caring_responsibilities": ("YOUNG_CARER", "SELF"),
    "long_term_health_needs": ("LONG_TERM_ILLNESS", "SELF"),
    "disability": ("DISABILITY", "SELF"),
    "special_educational_needs": ("LEARNING_NEED", "SELF"),
    "no_trusted_adult": ("NO_TRUSTED_ADULT", "SELF"),
    "missing": ("MISSING", "SELF"),
    "poor_attendance": ("SCHOOL_ATTENDANCE", "SELF"),
    "antisocial_behaviour_or_offending": ("ASB", "SELF"),
    "violence_or_aggression": ("VIOLENCE", "SELF"),
    "disruptive_behaviour": ("DISRUPTIVE", "SELF"),
    "teenage_pregnancy": ("TEENAGE_PREGNANCY", "SELF"),
    "smoking": ("SMOKING", "SELF"),
    "obesity": ("WEIGHT", "SELF"),
    "exploitation": ("EXPLOITATION", "SELF"),
    "lack_of_empathy": ("EMPATHY", "SELF"),
    "attachment_difficulties": ("ATTACHMENT", "SELF"),
    "difficult_to_engage": ("NOT_YET_CONNECTED", "SELF"),
    "substance_misuse": ("DRUGS", "SELF"),
    "trusted_adult": ("TRUSTED_ADULT", "SELF"),
    "engaged_in_help": ("ENGAGED", "SELF"),
}
SHOWS = frozenset(_NEEDS)
_ALWAYS_ASKED = (
    "domestic_abuse",
    "parental_mental_health",
    "parental_substance_misuse",
    "trusted_adult",
    "poor_attendance",
)
_HELPFUL = ("FAMILY_SUPPORT", "ACTIVITY", "FRIENDSHIPS")
_HARD = ("HOUSING", "MONEY")
_PEOPLE = (
    "person_ref",
    "family_ref",
    "family_role",
    "forename",
    "surname",
    "known_as",
    "previous_surname",
    "date_of_birth",
    "sex",
    "ethnicity",
    "address",
    "postcode",
    "nhs_number",
    "upn",
    "council_child_id",
    "updated_on",
)
_RELATIONSHIPS = ("person_ref", "other_person_ref", "relationship", "from_date", "to_date")
_EPISODES = ("episode_ref", "person_ref", "start_date", "end_date", "worker", "worker_role", "team", "phone", "is_lead")
_NEED_ROWS = ("need_ref", "person_ref", "need", "about", "answer", "basis", "asked_on")


@dataclass
class _Extract:
    world: World
    chance: Chance
    people: list[Row] = field(default_factory=list)
    relationships: list[Row] = field(default_factory=list)
    episodes: list[Row] = field(default_factory=list)
    needs: list[Row] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)


def write(world: World, folder: Path) -> list[Record]:
    """Write people, relationships, episodes and needs."""
    chance = world.chance(SOURCE)
    extract = _Extract(world, chance)
    for response in world.responses:
        helped = [help_ for help_ in response.early_help if (help_.to_on or AS_OF) >= _SINCE]
        if helped:
            _family(extract, response, helped)
    write_table(folder / "people.csv", _PEOPLE, repeated(chance, extract.people))
    write_table(folder / "relationships.csv", _RELATIONSHIPS, extract.relationships)
    episodes = with_unusable(chance, repeated(chance, extract.episodes), 3, "01/01/2015", rate=0.002)
    write_table(folder / "episodes.csv", _EPISODES, episodes)
    needs = with_unusable(chance, repeated(chance, extract.needs), 2, "OTHER")
    write_table(folder / "needs.csv", _NEED_ROWS, needs)
    return extract.records


def _family(extract: _Extract, response: Response, helped: list[EarlyHelp]) -> None:
    household, chance = response.history.household, extract.chance
    last = helped[-1]
    updated = chance.day(last.from_on, last.to_on or AS_OF)
    refs = {
        person.number: _person(extract, household, person, updated)
        for person in household.members
        if person.birth < updated
    }
    _relationships(extract, household, refs)
    for help_ in helped:
        number = f"EH{20_000 + len(extract.episodes)}"
        for ref in refs.values():
            extract.episodes.append(
                (
                    number,
                    ref,
                    dmy(help_.from_on),
                    dmy(help_.to_on),
                    help_.worker,
                    "Family support worker",
                    f"Early Help, {extract.world.place.wards[household.address.ward].name}",
                    help_.phone,
                    "Y",
                )
            )
        asked = min(days_after(help_.from_on, chance.between(5, 40)), help_.to_on or AS_OF)
        for child in household.children:
            if child.number in refs and age_on(child.birth, asked) < 18 and child.birth <= asked:
                _talk(extract, response.history, child, refs[child.number], asked)


def _person(extract: _Extract, household: Household, person: Person, on: date) -> str:
    ref = f"{50_000 + len(extract.people)}"
    found = seen(extract.chance, extract.world.place, person, household, on, _HABITS)
    role = "CHILD" if person in household.children else "PARENT"
    if person in household.carers:
        role = "STEP_PARENT" if person.sex == "M" else "CARER"
    upn = found.upn if extract.chance.happens(0.5) else ""
    extract.people.append(
        (
            ref,
            f"F{household.number}",
            role,
            found.given,
            found.family,
            found.known_as,
            found.former_family,
            dmy(found.birth),
            found.sex,
            person.ethnicity,
            found.address,
            found.postcode,
            found.nhs_number,
            upn,
            person.la_child_id if extract.chance.happens(0.9) else "",
            dmy(on),
        )
    )
    extract.records.append(Record(f"{SOURCE}:{ref}", person))
    return ref


def _relationships(extract: _Extract, household: Household, refs: dict[int, str]) -> None:
    known = [child for child in household.children if child.number in refs]
    for child in known:
        parents = household.parents_of.get(child.number, [])
        for adult in household.adults:
            if adult.number in refs:
                kind = "PARENT" if adult in parents else "STEP_PARENT" if adult.sex == "M" else "CARER"
                extract.relationships.append((refs[adult.number], refs[child.number], kind, "", ""))
    for number, child in enumerate(known):
        for other in known[number + 1 :]:
            extract.relationships.append((refs[child.number], refs[other.number], "SIBLING", "", ""))


def _talk(extract: _Extract, history: History, child: Person, ref: str, asked: date) -> None:
    """What was written down about one child: what is there and came up, what was asked and is not there."""
    chance = extract.chance
    true_then = {spell.factor for spell in history.of(child) if spell.is_current_on(asked)}
    for factor, (need, about) in _NEEDS.items():
        if factor in true_then and chance.happens(0.75):
            answer = "DISPUTED" if about == "PARENT" and chance.happens(0.06) else "PRESENT"
        elif factor in _ALWAYS_ASKED and chance.happens(0.5):
            answer = "ASKED_NOT_PRESENT"  # not there, or there and not said
        else:
            continue
        named = chance.one_of(("ALCOHOL", "DRUGS")) if need == "ALCOHOL" else need
        _need(extract, ref, need=named, about=about, answer=answer, asked=asked)
    if chance.happens(0.5):
        _need(extract, ref, need=chance.one_of(_HELPFUL), about="SELF", answer="PRESENT", asked=asked)
    if chance.happens(0.2):
        _need(extract, ref, need=chance.one_of(_HARD), about="HOUSEHOLD", answer="PRESENT", asked=asked)


def _need(extract: _Extract, ref: str, *, need: str, about: str, answer: str, asked: date) -> None:
    basis = extract.chance.one_of(("FACT", "REPORT", "REPORT", "OPINION", ""))
    extract.needs.append((f"N{100_000 + len(extract.needs)}", ref, need, about, answer, basis, dmy(asked)))
