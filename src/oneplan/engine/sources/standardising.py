"""From checked rows to the four standard tables, as the contract's mappings say."""

from collections.abc import Iterable

from oneplan.definitions.source import Lookup, SourceContract, SourceTable
from oneplan.definitions.source_rows import EventRows, IdentityRows, InvolvementRows, RelationshipRows, Rows, Value
from oneplan.engine.sources.protecting import sql_for_protected
from oneplan.engine.sources.raw import literal, quoted
from oneplan.engine.sources.shape import Receipt
from oneplan.engine.store.tables import EVENT, IDENTITY, INVOLVEMENT, RELATIONSHIP, STANDARD_TABLES
from oneplan.engine.store.workspace import Workspace


def standardise(workspace: Workspace, receipt: Receipt) -> None:
    """Fill the standard tables from every mapping of the contract. The tables must exist."""
    contract = receipt.contract
    for table in contract.tables:
        for identity in table.identity:
            workspace.run(f"INSERT INTO identity {sql_for_identity(contract, table, identity)}")
        for relationship in table.relationship:
            workspace.run(f"INSERT INTO relationship {sql_for_relationship(contract, table, relationship)}")
        for involvement in table.involvement:
            workspace.run(f"INSERT INTO involvement {sql_for_involvement(contract, table, involvement)}")
        for event in table.event:
            workspace.run(f"INSERT INTO event {sql_for_event(receipt, table, event)}")
        if table.lookup is not None:
            workspace.run(f"CREATE TABLE {table.lookup.name} AS {sql_for_lookup(table, table.lookup)}")


def settle(workspace: Workspace) -> None:
    """One row for each fact, in one order: the last sent of an id counts, and spans that touch are one span."""
    for table, key in ((IDENTITY, "record_id"), (EVENT, "event_id")):
        columns = ", ".join(table.column_names)
        workspace.run(f"""
            CREATE TABLE settled_{table.name} AS SELECT {columns} FROM {table.name}
            QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY rowid DESC) = 1 ORDER BY {key}
        """)
    names = ", ".join(RELATIONSHIP.column_names)
    workspace.run(f"CREATE TABLE settled_relationship AS SELECT DISTINCT {names} FROM relationship ORDER BY ALL")
    workspace.run(f"CREATE TABLE settled_involvement AS {sql_for_joined_involvement()}")
    for table in STANDARD_TABLES:
        workspace.run(f"DROP TABLE {table.name}")
        workspace.run(f"ALTER TABLE settled_{table.name} RENAME TO {table.name}")


def sql_for_identity(contract: SourceContract, table: SourceTable, rows: IdentityRows) -> str:
    """SQL for rows of `identity`."""
    given = {
        "record_id": _sql_for_record(contract, rows.record),
        "source": literal(contract.name),
        "household_id": _sql_for_record(contract, rows.household_id) if rows.household_id else "NULL",
    }
    taken = {name: sql_for_value_of(table, value) for name, value in rows.values()}
    taken |= _sql_for_names(taken) | _sql_for_address(taken)
    return _select(IDENTITY.columns, {**taken, **given}, table, rows)


def _sql_for_names(taken: dict[str, str]) -> dict[str, str]:
    """SQL for both names, also where one column held `SMITH, John` and the other nothing."""
    given, family = taken.get("given_name"), taken.get("family_name")
    if not (given and family):
        return {}
    return {
        "given_name": _one_of_two(given, family, part=2),
        "family_name": _one_of_two(family, given, part=1),
    }


def _one_of_two(name: str, other: str, *, part: int) -> str:
    """SQL for a name: that part of whichever column holds both, or else its own."""
    halves = " ".join(
        f"WHEN {empty} IS NULL AND contains({full}, ',') THEN nullif(trim(split_part({full}, ',', {part})), '')"
        for empty, full in ((name, other), (other, name))
    )
    return f"CASE {halves} ELSE {name} END"


def _sql_for_address(taken: dict[str, str]) -> dict[str, str]:
    """SQL for where somebody lives; nothing of it where the address reads like one that must be protected."""
    if not (address := taken.get("address")):
        return {}
    kept = {name: taken[name] for name in ("address", "postcode", "uprn") if name in taken}
    return {name: f"CASE WHEN {sql_for_protected(address)} THEN NULL ELSE {sql} END" for name, sql in kept.items()}


def sql_for_relationship(contract: SourceContract, table: SourceTable, rows: RelationshipRows) -> str:
    """SQL for rows of `relationship`."""
    given = {
        "record_id": _sql_for_record(contract, rows.record),
        "other_record_id": _sql_for_record(contract, rows.other),
        "source": literal(contract.name),
    }
    taken = {name: sql_for_value_of(table, value) for name, value in rows.values()}
    return _select(RELATIONSHIP.columns, {**taken, **given}, table, rows)


