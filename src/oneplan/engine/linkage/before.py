"""What an earlier run left, and what has changed since: so that only that much is worked out again.

The earlier run's tables are in the vault itself, which goes on from the earlier one (`engine.vault.continuing`). Until
a step writes its answer there, they say what was.
"""

import hashlib
import json
from pathlib import Path

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.forms import sql_for_comparison_forms
from oneplan.engine.linkage.statuses import COMPARED_PAIR, LINKED
from oneplan.engine.linkage.training import Model
from oneplan.engine.store.workspace import Workspace
from oneplan.engine.vault.continuing import has_vault_table

#: What linkage keeps in the vault, for the next run to go on from.
_LEFT = ("comparison_form", "overused", "twin", "link_decision", "compared_pair", "linked", "linkage_made_with")
#: The modules whose code decides who is who: this package, and how names are folded.
_CODE = (*sorted(Path(__file__).parent.glob("*.py")), Path(__file__).parents[1] / "vault" / "folding.py")


def fingerprint(model: Model, definition: LinkageDefinition) -> str:
    """Everything but the records and the decisions that decides the answer: model, agreed numbers and code."""
    seen = hashlib.sha256(json.dumps(model.as_json(), sort_keys=True).encode())
    seen.update(definition.model_dump_json().encode())
    for path in _CODE:
        seen.update(path.read_bytes())
    return seen.hexdigest()


def is_comparable(workspace: Workspace, made_with: str) -> bool:
    """Whether the vault goes on from a run with the same model, numbers and code, so that its answers still stand."""
    if not (workspace.has_table("identity_change") and has_vault_table(workspace, "linkage_made_with")):
        return False
    return bool(workspace.value("SELECT fingerprint FROM vault.linkage_made_with") == made_with)


def forget(workspace: Workspace) -> None:
    """Take out of the vault what a run with another model, other numbers or other code left."""
    for name in _LEFT:
        workspace.run(f"DROP TABLE IF EXISTS vault.{name}")
    workspace.create(COMPARED_PAIR, "vault.compared_pair")
    workspace.create(LINKED, "vault.linked")


def remember(workspace: Workspace) -> None:
    """Make views `before_pair` and `before_linked` of what the vault holds, and keep a copy of its small tables."""
    workspace.run("CREATE VIEW before_pair AS FROM vault.compared_pair")
    workspace.run("CREATE VIEW before_linked AS FROM vault.linked")
    for name in ("twin", "overused", "link_decision"):
        if has_vault_table(workspace, name):
            workspace.run(f"CREATE TABLE before_{name} AS FROM vault.{name}")


def make_forms_again(workspace: Workspace) -> None:
    """Bring `vault.comparison_form` up to date; make `before_form` and `new_form` of records that read differently.

    An identity may change in ways that linkage does not read; then nobody is compared again.
    """
    changed = "(SELECT * FROM vault.identity SEMI JOIN identity_change USING (record_id))"
    workspace.run(f"CREATE TABLE new_form AS {sql_for_comparison_forms(changed)}")
    workspace.run("CREATE TABLE before_form AS FROM vault.comparison_form SEMI JOIN identity_change USING (record_id)")
    workspace.run("CREATE TABLE unchanged AS SELECT record_id FROM (FROM new_form INTERSECT FROM before_form)")
    for name in ("new_form", "before_form"):
        workspace.run(f"DELETE FROM {name} WHERE record_id IN (FROM unchanged)")
    workspace.run("DELETE FROM vault.comparison_form WHERE record_id IN (SELECT record_id FROM before_form)")
    workspace.run("INSERT INTO vault.comparison_form FROM new_form")


def make_changes(workspace: Workspace) -> None:
    """Make `fresh(record_id)`, records to compare with everyone, and `moved(record_id)`, those and the withdrawn.

    A record is fresh that is new or reads differently, or carries a number that is believed again or no longer.
    """
    workspace.run(f"""
        CREATE TABLE fresh AS
        SELECT record_id FROM new_form
        UNION
        SELECT record_id FROM vault.comparison_form AS form, ({_SQL_FOR_DOUBTS_CHANGED}) AS doubt
        WHERE (doubt.kind = 'nhs_number' AND form.nhs_number = doubt.number)
            OR (doubt.kind = 'la_child_id' AND form.la_child_id = doubt.number)
            OR (doubt.kind = 'upn' AND (form.upn = doubt.number OR form.former_upn = doubt.number))
    """)
    workspace.run("CREATE TABLE moved AS FROM fresh UNION SELECT record_id FROM before_form")


