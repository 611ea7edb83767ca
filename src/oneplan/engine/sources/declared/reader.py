"""CSV files and workbooks of any source whose contract says everything."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from oneplan.definitions.source import SourceContract, SourceTable
from oneplan.engine.sources.csv_files import (
    Sheet,
    another_source,
    not_in_contract,
    opened,
    read_rows,
    recognised,
    what_it_lacks,
)
from oneplan.engine.sources.raw import RawTables
from oneplan.engine.sources.shape import FileRead, Reading
from oneplan.engine.sources.workbooks import is_workbook, opened_sheets
from oneplan.vocabulary.errors import Refused


def read(tables: RawTables, paths: Sequence[Path], received_on: date) -> Reading:
    """Every file into the raw table that its columns say it is. Raises `Refused` for a file that is none of them."""
    files: list[FileRead] = []
    notes: list[str] = []
    for path in paths:
        if is_workbook(path):
            sheets, passed_over = opened_sheets(path, tables.contract)
            notes += passed_over
        else:
            sheets = [opened(path, tables.contract)]
        fits = [(sheet, table) for sheet in sheets if (table := recognised(sheet, tables.contract))]
        if not fits and _is_passed_over(sheets, tables.contract):
            files.append(FileRead(path.name, "", sheets[0].encoding))
            continue
        if not fits:
            where = "".join(another_source(sheet, tables.contract) for sheet in sheets)
            lacks = "".join(what_it_lacks(sheet, tables.contract) for sheet in sheets)
            raise Refused(f"{path.name} has not the columns of any table of {tables.contract.name}.{where}{lacks}")
        for sheet, table in fits:
            read_rows(tables, sheet, table)
            notes += _notes(sheet, table)
            files.append(FileRead(sheet.name, table.name, sheet.encoding))
    return Reading(tuple(files), notes=tuple(notes))


def _notes(sheet: Sheet, table: SourceTable) -> list[str]:
    """Sentences about where the table began and which of its columns nobody agreed to read."""
    more = not_in_contract(sheet, table)
    above = f"{sheet.skipped} {'line' if sheet.skipped == 1 else 'lines'} above the columns' names of {sheet.name}"
    return [
        *([f"{above} were not read"] if sheet.skipped and sheet.cells is None else []),
        *([f"{sheet.name} has columns that were not agreed and were not read: {', '.join(more)}"] if more else []),
    ]


def _is_passed_over(sheets: Sequence[Sheet], contract: SourceContract) -> bool:
    """Whether a file is one of the dataset's tables that the contract has no use for."""
    names = [name for sheet in sheets for name in sheet.header if name]
    return bool(contract.not_needed and names) and all(re.fullmatch(contract.not_needed, name) for name in names)
