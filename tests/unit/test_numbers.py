"""Halves go up, as the Department for Education rounds."""

import pytest

from oneplan.vocabulary.numbers import half_up, in_words


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(2.5, 0, "3"), (2.85, 1, "2.9"), (285, -1, "2.9E+2"), (64.900000000000006, 1, "64.9"), (0.125, 2, "0.13")],
)
def test_halves_go_up(value: float, places: int, expected: str) -> None:
    assert str(half_up(value, places)) == expected


def test_thousands_have_commas() -> None:
    assert in_words(12_183_016) == "12,183,016"
    assert in_words(125.1153) == "125"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="Only a number"):
        half_up(value)
