"""The made-up borough's ground: wards, postcodes, front doors, schools and the people who work in services."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from oneplan.synthetic.chance import Chance, Pick

AUTHORITY = "E06000004"  # Stockton-on-Tees; its people, schools and doors here are all invented
AUTHORITY_NUMBER = "808"
_INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # Royal Mail never uses C I K M O V in the last two places
_DOORS_TO_A_POSTCODE = 18


@dataclass(frozen=True, slots=True)
class Address:
    """A front door."""

    line: str
    street: str
    number: int
    postcode: str
    uprn: str
    ward: int


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward, with how deprived it is from 0 to 1."""

    code: str
    name: str
    deprivation: float


@dataclass(frozen=True, slots=True)
class School:
    """A school: `phase` is the school census's (PS primary, SS secondary, SP special, PR alternative provision)."""

    urn: str
    establishment: int
    name: str
    phase: str
    ward: int
    phone: str


class Place:
    """The borough's ground. Doors are handed out as people need them, and used again when they leave."""

    def __init__(self, chance: Chance) -> None:
        content = _read()
        self._chance = chance
        self._first: list[str] = content["street_first"]
        self._last: list[str] = content["street_last"]
        self.short_street: Mapping[str, str] = content["street_short"]
        self.wards = [
            Ward(f"E0599{number:04d}", name, deprivation)
            for number, (name, _, _, deprivation) in enumerate(content["wards"], start=1)
        ]
        self._ward = Pick((number, ward[2]) for number, ward in enumerate(content["wards"]))
        self._districts: list[str] = [ward[1] for ward in content["wards"]]
        self._free_postcodes = {
            district: [
                f"{district} {sector}{a}{b}" for sector in sectors for a in _INWARD_LETTERS for b in _INWARD_LETTERS
            ]
            for district, sectors in content["unused_sectors"].items()
        }
        for postcodes in self._free_postcodes.values():
            chance.shuffle(postcodes)
        self.postcodes: dict[str, int] = {}
        self._open_street: dict[int, tuple[str, str, int]] = {}
        self._vacated: dict[int, list[Address]] = {ward: [] for ward in range(len(self.wards))}
        self._doors = 0
        self.schools = _schools(content, self.wards)
        self.hostels = [self._new_door(ward) for ward in (10, 12, 17)]
        self.homes = [self._new_door(ward) for ward in (4, 7, 15, 19, 23)]
        self._workers: dict[str, list[str]] = content["workers"]
        self._phone: str = content["phone"]

    def any_ward(self) -> int:
        """A ward, the bigger ones more often."""
        return self._ward.by(self._chance)

    def door(self, ward: int) -> Address:
        """Somewhere to live in a ward: now and then a home that others have left."""
        vacated = self._vacated[ward]
        if vacated and self._chance.happens(0.3):
            return vacated.pop(int(self._chance.random() * len(vacated)))
        return self._new_door(ward)

    def vacate(self, address: Address) -> None:
        """Say that a home is empty."""
        self._vacated[address.ward].append(address)

    def worker(self, chance: Chance) -> tuple[str, str]:
        """A worker's name and telephone number; the number belongs to the name."""
        given = chance.one_of(self._workers["given"])
        family = chance.one_of(self._workers["family"])
        place = self._workers["given"].index(given) * len(self._workers["family"])
        return f"{given} {family}", f"{self._phone}{(place + self._workers['family'].index(family)) % 1000:03d}"

    def _new_door(self, ward: int) -> Address:
        street, postcode, number = self._open_street.get(ward) or self._new_street(ward)
        number += 1
        self._open_street[ward] = (street, postcode, number)
        if number >= _DOORS_TO_A_POSTCODE:
            del self._open_street[ward]
        self._doors += 1
        return Address(f"{number} {street}", street, number, postcode, str(999_000_000_000 + self._doors), ward)

    def _new_street(self, ward: int) -> tuple[str, str, int]:
        free = self._free_postcodes[self._districts[ward]]
        if not free:  # a borough far bigger than the real one: flats share the postcodes there are
            free.extend(code for code in self.postcodes if code.startswith(self._districts[ward]))
        postcode = free.pop()
        self.postcodes[postcode] = self.postcodes.get(postcode, ward)
        return f"{self._chance.one_of(self._first)} {self._chance.one_of(self._last)}", postcode, 0


def _schools(content: dict[str, Any], wards: list[Ward]) -> list[School]:
    church = content["church_schools"]
    primary = [f"{ward.name} Primary School" for ward in wards]
    primary += [
        f"{church[n % len(church)]} {'Catholic' if n % 2 else 'Church of England'} Primary School, {ward.name}"
        for n, ward in enumerate(wards)
    ]
    by_phase = [
        ("PS", 2000, primary),
        ("SS", 4000, content["secondary_schools"]),
        ("SP", 7000, content["special_schools"]),
        ("PR", 1100, content["alternative_provision"]),
    ]
    schools: list[School] = []
    for phase, first_number, names in by_phase:
        for number, name in enumerate(names):
            phone = f"{content['phone']}{900 + len(schools) % 100:03d}"
            ward = number * len(wards) // len(names) if phase != "PS" else number % len(wards)
            schools.append(School(str(900_101 + len(schools)), first_number + number, name, phase, ward, phone))
    return schools


def _read() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "borough.yaml").read_text(encoding="utf-8"))
    return content
