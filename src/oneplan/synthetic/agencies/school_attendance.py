"""What a school census says of a term: sessions under each attendance code, suspensions and exclusions."""

from datetime import date

from oneplan.synthetic.agencies.school_tables import Census, census_date
from oneplan.synthetic.chance import Chance
from oneplan.synthetic.histories import Spell
from oneplan.synthetic.places import School

_SUSPENDED_FOR = {
    "disruptive_behaviour": ("DB", "DB", "VA"),
    "violence_or_aggression": ("PP", "PP", "PA", "VP"),
    "substance_misuse": ("DA",),
}


def sessions(census: Census, school: School, pupil: str, spells: list[Spell]) -> None:
    """Rows of sessions, which add up to those that were possible and a few that were not."""
    chance = census.chance
    missed = _missed(chance, spells, census.first, census.last)
    absent = round(census.sessions * missed)
    by_choice = round(absent * (0.6 if missed > 0.1 else 0.15))
    late = int(chance.expovariate(0.8))
    present = census.sessions - absent - late
    for code, count in (
        ("/", (present + 1) // 2),
        ("\\", present // 2),
        ("L", late),
        ("I", (absent - by_choice + 1) // 2),
        ("M", (absent - by_choice) // 2),
        ("O" if missed > 0.1 else "G", by_choice),
        ("Y2", int(chance.random() * 1.04) * 2),
    ):
        if count > 0:
            census.add("termlysessiondetailsonroll", school, pupil, code, count)


def _missed(chance: Chance, spells: list[Spell], first: date, last: date) -> float:
    """The share of sessions missed in a term: little by most, much by those for whom it is a symptom."""
    if any(spell.factor == "poor_attendance" and _touches(spell, first, last) for spell in spells):
        return min(0.95, 0.11 + chance.expovariate(5))
    return min(0.095, chance.expovariate(26))


def suspensions(census: Census, school: School, pupil: str, spells: list[Spell]) -> None:
    """Rows of suspensions, and now and then an exclusion, for what was going on in the term."""
    chance = census.chance
    for spell in spells:
        reasons = _SUSPENDED_FOR.get(spell.factor)
        if not reasons or not _touches(spell, census.first, census.last) or not chance.happens(0.6):
            continue
        for _ in range(1 + int(chance.expovariate(1))):
            day = census_date(chance.day(max(census.first, spell.from_on), census.last))
            is_for_good = chance.happens(0.02)
            length = "" if is_for_good else 2 * int(chance.between(1, 6))
            category = "PERM" if is_for_good else "SUSP"
            reason = chance.one_of(reasons)
            census.add("termlyexclusionsonroll", school, pupil, day, length, category, "N", reason, "", "")
            if is_for_good:
                return


def _touches(spell: Spell, first: date, last: date) -> bool:
    return spell.from_on <= last and (spell.to_on is None or spell.to_on >= first)
