"""CSV files as agencies make them: encodings, delimiters, headers, rows with too many or too few values."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from oneplan.definitions.source import SourceContract, SourceTable, source_contracts
from oneplan.engine.sources.raw import Origin, RawTables
from oneplan.vocabulary.errors import Refused

_DELIMITERS = ",;\t|"
_CHUNK = 50_000
_BLOCK = 1 << 20
csv.field_size_limit(_BLOCK)  # a value that is far too long is quarantined with its row, not an end of reading
_EXCEL_HINT = re.compile(r"^\ufeff?sep=.\s*$", re.IGNORECASE)
#: First bytes of files that are not text, whatever their name says.
_NOT_TEXT = ((b"PK", "a workbook or zip file"), (b"\xd0\xcf\x11\xe0", "an old Excel workbook"), (b"%PDF", "a PDF"))


@dataclass(frozen=True)
class Sheet:
    """A CSV file whose first row has been read, or a sheet of a workbook."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    name: str = ""  # as the report calls it
    cells: tuple[tuple[int, list[str]], ...] | None = None  # the rows of a workbook's sheet, each with its line
    skipped: int = 0  # lines before the header

    @property
    def names(self) -> frozenset[str]:
        """The header as names that can be compared."""
        return frozenset(comparable(name) for name in self.header)


def comparable(name: str) -> str:
    """A column's name without the differences that do not matter: case, spaces, punctuation."""
    return re.sub(r"[\W_]+", "", name.casefold())


def encoding_of(path: Path) -> str:
    """How a file's text is written: by its byte order mark, else UTF-8 if all of it is, else Windows (cp1252)."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if start.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        for signature, what in _NOT_TEXT:
            if start.startswith(signature):
                raise Refused(f"{path.name} is {what}, not a CSV file.")
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def opened(path: Path) -> Sheet:
    """A CSV file with its header. Raises `Refused` when it is empty, is not text or names a column twice."""
    encoding = encoding_of(path)
    try:
        with path.open(encoding=encoding, newline="") as file:
            first = file.readline()
            skipped = int(_EXCEL_HINT.match(first) is not None)  # `sep=;` tells Excel the delimiter
            first = file.readline() if skipped else first
    except UnicodeDecodeError:
        raise Refused(f"{path.name} is not text in UTF-8 or Windows encoding.") from None
    if not first.strip():
        raise Refused(f"{path.name} is empty.")
    delimiter = max(_DELIMITERS, key=first.count)
    header = tuple(cell.strip().strip("\ufeff") for cell in next(csv.reader([first], delimiter=delimiter)))
    names = [comparable(cell) for cell in header if cell]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Refused(f"{path.name} has the column {', '.join(twice)} more than once.")
    return Sheet(path, encoding, delimiter, header, path.name, skipped=skipped)


def recognised(sheet: Sheet, contract: SourceContract) -> SourceTable | None:
    """Which table of the contract a file is, by its columns and not by its name."""
    fits = [t for t in contract.tables if t.signature <= _places(sheet, t).keys()]
    return max(fits, key=lambda table: len(_places(sheet, table)), default=None)


def _places(sheet: Sheet, table: SourceTable) -> dict[str, int]:
    """Where each column of the table stands in the file, by any of the names it goes by."""
    places = {comparable(name): place for place, name in enumerate(sheet.header)}
    named = {c.name: [comparable(name) for name in (c.name, *c.headed)] for c in table.columns}
    return {
        column: next(places[name] for name in names if name in places)
        for column, names in named.items()
        if not places.keys().isdisjoint(names)
    }


def another_source(sheet: Sheet, contract: SourceContract) -> str:
    """A sentence about the source that a file's columns belong to, when they are those of another one; else empty."""
    others = (other for other in source_contracts().values() if other.name != contract.name)
    found = [other.title for other in others if recognised(sheet, other) is not None]
    return f" Its columns are those of: {'; '.join(found)}." if found else ""


def read_rows(tables: RawTables, sheet: Sheet, table: SourceTable, *, batch: str = "") -> None:
    """Send a file's rows to its raw table. Raises `Refused` when quotation marks do not pair up."""
    wanted = _places(sheet, table)
    for lines, rows in _chunks(sheet):
        good_lines, good_rows = _of_right_width(tables, sheet, table, lines, rows)
        values = list(zip(*good_rows, strict=True))
        if values:
            columns = {name: values[place] for name, place in wanted.items()}
            tables.append(table, Origin(sheet.name, batch), good_lines, columns)


def _chunks(sheet: Sheet) -> Iterator[tuple[Sequence[int], list[list[str]]]]:
    """Rows after the header, many at a time, with the line each one starts on."""
    if sheet.cells is not None:
        yield [line for line, _ in sheet.cells], [row for _, row in sheet.cells]
        return
    with sheet.path.open(encoding=sheet.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=sheet.delimiter, strict=True)
        try:
            for _ in range(sheet.skipped + 1):
                next(reader)
            while True:
                before = reader.line_num
                rows = list(islice(reader, _CHUNK))
                if not rows:
                    return
                if reader.line_num - before == len(rows):
                    yield range(before + 1, before + 1 + len(rows)), rows
                else:  # somebody wrote line breaks inside a value, so rows and lines part ways
                    _refuse_swallowed(sheet, rows, before)
                    yield _starts(rows, before), rows
        except csv.Error as error:
            raise Refused(
                f"{sheet.path.name}, near line {reader.line_num}: the quotation marks do not pair up ({error})."
            ) from None
        except UnicodeDecodeError:
            raise Refused(f"{sheet.path.name} is not text in UTF-8 or Windows encoding.") from None


def _refuse_swallowed(sheet: Sheet, rows: Sequence[Sequence[str]], before: int) -> None:
    """Raise `Refused` when a value holds a row: a quotation mark was left open, and a later one closed it.

    A value with a line break is a row when it has as many delimiters as one. In prose a space follows a delimiter.
    """
    fewest = max(len(sheet.header) - 1, 2)
    bare = re.compile(rf"{re.escape(sheet.delimiter)}(?! )")
    for line, row in zip(_starts(rows, before), rows, strict=True):
        if any("\n" in cell and len(bare.findall(cell)) >= fewest for cell in row):
            raise Refused(
                f"{sheet.path.name}, line {line}: a quotation mark is never closed, and rows after it are lost in it."
            )


def _starts(rows: Sequence[Sequence[str]], before: int) -> list[int]:
    starts, line = [], before + 1
    for row in rows:
        starts.append(line)
        line += 1 + sum(cell.count("\n") or cell.count("\r") for cell in row)
    return starts


def _of_right_width(
    tables: RawTables, sheet: Sheet, table: SourceTable, lines: Sequence[int], rows: list[list[str]]
) -> tuple[Sequence[int], Sequence[Sequence[str]]]:
    """Rows with one value for each column. Others are kept as unread; empty lines are not rows."""
    width = len(sheet.header)
    if set(map(len, rows)) == {width} and "\0" not in "".join(map("".join, rows)):
        return lines, rows
    good_lines, good = [], []
    for line, cells in zip(lines, rows, strict=True):
        row = cells if any(cells[width:]) else cells[:width]  # spreadsheets add empty cells at the end
        if not any(row):
            continue
        if len(row) == width and not any("\0" in cell for cell in row):
            good_lines.append(line)
            good.append(row)
        else:
            code = "unreadable_characters" if len(row) == width else "wrong_number_of_values"
            tables.add_unread(table.name, sheet.name, line, code, sheet.delimiter.join(row))
    return good_lines, good
