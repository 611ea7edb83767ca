"""Reading what an agency sent, row by row in plain Python: slow and obvious."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from stdnum.gb import nhs

from oneplan.definitions.source import Column, SourceContract, SourceTable
from oneplan.definitions.source_rows import Rows, Value

_Row = dict[str, Any]
_NOTHING = {"N/A", "#N/A", "NULL", "NOT KNOWN", "-"}
_DUMMY_DATES = {"01/01/1900", "01/01/1753", "31/12/9999", "01/01/2099", "00/00/0000"}
_DUMMY_NUMBERS = {digit * 10 for digit in "0123456789"} | {"1234567890", "9876543210", "1234567881"}
_DUMMY = object()  # stands for no value, on purpose
_WRONG = object()  # cannot be read


@dataclass
class Delivery:
    """What became of the files of one delivery."""

    tables: dict[str, list[_Row]] = field(default_factory=dict)  # rows that could be used, by table
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)  # table, column, code, severity


def read(contract: SourceContract, files: Mapping[str, str], received_on: date) -> Delivery:
    """Every row of every file, in the order of the contract's tables."""
    delivery = Delivery()
    sent: dict[str, list[_Row]] = {table.name: [] for table in contract.tables}
    for text in files.values():
        rows = list(csv.DictReader(text.splitlines()))
        columns = set(rows[0]) if rows else set()
        fitting = [t for t in contract.tables if t.signature <= columns]
        table = max(fitting, key=lambda t: len(columns & {c.name for c in t.columns}))
        sent[table.name] += rows
    for table in contract.tables:
        delivery.tables[table.name] = list(_used(table, sent[table.name], delivery, received_on))
    return delivery


def _used(table: SourceTable, rows: list[_Row], delivery: Delivery, received_on: date) -> Iterator[_Row]:
    first: dict[tuple[Any, ...], _Row] = {}
    for row in rows:
        values = {column.name: _value(column, row.get(column.name)) for column in table.columns}
        found = list(_problems(table, values, received_on))
        key = tuple(values[name] for name in table.key)
        if table.key and None not in key:
            same = first.setdefault(key, row)
            if same is not row:
                again = ("", "same_row_again", "normalise")
                found.append(again if same == row else (", ".join(table.key), "same_key_again", "flag"))
        values = {name: None if value in (_DUMMY, _WRONG) else value for name, value in values.items()}
        if not any(severity == "quarantine" for _, _, severity in found):
            for reference in table.references:
                looked_for = [values[name] for name in reference.columns]
                if not any([r[name] for name in reference.to] == looked_for for r in delivery.tables[reference.table]):
                    found.append((", ".join(reference.columns), "not_found", reference.if_missing))
        delivery.counts["read"] += 1
        delivery.reasons.update((table.name, *reason) for reason in found)
        if any(severity == "quarantine" for _, _, severity in found):
            delivery.counts["quarantined"] += 1
        else:
            delivery.counts["loaded"] += 1
            delivery.counts["flagged"] += any(severity == "flag" for _, _, severity in found)
            yield values


def _problems(table: SourceTable, values: _Row, received_on: date) -> Iterator[tuple[str, str, str]]:
    born = {rows.birth_date.columns[0] for rows in table.identity if rows.birth_date}
    for name in born:
        if isinstance(values[name], date) and (values[name].day, values[name].month) == (1, 1):
            yield name, "first_of_january", "flag"
        if isinstance(values[name], date) and values[name] > received_on:
            yield name, "unborn", "flag"
    for name in {rows.nhs_number.columns[0] for rows in table.identity if rows.nhs_number}:
        if str(values[name]).startswith("9"):
            yield name, "test_number", "normalise"
    for column in table.columns:
        value = values[column.name]
        if value in (None, _DUMMY) and (column.required or column.expected):
            yield column.name, "missing", "quarantine" if column.required else "flag"
        elif value is _DUMMY:
            yield column.name, "dummy_value", "normalise"
        if value is _WRONG:
            yield column.name, _CODES[column.type], column.wrong_value
        start = values[column.not_before] if column.not_before else None
        if isinstance(value, date) and isinstance(start, date) and value < start:
            yield column.name, "ends_before_start", "quarantine"
        if isinstance(value, date) and value > received_on and column.if_wrong is None and column.name not in born:
            yield column.name, "future_date", "flag"


_CODES = {"date": "unreadable_date", "code": "unknown_code", "nhs_number": "nhs_number_check", "upn": "upn_check"}


def _value(column: Column, sent: str | None) -> Any:
    text = " ".join((sent or "").split())
    if not text:
        return None
    if column.type != "code" and text.upper() in _NOTHING:
        return _DUMMY
    return _READ.get(column.type, lambda _, as_sent: as_sent)(column, text)


def _code(column: Column, text: str) -> Any:
    code = next((c for spelling, c in column.also.items() if spelling.upper() == text.upper()), text.upper())
    return code if code in column.codes else _WRONG


def _name(column: Column, text: str) -> Any:
    return _DUMMY if re.fullmatch(r"BABY( .*)?|TWIN [12]|UNBORN.*|UNKNOWN", text.upper()) else text


def _nhs_number(column: Column, text: str) -> Any:
    digits = text.replace(" ", "")
    if digits in _DUMMY_NUMBERS:
        return _DUMMY
    return digits if nhs.is_valid(digits) else _WRONG


def _postcode(column: Column, text: str) -> Any:
    tight = text.upper().replace(" ", "")
    return f"{tight[:-3]} {tight[-3:]}"


def _day(column: Column, text: str) -> Any:
    if text in _DUMMY_DATES:
        return _DUMMY
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        return _WRONG


_READ = {
    "date": _day,
    "code": _code,
    "given_name": _name,
    "family_name": _name,
    "nhs_number": _nhs_number,
    "postcode": _postcode,
}


def standardised(contract: SourceContract, delivery: Delivery, received_on: date) -> dict[str, list[_Row]]:
    """The standard tables' rows, as the contract's mappings say."""
    return {
        name: [
            _standard(contract, rows, {**row, "reported_on": received_on})
            for table in contract.tables
            for rows in getattr(table, name)
            for row in delivery.tables[table.name]
            if _is_meant(rows, row)
        ]
        for name in ("identity", "relationship", "involvement", "event")
    }


def _is_meant(rows: Rows, row: _Row) -> bool:
    wanted = all(row[name] in codes for name, codes in rows.when.items())
    return wanted and not any(row[name] in codes for name, codes in rows.unless.items())


def _standard(contract: SourceContract, rows: Rows, row: _Row) -> _Row:
    made = {name: _taken(value, row) for name, value in rows.values()}
    made["record_id"] = f"{contract.name}:{made.pop('record')}"
    if "other" in made:
        made["other_record_id"] = f"{contract.name}:{made.pop('other')}"
    if made.get("household_id"):
        made["household_id"] = f"{contract.name}:{made['household_id']}"
    return {"kind": getattr(rows, "kind", None), "agency": contract.agency, "recorded_by": contract.recorded_by} | made


def _taken(value: Value, row: _Row) -> Any:
    if value.is_ is not None:
        return value.is_
    if value.as_ is not None:
        return value.as_.get(row[value.columns[0]], value.else_)
    return next((row[name] for name in value.columns if row[name] is not None), None)
