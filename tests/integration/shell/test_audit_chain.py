"""Whatever is done to the record of who looked, by somebody whom no trigger stops, the first bad row is named."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from oneplan.cli import main
from oneplan.partnership.audit.models import AuditedPerson, AuditEvent, AuditLink
from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.queries import first_bad_row, heads
from oneplan.partnership.audit.rules import NOTHING_BEFORE, Action, digest_of
from oneplan.partnership.organisations.rules import Viewer

pytestmark = pytest.mark.django_db
ASHA = Viewer(user_id=71, name="Asha Bell", organisation_codes=frozenset({"schools"}))
BORIS = Viewer(user_id=72, name="Boris Lane", organisation_codes=frozenset({"council"}))
TABLES = ("audit_auditevent", "audit_auditedperson", "audit_auditlink")


@contextmanager
def triggers_off() -> Iterator[None]:
    """What a database administrator could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_only_added")
        else:
            for table in TABLES:
                for verb in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER {table}_no_{verb}")
    yield


@pytest.fixture
def events() -> list[AuditEvent]:
    """Five things Asha did, with one of Boris among them."""
    done = [record(by=ASHA, action=Action.OPENED, people=[f"p{n}", "p9"]) for n in range(3)]
    record(by=BORIS, action=Action.SEARCHED, people=["p1"])
    return done + [record(by=ASHA, action=Action.VIEWED, people=[f"p{n}"]) for n in range(2)]


def test_what_nobody_touched_is_as_it_was_written(events: list[AuditEvent]) -> None:
    assert first_bad_row(heads()) is None
    assert [(head.chain, head.position) for head in heads()] == [("council", 1), ("schools", 5)]


def edit(events: list[AuditEvent]) -> None:
    AuditEvent.objects.filter(pk=events[1].pk).update(actor_name="Somebody Else")


def forget_a_person(events: list[AuditEvent]) -> None:
    AuditedPerson.objects.filter(event=events[1], person_id="p9").delete()


def add_a_person(events: list[AuditEvent]) -> None:
    AuditedPerson.objects.create(event=events[1], person_id="p7")


def remove(events: list[AuditEvent]) -> None:
    AuditedPerson.objects.filter(event=events[1]).delete()
    AuditLink.objects.filter(event=events[1]).delete()
    AuditEvent.objects.filter(pk=events[1].pk).delete()


def swap(events: list[AuditEvent]) -> None:
    first, second = (AuditLink.objects.get(event=event) for event in events[1:3])
    AuditLink.objects.filter(event__in=events[1:3]).delete()
    AuditLink.objects.create(event=events[2], chain="schools", position=2, digest=first.digest)
    AuditLink.objects.create(event=events[1], chain="schools", position=3, digest=second.digest)


@pytest.mark.parametrize("done", [edit, forget_a_person, add_a_person, remove, swap])
def test_the_first_bad_row_is_named(done: Callable[[list[AuditEvent]], None], events: list[AuditEvent]) -> None:
    with triggers_off():
        done(events)
    bad = first_bad_row()
    assert bad is not None
    assert bad.where.startswith("chain schools, row 2")


def test_an_event_slipped_in_is_in_no_chain(events: list[AuditEvent]) -> None:
    slipped = AuditEvent.objects.create(actor_id=71, actor_name="Asha Bell", organisation="", action=Action.OPENED)
    bad = first_bad_row()
    assert bad is not None
    assert bad.where == f"event {slipped.pk}"


def test_a_cut_end_shows_by_the_heads_that_were_kept(events: list[AuditEvent]) -> None:
    kept = heads()
    with triggers_off():
        AuditedPerson.objects.filter(event=events[4]).delete()
        AuditLink.objects.filter(event=events[4]).delete()
        AuditEvent.objects.filter(pk=events[4].pk).delete()
    assert first_bad_row() is None
    bad = first_bad_row(kept)
    assert bad is not None
    assert bad.where == "chain schools, row 5"


def test_a_chain_written_anew_shows_by_the_heads_that_were_kept(events: list[AuditEvent]) -> None:
    kept = heads()
    with triggers_off():
        edit(events)
        AuditLink.objects.filter(chain="schools").delete()
    digest = NOTHING_BEFORE
    for position, event in enumerate(AuditEvent.objects.filter(actor_id=71).order_by("pk"), start=1):
        people = event.people.values_list("person_id", flat=True)
        digest = digest_of(event, people, chain="schools", position=position, previous=digest)
        AuditLink.objects.create(event=event, chain="schools", position=position, digest=digest)
    assert first_bad_row() is None
    bad = first_bad_row(kept)
    assert bad is not None
    assert bad.where.startswith("chain schools, row 5")


def test_the_chain_is_the_last_statement_of_the_transaction() -> None:
    with CaptureQueriesContext(connection) as statements, audited():
        record(by=ASHA, action=Action.OPENED, people=["p1"])
        with audited():
            record(by=ASHA, action=Action.VIEWED, people=["p1"])
        AuditEvent.objects.count()
    done = [one["sql"] for one in statements if "SAVEPOINT" not in one["sql"]]
    assert "audit_auditlink" in done[-1]
    assert sum('INSERT INTO "audit_auditlink"' in one for one in done) == 1
    assert first_bad_row() is None


def test_what_was_undone_inside_leaves_the_chain_whole() -> None:
    with audited():
        record(by=ASHA, action=Action.OPENED, people=["p1"])
        with pytest.raises(ZeroDivisionError), audited():
            record(by=ASHA, action=Action.VIEWED, people=["p2"])
            raise ZeroDivisionError
    assert AuditLink.objects.count() == 1
    assert first_bad_row() is None


def test_a_plain_transaction_is_chained_too() -> None:
    with transaction.atomic():
        record(by=ASHA, action=Action.OPENED)
    assert first_bad_row() is None


def test_the_command_names_the_row_and_ends_with_1(events: list[AuditEvent], tmp_path: Path) -> None:
    exported = CliRunner().invoke(main, ["audit", "heads"])
    assert [json.loads(line)["chain"] for line in exported.output.splitlines()] == ["council", "schools"]
    kept = tmp_path / "heads.jsonl"
    kept.write_text(exported.output)
    whole = CliRunner().invoke(main, ["audit", "verify", "--heads", str(kept)])
    assert whole.exit_code == 0
    assert "chain schools: 5 rows" in whole.output
    with triggers_off():
        edit(events)
    broken = CliRunner().invoke(main, ["audit", "verify"])
    assert broken.exit_code == 1
    assert broken.output.startswith("chain schools, row 2")
