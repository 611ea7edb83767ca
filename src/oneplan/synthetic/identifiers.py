"""Numbers that people are known by, all valid and none ever issued to anyone."""

from collections import defaultdict

#: A prime just under the number of nine-digit bodies that begin with 9, and a step that scatters them.
_BODIES = 99_999_989
_STEP = 61_803_397

#: DfE's check letters leave out I, O and S (CIN census validation rule 1510).
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


class NhsNumbers:
    """NHS numbers in the range 9xx, which is never issued, each with its right check digit and each once."""

    def __init__(self, seed: int) -> None:
        self._place = (seed * 1_000_003) % _BODIES

    def next(self) -> str:
        """The next number. Bodies whose check digit would be 10 are passed over, as in the real scheme."""
        while True:
            self._place = (self._place + _STEP) % _BODIES
            body = f"9{self._place:08d}"
            digit = nhs_check_digit(body)
            if digit < 10 and len(set(body)) > 1:  # 9999999999 is a well-known dummy
                return f"{body}{digit}"


def nhs_check_digit(body: str) -> int:
    """The modulus 11 check digit of nine digits (NHS Data Dictionary); 10 means the body may not be used."""
    return (11 - sum(int(digit) * (10 - place) for place, digit in enumerate(body)) % 11) % 11


class Upns:
    """Unique pupil numbers as schools give them: check letter, authority, school, year, serial number."""

    def __init__(self) -> None:
        self._given: defaultdict[tuple[str, int, int], int] = defaultdict(int)

    def next(self, authority: str, establishment: int, year: int) -> str:
        """The next number of a school and year. A school that has run out uses a sister number."""
        while self._given[authority, establishment, year] == 999:
            establishment += 100
        self._given[authority, establishment, year] += 1
        serial = self._given[authority, establishment, year]
        digits = f"{authority}{establishment:04d}{year % 100:02d}{serial:03d}"
        return upn_check_letter(digits) + digits


def upn_check_letter(digits: str) -> str:
    """The check letter of twelve digits: the sum of digit times position (2 to 13), modulo 23."""
    return UPN_LETTERS[sum(int(digit) * place for place, digit in enumerate(digits, start=2)) % 23]


def temporary_upn(number: int) -> str:
    """A temporary number, which ends in a letter and says nothing about who somebody is."""
    digits = f"808{number % 100_000_000:08d}"
    return f"{upn_check_letter(digits + '0')}{digits}{UPN_LETTERS[number % 23]}"
