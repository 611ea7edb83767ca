"""Figures that others publish: read from an area's file with their raw values, and made into series with gaps."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from oneplan.definitions.indicator import Indicator
from oneplan.engine.indicators.statistics import Interval, poisson_rate_interval
from oneplan.vocabulary.errors import DefinitionError
from oneplan.vocabulary.numbers import half_up

COLUMNS = ("code", "area", "period", "raw", "value", "source")


@dataclass(frozen=True)
class Figure:
    """One published value. `raw` is what the publisher wrote; `value` is the number in it, or none."""

    raw: str
    value: float | None
    source: str


@dataclass(frozen=True)
class Point:
    """One period of a series. Without a value it is a gap: nothing was published."""

    year: int
    raw: str
    value: float | None
    count: float | None
    base: float | None
    interval: Interval | None
    source: str
    exact: float | None  # the value before the publisher rounded it, where count and base give it


@dataclass(frozen=True)
class Series:
    """One area's figures for one indicator, a point for every year from the first to the last."""

    area: str
    points: tuple[Point, ...]

    @property
    def latest(self) -> Point | None:
        """The last point that has a value."""
        return next((point for point in reversed(self.points) if point.value is not None), None)


Figures = dict[tuple[str, str, int], Figure]


def read_figures(path: Path) -> Figures:
    """Every figure of an area's file, by code, area and year.

    Raises `DefinitionError`, with the line, for missing columns, a value that is no number, or a figure given twice.
    """
    figures: Figures = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise DefinitionError(f"{path.name} must have the columns {', '.join(COLUMNS)}.")
        for row in reader:
            try:
                key = (row["code"], row["area"], year_of(row["period"]))
                figure = Figure(row["raw"], float(row["value"]) if row["value"] else None, row["source"])
            except ValueError:
                raise DefinitionError(
                    f"{path.name}, line {reader.line_num}: the period or value is no number."
                ) from None
            if key in figures:
                raise DefinitionError(
                    f"{path.name}, line {reader.line_num}: {key[0]} for {key[1]} {key[2]} is there twice."
                )
            figures[key] = figure
    return figures


def year_of(period: str) -> int:
    """The year in which a period ends: 2024 of `2024`, `2023/24` and `2021/22-23/24`.

    Raises `ValueError` for anything else, the year 0 of the Department for Education's file among it.
    """
    found = re.fullmatch(r"(?:20\d\d/\d\d-)?(?:(?:20)?\d\d/)?((?:20)?\d\d)", period)
    if not found or "20" not in period[:2]:
        raise ValueError(f"{period!r} is no year.")
    return int("20" + found[1][-2:])


def series(figures: Figures, indicator: Indicator, area: str) -> Series:
    """An area's series. Empty where nothing is published, or where the definition withholds the area."""
    code = indicator.publication.code
    years = [year for held, place, year in figures if (held, place) == (code, area)]
    if not years or any(withheld.area == area for withheld in indicator.withheld):
        return Series(area, ())
    return Series(area, tuple(_point(figures, indicator, area, year) for year in range(min(years), max(years) + 1)))


def _point(figures: Figures, indicator: Indicator, area: str, year: int) -> Point:
    published = indicator.publication
    figure = figures.get((published.code, area, year), Figure("", None, ""))
    count = _number(figures, published.count_code, area, year)
    base = _number(figures, published.base_code, area, year - published.base_years_before)
    interval = _interval(indicator, figure.value, count, base)
    exact = indicator.per * count / base if interval and indicator.per and count and base else figure.value
    return Point(year, figure.raw, figure.value, count, base, interval, figure.source, exact)


def _interval(indicator: Indicator, value: float | None, count: float | None, base: float | None) -> Interval | None:
    """None unless count and base give the published rate: revised populations are not those it was made from."""
    if value is None or count is None or base is None or indicator.per is None:
        return None
    if half_up(indicator.per * count / base, indicator.places) != half_up(value, indicator.places):
        return None
    return poisson_rate_interval(count, base, per=indicator.per)


def _number(figures: Figures, code: str | None, area: str, year: int) -> float | None:
    figure = figures.get((code, area, year)) if code else None
    return figure.value if figure else None
