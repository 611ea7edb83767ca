"""How far each agency sees what others recorded, on a child's page."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.usefixtures("borough")
See = Callable[[str], str]


def line(page: str, heading: str) -> str:
    """All that is said of one factor."""
    found = [part for part in page.split('<details class="op-factor')[1:] if f">{heading}<" in part]
    return words_of(found[0].split("</details>")[0])


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def ada(signed_in: Callable[[str], Client], person: Callable[[str], str]) -> See:
    def see(actor: str, purpose: str = "worried-about-a-child") -> str:
        client, child = signed_in(actor), person("Ada Marlow")
        client.post(reverse("people:open", args=[child]), {"purpose": purpose})
        return client.get(reverse("matrix:child", args=[child])).content.decode()

    return see


def test_the_council_sees_what_the_police_recorded_in_detail(ada: See) -> None:
    said = line(ada("lead_practitioner"), "Have been affected by domestic abuse")
    assert "Present about Ada" in said
    assert "Present about a parent or carer" in said
    assert "Police incident: Domestic abuse" in said
    assert "Lives where it happened" in said


def test_a_school_sees_the_headline_about_the_child_and_nothing_about_the_parent(ada: See) -> None:
    page = ada("safeguarding_lead")
    said = line(page, "Have been affected by domestic abuse")
    assert "Present about Ada" in said
    assert "about a parent" not in said
    assert "Recorded by Cleveland Police" in said
    assert "The detail Shared when you ask" in said
    for detail in ("Police incident: Domestic abuse", "Lives where it happened", "The person harmed"):
        assert detail not in page
    assert "Schools do not see what the police or youth justice recorded about a parent" in words_of(page)


def test_a_headline_says_whom_to_ring(ada: See) -> None:
    said = line(ada("safeguarding_lead"), "Have parents with mental health needs")
    assert "Recorded by Early Help" in said
    assert "Shared when you ask: ring 01632 960103" in said
    assert "Early help need: Mental health" not in said


def test_what_an_agency_sent_itself_it_sees_in_detail(ada: See) -> None:
    said = line(ada("safeguarding_lead"), "Truancy or poor school attendance")
    assert "Their part in it" in said


def test_an_agreement_that_is_not_for_this_purpose_shows_nothing(ada: See) -> None:
    said = line(ada("lead_practitioner", purpose="asked-by-the-family"), "Have been affected by domestic abuse")
    assert "Not known" in said
    assert "Police" not in said
