"""What the checks found: counts and reasons for the report, and the rows themselves for the vault."""

from collections.abc import Sequence
from dataclasses import dataclass

from oneplan.definitions.source import SourceContract
from oneplan.engine.sources.raw import literal, quoted
from oneplan.engine.sources.report import Reason
from oneplan.engine.sources.rules import Rule
from oneplan.engine.store.workspace import Workspace

_SHOWN = 5  # lines named per reason; the rest are in the vault with their rows
_UNREAD = {
    "wrong_number_of_values": "The row has more or fewer values than there are columns",
    "unreadable_characters": "The row has characters that are not text",
    "mixed_encoding": "The row is written in another encoding than most of the file; export the file again as UTF-8",
}


@dataclass(frozen=True)
class Counts:
    """How many rows of a delivery were read and what became of them."""

    read: int
    loaded: int
    flagged: int
    quarantined: int


def counts_and_reasons(
    workspace: Workspace, contract: SourceContract, rules: Sequence[Rule]
) -> tuple[Counts, tuple[Reason, ...]]:
    """How many rows were read, loaded, flagged and quarantined, and why.

    Every row is either in a raw table or unread, and a raw row is either good or quarantined, so the counts add up.
    """
    _make_found(workspace, contract, rules)
    unread = workspace.value("SELECT count(*) FROM unread")
    rows = sum(workspace.value(f"SELECT count(*) FROM {quoted('raw_' + t.name)}") for t in contract.tables)
    loaded = sum(workspace.value(f"SELECT count(*) FROM {quoted('good_' + t.name)}") for t in contract.tables)
    flagged = workspace.value("""
        SELECT count(DISTINCT _row) FROM found AS flag WHERE severity = 'flag'
        AND _row NOT IN (SELECT _row FROM found WHERE severity = 'quarantine')
    """)
    counts = Counts(rows + unread, loaded, flagged, rows - loaded + unread)
    return counts, (*_unread_reasons(workspace), *_reasons(workspace))


def keep_quarantined(workspace: Workspace, contract: SourceContract, rules: Sequence[Rule]) -> None:
    """Make `quarantined`: every row with a finding, as it was sent. It goes to the vault and nowhere else."""
    numbered = _values(rules)
    each = [
        f"""
        SELECT found.table_name, sent._file AS file, sent._line AS line, rule.code, rule.severity, rule.column_name,
            rule.message, {_sql_for_row([c.name for c in t.columns])} AS sent
        FROM problem AS found
        JOIN ({numbered}) AS rule ON rule.n = found.rule
        JOIN {quoted("raw_" + t.name)} AS sent ON sent._row = found._row
        WHERE found.table_name = {literal(t.name)} AND rule.severity IN ('quarantine', 'flag')
        """
        for t in contract.tables
    ]
    unread = "SELECT table_name, file, line, code, 'quarantine', '', '', sent FROM unread"
    workspace.run(f"CREATE TABLE quarantined AS {' UNION ALL '.join([*each, unread])} ORDER BY file, line, code")


def _make_found(workspace: Workspace, contract: SourceContract, rules: Sequence[Rule]) -> None:
    origins = " UNION ALL ".join(f"SELECT _row, _file, _line FROM {quoted('raw_' + t.name)}" for t in contract.tables)
    workspace.run(f"""
        CREATE TABLE found AS
        SELECT problem._row, rule.*, origin._file AS file, origin._line AS line
        FROM problem
        JOIN ({_values(rules)}) AS rule ON rule.n = problem.rule
        JOIN ({origins}) AS origin ON origin._row = problem._row
    """)


def _reasons(workspace: Workspace) -> list[Reason]:
    found = workspace.rows(f"""
        SELECT code, message, severity, table_name, column_name, count(*), min(n),
            list_sort(list(DISTINCT row(file, line)))[1:{_SHOWN}]
        FROM found
        GROUP BY code, message, severity, table_name, column_name
        ORDER BY min(n)
    """)
    return [
        Reason(code, message, severity, table, column, rows, _places(lines))
        for code, message, severity, table, column, rows, _, lines in found
    ]


def _unread_reasons(workspace: Workspace) -> list[Reason]:
    found = workspace.rows(f"""
        SELECT code, table_name, count(*), list_sort(list(DISTINCT row(file, line)))[1:{_SHOWN}]
        FROM unread GROUP BY code, table_name ORDER BY code, table_name
    """)
    return [
        Reason(code, _UNREAD[code], "quarantine", table, "", rows, _places(lines)) for code, table, rows, lines in found
    ]


def _places(lines: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(f"{file}:{line}" for file, line in lines)


def _values(rules: Sequence[Rule]) -> str:
    rows = ", ".join(
        f"({n}, {', '.join(literal(part) for part in (r.code, r.severity, r.table, r.column, r.message))})"
        for n, r in enumerate(rules)
    )
    rows = rows or "(-1, '', '', '', '', '')"  # nothing was sent, so nothing was checked
    return f"SELECT * FROM (VALUES {rows}) AS rules(n, code, severity, table_name, column_name, message)"


def _sql_for_row(columns: Sequence[str]) -> str:
    """SQL for a whole row as lines of `column: value`."""
    parts = ", ".join(f"{literal(name + ': ')} || sent.{quoted(name)}" for name in columns)
    return f"concat_ws(chr(10), {parts})"
