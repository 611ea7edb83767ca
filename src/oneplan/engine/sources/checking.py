"""Checks as data: each rule is a condition on a row, with a code, a sentence and how serious it is.

What is found goes to `problem(table_name, _row, rule)`; rows with a serious problem are left out of `good_<table>`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oneplan.definitions.source import Column, SourceContract, SourceTable
from oneplan.engine.sources.cleaning import FREE_TEXT, sql_for_day_number, sql_for_dummy
from oneplan.engine.sources.raw import literal, quoted
from oneplan.engine.store.workspace import Workspace

#: What happens to a row: left out; used and pointed out; used, with a value taken as none and counted.
SEVERITIES = ("quarantine", "flag", "normalise")


@dataclass(frozen=True)
class Rule:
    """One thing that can be wrong with a row. `condition` is SQL over `read_<table>`, true where it is wrong."""

    code: str
    table: str
    column: str
    message: str
    severity: str
    condition: str = ""  # empty for what is found by other means (duplicates, references, unread rows)


#: What people and printing programs write below a table.
_NOT_A_ROW = r"^((GRAND |SUB)?TOTALS?\b|PRODUCED BY |END OF (FILE|REPORT)|NUMBER OF (ROWS|RECORDS))"
#: UTF-8 that was read as Windows text somewhere on the way and saved like that.
_GARBLED = r"Ã[\x{0080}-\x{00BF}\x{0152}-\x{2122}]|Â[\x{00A0}-\x{00BF}]|â€"
_TOO_LONG = "length(%s) > 10000"
_WRONG = {
    "date": ("unreadable_date", "{column} is not a date as {dates}"),
    "code": ("unknown_code", "{column} has a code that its list does not hold"),
    "whole": ("unreadable_number", "{column} is not a whole number within its bounds"),
    "number": ("unreadable_number", "{column} is not a number within its bounds"),
    "yes_no": ("unreadable_yes_no", "{column} is neither yes nor no"),
    "nhs_number": ("nhs_number_check", "{column} is not a valid NHS number and was not used to find anybody"),
    "upn": ("upn_check", "{column} is not a valid unique pupil number and was not used to find anybody"),
    "postcode": ("postcode_form", "{column} has not the form of a postcode"),
}


def rules_of(contract: SourceContract, table: SourceTable) -> Iterable[Rule]:
    """Every rule that the contract's columns give a table."""
    if first := next((c for c in table.columns if c.required and c.type == "text"), None):
        condition = f"regexp_matches(upper({quoted(first.name + '_sent')}), {literal(_NOT_A_ROW)})"
        yield Rule("not_a_row", table.name, first.name, "The row is a total or a footer", "quarantine", condition)
    for column in table.columns:
        sent, value = quoted(column.name + "_sent"), quoted(column.name)
        dummy = sql_for_dummy(column, contract.dates)

        def rule(code: str, severity: str, message: str, condition: str, on: Column = column) -> Rule:
            return Rule(code, table.name, on.name, message, severity, condition)

        empty = f"({sent} IS NULL OR {dummy})"
        if column.required:
            yield rule("missing", "quarantine", f"{column.name} is missing", empty)
        elif column.expected:
            yield rule("missing", "flag", f"{column.name} is missing", empty)
        if column.type in _WRONG:
            code, words = _WRONG[column.type]
            message = words.format(column=column.name, dates=contract.dates)
            condition = f"{sent} IS NOT NULL AND {value} IS NULL AND NOT {dummy}"
            yield rule(code, column.wrong_value, message, condition)
        if dummy != "false" and not column.required:
            yield rule("dummy_value", "normalise", f"{column.name} held a stand-in and was taken as empty", dummy)
        if column.type in FREE_TEXT:
            yield rule("oversized_value", "quarantine", f"{column.name} is longer than any real one", _TOO_LONG % sent)
            message = f"{column.name} has letters that were garbled on the way (Ã«)"
            yield rule("garbled_letters", "flag", message, f"regexp_matches({sent}, {literal(_GARBLED)})")
        if column.type == "date":
            message = f"{column.name} was a day as Excel counts it"
            yield rule("day_number", "normalise", message, f"{sql_for_day_number(sent)} AND {value} IS NOT NULL")
        if column.not_before:
            message = f"{column.name} is before {column.not_before}"
            yield rule("ends_before_start", "quarantine", message, f"{value} < {quoted(column.not_before)}")
        if column.type == "date" and column.if_wrong is None:
            yield rule("future_date", "flag", f"{column.name} is after the day of receipt", f"{value} > received_on")


