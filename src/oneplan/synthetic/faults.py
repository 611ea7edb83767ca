"""How a person looks in one agency's records: an agency's habits, applied to somebody as they truly are."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from oneplan.synthetic.chance import Chance
from oneplan.synthetic.names import alike
from oneplan.synthetic.period import SINCE, days_after, years_after
from oneplan.synthetic.places import Address, Place
from oneplan.synthetic.population import Household, Person

DUMMY_BIRTH_DATES = (date(1900, 1, 1), date(1753, 1, 1), date(2099, 1, 1))
DUMMY_NHS_NUMBERS = ("9999999999", "0000000000", "9876543210")
_GIVEN_AS_OTHER_PARENTS_HOME = 0.05
_KEYBOARD = {
    "a": "sq",
    "e": "wr",
    "i": "uo",
    "o": "ip",
    "u": "yi",
    "n": "bm",
    "m": "n",
    "r": "et",
    "s": "ad",
    "t": "ry",
    "l": "k",
}
_BABY_WORDS = {"F": ("BABY", "Baby Girl", "Infant"), "M": ("BABY", "Baby Boy", "Infant"), "twin": ("TWIN 1", "TWIN 2")}


@dataclass(frozen=True)
class Habits:
    """How often an agency's records go wrong in each way; each is the chance for one record."""

    typing: float = 0.02  # one slip of the finger in a name
    respelt: float = 0.02  # Stephen, Steven
    known_as: float = 0.05  # the everyday name in place of the given one
    former_name: float = 0.3  # of those who took another name: still under the old one
    plain_letters: float = 0.5  # of names with accents, apostrophes or hyphens: written without
    capitals: bool = False
    swapped: float = 0.002  # given and family name in each other's place
    placeholder: float = 0.5  # of babies met in their first weeks
    birth_missing: float = 0.005
    birth_dummy: float = 0.003
    day_for_month: float = 0.004
    birth_mistyped: float = 0.008
    number_missing: float = 0.02
    number_dummy: float = 0.002
    number_mistyped: float = 0.004
    old_address: float = 0.08
    address_missing: float = 0.01
    postcode_missing: float = 0.02
    postcode_mistyped: float = 0.01


@dataclass(slots=True)
class Seen:
    """Somebody as one agency has them. Empty where it does not know."""

    given: str
    family: str
    known_as: str
    former_family: str
    birth: date | None
    sex: str
    nhs_number: str
    upn: str
    address: str
    postcode: str
    uprn: str


def seen(  # noqa: PLR0917 - a person, their home and a day are what there is to see; named at every call they drown it
    chance: Chance, place: Place, person: Person, home: Household, on: date, habits: Habits
) -> Seen:
    """A person as an agency has them, whose particulars were last asked for on a day."""
    names_from = years_after(on, -3) if person.renamed_on and chance.happens(habits.former_name) else on
    family = _written(chance, person.family_on(names_from), habits)
    former = person.former_family if names_from == on and person.renamed_on and chance.happens(0.3) else ""
    given, known_as = _given(chance, person, on, habits)
    if chance.happens(habits.swapped):
        given, family = family, given
    as_of = days_after(on, -chance.between(200, 1600)) if chance.happens(habits.old_address) else on
    address = home.address_on(max(as_of, SINCE, person.birth))
    if home.absent_home and person in home.children and chance.happens(_GIVEN_AS_OTHER_PARENTS_HOME):
        address = home.absent_home.address_on(on)
    line, postcode = _address(chance, place, address, habits)
    return Seen(
        given=given,
        family=family,
        known_as=known_as,
        former_family=former,
        birth=_birth(chance, person.birth, habits),
        sex=person.sex,
        nhs_number=_number(chance, person.nhs_number, habits),
        upn=person.upn,
        address=line,
        postcode=postcode,
        uprn=address.uprn,
    )


def _given(chance: Chance, person: Person, on: date, habits: Habits) -> tuple[str, str]:
    """The given name as written, and the name they are known as where the agency asks."""
    if person.birth > days_after(on, -40) and chance.happens(habits.placeholder):
        return chance.one_of(_BABY_WORDS["twin" if person.born_with > 1 else person.sex]), ""
    given = person.given
    if person.known_as and chance.happens(habits.known_as):
        given = person.known_as
    elif chance.happens(habits.respelt) and given in alike().spelt:
        given = chance.one_of(alike().spelt[given])
    return _written(chance, given, habits), person.known_as if chance.happens(0.6) else ""


def _written(chance: Chance, name: str, habits: Habits) -> str:
    if not name.isascii() or "'" in name or "-" in name:
        name = _without_marks(chance, name) if chance.happens(habits.plain_letters) else name
    if chance.happens(habits.typing):
        name = slip(chance, name)
    return name.upper() if habits.capitals else name


def _without_marks(chance: Chance, name: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    plain = plain.replace("ł", "l").replace("Ł", "L")
    return plain.replace("'", chance.one_of(("", "’", " "))).replace("-", " ")


def slip(chance: Chance, text: str) -> str:
    """One slip of the finger: a letter left out, doubled, swapped with the next, or a neighbouring key."""
    if len(text) < 3:
        return text
    at = 1 + int(chance.random() * (len(text) - 2))
    match int(chance.random() * 4):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + text[at] + text[at:]
        case 2:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        case _:
            return text[:at] + chance.one_of(_KEYBOARD.get(text[at].lower(), "x")) + text[at + 1 :]


def _birth(chance: Chance, birth: date, habits: Habits) -> date | None:
    draw = chance.random()
    if draw < habits.birth_missing:
        return None
    if draw < habits.birth_missing + habits.birth_dummy:
        return chance.one_of(DUMMY_BIRTH_DATES)
    if chance.happens(habits.day_for_month) and birth.day <= 12:
        return birth.replace(day=birth.month, month=birth.day)
    if chance.happens(habits.birth_mistyped):
        return chance.one_of(
            (days_after(birth, -1), days_after(birth, -10), birth.replace(day=min(birth.day, 28), year=birth.year - 1))
        )
    return birth


def _number(chance: Chance, number: str, habits: Habits) -> str:
    if not number or chance.happens(habits.number_missing):
        return ""
    if chance.happens(habits.number_dummy):
        return chance.one_of(DUMMY_NHS_NUMBERS)
    if chance.happens(habits.number_mistyped):
        at = int(chance.random() * 8) + 1
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    return number


def _address(chance: Chance, place: Place, address: Address, habits: Habits) -> tuple[str, str]:
    """The first line and the postcode, as somebody wrote them down."""
    if chance.happens(habits.address_missing):
        return "", ""
    line, postcode = address.line, address.postcode
    first, _, last = line.rpartition(" ")
    if chance.happens(0.2) and last in place.short_street:
        line = f"{first} {place.short_street[last]}"
    if chance.happens(habits.postcode_missing):
        postcode = ""
    elif chance.happens(habits.postcode_mistyped):
        postcode = postcode[:-1] + chance.one_of("ABDEFGHJLNPQRSTUWXYZ")
    elif chance.happens(0.05):
        postcode = postcode.replace(" ", "")
    return (line.upper(), postcode.upper()) if habits.capitals else (line, postcode)
