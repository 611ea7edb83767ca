"""No agreement in force: no feed is taken, and nothing that was taken before is shown."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import SnapshotReader
from oneplan.partnership.feeds.models import Delivery
from oneplan.partnership.feeds.operations import read_waiting, take_from_inbox
from oneplan.partnership.feeds.rules import State
from oneplan.partnership.organisations.rules import COMMAND_LINE, Viewer
from oneplan.partnership.people.queries import hidden_from
from tests.fixtures.small_borough import SmallBorough
from tests.integration.agreements.test_tiers import line, words_of

Suspend = Callable[[str], None]
SignIn = Callable[[str], Client]
Person = Callable[[str], str]
REASON = {"purpose": "worried-about-a-child"}


@pytest.fixture
def see(borough: SmallBorough, signed_in: SignIn, person: Person) -> Callable[[str], str]:
    def _see(actor: str) -> str:
        client, ada = signed_in(actor), person("Ada Marlow")
        client.post(reverse("people:open", args=[ada]), REASON)
        return client.get(reverse("matrix:child", args=[ada])).content.decode()

    return _see


def send_housing(client: Client) -> str:
    file = SimpleUploadedFile("households.csv", b"a,b\n1,2\n")
    return client.post(reverse("feeds:send", args=["housing"]), {"sent": [file]}).content.decode()


def test_files_are_refused_with_a_sentence_that_says_what_to_do(
    borough: SmallBorough, signed_in: SignIn, suspend: Suspend
) -> None:
    suspend("housing")
    said = words_of(send_housing(signed_in("data_officer")))
    assert "No sharing agreement is in force for Housing and homelessness" in said
    assert "information-governance officer" in said
    assert not Delivery.objects.exists()


def test_files_that_wait_when_it_is_suspended_are_not_read_and_not_kept(
    borough: SmallBorough, signed_in: SignIn, suspend: Suspend
) -> None:
    send_housing(signed_in("data_officer"))
    suspend("housing")
    [(delivery, state)] = read_waiting(by=COMMAND_LINE, at=timezone.now())
    assert state is State.REFUSED
    assert "No sharing agreement" in delivery.states.latest("place").report["refused"]
    assert not (DataHome(borough.home.root).waiting / str(delivery.pk)).exists()


def test_a_folder_of_a_source_without_an_agreement_is_left_alone(
    borough: SmallBorough, suspend: Suspend, db: None
) -> None:
    suspend("housing")
    folder = borough.home.inbox / "housing"
    folder.mkdir(parents=True, exist_ok=True)
    left = folder / "households.csv"
    left.write_text("a,b\n1,2\n")
    assert take_from_inbox(by=COMMAND_LINE, at=timezone.now() + timedelta(minutes=5)) == ()
    assert left.exists()
    left.unlink()


def test_facts_are_as_if_they_had_not_been_recorded(see: Callable[[str], str], suspend: Suspend) -> None:
    before = line(see("lead_practitioner"), "Have been affected by domestic abuse")
    assert "Present about Ada" in before
    suspend("police")
    page = see("lead_practitioner")
    after = line(page, "Have been affected by domestic abuse")
    assert "Not known" in after
    assert "Cleveland Police" not in page
    assert "No agreement is in force for this now: Police incidents with children and their families." in words_of(page)


def test_what_is_known_is_worked_out_again_from_what_is_left(see: Callable[[str], str], suspend: Suspend) -> None:
    assert "Present about Ada" in line(see("lead_practitioner"), "Truancy or poor school attendance")
    suspend("schools")
    assert "Present" not in line(see("lead_practitioner"), "Truancy or poor school attendance")


def test_whoever_works_with_a_child_by_that_source_is_not_shown_and_has_no_reason(
    see: Callable[[str], str], signed_in: SignIn, person: Person, suspend: Suspend
) -> None:
    suspend("schools")
    assert "01632 960101" not in see("lead_practitioner")
    school, ada = signed_in("safeguarding_lead"), person("Ada Marlow")
    assert school.post(reverse("people:open", args=[ada]), REASON).status_code == 404


def test_an_open_record_shuts_at_once(signed_in: SignIn, person: Person, suspend: Suspend) -> None:
    school, ada = signed_in("safeguarding_lead"), person("Ada Marlow")
    school.post(reverse("people:open", args=[ada]), REASON)
    assert school.get(reverse("matrix:child", args=[ada])).status_code == 200
    suspend("schools")
    assert school.get(reverse("matrix:child", args=[ada])).status_code == 404


def test_a_family_tie_that_only_that_source_states_is_not_shown(see: Callable[[str], str], suspend: Suspend) -> None:
    suspend("police")
    assert "Cara Marlow" in see("lead_practitioner")
    suspend("early-help")  # it also gave the lead practitioner the reason, so the school looks
    assert "says Early help" not in see("safeguarding_lead")


def test_somebody_of_whom_only_that_source_tells_is_nobody(
    borough: SmallBorough, viewer: Callable[[str], Viewer], signed_in: SignIn, person: Person, suspend: Suspend
) -> None:
    lone, today = person("Lone Quill"), timezone.localdate()
    asked = {"name": "Lone Quill", **REASON}
    assert lone in signed_in("lead_practitioner").post(reverse("people:find"), asked, follow=True).content.decode()
    suspend("police")
    with SnapshotReader(borough.home).open() as record:
        assert hidden_from(viewer("lead_practitioner"), record, today) == {lone}
    assert (
        "Quill," not in signed_in("lead_practitioner").post(reverse("people:find"), asked, follow=True).content.decode()
    )
