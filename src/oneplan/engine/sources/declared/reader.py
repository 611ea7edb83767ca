"""CSV files of any source whose contract says everything."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from oneplan.engine.sources.csv_files import another_source, opened, read_rows, recognised
from oneplan.engine.sources.raw import RawTables
from oneplan.engine.sources.shape import FileRead, Reading
from oneplan.vocabulary.errors import Refused


def read(tables: RawTables, paths: Sequence[Path], received_on: date) -> Reading:
    """Every file into the raw table that its columns say it is. Raises `Refused` for a file that is none of them."""
    files = []
    for path in paths:
        sheet = opened(path)
        table = recognised(sheet, tables.contract)
        if table is None:
            where = another_source(sheet, tables.contract)
            raise Refused(f"{path.name} has not the columns of any table of {tables.contract.name}.{where}")
        read_rows(tables, sheet, table)
        files.append(FileRead(path.name, table.name, sheet.encoding))
    return Reading(tuple(files))
