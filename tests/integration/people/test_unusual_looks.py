"""The officer asks about looks at somebody of one's own surname, home or colleagues; nobody else sees the list."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.organisations.models import User
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people import operations
from oneplan.partnership.people.rules import Unusual

pytestmark = pytest.mark.usefixtures("borough")
REASON = "worried-about-a-child"


@pytest.fixture
def looks(
    viewer: Callable[[str], Viewer], signed_in: Callable[[str], Client]
) -> Callable[[str], list[operations.UnusualLook]]:
    """What the officer reads when Amira, who works at a school, is called this and searched for Ada Marlow."""

    def read(name: str) -> list[operations.UnusualLook]:
        User.objects.filter(email="amira.holt@school.example").update(name=name)
        signed_in("safeguarding_lead").post(
            reverse("people:find"), {"name": "Ada Marlow", "purpose": REASON}, follow=True
        )
        return operations.read_unusual_looks(by=viewer("information_governance"), at=timezone.localtime())

    return read


def test_an_ordinary_look_is_not_asked_about(looks: Callable[[str], list[operations.UnusualLook]]) -> None:
    assert looks("Amira Holt") == []


def test_own_surname_whatever_the_capitals(
    looks: Callable[[str], list[operations.UnusualLook]], person: Callable[[str], str]
) -> None:
    (look,) = looks("Amira marlow")
    assert (look.person_id, look.why, look.times) == (person("Ada Marlow"), {Unusual.OWN_SURNAME}, 1)


def test_the_home_of_somebody_of_ones_own_name(looks: Callable[[str], list[operations.UnusualLook]]) -> None:
    (look,) = looks("Cara Marlow")
    assert look.why == {Unusual.OWN_SURNAME, Unusual.OWN_HOME}


def test_the_home_of_somebody_of_a_colleagues_name(looks: Callable[[str], list[operations.UnusualLook]]) -> None:
    User.objects.filter(email="lena.ford@school.example").update(name="Cara Marlow")
    assert looks("Amira Holt") == []  # she has left
    User.objects.get(email="lena.ford@school.example").memberships.update(to_on=None)
    (look,) = looks("Amira Holt")
    assert look.why == {Unusual.COLLEAGUES_HOME}
    assert look.times == 2


def test_what_was_long_ago_is_not_asked_about(
    looks: Callable[[str], list[operations.UnusualLook]], viewer: Callable[[str], Viewer]
) -> None:
    assert looks("Amira Marlow")
    later = timezone.localtime() + timedelta(days=31)
    assert operations.read_unusual_looks(by=viewer("information_governance"), at=later) == []


def test_the_page_names_no_child_and_reading_it_is_written_down(
    looks: Callable[[str], list[operations.UnusualLook]],
    signed_in: Callable[[str], Client],
    person: Callable[[str], str],
) -> None:
    looks("Amira Marlow")
    page = signed_in("information_governance").get(reverse("people:unusual")).content.decode()
    assert "Their own surname" in page
    assert "Ada" not in page
    read = AuditEvent.objects.filter(action="read_unusual_looks").first()
    assert read is not None
    assert [one.person_id for one in read.people.all()] == [person("Ada Marlow")]
