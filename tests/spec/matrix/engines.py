"""The two engines that matrix cases run on."""

from collections.abc import Mapping, Sequence

from oneplan.engine.matrix.build import build
from oneplan.engine.store.workspace import Workspace
from tests.spec.cases import Case, table_of
from tests.spec.reference import matrix as slow
from tests.spec.text_tables import Row


def reference(case: Case) -> Mapping[str, Sequence[Row]]:
    """Plain Python."""
    return {"matrix": slow.matrix(case.rows("evidence"))}


def duckdb(case: Case) -> Mapping[str, Sequence[Row]]:
    """The engine's own step."""
    with Workspace.in_memory() as workspace:
        case.load_only(workspace, "evidence")
        workspace.run("ALTER TABLE evidence RENAME TO latest_fact")
        build(workspace)
        return {"matrix": table_of(workspace, "matrix")}
