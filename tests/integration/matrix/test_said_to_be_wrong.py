"""Somebody says that a fact is not so: it shows beside the fact, goes back to its sender, and the answer shows too."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.feeds.models import Disagreement, DisagreementAnswer
from oneplan.partnership.organisations.models import Membership
from tests.integration.matrix.test_a_childs_page import line, words_of

pytestmark = pytest.mark.usefixtures("borough")
FACTOR = "Caring responsibilities"
SAID = {"said_by": "child", "statement": "I never looked after anybody; that was my cousin"}


@pytest.fixture
def ada(person: Callable[[str], str]) -> str:
    return person("Ada Marlow")


@pytest.fixture
def lead(signed_in: Callable[[str], Client], ada: str) -> Client:
    client = signed_in("lead_practitioner")
    client.post(reverse("people:open", args=[ada]), {"purpose": "correcting-a-record"})
    return client


def address_of(lead: Client, ada: str, factor: str) -> str:
    """Where one says that the first fact under a factor is not so, as the page links to it."""
    page = lead.get(reverse("matrix:child", args=[ada])).content.decode()
    part = next(one for one in page.split('<details class="op-factor')[1:] if f">{factor}<" in one)
    found = re.search(rf'href="(/children/{ada}/not-so/\w+/)"', part)
    assert found is not None
    return found[1]


@pytest.fixture
def address(lead: Client, ada: str) -> str:
    return address_of(lead, ada, FACTOR)


def test_what_is_said_stands_beside_the_fact_which_stays(lead: Client, ada: str, address: str) -> None:
    assert lead.get(address).status_code == 200
    assert lead.post(address, SAID).status_code == 302
    said = line(lead.get(reverse("matrix:child", args=[ada])).content.decode(), FACTOR)
    assert "In the past about Ada" in said
    assert "Seen or happened 3 June 2019" in said
    assert "Disputed The child or young person says it is not so" in said
    assert SAID["statement"] in said
    assert "The sender has not answered yet" in said
    assert AuditEvent.objects.filter(action="disagreed", people__person_id=ada).exists()


def test_it_stands_in_the_timeline_too(lead: Client, ada: str, address: str) -> None:
    lead.post(address, SAID)
    entry = address.rstrip("/").rpartition("/")[2]
    page = lead.get(reverse("matrix:timeline_entry", args=[ada, entry])).content.decode()
    assert SAID["statement"] in words_of(page)


def test_it_stands_in_the_family_where_the_fact_does(lead: Client, ada: str) -> None:
    lead.post(address_of(lead, ada, "Have parents with mental health needs"), SAID)
    assert SAID["statement"] in words_of(lead.get(reverse("matrix:family", args=[ada])).content.decode())


def test_its_sender_reads_it_and_the_answer_is_shown(
    lead: Client, ada: str, address: str, signed_in: Callable[[str], Client]
) -> None:
    lead.post(address, SAID)
    officer, back = signed_in("data_officer"), reverse("feeds:disagreements", args=["early_help"])
    page = words_of(officer.get(back).content.decode())
    assert SAID["statement"] in page
    assert "Your record early_help:" in page
    assert "Marlow" not in page
    said = {"disagreement": Disagreement.objects.get().pk, "outcome": "corrected"}
    assert "Say why" in officer.post(back, said).content.decode()
    assert officer.post(back, {**said, "words": "It was written to the wrong child"}).status_code == 302
    shown = line(lead.get(reverse("matrix:child", args=[ada])).content.decode(), FACTOR)
    assert "Put right at the source" in shown
    assert "It was written to the wrong child" in shown
    assert officer.post(back, {**said, "words": "A second answer to the same"}).status_code == 404
    assert DisagreementAnswer.objects.count() == 1


def test_another_agency_reads_and_answers_nothing(
    lead: Client, address: str, signed_in: Callable[[str], Client], staff: dict[str, object]
) -> None:
    lead.post(address, SAID)
    Membership.objects.filter(user=staff["data_officer"]).update(to_on=date(2026, 9, 1))
    officer, back = signed_in("data_officer"), reverse("feeds:disagreements", args=["early_help"])
    assert officer.get(back).status_code == 404
    said = {"disagreement": Disagreement.objects.get().pk, "outcome": "stands", "words": "Not theirs to say"}
    assert officer.post(back, said).status_code == 404


def test_nobody_says_it_of_a_fact_that_is_not_there_or_not_shown(lead: Client, ada: str, address: str) -> None:
    nowhere = reverse("matrix:disagree", args=[ada, "00000000000000000000"])
    assert lead.get(nowhere).status_code == 404
    assert lead.post(nowhere, SAID).status_code == 404
    assert not Disagreement.objects.exists()
