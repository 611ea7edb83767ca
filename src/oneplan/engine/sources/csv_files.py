"""CSV files as agencies make them: encodings, delimiters, headers, rows with too many or too few values."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from oneplan.definitions.source import SourceContract, SourceTable, source_contracts
from oneplan.engine.sources.raw import Origin, RawTables
from oneplan.vocabulary.errors import Refused

_DELIMITERS = ",;\t|"
_CHUNK = 50_000
_FOOTERS = 5  # a file's own count of its rows stands among its last lines
_BLOCK = 1 << 20
csv.field_size_limit(_BLOCK)  # a value that is far too long is quarantined with its row, not an end of reading
_EXCEL_HINT = re.compile(r"^\ufeff?sep=.\s*$", re.IGNORECASE)
#: Titles and dates of printing stand above the columns' names; further down there are only rows.
TITLE_ROWS = 20
#: What programs write below a table about how many rows there are: `Number of rows: 412`, `Total records,412`.
_CONTROL = re.compile(
    r"^\W*((number of|total) (rows|records|lines)|(row|record|line) count)\b\D*(\d+)?\W*$", re.IGNORECASE
)
_NOT_UTF8 = re.compile("[\udc80-\udcff]")  # what `surrogateescape` makes of octets that are not UTF-8
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
    is_mixed: bool = False  # most lines are in one encoding, and some in another

    @property
    def names(self) -> frozenset[str]:
        """The header as names that can be compared."""
        return frozenset(comparable(name) for name in self.header)


def comparable(name: str) -> str:
    """A column's name without the differences that do not matter: case, spaces, punctuation."""
    return re.sub(r"[\W_]+", "", name.casefold())


def encoding_of(path: Path) -> tuple[str, bool]:
    """How a file's text is written, and whether some of its lines are written otherwise.

    By its byte order mark, else UTF-8 if all of it is, else Windows (cp1252). Files that somebody put together from
    two systems are both: then most lines decide.
    """
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16", False
        if start.startswith(codecs.BOM_UTF8):
            return "utf-8-sig", not _is_utf8(path)
        for signature, what in _NOT_TEXT:
            if start.startswith(signature):
                raise Refused(f"{path.name} is {what}, not a CSV file.")
    if _is_utf8(path):
        return "utf-8", False
    in_utf8, otherwise = 0, 0
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                try:
                    line.decode()
                    in_utf8 += 1
                except UnicodeDecodeError:
                    otherwise += 1
    return ("utf-8" if in_utf8 > otherwise else "cp1252"), in_utf8 > 0


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def opened(path: Path, contract: SourceContract | None = None) -> Sheet:
    """A CSV file with its header: the first line, or else the first that is a table of the contract.

    Raises `Refused` when it is empty, is not text or names a column twice.
    """
    encoding, is_mixed = encoding_of(path)
    try:
        with _text_of(path, encoding, is_mixed) as file:
            lines = [line for line, _ in zip(file, range(TITLE_ROWS + 1), strict=False)]
    except UnicodeDecodeError:
        raise Refused(f"{path.name} is not text in UTF-8 or Windows encoding.") from None
    skipped = int(bool(lines) and _EXCEL_HINT.match(lines[0]) is not None)  # `sep=;` tells Excel the delimiter
    if not "".join(lines[skipped:]).strip():
        raise Refused(f"{path.name} is empty.")
    sheets = (
        _with_header(path, encoding, is_mixed, line, place)
        for place, line in enumerate(lines[skipped:], start=skipped)
        if line.strip()
    )
    first = next(sheets)
    found = first
    if contract is not None and recognised(first, contract) is None:
        found = next((sheet for sheet in sheets if recognised(sheet, contract)), first)
    names = [comparable(cell) for cell in found.header if cell]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Refused(f"{path.name} has the column {', '.join(twice)} more than once.")
    return found


def _with_header(path: Path, encoding: str, is_mixed: bool, line: str, place: int) -> Sheet:
    delimiter = max(_DELIMITERS, key=line.count)
    header = tuple(cell.strip().strip("\ufeff") for cell in next(csv.reader([line], delimiter=delimiter)))
    return Sheet(path, encoding, delimiter, header, path.name, skipped=place, is_mixed=is_mixed)


def _text_of(path: Path, encoding: str, is_mixed: bool) -> TextIO:
    """The file's text. In a mixed file, octets of the other encoding are kept apart as what they are."""
    return path.open(encoding=encoding, newline="", errors="surrogateescape" if is_mixed else "strict")


def recognised(sheet: Sheet, contract: SourceContract) -> SourceTable | None:
    """Which table of the contract a file is, by its columns and not by its name."""
    fits = [t for t in contract.tables if t.signature <= _places(sheet, t).keys()]
    return max(fits, key=lambda table: len(_places(sheet, table)), default=None)


