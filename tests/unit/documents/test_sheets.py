"""Rows leave so that no program takes words for a formula, and numbers stay numbers."""

import csv
import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from oneplan.documents.sheets import as_csv, as_ods, neutralised

ROWS = [
    ("area", "as published", "value"),
    ("York", "64.900000000000006", 64.9),
    ('=HYPERLINK("x")', "-", None),
    ("£ <&>", "0", 0),
]


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_begins_a_formula_is_text(cell: str) -> None:
    assert neutralised(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "Zoë", "1-2", "a=b", "04/05/2014"])
def test_other_cells_are_left_alone(cell: str) -> None:
    assert neutralised(cell) == cell


def test_rows_are_read_back_from_csv_with_words_neutralised() -> None:
    read = list(csv.reader(io.StringIO(as_csv(ROWS))))
    assert read == [
        ["area", "as published", "value"],
        ["York", "64.900000000000006", "64.9"],
        ['\'=HYPERLINK("x")', "'-", ""],
        ["£ <&>", "0", "0"],
    ]


def test_a_negative_number_is_no_formula() -> None:
    assert as_csv([("change", -1.5)]) == "change,-1.5\r\n"


def test_a_sheet_holds_the_words_as_they_are_and_the_numbers_as_numbers(tmp_path: Path) -> None:
    file = tmp_path / "figures.ods"
    file.write_bytes(as_ods("Figures", ROWS))
    sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("Figures")
    assert sheet.to_python() == [
        ["area", "as published", "value"],
        ["York", "64.900000000000006", 64.9],
        ['=HYPERLINK("x")', "-", ""],
        ["£ <&>", "0", 0.0],
    ]