class Checking:
    """The checks of one submission, and what they found."""

    def __init__(self, workspace: Workspace, contract: SourceContract) -> None:
        self.workspace = workspace
        self.contract = contract
        self.rules: list[Rule] = []
        workspace.run("CREATE TABLE problem (table_name VARCHAR, _row BIGINT, rule INTEGER)")

    def run(self) -> None:
        """Check every table in the contract's order, so that references meet checked tables."""
        for table in self.contract.tables:
            self._check_rows(table, list(rules_of(self.contract, table)))
            self._find_repeats(table)
            self._make_good(table)
            for reference in table.references:
                message = f"{', '.join(reference.columns)} is not in {reference.table}"
                rule = self._numbered(
                    Rule("not_found", table.name, ", ".join(reference.columns), message, reference.if_missing)
                )
                pairs = zip(reference.columns, reference.to, strict=True)
                same = " AND ".join(f"there.{quoted(to)} = here.{quoted(column)}" for column, to in pairs)
                self._add(
                    f"SELECT {literal(table.name)}, here._row, {rule} FROM {quoted('good_' + table.name)} AS here "
                    f"ANTI JOIN {quoted('good_' + reference.table)} AS there ON there._batch = here._batch AND {same}"
                )
                self._make_good(table)

    def _check_rows(self, table: SourceTable, rules: Sequence[Rule]) -> None:
        numbered = [(self._numbered(rule), rule.condition) for rule in rules]
        found = ", ".join(f"CASE WHEN {condition} THEN {number} END" for number, condition in numbered)
        anything = " OR ".join(f"({condition})" for _, condition in numbered)
        self._add(f"""
            SELECT {literal(table.name)}, _row, rule
            FROM (
                SELECT _row, unnest([{found}]) AS rule
                FROM {quoted("read_" + table.name)}
                WHERE {anything}
            ) AS each
            WHERE rule IS NOT NULL
        """)

    def _find_repeats(self, table: SourceTable) -> None:
        """The same row again counts once and is said; the same key with other content is pointed out."""
        if not table.key:
            return
        same = self._numbered(
            Rule("same_row_again", table.name, "", "The same row was sent more than once", "normalise")
        )
        keys = ", ".join(table.key)
        other = self._numbered(
            Rule(
                "same_key_again", table.name, keys, f"Two different rows have the same {keys}; the last counts", "flag"
            )
        )
        key = ", ".join(quoted(name) for name in table.key)
        content = ", ".join(f"coalesce({quoted(c.name + '_sent')}, '')" for c in table.columns)
        self._add(f"""
            SELECT {literal(table.name)}, _row, CASE WHEN content = first_content THEN {same} ELSE {other} END
            FROM (
                SELECT _row, content, first(content) OVER same_key AS first_content, row_number() OVER same_key AS place
                FROM (SELECT *, concat_ws(chr(31), {content}) AS content FROM {quoted("read_" + table.name)}) AS each
                WINDOW same_key AS (PARTITION BY _batch, {key} ORDER BY _row)
            ) AS keyed
            WHERE place > 1
        """)

    def _make_good(self, table: SourceTable) -> None:
        serious = ", ".join(str(n) for n, rule in enumerate(self.rules) if rule.severity == "quarantine") or "-1"
        self.workspace.run(f"""
            CREATE OR REPLACE TABLE {quoted("good_" + table.name)} AS
            SELECT * FROM {quoted("read_" + table.name)}
            WHERE _row NOT IN (
                SELECT _row FROM problem WHERE table_name = {literal(table.name)} AND rule IN ({serious})
            )
        """)

    def _numbered(self, rule: Rule) -> int:
        self.rules.append(rule)
        return len(self.rules) - 1

    def _add(self, select: str) -> None:
        self.workspace.run(f"INSERT INTO problem {select}")
