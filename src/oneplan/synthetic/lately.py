"""What happened in the last weeks: news to act on, a little of each kind, in one part of the borough.

Left to chance, a small borough has none on the day its extracts are taken; a real one has some every week. All of it is
in the deprived ward where most families live, so that one team sees every kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from oneplan.synthetic.chance import Chance
from oneplan.synthetic.histories import Spell
from oneplan.synthetic.period import AS_OF, age_on, days_after, years_after
from oneplan.synthetic.places import Place
from oneplan.synthetic.population import Person
from oneplan.synthetic.responses import EarlyHelp, Response

#: How many families have news of each kind, at the most.
FAMILIES = 6


def add(found: Sequence[Response], place: Place, seed: int) -> None:
    """Add the news to what is true, and to what was done, family by family."""
    chance = Chance.named(seed, "lately")
    near = _near(found, place)
    for happens in (_violence_at_home, _help_that_ended, _something_new, _again_another_worker, _missing):
        touched = list(islice((one for one in near if happens(chance, one, place)), FAMILIES))
        near = [one for one in near if one not in touched]


def _near(found: Sequence[Response], place: Place) -> list[Response]:
    """Families with whom nobody works now, those of the ward with most of them first."""
    quiet = [response for response in found if not _is_helped(response) and response.history.household.adults]
    wards = [response.history.household.address.ward for response in quiet]
    largest = max(range(len(place.wards)), key=lambda ward: (place.wards[ward].deprivation > 0.5, wards.count(ward)))
    return sorted(quiet, key=lambda response: response.history.household.address.ward != largest)


def _is_helped(response: Response) -> bool:
    open_help = any(help_.to_on is None for help_ in response.early_help)
    return open_help or any(one.closed_on is None for one in response.social_work) or bool(response.care)


def _violence_at_home(chance: Chance, response: Response, place: Place) -> bool:
    """Began some weeks ago in a home with a young child. Whether agencies notice is theirs; nobody leads yet."""
    children = response.history.household.children
    is_visited = any(age_on(child.birth, AS_OF) < 5 for child in children)
    return is_visited and _violence(response, days_after(AS_OF, -chance.between(45, 85)))


def _help_that_ended(chance: Chance, response: Response, place: Place) -> bool:
    """The same where no health visitor comes: early help was there for two months, and nobody is now."""
    start, end = days_after(AS_OF, -chance.between(76, 82)), days_after(AS_OF, -chance.between(8, 20))
    is_visited = any(age_on(child.birth, AS_OF) < 5 for child in response.history.household.children)
    was_helped = any((help_.to_on or AS_OF) >= start for help_ in response.early_help)
    if is_visited or was_helped or not _violence(response, days_after(start, -4)):
        return False
    response.early_help.append(_help(chance, place, start, end))
    return True


def _violence(response: Response, began: date) -> bool:
    household = response.history.household
    man = next((one for one in household.adults if one.sex == "M"), household.absent)
    if man is None or any(spell.factor == "domestic_abuse" for spell in response.history.spells):
        return False
    spells = [Spell("domestic_abuse", one, began, adult=man) for one in household.children if one.birth < began]
    response.history.spells += spells
    return bool(spells)


def _something_new(chance: Chance, response: Response, place: Place) -> bool:
    """Early help began some weeks ago because a parent was unwell, and something is now seen in a child."""
    child = _of_age(response, 10)
    if child is None or not _begin_help(chance, response, place, days_ago=chance.between(30, 45)):
        return False
    parent = response.history.household.adults[0]
    cause = Spell("parental_mental_health", child, years_after(AS_OF, -chance.between(0.5, 2)), adult=parent)
    began = days_after(AS_OF, -chance.between(47, 57))
    symptom = Spell(
        chance.one_of(("disruptive_behaviour", "violence_or_aggression")), child, began, because=cause.factor
    )
    response.history.spells += [cause, symptom]
    return True


def _again_another_worker(chance: Chance, response: Response, place: Place) -> bool:
    """Help for a year, with a worker who left, and left again."""
    starts = [days_after(AS_OF, -days) for days in (330, 240, 150, 40)]
    if any((help_.to_on or AS_OF) >= starts[0] for help_ in response.early_help):
        return False
    for start, end in zip(starts, [*(days_after(day, -1) for day in starts[1:]), None], strict=True):
        response.early_help.append(_help(chance, place, start, end))
    return True


def _missing(chance: Chance, response: Response, place: Place) -> bool:
    """A family worker is there, and the police look for the child at night."""
    child = _of_age(response, 12)
    if child is None or not _begin_help(chance, response, place, days_ago=chance.between(90, 200)):
        return False
    cause = Spell("bereavement", child, days_after(AS_OF, -chance.between(210, 300)))
    missing = Spell("missing", child, days_after(AS_OF, -chance.between(8, 20)), because=cause.factor)
    response.history.spells += [cause, missing]
    return True


def _of_age(response: Response, years: int) -> Person | None:
    """A child of the family who is at least so old, with nothing of the kind known yet."""
    fit = (child for child in response.history.household.children if years <= age_on(child.birth, AS_OF) < 17)
    return next((child for child in fit if not any(True for _ in _troubles(response, child))), None)


def _troubles(response: Response, child: Person) -> Iterator[Spell]:
    kinds = ("parental_mental_health", "bereavement", "disruptive_behaviour", "violence_or_aggression", "missing")
    return (spell for spell in response.history.of(child) if spell.factor in kinds)


def _begin_help(chance: Chance, response: Response, place: Place, *, days_ago: float) -> bool:
    start = days_after(AS_OF, -days_ago)
    if any((help_.to_on or AS_OF) >= start for help_ in response.early_help):
        return False
    response.early_help.append(_help(chance, place, start, None))
    return True


def _help(chance: Chance, place: Place, start: date, end: date | None) -> EarlyHelp:
    worker, phone = place.worker(chance)
    return EarlyHelp(start, end, worker, phone)
