"""Linkage by itself: who is who in one CSV or Parquet file, with ids that last from run to run."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oneplan.engine.linkage import link
from oneplan.engine.linkage.on_spark import OnSpark
from oneplan.engine.people.causes import make_stirred
from oneplan.engine.people.continuity import continue_people, remember_people
from oneplan.engine.people.ids import person_id_key
from oneplan.engine.sources.cleaning import sql_for_nhs_number, sql_for_postcode, sql_for_upn
from oneplan.engine.store.files import move_into_place
from oneplan.engine.store.snapshot import RECORD_FILE, VAULT_FILE, SnapshotFiles
from oneplan.engine.store.tables import IDENTITY
from oneplan.engine.store.workspace import Workspace
from oneplan.engine.vault.continuing import continue_vault, renew_identities
from oneplan.vocabulary.errors import OnePlanError

#: The columns that a file may have. Others are left alone; all but `record_id` may be missing.
COLUMNS = (
    *("record_id", "source", "given_name", "family_name", "birth_date", "sex"),
    *("postcode", "address", "uprn", "nhs_number", "upn"),
)
#: What the field's public files call the same columns; the first that a file has is read.
_ALSO_CALLED = {
    "record_id": ("unique_id", "rec_id"),
    "source": ("source_dataset",),
    "given_name": ("first_name", "forename"),
    "family_name": ("surname", "last_name"),
    "birth_date": ("dob", "date_of_birth"),
    "sex": ("gender",),
    "postcode": ("postcode_fake",),
    "address": ("address_1",),
}
_STATE = "state"  # what the next run goes on from: the records as they were read, the model, the ids and their ledger


class CannotLink(OnePlanError):
    """The file to link, or where to, cannot be used."""


@dataclass(frozen=True)
class Outcome:
    """How many records were linked, and to how many people."""

    records: int
    people: int


def link_file(
    sent: Path, out: Path, *, on: date, existing: Path | None, with_pairs: bool, spark: str | None = None
) -> Outcome:
    """Link the records of the file `sent`; make the folder `out` with `linked.csv` and perhaps `pairs.csv`.

    `existing` is the folder of an earlier run. Its records stand unless they are sent again, and its people keep their
    ids; only what is new or changed is compared. `on` is the day that the ledger of joins and splits names. `spark` is
    the URL of a Spark to find and weigh pairs on.
    Raises `CannotLink` when `out` is there already, `existing` is no earlier run, or `sent` is no list of records.
    """
    if out.exists():
        raise CannotLink(f"{out} is there already, and was left alone. Name a folder that does not exist yet.")
    before = _earlier(existing)
    beside = out.with_name(f".{out.name}")
    shutil.rmtree(beside, ignore_errors=True)
    files = SnapshotFiles(beside / _STATE)
    for room in ("models", "keys"):
        (files.folder / room).mkdir(parents=True)
        if before is not None:
            shutil.copytree(before.folder / room, files.folder / room, dirs_exist_ok=True)
    try:
        outcome = _link(sent, files, before, on=on, with_pairs=with_pairs, spark=spark)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    move_into_place(beside, out)
    return outcome


def _earlier(existing: Path | None) -> SnapshotFiles | None:
    if existing is None:
        return None
    if not (existing / _STATE / VAULT_FILE).is_file():
        raise CannotLink(f"{existing} is not a folder that an earlier run of this command made.")
    return SnapshotFiles(existing / _STATE)


def _link(
    sent: Path, files: SnapshotFiles, before: SnapshotFiles | None, *, on: date, with_pairs: bool, spark: str | None
) -> Outcome:
    with Workspace.at(files.folder / RECORD_FILE) as workspace:
        continue_vault(workspace, files, before)
        _read(workspace, sent)
        on_spark = OnSpark(files.folder / ".spark", spark) if spark else None
        link(workspace, models=files.folder / "models", spark=on_spark)
        remember_people(workspace, before.record if before else None)
        make_stirred(workspace, before)
        workspace.run("CREATE TEMP VIEW placed AS FROM linked")
        continue_people(workspace, key=person_id_key(files.folder / "keys"), as_of=on)
        workspace.write_csv(_SQL_FOR_ANSWER, files.folder.parent / "linked.csv")
        if with_pairs:
            workspace.write_csv("FROM vault.compared_pair ORDER BY ALL", files.folder.parent / "pairs.csv")
        records, people = workspace.rows("SELECT count(*), count(DISTINCT person_id) FROM person_record")[0]
        workspace.run("DETACH vault")
    shutil.rmtree(files.folder / ".spill", ignore_errors=True)
    return Outcome(records, people)


_SQL_FOR_ANSWER = """
    SELECT record_id, person_id, status FROM person_record JOIN linked USING (record_id) ORDER BY record_id
"""


def _read(workspace: Workspace, sent: Path) -> None:
    """Bring `vault.identity` up to date from the file; what it does not name stays as it was."""
    workspace.view_of_file("file", sent)
    found = [row[0] for row in workspace.rows("SELECT column_name FROM (DESCRIBE file)")]
    named = {name: next((one for one in (name, *_ALSO_CALLED.get(name, ())) if one in found), None) for name in COLUMNS}
    if named["record_id"] is None:
        raise CannotLink(f"{sent.name} has no column record_id. It may have these: {', '.join(COLUMNS)}.")
    said = ", ".join(f'"{one}" AS {name}' for name, one in named.items() if one is not None)
    workspace.run(f"CREATE TEMP VIEW sent AS SELECT {said} FROM file")
    if not workspace.value("SELECT count(*) = count(DISTINCT record_id) FROM sent"):
        raise CannotLink(f"{sent.name} has rows without a record_id, or the same record_id twice.")
    read = {name: sql for name, sql in _sql_for_columns().items() if named[name] is not None}
    values = ", ".join(f"{sql} AS {name}" for name, sql in read.items())
    nothing = ", ".join(f"NULL::{kind} AS {name}" for name, kind in IDENTITY.columns if name not in read)
    renew_identities(workspace, f"SELECT {values}, {nothing} FROM sent ORDER BY record_id", is_all=False)


def _sql_for_columns() -> dict[str, str]:
    """SQL for each column's value: numbers that fail their check and days that do not exist count as missing."""
    text = {name: f"nullif(trim({name}::VARCHAR), '')" for name in COLUMNS}
    return {
        **text,
        "birth_date": f"try_strptime({text['birth_date']}, ['%Y-%m-%d', '%Y%m%d', '%d/%m/%Y'])::DATE",
        "sex": f"CASE upper(left({text['sex']}, 1)) WHEN 'M' THEN 'M' WHEN 'F' THEN 'F' ELSE 'U' END",
        "postcode": f"coalesce({sql_for_postcode(text['postcode'])}, upper({text['postcode']}))",
        "nhs_number": sql_for_nhs_number(text["nhs_number"]),
        "upn": sql_for_upn(text["upn"]),
    }
