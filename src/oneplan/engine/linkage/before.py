"""What an earlier run left, and what has changed since: so that only that much is worked out again."""

import hashlib
import json
from pathlib import Path

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.forms import sql_for_comparison_forms
from oneplan.engine.linkage.statuses import COMPARED_PAIR, LINKED
from oneplan.engine.linkage.training import Model
from oneplan.engine.store.snapshot import SnapshotFiles
from oneplan.engine.store.workspace import Workspace

#: What an identity says that linkage reads; the rest may change without anybody being compared again.
_READ = (
    *("source", "is_child", "given_name", "family_name", "known_as", "former_family_name", "birth_date", "sex"),
    *("address", "postcode", "uprn", "nhs_number", "upn", "former_upn", "la_child_id", "household_id"),
)
#: The modules whose code decides who is who: this package, and how names are folded.
_CODE = (*sorted(Path(__file__).parent.glob("*.py")), Path(__file__).parents[1] / "vault" / "folding.py")


def fingerprint(model: Model, definition: LinkageDefinition) -> str:
    """Everything but the records and the decisions that decides the answer: model, agreed numbers and code."""
    seen = hashlib.sha256(json.dumps(model.as_json(), sort_keys=True).encode())
    seen.update(definition.model_dump_json().encode())
    for path in _CODE:
        seen.update(path.read_bytes())
    return seen.hexdigest()


def is_comparable(previous: SnapshotFiles | None, made_with: str) -> bool:
    """Whether an earlier run was made with the same model, numbers and code, so that its answers still stand."""
    if previous is None or not previous.vault.is_file():
        return False
    with Workspace.read_only(previous.vault) as vault:
        if not vault.has_table("linkage_made_with"):
            return False
        found = vault.value("SELECT fingerprint FROM linkage_made_with")
    return bool(found == made_with)


def remember(workspace: Workspace, previous: SnapshotFiles | None) -> None:
    """Make views `before_form`, `before_pair`, `before_linked`, `before_decision` and tables `before_twin` and
    `before_overused`; all empty when there is nothing to go on from."""
    if previous is None:
        forms = sql_for_comparison_forms("vault.identity")
        workspace.run(f"CREATE VIEW before_form AS SELECT * FROM ({forms}) AS form WHERE false")
        workspace.create(COMPARED_PAIR, "before_pair")
        workspace.create(LINKED, "before_linked")
        workspace.run("CREATE TABLE before_decision AS FROM vault.link_decision WHERE false")
        workspace.run("CREATE TABLE before_twin (birth_date DATE, family VARCHAR)")
        workspace.run("CREATE TABLE before_overused (kind VARCHAR, number VARCHAR)")
        return
    workspace.attach(previous.vault, "before_vault")
    workspace.attach(previous.record, "before_record")
    workspace.run("CREATE VIEW before_form AS FROM before_vault.comparison_form")
    workspace.run("CREATE VIEW before_pair AS FROM before_vault.compared_pair")
    workspace.run("CREATE VIEW before_linked AS FROM before_record.linked")
    workspace.run("CREATE VIEW before_decision AS FROM before_vault.link_decision")
    workspace.run("CREATE VIEW before_twin AS FROM before_vault.twin")
    workspace.run("CREATE VIEW before_overused AS FROM before_vault.overused")


def forget(workspace: Workspace, previous: SnapshotFiles | None) -> None:
    """Let go of the earlier run's files."""
    if previous is not None:
        workspace.run("DETACH before_vault")
        workspace.run("DETACH before_record")


def make_forms_again(workspace: Workspace) -> None:
    """Make `vault.comparison_form`, working out only those of identities that are new or read differently now."""
    same = " AND ".join(f"now.{column} IS NOT DISTINCT FROM was.{column}" for column in _READ)
    workspace.run(f"""
        CREATE TABLE unchanged AS
        SELECT record_id FROM vault.identity AS now JOIN before_vault.identity AS was USING (record_id) WHERE {same}
    """)
    workspace.run(f"""
        CREATE TABLE vault.comparison_form AS
        SELECT * FROM before_form SEMI JOIN unchanged USING (record_id)
        UNION ALL
        FROM ({sql_for_comparison_forms("(SELECT * FROM vault.identity ANTI JOIN unchanged USING (record_id))")})
    """)