def _places(sheet: Sheet, table: SourceTable) -> dict[str, int]:
    """Where each column of the table stands in the file: by a name it goes by, else by a pattern, first come."""
    places = {comparable(name): place for place, name in enumerate(sheet.header)}
    named = {c.name: [comparable(name) for name in (c.name, *c.headed)] for c in table.columns}
    found = {
        column: next(places[name] for name in names if name in places)
        for column, names in named.items()
        if not places.keys().isdisjoint(names)
    }
    for column in table.columns:
        free = [place for place in range(len(sheet.header)) if place not in found.values()]
        fits = (place for place in free if any(p.fullmatch(_one_line(sheet.header[place])) for p in column.patterns))
        if column.name not in found and (place := next(fits, None)) is not None:
            found[column.name] = place
    return found


def _one_line(name: str) -> str:
    return " ".join(name.casefold().split())


def what_it_lacks(sheet: Sheet, contract: SourceContract) -> str:
    """A sentence about the table that a file comes nearest to, and the columns that it lacks; else empty."""
    nearest = max(contract.tables, key=lambda table: len(_places(sheet, table).keys() & table.signature))
    there = _places(sheet, nearest).keys() & nearest.signature
    if not there:
        return ""
    return f" It is nearest to {nearest.name}, and lacks {', '.join(sorted(nearest.signature - there))}."


def not_in_contract(sheet: Sheet, table: SourceTable) -> tuple[str, ...]:
    """Columns of a file that the contract does not name: they are not read, and nobody may look at them."""
    used = set(_places(sheet, table).values())
    return tuple(name for place, name in enumerate(sheet.header) if name and place not in used)


def another_source(sheet: Sheet, contract: SourceContract) -> str:
    """A sentence about the source that a file's columns belong to, when they are those of another one; else empty."""
    others = (other for other in source_contracts().values() if other.name != contract.name)
    found = [other.title for other in others if recognised(sheet, other) is not None]
    return f" Its columns are those of: {'; '.join(found)}." if found else ""


def read_rows(tables: RawTables, sheet: Sheet, table: SourceTable, *, batch: str = "") -> None:
    """Send a file's rows to its raw table. Raises `Refused` when quotation marks do not pair up."""
    wanted = _places(sheet, table)
    count = 0
    for lines, rows in _chunks(sheet):
        good_lines, good_rows = _of_right_width(tables, sheet, table, lines, rows)
        count = _counted(sheet, count, rows)
        values = list(zip(*good_rows, strict=True))
        if values:
            columns = {name: values[place] for name, place in wanted.items()}
            tables.append(table, Origin(sheet.name, batch), good_lines, columns)


def _counted(sheet: Sheet, before: int, rows: Sequence[Sequence[str]]) -> int:
    """How many rows there have been. Raises `Refused` when the file itself says that there should be others."""
    for place, row in enumerate(rows[-_FOOTERS:], start=max(len(rows) - _FOOTERS, 0)):
        said = _CONTROL.match(" ".join(cell for cell in row if cell))
        if said and said[5]:
            count = before + sum(any(row) for row in rows[:place])
            if int(said[5]) != count:
                raise Refused(f"{sheet.name} says that it has {int(said[5]):,} rows, and {count:,} are there.")
    return before + sum(map(any, rows))


def _chunks(sheet: Sheet) -> Iterator[tuple[Sequence[int], list[list[str]]]]:
    """Rows after the header, many at a time, with the line each one starts on."""
    if sheet.cells is not None:
        yield [line for line, _ in sheet.cells], [row for _, row in sheet.cells]
        return
    with _text_of(sheet.path, sheet.encoding, sheet.is_mixed) as file:
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
    if not sheet.is_mixed and set(map(len, rows)) == {width} and "\0" not in "".join(map("".join, rows)):
        return lines, rows
    good_lines, good = [], []
    for line, cells in zip(lines, rows, strict=True):
        row = cells if any(cells[width:]) else cells[:width]  # spreadsheets add empty cells at the end
        if not any(row):
            continue
        if code := _why_unread(sheet, row, width):
            sent = sheet.delimiter.join(row).encode(errors="surrogateescape").decode(errors="replace")
            tables.add_unread(table.name, sheet.name, line, code, sent)
        else:
            good_lines.append(line)
            good.append(row)
    return good_lines, good


def _why_unread(sheet: Sheet, row: Sequence[str], width: int) -> str:
    """The code of why a row's values cannot be told apart or read; empty when they can."""
    if len(row) != width:
        return "wrong_number_of_values"
    text = "".join(row)
    if "\0" in text:
        return "unreadable_characters"
    return "mixed_encoding" if sheet.is_mixed and _is_otherwise(text, sheet.encoding) else ""


def _is_otherwise(text: str, encoding: str) -> bool:
    """Whether a line of a mixed file is in the encoding that most of its lines are not in."""
    if encoding != "cp1252":
        return _NOT_UTF8.search(text) is not None
    octets = text.encode("cp1252", errors="surrogateescape")
    if octets.isascii():
        return False
    try:
        octets.decode()
    except UnicodeDecodeError:
        return False
    return True
