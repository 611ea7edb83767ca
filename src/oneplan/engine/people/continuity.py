"""Ids that outlive re-linking: new clusters take the id of the people they continue, and a ledger says what moved."""

from datetime import date
from pathlib import Path

import pyarrow as pa

from oneplan.engine.people.causes import BECAUSE
from oneplan.engine.people.ids import opaque_id
from oneplan.engine.store.tables import Table
from oneplan.engine.store.workspace import Workspace

#: Every arrival and departure of a record at a person, in order. `cause` is one of new_record, returned_record,
#: withdrawn_record, merged (the person it left has no records any more) and split (that person goes on without it).
LEDGER = Table(
    "ledger",
    (
        ("entry", "BIGINT"),
        ("person_id", "VARCHAR"),
        ("record_id", "VARCHAR"),
        ("change", "VARCHAR"),  # joined or left
        ("cause", "VARCHAR"),
        ("changed_on", "DATE"),
        ("because", "VARCHAR"),  # of a merge or split: decision, new_model, changed_record or new_record
    ),
)
PERSON_RECORD = Table("person_record", (("record_id", "VARCHAR"), ("person_id", "VARCHAR")))


def remember_people(workspace: Workspace, previous: Path | None) -> None:
    """Make `previous_person_record` and `previous_ledger`, empty when there is no snapshot before."""
    for table in (PERSON_RECORD, LEDGER):
        workspace.run(f"CREATE TEMP TABLE previous_{table.name} ({table.ddl})")
    if previous is not None:
        workspace.attach(previous, "previous")
        for table in (PERSON_RECORD, LEDGER):
            workspace.run(f"INSERT INTO previous_{table.name} BY NAME FROM previous.{table.name}")
        workspace.run("DETACH previous")


def continue_people(workspace: Workspace, *, key: bytes, as_of: date) -> None:
    """Make `person_record`, `ledger` and `person_continued(person_id, continued_by)` from `placed`.

    `placed(record_id, cluster_id)` is what linkage found of the records that may be shown. Reads
    `previous_person_record` and `previous_ledger`, those of the snapshot before, or empty; and `stirred`.
    """
    workspace.run(f"CREATE TEMP TABLE known AS {sql_for_known_records()}")
    workspace.run(f"CREATE TEMP TABLE claim AS {sql_for_claims()}")
    workspace.run(f"CREATE TEMP TABLE resumed AS {sql_for_resumed()}")
    workspace.run("INSERT INTO claim FROM resumed")
    _found_new_people(workspace, key)
    workspace.run(f"CREATE TABLE person_record AS {sql_for_person_record()}")
    workspace.run(f"CREATE TABLE ledger AS {sql_for_ledger(as_of)}")
    workspace.run(f"CREATE TABLE person_continued AS {sql_for_continued()}")
    for table in ("known", "claim", "resumed", "founded"):
        workspace.run(f"DROP TABLE {table}")


def sql_for_known_records() -> str:
    """`(record_id, person_id, is_current, is_own)`: the person each record was last with, also of withdrawn records.

    A record is a person's own unless it came by a merge, with an id to go back to.
    """
    return """
        SELECT record_id, arg_max(ledger.person_id, entry) AS person_id,
            bool_or(current.record_id IS NOT NULL) AS is_current,
            arg_max(coalesce(cause, ''), entry) <> 'merged' AS is_own
        FROM previous_ledger AS ledger
        LEFT JOIN previous_person_record AS current USING (record_id)
        WHERE change = 'joined'
        GROUP BY record_id
    """


def sql_for_claims() -> str:
    """`(cluster_id, person_id)`: which person each cluster continues, at most one, and no person twice.

    A person goes where records of its own went, and of such places where most of its records went (records present
    last time count first). Where two people come together, the one that was known first keeps the id.
    """
    return """
        WITH part AS (
            SELECT known.person_id, cluster_id, count(*) FILTER (is_current) AS current_records, count(*) AS records,
                coalesce(bool_or(is_own) FILTER (is_current), false) AS holds_own
            FROM placed JOIN known USING (record_id)
            GROUP BY known.person_id, cluster_id
        ),
        largest AS (
            SELECT * FROM part
            QUALIFY row_number() OVER (
                PARTITION BY person_id ORDER BY holds_own DESC, current_records DESC, records DESC, cluster_id
            ) = 1
        ),
        first_known AS (SELECT person_id, min(entry) AS first_entry FROM previous_ledger GROUP BY person_id)
        SELECT cluster_id, person_id FROM largest JOIN first_known USING (person_id)
        QUALIFY row_number() OVER (
            PARTITION BY cluster_id ORDER BY current_records = 0, first_entry, person_id
        ) = 1
    """


