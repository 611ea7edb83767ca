"""What the council did about it: early help, assessments, plans and care, each some time after something happened."""

from dataclasses import dataclass, field
from datetime import date

from oneplan.synthetic.causation import SYMPTOMS
from oneplan.synthetic.chance import Chance, Pick
from oneplan.synthetic.histories import History, Spell, add_symptoms
from oneplan.synthetic.period import AS_OF, age_on, days_after, years_after
from oneplan.synthetic.places import Place
from oneplan.synthetic.population import Person

_REFERRED = {  # the chance that something true of a child leads to an assessment by social care
    "sexual_abuse": 0.8,
    "physical_abuse": 0.75,
    "emotional_abuse": 0.65,
    "physical_neglect": 0.65,
    "emotional_neglect": 0.5,
    "exploitation": 0.7,
    "domestic_abuse": 0.4,
    "parental_substance_misuse": 0.4,
    "missing": 0.4,
    "parental_mental_health": 0.2,
    "parent_in_prison": 0.15,
    "disability": 0.2,
    "caring_responsibilities": 0.15,
    "antisocial_behaviour_or_offending": 0.15,
    "substance_misuse": 0.25,
}
_HELPED_EARLY = {  # the chance of early help
    "parental_mental_health": 0.35,
    "caring_responsibilities": 0.4,
    "poor_attendance": 0.35,
    "parents_separated": 0.1,
    "disruptive_behaviour": 0.25,
    "domestic_abuse": 0.25,
    "bereavement": 0.2,
    "parent_in_prison": 0.3,
    "parental_substance_misuse": 0.25,
    "antisocial_behaviour_or_offending": 0.2,
    "physical_neglect": 0.3,
}
_CATEGORY = {"sexual_abuse": "SAB", "physical_abuse": "PHY", "emotional_abuse": "EMO", "domestic_abuse": "EMO"}
_SYMPTOMS = frozenset(symptom.factor for symptom in SYMPTOMS)
_HARM = frozenset(_CATEGORY) | {"physical_neglect", "emotional_neglect"}


@dataclass(frozen=True, slots=True)
class EarlyHelp:
    """A family's time with early help."""

    from_on: date
    to_on: date | None
    worker: str
    phone: str


@dataclass(frozen=True, slots=True)
class SocialWork:
    """One child's episode with social care, from referral to closure, and how far it went."""

    child: Person
    referred_on: date
    assessed_on: date
    closed_on: date | None
    reason: Spell
    plan_from: date | None = None
    enquiry_on: date | None = None
    protected_from: date | None = None
    protected_to: date | None = None
    category: str = ""


@dataclass(frozen=True, slots=True)
class Care:
    """One child's time in care: `to_on` is none while it goes on."""

    child: Person
    from_on: date
    to_on: date | None
    need: str


@dataclass(slots=True)
class Response:
    """Everything the council did for one household."""

    history: History
    early_help: list[EarlyHelp] = field(default_factory=list)
    social_work: list[SocialWork] = field(default_factory=list)
    care: list[Care] = field(default_factory=list)


def responses(all_histories: list[History], place: Place, seed: int) -> list[Response]:
    """What was done for every household; and, after that, what showed in its children (leaving care is a cause)."""
    chance = Chance.named(seed, "responses")
    numbers = iter(range(400_000, 10_000_000))
    found = []
    for history in all_histories:
        response = Response(history)
        _social_work(chance, response)
        _into_care(chance, response)
        add_symptoms(chance, history)
        _social_work_about_symptoms(chance, response)
        _early_help(chance, response, place)
        known = [*(e.child for e in response.social_work), *(care.child for care in response.care)]
        for child in dict.fromkeys(known):
            child.la_child_id = str(next(numbers))
        found.append(response)
    return found


def _social_work(chance: Chance, response: Response) -> None:
    """Referrals: for what is true of a child, twice where it goes on; and before birth, for what is known at home."""
    for spell in sorted(response.history.spells, key=lambda s: s.from_on):
        _refer(chance, response, spell)
        if spell.to_on is None and (AS_OF - spell.from_on).days > 400:
            _refer(chance, response, spell, late=True)
    for child in response.history.household.children:
        if child.birth > date(2025, 1, 1) and chance.happens(0.3):
            day = days_after(child.birth, -chance.between(30, 140))
            known = [s for s in response.history.spells if s.from_on < day and s.factor in _REFERRED]
            if known:
                closed = _past(days_after(child.birth, chance.between(60, 300)))
                assessed = days_after(day, 30)
                response.social_work.append(SocialWork(child, day, assessed, closed, known[0], days_after(assessed, 5)))


def _social_work_about_symptoms(chance: Chance, response: Response) -> None:
    for spell in response.history.spells:
        if spell.factor in _SYMPTOMS:
            _refer(chance, response, spell)


