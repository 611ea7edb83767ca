"""Small tables as text: read into plain values, and written back for people."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from oneplan.engine.store.tables import Table

#: One row of plain values, by column.
Row = Mapping[str, Any]

_READ = {
    "DATE": date.fromisoformat,
    "DOUBLE": float,
    "INTEGER": int,
    "BIGINT": int,
    "BOOLEAN": lambda text: {"true": True, "false": False}[text],
    "VARCHAR": str,
}


def cells_of(text: str) -> tuple[list[str], list[list[str]]]:
    """A text table's headers and its rows of stripped cells. Every row must have a cell for each header."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    headers, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    for row in rows:
        if len(row) != len(headers):
            raise ValueError(f"a row has {len(row)} cells for {len(headers)} headers: {row}")
    return headers, rows


def read_rows(text: str, table: Table, defaults: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows of `table` with every column: those in the text, typed; others by default, or null.

    A default may be a function of the row so far and its place in the table (from 1).
    """
    headers, rows = cells_of(text)
    kinds = dict(table.columns)
    if unknown := set(headers) - set(kinds):
        raise ValueError(f"{table.name} has no column {sorted(unknown)}")
    return [_completed(dict(zip(headers, row, strict=True)), kinds, defaults, n) for n, row in enumerate(rows, 1)]


def _completed(
    given: Mapping[str, str], kinds: Mapping[str, str], defaults: Mapping[str, Any], place: int
) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(kinds)
    for name, cell in given.items():
        # An empty cell is null, except in a column that is never null and empty by default (`code`).
        row[name] = _READ[kinds[name]](cell) if cell else ("" if defaults.get(name) == "" else None)
    for name, default in defaults.items():
        if name in kinds and name not in given:
            row[name] = default(row, place) if callable(default) else default
    return row


def as_text(value: object) -> str:
    """A value as it stands in a text table: nothing for null, whole numbers without a point."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def projected(rows: Iterable[Row], headers: Sequence[str]) -> list[list[str]]:
    """The named columns of `rows` as text, in an order that does not depend on theirs."""
    return sorted([as_text(row[name]) for name in headers] for row in rows)
