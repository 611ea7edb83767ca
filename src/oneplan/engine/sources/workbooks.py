"""Excel workbooks: the sheets that can be seen, from the row on that names the columns."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from oneplan.definitions.source import SourceContract
from oneplan.engine.sources.csv_files import TITLE_ROWS, Sheet, recognised
from oneplan.engine.sources.hostile import refuse_hostile
from oneplan.vocabulary.errors import Refused


def is_workbook(path: Path) -> bool:
    """Whether a file is named as a workbook; `opened_sheets` looks whether it is one."""
    return path.suffix.lower() == ".xlsx"


def opened_sheets(path: Path, contract: SourceContract) -> tuple[list[Sheet], list[str]]:
    """The sheets of a workbook that are tables of the contract, and sentences about what was passed over.

    Hidden sheets are never loaded. Raises `Refused` when the file is protected, damaged or not a workbook.
    """
    refuse_hostile([path])
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            shown = {sheet.name for sheet in book.sheets_metadata if sheet.visible is SheetVisibleEnum.Visible}
            sheets = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
            found = {name: _opened(path, sheet, contract) for name, sheet in sheets.items() if name in shown}
    except PasswordError:
        raise Refused(f"{path.name} is protected with a password.") from None
    except CalamineError as error:
        raise Refused(f"{path.name} cannot be read as a workbook ({error}).") from None
    notes = [f"The hidden sheet {name} of {path.name} was not read" for name in sheets if name not in shown]
    notes += [
        f"The sheet {name} of {path.name} is not needed and was not kept" for name, one in found.items() if not one
    ]
    for number, formulas, filtered in _oddities(path):
        which = f"The sheet numbered {number} of {path.name} has"
        notes += [f"{which} {formulas:,} formulas without a result, taken as empty"] if formulas else []
        notes += [f"{which} {filtered:,} rows that a filter hides; they were read like the others"] if filtered else []
    return [sheet for sheet in found.values() if sheet], notes


def _opened(path: Path, sheet: CalamineSheet, contract: SourceContract) -> Sheet | None:
    first = (sheet.start or (0, 0))[0] + 1
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=True)]
    for place, row in enumerate(rows[:TITLE_ROWS]):
        header = tuple(cell.strip() for cell in row)
        lines = tuple(enumerate(rows[place + 1 :], start=first + place + 1))
        candidate = Sheet(path, "workbook", ",", header, f"{path.name}, {sheet.name}", lines)
        if recognised(candidate, contract):
            return candidate
    return None


def _text(cell: object) -> str:
    """A cell as a CSV file would have it; a date has one reading here, whatever the order of day and month."""
    match cell:
        case bool():
            return "1" if cell else "0"
        case datetime():
            return cell.strftime("%Y-%m-%d") if cell.time() == time() else cell.strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)


def _oddities(path: Path) -> Iterator[tuple[int, int, int]]:
    """Each sheet's number, its formulas that no program has worked out (empty cells), and its rows out of sight."""
    with zipfile.ZipFile(path) as packed:
        names = sorted(name for name in packed.namelist() if name.startswith("xl/worksheets/sheet"))
        for number, name in enumerate(names, start=1):
            formulas = filtered = 0
            with packed.open(name) as file:
                parts = etree.iterparse(file, tag=("{*}c", "{*}row"), resolve_entities=False, no_network=True)
                for _, part in parts:
                    if etree.QName(part).localname == "row":
                        filtered += part.get("hidden") in ("1", "true")
                        part.clear()
                    else:
                        formulas += _lacks_result(part)
            yield number, formulas, filtered


def _lacks_result(cell: etree._Element) -> bool:
    parts: Sequence[etree._Element] = list(cell)
    names = {etree.QName(part).localname for part in parts}
    lacks = "f" in names and not any(part.text for part in parts if etree.QName(part).localname == "v")
    cell.clear()
    return lacks
