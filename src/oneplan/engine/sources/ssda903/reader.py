"""SSDA903 files: CSV tables known by their columns, or the XML form of the same."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from oneplan.engine.sources import declared
from oneplan.engine.sources.raw import RawTables, quoted
from oneplan.engine.sources.shape import FileRead, Reading
from oneplan.engine.sources.ssda903.xml_form import read_xml
from oneplan.engine.sources.xml_files import is_xml

#: Days on which something happened during the year; the last of them tells which year the return is for.
_DAYS = {"Episodes": ("DECOM", "DEC"), "Reviews": ("REVIEW",), "Missing": ("MIS_START", "MIS_END")}


def read(tables: RawTables, paths: Sequence[Path], received_on: date) -> Reading:
    """Every file into raw tables. Raises `Refused` for a file that is no part of an SSDA903 return."""
    xml = [path for path in paths if is_xml(path)]
    for path in xml:
        read_xml(tables, path)
    tables.flush()
    in_csv = declared.SOURCE.read(tables, [path for path in paths if path not in xml], received_on)
    files = (*(FileRead(path.name, "xml", "xml") for path in xml), *in_csv.files)
    return Reading(files, {"": _end_of_year(tables, received_on)}, in_csv.notes)


def _end_of_year(tables: RawTables, received_on: date) -> date:
    """31 March of the year that the return is for. No table of it says the year, so its days have to.

    The day of receipt when the year is not over, or when nothing in the return has a day.
    """
    days = " UNION ALL ".join(
        f"SELECT try_strptime({quoted(column)}, '%d/%m/%Y')::DATE AS day FROM {quoted('raw_' + table)}"
        for table, columns in _DAYS.items()
        for column in columns
    )
    last: date | None = tables.workspace.value(f"SELECT max(day) FROM ({days}) AS days WHERE day <= ?", [received_on])
    if last is None:
        return received_on
    return min(date(last.year + (last > date(last.year, 3, 31)), 3, 31), received_on)
