"""The words of the search results and of who is around a child."""

from datetime import date

import pytest

from oneplan.partnership.people.operations import Found, FoundChild, Particulars, SearchResult
from oneplan.partnership.people.presenters import (
    ResultsPage,
    age_words,
    birth_words,
    contacts,
    full_name,
    relative_lines,
    results_page,
)
from oneplan.vocabulary.family import Relative, SaidTie, Tie
from oneplan.vocabulary.identifiers import PersonId
from oneplan.vocabulary.involvement import Involvement

TODAY = date(2026, 9, 30)
ADA = Found(PersonId("a"), "Ada", "Marlow", None, date(2015, 5, 4), None, None, is_exact=True)
LEAD = Involvement(
    "council",
    "North",
    "",
    "Dee Marsh",
    "Support worker",
    "(01632) 960 103",
    "early_help",
    True,
    None,
    None,
    "early_help",
)
SCHOOL = Involvement("schools", "Redhouse School", "1", "", "", "", "school", False, TODAY, None, "school_census")


def found(who: Found, *around: Involvement, may_open: bool = False) -> FoundChild:
    return FoundChild(who, around, is_grown_up=False, may_open=may_open)


def page(*children: FoundChild, is_too_broad: bool = False) -> ResultsPage:
    result = SearchResult(children, is_too_broad)
    asked = {"name": "Ada", "birth_date": None, "purpose": "p", "purpose_label": "Worried"}
    return results_page(result, **asked, organisations={"council": "The council"}, today=TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2026, 9, 1), "0 months old"),
        (date(2026, 8, 30), "1 month old"),
        (date(2025, 10, 1), "11 months old"),
        (date(2024, 10, 1), "23 months old"),
        (date(2024, 9, 30), "2 years old"),
    ],
)
def test_an_age_is_in_months_for_a_baby(born: date, words: str) -> None:
    assert age_words(born, TODAY) == words


def test_what_is_missing_is_said_to_be_not_known() -> None:
    assert full_name(None, None) == "Name not known"
    assert birth_words(None, TODAY) == "Birth date not known"


def test_a_worker_comes_with_work_place_and_a_number_a_phone_can_ring() -> None:
    (lead,) = contacts([LEAD], {"council": "The council"})
    assert (lead.heading, lead.role) == ("Dee Marsh", "Support worker, North, The council")
    assert lead.phone_link == "tel:01632960103"
    assert (lead.kind, lead.since, lead.source) == (
        "Early help",
        "Start date not known",
        "Early help assessments and plans",
    )


def test_a_school_without_a_named_worker_is_called_by_its_name() -> None:
    (school,) = contacts([SCHOOL], {"schools": "Schools"})
    assert (school.heading, school.role, school.since) == ("Redhouse School", "", "Since 30 September 2026")


def test_somebody_elses_child_is_answered_with_the_lead_practitioner() -> None:
    (line,) = page(found(ADA, LEAD, SCHOOL)).children
    assert "Ring the lead practitioner" in line.instead


def test_without_a_lead_practitioner_anybody_around_may_be_rung() -> None:
    (line,) = page(found(ADA, SCHOOL)).children
    assert "Ring one of the people above" in line.instead


def test_a_child_who_can_be_opened_needs_no_such_words() -> None:
    (line,) = page(found(ADA, LEAD, may_open=True)).children
    assert line.instead == ""


def test_a_near_match_asks_to_be_checked() -> None:
    near = Found(PersonId("b"), "Ada", "Marlowe", None, None, None, None, is_exact=False)
    exact, other = page(found(ADA), found(near)).children
    assert exact.check == ""
    assert "Check that this is the child you mean" in other.check


@pytest.mark.parametrize(
    ("children", "is_too_broad", "heading"),
    [
        ((), False, "No child found"),
        ((), True, "Too many children match"),
        ((found(ADA),), False, "1 child found"),
    ],
)
def test_headings(children: tuple[FoundChild, ...], is_too_broad: bool, heading: str) -> None:
    assert page(*children, is_too_broad=is_too_broad).heading == heading


def test_a_relative_is_what_each_agency_says_they_are() -> None:
    who = Particulars(PersonId("m"), "Cara", "Marlow", None, date(1988, 7, 1), None, None)
    said = (SaidTie(Tie.PARENT, "early_help", date(2015, 5, 4)), SaidTie(Tie.CARER, "housing", None))
    (line,) = relative_lines([Relative(who.person_id, False, said)], {who.person_id: who}, TODAY)
    assert line.tie == "Parent and Carer"
    assert "Parent, says Early help assessments and plans, since 4 May 2015" in line.said
    assert line.birth == ""  # an adult's birth date helps nobody here


def test_a_shared_home_is_said_to_be_worked_out() -> None:
    who = Particulars(PersonId("l"), "Lee", "Hart", None, None, None, None)
    (line,) = relative_lines([Relative(who.person_id, None, ())], {who.person_id: who}, TODAY)
    assert "Worked out from addresses" in line.said
