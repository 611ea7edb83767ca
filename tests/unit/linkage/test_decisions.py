"""What a person decided stands in every run, over numbers, names and the model; taken back, it leaves no trace."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from oneplan.engine.linkage import link
from oneplan.engine.linkage.decisions import Decision, Verdict
from oneplan.engine.store.snapshot import RECORD_FILE, SnapshotFiles
from oneplan.engine.store.tables import IDENTITY
from oneplan.engine.store.workspace import Workspace
from oneplan.engine.vault.continuing import continue_vault, renew_identities

_NOAH = {"given_name": "Noah", "family_name": "Field", "birth_date": date(2018, 10, 10), "postcode": "TS16 0DD"}
TWO_NUMBERS = {
    "a:1": {**_NOAH, "nhs_number": "9000000041"},
    "b:1": {**_NOAH, "nhs_number": "9000000068"},
    "c:1": {**_NOAH, "nhs_number": "9000000041", "birth_date": None},
    "d:1": {**_NOAH, "nhs_number": "9000000068", "birth_date": None},
}
SAME = Decision("b:1", "a:1", Verdict.SAME)
NOT_SAME = Decision("a:1", "b:1", Verdict.NOT_SAME)


def run(
    folder: Path,
    records: dict[str, dict[str, object]],
    decisions: Sequence[Decision] = (),
    previous: SnapshotFiles | None = None,
) -> SnapshotFiles:
    folder.mkdir()
    with Workspace.at(folder / RECORD_FILE) as workspace:
        continue_vault(workspace, SnapshotFiles(folder), previous)
        workspace.create(IDENTITY, "sent")
        rows = [{"record_id": record, "source": record[0], **said} for record, said in records.items()]
        workspace.insert("sent", [[row.get(c) for c in IDENTITY.column_names] for row in rows])
        renew_identities(workspace, "FROM sent")
        link(workspace, models=folder, decisions=decisions)
    return SnapshotFiles(folder)


def together(files: SnapshotFiles) -> list[list[str]]:
    with Workspace.read_only(files.vault) as record:
        return [
            row[0]
            for row in record.rows(
                "SELECT list(record_id ORDER BY record_id) FROM linked GROUP BY cluster_id ORDER BY 1"
            )
        ]


def outcome(files: SnapshotFiles, left: str, right: str) -> tuple[str, str | None]:
    with Workspace.read_only(files.vault) as vault:
        rows = vault.rows(
            "SELECT outcome, decided FROM compared_pair WHERE record_id_l = ? AND record_id_r = ?", [left, right]
        )
    return (rows[0][0], rows[0][1])


def test_two_numbers_stay_two_until_a_person_says_that_one_is_wrong(tmp_path: Path) -> None:
    before = run(tmp_path / "before", TWO_NUMBERS)
    assert together(before) == [["a:1", "c:1"], ["b:1", "d:1"]]
    after = run(tmp_path / "after", TWO_NUMBERS, [SAME], before)
    assert together(after) == [["a:1", "b:1", "c:1", "d:1"]]
    assert outcome(after, "a:1", "b:1") == ("joined", "same")


def test_a_number_in_common_does_not_join_whom_a_person_said_are_two(tmp_path: Path) -> None:
    copied = {"a:1": TWO_NUMBERS["a:1"], "b:1": {**TWO_NUMBERS["b:1"], "nhs_number": "9000000041"}}
    before = run(tmp_path / "before", copied)
    assert together(before) == [["a:1", "b:1"]]
    after = run(tmp_path / "after", copied, [NOT_SAME], before)
    assert together(after) == [["a:1"], ["b:1"]]
    assert outcome(after, "a:1", "b:1") == ("apart", "not_same")


def test_a_decision_survives_a_run_over_everybody_and_is_gone_when_taken_back(tmp_path: Path) -> None:
    decided = run(tmp_path / "decided", TWO_NUMBERS, [SAME])
    again = run(tmp_path / "again", TWO_NUMBERS, [SAME], decided)
    assert together(again) == together(decided) == [["a:1", "b:1", "c:1", "d:1"]]
    undone = run(tmp_path / "undone", TWO_NUMBERS, [], again)
    assert together(undone) == [["a:1", "c:1"], ["b:1", "d:1"]]


def test_a_decision_about_a_record_that_was_withdrawn_waits(tmp_path: Path) -> None:
    without = {record: said for record, said in TWO_NUMBERS.items() if record != "b:1"}
    gone = run(tmp_path / "gone", without, [SAME])
    assert together(gone) == [["a:1", "c:1"], ["d:1"]]
    assert together(run(tmp_path / "back", TWO_NUMBERS, [SAME], gone)) == [["a:1", "b:1", "c:1", "d:1"]]


def test_contradictions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="contradict"):
        run(tmp_path / "both", TWO_NUMBERS, [SAME, NOT_SAME])
