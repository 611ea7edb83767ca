"""The rows are for their sender's own data officer, and what they led to is told in numbers that may be told."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.feeds.operations import read_waiting
from oneplan.partnership.organisations.models import Membership, Organisation, User
from oneplan.partnership.organisations.rules import COMMAND_LINE, Role
from tests.fixtures.cast import EMAILS
from tests.integration.feeds.conftest import Send
from tests.integration.feeds.test_sending import PEOPLE, page


@pytest.fixture
def submission(home: DataHome, send: Send) -> str:
    """A delivery with a row that could not be used, loaded."""
    send(people=PEOPLE)
    list(read_waiting(by=COMMAND_LINE, at=timezone.now()))
    return next(one.id for one in submissions(home) if one.source == "housing" and one.id != "small")


def rows(client: Client, submission: str, form: str) -> str:
    answer = client.post(reverse("feeds:rows", args=["housing", submission]), {"format": form})
    assert answer.status_code == 200
    return str(answer.content.decode("utf-8-sig"))


def test_the_offending_value_is_shown_to_its_sender_and_that_is_written_down(officer: Client, submission: str) -> None:
    assert "31/02/2014" in rows(officer, submission, "page")
    event = AuditEvent.objects.get(action="read_rows")
    assert event.about == f"submission {submission} of housing, rows shown: 1"


def test_the_csv_file_runs_nothing_in_a_spreadsheet(home: DataHome, officer: Client, send: Send) -> None:
    bad = PEOPLE.replace("31/02/2014", "=HYPERLINK(1)")
    send(people=bad)
    list(read_waiting(by=COMMAND_LINE, at=timezone.now()))
    found = next(one.id for one in submissions(home) if one.source == "housing" and one.id != "small")
    (row,) = csv.DictReader(StringIO(rows(officer, found, "csv")))
    assert row["Value"] == "'=HYPERLINK(1)"
    assert (row["File"], row["Line"], row["Column"]) == ("people.csv", "3", "date_of_birth")
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_what_it_led_to_is_told_without_small_numbers(officer: Client, home: DataHome) -> None:
    report = page(officer, "feeds:report", "early_help", "small")
    led_to = report.split("What it led to")[1]
    assert "Children for whom this file gave evidence" in led_to
    assert "*" in led_to  # one child
    assert "Ada" not in report
    assert "30 September 2026" in led_to


def test_what_nobody_looked_at_for_long_is_told(officer: Client, submission: str) -> None:
    report = page(officer, "feeds:report", "housing", submission)
    stale = report.split("What may be out of date")[1].split("What it led to")[0]
    assert "Work that began over two years before and was not ended" in stale


def test_a_code_that_is_nearly_one_is_told_with_the_nearest(home: DataHome, officer: Client, send: Send) -> None:
    send(people=PEOPLE.replace(",CHILD,", ",CHLD,"))
    list(read_waiting(by=COMMAND_LINE, at=timezone.now()))
    found = next(one.id for one in submissions(home) if one.source == "housing" and one.id != "small")
    assert "the nearest is CHILD" in rows(officer, found, "page")


def test_a_feed_that_did_not_come_is_overdue(officer: Client, home: DataHome) -> None:
    feeds = page(officer, "feeds:feeds")
    cards = {card.split("</a>")[0].split(">")[-1]: card for card in feeds.split("<li class=")[1:]}
    overdue = {title for title, card in cards.items() if "Overdue" in card}
    without_rhythm = {title for title, card in cards.items() if "No rhythm was agreed" in card}
    never = {title for title, card in cards.items() if "Nothing received yet" in card}
    assert never - without_rhythm
    assert never - without_rhythm <= overdue
    assert not without_rhythm & overdue


def test_quality_over_submissions_is_shown(officer: Client, submission: str) -> None:
    feed = page(officer, "feeds:feed", "housing")
    assert "50.0%" in feed
    assert reverse("feeds:report", args=["housing", submission]) in feed
    assert "Share of rows not used" in feed


def test_only_the_organisations_whose_data_officer_somebody_is_count(officer: Client, home: DataHome) -> None:
    """She also works for the schools, in another role: their feeds stay closed to her."""
    schools, nadia = Organisation.objects.get(code="schools"), User.objects.get(email=EMAILS["data_officer"])
    Membership.objects.create(user=nadia, organisation=schools, role=Role.PARTNERSHIP_MANAGER, from_on=date(2026, 1, 5))
    assert officer.get(reverse("feeds:feed", args=["school_census"])).status_code == 404
    Membership.objects.create(user=nadia, organisation=schools, role=Role.DATA_OFFICER, from_on=date(2026, 1, 5))
    assert officer.get(reverse("feeds:feed", args=["school_census"])).status_code == 200
