"""Nothing that the gate lets through can be worked back to a child, whatever the place looks like."""

from hypothesis import given, settings
from hypothesis import strategies as st

from oneplan.definitions.disclosure_rule import read_disclosure_rule
from oneplan.engine.disclosure.attacker import Release, Shown, attack
from oneplan.engine.disclosure.gate import Part, is_told_by, splits_that_tell

RULE = read_disclosure_rule()


def test_v11_a_part_in_which_it_is_true_of_everybody_is_not_shown() -> None:
    parts = [Part(120, 120), Part(80, 300)]
    assert splits_that_tell(Part(200, 420), {"ward": parts}, RULE) == {"ward"}
    assert not splits_that_tell(Part(199, 420), {"ward": [Part(100, 120), Part(99, 300)]}, RULE)


def test_a_total_that_leaves_a_hidden_part_no_room_takes_the_split_with_it() -> None:
    """Eight in all, of whom none in one part: what is left for the hidden part is at most four."""
    parts = [Part(8, 200), Part(4, 200), Part(0, 200)]
    assert splits_that_tell(Part(12, 600), {"ward": parts}, RULE) == {"ward"}


def test_one_split_that_tells_does_not_take_the_others_with_it() -> None:
    tells = [Part(8, 200), Part(4, 200), Part(0, 200)]
    tells_not = [Part(0, 300), Part(12, 300)]
    assert splits_that_tell(Part(12, 600), {"ward": tells, "sex": tells_not}, RULE) == {"ward"}


def test_a_part_that_leaves_almost_nobody_is_not_shown_beside_its_whole() -> None:
    assert is_told_by(10, [11], RULE)
    assert not is_told_by(10, [30], RULE)
    assert not is_told_by(3, [400, 500], RULE)


places = st.lists(
    st.integers(100, 400).flatmap(lambda people: st.tuples(st.integers(0, min(people, 30)), st.just(people))),
    min_size=2,
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(places, st.randoms(use_true_random=False))
def test_the_attacker_finds_nobody_in_what_is_let_through(parts: list[tuple[int, int]], chance) -> None:  # type: ignore[no-untyped-def]
    by_ward = [Part(*part) for part in parts]
    whole = Part(sum(part.children for part in by_ward), sum(part.population for part in by_ward))
    girls, all_girls = chance.randint(0, whole.children), whole.population // 2
    by_sex = [Part(girls, all_girls), Part(whole.children - girls, whole.population - all_girls)]
    splits = {"ward": by_ward, "sex": by_sex}
    withheld = splits_that_tell(whole, splits, RULE)
    release = Release()
    release.show("whole", Shown.by_rule(whole.children, RULE), is_small=1 <= whole.children <= 7)
    for split in splits.keys() - withheld:
        for n, part in enumerate(splits[split]):
            release.show(f"{split} {n}", Shown.by_rule(part.children, RULE), is_small=1 <= part.children <= 7)
        release.total("whole", [f"{split} {n}" for n in range(len(splits[split]))])
    assert not attack(release, up_to=7)
