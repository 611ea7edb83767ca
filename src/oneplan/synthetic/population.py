"""Who lives in the borough: households, children, the adults who raise them, and where they have lived."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from oneplan.synthetic.names import Culture
from oneplan.synthetic.period import AS_OF, age_on
from oneplan.synthetic.places import Address, Place


@dataclass(slots=True, eq=False)
class Person:
    """Somebody, as they truly are. Agencies see less, and worse."""

    number: int
    sex: str
    birth: date
    given: str
    middle: str
    family: str
    culture: Culture
    ethnicity: str
    nhs_number: str
    known_as: str = ""
    former_family: str = ""
    renamed_on: date | None = None
    upn: str = ""
    la_child_id: str = ""
    born_with: int = 1  # 2 for a twin, 3 for a triplet

    @property
    def id(self) -> str:
        """The name of this person in the truth."""
        return f"P{self.number:07d}"

    @property
    def is_child(self) -> bool:
        """Under 18 when the extracts are taken."""
        return age_on(self.birth, AS_OF) < 18

    def family_on(self, day: date) -> str:
        """The family name they bore on a day."""
        return self.former_family if self.renamed_on and day < self.renamed_on else self.family

    def rename(self, family: str, day: date) -> None:
        """Take another family name."""
        self.former_family, self.family, self.renamed_on = self.family, family, day


@dataclass(slots=True, eq=False)
class Household:
    """People who live behind one door, the doors they have had, and the parent who lives elsewhere."""

    number: int
    culture: Culture
    ward: int
    adults: list[Person] = field(default_factory=list)
    children: list[Person] = field(default_factory=list)
    stays: list[tuple[date, Address]] = field(default_factory=list)
    parents_of: dict[int, list[Person]] = field(default_factory=dict)  # by child's number; also those living elsewhere
    carers: list[Person] = field(default_factory=list)  # adults of the household who are not the children's parents
    separated_on: date | None = None
    absent: Person | None = None
    absent_home: "Household | None" = None
    is_unaccompanied: bool = False

    @property
    def id(self) -> str:
        """The name of this household in the truth."""
        return f"H{self.number:07d}"

    @property
    def members(self) -> list[Person]:
        """Everyone behind the door."""
        return [*self.adults, *self.children]

    def address_on(self, day: date) -> Address:
        """Where they lived on a day."""
        living = self.stays[0][1]
        for from_on, address in self.stays:
            if from_on > day:
                break
            living = address
        return living

    @property
    def address(self) -> Address:
        """Where they live now."""
        return self.stays[-1][1]


@dataclass(slots=True)
class Population:
    """Everyone, by household."""

    place: Place
    households: list[Household]

    @property
    def people(self) -> Iterator[Person]:
        """Everyone, once."""
        for household in self.households:
            yield from household.members

    @property
    def with_children(self) -> Iterator[Household]:
        """Households in which children live."""
        return (household for household in self.households if household.children)
