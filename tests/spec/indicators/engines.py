"""The two engines that place counts run on."""

from collections.abc import Mapping, Sequence

from oneplan.engine.indicators.places import build
from oneplan.engine.store.workspace import Workspace
from tests.spec.cases import Case, table_of
from tests.spec.reference import places as slow
from tests.spec.text_tables import Row


def reference(case: Case) -> Mapping[str, Sequence[Row]]:
    """Plain Python."""
    factors = sorted({rule["factor_id"] for rule in case.rows("factor_rule") if rule["kind"] != "own_record"})
    return slow.places(cells=case.rows("matrix"), people=case.rows("person"), factors=factors)


def duckdb(case: Case) -> Mapping[str, Sequence[Row]]:
    """The engine's own step."""
    with Workspace.in_memory() as workspace:
        case.load_only(workspace, "matrix", "person", "factor_rule")
        build(workspace)
        return {name: table_of(workspace, name) for name in ("place_factor", "place_factor_ward")}
