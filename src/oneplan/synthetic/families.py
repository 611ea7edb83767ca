"""Families as they are: two parents, one, a step-parent, a grandparent; twins; names passed on in many ways."""

from datetime import date

from oneplan.synthetic.chance import Chance, Pick
from oneplan.synthetic.identifiers import NhsNumbers
from oneplan.synthetic.names import Culture, alike
from oneplan.synthetic.period import AS_OF, SINCE, days_after, years_after
from oneplan.synthetic.places import Ward
from oneplan.synthetic.population import Household, Person

_HOW_MANY = Pick([(1, 44), (2, 38), (3, 13), (4, 4), (5, 1)])
_TWINS, _TRIPLETS = 0.015, 0.0004
_GROWN = years_after(AS_OF, -18.1)
_FATHERS_NAME = 0.02  # of boys: called just as their father is


class Families:
    """Makes families, one after another, each person with a number of their own."""

    def __init__(self, chance: Chance, nhs_numbers: NhsNumbers) -> None:
        self._chance = chance
        self._nhs_numbers = nhs_numbers
        self._people = 0

    def family(self, culture: Culture, ward: int, wards: list[Ward], *, at_most: int) -> Household:
        """A household with children: at most so many under 18."""
        chance = self._chance
        household = Household(0, culture, ward)
        deprivation = wards[ward].deprivation
        births = self._births(at_most)
        mother, father = self._parents(culture, births[0], deprivation)
        together = Pick(
            [
                ("both", 66 - 22 * deprivation),
                ("mother", 20 + 18 * deprivation),
                ("step", 6),
                ("father", 3),
                ("grandparent", 1.5),
            ]
        ).by(chance)
        name = self._name_for_children(mother, father, culture)
        last = days_after(AS_OF, -200)
        first = max(SINCE, days_after(births[0], 200))
        if together == "step" and first > last:
            together = "both"  # too little time has passed to part and to find another
        parted_on = chance.day(min(first, last), last)
        for birth in births:
            late = together == "step" and birth > parted_on
            self._bear(household, birth, mother, father, mother.family if late else name)
        {
            "both": self._live_together,
            "mother": self._mother_alone,
            "step": self._with_step_father,
            "father": self._father_alone,
            "grandparent": self._with_grandparent,
        }[together](household, mother, father, parted_on)
        return household

    def unaccompanied_child(self, culture: Culture, ward: int) -> Household:
        """A child who came to the country alone; their birth date is an assessed one."""
        household = Household(0, culture, ward, is_unaccompanied=True)
        child = self._person(culture, "M" if self._chance.happens(0.9) else "F", date(2009 + self._people % 3, 1, 1))
        household.children.append(child)
        household.parents_of[child.number] = []
        return household

    def home_of_absent_parent(self, household: Household) -> Household:
        """Where the parent lives who has left, or never lived with the children."""
        assert household.absent is not None  # noqa: S101 - asked only of households with an absent parent
        home = Household(0, household.culture, household.ward, adults=[household.absent])
        household.absent_home = home
        return home

    def _person(self, culture: Culture, sex: str, birth: date, *, family: str = "", adult: bool = False) -> Person:
        chance = self._chance
        self._people += 1
        given = culture.given[f"adult {sex}" if adult else sex]
        if adult:
            birth = min(birth, _GROWN)  # those who are asked for are children; their parents are not
        return Person(
            number=self._people,
            sex=sex,
            birth=birth,
            given=given.by(chance),
            middle=given.by(chance) if chance.happens(0.6) else "",
            family=family or culture.family_name_for(culture.family.by(chance), sex),
            culture=culture,
            ethnicity=culture.ethnicity.by(chance),
            nhs_number=self._nhs_numbers.next(),
        )

    def _births(self, at_most: int) -> list[date]:
        """Birth dates, oldest first; now and then a brother or sister who is already grown."""
        chance = self._chance
        births = [chance.day(years_after(AS_OF, -17.99), AS_OF)]
        for _ in range(_HOW_MANY.by(chance) - 1):
            births.append(years_after(births[-1], -chance.between(1.2, 4.5)))
        births = [birth for birth in reversed(births) if birth > years_after(AS_OF, -22)]
        together: list[date] = []
        for birth in births:
            draw = chance.random()
            together += [birth] * (3 if draw < _TRIPLETS else 2 if draw < _TWINS else 1)
        young = [birth for birth in together if birth > years_after(AS_OF, -18)]
        return together if len(young) <= at_most else young[:at_most]

    def _parents(self, culture: Culture, first_birth: date, deprivation: float) -> tuple[Person, Person]:
        chance = self._chance
        mothers_age = min(43.0, max(16.0, chance.gauss(30 - 5 * deprivation, 5)))
        mother = self._person(culture, "F", years_after(first_birth, -mothers_age), adult=True)
        fathers_age = min(60.0, max(17.0, mothers_age + chance.gauss(2.5, 4)))
        father = self._person(culture, "M", years_after(first_birth, -fathers_age), adult=True)
        if culture.womens_family and chance.happens(0.6):
            mother.family = chance.one_of(culture.womens_family)
        return mother, father

    def _name_for_children(self, mother: Person, father: Person, culture: Culture) -> str:
        """Married before the first birth, married since, or each with a name of their own."""
        chance = self._chance
        if chance.happens(0.5):
            if chance.happens(culture.changes_name_on_marriage):
                mother.rename(culture.family_name_for(father.family, "F"), years_after(SINCE, -chance.between(2, 10)))
            return father.family
        return Pick([(father.family, 60), (mother.family, 28), (f"{mother.family}-{father.family}", 12)]).by(chance)

    def _bear(self, household: Household, birth: date, mother: Person, father: Person, family: str) -> None:
        chance, culture = self._chance, household.culture
        sex = "M" if chance.happens(0.51) else "F"
        child = self._person(culture, sex, birth, family=culture.family_name_for(family, sex))
        twin = next((other for other in household.children if other.birth == birth), None)
        if twin:
            self._name_twins(child, twin, household)
        elif sex == "M" and family == father.family and chance.happens(_FATHERS_NAME):
            child.given = father.given
        while any(other.given == child.given and other is not child for other in household.children):
            child.given = culture.given[sex].by(chance)
        nicknames = alike().known_as.get(child.given)
        if nicknames and chance.happens(0.3):
            child.known_as = chance.one_of(nicknames)
        household.children.append(child)
        household.parents_of[child.number] = [mother, father]

    def _name_twins(self, child: Person, twin: Person, household: Household) -> None:
        """Twins' names are often alike; a third of the pairs have names that an agency will confuse."""
        born = [other for other in household.children if other.birth == child.birth]
        for person in (child, *born):
            person.born_with = len(born) + 1
        pairs = alike().twins["-".join(sorted((child.sex, twin.sex)))]
        if len(born) == 1 and self._chance.happens(0.35):
            first, second = self._chance.one_of(pairs)
            twin.known_as = ""
            twin.given, child.given = (first, second) if twin.sex <= child.sex else (second, first)

    def _live_together(self, household: Household, mother: Person, father: Person, parted_on: date) -> None:
        household.adults = [mother, father]
        if not mother.renamed_on and mother.family != father.family and self._chance.happens(0.12):
            self._marry(household, mother, father.family)

    def _mother_alone(self, household: Household, mother: Person, father: Person, parted_on: date) -> None:
        household.adults = [mother]
        household.absent = father if self._chance.happens(0.6) else None
        household.separated_on = parted_on if self._chance.happens(0.25) else None
        if household.separated_on and mother.former_family and self._chance.happens(0.25):
            mother.rename(mother.former_family, days_after(household.separated_on, 300))

    def _with_step_father(self, household: Household, mother: Person, father: Person, parted_on: date) -> None:
        household.separated_on = parted_on
        household.absent = father if self._chance.happens(0.6) else None
        step = self._person(household.culture, "M", years_after(mother.birth, -self._chance.gauss(1, 5)), adult=True)
        household.adults, household.carers = [mother, step], [step]
        for child in household.children:
            if child.birth > parted_on:
                household.parents_of[child.number] = [mother, step]
                child.family = household.culture.family_name_for(step.family, child.sex)
            elif self._chance.happens(0.12):
                child.rename(household.culture.family_name_for(step.family, child.sex), days_after(parted_on, 500))
        if self._chance.happens(0.3):
            self._marry(household, mother, step.family)

    def _father_alone(self, household: Household, mother: Person, father: Person, parted_on: date) -> None:
        household.adults, household.absent = [father], mother
        household.separated_on = parted_on if self._chance.happens(0.5) else None

    def _with_grandparent(self, household: Household, mother: Person, father: Person, parted_on: date) -> None:
        grandmother = self._person(
            household.culture,
            "F",
            years_after(mother.birth, -self._chance.between(18, 30)),
            family=mother.former_family or mother.family,
            adult=True,
        )
        household.adults, household.carers = [grandmother], [grandmother]
        household.absent = mother

    def _marry(self, household: Household, mother: Person, husbands_family: str) -> None:
        """She takes his name; so do children who bore hers."""
        day = self._chance.day(years_after(AS_OF, -5), days_after(AS_OF, -60))
        name = household.culture.family_name_for(husbands_family, "F")
        for child in household.children:
            if child.family == mother.family and child.birth < day and not child.renamed_on:
                child.rename(household.culture.family_name_for(husbands_family, child.sex), day)
        if not mother.renamed_on:
            mother.rename(name, day)
