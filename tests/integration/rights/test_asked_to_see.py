"""Somebody asks to see what is held: the clock, the copy, what is withheld from it and by which reason code."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.matrix.models import RecordedFact
from oneplan.partnership.organisations.models import User
from oneplan.partnership.people.models import Restriction
from oneplan.partnership.rights.models import AccessPack, AccessRequest, ShareDecision

pytestmark = pytest.mark.usefixtures("borough")
SignIn = Callable[[str], Client]


@pytest.fixture
def ada(person: Callable[[str], str]) -> str:
    return person("Ada Marlow")


@pytest.fixture
def lead(signed_in: SignIn, ada: str) -> Client:
    client = signed_in("lead_practitioner")
    client.post(reverse("people:open", args=[ada]), {"purpose": "asked-by-the-family"})
    return client


@pytest.fixture
def officer(signed_in: SignIn) -> Client:
    return signed_in("information_governance")


@pytest.fixture
def asked(lead: Client, ada: str) -> Callable[[str], AccessRequest]:
    def ask(requester: str) -> AccessRequest:
        said = {
            "requester": requester,
            "identity": "Asked in person at school",
            "received_on_day": "7",
            "received_on_month": "9",
            "received_on_year": "2026",
        }
        assert lead.post(reverse("rights:ask", args=[ada]), said).status_code == 302
        return AccessRequest.objects.latest("pk")

    return ask


def record(ada: str, words: str, about: str = "child", factor: str = "friendships") -> RecordedFact:
    return RecordedFact.objects.create(
        person_id=ada,
        factor_id=factor,
        about=about,
        finding="present",
        certainty="fact",
        said_by="child",
        year=2026,
        words=words,
        by=User.objects.get(email="daniel.osei@council.example"),
        recorded_by="Early Help North",
        at=timezone.now(),
    )


def text_of(file: bytes) -> str:
    """Everything in a Word file: every part of it, not what is shown."""
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return " ".join(
            re.sub(r"<[^>]+>", " ", parts.read(name).decode("utf-8", "replace")) for name in parts.namelist()
        )


def made(officer: Client, request: AccessRequest, **said: object) -> str:
    answer = officer.post(reverse("rights:make_pack", args=[request.pk]), {"format": "docx", **said})
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert answer["Content-Disposition"] == f'attachment; filename="what-we-hold-{request.pk}.docx"'
    return text_of(answer.content)


def test_the_clock_runs_from_the_day_they_asked(officer: Client, asked: Callable[[str], AccessRequest]) -> None:
    assert asked("child").due_on == date(2026, 10, 7)
    page = officer.get(reverse("rights:requests")).content.decode()
    assert "Was due 7 October 2026" in page
    assert "Marlow" not in page


def test_the_child_is_given_what_is_held_with_sources_recipients_and_who_looked(
    officer: Client, asked: Callable[[str], AccessRequest]
) -> None:
    copy = made(officer, asked("child"))
    for said in (
        "Ada Marlow",
        "4 Elm Rise",
        "Early help need: ",
        "Caring responsibilities",
        "Early Help, Early help assessments and plans",
        "Dee Marsh, Family support worker, Early Help North",
        "Daniel Osei",
        "Opened a record",
        "UK GDPR Article 6(1)(e)",
        "Information Commissioner",
    ):
        assert said in copy, said


def test_nobody_else_is_in_the_file_anywhere(officer: Client, ada: str, asked: Callable[[str], AccessRequest]) -> None:
    record(ada, "Ben and his mother CARA shouted; Ada hid")
    record(ada, "Her father drinks", about="parent", factor="parental_substance_misuse")
    copy = made(officer, asked("child"))
    for other in ("Ben", "BEN", "Cara", "CARA", "Her father drinks", "Mental health"):
        assert other not in copy, other
    assert "[withheld: other] and his mother [withheld: other] shouted; Ada hid" in copy
    assert "withheld: other" in copy
    assert "Data Protection Act 2018, Schedule 2, paragraph 16" in copy


def test_a_parent_is_given_less_than_the_child(
    officer: Client, ada: str, asked: Callable[[str], AccessRequest]
) -> None:
    record(ada, "Told me that he hits her", factor="physical_abuse")
    copy = made(officer, asked("parent"))
    assert "Told me that he hits her" not in copy
    assert "withheld: abuse" in copy
    assert "Schedule 3, Part 5, paragraph 21" in copy
    assert "Elm Rise" not in copy
    assert "Told me that he hits her" in made(officer, asked("child"))


def test_a_confidential_address_is_printed_for_nobody(
    officer: Client, ada: str, asked: Callable[[str], AccessRequest]
) -> None:
    request = asked("child")
    by = User.objects.get(email="tomasz.reid@council.example")
    held = Restriction.objects.create(
        person_id=ada, kind="confidential_address", set_by=by, set_at=timezone.now(), review_on=date(2027, 1, 1)
    )
    held.named.add(by)
    assert "Elm Rise" not in made(officer, request)


def test_what_the_family_was_not_told_is_withheld_as_harm(
    officer: Client, lead: Client, ada: str, asked: Callable[[str], AccessRequest]
) -> None:
    said = {
        "outcome": "shared",
        "with_whom": "A police officer",
        "what": "Where she sleeps now",
        "why": "To keep her safe tonight",
        "purpose": "worried-about-a-child",
        "is_emergency": "on",
    }
    lead.post(reverse("rights:decide", args=[ada]), said)
    copy = made(officer, asked("child"))
    assert ShareDecision.objects.count() == 1
    assert "Where she sleeps now" not in copy
    assert "withheld: harm" in copy


def test_what_an_officer_ticks_is_given_and_kept(
    officer: Client, ada: str, asked: Callable[[str], AccessRequest]
) -> None:
    fact = record(ada, "He told her of his illness himself", about="parent", factor="parental_mental_health")
    request = asked("child")
    page = officer.get(reverse("rights:pack", args=[request.pk])).content.decode()
    assert f'value="fact-{fact.pk}"' in page
    assert "He told her of his illness himself" in made(officer, request, given=f"fact-{fact.pk}")
    assert AccessPack.objects.get().given == [f"fact-{fact.pk}"]
    assert "Answered on" in officer.get(reverse("rights:requests")).content.decode()


def test_every_reading_of_it_is_written_down_with_everybody_it_names(
    officer: Client, ada: str, person: Callable[[str], str], asked: Callable[[str], AccessRequest]
) -> None:
    request = asked("child")
    made(officer, request)
    read = AuditEvent.objects.get(action="read_for_request")
    assert {one.person_id for one in read.people.all()} == {ada, person("Ben Marlow"), person("Cara Marlow")}
    assert AuditEvent.objects.filter(action="made_pack", people__person_id=ada).count() == 1


def test_a_sealed_record_is_answered_by_its_custodians_alone(
    officer: Client, ada: str, asked: Callable[[str], AccessRequest]
) -> None:
    request = asked("child")
    by = User.objects.get(email="tomasz.reid@council.example")
    held = Restriction.objects.create(
        person_id=ada, kind="adoption", set_by=by, set_at=timezone.now(), review_on=date(2027, 1, 1)
    )
    assert officer.get(reverse("rights:pack", args=[request.pk])).status_code == 404
    held.named.add(by)
    assert officer.get(reverse("rights:pack", args=[request.pk])).status_code == 200


def test_those_who_work_with_the_child_do_not_make_copies(lead: Client, asked: Callable[[str], AccessRequest]) -> None:
    request = asked("child")
    assert lead.get(reverse("rights:pack", args=[request.pk])).status_code == 404
    assert lead.post(reverse("rights:make_pack", args=[request.pk])).status_code == 404