def sql_for_involvement(contract: SourceContract, table: SourceTable, rows: InvolvementRows) -> str:
    """SQL for rows of `involvement`."""
    taken = {name: sql_for_value_of(table, value) for name, value in rows.values()}
    given = {
        "record_id": _sql_for_record(contract, rows.record),
        "source": literal(contract.name),
        "agency": literal(contract.agency),
        "is_lead": f"coalesce({taken.get('is_lead', 'NULL')}, false)",
    }
    return _select(INVOLVEMENT.columns, {**taken, **given}, table, rows)


def sql_for_event(receipt: Receipt, table: SourceTable, rows: EventRows) -> str:
    """SQL for rows of `event`. A row without a day, a code, a finding or a wanted value says nothing, and is none."""
    contract = receipt.contract
    taken = {name: sql_for_value_of(table, value) for name, value in rows.values()}
    key = ", ".join(f"coalesce({quoted(part)}::VARCHAR, '')" for part in rows.id)
    apart = [taken["code"]] if not rows.code.columns and rows.code.is_ else []  # several events from one row
    given = {
        "event_id": f"concat_ws(':', {', '.join([literal(contract.name), literal(rows.kind), *apart, key])})",
        "record_id": _sql_for_record(contract, rows.record),
        "source": literal(contract.name),
        "kind": literal(rows.kind),
        "is_open": f"{taken.get('observed_to', 'NULL')} IS NULL" if rows.is_span else "false",
        "recorded_by": taken.get("recorded_by", literal(contract.recorded_by)),
        "received_on": f"DATE '{receipt.received_on}'",
    }
    said = [f"{taken[name]} IS NOT NULL" for name in ("observed_on", "code", "finding")]
    said += [f"{taken['value']} IS NOT NULL"] if rows.value else []
    return _select(EVENT.columns, {**taken, **given}, table, rows, also=said)


def sql_for_lookup(table: SourceTable, lookup: Lookup) -> str:
    """SQL for a lookup's rows, one for each value of its first column."""
    names = ", ".join(f"{quoted(column)} AS {quoted(name)}" for name, column in lookup.columns.items())
    key = quoted(next(iter(lookup.columns.values())))
    return f"""
        SELECT {names} FROM {quoted("good_" + table.name)}
        QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY _row DESC) = 1 ORDER BY {key}
    """


def sql_for_value_of(table: SourceTable, value: Value) -> str:
    """SQL for one value of a standard row."""
    if value.is_ is not None:
        return _constant(value.is_)
    columns = [quoted(name) for name in value.columns]
    if value.as_ is None:
        return columns[0] if len(columns) == 1 else f"coalesce({', '.join(columns)})"
    cases = " ".join(f"WHEN {literal(code)} THEN {_constant(to)}" for code, to in value.as_.items())
    otherwise = f" ELSE {_constant(value.else_)}" if value.else_ is not None else ""
    return f"CASE {columns[0]}::VARCHAR {cases}{otherwise} END"


def sql_for_joined_involvement() -> str:
    """SQL that makes one span of the touching spans of one worker (or team) with one child."""
    who = [name for name in INVOLVEMENT.column_names if name not in ("from_on", "to_on")]
    same = ", ".join(who)
    return f"""
        SELECT {same}, min(from_on) AS from_on, CASE WHEN bool_or(to_on IS NULL) THEN NULL ELSE max(to_on) END AS to_on
        FROM (
            SELECT *, sum(starts) OVER (PARTITION BY {same} ORDER BY from_on NULLS FIRST, to_on NULLS LAST
                                        ROWS UNBOUNDED PRECEDING) AS span
            FROM (
                SELECT *, CASE WHEN from_on <= 1 + max(coalesce(to_on, DATE '9999-01-01')) OVER (
                    PARTITION BY {same} ORDER BY from_on NULLS FIRST, to_on NULLS LAST
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ) THEN 0 ELSE 1 END AS starts
                FROM involvement
            ) AS marked
        ) AS joined
        GROUP BY {same}, span
        ORDER BY ALL
    """


def _sql_for_record(contract: SourceContract, value: Value) -> str:
    return f"{literal(contract.name + ':')} || {quoted(value.columns[0])}"


def _constant(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else literal(value)


def _select(
    columns: tuple[tuple[str, str], ...],
    values: dict[str, str],
    table: SourceTable,
    rows: Rows,
    also: Iterable[str] = (),
) -> str:
    cells = ", ".join(f"({values.get(name, 'NULL')})::{kind} AS {name}" for name, kind in columns)
    conditions = [f"{quoted(name)}::VARCHAR IN ({_listed(codes)})" for name, codes in rows.when.items()]
    conditions += [
        f"coalesce({quoted(name)}::VARCHAR, '') NOT IN ({_listed(codes)})" for name, codes in rows.unless.items()
    ]
    where = " AND ".join([*conditions, *also]) or "true"
    return f"SELECT {cells} FROM {quoted('good_' + table.name)} WHERE {where} ORDER BY _row"


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(literal(code) for code in codes)
