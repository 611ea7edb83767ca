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
from oneplan.engine.linkage.pairs import make_pairs, make_touched_pairs
from oneplan.engine.linkage.resolving import join_by_model, join_by_numbers
from oneplan.engine.linkage.scoring import make_scored_pairs
from oneplan.engine.linkage.statuses import sql_for_compared_pairs, sql_for_linked
from oneplan.engine.linkage.training import Model, learn, model_at_hand
from oneplan.engine.linkage.twins import make_twins
from oneplan.engine.store.snapshot import SnapshotFiles
from oneplan.engine.store.workspace import Workspace


def link(
    workspace: Workspace,
    *,
    models: Path,
    definition: LinkageDefinition | None = None,
    decisions: Sequence[Decision] = (),
    previous: SnapshotFiles | None = None,
) -> None:
    """Make `linked(record_id, cluster_id, status)` and, in the vault, `compared_pair` with what spoke for each join.

    The snapshot's vault, holding `identity`, must be attached as `vault`. `models` is where the area's trained model
    is kept. `previous` is a finished run to go on from: with one made with the same model, numbers and code only what
    changed since is worked out. `decisions` are honoured in every run. A cluster is named by the smallest record_id
    in it; the same records, model and decisions always give the same clusters.
    """
    agreed = definition or linkage_definition()
    keep_decisions(workspace, decisions)
    model = model_at_hand(workspace, models, agreed)
    goes_on = model is not None and before.is_comparable(previous, before.fingerprint(model, agreed))
    with _work_apart(workspace):
        before.remember(workspace, previous if goes_on else None)
        _make_forms(workspace, agreed, everyone=not goes_on)
        used = _compare(workspace, model, models, agreed, everyone=not goes_on)
        linked = _resolve(workspace, agreed, everyone=not goes_on)
        before.forget(workspace, previous if goes_on else None)
    workspace.keep("linked", linked)
    workspace.keep("vault.linkage_made_with", pa.table({"fingerprint": [before.fingerprint(used, agreed)]}))


def _make_forms(workspace: Workspace, definition: LinkageDefinition, *, everyone: bool) -> None:
    """Make `vault.comparison_form`, `vault.overused`, and which records are `fresh` and `moved`."""
    if everyone:
        make_comparison_forms(workspace)
    else:
        before.make_forms_again(workspace)
    make_overused(workspace, definition)
    if everyone:
        workspace.run("CREATE TABLE fresh AS SELECT record_id FROM vault.comparison_form")
        workspace.run("CREATE VIEW moved AS FROM fresh")
    else:
        before.make_changes(workspace)


def _compare(
    workspace: Workspace, model: Model | None, models: Path, definition: LinkageDefinition, *, everyone: bool
) -> Model:
    """Make `pair` and `vault.twin`; the answer is the model that was used, learnt now if there was none."""
    workspace.run(f"CREATE TABLE fresh_number_link AS {sql_for_number_links(definition, everyone=everyone)}")
    used = model or learn(workspace, models, definition)
    make_blocked_pairs(workspace, everyone=everyone)
    make_scored_pairs(workspace, used, definition)
    workspace.run("DROP TABLE blocked")
    make_twins(workspace, definition, everyone=everyone)
    make_pairs(workspace)
    return used


def _resolve(workspace: Workspace, definition: LinkageDefinition, *, everyone: bool) -> pa.Table:
    """Make `vault.compared_pair`; the answer is `linked`."""
    if everyone:
        workspace.run("CREATE VIEW touched AS FROM fresh")
    else:
        before.make_touched(workspace, definition.thresholds.match.probability)
    make_touched_pairs(workspace)
    join_by_numbers(workspace)
    join_by_model(workspace, definition)
    workspace.run("""
        CREATE TABLE clustered_record AS
        FROM found UNION ALL BY NAME
        SELECT record_id, cluster_id FROM before_linked
        WHERE record_id NOT IN (FROM touched) AND record_id NOT IN (FROM moved)
    """)
    workspace.run(f"""
        CREATE TABLE vault.compared_pair AS
        FROM ({sql_for_compared_pairs(definition)})
        UNION ALL BY NAME
        FROM before_pair
        WHERE record_id_l NOT IN (FROM touched) AND record_id_r NOT IN (FROM touched)
            AND record_id_l NOT IN (FROM moved) AND record_id_r NOT IN (FROM moved)
    """)
    workspace.run("""
        CREATE TABLE asked AS
        FROM touched UNION
        SELECT unnest([record_id_l, record_id_r]) FROM touched_pair UNION
        SELECT unnest([record_id_l, record_id_r]) FROM before_pair
        WHERE record_id_l IN (FROM moved) OR record_id_r IN (FROM moved)
    """)
    return workspace.arrow(f"""
        FROM ({sql_for_linked()})
        UNION ALL
        FROM before_linked WHERE record_id NOT IN (FROM asked) AND record_id NOT IN (FROM moved)
        ORDER BY record_id
    """)


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
