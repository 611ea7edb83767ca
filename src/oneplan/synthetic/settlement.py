"""How the borough fills: families are formed, children born, people marry, part, move and take other names."""

from datetime import date

from oneplan.synthetic.chance import Chance
from oneplan.synthetic.families import Families
from oneplan.synthetic.identifiers import NhsNumbers, Upns
from oneplan.synthetic.names import cultures
from oneplan.synthetic.period import AS_OF, age_on, days_after, years_after
from oneplan.synthetic.places import AUTHORITY_NUMBER, Place
from oneplan.synthetic.population import Household, Person, Population

_NAMESAKES = 0.004  # of children: a cousin of the same name and nearly the same age in another household
_UNACCOMPANIED = 0.0004
_NEIGHBOURING_AUTHORITIES = ("805", "806", "807")


def settle(children: int, seed: int) -> Population:
    """A population with exactly so many children under 18, and their families."""
    chance = Chance.named(seed, "settlement")
    place = Place(chance)
    families = Families(chance, NhsNumbers(seed))
    population = Population(place, [])
    wanted = children
    while wanted > 0:
        culture = cultures().by(chance)
        if chance.happens(_UNACCOMPANIED):
            household = families.unaccompanied_child(culture, place.any_ward())
        else:
            household = families.family(culture, place.any_ward(), place.wards, at_most=wanted)
        wanted -= sum(child.is_child for child in household.children)
        _house(chance, place, household)
        _add(population, household)
        if household.absent:
            elsewhere = families.home_of_absent_parent(household)
            _house(chance, place, elsewhere)
            _lived_together_until(household.separated_on, household, elsewhere)
            _add(population, elsewhere)
    _name_cousins_alike(chance, population)
    _give_pupil_numbers(chance, population)
    return population


def _add(population: Population, household: Household) -> None:
    household.number = len(population.households) + 1
    population.households.append(household)


def _house(chance: Chance, place: Place, household: Household) -> None:
    """Where they have lived over ten years; poorer homes are left more often."""
    leaving = 0.06 + 0.12 * place.wards[household.ward].deprivation
    day = years_after(AS_OF, -chance.between(9, 12))
    home = place.door(household.ward)
    household.stays = [(day, home)]
    while (day := years_after(day, chance.expovariate(leaving) + 0.2)) < days_after(AS_OF, -20):
        place.vacate(home)
        household.ward = household.ward if chance.happens(0.6) else place.any_ward()
        home = chance.one_of(place.hostels) if chance.happens(0.01) else place.door(household.ward)
        household.stays.append((day, home))


def _lived_together_until(separated_on: date | None, household: Household, elsewhere: Household) -> None:
    """Before they parted, the parent who left lived in the family's home."""
    if separated_on:
        before = [stay for stay in household.stays if stay[0] < separated_on]
        elsewhere.stays = [*before, (separated_on, elsewhere.address)]


def _name_cousins_alike(chance: Chance, population: Population) -> None:
    """Give some children the name of a cousin of nearly their age, as families do."""
    last: dict[tuple[str, str], tuple[Household, Person]] = {}
    for household in population.with_children:
        for child in household.children:
            key = (child.family, child.sex)
            cousin = last.get(key)
            last[key] = (household, child)
            if cousin is None or cousin[0] is household or abs((cousin[1].birth - child.birth).days) > 500:
                continue
            if chance.happens(_NAMESAKES * 4) and not any(s.given == cousin[1].given for s in household.children):
                child.given = cousin[1].given


def _give_pupil_numbers(chance: Chance, population: Population) -> None:
    """Every child who has reached school age has a UPN, mostly from a primary school of their first ward."""
    upns = Upns()
    primaries = [school for school in population.place.schools if school.phase == "PS"]
    for household in population.with_children:
        first_ward = household.stays[0][1].ward
        local = [school for school in primaries if school.ward == first_ward]
        for child in household.children:
            if child.birth >= date(2021, 9, 1) or age_on(child.birth, AS_OF) > 21:
                continue
            started = child.birth.year + (5 if child.birth.month > 8 else 4)
            moved_in = chance.happens(0.06)
            authority = chance.one_of(_NEIGHBOURING_AUTHORITIES) if moved_in else AUTHORITY_NUMBER
            child.upn = upns.next(authority, chance.one_of(local).establishment, started)
