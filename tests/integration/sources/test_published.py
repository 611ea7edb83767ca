"""Published statistics: every form into one table, no symbol taken for a number, no place for another."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pytest

from oneplan.engine.sources.published import NO_VALUE, PublishedFile, read_published
from oneplan.engine.sources.published.values import SYMBOLS, year_ending
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.errors import Refused

EES = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,age,children,rate\n"
    '2024,Reporting year,National,E92000001,England,,,,,,0 to 4,"1,200",12.5\n'
    "2024,Reporting year,Regional,E92000001,England,E12000009,South West,,,,0 to 4,300,c\n"
    "2024,Reporting year,Local authority,E92000001,England,E12000009,South West,838,E06000059,Dorset,0 to 4,20,z\n"
    "2019,Reporting year,Local authority,E92000001,England,E12000009,South West,835,E10000009,Dorset,0 to 4,19,x\n"
    "2024,Reporting year,Local authority,E92000001,England,E12000001,North East,808,E06000004,"
    "Stockton-on-Tees,0 to 4,low,u\n"
)
Read = Callable[..., PublishedFile]


@pytest.fixture
def workspace() -> Any:
    with Workspace.in_memory() as workspace:
        yield workspace


@pytest.fixture
def read(workspace: Workspace, tmp_path: Path) -> Read:
    def _read(content: str | bytes, name: str = "stats.csv", meta: Path | None = None) -> PublishedFile:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_published(workspace, path, meta=meta)

    return _read


def figures(workspace: Workspace, columns: str, where: str = "true") -> list[tuple[Any, ...]]:
    return workspace.rows(f"SELECT {columns} FROM figure WHERE {where} ORDER BY line, measure")


def test_an_ees_file_becomes_figures_with_the_reasons_for_what_is_missing(read: Read, workspace: Workspace) -> None:
    told = read(EES)
    assert (told.publisher, told.rows, told.figures, told.unread) == ("ees", 5, 10, 0)
    assert figures(workspace, "level, place, authority, lasting, raw, value, reason", "measure = 'children'") == [
        ("country", "E92000001", None, None, "1,200", 1200.0, None),
        ("region", "E12000009", None, None, "300", 300.0, None),
        ("authority", "E06000059", "838", "838", "20", 20.0, None),
        ("authority", "E10000009", "835", "838", "19", 19.0, None),
        ("authority", "E06000004", "808", "808", "low", None, "rounds_to_zero"),
    ]
    assert [reason for _, reason in figures(workspace, "raw, reason", "measure = 'rate'")] == [
        None,
        "suppressed",
        "not_applicable",
        "not_available",
        "low_reliability",
    ]
    assert figures(workspace, "breakdown['age'], year", "authority = '835' AND measure = 'rate'") == [("0 to 4", 2019)]


def test_metadata_decides_what_is_a_figure(read: Read, workspace: Workspace, tmp_path: Path) -> None:
    header = "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint\n"
    (tmp_path / "stats.meta.csv").write_text(
        f"\ufeff{header}rate,Indicator,Rate of them,Rates,%,1,\nchildren,Filter,How many,,,,\nage,Filter,Age,,,,\n",
        encoding="utf-8",
    )
    told = read(EES)
    assert told.figures == 5
    assert told.notes == ()
    assert workspace.rows("SELECT measure, label, unit, places, topic FROM measure") == [
        ("rate", "Rate of them", "%", 1, "Rates")
    ]
    assert figures(workspace, "breakdown['children']", "authority = '808'") == [("low",)]


def test_columns_in_another_order_all_quoted_with_a_mark_read_the_same(read: Read, workspace: Workspace) -> None:
    read(EES)
    straight = figures(workspace, "measure, place, raw, year, reason")
    rows = [line.replace('"1,200"', "1200").split(",") for line in EES.strip().split("\n")]
    turned = "\r\n".join(",".join(f'"{cell}"' for cell in reversed(row)) for row in rows)
    read(("\ufeff" + turned).encode(), name="turned.csv")
    again = figures(workspace, "measure, place, raw, year, reason", "dataset = 'turned'")
    assert [(*row[:2], row[2].replace(",", ""), *row[3:]) for row in straight] == again


def test_lait_forward_fills_and_knows_places_by_number_or_name(
    read: Read, workspace: Workspace, tmp_path: Path
) -> None:
    dictionary = tmp_path / "dictionary.csv"
    dictionary.write_text(
        '"Measure_short","Measure","Polarity","dps","Year_Type","y_axis_name","Topic","Description"\n'
        '"LAC","Looked after","-","0","Financial Year","Rate","Care","Long,\n in two lines"\n',
        encoding="utf-8",
    )
    table = pa.table(
        {
            "Short Desc": ["LAC", "LAC", "LAC", "CIN"],
            "Data item": ["Children looked after", None, None, "In need"],
            "Years": ["2023/24", "2024 (Rev)", "2024-25 (OT)", "2014-16"],
            "LA and Regions": ["Dorset", "England", "South West", "York"],
            "Values": ["71.0", "-", "6.5e1", None],
            "LA Number": [838.0, 970.0, None, 816.0],
        }
    )
    pyarrow.parquet.write_table(table, tmp_path / "bds_long_0.parquet")
    told = read_published(workspace, tmp_path / "bds_long_0.parquet", meta=dictionary)
    assert (told.publisher, told.rows, told.figures, told.notes) == ("lait", 4, 4, ())
    assert figures(workspace, "measure, level, place, authority, year, value, reason") == [
        ("LAC", "authority", "E06000059", "838", 2024, 71.0, None),
        ("LAC", "country", "E92000001", None, 2024, None, "not_published"),
        ("LAC", "region", "E12000009", None, 2025, 65.0, None),
        ("CIN", "authority", "E06000014", "816", 2016, None, "not_published"),
    ]
    assert workspace.rows("SELECT measure, label, polarity, places, period_kind FROM measure ORDER BY 1") == [
        ("CIN", "In need", None, None, None),
        ("LAC", "Looked after", None, 0, "Financial Year"),
    ]


def test_fingertips_keeps_intervals_and_counts_an_area_once(read: Read, workspace: Workspace) -> None:
    header = (
        "Indicator ID,Indicator Name,Parent Code,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
        "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Count,Denominator,Value note,Time period range\n"
    )
    england = (
        "90284,Injuries,,E92000001,England,England,Persons,<15 yrs,,,2021/22 - 23/24,115.2,114.5,115.9,10,20,,3y\n"
    )
    hidden = "90284,Injuries,E92000001,E10000009,Dorset,Counties,Persons,<15 yrs,,,2018,,,,,,Value suppressed,1y\n"
    told = read(header + england + england.replace(",,E92", ",E92000001,E92") + hidden)
    assert (told.publisher, told.figures) == ("fingertips", 2)
    assert "1 figures stand there more than once" in told.notes[0]
    columns = "place, authority, lasting, year, value, lower, upper, numerator, denominator, reason"
    assert figures(workspace, columns) == [
        ("E92000001", None, None, 2024, 115.2, 114.5, 115.9, 10.0, 20.0, None),
        ("E10000009", "835", "838", 2018, None, None, None, None, None, "suppressed"),
    ]


def test_a_figure_published_twice_with_different_values_has_none(read: Read, workspace: Workspace) -> None:
    last = EES.strip().split("\n")[-1]
    told = read(EES + last.replace("low,u", "7,u") + "\n")
    assert "2 figures are given with different values" in " ".join(told.notes)
    assert set(figures(workspace, "value, reason", "authority = '808' AND measure = 'children'")) == {
        (None, "given_twice")
    }


@pytest.mark.parametrize("names", ["SN_{n},SN_{n}P", "SN{n},SNP{n}", "SN{n},SN{n} Prox"])
def test_neighbours_are_read_nearest_first(names: str, read: Read, workspace: Workspace) -> None:
    header = ",".join(names.format(n=n) for n in (1, 2))
    told = read(f"\ufeffold_la_code,la_name,{header}\n838,Dorset,933,Very close ,999,Close\n", "sn_2025.csv")
    assert (told.publisher, told.figures) == ("neighbours", 2)
    assert workspace.rows("FROM neighbour") == [
        ("sn_2025", "838", 1, "933", "Very close"),
        ("sn_2025", "838", 2, "999", "Close"),
    ]
    assert "999" in told.notes[0]


def test_rows_that_do_not_fit_are_counted_and_cells_of_no_kind_are_told(read: Read, workspace: Workspace) -> None:
    told = read(EES + "2024,Reporting year\n")
    assert (told.rows, told.unread) == (6, 1)
    told = read(EES.replace("rate", "odd").replace(",19,x", ",19,about 5"), "odd.csv")
    assert figures(workspace, "DISTINCT measure", "dataset = 'odd'") == [("children",)]  # then it is a breakdown


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n1,2\n", "has not the columns"),
        ("", "is empty"),
        (b"PK\x03\x04", "workbook or zip"),
        ("<html></html>", "web page"),
    ],
)
def test_other_files_are_refused_in_one_sentence(content: str | bytes, words: str, read: Read) -> None:
    with pytest.raises(Refused, match=words):
        read(content)


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2024", 2024),
        ("202425", 2025),
        ("199900", 2000),
        ("2016/17", 2017),
        ("2014-16", 2016),
        ("2024 (Rev)", 2024),
        ("2024-25 (OT)", 2025),
        ("2018 - 20", 2020),
        ("2020/21 - 22/23", 2023),
        ("2024 Q1", 2024),
        ("Autumn", None),
    ],
)
def test_the_year_in_which_a_period_ends(period: str, year: int | None) -> None:
    assert year_ending(period) == year


def test_every_symbol_has_words() -> None:
    assert set(SYMBOLS.values()) | {"given_twice", "unreadable"} == set(NO_VALUE)
