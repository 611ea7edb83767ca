"""Tables that specs may give by name, and what their unnamed columns are taken to be."""

from collections.abc import Mapping
from typing import Any

from oneplan.engine.evidence.rules import FACTOR_RULE
from oneplan.engine.people.causes import STIRRED
from oneplan.engine.people.continuity import LEDGER, PERSON_RECORD
from oneplan.engine.store.tables import EVENT, INVOLVEMENT, STANDARD_TABLES, Table


def _with(table: Table, name: str, *columns: tuple[str, str]) -> Table:
    return Table(name, (*table.columns, *columns))


_BY_STEPS = (
    Table("linked", (("record_id", "VARCHAR"), ("cluster_id", "VARCHAR"))),
    PERSON_RECORD,
    STIRRED,
    Table("restricted_record", (("record_id", "VARCHAR"), ("person_id", "VARCHAR"))),
    Table("link_decision", (("record_id_l", "VARCHAR"), ("record_id_r", "VARCHAR"), ("verdict", "VARCHAR"))),
    Table("previous_person_record", PERSON_RECORD.columns),
    Table("previous_ledger", LEDGER.columns),
    Table(
        "person",
        (
            ("person_id", "VARCHAR"),
            ("is_child", "BOOLEAN"),
            ("birth_month", "DATE"),
            ("sex", "VARCHAR"),
            ("ethnicity", "VARCHAR"),
            ("ward", "VARCHAR"),
            ("ward_name", "VARCHAR"),
            ("age", "INTEGER"),
        ),
    ),
    Table("family_member", (("family_id", "VARCHAR"), ("person_id", "VARCHAR"), ("role", "VARCHAR"))),
    _with(EVENT, "person_event", ("person_id", "VARCHAR")),
    _with(INVOLVEMENT, "person_involvement", ("person_id", "VARCHAR")),
    FACTOR_RULE,
    Table(
        "evidence",
        (
            ("person_id", "VARCHAR"),
            ("factor_id", "VARCHAR"),
            ("whose", "VARCHAR"),
            ("about_person_id", "VARCHAR"),
            ("source", "VARCHAR"),
            ("finding", "VARCHAR"),
            ("recorded_finding", "VARCHAR"),
            ("observed_on", "DATE"),
            ("known_to_on", "DATE"),
            ("is_current", "BOOLEAN"),
            ("kind", "VARCHAR"),
            ("code", "VARCHAR"),
            ("recorded_by", "VARCHAR"),
            ("received_on", "DATE"),
            ("event_id", "VARCHAR"),
        ),
    ),
    Table(
        "matrix",
        (("person_id", "VARCHAR"), ("factor_id", "VARCHAR"), ("whose", "VARCHAR"), ("knowledge", "VARCHAR")),
    ),
)

#: Every table a case may give. A step that needs another adds it here.
TABLES: dict[str, Table] = {table.name: table for table in (*STANDARD_TABLES, *_BY_STEPS)}

_EVENT_DEFAULTS: Mapping[str, Any] = {
    "event_id": lambda row, place: f"{row['source'] or 'test'}:{place}",
    "record_id": lambda row, place: f"{row['source'] or 'test'}:{row.get('person_id') or place}",
    "source": "test",
    "code": "",
    "role": "subject",
    "about": "self",
    "finding": "present",
    "certainty": "fact",
    "is_open": False,
    "recorded_by": "Test agency",
    "received_on": lambda row, place: row["observed_on"],
}

DEFAULTS: dict[str, Mapping[str, Any]] = {
    "event": _EVENT_DEFAULTS,
    "person_event": _EVENT_DEFAULTS,
    "identity": {"source": lambda row, place: (row["record_id"] or "test:").split(":")[0], "is_child": True},
    "relationship": {"source": lambda row, place: (row["record_id"] or "test:").split(":")[0]},
    "involvement": {"source": lambda row, place: (row["record_id"] or "test:").split(":")[0], "is_lead": False},
    "person": {"is_child": True},
    "factor_rule": {"code": None, "role": "subject", "finding": "present", "whose": "child", "months": 12},
    "evidence": {
        "whose": "child",
        "source": "test",
        "finding": "present",
        "recorded_finding": lambda row, place: row["finding"],
        "known_to_on": lambda row, place: row["observed_on"],
        "is_current": True,
        "code": "",
        "received_on": lambda row, place: row["observed_on"],
        "event_id": lambda row, place: f"e{place}",
    },
    "person_involvement": {
        "record_id": lambda row, place: f"test:{row['person_id']}",
        "source": "test",
        "is_lead": False,
    },
    "matrix": {"whose": "child", "knowledge": "present"},
    "family_member": {"role": "child"},
    "previous_ledger": {"entry": lambda row, place: place, "change": "joined", "cause": "new_record"},
}
