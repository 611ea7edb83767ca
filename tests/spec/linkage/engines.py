"""The two engines that linkage cases run on."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from oneplan.definitions.linkage import linkage_definition
from oneplan.engine.linkage import link
from oneplan.engine.linkage.decisions import Decision, Verdict
from oneplan.engine.linkage.forms import make_comparison_forms
from oneplan.engine.linkage.numbers import make_overused, sql_for_number_links
from oneplan.engine.people.held import hold_back, remember_restricted_forms
from oneplan.engine.store.tables import IDENTITY
from oneplan.engine.store.workspace import Workspace
from tests.spec.cases import Case, table_of
from tests.spec.reference import linkage as slow
from tests.spec.reference import restricted
from tests.spec.reference.names import folded, parts_of
from tests.spec.text_tables import Row


def reference_forms(case: Case) -> Mapping[str, Sequence[Row]]:
    """Plain Python."""
    return {
        "comparison_form": [
            {
                "record_id": row["record_id"],
                "given": folded(row["given_name"]),
                "family": folded(row["family_name"]),
                "family_parts": " ".join(sorted(parts_of(row["family_name"]))) or None,
            }
            for row in case.rows("identity")
        ]
    }


def duckdb_forms(case: Case) -> Mapping[str, Sequence[Row]]:
    """The engine's own step."""
    with loaded(case) as workspace:
        make_comparison_forms(workspace)
        rows = table_of(workspace, "vault.comparison_form")
        return {
            "comparison_form": [{**row, "family_parts": " ".join(sorted(row["family_parts"])) or None} for row in rows]
        }


def reference_numbers(case: Case) -> Mapping[str, Sequence[Row]]:
    """Plain Python."""
    links = slow.number_links(case.rows("identity"))
    return {"number_link": [{"record_id_l": left, "record_id_r": right, "rule": rule} for left, right, rule in links]}


def duckdb_numbers(case: Case) -> Mapping[str, Sequence[Row]]:
    """The engine's own step."""
    with loaded(case) as workspace:
        make_comparison_forms(workspace)
        make_overused(workspace, linkage_definition())
        workspace.run(f"CREATE TABLE number_link AS {sql_for_number_links(linkage_definition(), everyone=True)}")
        return {"number_link": table_of(workspace, "number_link")}


def reference_linked(case: Case) -> Mapping[str, Sequence[Row]]:
    """Plain Python."""
    clusters = slow.linked(case.rows("identity"))
    return {"linked": [{"record_id": record, "cluster_id": cluster} for record, cluster in clusters.items()]}


def duckdb_linked(case: Case) -> Mapping[str, Sequence[Row]]:
    """The engine's own step, with the starting rates because a case is too small to learn from."""
    with loaded(case) as workspace, tempfile.TemporaryDirectory() as models:
        link(workspace, models=Path(models))
        return {"linked": table_of(workspace, "linked")}


def duckdb_compared(case: Case) -> Mapping[str, Sequence[Row]]:
    """The engine's own step, with what it says of each pair."""
    with loaded(case) as workspace, tempfile.TemporaryDirectory() as models:
        link(workspace, models=Path(models))
        return {"linked": table_of(workspace, "linked"), "compared_pair": table_of(workspace, "vault.compared_pair")}


def reference_restricted(case: Case) -> Mapping[str, Sequence[Row]]:
    """Plain Python; what was decided joins or parts whom linkage would have."""
    clusters = {row["record_id"]: row["cluster_id"] for row in case.rows("linked")}
    shut = {row["record_id"]: row["person_id"] for row in case.rows("restricted_record")}
    waiting = restricted.held(case.rows("identity"), clusters, shut, case.rows("link_decision"))
    found = [{"record_id": one, "like_record_id": other} for one, other in waiting.items()]
    return {"linked": case.rows("linked"), "held_record": found}


def duckdb_restricted(case: Case) -> Mapping[str, Sequence[Row]]:
    """The engine's own step, after its own linkage, which must say of who is with whom what the case says."""
    with loaded(case) as workspace, tempfile.TemporaryDirectory() as models:
        said = [Decision(r["record_id_l"], r["record_id_r"], Verdict(r["verdict"])) for r in case.rows("link_decision")]
        link(workspace, models=Path(models), decisions=said)
        case.load_only(workspace, "restricted_record")
        workspace.run("CREATE TABLE vault.restricted_record AS FROM restricted_record")
        remember_restricted_forms(workspace, None)
        hold_back(workspace, linkage_definition())
        return {"linked": table_of(workspace, "linked"), "held_record": table_of(workspace, "vault.held_record")}


def loaded(case: Case) -> Workspace:
    """A workspace with a vault that holds the case's identities."""
    workspace = Workspace.in_memory()
    workspace.run("ATTACH ':memory:' AS vault")
    workspace.create(IDENTITY, "vault.identity")
    workspace.insert("vault.identity", [[row[c] for c in IDENTITY.column_names] for row in case.rows("identity")])
    return workspace
