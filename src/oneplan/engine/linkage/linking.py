"""Who is who, once through: numbers first, then the model, then clusters looked at as wholes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa

from oneplan.definitions.linkage import LinkageDefinition, linkage_definition
from oneplan.engine.linkage.clusters import Nodes, Pairs, connected, without_conflicts
from oneplan.engine.linkage.conflicts import (
    sql_for_record_conflicts,
    sql_for_twins,
    sql_for_unit_conflicts,
    sql_for_units,
)
from oneplan.engine.linkage.forms import make_comparison_forms
from oneplan.engine.linkage.numbers import sql_for_number_links
from oneplan.engine.linkage.scoring import make_scored_pairs
from oneplan.engine.linkage.statuses import sql_for_compared_pairs, sql_for_linked
from oneplan.engine.linkage.training import settings_for
from oneplan.engine.store.workspace import Workspace


def link(workspace: Workspace, *, models: Path, definition: LinkageDefinition | None = None) -> None:
    """Make `linked(record_id, cluster_id, status)` and, in the vault, `compared_pair` with what spoke for each join.

    The snapshot's vault, holding `identity`, must be attached as `vault`. `models` is where the area's trained model
    is kept. A cluster is named by the smallest record_id in it; the same records always give the same clusters.
    """
    agreed = definition or linkage_definition()
    make_comparison_forms(workspace)
    with _work_apart(workspace):
        _number_records(workspace)
        _join_by_numbers(workspace, agreed)
        make_scored_pairs(workspace, settings_for(workspace, models, agreed), agreed)
        _join_by_model(workspace, agreed)
        workspace.run(f"CREATE TABLE vault.compared_pair AS {sql_for_compared_pairs(agreed)}")
        linked = workspace.arrow(sql_for_linked())
    workspace.keep("linked", linked)


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


def _number_records(workspace: Workspace) -> None:
    """Make `record(node, record_id)`, and the comparison forms under a plain name, the only one Splink can find."""
    workspace.run("CREATE VIEW comparison_form AS SELECT * FROM vault.comparison_form")
    workspace.run("""
        CREATE TABLE record AS
        SELECT row_number() OVER (ORDER BY record_id) - 1 AS node, record_id FROM comparison_form
        ORDER BY record_id
    """)


def _join_by_numbers(workspace: Workspace, definition: LinkageDefinition) -> None:
    """Make `unit_record(unit, record_id)`: records that numbers join, named by their smallest node."""
    workspace.run(f"CREATE TABLE number_link AS {sql_for_number_links(definition)}")
    links = _pairs(
        workspace,
        """
        SELECT l.node, r.node FROM number_link
        JOIN record AS l ON l.record_id = record_id_l JOIN record AS r ON r.record_id = record_id_r
        ORDER BY trust, l.node, r.node
    """,
    )
    count = workspace.value("SELECT count(*) FROM record")
    units = _clusters(workspace, count, links, sql_for_record_conflicts())
    _keep_labels(workspace, "unit_of_node", "unit", units)
    workspace.run("CREATE TABLE unit_record AS SELECT unit, record_id FROM unit_of_node JOIN record USING (node)")


def _join_by_model(workspace: Workspace, definition: LinkageDefinition) -> None:
    """Make `cluster_of_unit(node, cluster)`: units that the model joins, named by their smallest node."""
    workspace.run(f"CREATE TABLE twin AS {sql_for_twins(definition)}")
    workspace.run(f"CREATE TABLE unit AS {sql_for_units()}")
    links = _pairs(
        workspace,
        f"""
        SELECT least(l.unit, r.unit), greatest(l.unit, r.unit) FROM scored_pair
        JOIN unit_record AS l ON l.record_id = record_id_l JOIN unit_record AS r ON r.record_id = record_id_r
        WHERE l.unit <> r.unit AND match_probability >= {definition.thresholds.match.probability}
        GROUP BY ALL
        ORDER BY max(match_weight) DESC, 1, 2
    """,
    )
    count = workspace.value("SELECT count(*) FROM record")
    _keep_labels(
        workspace, "cluster_of_unit", "cluster", _clusters(workspace, count, links, sql_for_unit_conflicts(definition))
    )


def _clusters(workspace: Workspace, count: int, links: Pairs, sql_for_conflicts: str) -> Nodes:
    """What hangs together by `links`, cut where `sql_for_conflicts` (reading `clustered`) says it must be."""
    clusters = connected(count, links)
    _keep_labels(workspace, "clustered", "cluster", clusters)
    workspace.run(f"CREATE OR REPLACE TABLE conflict AS {sql_for_conflicts}")
    conflicts = _pairs(workspace, "SELECT l, r FROM conflict ORDER BY l, r")
    return without_conflicts(clusters, links, conflicts)


def _pairs(workspace: Workspace, sql: str) -> Pairs:
    found = workspace.arrow(sql)
    left, right = (found.column(place).to_numpy().astype(np.int64) for place in (0, 1))
    return Pairs(left, right)


def _keep_labels(workspace: Workspace, table: str, column: str, labels: Nodes) -> None:
    """Make a table of every node's label."""
    workspace.keep(table, pa.table({"node": np.arange(len(labels), dtype=np.int64), column: labels}))
