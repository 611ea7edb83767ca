"""A record can be opened without a live reason: for three hours, after one's password, with a reason others read."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.organisations.models import Membership, User
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people import operations
from oneplan.partnership.people.models import EmergencyNotice, Opening
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import PersonId

SignIn, Person, ViewerOf = Callable[[str], Client], Callable[[str], str], Callable[[str], Viewer]
REASON = "worried-about-a-child"
WORDS = "He told me that he is afraid to go home today"


def search(client: Client, name: str) -> HttpResponse:
    return client.post(reverse("people:find"), {"name": name, "purpose": REASON}, follow=True)  # type: ignore[return-value]


def ask(client: Client, person_id: str, **others: str) -> HttpResponse:
    said = {"purpose": REASON, "words": WORDS, "password": "made-up-borough", **others}
    return client.post(reverse("people:emergency", args=[person_id]), said)  # type: ignore[return-value]


def look(client: Client, person_id: str) -> HttpResponse:
    return client.get(reverse("matrix:child", args=[person_id]))  # type: ignore[return-value]


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture
def finder(signed_in: SignIn, person: Person) -> Client:
    """The safeguarding lead of another school, who has just found Finn."""
    client = signed_in("safeguarding_lead")
    assert "Open in an emergency" in text(search(client, "Finn Orr"))
    return client


def test_the_record_opens_and_the_officer_reads_why(finder: Client, signed_in: SignIn, person: Person) -> None:
    finn = person("Finn Orr")
    assert look(finder, finn).status_code == 404
    assert ask(finder, finn)["Location"] == reverse("matrix:child", args=[finn])
    assert "Finn Orr" in text(look(finder, finn))
    told = text(signed_in("information_governance").get(reverse("people:emergencies")))
    assert "Amira Holt" in told
    assert WORDS in told
    assert "Finn" not in told.replace(WORDS, "")


def test_the_lead_is_told_and_reads_the_name(signed_in: SignIn, person: Person, staff: dict[str, User]) -> None:
    Membership.objects.filter(user=staff["safeguarding_lead"]).update(to_on=timezone.localdate() - timedelta(days=1))
    school = staff["safeguarding_lead"].memberships.get().organisation
    hillside = school.teams.create(code="900002", name="Hillside School")
    today = timezone.localdate()
    staff["safeguarding_lead"].memberships.create(
        organisation=school, team=hillside, role="safeguarding_lead", from_on=today
    )
    client = signed_in("safeguarding_lead")
    search(client, "Ada Marlow")
    ask(client, person("Ada Marlow"))
    told = text(signed_in("lead_practitioner").get(reverse("people:emergencies")))
    assert "Ada Marlow" in told
    assert WORDS in told
    to = set(EmergencyNotice.objects.values_list("to__email", flat=True))
    assert to == {"daniel.osei@council.example", "tomasz.reid@council.example"}


def test_only_this_record_opens_and_only_for_who_asked(finder: Client, signed_in: SignIn, person: Person) -> None:
    search(finder, "Ben Marlow")
    ask(finder, person("Finn Orr"))
    assert look(finder, person("Ben Marlow")).status_code == 404
    assert look(signed_in("lead_practitioner"), person("Finn Orr")).status_code == 404


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"words": "worried"}, "at least 20 letters"),
        ({"words": " " * 30}, "Say why it cannot wait"),
        ({"password": "guess"}, "This is not your password"),
        ({"purpose": "curious"}, "Select a valid choice"),
    ],
)
def test_without_reason_or_password_nothing_opens(
    said: dict[str, str], answer: str, finder: Client, person: Person
) -> None:
    response = ask(finder, person("Finn Orr"), **said)
    assert answer in text(response)
    assert not Opening.objects.exists()
    assert not EmergencyNotice.objects.exists()
    assert look(finder, person("Finn Orr")).status_code == 404


def test_wrong_passwords_are_written_down_and_too_many_mean_waiting(finder: Client, person: Person) -> None:
    for _ in range(5):
        ask(finder, person("Finn Orr"), password="guess")
    assert AuditEvent.objects.filter(action="wrong_password").count() == 5
    assert "Wait 15 minutes" in text(ask(finder, person("Finn Orr")))
    assert not Opening.objects.exists()


def at_hours(hours: float, start: datetime) -> datetime:
    return start + timedelta(hours=hours)


def test_it_ends_after_three_hours(viewer: ViewerOf, borough: object, person: Person) -> None:
    amira, finn, start = viewer("safeguarding_lead"), PersonId(person("Finn Orr")), timezone.localtime()
    operations.find_children(by=amira, name="Finn Orr", birth_date=None, purpose=REASON, words="", at=start)
    operations.open_in_emergency(
        by=amira, person_id=finn, purpose=REASON, words=WORDS, password="made-up-borough", at=start
    )
    assert operations.look_at_record(by=amira, person_id=finn, at=at_hours(2.99, start)).is_emergency
    with pytest.raises(NotAllowed):
        operations.look_at_record(by=amira, person_id=finn, at=at_hours(3, start))


def test_who_leaves_is_cut_off_at_once(finder: Client, person: Person, staff: dict[str, User]) -> None:
    ask(finder, person("Finn Orr"))
    assert look(finder, person("Finn Orr")).status_code == 200
    Membership.objects.filter(user=staff["safeguarding_lead"]).update(to_on=timezone.localdate() - timedelta(days=1))
    assert look(finder, person("Finn Orr")).status_code == 404


def test_if_telling_fails_the_record_stays_shut(
    finder: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the notices' table is gone")

    monkeypatch.setattr(EmergencyNotice.objects, "bulk_create", broken)
    with pytest.raises(RuntimeError, match="table is gone"):
        ask(finder, person("Finn Orr"))
    monkeypatch.undo()
    assert not Opening.objects.exists()
    assert look(finder, person("Finn Orr")).status_code == 404


def test_who_looked_is_read_on_the_record(signed_in: SignIn, person: Person) -> None:
    client = signed_in("lead_practitioner")
    search(signed_in("safeguarding_lead"), "Ada Marlow")
    client.post(reverse("people:open", args=[person("Ada Marlow")]), {"purpose": REASON})
    assert reverse("people:who_looked", args=[person("Ada Marlow")]) in text(look(client, person("Ada Marlow")))
    page = text(client.get(reverse("people:who_looked", args=[person("Ada Marlow")])))
    for shown in ("Amira Holt", "Searched for a child", "Daniel Osei", "Opened a record", "I am worried about a child"):
        assert shown in page
    assert "Marlow" not in page
    assert person("Ben Marlow") not in page
