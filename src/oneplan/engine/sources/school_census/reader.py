"""COLLECT exports: one CSV for each table and term, of which only a few tables are needed."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from oneplan.engine.sources.csv_files import another_source, opened, read_rows, recognised
from oneplan.engine.sources.raw import RawTables
from oneplan.engine.sources.shape import FileRead, Reading
from oneplan.vocabulary.errors import Refused

_TERM = re.compile(r"^(\d{4})_(autumn|spring|summer)_", re.IGNORECASE)


def read(tables: RawTables, paths: Sequence[Path], received_on: date) -> Reading:
    """Every needed table into raw tables, each with its year and term as `_batch`.

    A census has forty tables; those that the contract does not name are passed over, and the report says so. Raises
    `Refused` for a file that is no table of a census.
    """
    files = []
    for path in paths:
        sheet = opened(path, tables.contract)
        term = _TERM.match(path.name)
        table = recognised(sheet, tables.contract)
        if table is None and "nativeid" not in sheet.names:
            where = another_source(sheet, tables.contract)
            raise Refused(f"{path.name} has not the columns of any table of a school census.{where}")
        if table is not None:
            read_rows(tables, sheet, table, batch="_".join(term.groups()).lower() if term else "")
        files.append(FileRead(path.name, table.name if table else "", sheet.encoding))
    return Reading(tuple(files), authority=_authority(tables))


def _authority(tables: RawTables) -> str | None:
    """The council that the returns are about, when they all name one."""
    found = tables.workspace.rows("SELECT DISTINCT trim(lea) FROM raw_schoolcensus WHERE trim(lea) <> ''")
    return str(found[0][0]) if len(found) == 1 else None
