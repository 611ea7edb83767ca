"""What happened to each family, and why: causes first, then, with a lag and a reason, what shows in a child."""

from dataclasses import dataclass, field, replace
from datetime import date

from oneplan.synthetic.causation import HARM, SYMPTOMS, Symptom
from oneplan.synthetic.chance import Chance
from oneplan.synthetic.period import AS_OF, SINCE, TERM_STARTED, age_on, days_after, is_of_school_age, years_after
from oneplan.synthetic.population import Household, Person, Population

_LATEST = days_after(AS_OF, -30)


@dataclass(frozen=True, slots=True)
class Spell:
    """A factor true of a child for a time. `adult` is the parent it is about; `because` names the cause it follows."""

    factor: str
    child: Person
    from_on: date
    to_on: date | None = None
    because: str = ""
    adult: Person | None = None

    def is_current_on(self, day: date) -> bool:
        """Whether it is true on that day."""
        return self.from_on <= day and (self.to_on is None or self.to_on >= day)


@dataclass(slots=True)
class History:
    """What is true of one household's children, in no order."""

    household: Household
    spells: list[Spell] = field(default_factory=list)

    def of(self, child: Person) -> list[Spell]:
        """What is true of one child."""
        return [spell for spell in self.spells if spell.child is child]


def histories(population: Population, seed: int) -> list[History]:
    """The history of every household with children, in the population's order."""
    chance = Chance.named(seed, "histories")
    return [_history(chance, population, household) for household in population.with_children]


def _history(chance: Chance, population: Population, household: Household) -> History:
    history = History(household)
    deprivation = population.place.wards[household.stays[0][1].ward].deprivation
    _at_home(chance, history, 0.4 + 1.3 * deprivation)
    for child in household.children:
        _harm(chance, history, child)
        _own_needs(chance, history, child, 0.7 + 0.6 * deprivation)
    return history


def add_symptoms(chance: Chance, history: History) -> None:
    """What shows in each child because of what is behind it. Runs last: leaving care is a cause too."""
    for child in history.household.children:
        causes = history.of(child)
        _strengths(chance, history, child, causes)
        is_sheltered = any(s.factor == "trusted_adult" and s.child is child for s in history.spells)
        for symptom in SYMPTOMS:
            _symptom(chance, history, child, symptom, causes=causes, shelter=0.5 if is_sheltered else 1.0)
        _in_school(history, child)


def _at_home(chance: Chance, history: History, weight: float) -> None:
    """Causes that begin with the adults; each makes the others likelier."""
    household = history.household
    adults = household.adults
    if not adults:
        return
    misuse = chance.happens(0.032 * weight)
    unwell = chance.happens(0.065 * weight * (2 if misuse else 1))
    abuse = chance.happens(0.052 * weight * (2.2 if misuse else 1.3 if unwell else 1))
    man = next((a for a in [*adults, household.absent] if a and a.sex == "M"), None)
    prison = man is not None and chance.happens(0.006 * weight * (5 if misuse or abuse else 1))
    if misuse:
        _for_all(chance, history, "parental_substance_misuse", chance.one_of(adults), years=4)
    if unwell:
        _for_all(chance, history, "parental_mental_health", adults[0], years=3.5)
    if abuse and man:
        _for_all(chance, history, "domestic_abuse", man, years=2)
    if prison:
        _for_all(chance, history, "parent_in_prison", man, years=1.2)
    if household.separated_on:
        for child in household.children:
            if child.birth < household.separated_on:
                history.spells.append(Spell("parents_separated", child, household.separated_on))
    if chance.happens(0.012):
        _bereave(chance, history)


def _for_all(chance: Chance, history: History, factor: str, adult: Person | None, *, years: float) -> None:
    """A cause at home from some day on, true of each child from then or from birth."""
    start = days_after(SINCE, (_LATEST - SINCE).days * chance.random() ** 0.6)  # recent years are better remembered
    end = years_after(start, chance.expovariate(1 / years) + 0.3)
    for child in history.household.children:
        from_on = max(start, child.birth)
        if from_on < min(end, _LATEST):
            history.spells.append(Spell(factor, child, from_on, end if end < AS_OF else None, adult=adult))


def _bereave(chance: Chance, history: History) -> None:
    """Somebody close dies."""
    day = chance.day(years_after(AS_OF, -6), _LATEST)
    for child in history.household.children:
        if child.birth < day:
            history.spells.append(Spell("bereavement", child, day))


