"""The Local Authority Interactive Tool: one long table of every measure, and a dictionary of what they are."""

from pathlib import Path

from oneplan.engine.sources.published.sheets import Text, read_text
from oneplan.engine.sources.published.values import sql_for_reason, sql_for_value
from oneplan.engine.sources.raw import literal
from oneplan.engine.store.workspace import Workspace

KNOWN_BY = ("Short Desc", "Years", "LA and Regions", "Values")
DICTIONARY_KNOWN_BY = ("Measure_short", "Polarity", "Year_Type")


def read_lait(workspace: Workspace, sent: Text, dataset: str) -> tuple[str, ...]:
    """Add the long table's figures. A sentence where places are not known by name or number."""
    workspace.run(f"INSERT INTO figure BY NAME {_sql_for_figures(sent, dataset)}")
    if sent.has("Data item"):
        workspace.run(f"""
            INSERT INTO measure BY NAME
            SELECT {literal(dataset)} AS dataset, {sent.sql("Short Desc")} AS measure,
                first({sent.sql("Data item")} ORDER BY line) FILTER ({sent.sql("Data item")} IS NOT NULL) AS label
            FROM sent WHERE {sent.sql("Short Desc")} IS NOT NULL GROUP BY measure
        """)
    unknown = workspace.rows(
        "SELECT DISTINCT place_name FROM figure WHERE dataset = ? AND level = 'other' ORDER BY 1 LIMIT 5", [dataset]
    )
    names = ", ".join(str(name) for (name,) in unknown)
    return (f"{sent.name} has places that are no council or region known here: {names}",) if names else ()


def read_dictionary(workspace: Workspace, path: Path, dataset: str) -> None:
    """Add what the dictionary says of each measure, in place of what the long table said."""
    sent = read_text(workspace, path)
    add_dictionary(workspace, sent, dataset)


def add_dictionary(workspace: Workspace, sent: Text, dataset: str) -> None:
    """As `read_dictionary`, for a file that is read already."""
    workspace.run(f"""
        DELETE FROM measure WHERE dataset = {literal(dataset)}
            AND measure IN (SELECT {sent.sql("Measure_short")} FROM sent)
    """)
    workspace.run(f"""
        INSERT INTO measure BY NAME
        SELECT {literal(dataset)} AS dataset, {sent.sql("Measure_short")} AS measure, {sent.sql("Measure")} AS label,
            {sent.sql("y_axis_name")} AS unit, try_cast({sent.sql("dps")} AS INTEGER) AS places,
            CASE lower({sent.sql("Polarity")}) WHEN 'high' THEN 'high' WHEN 'low' THEN 'low' END AS polarity,
            {sent.sql("Topic")} AS topic, {sent.sql("Year_Type")} AS period_kind, {sent.sql("Description")} AS says
        FROM sent WHERE {sent.sql("Measure_short")} IS NOT NULL
    """)


def _sql_for_figures(sent: Text, dataset: str) -> str:
    # Numbers passed through a program that knows no whole ones: 808.0.
    number = f"regexp_replace({sent.sql('LA Number')}, '\\.0+$', '')"
    short = sent.sql("Short Desc")
    return f"""
        SELECT {literal(dataset)} AS dataset, 'lait' AS publisher, each.measure,
            coalesce(by_number.level, by_name.level, 'other') AS level,
            coalesce(by_number.code, by_name.code, each.name) AS place, each.name AS place_name,
            coalesce(by_number.authority, by_name.authority) AS authority,
            coalesce(by_number.lasting, by_name.lasting) AS lasting,
            each.period, period_year.year, MAP {{}} AS breakdown, trim(each.raw) AS raw,
            {sql_for_value("each.raw")} AS value, {sql_for_reason("each.raw")} AS reason, each.line
        FROM (
            SELECT line, last_value({short} IGNORE NULLS) OVER (ORDER BY line) AS measure,
                {sent.sql("LA and Regions")} AS name, {number} AS number, {sent.sql("Years")} AS period,
                {sent.sql("Values")} AS raw
            FROM sent
        ) AS each
        LEFT JOIN known_place AS by_number ON by_number.said = lower(each.number)
        LEFT JOIN known_place AS by_name ON by_name.said = lower(each.name)
        LEFT JOIN period_year USING (period)
        ORDER BY each.line
    """