_SQL_FOR_DOUBTS_CHANGED = """
    (FROM vault.overused EXCEPT FROM before_overused) UNION ALL (FROM before_overused EXCEPT FROM vault.overused)
"""


def make_touched(workspace: Workspace, match_probability: float) -> None:
    """Make `touched(record_id)`: every record whose cluster could be another one now.

    They are the moved records, those of their former clusters, those whom a join that is lost had led to, those whose
    home has become or ceased to be one of twins, those newly decided about, and whoever hangs together with any of
    these by a pair that joins. Nobody outside hangs together with anybody inside, so outside nothing changes.
    """
    joins = f"(rule IS NOT NULL OR match_probability >= {match_probability})"
    workspace.run(f"""
        CREATE TABLE touched AS
        FROM moved UNION
        SELECT unnest([record_id_l, record_id_r]) FROM before_pair
        WHERE {joins} AND (record_id_l IN (FROM moved) OR record_id_r IN (FROM moved))
        UNION
        SELECT form.record_id FROM vault.comparison_form AS form JOIN (
            (FROM vault.twin EXCEPT FROM before_twin) UNION ALL (FROM before_twin EXCEPT FROM vault.twin)
        ) AS twin USING (birth_date, family)
        UNION
        SELECT unnest([record_id_l, record_id_r]) FROM (
            (FROM vault.link_decision EXCEPT FROM before_link_decision)
            UNION ALL (FROM before_link_decision EXCEPT FROM vault.link_decision)
        )
    """)
    _make_edges(workspace, joins)
    workspace.run(f"CREATE TABLE reached AS {_sql_for_groups('FROM touched')}")
    while _grown(workspace):
        pass
    workspace.run("""
        CREATE OR REPLACE TABLE touched AS
        SELECT record_id FROM (
            FROM touched UNION
            SELECT record_id FROM before_linked WHERE cluster_id IN (FROM reached)
        ) SEMI JOIN vault.comparison_form USING (record_id)
    """)


def _make_edges(workspace: Workspace, joins: str) -> None:
    """Make `edge(l, r)`: former clusters between which a pair joins, now or before.

    A pair that joined lies inside one cluster, so of the earlier pairs only those that something held apart lead from
    one to another. A new record is a cluster by itself.
    """
    workspace.run(f"""
        CREATE TABLE held_apart AS
        SELECT record_id_l, record_id_r FROM new_pair WHERE {joins}
        UNION ALL
        SELECT record_id_l, record_id_r FROM before_pair WHERE outcome IN ('refused', 'apart')
    """)
    workspace.run("""
        CREATE TABLE group_of AS
        SELECT record_id, coalesce(cluster_id, record_id) AS cluster_id
        FROM (SELECT DISTINCT unnest([record_id_l, record_id_r]) AS record_id FROM held_apart)
        LEFT JOIN before_linked USING (record_id)
    """)
    workspace.run("""
        CREATE TABLE edge AS
        SELECT DISTINCT l.cluster_id AS l, r.cluster_id AS r
        FROM held_apart
        JOIN group_of AS l ON l.record_id = record_id_l JOIN group_of AS r ON r.record_id = record_id_r
        WHERE l.cluster_id <> r.cluster_id
    """)


def _sql_for_groups(records: str) -> str:
    return f"""
        SELECT DISTINCT coalesce(cluster_id, record_id) AS cluster_id
        FROM ({records}) LEFT JOIN before_linked USING (record_id)
    """


def _grown(workspace: Workspace) -> bool:
    before = workspace.value("SELECT count(*) FROM reached")
    workspace.run("""
        CREATE OR REPLACE TABLE reached AS
        FROM reached
        UNION SELECT r FROM edge WHERE l IN (FROM reached)
        UNION SELECT l FROM edge WHERE r IN (FROM reached)
    """)
    return bool(workspace.value("SELECT count(*) FROM reached") > before)
