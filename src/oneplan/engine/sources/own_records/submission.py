"""Handing on what was recorded here: one file with every fact that stands, in place of the one before."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oneplan.definitions.factor import Whose
from oneplan.definitions.source import source_contract
from oneplan.engine.sources.before import EARLIER, FEWER
from oneplan.engine.sources.load import load
from oneplan.engine.sources.submissions import submission_id_of, submissions
from oneplan.engine.store.home import DataHome
from oneplan.vocabulary.errors import Refused
from oneplan.vocabulary.identifiers import FactorId, RecordId
from oneplan.vocabulary.knowledge import Certainty, Finding

SOURCE = "own_records"
#: What was taken back makes a file shorter and older than the one before: that is no mistake here.
_EXPECTED = frozenset({EARLIER, FEWER})
_COLUMNS = (
    "fact_ref",
    "record_ref",
    "factor",
    "about",
    "finding",
    "certainty",
    "observed_on",
    "observed_to",
    "recorded_by",
    "recorded_on",
)


@dataclass(frozen=True)
class OwnRecord:
    """One fact. `observed_to` is the last day that it may have been, or None where the day is known."""

    fact_ref: str
    record_id: RecordId
    factor_id: FactorId
    about: Whose
    finding: Finding
    certainty: Certainty
    observed_on: date
    observed_to: date | None
    recorded_by: str
    recorded_on: date


def hand_on(home: DataHome, facts: Sequence[OwnRecord], *, received_on: date) -> None:
    """Make the facts the one submission of own records. Raises `Refused` when a fact could not be used.

    A crash leaves the submission before, or both, of which the later counts; the next handing on tidies up.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "own_records.csv")
        _write(file, facts)
        standing = submission_id_of(source_contract(SOURCE), [file])
        if facts:
            report = load(home, SOURCE, [file], received_on=received_on, confirmed=_EXPECTED)
            if report.refused or report.quarantined:
                raise Refused("Something that was recorded here could not be used, so the matrix would miss it.")
    for earlier in submissions(home):
        if earlier.source == SOURCE and earlier.id != standing:
            shutil.rmtree(earlier.folder)
            shutil.rmtree(earlier.vault_folder)


def event_id_of(fact_ref: str) -> str:
    """The id of a fact's event, by which it is found again in the evidence."""
    return f"{SOURCE}:own_record:{fact_ref}"


def _write(file: Path, facts: Sequence[OwnRecord]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(_COLUMNS)
        for one in facts:
            writer.writerow(
                (
                    one.fact_ref,
                    one.record_id,
                    one.factor_id,
                    one.about.upper(),
                    one.finding.upper(),
                    one.certainty.upper(),
                    one.observed_on,
                    one.observed_to or "",
                    one.recorded_by,
                    one.recorded_on,
                )
            )
