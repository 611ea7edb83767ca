"""The made-up people: as many as asked for, with the twins, step-families and namesakes that real ones have."""

from collections import Counter

from stdnum.gb import nhs

from oneplan.synthetic.identifiers import NhsNumbers, Upns, temporary_upn, upn_check_letter
from oneplan.synthetic.period import AS_OF, age_on
from oneplan.synthetic.world import World, make


def test_there_are_exactly_as_many_children_as_asked_for():
    for wanted in (1, 2, 7, 500):
        people = make(wanted, seed=3).population.people
        assert sum(person.is_child for person in people) == wanted


def test_nhs_numbers_are_valid_never_issued_and_each_once(world: World):
    numbers = [person.nhs_number for person in world.population.people]
    assert all(nhs.is_valid(number) and number.startswith("9") for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_nhs_numbers_stay_unique_over_many():
    issuer = NhsNumbers(seed=5)
    assert len({issuer.next() for _ in range(200_000)}) == 200_000


def test_the_check_letter_is_the_published_one():
    # CIN census validation rule 1510 gives A for digits whose weighted sum is a multiple of 23.
    assert upn_check_letter("000000000000") == "A"
    assert upn_check_letter("100000000000") == "C"
    assert upn_check_letter("000000000001") == "P"


def test_a_school_that_has_used_its_serial_numbers_goes_on_with_a_sister_number():
    upns = Upns()
    given = [upns.next("808", 2001, 2020) for _ in range(1500)]
    assert len(set(given)) == 1500
    assert all(len(upn) == 13 and upn[0] == upn_check_letter(upn[1:]) for upn in given)


def test_a_temporary_upn_ends_in_a_letter():
    assert temporary_upn(42)[-1].isalpha()


def test_upns_are_unique_and_mostly_local(world: World):
    upns = [person.upn for person in world.population.people if person.upn]
    assert len(set(upns)) == len(upns)
    assert 0.85 < sum(upn[1:4] == "808" for upn in upns) / len(upns) < 1


def test_twins_share_a_birth_date_and_never_a_given_name(world: World):
    together = 0
    for household in world.population.with_children:
        names = [child.given for child in household.children]
        assert len(set(names)) == len(names)
        births = Counter(child.birth for child in household.children)
        for child in household.children:
            assert child.born_with == births[child.birth]
            together += child.born_with > 1
    assert together >= 20


def test_there_are_step_families_name_changes_and_parents_who_live_elsewhere(world: World):
    households = list(world.population.with_children)
    assert any(household.carers for household in households)
    assert any(household.absent_home for household in households)
    assert any(child.renamed_on for household in households for child in household.children)
    assert any(len({child.family for child in household.children}) > 1 for household in households)


def test_some_names_have_accents_apostrophes_and_hyphens(world: World):
    names = " ".join(f"{person.given} {person.family}" for person in world.population.people)
    assert "'" in names
    assert "-" in names
    assert not names.isascii()


def test_some_children_have_the_name_of_a_parent_and_some_of_a_cousin(world: World):
    named_after = sum(
        child.given == parent.given and child.family == parent.family
        for household in world.population.with_children
        for child in household.children
        for parent in household.parents_of[child.number]
    )
    assert named_after > 0
    names = Counter((c.given, c.family) for h in world.population.with_children for c in h.children)
    assert any(count > 1 for count in names.values())


def test_parents_are_older_than_their_children(world: World):
    for household in world.population.with_children:
        for child in household.children:
            for parent in household.parents_of[child.number]:
                assert 14 <= age_on(parent.birth, child.birth) <= 62


def test_homes_follow_one_another_in_time(world: World):
    moved = 0
    for household in world.population.households:
        days = [day for day, _ in household.stays]
        assert days == sorted(days)
        assert days[0] < AS_OF
        moved += len(days) > 1
    assert moved > len(world.population.households) * 0.3
