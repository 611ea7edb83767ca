"""Names and dates compared in plain Python."""

import re
import unicodedata
from datetime import date

_WHOLE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"})


def folded(name: str | None) -> str | None:
    """Lower case, no accents, letters only; None when no letter is left."""
    apart = unicodedata.normalize("NFD", (name or "").lower().translate(_WHOLE))
    return "".join(letter for letter in apart if letter.isalpha()) or None


def forms_of(given: str | None, known_as: str | None) -> set[str]:
    """Every form that a given name is found in."""
    first = (given or "").split()[:1]
    return {form for form in (folded(given), *(folded(name) for name in first), folded(known_as)) if form}


def parts_of(family: str | None) -> set[str]:
    """The parts of a double-barrelled family name."""
    return {part for part in map(folded, re.split(r"[\s\-‐‑–]+", family or "")) if part}


def likeness(one: str, other: str) -> float:
    """Jaro-Winkler similarity, from its definition (Winkler 1990): from 0, nothing alike, to 1."""
    jaro = _jaro(one, other)
    prefix = 0
    while prefix < min(4, len(one), len(other)) and one[prefix] == other[prefix]:
        prefix += 1
    return jaro + prefix * 0.1 * (1 - jaro) if jaro > 0.7 else jaro


def _jaro(one: str, other: str) -> float:
    reach = max(len(one), len(other)) // 2 - 1
    taken: set[int] = set()
    mine = []
    for place, letter in enumerate(one):
        near = range(max(0, place - reach), min(len(other), place + reach + 1))
        match = next((at for at in near if at not in taken and other[at] == letter), None)
        if match is not None:
            taken.add(match)
            mine.append(letter)
    theirs = [other[at] for at in sorted(taken)]
    if not mine:
        return 0.0
    swapped = sum(a != b for a, b in zip(mine, theirs, strict=True)) // 2
    same = len(mine)
    return (same / len(one) + same / len(other) + (same - swapped) / same) / 3


def one_keystroke_apart(one: str, other: str) -> bool:
    """The same but for one letter put in, left out, changed, or changed about with the next."""
    if len(one) > len(other):
        one, other = other, one
    at = next((place for place, letter in enumerate(one) if letter != other[place]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped == other[at:]


def home_line(address: str | None) -> str | None:
    """House number and the first word of the street."""
    apart = unicodedata.normalize("NFD", (address or "").lower().strip())
    found = re.match(r"\d+[a-z]? +[a-z]+", "".join(letter for letter in apart if not unicodedata.combining(letter)))
    return found.group() if found else None


def is_slip(one: date, other: date) -> bool:
    """Two dates that differ in one part, or in day and month changed about. Equal dates are a slip of nothing."""
    in_common = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    return in_common >= 2 or (one.year == other.year and (one.month, one.day) == (other.day, other.month))
