"""The list of 74 kinds of bad input is the test: each has one, here or where more than files can be seen."""

import re
from pathlib import Path

_SEALED = "tests/integration/people/test_sealed_records.py"
#: What no file can tell by itself: the tests that send such a file and look at what becomes of the records.
_ELSEWHERE = {
    49: f"{_SEALED}::test_two_identities_with_everything_in_common_but_the_name_are_never_joined",
    50: f"{_SEALED}::test_the_earlier_identity_misspelt_by_another_agency_stops_with_who_is_named",
    53: f"{_SEALED}::test_an_unmarked_record_of_a_restricted_child_stays_restricted",
    65: f"{_SEALED}::test_a_second_pupil_number_joins_an_adopted_childs_identities_for_nobody",
}
#: What is not told from files, and why.
_NOT_TOLD = {51: "whose child a worker is, nobody writes into a file; restricting is the officer's decision"}
_CASE = re.compile(r"(?:Bad|_with|_date|_number)\(\s*(\d+),")
_TEST = re.compile(r"def test((?:_\d+)+)_")
_ROOT = Path(__file__).parents[2]


def test_each_of_the_74_cases_is_tried() -> None:
    texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    tried = {int(number) for text in texts for number in _CASE.findall(text)}
    tried |= {int(number) for text in texts for found in _TEST.findall(text) for number in found.split("_") if number}
    assert set(range(1, 75)) - tried - set(_ELSEWHERE) == set(_NOT_TOLD)


def test_the_tests_elsewhere_are_there() -> None:
    for named in _ELSEWHERE.values():
        path, name = named.split("::")
        assert f"def {name}(" in (_ROOT / path).read_text(encoding="utf-8"), named
