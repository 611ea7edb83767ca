"""A practitioner records what no agency sends, sees it at once, and finds it in the matrix after a refresh."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.engine.refresh import refresh
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.matrix.models import RecordedFact, Withdrawal
from oneplan.partnership.matrix.operations.knowledge import hand_on_own_records
from oneplan.partnership.organisations.rules import COMMAND_LINE
from tests.fixtures.small_borough import SmallBorough, small_borough

REASON = "worried-about-a-child"
GRIEF: Mapping[str, str] = {
    "factor": "bereavement",
    "about": "child",
    "finding": "present",
    "said_by": "child",
    "certainty": "report",
    "when_day": "",
    "when_month": "6",
    "when_year": "2026",
    "words": "Her grandad died.",
}


@pytest.fixture
def refreshed(tmp_path: Path) -> SmallBorough:
    """A borough of its own: these tests refresh it again."""
    return small_borough(tmp_path)


@pytest.fixture
def ada(borough: SmallBorough, person: Callable[[str], str]) -> str:
    return person("Ada Marlow")


@pytest.fixture
def client(signed_in: Callable[[str], Client], ada: str) -> Client:
    browser = signed_in("lead_practitioner")
    browser.post(reverse("people:open", args=[ada]), {"purpose": REASON})
    return browser


def line(client: Client, ada: str, heading: str) -> str:
    page = client.get(reverse("matrix:child", args=[ada])).content.decode()
    (found,) = [part for part in page.split('<details class="op-factor')[1:] if f">{heading}<" in part]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.split("</details>")[0]))


def refresh_with_own_records(borough: SmallBorough) -> None:
    now = timezone.localtime()
    hand_on_own_records(by=COMMAND_LINE, at=now)
    refresh(borough.home, as_of=now.date(), progress=lambda step: None)


def test_it_is_shown_at_once_with_who_said_so_and_counts_after_a_refresh(
    client: Client, ada: str, borough: SmallBorough
) -> None:
    friends = {**GRIEF, "factor": "friendships", "words": "Ben and Mo."}
    client.post(reverse("matrix:record", args=[ada]), friends)
    before = line(client, ada, "Friends to rely on")
    for said in (
        "Friends to rely on Not known",
        "Recorded here, and in the matrix after the next refresh",
        "Who said so The child",
        "How it is known Report",
        "When it was so June 2026, the day is not known",
        "Recorded by Daniel Osei",
        "Ben and Mo.",
    ):
        assert said in before
    refresh_with_own_records(borough)
    after = line(client, ada, "Friends to rely on")
    assert "Friends to rely on Present about Ada" in after
    assert "Recorded here, and in the matrix." in after


def test_what_was_asked_and_is_not_so_says_that(client: Client, ada: str, borough: SmallBorough) -> None:
    prison = {**GRIEF, "factor": "parent_in_prison", "about": "parent", "finding": "not_present", "words": ""}
    client.post(reverse("matrix:record", args=[ada]), prison)
    refresh_with_own_records(borough)
    assert "Asked, not present about a parent or carer" in line(client, ada, "Have parents in prison")


def test_what_is_taken_back_leaves_the_matrix_and_stays_to_be_seen(
    client: Client, ada: str, borough: SmallBorough
) -> None:
    client.post(reverse("matrix:record", args=[ada]), {**GRIEF, "factor": "friendships"})
    refresh_with_own_records(borough)
    fact = RecordedFact.objects.get()
    client.post(reverse("matrix:withdraw", args=[ada, fact.pk]), {"reason": "Another child"})
    assert "It leaves the matrix after the next refresh" in line(client, ada, "Friends to rely on")
    refresh_with_own_records(borough)
    after = line(client, ada, "Friends to rely on")
    assert "Friends to rely on Not known" in after
    assert "Another child" in after


def test_recording_and_taking_back_are_written_down_without_what_was_said(client: Client, ada: str) -> None:
    client.post(reverse("matrix:record", args=[ada]), GRIEF)
    fact = RecordedFact.objects.get()
    client.post(reverse("matrix:withdraw", args=[ada, fact.pk]), {"reason": "Another child"})
    events = AuditEvent.objects.filter(action__in=("recorded_fact", "withdrew_fact")).order_by("id")
    assert [(one.action, one.purpose, one.about) for one in events] == [
        ("recorded_fact", REASON, f"fact {fact.pk}"),
        ("withdrew_fact", REASON, f"fact {fact.pk}"),
    ]
    assert all([one.person_id for one in event.people.all()] == [ada] for event in events)


TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"factor": ""}, "Choose what it is about"),
        ({"factor": "criminal_offender"}, "Select a valid choice"),
        ({"factor": "parent_in_prison"}, "The framework does not say this of them"),
        ({"when_year": ""}, "must include a year"),
        ({"when_day": "3", "when_month": ""}, "must include a month"),
        ({"when_day": "31"}, "must be a real date"),
        ({"when_year": "26"}, "must be a real date"),
        (
            {"when_day": str(TOMORROW.day), "when_month": str(TOMORROW.month), "when_year": str(TOMORROW.year)},
            "must be today or in the past",
        ),
    ],
    ids=str,
)
def test_what_nobody_can_know_is_not_recorded(wrong: Mapping[str, str], says: str, client: Client, ada: str) -> None:
    page = client.post(reverse("matrix:record", args=[ada]), {**GRIEF, **wrong}).content.decode()
    assert says in page
    assert not RecordedFact.objects.exists()


def test_a_fact_is_taken_back_once(client: Client, ada: str) -> None:
    client.post(reverse("matrix:record", args=[ada]), GRIEF)
    address = reverse("matrix:withdraw", args=[ada, RecordedFact.objects.get().pk])
    assert client.post(address, {"reason": "Another child"}).status_code == 302
    assert client.post(address, {"reason": "Another child"}).status_code == 404
    assert Withdrawal.objects.count() == 1


def test_nobody_records_on_a_record_that_is_not_open(signed_in: Callable[[str], Client], ada: str) -> None:
    browser = signed_in("lead_practitioner")
    assert browser.post(reverse("matrix:record", args=[ada]), GRIEF).status_code == 404
    assert not RecordedFact.objects.exists()


def test_what_is_contested_keeps_both_views_side_by_side_until_the_dispute_is_taken_back(
    client: Client, ada: str, borough: SmallBorough
) -> None:
    contested = {
        "factor": "disruptive_behaviour",
        "finding": "disputed",
        "words": "I was not in that lesson.",
        "when_month": "9",
    }
    client.post(reverse("matrix:record", args=[ada]), {**GRIEF, **contested})
    assert "I was not in that lesson." in line(client, ada, "Behaviour that disrupts"), "it stands there at once"
    refresh_with_own_records(borough)
    both = line(client, ada, "Behaviour that disrupts")
    assert "Behaviour that disrupts Disputed about Ada" in both
    assert "Each view is kept as it was given" in both
    for view in ("Suspension: ", "8 September 2026", "It is disputed", "Who said so The child", "I was not in that"):
        assert view in both
    client.post(reverse("matrix:withdraw", args=[ada, RecordedFact.objects.get().pk]), {"reason": "She told us more."})
    refresh_with_own_records(borough)
    after = line(client, ada, "Behaviour that disrupts")
    assert "Behaviour that disrupts Present about Ada" in after
    assert "I was not in that lesson." in after, "what was said stays, with why it was taken back"
    assert "She told us more." in after