def make_changes(workspace: Workspace) -> None:
    """Make `fresh(record_id)`, records to compare with everyone, and `moved(record_id)`, those and the withdrawn.

    A record is fresh that is new or reads differently, or carries a number that is believed again or no longer.
    """
    workspace.run(f"""
        CREATE TABLE fresh AS
        SELECT record_id FROM vault.comparison_form ANTI JOIN unchanged USING (record_id)
        UNION
        SELECT record_id FROM vault.comparison_form AS form, ({_SQL_FOR_DOUBTS_CHANGED}) AS doubt
        WHERE (doubt.kind = 'nhs_number' AND form.nhs_number = doubt.number)
            OR (doubt.kind = 'la_child_id' AND form.la_child_id = doubt.number)
            OR (doubt.kind = 'upn' AND (form.upn = doubt.number OR form.former_upn = doubt.number))
    """)
    workspace.run("""
        CREATE TABLE moved AS
        FROM fresh UNION
        SELECT record_id FROM before_form ANTI JOIN vault.comparison_form USING (record_id)
    """)


_SQL_FOR_DOUBTS_CHANGED = """
    (FROM vault.overused EXCEPT FROM before_overused) UNION ALL (FROM before_overused EXCEPT FROM vault.overused)
"""


def make_touched(workspace: Workspace, match_probability: float) -> None:
    """Make `touched(record_id)`: every record whose cluster could be another one now.

    They are the moved records, those of their former clusters, those whom a join that is lost had led to, those whose
    home has become or ceased to be one of twins, those newly decided about, and whoever hangs together with any of
    these by a pair that joins. Nobody outside hangs together with anybody inside, so outside nothing changes.
    """
    workspace.run(f"""
        CREATE TABLE touched AS
        FROM moved UNION
        SELECT unnest([record_id_l, record_id_r]) FROM before_pair
        WHERE ({_joins(match_probability)})
            AND (record_id_l IN (FROM moved) OR record_id_r IN (FROM moved))
        UNION
        SELECT form.record_id FROM vault.comparison_form AS form JOIN (
            (FROM vault.twin EXCEPT FROM before_twin) UNION ALL (FROM before_twin EXCEPT FROM vault.twin)
        ) AS twin USING (birth_date, family)
        UNION
        SELECT unnest([record_id_l, record_id_r]) FROM (
            (FROM vault.link_decision EXCEPT FROM before_decision)
            UNION ALL (FROM before_decision EXCEPT FROM vault.link_decision)
        )
    """)
    while _grown(workspace, match_probability):
        pass
    workspace.run("DELETE FROM touched WHERE record_id NOT IN (SELECT record_id FROM vault.comparison_form)")


def _grown(workspace: Workspace, match_probability: float) -> bool:
    before = workspace.value("SELECT count(*) FROM touched")
    workspace.run(f"""
        CREATE OR REPLACE TABLE touched AS
        FROM touched UNION
        SELECT record_id FROM before_linked
        WHERE cluster_id IN (SELECT cluster_id FROM before_linked WHERE record_id IN (FROM touched))
        UNION
        SELECT unnest([record_id_l, record_id_r]) FROM pair
        WHERE ({_joins(match_probability)})
            AND (record_id_l IN (FROM touched) OR record_id_r IN (FROM touched))
    """)
    return bool(workspace.value("SELECT count(*) FROM touched") > before)


def _joins(match_probability: float) -> str:
    """What makes a pair join two records, unless something forbids it."""
    return f"rule IS NOT NULL OR match_probability >= {match_probability}"