def sql_for_resumed() -> str:
    """`(cluster_id, person_id)`: clusters that continue nobody and were somebody once, before a merge now undone.

    Such a cluster takes back the id that most of its records had, of ids that nobody has any more; each id once.
    """
    return """
        WITH part AS (
            SELECT ledger.person_id, cluster_id, count(DISTINCT record_id) AS records, max(entry) AS last_entry
            FROM previous_ledger AS ledger JOIN placed USING (record_id)
            WHERE change = 'joined'
                AND cluster_id NOT IN (SELECT cluster_id FROM claim)
                AND ledger.person_id NOT IN (SELECT person_id FROM claim)
                AND ledger.person_id NOT IN (SELECT person_id FROM previous_person_record)
            GROUP BY ledger.person_id, cluster_id
        ),
        largest AS (
            SELECT * FROM part
            QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY records DESC, cluster_id) = 1
        )
        SELECT cluster_id, person_id FROM largest
        QUALIFY row_number() OVER (PARTITION BY cluster_id ORDER BY records DESC, last_entry DESC, person_id) = 1
    """


def _found_new_people(workspace: Workspace, key: bytes) -> None:
    """Make `founded(cluster_id, person_id)` for clusters that continue nobody.

    An id is made from the record that founds the cluster. Should that record have founded somebody before (who went
    on without it), the next free id is taken: an id is never given twice.
    """
    clusters = workspace.rows("SELECT DISTINCT cluster_id FROM placed ANTI JOIN claim USING (cluster_id) ORDER BY 1")
    used = {row[0] for row in workspace.rows("SELECT DISTINCT person_id FROM previous_ledger")}
    founded = [(cluster, _unused_id(key, cluster, used)) for (cluster,) in clusters]
    rows = pa.table(
        {
            "cluster_id": pa.array([cluster for cluster, _ in founded], pa.string()),
            "person_id": pa.array([person for _, person in founded], pa.string()),
        }
    )
    workspace.keep("founded", rows, temporary=True)


def _unused_id(key: bytes, record_id: str, used: set[str]) -> str:
    made, attempt = opaque_id(key, "P", record_id), 1
    while made in used:
        attempt += 1
        made = opaque_id(key, "P", f"{record_id} {attempt}")
    return made


def sql_for_person_record() -> str:
    """`(record_id, person_id)`: every record of today has one person."""
    return """
        SELECT record_id, person_id
        FROM placed
        JOIN (SELECT * FROM claim UNION ALL SELECT * FROM founded) AS person USING (cluster_id)
        ORDER BY record_id
    """


def sql_for_ledger(as_of: date) -> str:
    """The ledger so far and what this run moved."""
    columns = ", ".join(LEDGER.column_names)
    return f"""
        WITH moved AS (
            SELECT record_id, known.person_id AS before, now.person_id AS after,
                coalesce(is_current, false) AS was_current
            FROM known FULL JOIN person_record AS now USING (record_id)
            WHERE was_current IS DISTINCT FROM (now.person_id IS NOT NULL)
               OR known.person_id IS DISTINCT FROM now.person_id
        ),
        still_there AS (SELECT DISTINCT person_id FROM person_record),
        caused AS (
            SELECT moved.*, CASE
                    WHEN before IS NULL THEN 'new_record'
                    WHEN after IS NULL THEN 'withdrawn_record'
                    WHEN NOT was_current THEN 'returned_record'
                    WHEN still_there.person_id IS NULL THEN 'merged'
                    ELSE 'split'
                END AS cause
            FROM moved LEFT JOIN still_there ON still_there.person_id = before
            WHERE was_current OR after IS NOT NULL
        ),
        stirred_person AS (
            SELECT DISTINCT person_id, because FROM stirred
            JOIN (SELECT record_id, person_id FROM known UNION SELECT record_id, person_id FROM person_record)
                USING (record_id)
        ),
        explained AS (
            SELECT before, after, arg_min(because, list_position({list(BECAUSE)!r}, because)) AS because
            FROM (SELECT DISTINCT before, after FROM caused WHERE cause IN ('merged', 'split'))
            JOIN stirred_person ON stirred_person.person_id IN (before, after)
            GROUP BY before, after
        ),
        entries AS (
            SELECT before AS person_id, record_id, 'left' AS change, cause, because
            FROM caused LEFT JOIN explained USING (before, after) WHERE was_current
            UNION ALL
            SELECT after, record_id, 'joined', cause, because
            FROM caused LEFT JOIN explained USING (before, after) WHERE after IS NOT NULL
        )
        SELECT {columns} FROM previous_ledger
        UNION ALL
        SELECT
            (SELECT coalesce(max(entry), 0) FROM previous_ledger)
                + row_number() OVER (ORDER BY record_id, change DESC, person_id) AS entry,
            person_id, record_id, change, cause, DATE '{as_of.isoformat()}', because
        FROM entries
        ORDER BY entry
    """


def sql_for_continued() -> str:
    """`(person_id, continued_by)`: for an id that has no records any more, the person who has most of them now.

    What points to an old id (a plan, an audit row) follows it here.
    """
    return """
        WITH trace AS (
            SELECT ledger.person_id, now.person_id AS continued_by, count(DISTINCT record_id) AS records
            FROM ledger JOIN person_record AS now USING (record_id)
            WHERE change = 'joined' AND ledger.person_id NOT IN (SELECT person_id FROM person_record)
            GROUP BY ledger.person_id, now.person_id
        )
        SELECT person_id, continued_by FROM trace
        QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY records DESC, continued_by) = 1
        ORDER BY person_id
    """
