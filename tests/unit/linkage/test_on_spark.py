"""Pairs found and weighed on Spark are the pairs that DuckDB finds, with the same weights."""

import json
from pathlib import Path

import pytest

from oneplan.definitions.linkage import linkage_definition
from oneplan.engine.linkage import link
from oneplan.engine.linkage.model import starting_settings
from oneplan.engine.linkage.on_spark import OnSpark
from oneplan.engine.linkage.training import Model
from oneplan.engine.store.snapshot import RECORD_FILE, SnapshotFiles
from oneplan.engine.store.tables import IDENTITY
from oneplan.engine.store.workspace import Workspace
from oneplan.engine.vault.continuing import continue_vault, renew_identities
from tests.spec.linkage.test_who_is_who import SPEC

Answer = dict[str, list[tuple[object, ...]]]
#: Every case of who is who at once: twins, slips of the pen, namesakes, numbers that contradict each other.
RECORDS = [
    [f"{place}:{row[column]}" if column == "record_id" else row[column] for column in IDENTITY.column_names]
    for place, case in enumerate(SPEC.cases)
    for row in case.rows("identity")
]


def linked(folder: Path, rows: list[list[object]], spark: OnSpark | None, previous: SnapshotFiles | None) -> Answer:
    folder.mkdir()
    with Workspace.at(folder / RECORD_FILE) as workspace:
        continue_vault(workspace, SnapshotFiles(folder), previous)
        workspace.create(IDENTITY, "sent")
        workspace.insert("sent", rows)
        renew_identities(workspace, "FROM sent")
        link(workspace, models=folder.parent, spark=spark)
        return {
            table: workspace.rows(f"FROM vault.{table} ORDER BY ALL") for table in ("linked", "compared_pair", "twin")
        }


@pytest.mark.spark
def test_duckdb_and_spark_join_alike_from_the_beginning_and_going_on(tmp_path: Path) -> None:
    settings = starting_settings(linkage_definition(), with_frequencies=True)
    common = {"": 0.0001, "noah": 0.004, "dunn": 0.01, "smith": 0.02}
    model = Model(settings, {"family": common, "given": common})
    (tmp_path / "v1-linkage-model.json").write_text(json.dumps(model.as_json()), encoding="utf-8")
    first, answers = RECORDS[:-3], {}
    for name, spark in (("duckdb", None), ("spark", OnSpark(tmp_path / "pairs"))):
        begun = linked(tmp_path / name, first, spark, None)
        went_on = linked(tmp_path / f"{name} on", RECORDS, spark, SnapshotFiles(tmp_path / name))
        answers[name] = (begun, went_on)
    assert answers["spark"] == answers["duckdb"]
    assert any(row[2] is None for row in answers["spark"][0]["compared_pair"]), "nothing was left to the model"
    assert not (tmp_path / "pairs").exists(), "files with names were left behind"
