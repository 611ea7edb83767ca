"""The contradictions of four partnerships' papers are found in what the papers say; a paper that fits raises none."""

from datetime import date
from pathlib import Path

import pytest

from oneplan.definitions.contradictions import About, contradictions, length_in, years_in
from oneplan.definitions.paper import Paper
from oneplan.definitions.reading import read

PAPERS = Path(__file__).parents[2] / "fixtures" / "papers"
BANK_HOLIDAYS = {date(2019, 5, 6)}
#: Each trap: the paper, what the finding is about, and words of it.
TRAPS = (
    ("stockton", About.PERIOD, "2019 to 2023; 2019 to 2024"),
    ("stockton", About.DURATION, "4 years; 5 years"),
    ("stockton-draft", About.DURATION, "make 4 years, and it is said to last 5 years"),
    ("stockton", About.DATE, "the first has no date"),
    ("medway", About.DATE, "starts on a bank holiday; it ends on a Sunday; it lasts 41 days, or 42"),
    ("medway", About.DATE, "meets 2 working days before"),
    ("medway", About.BODY, "Delivery Board; Strategic Transformation Board"),
    ("medway", About.DUTY, "ended in 2010, and a plan under it ran to 2014"),
    ("medway", About.DIRECTION, "390 and 414 are a rise of 6.2%"),
    ("dorset", About.TITLE, "2 titles"),
    ("dorset", About.WHO, "think tanks is said in 2 ways"),
    ("dorset", About.RECOMMENDATION, "Recommendation 2 is worded in 2 ways"),
    ("dorset", About.LINEAGE, "still stand under Shared culture; none stand under Best place to live"),
    ("york", About.PURPOSE, "asks for a decision, and is for information only"),
    ("york", About.ANNEX, "Annex 1"),
    ("york", About.TITLE, "3 titles"),
    ("york", About.RISK, "No risks are known"),
)


def found_in(name: str) -> list[tuple[About, str]]:
    paper = read(PAPERS / f"{name}.yaml", Paper)
    return [(one.about, one.text) for one in contradictions(paper, bank_holidays=BANK_HOLIDAYS)]


@pytest.mark.parametrize(("name", "about", "words"), TRAPS)
def test_each_of_the_seventeen_is_found(name: str, about: About, words: str) -> None:
    assert any(kind is about and words in text for kind, text in found_in(name)), found_in(name)


@pytest.mark.parametrize("name", ["stockton", "stockton-draft", "medway", "dorset", "york"])
def test_nothing_else_is_found(name: str) -> None:
    assert len(found_in(name)) == sum(trap[0] == name for trap in TRAPS)


def test_a_paper_that_fits_together_raises_no_alarm() -> None:
    assert found_in("clean") == []


@pytest.mark.parametrize(
    ("text", "years"),
    [("2019-23", (2019, 2023)), ("2016 to 2020", (2016, 2020)), ("2018–2021", (2018, 2021)), ("in 2019", None)],
)
def test_years_are_read_however_they_are_written(text: str, years: tuple[int, int] | None) -> None:
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("text", "years"), [("five-year", 5), ("5 year", 5), ("Four years", 4), ("10 years", 10), ("yearly", None)]
)
def test_lengths_are_read_however_they_are_written(text: str, years: int | None) -> None:
    assert length_in(text) == years
