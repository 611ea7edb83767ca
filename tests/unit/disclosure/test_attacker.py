"""Fixed cases of tables that give small numbers away, and tables of the public rule, which do not."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oneplan.definitions.disclosure_rule import read_disclosure_rule
from oneplan.engine.disclosure.attacker import UNPRINTED, Contradiction, Found, Release, Shown, attack, known_of

RULE = read_disclosure_rule()


def table(counts: Sequence[Sequence[int]], hidden: Sequence[tuple[int, int]], least: int = 1) -> Release:
    """A table printed with exact numbers and totals, but for hidden cells, of which the reader knows the least."""
    release = Release()
    for row, cells in enumerate(counts):
        for column, count in enumerate(cells):
            is_hidden = (row, column) in hidden
            shown = Shown(least, None) if is_hidden else Shown.exactly(count)
            release.show(f"{row},{column}", shown, is_small=is_hidden)
    rows, columns = range(len(counts)), range(len(counts[0]))
    for row in rows:
        release.show(f"row {row}", Shown.exactly(sum(counts[row])))
        release.total(f"row {row}", [f"{row},{column}" for column in columns])
    for column in columns:
        release.show(f"column {column}", Shown.exactly(sum(cells[column] for cells in counts)))
        release.total(f"column {column}", [f"{row},{column}" for row in rows])
    return release


def bounds(release: Release, up_to: int = 100) -> list[tuple[int, int | None]]:
    return [(one.least, one.most) for one in known_of(release, up_to=up_to)]


def line(counts: Sequence[int], total: int, least: int) -> Release:
    """One row with its total, whose ones are hidden."""
    release = Release()
    for place, count in enumerate(counts):
        release.show(str(place), Shown(least, None) if count == 1 else Shown.exactly(count), is_small=count == 1)
    release.show("total", Shown.exactly(total))
    release.total("total", [str(place) for place in range(len(counts))])
    return release


def test_v1_one_hidden_cell_is_what_is_left_of_its_row() -> None:
    assert bounds(table([[3, 20], [30, 40]], [(0, 0)])) == [(3, 3)]


def test_v2_two_hidden_ones_with_zeros_printed_are_both_one() -> None:
    assert bounds(line([1, 1, 30], 32, least=1)) == [(1, 1), (1, 1)]


def test_v3_where_zeros_are_hidden_too_they_may_be_nought_to_two() -> None:
    assert bounds(line([1, 1, 30], 32, least=0)) == [(0, 2), (0, 2)]


def test_v4_a_square_of_hidden_cells_is_not_exact_but_too_narrow_for_five() -> None:
    release = table([[1, 4, 30], [4, 1, 30], [22, 31, 28]], [(0, 0), (0, 1), (1, 0), (1, 1)])
    assert bounds(release) == [(1, 4)] * 4
    assert {found.cell for found in attack(release, up_to=5)} == {"0,0", "0,1", "1,0", "1,1"}
    assert not any(found.is_exact for found in attack(release, up_to=5))


def test_v5_partners_without_the_corner_are_all_exact() -> None:
    release = table([[2, 20, 30], [25, 26, 27], [28, 29, 33]], [(0, 0), (0, 1), (1, 0)])
    assert bounds(release) == [(2, 2), (20, 20), (25, 25)]


def test_v6_with_the_corner_the_small_one_is_safe() -> None:
    release = table([[2, 20, 30], [25, 26, 27], [28, 29, 33]], [(0, 0), (0, 1), (1, 0), (1, 1)])
    assert bounds(release)[0] == (1, 21)
    assert "0,0" not in {found.cell for found in attack(release, up_to=7)}


def test_v7_the_second_quarter_is_the_year_so_far_without_the_first() -> None:
    release = Release()
    release.show("first quarter", Shown.exactly(14))
    release.show("year so far", Shown.exactly(16))
    release.difference("second quarter", "year so far", "first quarter", is_small=True)
    assert attack(release, up_to=7) == (Found("second quarter", 2, 2),)


@pytest.mark.parametrize(("percentage", "least", "most"), [("1.3", 3, 3), ("1", 2, 3)])
def test_v8_a_percentage_of_a_known_whole_gives_the_count(percentage: str, least: int, most: int) -> None:
    release = Release()
    release.show("whole", Shown.exactly(237))
    release.show("part", Shown(1, 7), is_small=True)
    release.share("part", "whole", percentage)
    assert bounds(release) == [(least, most)]
    assert attack(release, up_to=7)


def test_v9_two_geographies_that_differ_by_a_street_give_the_street() -> None:
    release = Release()
    release.show("ward as it was", Shown.exactly(20))
    release.show("ward as it is", Shown.exactly(21))
    release.difference("the street", "ward as it is", "ward as it was", is_small=True)
    assert attack(release, up_to=7) == (Found("the street", 1, 1),)


def test_v10_of_whom_boys_gives_the_girls() -> None:
    release = Release()
    release.show("children", Shown.exactly(12))
    release.show("boys", Shown.exactly(9))
    release.difference("girls", "children", "boys", is_small=True)
    assert attack(release, up_to=7) == (Found("girls", 3, 3),)


def test_v12_a_revised_release_one_child_larger_gives_the_child_unless_both_are_rounded() -> None:
    def releases(first: Shown, second: Shown) -> Release:
        release = Release()
        release.show("first", first)
        release.show("revised", second)
        release.difference("added since", "revised", "first", is_small=True)
        return release

    exact = releases(Shown.exactly(31), Shown.exactly(32))
    assert attack(exact, up_to=7) == (Found("added since", 1, 1),)
    rounded = releases(Shown.by_rule(31, RULE), Shown.by_rule(32, RULE))
    assert not any(found.is_exact for found in attack(rounded, up_to=7))


def test_an_earlier_release_of_the_same_number_narrows_it() -> None:
    release = Release()
    release.show("ward", Shown(1, 7), is_small=True)
    release.show("ward", Shown(3, 12), is_small=True)
    assert attack(release, up_to=7) == (Found("ward", 3, 7),)


def test_numbers_that_cannot_be_are_said_to_be_wrong() -> None:
    release = line([1, 1, 30], 31, least=1)
    with pytest.raises(Contradiction):
        attack(release, up_to=7)


@pytest.mark.parametrize(
    ("count", "least", "most"), [(0, 0, 0), (1, 1, 7), (7, 1, 7), (8, 8, 12), (12, 8, 12), (13, 13, 17), (57, 53, 57)]
)
def test_the_public_rule_leaves_this_to_be_seen(count: int, least: int, most: int) -> None:
    assert Shown.by_rule(count, RULE) == Shown(least, most)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 40), min_size=2, max_size=5), min_size=2, max_size=4).filter(
        lambda rows: len({len(row) for row in rows}) == 1
    )
)
def test_what_the_attacker_says_is_true_of_the_real_numbers(counts: list[list[int]]) -> None:
    """The real number always lies within what the attacker finds."""
    release = Release()
    for row, cells in enumerate(counts):
        for column, count in enumerate(cells):
            release.show(f"{row},{column}", Shown.by_rule(count, RULE), is_small=1 <= count <= 7)
        release.show(f"row {row}", Shown.by_rule(sum(cells), RULE))
        release.total(f"row {row}", [f"{row},{column}" for column in range(len(cells))])
    real = {f"{row},{column}": count for row, cells in enumerate(counts) for column, count in enumerate(cells)}
    for found in known_of(release, up_to=7):
        assert found.least <= real[found.cell] <= (found.most or 10**9)


def test_what_is_printed_nowhere_and_bounded_by_nothing_can_be_anything() -> None:
    release = Release()
    release.show("unknown", UNPRINTED, is_small=True)
    assert attack(release, up_to=7) == ()
