"""Fingertips of the Office for Health Improvement and Disparities: one row is one value with its intervals."""

from oneplan.engine.sources.published.sheets import Text
from oneplan.engine.sources.published.values import sql_for_reason, sql_for_value
from oneplan.engine.sources.raw import literal
from oneplan.engine.store.workspace import Workspace

KNOWN_BY = ("Indicator ID", "Area Code", "Time period", "Value")
_BREAKDOWN = ("Sex", "Age", "Category Type", "Category")


def read_fingertips(workspace: Workspace, sent: Text, dataset: str) -> tuple[str, ...]:
    """Add a file's figures. An area that stands under several parents counts once."""
    workspace.run(f"INSERT INTO figure BY NAME {_sql_for_figures(sent, dataset)}")
    workspace.run(f"""
        INSERT INTO measure BY NAME
        SELECT DISTINCT {literal(dataset)} AS dataset, {sent.sql("Indicator ID")} AS measure,
            {sent.sql("Indicator Name")} AS label FROM sent WHERE {sent.sql("Indicator ID")} IS NOT NULL
    """)
    return ()


def _sql_for_figures(sent: Text, dataset: str) -> str:
    pairs = ", ".join(f"{literal(name)}: coalesce({sent.sql(name)}, '')" for name in _BREAKDOWN)
    raw, code = sent.sql("Value"), sent.sql("Area Code")
    limits = {"lower": "Lower CI 95.0 limit", "upper": "Upper CI 95.0 limit"}
    numbers = {**limits, "numerator": "Count", "denominator": "Denominator"}
    taken = ", ".join(f"{sql_for_value(sent.sql(column))} AS {name}" for name, column in numbers.items())
    noted = f"lower(coalesce({sent.sql('Value note')}, ''))"
    return f"""
        SELECT {literal(dataset)} AS dataset, 'fingertips' AS publisher, {sent.sql("Indicator ID")} AS measure,
            coalesce(known.level, {sent.sql("Area Type")}) AS level, coalesce({code}, {sent.sql("Area Name")}) AS place,
            {sent.sql("Area Name")} AS place_name, known.authority, known.lasting,
            {sent.sql("Time period")} AS period, {sent.sql("Time period range")} AS period_kind, period_year.year,
            MAP {{{pairs}}} AS breakdown, coalesce({raw}, '') AS raw, {sql_for_value(raw)} AS value,
            CASE WHEN {sql_for_value(raw)} IS NULL AND regexp_matches({noted}, 'suppress|disclos|small number')
                THEN 'suppressed' ELSE {sql_for_reason(raw)} END AS reason,
            {taken}, sent.line
        FROM sent
        LEFT JOIN known_place AS known ON known.said = lower({code})
        LEFT JOIN period_year ON period_year.period = {sent.sql("Time period")}
    """
