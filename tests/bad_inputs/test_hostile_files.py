"""Files that mean harm are refused in one sentence, before anything parses them, and reading has limits."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from oneplan.engine.sources.apart import load_apart
from oneplan.engine.sources.hostile import LARGEST_LINE, refuse_hostile
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from oneplan.vocabulary.errors import Refused

RECEIVED = date(2026, 9, 30)
POSTCODES = "pcds,osward,ward_name,oslaua\nTS18 1AB,E05000001,Elm Tree,E06000004\n"
WORKBOOK = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
Make = Callable[[Path], None]


def text(content: str, encoding: str = "utf-8") -> Make:
    return lambda path: path.write_text(content, encoding=encoding) and None


def octets(content: bytes) -> Make:
    return lambda path: path.write_bytes(content) and None


def packed(files: dict[str, str]) -> Make:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)

    return make


def cut_short(path: Path) -> None:
    packed(WORKBOOK)(path)
    path.write_bytes(path.read_bytes()[:-30])


ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
HOSTILE: dict[str, tuple[str, Make, str]] = {
    "a web page called csv": ("a.csv", text("<html><table></table></html>"), "is a web page"),
    "a workbook called csv": ("a.csv", packed(WORKBOOK), "is a workbook or zip file"),
    "a PDF called csv": ("a.csv", octets(b"%PDF-1.7"), "is a PDF"),
    "a program called csv": ("a.csv", octets(b"MZ\x90\0"), "is a program"),
    "a csv called xlsx": ("a.xlsx", text(POSTCODES), "is not an Excel workbook"),
    "a csv called xml": ("a.xml", text(POSTCODES), "is not XML"),
    "a kind nobody reads": ("a.docm", octets(b"PK\x03\x04"), "of a kind that is not read"),
    "a protected workbook": ("a.xlsx", octets(b"\xd0\xcf\x11\xe0" + b"\0" * 512), "protected with a password"),
    "a truncated workbook": ("a.xlsx", cut_short, "cut short or damaged"),
    "a zip bomb": ("a.xlsx", packed({**WORKBOOK, "xl/b.xml": "0" * 20_000_000}), "unpacks to far more"),
    "a zip in a zip": ("a.xlsx", packed({**WORKBOOK, "xl/b.zip": "PK"}), "another packed file inside"),
    "a zip that is no workbook": ("a.xlsx", packed({"readme.txt": "hello"}), "is not an Excel workbook"),
    "too many parts": ("a.xlsx", packed({**WORKBOOK, **{f"p{n}": "" for n in range(2_001)}}), "unpacks to far more"),
    "entities": ("a.xml", text(ENTITIES), "document type or entities"),
    "entities in UTF-16": ("a.xml", text(ENTITIES, "utf-16"), "document type or entities"),
    "entities after a long comment": (
        "a.xml",
        text(f"<!--{'x' * ((1 << 20) - 10)}-->{ENTITIES}"),
        "document type or entities",
    ),
    "a huge cell": ("a.csv", text(f"a,b\n1,{'x' * (LARGEST_LINE + 1)}\n"), "more than a million characters"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_5_6_21_hostile_files_are_refused_in_one_sentence(case: str, tmp_path: Path) -> None:
    name, make, words = HOSTILE[case]
    make(tmp_path / name)
    with pytest.raises(Refused, match=words) as refusal:
        refuse_hostile([tmp_path / name])
    assert str(refusal.value).startswith(name)


@pytest.mark.parametrize("name", ["postcodes.csv", "POSTCODES.CSV", "postcodes.txt"])
def test_what_agencies_send_passes(name: str, tmp_path: Path) -> None:
    text(POSTCODES)(tmp_path / name)
    packed(WORKBOOK)(tmp_path / "a.xlsx")
    text("<?xml version='1.0'?><Message/>", "utf-16")(tmp_path / "a.xml")
    refuse_hostile([tmp_path / name, tmp_path / "a.xlsx", tmp_path / "a.xml"])


def test_reading_apart_loads_as_reading_here_does(tmp_path: Path) -> None:
    home, file = DataHome(tmp_path / "home"), tmp_path / "postcodes.csv"
    text(POSTCODES)(file)
    report = load_apart(home, "postcodes", [file], received_on=RECEIVED)
    assert (report.refused, report.read, report.loaded) == (None, 1, 1)
    assert [one.report for one in submissions(home)] == [report.as_json() | {"files": ["postcodes.csv"], "reasons": []}]


@pytest.mark.parametrize("limits", [{"memory": 64 * 1024**2}, {"seconds": 0}], ids=str)
def test_reading_that_takes_too_much_is_ended_and_changes_nothing(limits: dict[str, int], tmp_path: Path) -> None:
    home, file = DataHome(tmp_path / "home"), tmp_path / "postcodes.csv"
    text(POSTCODES)(file)
    report = load_apart(home, "postcodes", [file], received_on=RECEIVED, **limits)
    assert report.refused
    assert "allowed" in report.refused
    assert submissions(home) == ()


def test_a_hostile_file_is_refused_with_nothing_read(tmp_path: Path) -> None:
    home, file = DataHome(tmp_path / "home"), tmp_path / "postcodes.csv"
    octets(b"%PDF-1.7")(file)
    assert load_apart(home, "postcodes", [file], received_on=RECEIVED).refused == (
        "postcodes.csv is a PDF, not a CSV file, whatever its name says."
    )
    assert submissions(home) == ()
