"""What happened hangs together: causes come first, most children have neither, and agencies see it later."""

from oneplan.synthetic.borough import AGENCIES
from oneplan.synthetic.causation import SYMPTOMS
from oneplan.synthetic.period import AS_OF, days_after
from oneplan.synthetic.truth import true_of
from oneplan.synthetic.world import World, make

STRENGTHS = {"trusted_adult", "good_attendance", "engaged_in_help"}
SYMPTOM_FACTORS = {symptom.factor for symptom in SYMPTOMS}


def test_every_symptom_with_a_reason_comes_after_its_cause(world: World):
    followed = 0
    for response in world.responses:
        for spell in response.history.spells:
            if spell.because:
                causes = [s for s in response.history.of(spell.child) if s.factor == spell.because]
                assert any(cause.from_on < spell.from_on for cause in causes), spell
                followed += spell.factor in SYMPTOM_FACTORS
    assert followed > 50


def test_most_children_have_neither_cause_nor_symptom():
    world = make(6000, seed=2)
    children = {p.number for p in world.population.people if p.is_child}
    touched = {
        spell.child.number
        for response in world.responses
        for spell in response.history.spells
        if spell.factor not in STRENGTHS
    }
    assert 0.6 < 1 - len(children & touched) / len(children) < 0.8


def test_symptoms_are_commoner_where_there_is_a_cause(world: World):
    """The reason to look for causes: without one, a symptom is rare."""
    with_cause = without = shows_with = shows_without = 0
    for response in world.responses:
        for child in response.history.household.children:
            factors = {spell.factor for spell in response.history.of(child)} - STRENGTHS
            has_cause, shows = bool(factors - SYMPTOM_FACTORS), bool(factors & SYMPTOM_FACTORS)
            with_cause += has_cause
            without += not has_cause
            shows_with += has_cause and shows
            shows_without += not has_cause and shows
    assert shows_with / with_cause > 2 * shows_without / without


def test_adversity_is_commoner_where_there_is_deprivation():
    world = make(6000, seed=4)
    touched = {True: [0, 0], False: [0, 0]}
    for household, history in world.families:
        is_deprived = world.place.wards[household.stays[0][1].ward].deprivation > 0.5
        touched[is_deprived][0] += any(spell.factor == "domestic_abuse" for spell in history.spells)
        touched[is_deprived][1] += 1
    assert touched[True][0] / touched[True][1] > touched[False][0] / touched[False][1]


def test_nothing_happens_before_birth_or_after_the_extracts(world: World):
    for response in world.responses:
        for spell in response.history.spells:
            assert spell.child.birth <= spell.from_on <= AS_OF
            assert spell.to_on is None or spell.from_on <= spell.to_on


def test_social_work_follows_what_it_is_about(world: World):
    episodes = [episode for response in world.responses for episode in response.social_work]
    assert episodes
    for episode in episodes:
        assert episode.reason.from_on < episode.referred_on < episode.assessed_on
        assert episode.closed_on is None or episode.assessed_on <= episode.closed_on <= AS_OF


def test_every_factor_of_a_history_can_be_seen_by_some_agency(world: World):
    shown = frozenset().union(*(agency.SHOWS for agency in AGENCIES))
    assert {s.factor for response in world.responses for s in response.history.spells} <= shown


def test_a_child_of_a_troubled_family_has_an_adult_to_trust_or_has_none(world: World):
    """What an answer "asked, named none" is held against: one of the two is true on every day of the child's life."""
    seen = set()
    for response in world.responses:
        spells = list(true_of(response.history))
        is_troubled = any(spell.factor not in STRENGTHS for spell in response.history.spells)
        for child in response.history.household.children:
            trusted = [s for s in spells if s.child is child and s.factor == "trusted_adult"]
            nobody = [s for s in spells if s.child is child and s.factor == "no_trusted_adult"]
            if not is_troubled:
                assert not nobody
                continue
            days = (child.birth, *(s.from_on for s in trusted), *(days_after(s.from_on, -1) for s in trusted), AS_OF)
            for day in (day for day in days if child.birth <= day):
                assert sum(s.is_current_on(day) for s in (*trusted, *nobody)) == 1, (child.id, day)
            seen.add((bool(trusted), bool(nobody)))
    assert seen >= {(True, True), (False, True)}
