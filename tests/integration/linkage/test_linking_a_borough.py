"""Linkage and people on disk, on a made-up borough large enough to learn from."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from benchmarks.linkage import score
from oneplan.definitions.linkage import linkage_definition
from oneplan.engine.linkage import link
from oneplan.engine.linkage.drift import has_drifted, watch_drift
from oneplan.engine.linkage.retraining import retrain, retrainings
from oneplan.engine.people import build
from oneplan.engine.sources.load import load
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import SnapshotFiles
from oneplan.engine.store.tables import EVENT, INVOLVEMENT, RELATIONSHIP
from oneplan.engine.store.workspace import Workspace
from oneplan.engine.vault.continuing import continue_vault, renew_identities
from oneplan.engine.vault.gather import gather_identities
from oneplan.synthetic.borough import write

_AS_OF = date(2026, 9, 30)
_SOURCES = ("early_help", "health_visiting", "housing", "police", "youth_justice", "postcodes", "school_census")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    borough, home = tmp_path_factory.mktemp("borough"), DataHome(tmp_path_factory.mktemp("home"))
    write(borough, children=2500, seed=5)
    for source in _SOURCES:
        load(home, source, sorted((borough / source).iterdir()), received_on=_AS_OF)
    (home.root / "truth.csv").write_bytes((borough / "truth" / "records.csv").read_bytes())
    return home


@pytest.fixture(scope="module")
def linked(home: DataHome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a snapshot that was linked, with training."""
    folder = tmp_path_factory.mktemp("linked")
    make(home, folder)
    yield folder


def make(home: DataHome, folder: Path, previous: SnapshotFiles | None = None) -> None:
    """Link, and make people, in the files of a snapshot."""
    with Workspace.at(folder / "record.duckdb") as workspace:
        workspace.attach(folder / "vault.duckdb", "vault", read_only=False)
        gather_identities(workspace, [one.vault_folder for one in submissions(home)])
        for table in (RELATIONSHIP, INVOLVEMENT, EVENT):
            workspace.create(table)
        link(workspace, models=home.models)
        workspace.run("CREATE TEMP VIEW placed AS FROM linked")
        build(workspace, keys=home.keys, as_of=_AS_OF, previous=previous)


def people(folder: Path) -> list[tuple[str, str]]:
    with Workspace.read_only(folder / "record.duckdb") as workspace:
        return [tuple(row) for row in workspace.rows("SELECT record_id, person_id FROM person_record ORDER BY 1")]


def test_few_records_are_joined_wrongly_and_few_are_missed(home: DataHome, linked: Path) -> None:
    with Workspace.in_memory() as workspace:
        workspace.attach(linked / "vault.duckdb", "vault")
        workspace.run("CREATE TABLE linked AS FROM vault.linked")
        workspace.run("CREATE TABLE truth AS FROM read_csv(?, all_varchar = true)", [str(home.root / "truth.csv")])
        found = score(workspace)
    assert found.precision >= 0.995
    assert found.named_recall >= 0.95


def test_every_record_has_one_person_and_a_status(linked: Path) -> None:
    with Workspace.read_only(linked / "record.duckdb") as workspace:
        workspace.attach(linked / "vault.duckdb", "vault")
        workspace.run("CREATE TEMP VIEW linked AS FROM vault.linked")
        records = workspace.value("SELECT count(*) FROM linked")
        assert workspace.value("SELECT count(DISTINCT record_id) FROM person_record") == records
        statuses = {row[0] for row in workspace.rows("SELECT DISTINCT status FROM linked")}
        assert statuses <= {"match", "potential_match", "low_confidence", "many", "none"}
        alone = "SELECT cluster_id FROM linked GROUP BY 1 HAVING count(*) = 1"
        assert workspace.value(f"SELECT count(*) FROM linked WHERE (status = 'match') = (cluster_id IN ({alone}))") == 0


def test_the_same_records_give_the_same_people_again(home: DataHome, linked: Path, tmp_path: Path) -> None:
    make(home, tmp_path, previous=SnapshotFiles(linked))
    assert people(tmp_path) == people(linked)
    with Workspace.read_only(tmp_path / "record.duckdb") as workspace:
        assert workspace.value("SELECT count(*) FROM ledger") == len(people(linked))


def test_going_on_with_a_learnt_model_equals_starting_again(home: DataHome, linked: Path, tmp_path: Path) -> None:
    """One record in a hundred withdrawn, one changed, one new: clusters, statuses and pairs as if all were new."""
    answers = []
    for place, previous in enumerate((SnapshotFiles(linked), None)):
        folder = tmp_path / str(place)
        folder.mkdir()
        with Workspace.at(folder / "record.duckdb") as workspace:
            workspace.attach(linked / "vault.duckdb", "first")
            workspace.run("""
                CREATE TABLE sent AS
                SELECT * REPLACE (if(hash(record_id) % 100 = 1, 'Winterbourne', family_name) AS family_name)
                FROM first.identity WHERE hash(record_id) % 100 <> 2
                UNION ALL
                SELECT * REPLACE ('new:' || record_id AS record_id, NULL AS nhs_number) FROM first.identity
                WHERE hash(record_id) % 100 = 0
            """)
            workspace.run("DETACH first")
            continue_vault(workspace, SnapshotFiles(folder), previous)
            renew_identities(workspace, "FROM sent")
            link(workspace, models=home.models)
            answers.append(
                [
                    workspace.rows(f"SELECT * FROM {table} ORDER BY ALL")
                    for table in ("linked", "vault.compared_pair", "vault.twin")
                ]
            )
    went_on, started_again = answers
    assert went_on == started_again


