"""What published cells mean: a number, or a symbol that says why there is none."""

import re

from oneplan.engine.sources.raw import literal
from oneplan.engine.store.workspace import Workspace

#: Symbols of the Government Analysis Function's standard for tables, and older ones still found in files.
SYMBOLS = {
    "z": "not_applicable",
    ".": "not_applicable",
    "x": "not_available",
    ":": "not_available",
    "..": "not_available",
    "na": "not_available",
    "n/a": "not_available",
    "c": "suppressed",
    "*": "suppressed",
    "low": "rounds_to_zero",
    "k": "rounds_to_zero",
    "~": "rounds_to_zero",
    "u": "low_reliability",
    "": "not_published",
    "-": "not_published",
}
#: A number as publishers write it: with thousands, a sign for money or per cent, or an exponent.
NUMBER = r"^[-+]?£?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)?(\.[0-9]+)?([eE][-+]?[0-9]+)?%?$"


def sql_for_value(raw: str) -> str:
    """SQL for the number in a cell, else null."""
    return f"try_cast(regexp_replace({raw}, '[£,%]', '', 'g') AS DOUBLE)"


def sql_for_reason(raw: str) -> str:
    """SQL for why a cell has no number; null when it has one."""
    cases = " ".join(f"WHEN {literal(symbol)} THEN {literal(reason)}" for symbol, reason in SYMBOLS.items())
    return f"""CASE WHEN {sql_for_value(raw)} IS NOT NULL THEN NULL
        ELSE CASE lower(trim(coalesce({raw}, ''))) {cases} ELSE 'unreadable' END END"""


def sql_for_number_or_symbol(raw: str) -> str:
    """SQL that is true for a cell that could stand in a column of figures."""
    symbols = ", ".join(literal(symbol) for symbol in SYMBOLS)
    return f"(lower(trim(coalesce({raw}, ''))) IN ({symbols}) OR regexp_matches(trim({raw}), {literal(NUMBER)}))"


def make_years(workspace: Workspace, column: str) -> None:
    """Make `period_year(period, year)` of the different periods of `sent`."""
    periods = [period for (period,) in workspace.rows(f"SELECT DISTINCT {column} FROM sent") if period is not None]
    workspace.run("CREATE OR REPLACE TEMP TABLE period_year (period VARCHAR, year INTEGER)")
    workspace.insert("period_year", [(period, year_ending(period)) for period in periods])


def year_ending(period: str) -> int | None:
    """The year in which a period ends: 2025 of `202425`, `2024/25`, `2024-25 (OT)`, `2022/23 - 24/25`; else none."""
    if joined := re.fullmatch(r"(\d{4})(\d\d)", period.strip()):
        return _after(int(joined[1]), int(joined[2]))
    first = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", period)
    if first is None:
        return None
    year = int(first[0])
    for part in re.findall(r"[/–-]\s*(\d{4}|\d\d)(?!\d)", period[first.end() :]):
        year = int(part) if len(part) == 4 else _after(year, int(part))
    return year


def _after(year: int, short: int) -> int:
    """The first year not before `year` that ends on these two digits."""
    return year + (short - year) % 100
