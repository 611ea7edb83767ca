"""Explore Education Statistics: a data file, and beside it a file that tells filters from indicators."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from oneplan.engine.sources.csv_files import comparable, opened
from oneplan.engine.sources.published.sheets import Text
from oneplan.engine.sources.published.values import sql_for_number_or_symbol, sql_for_reason, sql_for_value
from oneplan.engine.sources.raw import literal, quoted
from oneplan.engine.store.workspace import Workspace

KNOWN_BY = ("time_period", "time_identifier", "geographic_level")
#: The columns that say when and where; a file has those of the levels that it holds.
_LEVELS = {"National": "country", "Regional": "region", "Local authority": "authority"}
_WHERE = (
    ("old_la_code", "new_la_code", "la_name"),
    ("region_code", "region_name", "country_code", "country_name"),
    ("lad_code", "lad_name", "ward_code", "ward_name", "pcon_code", "pcon_name", "sch_name", "school_name"),
    ("school_urn", "school_laestab", "provider_urn", "provider_ukprn", "provider_name", "trust_id", "trust_name"),
    ("local_enterprise_partnership_code", "local_enterprise_partnership_name", "mayoral_combined_authority_code"),
    ("mayoral_combined_authority_name", "lsip_code", "lsip_name", "institution_id", "institution_name"),
    ("opportunity_area_code", "opportunity_area_name", "rsc_region_lead_name", "sponsor_id", "sponsor_name"),
    ("planning_area_code", "planning_area_name", "english_devolved_area_code", "english_devolved_area_name"),
    ("police_force_area_code", "police_force_area_name"),
)
_NOT_FIGURES = frozenset(comparable(name) for group in (KNOWN_BY, *_WHERE) for name in group)


@dataclass(frozen=True)
class Meta:
    """What a metadata file says about one column."""

    name: str
    is_indicator: bool
    label: str
    group: str
    unit: str
    places: int | None


def meta_of(path: Path) -> Path | None:
    """The metadata file that belongs to a data file by its name, if it lies beside it."""
    beside = path.with_name(f"{path.stem}.meta{path.suffix}")
    return beside if beside.is_file() else None


def read_ees(workspace: Workspace, sent: Text, dataset: str, meta: Path | None) -> tuple[str, ...]:
    """Add a file's figures and measures. Sentences about what had to be guessed."""
    columns = [name for name in sent.columns if comparable(name) not in _NOT_FIGURES]
    told = read_meta(meta) if meta else ()
    if told:
        by_name = {comparable(one.name): one for one in told}
        indicators = [n for n in columns if comparable(n) in by_name and by_name[comparable(n)].is_indicator]
        notes = _not_told(columns, by_name, sent)
    else:
        indicators = _guessed(workspace, columns)
        notes = (f"{sent.name} came without its metadata: columns of numbers and symbols were taken as figures",)
    filters = [name for name in columns if name not in indicators]
    if indicators:
        workspace.run(f"INSERT INTO figure BY NAME {_sql_for_figures(sent, dataset, indicators, filters)}")
    workspace.insert("measure", _measures(dataset, indicators, told))
    return notes


def read_meta(path: Path) -> tuple[Meta, ...]:
    """What a metadata file says, column by column."""
    sheet = opened(path)
    with path.open(encoding=sheet.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=sheet.delimiter)
        for _ in range(sheet.skipped):
            next(reader)
        names = [comparable(name) for name in next(reader)]
        rows = [dict(zip(names, (cell.strip() for cell in row), strict=False)) for row in reader if any(row)]
    return tuple(
        Meta(
            name=row["colname"],
            is_indicator=row.get("coltype", "").casefold() == "indicator",
            label=row.get("label", ""),
            group=row.get("indicatorgrouping", ""),
            unit=row.get("indicatorunit", ""),
            places=int(places) if (places := row.get("indicatordp", "")).isdecimal() else None,
        )
        for row in rows
        if row.get("colname")
    )


