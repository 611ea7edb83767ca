"""Loading what an agency sent: read, check, standardise, keep. All of it or nothing."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from oneplan.definitions.source import SourceContract, source_contract
from oneplan.engine.sources import cin_census, declared, own_records, school_census, ssda903
from oneplan.engine.sources.before import Seen, questions, seen_in
from oneplan.engine.sources.checking import Checking
from oneplan.engine.sources.cleaning import sql_for_reading
from oneplan.engine.sources.findings import counts_and_reasons, keep_quarantined
from oneplan.engine.sources.hostile import refuse_hostile
from oneplan.engine.sources.raw import RawTables
from oneplan.engine.sources.report import LoadReport, Reason
from oneplan.engine.sources.same_people import compared, notes_of_people, questions_of_people
from oneplan.engine.sources.shape import Reading, Receipt, Source
from oneplan.engine.sources.standardising import settle, standardise
from oneplan.engine.sources.submissions import Submission, find_submission, keep, submission_id_of, submissions
from oneplan.engine.sources.unusual import found_in, unusual
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.tables import STANDARD_TABLES
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.errors import Refused

#: Sources with a format of their own; all others are read as their contract declares.
_FOLDERS: dict[str, Source] = {
    "ssda903": ssda903.SOURCE,
    "cin_census": cin_census.SOURCE,
    "school_census": school_census.SOURCE,
    "own_records": own_records.SOURCE,
}


def load(
    home: DataHome,
    source: str,
    files: Sequence[Path],
    *,
    received_on: date,
    confirmed: frozenset[str] = frozenset(),
    authorities: Collection[str] = (),
) -> LoadReport:
    """Load one delivery of `source` and say what became of it.

    A delivery that cannot be used at all gives a report with `refused` set, and changes nothing. The same files sent
    again change nothing either, and the report says so. A delivery that goes back in time, has far fewer rows or is
    about another authority than `authorities`, or without these than those before, is refused with reasons of severity
    `ask`; it is loaded when the codes of all of them are in `confirmed`.

    Raises `DefinitionError` when there is no such source.
    """
    contract = source_contract(source)
    names = tuple(path.name for path in files)
    try:
        submission_id = submission_id_of(contract, files)
        before = find_submission(home, source, submission_id)
        if before is not None:
            return _said_again(LoadReport.of(before.report), before.received_on)
        refuse_hostile(files)
        with Workspace.in_memory() as workspace:
            reading = _read(workspace, contract, files, received_on)
            earlier = [one for one in submissions(home) if one.source == source]
            report = _report(workspace, contract, names, reading, received_on)
            if report.read == 0:
                return replace(report, refused=_nothing_in_it(earlier))
            if report.refused is None:
                _standardised(workspace, Receipt(contract, received_on))
                seen = seen_in(workspace, contract, received_on=received_on, authority=reading.authority)
                seen = replace(seen, found=found_in(report))
                asked, report = _compared(workspace, report, seen, earlier, authorities)
                report = _asked(report, asked, confirmed)
            if report.refused is None:
                keep(home, workspace, contract, submission_id, seen=seen.as_json(), report=report.as_json())
            return report
    except Refused as refusal:
        return LoadReport(source, names, refused=str(refusal))


def _read(workspace: Workspace, contract: SourceContract, files: Sequence[Path], received_on: date) -> Reading:
    tables = RawTables(workspace, contract)
    reading = _FOLDERS.get(contract.name, declared.SOURCE).read(tables, files, received_on)
    tables.flush()
    return reading


def _report(
    workspace: Workspace, contract: SourceContract, names: tuple[str, ...], reading: Reading, received_on: date
) -> LoadReport:
    """Check every row and count. Leaves `good_<table>` and `quarantined` in the workspace."""
    workspace.run("CREATE TABLE reporting (_batch VARCHAR, reported_on DATE)")
    workspace.insert("reporting", reading.reported_on.items())
    for table in contract.tables:
        workspace.run(sql_for_reading(contract, table, received_on))
    checking = Checking(workspace, contract)
    checking.run()
    keep_quarantined(workspace, contract, checking.rules)
    counts, reasons = counts_and_reasons(workspace, contract, checking.rules)
    report = LoadReport(
        contract.name,
        names,
        read=counts.read,
        loaded=counts.loaded,
        flagged=counts.flagged,
        quarantined=counts.quarantined,
        reasons=(*_notes(reading), *reasons),
    )
    if report.read and report.loaded == 0:
        return replace(report, refused=f"None of the {report.read:,} rows could be used.")
    return report


def _nothing_in_it(earlier: Sequence[Submission]) -> str:
    if not earlier:
        return "There are no rows in it."
    return f"There are no rows in it; last time there were {earlier[-1].report['read']:,}."


def _compared(
    workspace: Workspace, report: LoadReport, seen: Seen, earlier: Sequence[Submission], authorities: Collection[str]
) -> tuple[list[Reason], LoadReport]:
    """What has to be asked beside the deliveries before this one, and the report with what there is to know."""
    before = [Seen.of(one.seen) for one in earlier]
    asked = [*questions(seen, before, authorities), *unusual(report, seen, before)]
    last = next((one for one in reversed(earlier) if one.received_on <= seen.received_on), None)
    if last is not None and (last.vault_folder / "identity.parquet").is_file():
        people = compared(workspace, last.vault_folder / "identity.parquet")
        asked += questions_of_people(people)
        report = replace(report, reasons=(*report.reasons, *notes_of_people(people, last.received_on)))
    return asked, report


def _asked(report: LoadReport, asked: Sequence[Reason], confirmed: frozenset[str]) -> LoadReport:
    """The report with what has to be confirmed: refused while anything is not, else loaded and noted."""
    waiting = [one for one in asked if one.code not in confirmed]
    noted = [replace(one, message=f"Confirmed: {one.message}", severity="note") for one in asked if one not in waiting]
    report = replace(report, reasons=(*waiting, *noted, *report.reasons))
    if not waiting:
        return report
    sentences = " ".join(f"{one.table}: {one.message}." if one.table else f"{one.message}." for one in waiting)
    return replace(report, refused=f"{sentences} Is that right?")


def _notes(reading: Reading) -> tuple[Reason, ...]:
    """What to know about whole files: encodings that had to be guessed, tables that are not needed."""
    guessed = [
        Reason("encoding", f"{file.name} was read as Windows text (cp1252)", "note", file.table, "", 0, ())
        for file in reading.files
        if file.encoding == "cp1252"
    ]
    unused = [
        Reason("not_needed", f"{file.name} is not needed and was not kept", "note", "", "", 0, ())
        for file in reading.files
        if not file.table
    ]
    passed_over = [Reason("passed_over", sentence, "note", "", "", 0, ()) for sentence in reading.notes]
    return (*guessed, *unused, *passed_over)


def _standardised(workspace: Workspace, receipt: Receipt) -> None:
    for table in STANDARD_TABLES:
        workspace.create(table)
    standardise(workspace, receipt)
    _FOLDERS.get(receipt.contract.name, declared.SOURCE).standardise(workspace, receipt)
    settle(workspace)


def _said_again(report: LoadReport, received_on: date) -> LoadReport:
    message = f"The same files were loaded on {received_on:%-d %B %Y}; nothing was changed"
    return replace(report, reasons=(Reason("already_loaded", message, "note", "", "", 0, ()), *report.reasons))
