"""The checks of one submission: every rule that its contract gives, run over every row at once.

What is found goes to `problem(table_name, _row, rule)`; rows with a serious problem are left out of `good_<table>`.
"""

from collections.abc import Sequence

from oneplan.definitions.source import SourceContract, SourceTable
from oneplan.engine.sources.column_rules import rules_of
from oneplan.engine.sources.raw import literal, quoted
from oneplan.engine.sources.rules import Rule
from oneplan.engine.sources.time_rules import sql_for_shared, time_rules
from oneplan.engine.store.workspace import Workspace


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
            if not self.workspace.value(f"SELECT count(*) FROM {quoted('read_' + table.name)}"):
                self._make_good(table)
                continue
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
            self._find_together(table)

    def _find_together(self, table: SourceTable) -> None:
        """What shows only when a person's rows are seen together. The rows must be good by themselves."""
        shared = [
            found
            for rows in table.identity
            for value in (rows.nhs_number, rows.upn)
            if value and (found := sql_for_shared(table, rows, value))
        ]
        together = [*shared, *time_rules(self.contract, table)]
        for rule, rows in together:
            number = self._numbered(rule)
            self._add(f"SELECT {literal(table.name)}, _row, {number} FROM ({rows}) AS found")
        if together:
            self._make_good(table)

    def _check_rows(self, table: SourceTable, rules: Sequence[Rule]) -> None:
        numbered = [(self._numbered(rule), rule.condition) for rule in rules]
        found = ", ".join(f"CASE WHEN {condition} THEN {number} END" for number, condition in numbered)
        self._add(f"""
            SELECT {literal(table.name)}, _row, unnest(found)
            FROM (
                SELECT _row, list_filter([{found}], lambda rule: rule IS NOT NULL) AS found
                FROM {quoted("read_" + table.name)}
            ) AS each
            WHERE len(found) > 0
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
