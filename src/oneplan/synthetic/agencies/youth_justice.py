"""Youth justice: young people with an outcome for an offence, and what an assessment asked them about."""

from datetime import date
from pathlib import Path

from oneplan.synthetic.chance import Pick
from oneplan.synthetic.faults import Habits, seen
from oneplan.synthetic.files import Row, dmy, repeated, with_unusable, write_table
from oneplan.synthetic.period import AS_OF, age_on, days_after
from oneplan.synthetic.world import Record, World, noticed_on

SOURCE = "youth_justice"
SHOWS = frozenset(
    {
        "antisocial_behaviour_or_offending",
        "violence_or_aggression",
        "substance_misuse",
        "exploitation",
        "trusted_adult",
        "no_trusted_adult",
        "engaged_in_help",
    }
)
_SINCE = date(2022, 4, 1)
_HABITS = Habits(known_as=0.2, typing=0.03)
_OUTCOME = Pick(
    [
        ("COMMUNITY_RESOLUTION", 40),
        ("YOUTH_CAUTION", 18),
        ("CONDITIONAL_CAUTION", 12),
        ("REFERRAL_ORDER", 18),
        ("REHABILITATION_ORDER", 5),
        ("CUSTODY", 1),
        ("FOUND_NOT_GUILTY", 6),
    ]
)
_OFFENCES = {
    "antisocial_behaviour_or_offending": ("THEFT", "CRIMINAL_DAMAGE", "PUBLIC_ORDER", "MOTORING"),
    "violence_or_aggression": ("VIOLENCE", "VIOLENCE", "WEAPON"),
    "substance_misuse": ("DRUGS",),
}
_TOPICS = {  # topic of the assessment: the factor behind it, which is there when the factor is
    "SUBSTANCE_MISUSE": "substance_misuse",
    "EXPLOITATION": "exploitation",
    "TRUSTED_ADULT": "trusted_adult",
    "ENGAGED": "engaged_in_help",
}
_PEOPLE = (
    "yjs_ref",
    "forename",
    "surname",
    "known_as",
    "date_of_birth",
    "sex",
    "ethnicity",
    "address",
    "postcode",
    "worker",
    "worker_role",
    "team",
    "phone",
    "start_date",
    "end_date",
)
_OUTCOMES = ("outcome_ref", "yjs_ref", "outcome_date", "outcome", "offence")
_ASSESSMENTS = ("assessment_ref", "yjs_ref", "assessed_on", "topic", "result")


def write(world: World, folder: Path) -> list[Record]:
    """Write young people, outcomes and assessments."""
    chance = world.chance(SOURCE)
    people: list[Row] = []
    outcomes: list[Row] = []
    assessments: list[Row] = []
    records: list[Record] = []
    for household, history in world.families:
        for child in household.children:
            spells = history.of(child)
            offences = [
                (s, noticed_on(chance, s, 0.6, since=_SINCE, within=400)) for s in spells if s.factor in _OFFENCES
            ]
            offended = [(s, day) for s, day in offences if day and 10 <= age_on(child.birth, day) < 18]
            if not offended:
                continue
            ref = f"YJ{5000 + len(people)}"
            first = min(days_after(min(day for _, day in offended), 30), AS_OF)
            found = seen(chance, world.place, child, household, first, _HABITS)
            ended = days_after(first, chance.between(90, 500))
            worker, phone = world.place.worker(chance)
            people.append(
                (
                    ref,
                    found.given,
                    found.family,
                    found.known_as,
                    dmy(found.birth),
                    found.sex,
                    child.ethnicity,
                    found.address,
                    found.postcode,
                    worker,
                    "Youth justice worker",
                    "Youth Justice Service",
                    phone,
                    dmy(first),
                    dmy(ended if ended <= AS_OF else None),
                )
            )
            records.append(Record(f"{SOURCE}:{ref}", child))
            for spell, day in offended:
                outcomes.append(
                    (
                        f"O{10_000 + len(outcomes)}",
                        ref,
                        dmy(min(days_after(day, chance.between(10, 150)), AS_OF)),
                        _OUTCOME.by(chance),
                        chance.one_of(_OFFENCES[spell.factor]),
                    )
                )
            asked_on = min(days_after(first, 20), AS_OF)
            true_of = {s.factor for s in spells if s.is_current_on(asked_on)}
            for topic, factor in _TOPICS.items():
                result = "PRESENT" if factor in true_of else "NOT_PRESENT"
                disputes = result == "PRESENT" and topic == "SUBSTANCE_MISUSE" and chance.happens(0.1)
                assessments.append((f"A{ref}", ref, dmy(asked_on), topic, "DISPUTED" if disputes else result))
    write_table(folder / "young_people.csv", _PEOPLE, repeated(chance, people))
    write_table(folder / "outcomes.csv", _OUTCOMES, with_unusable(chance, outcomes, 3, "FINE"))
    write_table(folder / "assessments.csv", _ASSESSMENTS, repeated(chance, assessments))
    return records
