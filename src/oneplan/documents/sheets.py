"""Rows as CSV and as an OpenDocument sheet, made so that no program takes what somebody wrote for a formula."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from odf.dc import Language, Title
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableHeaderRows, TableRow
from odf.text import P

LANGUAGE = "en-GB"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = str | int | float | None
Row = Sequence[Cell]


def neutralised(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: with an apostrophe before what would begin one (OWASP)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_csv(rows: Sequence[Row]) -> str:
    """Rows as CSV. Numbers are written as they are; words are neutralised, since CSV cannot say which is which."""
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(
        [neutralised(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return written.getvalue()


def as_ods(title: str, rows: Sequence[Row]) -> bytes:
    """Rows as the bytes of an `.ods` file whose first row is its header. Each cell says whether it holds a number."""
    file = OpenDocumentSpreadsheet()
    table = Table(name="Figures")
    head = TableHeaderRows()
    head.addElement(_row(rows[0]))
    table.addElement(head)
    for row in rows[1:]:
        table.addElement(_row(row))
    file.spreadsheet.addElement(table)
    for element in (Title(text=title), Language(text=LANGUAGE)):
        file.meta.addElement(element)
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def _row(cells: Row) -> TableRow:
    row = TableRow()
    for cell in cells:
        row.addElement(_cell(cell))
    return row


def _cell(value: Cell) -> TableCell:
    if value is None or value == "":
        return TableCell()
    if isinstance(value, str):
        cell = TableCell(valuetype="string")
        cell.addElement(P(text=value))
        return cell
    cell = TableCell(valuetype="float", value=value)
    cell.addElement(P(text=str(value)))
    return cell