def _harm(chance: Chance, history: History, child: Person) -> None:
    """Abuse and neglect, far likelier where something at home makes it so, and later than that."""
    behind = {spell.factor: spell for spell in history.of(child)}
    for factor, (unexplained, added) in HARM.items():
        reason = next((c for c, more in added.items() if c in behind and chance.happens(more)), "")
        if reason or chance.happens(unexplained):
            first = days_after(behind[reason].from_on, 30) if reason else max(child.birth, SINCE)
            start = chance.day(first, days_after(first, 700 if reason else 2500))
            if start < _LATEST:
                end = years_after(start, chance.between(0.3, 3))
                history.spells.append(
                    Spell(
                        factor,
                        child,
                        start,
                        end if end < AS_OF else None,
                        reason,
                        behind[reason].adult if reason else None,
                    )
                )


def _own_needs(chance: Chance, history: History, child: Person, weight: float) -> None:
    """Needs of the child's own, and caring for a parent who is unwell."""
    age = age_on(child.birth, AS_OF)
    disabled = chance.happens(0.02)
    if disabled:
        history.spells.append(Spell("disability", child, max(child.birth, SINCE)))
    if chance.happens(0.03):
        history.spells.append(Spell("long_term_health_needs", child, chance.day(max(child.birth, SINCE), _LATEST)))
    is_found_on = years_after(child.birth, chance.between(4.5, 10.4))
    if is_found_on < _LATEST and chance.happens(0.75 if disabled else 0.11 * weight):
        history.spells.append(Spell("special_educational_needs", child, is_found_on))
    unwell = next(
        (s for s in history.of(child) if s.factor in ("parental_mental_health", "parental_substance_misuse")), None
    )
    if age >= 8 and chance.happens(0.15 if unwell else 0.002):
        start = max(
            years_after(child.birth, 8), days_after(unwell.from_on if unwell else SINCE, chance.between(90, 700))
        )
        if start < _LATEST:
            history.spells.append(
                Spell("caring_responsibilities", child, start, because=unwell.factor if unwell else "")
            )


def _strengths(chance: Chance, history: History, child: Person, causes: list[Spell]) -> None:
    """An adult they can trust, which halves the chance of each symptom; or, asked, none."""
    if not causes:
        return
    start = chance.day(max(min(c.from_on for c in causes), child.birth), _LATEST)
    if chance.happens(0.4):
        history.spells.append(Spell("trusted_adult", child, start))
    elif chance.happens(0.025):
        history.spells.append(Spell("no_trusted_adult", child, start))


def _symptom(
    chance: Chance, history: History, child: Person, symptom: Symptom, *, causes: list[Spell], shelter: float
) -> None:
    """A symptom, if one of its causes brings it on: some months after the cause, and not before its age."""
    if symptom.sex not in ("", child.sex):
        return
    earliest = years_after(child.birth, symptom.from_age)
    latest = min(_LATEST, years_after(child.birth, symptom.to_age))
    for cause in causes:
        likely = symptom.follows.get(cause.factor, 0.0) * shelter
        if likely and chance.happens(likely):
            after_cause = days_after(cause.from_on, chance.between(60, 900))
            start = max(after_cause, days_after(earliest, chance.between(0, 300)))
            if start < latest:
                history.spells.append(_lasting(chance, Spell(symptom.factor, child, start, because=cause.factor)))
                return
    if chance.happens(symptom.unexplained) and earliest < latest:
        start = chance.day(max(earliest, SINCE), latest)
        history.spells.append(_lasting(chance, Spell(symptom.factor, child, start)))


def _lasting(chance: Chance, spell: Spell) -> Spell:
    """The spell, which has ended by now in most cases that began a few years ago."""
    end = years_after(spell.from_on, chance.between(0.4, 2.5))
    return replace(spell, to_on=end) if end < AS_OF and chance.happens(0.7) else spell


def _in_school(history: History, child: Person) -> None:
    """Most children are in school nearly every day, and that is a strength."""
    missing_school = any(s.factor == "poor_attendance" and (s.to_on or AS_OF) > TERM_STARTED for s in history.of(child))
    if is_of_school_age(child.birth) and not missing_school:
        history.spells.append(Spell("good_attendance", child, TERM_STARTED))
