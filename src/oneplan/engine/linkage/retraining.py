"""Learning the area's rates anew: an act of its own, with a reason, written down beside the model."""

import json
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oneplan.definitions.linkage import linkage_definition
from oneplan.engine.linkage.numbers import sql_for_number_links
from oneplan.engine.linkage.training import FILE, learn
from oneplan.engine.store.files import write_atomically
from oneplan.engine.store.snapshot import SnapshotFiles
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.errors import OnePlanError

_REGISTER = "register.jsonl"


class TooFewToLearnFrom(OnePlanError):
    """There are too few named records to tell an area's own rates from chance."""


@dataclass(frozen=True)
class Retrained:
    """That the model was learnt anew: when, why, from how many records, and which file the one before is kept in."""

    on: date
    because: str
    records: int
    kept: str | None


def retrain(snapshot: SnapshotFiles, models: Path, *, on: date, because: str) -> Retrained:
    """Learn the rates of everybody in `snapshot`, keep the former model beside, and write the act down.

    The next refresh links everybody with the new model, and the ledger names it as the cause of what it moves.
    Raises `TooFewToLearnFrom` when the agreed number of named records is not reached.
    """
    agreed = linkage_definition()
    saved = models / f"v{agreed.version}-{FILE}"
    with tempfile.TemporaryDirectory(dir=models) as folder, Workspace.at(Path(folder) / "learning.duckdb") as workspace:
        workspace.attach(snapshot.vault, "vault")
        records: int = workspace.value("SELECT count(*) FROM vault.comparison_form WHERE given IS NOT NULL")
        if records < agreed.training.fewest_records.count:
            raise TooFewToLearnFrom(
                f"{records:,} named records are too few to learn from: {agreed.training.fewest_records.count:,} are "
                "wanted. The agreed starting rates are used until then, and nothing was changed."
            )
        former = saved.read_bytes() if saved.is_file() else None
        sql = sql_for_number_links(agreed, everyone=True)
        workspace.run(f"CREATE TABLE fresh_number_link AS {sql}")
        learn(workspace, models, agreed)
    kept = None
    if former is not None and former != saved.read_bytes():
        kept = f"until-{on.isoformat()}-{saved.name}"
        (models / kept).write_bytes(former)
    act = Retrained(on, because, records, kept)
    _write_down(models, act)
    return act


def retrainings(models: Path) -> list[Retrained]:
    """Every retraining so far, the oldest first."""
    register = models / _REGISTER
    lines = register.read_text(encoding="utf-8").splitlines() if register.is_file() else []
    return [Retrained(**{**said, "on": date.fromisoformat(said["on"])}) for said in map(json.loads, lines)]


def _write_down(models: Path, act: Retrained) -> None:
    register = models / _REGISTER
    before = register.read_text(encoding="utf-8") if register.is_file() else ""
    line = json.dumps({**act.__dict__, "on": act.on.isoformat()}, ensure_ascii=False)
    write_atomically(register, before + line + "\n")
