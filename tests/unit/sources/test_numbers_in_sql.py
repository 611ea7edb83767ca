"""The SQL checks of numbers agree with a library, or with the rule written out another way."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.gb import nhs

from oneplan.engine.sources.cleaning import sql_for_nhs_number, sql_for_postcode, sql_for_upn
from oneplan.engine.store.workspace import Workspace

_DIGITS = st.text("0123456789", min_size=9, max_size=9)
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def _answers(sql: str, values: list[str]) -> list[str | None]:
    with Workspace.in_memory() as workspace:
        workspace.run("CREATE TABLE sent (place INTEGER, number VARCHAR)")
        workspace.insert("sent", enumerate(values))
        return [row[0] for row in workspace.rows(f"SELECT {sql} FROM sent ORDER BY place")]


@settings(max_examples=20, deadline=None)
@given(st.lists(_DIGITS, min_size=1, max_size=20))
def test_nhs_numbers_are_those_the_library_accepts(bodies: list[str]) -> None:
    numbers = [body + digit for body in bodies for digit in string.digits]
    expected = [number if nhs.is_valid(number) else None for number in numbers]
    assert _answers(sql_for_nhs_number("number"), numbers) == expected


def test_nhs_numbers_may_be_spaced_and_nothing_else() -> None:
    numbers = ["943 476 5919", "943-476-5919", "94347659190", "943476591X", "9.43477E+09", ""]
    assert _answers(sql_for_nhs_number("number"), numbers) == ["9434765919", "9434765919", None, None, None, None]


@settings(max_examples=20, deadline=None)
@given(st.text("0123456789", min_size=12, max_size=12))
def test_a_upn_has_the_one_right_letter(digits: str) -> None:
    total = 0
    for position, digit in enumerate(digits):
        total += int(digit) * (position + 2)
    right = _LETTERS[total % 23]
    numbers = [letter + digits for letter in string.ascii_uppercase]
    assert [number for number in _answers(sql_for_upn("number"), numbers) if number] == [right + digits]


def test_a_temporary_upn_is_nobodys() -> None:
    assert _answers(sql_for_upn("number"), ["X00180001701A", "UN3", "A1"]) == [None, None, None]


def test_postcodes_have_one_space_and_capitals() -> None:
    sent = ["ts181ab", "TS18 1AB", "TS18  1AB", "M1 1AA", "TS18", "NFA", "TS18 1A8"]
    assert _answers(sql_for_postcode("number"), sent) == [
        "TS18 1AB",
        "TS18 1AB",
        "TS18 1AB",
        "M1 1AA",
        None,
        None,
        None,
    ]
