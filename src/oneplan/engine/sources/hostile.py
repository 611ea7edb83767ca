"""Files that mean harm, or are not what their name says, are stopped before anything parses them.

Only first bytes, the directory of a zip file and the length of lines are looked at, each in bounded memory.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from oneplan.vocabulary.errors import Refused

_MEGABYTE = 1 << 20
LARGEST_FILE = 2_048 * _MEGABYTE
LARGEST_LINE = _MEGABYTE  # no table of ours has a row of that length
LARGEST_UNPACKED = 1_024 * _MEGABYTE
MOST_IN_ZIP = 2_000
#: A workbook of text packs to about a tenth; what packs a hundred times smaller was made to.
MOST_PACKED = 200
_TEXT = {".csv", ".txt", ".tsv"}
_PAGE = re.compile(rb"<(!doctype\s+)?html", re.IGNORECASE)
_TRICK = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_LONGEST_TRICK = 32
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OTHERS = {b"%PDF": "a PDF", b"\x1f\x8b": "a packed file", b"MZ": "a program", b"\x7fELF": "a program"}


def refuse_hostile(files: Sequence[Path]) -> None:
    """Raise `Refused`, in one sentence, for the first file that must not be parsed."""
    for path in files:
        if path.stat().st_size > LARGEST_FILE:
            raise Refused(f"{path.name} is larger than {LARGEST_FILE // _MEGABYTE:,} MB.")
        with path.open("rb") as file:
            start = file.read(1024)
        _refuse_by_kind(path, start)


def _refuse_by_kind(path: Path, start: bytes) -> None:
    kind = path.suffix.lower()
    if kind == ".xlsx":
        _refuse_workbook(path, start)
    elif kind == ".xml":
        _refuse_others(path, start, "XML")
        if start.strip() and not _letters(start).startswith(b"<"):
            raise Refused(f"{path.name} is not XML, whatever its name says.")
        _refuse_tricks(path)
    elif kind in _TEXT:
        _refuse_others(path, start, "a CSV file")
        _refuse_long_lines(path)
    else:
        raise Refused(f"{path.name} is of a kind that is not read here. Send CSV, XML or Excel (.xlsx).")


def _refuse_others(path: Path, start: bytes, wanted: str) -> None:
    what = next((words for signature, words in _OTHERS.items() if start.startswith(signature)), None)
    if start.startswith((_ZIP, _OLD_OFFICE)):
        what = "a workbook or zip file"
    elif _PAGE.match(_letters(start)):
        what = "a web page"
    if what:
        raise Refused(f"{path.name} is {what}, not {wanted}, whatever its name says.")


def _refuse_workbook(path: Path, start: bytes) -> None:
    if start.startswith(_OLD_OFFICE):
        raise Refused(
            f"{path.name} is protected with a password, or is an old Excel file. Save it as .xlsx without one."
        )
    if not start.startswith(_ZIP):
        raise Refused(f"{path.name} is not an Excel workbook, whatever its name says.")
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused(f"{path.name} is cut short or damaged.") from None
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_IN_ZIP or unpacked > LARGEST_UNPACKED or unpacked > MOST_PACKED * path.stat().st_size:
        raise Refused(f"{path.name} unpacks to far more than a workbook of its size, and was not opened.")
    names = {entry.filename for entry in entries}
    if any(name.lower().endswith((".zip", ".xlsx", ".xlsm", ".gz")) for name in names):
        raise Refused(f"{path.name} has another packed file inside it, and was not opened.")
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise Refused(f"{path.name} is not an Excel workbook, whatever its name says.")


def _refuse_tricks(path: Path) -> None:
    """A document type or an entity: nothing that agencies send needs one, and both are used to break readers."""
    before = b""
    for block in _blocks(path):
        letters = before + _letters(block)
        if _TRICK.search(letters):
            raise Refused(f"{path.name} declares a document type or entities, which are not read here.")
        before = letters[-_LONGEST_TRICK:]


def _refuse_long_lines(path: Path) -> None:
    length = 0
    for block in _blocks(path):
        pieces = block.replace(b"\r", b"\n").split(b"\n")
        lengths = [length + len(pieces[0]), *map(len, pieces[1:])]
        if max(lengths) > LARGEST_LINE:
            raise Refused(f"{path.name} has a line of more than a million characters, which no table has.")
        length = lengths[-1]


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_MEGABYTE):
            yield block


def _letters(start: bytes) -> bytes:
    """Text without byte order marks and the empty halves of UTF-16, so that ASCII can be found in either."""
    return start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
