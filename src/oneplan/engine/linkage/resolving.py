"""From pairs to clusters, for the touched records: numbers and decisions first, then the model, always as wholes."""

import numpy as np
import pyarrow as pa

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.clusters import Nodes, Pairs, connected, without_conflicts
from oneplan.engine.linkage.conflicts import (
    sql_for_excused,
    sql_for_record_conflicts,
    sql_for_unit_conflicts,
    sql_for_units,
)
from oneplan.engine.store.workspace import Workspace


def join_by_numbers(workspace: Workspace) -> None:
    """Make `record(node, record_id)` of `touched` and `unit_record(unit, record_id)`: records that numbers join.

    Reads `number_link`; a unit is named by its smallest node. Nodes are in the order of record_ids, so that the answer
    does not depend on which other records are looked at with these.
    """
    workspace.run(
        "CREATE OR REPLACE VIEW comparison_form AS FROM vault.comparison_form SEMI JOIN touched USING (record_id)"
    )
    workspace.run("""
        CREATE OR REPLACE TABLE record AS
        SELECT row_number() OVER (ORDER BY record_id) - 1 AS node, record_id FROM touched
    """)
    workspace.run("""
        CREATE OR REPLACE TABLE link_decision AS
        FROM vault.link_decision WHERE record_id_l IN (FROM touched) AND record_id_r IN (FROM touched)
    """)
    workspace.run(f"CREATE OR REPLACE TABLE excused AS {sql_for_excused()}")
    links = _pairs(
        workspace,
        """
        SELECT l.node, r.node FROM (
            SELECT record_id_l, record_id_r, trust FROM number_link
            UNION ALL
            SELECT record_id_l, record_id_r, -1 FROM link_decision WHERE verdict = 'same'
        )
        JOIN record AS l ON l.record_id = record_id_l JOIN record AS r ON r.record_id = record_id_r
        GROUP BY ALL
        ORDER BY min(trust), l.node, r.node
    """,
    )
    count = workspace.value("SELECT count(*) FROM record")
    _keep_labels(workspace, "unit_of_node", "unit", _clusters(workspace, count, links, sql_for_record_conflicts()))
    workspace.run("""
        CREATE OR REPLACE TABLE unit_record AS SELECT unit, record_id FROM unit_of_node JOIN record USING (node)
    """)


def join_by_model(workspace: Workspace, definition: LinkageDefinition) -> None:
    """Make `found(record_id, cluster_id, unit)` of the touched records, from units and `touched_pair`."""
    links = _pairs(
        workspace,
        f"""
        SELECT least(l.unit, r.unit), greatest(l.unit, r.unit) FROM touched_pair
        JOIN unit_record AS l ON l.record_id = record_id_l JOIN unit_record AS r ON r.record_id = record_id_r
        WHERE l.unit <> r.unit AND match_probability >= {definition.thresholds.match.probability}
        GROUP BY ALL
        ORDER BY max(match_weight) DESC, 1, 2
    """,
    )
    count = workspace.value("SELECT count(*) FROM record")
    _keep_labels(workspace, "clustered", "cluster", connected(count, links))
    workspace.run(f"CREATE TABLE unit AS {sql_for_units()}")
    _keep_labels(
        workspace, "cluster_of_unit", "cluster", _clusters(workspace, count, links, sql_for_unit_conflicts(definition))
    )
    workspace.run("""
        CREATE TABLE found AS
        SELECT record_id, min(record_id) OVER (PARTITION BY cluster) AS cluster_id, unit
        FROM unit_record JOIN cluster_of_unit ON node = unit
    """)


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
