"""The two engines that cases about people run on."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from oneplan.engine.linkage.forms import make_comparison_forms
from oneplan.engine.people import build
from oneplan.engine.people.continuity import continue_people
from oneplan.engine.store.tables import EVENT, IDENTITY, INVOLVEMENT
from oneplan.engine.store.workspace import Workspace
from oneplan.engine.vault.gather import POSTCODE_WARD
from tests.spec.cases import Case, table_of
from tests.spec.reference import people as slow
from tests.spec.text_tables import Row

_KEY = b"a key for tests"


def reference_ids(case: Case) -> Mapping[str, Sequence[Row]]:
    """Plain Python."""
    before, ledger = case.rows("previous_person_record"), case.rows("previous_ledger")
    after = slow.continued(case.rows("linked"), before, ledger)
    people = [{"record_id": record, "person_id": person} for record, person in after.items()]
    return {"person_record": people, "ledger": slow.moves(after, before, ledger)}


def duckdb_ids(case: Case) -> Mapping[str, Sequence[Row]]:
    """The engine's own step. New ids are opaque: they are shown as `new` and the cluster that they were made for."""
    with Workspace.in_memory() as workspace:
        case.load_only(workspace, "linked", "previous_person_record", "previous_ledger", "stirred")
        workspace.run("CREATE VIEW placed AS FROM linked")
        continue_people(workspace, key=_KEY, as_of=case.when["as_of"])
        known = {row["person_id"] for row in case.rows("previous_ledger")}
        cluster_of = {row["record_id"]: row["cluster_id"] for row in case.rows("linked")}
        people = table_of(workspace, "person_record")
        shown = {p["person_id"]: f"new {cluster_of[p['record_id']]}" for p in people if p["person_id"] not in known}
        gained = table_of(workspace, "ledger")[len(case.rows("previous_ledger")) :]
        return {
            name: [{**row, "person_id": shown.get(row["person_id"], row["person_id"])} for row in rows]
            for name, rows in (("person_record", people), ("ledger", gained))
        }


def reference_families(case: Case) -> Mapping[str, Sequence[Row]]:
    """Plain Python."""
    person_of = {row["record_id"]: row["cluster_id"] for row in case.rows("linked")}
    members = slow.families(case.rows("identity"), person_of, case.rows("relationship"), case.when["as_of"])
    return {"family_member": [{"family": " ".join(f), "person": p, "role": role} for f, p, role in members]}


def duckdb_families(case: Case) -> Mapping[str, Sequence[Row]]:
    """The engine's own step. Families are shown as the children in them, people as the clusters they were made of."""
    with Workspace.in_memory() as workspace, tempfile.TemporaryDirectory() as keys:
        workspace.run("ATTACH ':memory:' AS vault")
        case.load_only(workspace, "linked", "relationship")
        workspace.run("CREATE VIEW placed AS FROM linked")
        workspace.create(INVOLVEMENT)
        workspace.create(EVENT)
        workspace.create(IDENTITY, "vault.identity")
        workspace.create(POSTCODE_WARD, "vault.postcode_ward")
        workspace.insert("vault.identity", [[row[c] for c in IDENTITY.column_names] for row in case.rows("identity")])
        make_comparison_forms(workspace)
        build(workspace, keys=Path(keys), as_of=case.when["as_of"])
        rows = workspace.rows("""
            WITH shown AS (SELECT DISTINCT person_id, cluster_id FROM person_record JOIN linked USING (record_id)),
            family AS (
                SELECT family_id, string_agg(cluster_id, ' ' ORDER BY cluster_id) AS family
                FROM family_member JOIN shown USING (person_id) WHERE role = 'child' GROUP BY family_id
            )
            SELECT DISTINCT family, cluster_id, role
            FROM family_member JOIN family USING (family_id) JOIN shown USING (person_id)
        """)
        return {"family_member": [{"family": family, "person": person, "role": role} for family, person, role in rows]}