def _refer(chance: Chance, response: Response, spell: Spell, *, late: bool = False) -> None:
    """Perhaps an episode of social work about this, unless one is open already."""
    referred = days_after(spell.from_on, chance.between(300, 1200) if late else chance.between(5, 240))
    busy = any(
        e.child is spell.child and e.referred_on <= referred <= (e.closed_on or AS_OF) for e in response.social_work
    )
    if busy or referred > days_after(AS_OF, -10) or age_on(spell.child.birth, referred) >= 18:
        return
    if chance.happens(_REFERRED.get(spell.factor, 0.0)):
        response.social_work.append(_episode(chance, spell, referred))


def _episode(chance: Chance, spell: Spell, referred: date) -> SocialWork:
    """How far it went: closed after the assessment, a plan, or a protection plan after an enquiry."""
    assessed = days_after(referred, chance.between(18, 62))
    depth = Pick([("closed", 36), ("plan", 38), ("protected", 26 if spell.factor in _HARM else 5)]).by(chance)
    enquiry = days_after(referred, 8) if depth == "protected" or chance.happens(0.15) else None
    if depth == "closed":
        closed = _past(days_after(assessed, 5))
        return SocialWork(spell.child, referred, assessed, closed, spell, enquiry_on=enquiry)
    if depth == "plan":
        closed = _past(days_after(assessed, chance.between(90, 900)))
        planned = days_after(assessed, 5)
        return SocialWork(spell.child, referred, assessed, closed, spell, plan_from=planned, enquiry_on=enquiry)
    protected = days_after(referred, chance.between(22, 34))
    ended = days_after(protected, chance.between(180, 700))
    has_begun = protected < AS_OF
    return SocialWork(
        spell.child,
        referred,
        assessed,
        _past(days_after(ended, 40)),
        spell,
        enquiry_on=enquiry,
        protected_from=protected if has_begun else None,
        protected_to=_past(ended) if has_begun else None,
        category=_CATEGORY.get(spell.factor, "NEG"),
    )


def _past(day: date) -> date | None:
    return day if day <= AS_OF else None


def _into_care(chance: Chance, response: Response) -> None:
    """Care, after protection did not make them safe; and young people who have left it."""
    household = response.history.household
    for episode in list(response.social_work):
        if episode.protected_from and chance.happens(0.4):
            _enter(chance, response, episode.child, days_after(episode.protected_from, chance.between(20, 300)), "N1")
    for child in household.children:
        if household.is_unaccompanied:
            _enter(chance, response, child, chance.day(days_after(AS_OF, -500), days_after(AS_OF, -30)), "N8")
        elif age_on(child.birth, AS_OF) >= 18 and chance.happens(0.06):
            _enter(chance, response, child, years_after(child.birth, chance.between(13, 17)), "N5")
        elif chance.happens(0.0075):
            _enter(
                chance,
                response,
                child,
                chance.day(max(child.birth, years_after(AS_OF, -8)), days_after(AS_OF, -30)),
                "N4",
            )


def _enter(chance: Chance, response: Response, child: Person, day: date, need: str) -> None:
    day = max(day, child.birth)
    if (
        day > days_after(AS_OF, -10)
        or any(care.child is child for care in response.care)
        or age_on(child.birth, day) >= 18
    ):
        return
    adult_on = years_after(child.birth, 18)
    leaves = min(adult_on, years_after(day, chance.expovariate(1 / 5) + 0.1))
    ended = _past(leaves)
    response.care.append(Care(child, day, ended, need))
    transfer = ended or days_after(day, chance.between(60, 400))
    if transfer < days_after(AS_OF, -30) and chance.happens(0.8):
        response.history.spells.append(Spell("leaving_or_transfer_of_care", child, transfer))


def _early_help(chance: Chance, response: Response, place: Place) -> None:
    """Help for a family: for what is true of a child, or as social work steps back."""
    begun = [
        days_after(spell.from_on, chance.between(20, 300))
        for spell in response.history.spells
        if chance.happens(_HELPED_EARLY.get(spell.factor, 0.0))
    ]
    begun += [days_after(e.closed_on, 7) for e in response.social_work if e.closed_on and chance.happens(0.4)]
    for day in sorted(begun):
        if day > days_after(AS_OF, -5) or any(h.from_on <= day <= (h.to_on or AS_OF) for h in response.early_help):
            continue
        worker, phone = place.worker(chance)
        ended = _past(days_after(day, chance.between(80, 420)))
        response.early_help.append(EarlyHelp(day, ended, worker, phone))
        taken_up = days_after(day, 20)
        if chance.happens(0.6) and taken_up < AS_OF:
            for child in response.history.household.children:
                if child.birth < day:
                    response.history.spells.append(Spell("engaged_in_help", child, taken_up))
