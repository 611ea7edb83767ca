"""The list of 74 kinds of bad input is the test: each has one, or says why it cannot be told here."""

import re
from pathlib import Path

#: What no file can tell by itself, and where it is answered.
_ELSEWHERE = {
    51: "whose child a worker is, nobody writes into a file; restricting is the officer's decision",
    53: "a restriction is kept by the person and not by the file (tests/integration/people/test_restricted_records.py)",
    54: "a child of two councils is one person once records are linked",
    62: "only the national tracing service knows that a number was replaced",
    65: "two pupil numbers after an adoption differ in nothing from a new number; the adoption itself is told (49, 50)",
    67: "the register of schools with their older numbers is not held",
}
_CASE = re.compile(r"(?:Bad|_with|_date|_number)\(\s*(\d+),")
_TEST = re.compile(r"def test((?:_\d+)+)_")


def test_each_of_the_74_cases_is_tried_or_answered_elsewhere() -> None:
    texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    tried = {int(number) for text in texts for number in _CASE.findall(text)}
    tried |= {int(number) for text in texts for found in _TEST.findall(text) for number in found.split("_") if number}
    assert set(range(1, 75)) - tried == set(_ELSEWHERE)