def _not_told(columns: Iterable[str], told: dict[str, Meta], sent: Text) -> tuple[str, ...]:
    missing = [name for name in columns if comparable(name) not in told]
    grouping = f"{sent.name}: its metadata says nothing of {', '.join(missing)}, taken as a breakdown"
    lost = [one.name for one in told.values() if one.is_indicator and not sent.has(one.name)]
    return (
        *((grouping,) if missing else ()),
        *((f"{sent.name}: its metadata names {', '.join(lost)}, which the file does not have",) if lost else ()),
    )


def _guessed(workspace: Workspace, columns: list[str]) -> list[str]:
    """Columns where every cell is a number or a symbol. Nothing but metadata can tell an age from a count."""
    if not columns:
        return []
    tests = ", ".join(f"bool_and({sql_for_number_or_symbol(quoted(name))})" for name in columns)
    (fits,) = workspace.rows(f"SELECT {tests} FROM sent")
    return [name for name, is_figure in zip(columns, fits, strict=True) if is_figure]


def _sql_for_figures(sent: Text, dataset: str, indicators: list[str], filters: list[str]) -> str:
    level = sent.sql("geographic_level")
    levels = " ".join(f"WHEN {literal(said)} THEN {literal(word)}" for said, word in _LEVELS.items())
    code, name, number = sent.sql("new_la_code"), sent.sql("la_name"), sent.sql("old_la_code")
    other_code, other_name = _sql_for_others(sent, is_name=False), _sql_for_others(sent, is_name=True)
    pairs = ", ".join(f"{literal(column)}: trim({quoted(column)})" for column in filters)
    cells = ", ".join(quoted(name) for name in indicators)
    return f"""
        SELECT {literal(dataset)} AS dataset, 'ees' AS publisher, each.measure, each.level,
            coalesce(each.code, known.code, each.name) AS place, each.name AS place_name,
            known.authority, known.lasting, each.period, each.period_kind, period_year.year, each.breakdown,
            trim(each.raw) AS raw, {sql_for_value("each.raw")} AS value, {sql_for_reason("each.raw")} AS reason,
            each.line
        FROM (
            SELECT line, measure, raw, {sent.sql("time_period")} AS period,
                {sent.sql("time_identifier")} AS period_kind, MAP {{{pairs}}} AS breakdown,
                CASE {level} {levels} ELSE {level} END AS level,
                CASE {level} WHEN 'National' THEN {sent.sql("country_code")} WHEN 'Regional' THEN
                    {sent.sql("region_code")} WHEN 'Local authority' THEN {code}
                    ELSE {other_code} END AS code,
                CASE {level} WHEN 'National' THEN {sent.sql("country_name")} WHEN 'Regional' THEN
                    {sent.sql("region_name")} WHEN 'Local authority' THEN {name}
                    ELSE coalesce({other_name}, {name}) END AS name,
                CASE WHEN {level} = 'Local authority' THEN {number} END AS number
            FROM sent UNPIVOT INCLUDE NULLS (raw FOR measure IN ({cells}))
        ) AS each
        LEFT JOIN known_place AS known ON each.level = known.level
            AND known.said = lower(coalesce(each.number, each.code, each.name))
        LEFT JOIN period_year USING (period)
    """


def _sql_for_others(sent: Text, *, is_name: bool) -> str:
    """SQL for the code or the name of a place that is no country, region or council: a ward, a school, a trust."""
    others = {comparable(name) for group in _WHERE[2:] for name in group if name.endswith("_name") == is_name}
    return f"coalesce({', '.join(['NULL', *(sent.sql(own) for own in sent.columns if comparable(own) in others)])})"


def _measures(dataset: str, indicators: list[str], told: Iterable[Meta]) -> list[tuple[object, ...]]:
    by_name = {comparable(one.name): one for one in told}
    rows: list[tuple[object, ...]] = []
    for name in indicators:
        one = by_name.get(comparable(name)) or Meta(name, True, "", "", "", None)
        rows.append((dataset, name, one.label or name, one.unit, one.places, None, one.group, None, None))
    return rows
