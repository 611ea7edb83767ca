"""What became of a source's submissions: rows that could not be used, and what the others led to."""

from dataclasses import dataclass
from difflib import get_close_matches

from oneplan.definitions.source import SourceContract, source_contract
from oneplan.engine.sources.submissions import Submission
from oneplan.engine.store.workspace import Workspace, sql_for_parquet


@dataclass(frozen=True)
class FoundRow:
    """A row with something wrong in it, as its sender sent it. It names people: for the sender's own eyes."""

    file: str
    line: int
    table: str
    column: str
    severity: str
    code: str
    message: str
    value: str  # of the column that is wrong; the whole row where no one column is


@dataclass(frozen=True)
class Stale:
    """What a submission holds that nobody seems to have looked at for long. Whole numbers, for its sender's eyes."""

    particulars: int | None  # people whose particulars were last checked over a year ago; none when it does not say
    open_work: int  # times of work that began over two years ago and go on


@dataclass(frozen=True)
class LedTo:
    """What a submission and its source led to in a snapshot, in whole numbers that have not been disclosed yet."""

    children: int  # for whom this submission is evidence
    records: int  # of the source, about people
    unmatched: int  # records that no other source's record was found to belong with
    contradictions: int  # children about whom another source says the opposite of some factor


def found_rows(submission: Submission, *, most: int | None = None) -> tuple[FoundRow, ...]:
    """The rows with findings, by file and line; the first `most` of them."""
    path = submission.vault_folder / "quarantined.parquet"
    limit = "" if most is None else f" LIMIT {most}"
    with Workspace.in_memory() as workspace:
        rows = workspace.rows(f"""
            SELECT file, line, table_name, column_name, severity, code, message, sent
            FROM {sql_for_parquet(path)} ORDER BY file, line, code{limit}
        """)
    contract = source_contract(submission.source)
    found = []
    for file, line, table, column, severity, code, message, sent in rows:
        value = _value(sent, column)
        said = message + _nearest(contract, table, column, value) if code == "unknown_code" else message
        found.append(FoundRow(file, line, table, column, severity, code, said, value))
    return tuple(found)


def stale_in(submission: Submission) -> Stale:
    """What is out of date in a submission as it was received. Being on a school's roll grows old rightly."""
    identity = sql_for_parquet(submission.vault_folder / "identity.parquet")
    involvement = sql_for_parquet(submission.folder / "involvement.parquet")
    on = submission.received_on
    with Workspace.in_memory() as workspace:
        told, old = workspace.rows(
            f"SELECT count(seen_on), count(*) FILTER (seen_on < ?::DATE - INTERVAL 1 YEAR) FROM {identity}", [on]
        )[0]
        open_work = workspace.value(
            f"""SELECT count(*) FROM {involvement}
            WHERE to_on IS NULL AND kind <> 'school' AND from_on < ?::DATE - INTERVAL 2 YEAR""",
            [on],
        )
    return Stale(old if told else None, open_work)


def led_to(workspace: Workspace, submission: Submission) -> LedTo:
    """What a submission, and its source as a whole, led to in the snapshot that a workspace is open on."""
    source = submission.source
    events = sql_for_parquet(submission.folder / "event.parquet")
    children = workspace.value(f"""
        SELECT count(DISTINCT person_id) FROM evidence WHERE event_id IN (SELECT event_id FROM {events})
    """)
    records, unmatched = workspace.rows(
        """
        WITH own AS (SELECT record_id, person_id FROM person_record WHERE split_part(record_id, ':', 1) = ?),
        met AS (SELECT DISTINCT person_id FROM person_record WHERE split_part(record_id, ':', 1) <> ?)
        SELECT count(*), count(*) FILTER (person_id NOT IN (SELECT person_id FROM met)) FROM own
        """,
        [source, source],
    )[0]
    contradictions = workspace.value(
        """
        SELECT count(DISTINCT own.person_id)
        FROM evidence AS own JOIN evidence AS other
          ON other.person_id = own.person_id AND other.factor_id = own.factor_id AND other.whose = own.whose
        WHERE own.source = ? AND other.source <> ?
          AND ((own.finding = 'present' AND other.finding = 'not_present')
            OR (own.finding = 'not_present' AND other.finding = 'present'))
        """,
        [source, source],
    )
    return LedTo(children, records, unmatched, contradictions)


def _nearest(contract: SourceContract, table: str, column: str, value: str) -> str:
    """Words for the code that somebody most likely meant; empty when none is near."""
    codes = contract.table(table).column(column)
    meant = {spelling.upper(): code for spelling, code in [*((c, c) for c in codes.codes), *codes.also.items()]}
    meant |= {words.upper(): code for code, words in codes.codes.items()}
    near = get_close_matches(value.strip().upper(), meant, n=1, cutoff=0.5)
    return f"; the nearest is {meant[near[0]]}, {codes.codes[meant[near[0]]]}" if near else ""


def _value(sent: str, column: str) -> str:
    """One column's value out of a row kept as lines of `column: value`."""
    start = f"{column}: "
    values = (line.removeprefix(start) for line in sent.split("\n") if column and line.startswith(start))
    return next(values, sent)
