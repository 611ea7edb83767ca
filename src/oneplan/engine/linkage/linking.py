"""Who is who. New, changed and withdrawn records are linked against everyone, not everyone against everyone.

The first run, and any run with another model, other agreed numbers or other code, looks at everyone; it is the same
run, in which everybody is new. So the answer never depends on the order in which records arrived.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from oneplan.definitions.linkage import LinkageDefinition, linkage_definition
from oneplan.engine.linkage import before
from oneplan.engine.linkage.blocking import make_blocked_pairs
from oneplan.engine.linkage.decisions import Decision, keep_decisions
from oneplan.engine.linkage.forms import make_comparison_forms
from oneplan.engine.linkage.numbers import make_overused, sql_for_number_links
from oneplan.engine.linkage.on_spark import OnSpark, make_scored_pairs_on_spark
from oneplan.engine.linkage.pairs import make_pairs, make_touched_pairs
from oneplan.engine.linkage.resolving import join_by_model, join_by_numbers
from oneplan.engine.linkage.scoring import make_scored_pairs
from oneplan.engine.linkage.statuses import sql_for_compared_pairs, sql_for_linked
from oneplan.engine.linkage.training import Model, learn, model_at_hand
from oneplan.engine.linkage.twins import make_twins
from oneplan.engine.store.workspace import Workspace


def link(
    workspace: Workspace,
    *,
    models: Path,
    definition: LinkageDefinition | None = None,
    decisions: Sequence[Decision] = (),
    spark: OnSpark | None = None,
) -> None:
    """Make, in the vault, `linked(record_id, cluster_id, status)` and `compared_pair`: what spoke for each join.

    The snapshot's vault, holding `identity`, must be attached as `vault`. `models` is where the area's trained model
    is kept. Where the vault goes on from an earlier one (`engine.vault.continuing`) that was made with the same model,
    numbers and code, only what changed since is worked out. `decisions` are honoured in every run. A cluster is named
    by the smallest record_id in it; the same records, model and decisions always give the same clusters. While the
    workspace is open, `linked` can be read without naming the vault. With `spark`, pairs are found and weighed there.
    """
    agreed = definition or linkage_definition()
    model = model_at_hand(workspace, models, agreed)
    everyone = model is None or not before.is_comparable(workspace, before.fingerprint(model, agreed))
    if everyone:
        before.forget(workspace)
    with _work_apart(workspace):
        before.remember(workspace)
        keep_decisions(workspace, decisions)
        _make_forms(workspace, agreed, everyone=everyone)
        used = _compare(workspace, model, models, agreed, spark, everyone=everyone)
        _resolve(workspace, agreed, everyone=everyone)
    workspace.run("CREATE TEMP VIEW linked AS FROM vault.linked")
    workspace.run("DROP TABLE IF EXISTS temp.identity_change")
    workspace.keep("vault.linkage_made_with", pa.table({"fingerprint": [before.fingerprint(used, agreed)]}))


def _make_forms(workspace: Workspace, definition: LinkageDefinition, *, everyone: bool) -> None:
    """Make `vault.comparison_form`, `vault.overused`, and which records are `fresh` and `moved`."""
    if everyone:
        make_comparison_forms(workspace)
        make_overused(workspace, definition)
        workspace.run("CREATE TABLE fresh AS SELECT record_id FROM vault.comparison_form")
        workspace.run("CREATE VIEW moved AS FROM fresh")
    else:
        before.make_forms_again(workspace)
        make_overused(workspace, definition)
        before.make_changes(workspace)


def _compare(
    workspace: Workspace,
    model: Model | None,
    models: Path,
    definition: LinkageDefinition,
    spark: OnSpark | None,
    *,
    everyone: bool,
) -> Model:
    """Make `pair` and `vault.twin`; the answer is the model that was used, learnt now if there was none."""
    workspace.run(f"CREATE TABLE fresh_number_link AS {sql_for_number_links(definition, everyone=everyone)}")
    used = model or learn(workspace, models, definition)
    if spark is not None:
        make_scored_pairs_on_spark(workspace, used, definition, spark, everyone=everyone)
    else:
        make_blocked_pairs(workspace, everyone=everyone)
        make_scored_pairs(workspace, used, definition)
        workspace.run("DROP TABLE blocked")
    make_twins(workspace, definition, everyone=everyone)
    make_pairs(workspace)
    return used


def _resolve(workspace: Workspace, definition: LinkageDefinition, *, everyone: bool) -> None:
    """Bring `vault.compared_pair` and `vault.linked` up to date."""
    if everyone:
        workspace.run("CREATE VIEW touched AS FROM fresh")
    else:
        before.make_touched(workspace, definition.thresholds.match.probability)
    make_touched_pairs(workspace)
    join_by_numbers(workspace)
    join_by_model(workspace, definition)
    workspace.run("CREATE TABLE asked AS FROM touched" if everyone else _SQL_FOR_ASKED)
    workspace.run("""
        CREATE TABLE clustered_record AS
        FROM found UNION ALL BY NAME
        SELECT record_id, cluster_id FROM before_linked
        WHERE record_id NOT IN (FROM touched) AND record_id NOT IN (FROM moved)
    """)
    workspace.run(f"CREATE TABLE compared AS {sql_for_compared_pairs(definition)}")
    workspace.run("""
        DELETE FROM vault.compared_pair
        WHERE record_id_l IN (FROM touched) OR record_id_r IN (FROM touched)
            OR record_id_l IN (FROM moved) OR record_id_r IN (FROM moved)
    """)
    workspace.run("INSERT INTO vault.compared_pair BY NAME FROM compared")
    workspace.run(f"CREATE TABLE answer AS {sql_for_linked()}")
    workspace.run("DELETE FROM vault.linked WHERE record_id IN (FROM asked) OR record_id IN (FROM moved)")
    workspace.run("INSERT INTO vault.linked FROM answer")


#: Whose status could be another one now: the touched, and whoever a pair leads to from them or led to from the moved.
_SQL_FOR_ASKED = """
    CREATE TABLE asked AS
    FROM touched UNION
    SELECT unnest([record_id_l, record_id_r]) FROM touched_pair UNION
    SELECT unnest([record_id_l, record_id_r]) FROM before_pair
    WHERE record_id_l IN (FROM moved) OR record_id_r IN (FROM moved)
"""


@contextmanager
def _work_apart(workspace: Workspace) -> Iterator[None]:
    """Let tables be made in memory and thrown away after: names must not touch the record file, even for a moment."""
    home = workspace.value("SELECT current_database() || '.' || current_schema()")
    workspace.run("ATTACH ':memory:' AS linking")
    workspace.run("USE linking")
    try:
        yield
    finally:
        workspace.run(f"USE {home}")
        workspace.run("DETACH linking")
