"""What can be wrong with times when rows are seen together: before a birth, after a death, two at once."""

from collections.abc import Iterator, Sequence

from oneplan.definitions.source import SourceContract, SourceTable, Spans
from oneplan.definitions.source_rows import IdentityRows, Value
from oneplan.engine.sources.raw import quoted
from oneplan.engine.sources.rules import Rule

#: A child is carried for 40 weeks; nothing about them can be earlier.
_CARRIED = 280
_ALWAYS = "DATE '9999-01-01'"

#: A rule, and SQL for the `_row` of each row of `good_<table>` where it is broken.
Found = tuple[Rule, str]


def time_rules(contract: SourceContract, table: SourceTable) -> Iterator[Found]:
    """Every rule about the times of a table's rows. The tables before it, and it, must have been checked."""
    yield from _life_rules(contract, table)
    if table.spans is not None:
        yield from _span_rules(contract, table, table.spans)


def sql_for_shared(table: SourceTable, rows: IdentityRows, value: Value) -> Found | None:
    """The rule that a number belongs to one person only, and who breaks it."""
    if not value.columns:
        return None
    name = value.columns[0]
    record, number = quoted(rows.record.columns[0]), quoted(name)
    rule = Rule("number_shared", table.name, name, f"Several people have the same {name}", "flag")
    sql = f"""
        SELECT _row FROM {quoted("good_" + table.name)} WHERE {number} IS NOT NULL
        QUALIFY min({record}) OVER (PARTITION BY _batch, {number}) <> max({record}) OVER (PARTITION BY _batch, {number})
    """
    return rule, sql


def _life_rules(contract: SourceContract, table: SourceTable) -> Iterator[Found]:
    lives = _sql_for_lives(contract, table)
    days = {
        (rows.record.columns[0], rows.observed_on.columns[0])
        for rows in table.event
        if rows.observed_on.columns and rows.observed_on.columns[0] in {c.name for c in table.columns}
    }
    if not lives or table.may_precede_birth:
        return
    for record, day in sorted(days):
        here = f"FROM {quoted('good_' + table.name)} AS here JOIN ({lives}) AS life"
        on = f"ON life._batch = here._batch AND life.record = here.{quoted(record)}"
        before = Rule("before_birth", table.name, day, f"{day} is long before the birth", "quarantine")
        yield before, f"SELECT here._row {here} {on} WHERE here.{quoted(day)} < life.born - {_CARRIED}"
        after = Rule("after_death", table.name, day, f"{day} is after the death", contract.impossible_people)
        yield after, f"SELECT here._row {here} {on} WHERE here.{quoted(day)} > life.died"


def _sql_for_lives(contract: SourceContract, table: SourceTable) -> str:
    """SQL for when people were born and died: by the table's own word, else by those before it."""
    earlier = contract.tables[: contract.tables.index(table)]
    sources: Sequence[SourceTable] = [table] if table.identity else [one for one in earlier if one.identity]
    lives = [
        f"""SELECT _batch, {quoted(rows.record.columns[0])} AS record, {quoted(rows.birth_date.columns[0])} AS born,
            {quoted(rows.death_date.columns[0]) if rows.death_date else "NULL::DATE"} AS died
            FROM {quoted("good_" + one.name)}"""
        for one in sources
        for rows in one.identity
        if rows.birth_date
    ]
    if not lives:
        return ""
    return (
        f"SELECT _batch, record, min(born) AS born, max(died) AS died FROM ({' UNION ALL '.join(lives)}) GROUP BY ALL"
    )


def _span_rules(contract: SourceContract, table: SourceTable, spans: Spans) -> Iterator[Found]:
    good = quoted("good_" + table.name)
    start, end = quoted(spans.start), quoted(spans.end)
    who = ", ".join(quoted(name) for name in spans.of)
    same = Rule("same_day", table.name, spans.end, f"{spans.start} and {spans.end} are the same day", "flag")
    yield same, f"SELECT _row FROM {good} WHERE {start} = {end}"
    overlap = Rule("overlaps", table.name, spans.start, f"It begins before an earlier {spans.what} has ended", "flag")
    yield (
        overlap,
        f"""
        SELECT _row FROM {good} QUALIFY {start} < max(coalesce({end}, {_ALWAYS})) OVER (
            PARTITION BY _batch, {who} ORDER BY {start}, _row ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        """,
    )
    for name in spans.apart_from:
        other = contract.table(name).spans
        if other is None:
            continue
        rule = Rule("at_the_same_time", table.name, spans.start, f"There is a {other.what} at the same time", "flag")
        pairs = zip(spans.of, other.of, strict=True)
        on = " AND ".join(f"there.{quoted(theirs)} = here.{quoted(ours)}" for ours, theirs in pairs)
        yield (
            rule,
            f"""
            SELECT here._row FROM {good} AS here SEMI JOIN {quoted("good_" + name)} AS there
            ON there._batch = here._batch AND {on}
            AND there.{quoted(other.start)} < coalesce(here.{end}, {_ALWAYS})
            AND coalesce(there.{quoted(other.end)}, {_ALWAYS}) > here.{start}
            """,
        )
