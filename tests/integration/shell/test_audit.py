"""What was done is written down with what it records, can never be changed, and is read by those who may."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from oneplan.partnership.audit.models import AuditedPerson, AuditEvent
from oneplan.partnership.audit.operations import record
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.organisations.rules import Viewer
from tests.fixtures.cast import set_up_cast, signed_in_as

pytestmark = pytest.mark.django_db
ASHA = Viewer(user_id=71, name="Asha Bell", organisation="Redhouse School")
BORIS = Viewer(user_id=72, name="Boris Lane", organisation="Early Help North")


def test_everybody_shown_is_named_once() -> None:
    event = record(by=ASHA, action=Action.SEARCHED, purpose="worried-about-a-child", people=["p1", "p2", "p1"])
    assert sorted(event.people.values_list("person_id", flat=True)) == ["p1", "p2"]


@pytest.mark.django_db(transaction=False)
def test_when_what_it_records_fails_so_does_the_record() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(by=ASHA, action=Action.OPENED, people=["p1"])
        raise ZeroDivisionError
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("table", ["audit_auditevent", "audit_auditedperson", "audit_auditlink"])
@pytest.mark.parametrize("change", ["UPDATE {table} SET {key} = {key}", "DELETE FROM {table}"])
def test_the_database_refuses_to_change_or_remove_a_row(table: str, change: str) -> None:
    record(by=ASHA, action=Action.OPENED, people=["p1"])
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table=table, key="event_id" if table == "audit_auditlink" else "id"))
    assert AuditEvent.objects.count() == AuditedPerson.objects.count() == 1


def test_postgresql_refuses_to_empty_the_tables_too() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_auditevent, audit_auditedperson, audit_auditlink")


@pytest.fixture
def officer() -> Client:
    """The information-governance officer, with three things to read."""
    set_up_cast()
    record(by=ASHA, action=Action.SEARCHED, purpose="worried-about-a-child", people=["p1", "p2"])
    record(by=BORIS, action=Action.OPENED, purpose="working-with-the-family", people=["p2"])
    record(by=BORIS, action=Action.MADE_REPORT, about="children by cause and ward")
    return signed_in_as("information_governance")


def seen(officer: Client, **asked: Any) -> str:
    answer = officer.get(reverse("audit:looks"), asked)
    assert answer.status_code == 200
    return str(answer.content.decode()).split("<tbody", 1)[-1]


def test_the_officer_reads_who_looked_at_whom_and_why(officer: Client) -> None:
    page = seen(officer)
    for words in (
        "Asha Bell",
        "Redhouse School",
        "Searched for a child",
        "Worried about a child",
        "p1",
        "Made a report",
    ):
        assert words in page


def test_the_list_is_narrowed_by_person_by_whose_record_and_by_day(officer: Client) -> None:
    by_boris = seen(officer, actor="72")
    assert "Boris Lane" in by_boris
    assert "Asha Bell" not in by_boris
    of_p1 = seen(officer, person="p1")
    assert "Asha Bell" in of_p1
    assert "Boris Lane" not in of_p1
    today = date.today()
    long_ago = {"to_on_day": today.day, "to_on_month": today.month, "to_on_year": today.year - 1}
    assert "Nothing was written down that fits this." in seen(officer, **long_ago)


def test_a_date_that_is_not_one_says_so(officer: Client) -> None:
    answer = officer.get(reverse("audit:looks"), {"from_on_day": "31", "from_on_month": "2", "from_on_year": "2026"})
    assert "From must be a real date" in answer.content.decode()
    assert "<title>Error: Who looked" in answer.content.decode()


def test_reading_the_list_is_written_down_with_everybody_on_the_page(officer: Client) -> None:
    officer.get(reverse("audit:looks"), {"actor": "71"})
    reading = AuditEvent.objects.get(action="read_audit")
    assert sorted(reading.people.values_list("person_id", flat=True)) == ["p1", "p2"]


def test_a_long_list_has_pages_and_the_question_stays(officer: Client) -> None:
    for _ in range(30):
        record(by=ASHA, action=Action.VIEWED, people=["p3"])
    first = seen(officer, actor="71")
    assert "?actor=71&amp;page=2" in first
    assert "Searched for a child" not in first
    assert "Searched for a child" in seen(officer, actor="71", page="2")
    assert "Searched for a child" in seen(officer, actor="71", page="99")
