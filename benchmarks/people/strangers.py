"""People made by others' name lists and another idea of error than the project's own borough, which never saw them.

    python strangers.py FOLDER RECORDS SEED

Names, streets and postcodes are Faker's for Great Britain. Families have one to five children, some with another
family name, some twins; people move, marry, and are written down by five agencies of different care. Nothing of
`oneplan.synthetic` is used, and no number in OnePlan was chosen on these records.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from faker import Faker

_KEYS = {"a": "qs", "e": "wr", "i": "uo", "o": "ip", "n": "mb", "r": "et", "s": "ad", "t": "ry", "l": "k", "h": "gj"}
_SHORT = {"William": "Will", "Benjamin": "Ben", "Samuel": "Sam", "Thomas": "Tom", "Alexander": "Alex", "Joseph": "Joe"}
_FIRST_DAY, _DAYS = date(2008, 9, 1), 6500


@dataclass(frozen=True)
class Person:
    name: str
    given: str
    family: str
    born: date
    sex: str
    home: str
    postcode: str
    nhs: str
    upn: str | None
    is_child: bool


@dataclass(frozen=True)
class Agency:
    """Whom it knows (children, adults), how often it slips, how often it lacks each thing, and its numbers."""

    name: str
    children: float
    adults: float
    slips: float
    gaps: float
    old: float  # how often the address is an earlier one
    nhs: float = 0.0
    upn: float = 0.0


AGENCIES = (
    Agency("gp", 0.93, 0.60, 0.03, 0.01, 0.10, nhs=0.97),
    Agency("school", 0.80, 0.0, 0.02, 0.01, 0.06, upn=0.98),
    Agency("care", 0.16, 0.10, 0.06, 0.05, 0.15, nhs=0.55, upn=0.45),
    Agency("police", 0.10, 0.22, 0.11, 0.10, 0.25),
    Agency("charity", 0.12, 0.08, 0.13, 0.15, 0.12, nhs=0.08),
)


def nhs_number(serial: int) -> str | None:
    """A number of the range that is never issued, with its check digit; None where there is no digit for it."""
    digits = f"9{serial:08d}"
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
    return None if check == 10 else digits + str(check % 11)


def upn_of(serial: int) -> str:
    body = f"808{serial:09d}"
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[sum(int(d) * (p + 2) for p, d in enumerate(body)) % 23] + body


def families(chance: random.Random, faker: Faker) -> Iterator[list[Person]]:
    """Households without end."""
    serial, household = 0, 0
    while True:
        household += 1
        family = faker.last_name()
        home, postcode = f"{chance.randint(1, 160)} {faker.street_name()}", faker.postcode()
        children = chance.choice((1, 1, 1, 2, 2, 2, 3, 3, 4, 5))
        births = [_FIRST_DAY + timedelta(chance.randrange(_DAYS)) for _ in range(children)]
        if children > 1 and chance.random() < 0.04:
            births[1] = births[0]
        people: list[Person] = []
        for place in range(children + chance.choice((1, 2, 2))):
            number = None
            while number is None:
                serial += 1
                number = nhs_number(serial)
            is_child = place < children
            sex = chance.choice("MF")
            given = faker.first_name_male() if sex == "M" else faker.first_name_female()
            if any(given == one.given for one in people) and is_child:
                given += " " + (faker.first_name_male() if sex == "M" else faker.first_name_female())
            born = births[place] if is_child else date(chance.randint(1968, 1996), chance.randint(1, 12), 1)
            born = born if is_child else born + timedelta(chance.randrange(28))
            own = family if chance.random() < (0.85 if is_child else 0.75) else faker.last_name()
            upn = upn_of(serial) if is_child else None
            people.append(Person(f"{household}/{place}", given, own, born, sex, home, postcode, number, upn, is_child))
        yield people


def slipped(chance: random.Random, word: str) -> str:
    """One slip of a hand that types: a letter lost, doubled, swapped with the next, or its neighbour's key."""
    if len(word) < 3:
        return word
    at = chance.randrange(1, len(word) - 1)
    match chance.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + word[at] + word[at:]
        case 2:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + chance.choice(_KEYS.get(word[at].lower(), "x")) + word[at + 1 :]


def slipped_day(chance: random.Random, day: date) -> date:
    if day.day <= 12 and chance.random() < 0.4:
        return date(day.year, day.day, day.month)
    return replace_year(day, day.year + chance.choice((-1, 1))) if chance.random() < 0.5 else day + timedelta(1)


def replace_year(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, 28))


def written(chance: random.Random, faker: Faker, person: Person, agency: Agency) -> dict[str, object]:
    """The person as this agency wrote them down."""
    if chance.random() < 0.02:
        person = replace(person, family=faker.last_name())  # by another parent's name
    if chance.random() < agency.old:
        person = replace(person, home=f"{chance.randint(1, 160)} {faker.street_name()}", postcode=faker.postcode())
    given, family, born = person.given, person.family, person.born
    if chance.random() < 0.3:
        given = _SHORT.get(given, given)
    if chance.random() < agency.slips:
        given = slipped(chance, given)
    if chance.random() < agency.slips:
        family = slipped(chance, family)
    if chance.random() < agency.slips / 4:
        born = slipped_day(chance, born)
    if chance.random() < agency.slips / 10:
        given, family = family, given
    lacking = {one for one in ("sex", "address", "postcode", "birth_date") if chance.random() < agency.gaps}
    row: dict[str, object] = {
        "source": agency.name,
        "is_child": person.is_child,
        "given_name": given.upper() if agency.name == "police" else given,
        "family_name": family.upper() if agency.name == "police" else family,
        "birth_date": born,
        "sex": person.sex,
        "address": person.home,
        "postcode": person.postcode,
        "nhs_number": person.nhs if chance.random() < agency.nhs else None,
        "upn": person.upn if person.upn and chance.random() < agency.upn else None,
    }
    return row | dict.fromkeys(lacking)


def main(folder: Path, records: int, seed: int) -> None:
    chance, faker = random.Random(seed), Faker("en_GB")  # noqa: S311 - made-up people need no secrets
    faker.seed_instance(seed)
    rows: list[dict[str, object]] = []
    persons: list[str] = []
    for family in families(chance, faker):
        for person in family:
            for agency in AGENCIES:
                while chance.random() < (agency.children if person.is_child else agency.adults):
                    rows.append({"record_id": f"{agency.name}:{len(rows)}", **written(chance, faker, person, agency)})
                    persons.append(person.name)
                    if chance.random() > 0.04:  # few are written down twice by one agency
                        break
        if len(rows) >= records:
            break
    pq.write_table(pa.Table.from_pylist(rows), folder / "sent.parquet")
    truth = pa.table({"record_id": [row["record_id"] for row in rows], "person": persons})
    pq.write_table(truth, folder / "truth.parquet")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
