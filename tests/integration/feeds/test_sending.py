"""What an agency sends is read whole or not at all, and every answer is told to that agency alone."""

import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.feeds.models import Delivery, DeliveryState
from oneplan.partnership.feeds.operations import read_waiting, take_from_inbox
from oneplan.partnership.feeds.rules import State
from oneplan.partnership.organisations.rules import COMMAND_LINE
from tests.integration.feeds.conftest import Send

HEAD = "person_ref,household_ref,household_role,forename,surname,date_of_birth\n"
PEOPLE = HEAD + "P1,H1,TENANT,Zebedee,Canaryname,04/05/1984\nP2,H1,CHILD,=cmd|calc,Canaryname,31/02/2014\n"


def read() -> list[State]:
    return [state for _, state in read_waiting(by=COMMAND_LINE, at=timezone.now())]


def states(delivery: Delivery) -> list[str]:
    return [one.state for one in delivery.states.all()]


def page(client: Client, name: str, *given: object) -> str:
    answer = client.get(reverse(name, args=given))
    assert answer.status_code == 200
    return str(answer.content.decode())


def housing(home: DataHome) -> list[str]:
    return [one.id for one in submissions(home) if one.source == "housing" and one.id != "small"]


def test_files_wait_are_read_and_reported(home: DataHome, officer: Client, send: Send) -> None:
    delivery = send(people=PEOPLE)
    assert "Waiting to be read" in page(officer, "feeds:delivery", delivery.pk)
    assert read() == [State.LOADED]
    assert states(delivery) == ["waiting", "reading", "loaded"]
    assert list(home.waiting.iterdir()) == []
    (submission,) = housing(home)
    assert reverse("feeds:report", args=["housing", submission]) in page(officer, "feeds:delivery", delivery.pk)
    report = page(officer, "feeds:report", "housing", submission)
    assert "date_of_birth is not a date as dd/mm/yyyy" in report
    assert "people.csv:3" in report
    assert "Canaryname" not in report
    assert "31/02/2014" not in report


def test_the_same_files_again_change_nothing_and_say_so(home: DataHome, officer: Client, send: Send) -> None:
    send(people=PEOPLE)
    again = send(renamed=PEOPLE)
    assert read() == [State.LOADED, State.SAME]
    assert len(housing(home)) == 1
    assert "nothing was changed" in page(officer, "feeds:delivery", again.pk)


def test_what_cannot_be_used_is_refused_in_one_sentence(home: DataHome, officer: Client, send: Send) -> None:
    delivery = send(colours="colour,shape\nred,round\n")
    assert read() == [State.REFUSED]
    assert housing(home) == []
    assert "has not the columns" in page(officer, "feeds:delivery", delivery.pk)
    assert list(home.waiting.iterdir()) == []


def many(count: int) -> str:
    return HEAD + "".join(f"P{n},H{n},CHILD,Ida,Canaryname,04/05/2014\n" for n in range(count))


@pytest.mark.parametrize(("answer", "outcome"), [("confirm", ("loaded", 2)), ("withdraw", ("withdrawn", 1))])
def test_a_fall_in_rows_asks_first(
    home: DataHome, officer: Client, send: Send, answer: str, outcome: tuple[str, int]
) -> None:
    send(people=many(100))
    delivery = send(people=many(40))
    assert read() == [State.LOADED, State.ASKS]
    assert "last time there were 100" in page(officer, "feeds:delivery", delivery.pk)
    assert len(housing(home)) == 1
    assert officer.post(reverse(f"feeds:{answer}", args=[delivery.pk])).status_code == 302
    read()
    assert (states(delivery)[-1], len(housing(home))) == outcome
    assert list(home.waiting.iterdir()) == []
    assert officer.post(reverse(f"feeds:{answer}", args=[delivery.pk])).status_code == 404  # answered once


def test_what_is_being_read_is_not_read_twice_and_a_killed_reading_is_begun_again(home: DataHome, send: Send) -> None:
    delivery = send(people=PEOPLE)
    DeliveryState.objects.create(delivery=delivery, place=2, state=State.READING, at=timezone.now())
    assert read() == []
    delivery.states.filter(place=2).update(at=timezone.now() - timedelta(hours=2))
    assert read() == [State.LOADED]


def test_a_watched_folder_is_taken_once_its_files_are_at_rest(home: DataHome, send: Send) -> None:
    folder = home.inbox / "housing"
    folder.mkdir()
    (folder / "people.csv").write_text(PEOPLE)
    assert take_from_inbox(by=COMMAND_LINE, at=timezone.now()) == ()
    os.utime(folder / "people.csv", (0, 0))
    (delivery,) = take_from_inbox(by=COMMAND_LINE, at=timezone.now())
    assert list(folder.iterdir()) == []
    assert read() == [State.LOADED]
    assert delivery.sent_by is None


def test_a_return_about_another_council_than_the_areas_asks_first(home: DataHome) -> None:
    folder = home.inbox / "cin_census"
    folder.mkdir()
    child = "<LAchildID>C1</LAchildID><PersonBirthDate>2012-05-04</PersonBirthDate><Sex>F</Sex>"
    header = "<Header><ReferenceDate>2026-03-31</ReferenceDate><LEA>816</LEA></Header>"
    children = f"<Children><Child><ChildIdentifiers>{child}</ChildIdentifiers></Child></Children>"
    (folder / "cin.xml").write_text(f"<Message>{header}{children}</Message>")
    os.utime(folder / "cin.xml", (0, 0))
    (delivery,) = take_from_inbox(by=COMMAND_LINE, at=timezone.now())
    assert read() == [State.ASKS]
    report = delivery.states.latest("place").report
    assert report is not None
    assert "this partnership is of 808 (Stockton-on-Tees)" in report["refused"]


def test_sending_and_reading_are_written_down(home: DataHome, send: Send) -> None:
    send(people=PEOPLE)
    read()
    done = list(AuditEvent.objects.order_by("id").values_list("action", "organisation"))
    assert ("sent_files", "Stockton-on-Tees Borough Council") in done
    assert ("read_feed", "This installation") in done


@pytest.mark.parametrize("names", [[], ["a.csv", "a.csv"], [".hidden.csv"]], ids=str)
def test_a_sending_that_is_not_well_formed_is_told_and_nothing_is_kept(
    home: DataHome, officer: Client, names: list[str]
) -> None:
    sent = [SimpleUploadedFile(name, PEOPLE.encode()) for name in names]
    answer = officer.post(reverse("feeds:send", args=["housing"]), {"sent": sent})
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()
    assert not Delivery.objects.exists()
