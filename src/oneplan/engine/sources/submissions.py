"""Submissions on disk: written beside, renamed into place, whole or not at all, each one once."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from oneplan.definitions.source import SourceContract
from oneplan.engine.store.files import move_into_place
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.identifiers import SubmissionId

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Submission:
    """One delivery that was loaded."""

    source: str
    id: SubmissionId
    received_on: date
    place: int  # its place in the order of receipt, over all sources
    folder: Path  # relationship, involvement, event
    vault_folder: Path  # identity, quarantined

    @property
    def report(self) -> dict[str, Any]:
        """The load report, as it was told when the submission was loaded."""
        told: dict[str, Any] = _manifest(self.folder)["report"]
        return told

    @property
    def seen(self) -> dict[str, Any]:
        """What the next delivery of the source is compared with."""
        told: dict[str, Any] = _manifest(self.folder)["seen"]
        return told


def submissions(home: DataHome) -> tuple[Submission, ...]:
    """Every submission of every source, in the order of receipt."""
    found = [_submission(home, path.parent) for path in home.submissions.glob("*/[!.]*/manifest.json")]
    return tuple(sorted(found, key=lambda one: (one.received_on, one.place)))


def submission_id_of(contract: SourceContract, files: Sequence[Path]) -> SubmissionId:
    """An id that the same files, in whatever order and under whatever names, have again under the same contract."""
    digests = sorted(_digest(path) for path in files)
    whole = "\n".join([contract.name, contract.version, *digests])
    return SubmissionId(hashlib.sha256(whole.encode()).hexdigest()[:16])


def find_submission(home: DataHome, source: str, submission_id: SubmissionId) -> Submission | None:
    """The submission, when it has been loaded before."""
    folder = home.submissions / source / submission_id
    return _submission(home, folder) if (folder / "manifest.json").is_file() else None


def keep(
    home: DataHome,
    workspace: Workspace,
    contract: SourceContract,
    submission_id: SubmissionId,
    *,
    seen: dict[str, Any],
    report: dict[str, Any],
) -> None:
    """Write a submission's tables. It exists from the last rename on; a crash before that leaves it unloaded."""
    vault = _emptied(home.vault / contract.name / f".building-{submission_id}")
    vault.chmod(0o700)
    for name in ("identity", "quarantined", *(t.lookup.name for t in contract.tables if t.lookup)):
        workspace.write_parquet(f"SELECT * FROM {name}", vault / f"{name}.parquet")
    shown = _emptied(home.submissions / contract.name / f".building-{submission_id}")
    for name in ("relationship", "involvement", "event"):
        workspace.write_parquet(f"SELECT * FROM {name}", shown / f"{name}.parquet")
    manifest = {
        "source": contract.name,
        "submission_id": submission_id,
        "contract_version": contract.version,
        "received_on": seen["received_on"],
        "place": 1 + max((one.place for one in submissions(home)), default=0),
        "seen": seen,
        "report": report,
    }
    (shown / "manifest.json").write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    # A vault folder without its submission is the remains of a load that was killed between the two renames.
    shutil.rmtree(home.vault / contract.name / submission_id, ignore_errors=True)
    move_into_place(vault, home.vault / contract.name / submission_id)
    move_into_place(shown, home.submissions / contract.name / submission_id)


def _submission(home: DataHome, folder: Path) -> Submission:
    manifest = _manifest(folder)
    return Submission(
        source=manifest["source"],
        id=SubmissionId(manifest["submission_id"]),
        received_on=date.fromisoformat(manifest["received_on"]),
        place=manifest["place"],
        folder=folder,
        vault_folder=home.vault / manifest["source"] / manifest["submission_id"],
    )


def _manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