def test_the_model_is_learnt_once_and_every_level_has_a_rate(home: DataHome, linked: Path, tmp_path: Path) -> None:
    (saved,) = home.models.iterdir()
    before = saved.read_bytes()
    model = json.loads(before)["settings"]
    rates = [
        level[rate]
        for comparison in model["comparisons"]
        for level in comparison["comparison_levels"]
        if not level.get("is_null_level")
        for rate in ("m_probability", "u_probability")
    ]
    assert rates
    assert all(0 < rate < 1 for rate in rates)
    make(home, tmp_path)
    assert saved.read_bytes() == before
    saved.unlink()
    (tmp_path / "again").mkdir()
    make(home, tmp_path / "again")
    assert saved.read_bytes() == before


def test_what_spoke_for_a_pair_is_kept_and_adds_up(linked: Path) -> None:
    with Workspace.read_only(linked / "vault.duckdb") as vault:
        outcomes = dict(vault.rows("SELECT outcome, count(*) FROM compared_pair GROUP BY 1"))
        assert outcomes["joined"] > 0
        assert outcomes["potential_match"] > 0
        assert (
            vault.value("SELECT count(*) FROM compared_pair WHERE (outcome = 'refused') <> (reason IS NOT NULL)") == 0
        )
        priors = vault.rows("""
            SELECT DISTINCT round(match_weight - given_name_weight - birth_date_weight
                - family_and_home_weight - sex_weight, 3)
            FROM compared_pair WHERE match_weight IS NOT NULL
        """)
    assert len(priors) == 1  # all that is left is how likely any two records are to be of one person


def test_no_name_number_or_address_reaches_the_record_file(linked: Path) -> None:
    with Workspace.read_only(linked / "vault.duckdb") as vault:
        told = vault.rows("""
            SELECT nhs_number FROM identity WHERE nhs_number IS NOT NULL
            UNION SELECT upn FROM identity WHERE upn IS NOT NULL
            UNION SELECT uprn FROM identity WHERE uprn IS NOT NULL
            UNION SELECT given_name || ' ' || family_name FROM identity WHERE len(given_name) > 3
            UNION SELECT address FROM identity WHERE len(address) > 9
            UNION SELECT postcode FROM identity WHERE postcode IS NOT NULL
        """)
        words = {row[0] for row in told}
    with Workspace.read_only(linked / "record.duckdb") as record:
        for table, column in record.rows(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE data_type = 'VARCHAR' AND NOT internal"
        ):
            held = {row[0] for row in record.rows(f'SELECT DISTINCT "{column}" FROM "{table}"')}
            assert not held & words, f"{table}.{column}"
    stored = (linked / "record.duckdb").read_bytes()
    assert not [word for word in sorted(words)[:: max(1, len(words) // 300)] if word.encode() in stored]


def test_learning_anew_is_written_down_and_keeps_the_former_model(home: DataHome, linked: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    shutil.copytree(home.models, models)
    (saved,) = models.glob("v*-linkage-model.json")
    learnt = saved.read_bytes()
    same = retrain(SnapshotFiles(linked), models, on=_AS_OF, because="the yearly look")
    assert saved.read_bytes() == learnt, "the same records teach the same"
    saved.write_text(learnt.decode().replace("0.95", "0.94"), encoding="utf-8")
    other = saved.read_bytes()
    anew = retrain(SnapshotFiles(linked), models, on=_AS_OF, because="housing sends other dates")
    assert retrainings(models) == [same, anew]
    assert (same.kept, anew.because) == (None, "housing sends other dates")
    assert anew.kept is not None
    assert (models / anew.kept).read_bytes() == other
    assert saved.read_bytes() == learnt


def test_agreement_that_moves_is_seen_and_named(home: DataHome, linked: Path, tmp_path: Path) -> None:
    models, agreed = tmp_path / "models", linkage_definition()
    shutil.copytree(home.models, models)
    shutil.copyfile(linked / "vault.duckdb", tmp_path / "vault.duckdb")
    with Workspace.in_memory() as workspace:
        workspace.attach(tmp_path / "vault.duckdb", "vault", read_only=False)
        assert watch_drift(workspace, models, agreed) == [], "too few pairs share a number"
        for _ in range(4):  # sixteen boroughs of this size
            workspace.run("INSERT INTO vault.compared_pair FROM vault.compared_pair")
        assert watch_drift(workspace, models, agreed) == [], "the first look is what later ones are held against"
        assert [one.moved for one in watch_drift(workspace, models, agreed)] == [0, 0, 0, 0]
        workspace.run("UPDATE vault.compared_pair SET birth_date_level = 0 WHERE hash(record_id_l) % 8 = 0")
        (moved,) = has_drifted(watch_drift(workspace, models, agreed), agreed)
    assert moved.comparison == "birth_date"
    assert moved.now["different birth dates"] > moved.then.get("different birth dates", 0) + 0.05
