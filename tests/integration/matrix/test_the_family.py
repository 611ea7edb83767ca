"""A family on one page: whose fact each is, and nothing of a brother whose record is not open."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.organisations.models import Membership, User
from oneplan.partnership.people.models import Opening

Person, SignIn = Callable[[str], str], Callable[[str], Client]


def opened(client: Client, *people: str) -> Client:
    for one in people:
        client.post(reverse("people:open", args=[one]), {"purpose": "worried-about-a-child"})
    return client


def read(client: Client, person_id: str) -> str:
    page = client.get(reverse("matrix:family", args=[person_id]))
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def after(page: str, words: str) -> str:
    return page[page.index(words) :]


@pytest.fixture
def ada(borough: object, person: Person) -> str:
    return person("Ada Marlow")


def test_what_was_recorded_of_the_mother_stands_under_her_name(ada: str, signed_in: SignIn) -> None:
    page = read(opened(signed_in("lead_practitioner"), ada), ada)
    mother = after(page, "Cara Marlow, parent")
    assert "Have parents with mental health needs" in mother.split("whom the record does not name")[0]
    assert "Have parents with mental health needs" not in page.split("The adults")[0], "it is no fact of the child's"
    unnamed = after(page, "whom the record does not name")
    assert "Asked, and not present: Early help need: Drug use" in unnamed


def test_a_brother_is_there_by_name_alone_until_his_record_is_open(
    ada: str, person: Person, signed_in: SignIn, staff: dict[str, User]
) -> None:
    ben, client = person("Ben Marlow"), opened(signed_in("lead_practitioner"), ada)
    assert "Ben Marlow : you do not have this record open" in read(client, ada)
    at = timezone.now()
    Opening.objects.create(
        by=staff["lead_practitioner"],
        person_id=ben,
        purpose_code="worried-about-a-child",
        at=at,
        until=at + timedelta(hours=1),
    )
    assert "Ben Marlow : you do not have this record open" in read(client, ada), "it ends with its reason"
    school = Membership.objects.get(user=staff["safeguarding_lead"]).organisation
    hillside = school.teams.create(code="900002", name="Hillside School")
    Membership.objects.create(
        user=staff["lead_practitioner"],
        organisation=school,
        team=hillside,
        role="safeguarding_lead",
        from_on=timezone.localdate(),
    )
    page = read(client, ada)
    assert "you do not have this record open" not in page
    assert "What we look for Ada Marlow Ben Marlow" in page
    assert AuditEvent.objects.filter(action="viewed", people__person_id=ben, actor_name="Daniel Osei").exists()


def test_a_school_reads_that_something_is_known_of_a_parent_and_whom_to_ring_and_not_what(
    ada: str, signed_in: SignIn
) -> None:
    council, school = (
        after(read(opened(signed_in(who), ada), ada), "Cara Marlow, parent").split("whom the record does not name")[0]
        for who in ("lead_practitioner", "safeguarding_lead")
    )
    assert "Early help need: Mental health" in council
    assert "Recorded by Early Help" in school
    assert "Shared when you ask: ring 01632 960103" in school
    assert "Early help need" not in school
