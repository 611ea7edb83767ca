"""What was sent, as values: SQL for each type of column.

Every column has two forms in the table `read_<table>`: `<name>_sent` is the text without stray spaces, and `<name>` is
the value, null when there is none. A value that is deliberately no value (a dummy date, a dummy number, BABY as a name)
is null and counted, and never guessed at.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date

from oneplan.definitions.source import Column, SourceContract, SourceTable
from oneplan.engine.sources.raw import literal, quoted

_DATE_FORMS = {
    "dd/mm/yyyy": ("%d/%m/%Y", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"),
    "yyyy-mm-dd": ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S"),
    "yyyy-Mon-dd": ("%Y-%b-%d %H:%M:%S", "%Y-%b-%d", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"),
}
#: Days that systems write when they have none: the zero days of Excel and SQL Server, and ends of time.
_DUMMY_DATES = ("1900-01-01", "1899-12-30", "1753-01-01", "1800-01-01", "2099-01-01", "2099-12-31", "9999-12-31")
_NO_DATES = ("00/00/0000", "00/00/1900", "0000-00-00")
#: Words that stand for nothing, whichever column they are in.
_NOTHING = ("N/A", "#N/A", "NULL", "NONE GIVEN", "NOT KNOWN", "NOT RECORDED", "NK", "-", ".", "?")
#: First names given to children who have none yet, and words in place of a name.
_PLACEHOLDER = (
    r"^(BABY|BABY (GIRL|BOY).*|BABY [A-Z'-]+|BOY|GIRL|TWIN|TWIN ?([0-9A-C]|ONE|TWO)|TRIPLET ?([0-9A-C]|ONE|TWO|THREE)|"
    r"UNBORN.*|INFANT( OF.*)?|NEWBORN|UNKNOWN|X{2,}|TEST|TESTING|DO NOT USE|SURNAME|FORENAME)$"
)
#: Letters of the check of a unique pupil number: no I, O or S (CIN census rule 1510).
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_SPACES = r"[\s\x{00A0}\x{200B}\x{200C}\x{200D}\x{2060}\x{FEFF}]+"
#: Types of column whose text is kept as it was written.
FREE_TEXT = ("text", "given_name", "family_name")


def sql_for_reading(contract: SourceContract, table: SourceTable, received_on: date) -> str:
    """SQL that makes `read_<table>` of `raw_<table>`: both forms of every column, with their origin.

    `reported_on` is the day that the row's batch speaks about, or else the day it was received.
    """
    sent = ", ".join(f"{_sql_for_sent(c)} AS {quoted(c.name + '_sent')}" for c in table.columns)
    values = ", ".join(f"{sql_for_value(c, contract.dates)} AS {quoted(c.name)}" for c in table.columns)
    return f"""
        CREATE TABLE {quoted("read_" + table.name)} AS
        SELECT *, {values}
        FROM (
            SELECT _row, _file, _line, _batch, DATE '{received_on}' AS received_on,
                coalesce(reporting.reported_on, received_on) AS reported_on, {sent}
            FROM {quoted("raw_" + table.name)} LEFT JOIN reporting USING (_batch)
        ) AS sent
    """


def _sql_for_sent(column: Column) -> str:
    raw = quoted(column.name)
    if column.type in FREE_TEXT:
        return f"nullif(trim(regexp_replace(nfc_normalize({raw}), '{_SPACES}', ' ', 'g')), '')"
    return f"nullif(trim({raw}, ' ' || chr(9) || chr(10) || chr(13) || chr(160)), '')"


def sql_for_value(column: Column, dates: str) -> str:
    """SQL for a column's value, from its text `<name>_sent`. Null when there is none or it cannot be read."""
    sent = quoted(column.name + "_sent")
    value = _sql_by_type(column, sent, dates)
    return f"CASE WHEN {sql_for_dummy(column, dates)} THEN NULL ELSE {value} END"


def _sql_by_type(column: Column, sent: str, dates: str) -> str:
    by_type: dict[str, Callable[[], str]] = {
        "date": lambda: _sql_for_date(sent, dates),
        "code": lambda: _sql_for_code(column, sent),
        "whole": lambda: _bounded(column, f"try_cast(regexp_replace({sent}, '\\.0+$', '') AS BIGINT)"),
        "number": lambda: _bounded(column, f"try_cast({sent} AS DOUBLE)"),
        "yes_no": lambda: _sql_for_yes_no(sent),
        "nhs_number": lambda: sql_for_nhs_number(sent),
        "upn": lambda: sql_for_upn(sent),
        "postcode": lambda: sql_for_postcode(sent),
    }
    return by_type.get(column.type, lambda: sent)()


def sql_for_dummy(column: Column, dates: str) -> str:
    """SQL that is true when the text stands for no value at all."""
    sent = quoted(column.name + "_sent")
    nothing = f"upper({sent}) IN ({_listed(_NOTHING)})"
    match column.type:
        case "code":
            return "false"  # a code list decides for itself what it holds
        case "date":
            dummies = ", ".join(f"DATE '{day}'" for day in _DUMMY_DATES)
            # A day that cannot be read is null, and null is neither among the dummies nor not among them.
            is_dummy = f"coalesce({_sql_for_date(sent, dates)} IN ({dummies}), false)"
            return f"({nothing} OR {sent} IN ({_listed(_NO_DATES)}) OR {is_dummy})"
        case "given_name" | "family_name":
            return f"({nothing} OR regexp_matches(upper({sent}), {literal(_PLACEHOLDER)}))"
        case "nhs_number":
            return f"({nothing} OR {_sql_for_dummy_nhs_number(_digits(sent))})"
        case "upn":
            return f"({nothing} OR regexp_matches(upper({sent}), '^(UN[0-9]|[A-Z][0-9]{{11}}[A-Z])$'))"
        case _:
            return nothing


def _sql_for_date(sent: str, dates: str) -> str:
    # A year of two digits would silently become a year of antiquity, so four are asked for.
    forms = ", ".join(literal(form) for form in _DATE_FORMS[dates])
    text = f"WHEN regexp_matches({sent}, '[0-9]{{4}}') THEN try_strptime({sent}, [{forms}])::DATE"
    return f"CASE WHEN {sql_for_day_number(sent)} THEN DATE '1899-12-30' + {sent}::DOUBLE::INTEGER {text} END"


def sql_for_day_number(sent: str) -> str:
    """SQL that is true for a day as Excel counts it, of 1990 to 2049: other numbers could be anything."""
    return f"(regexp_matches({sent}, '^[0-9]{{5}}(\\.0+)?$') AND try_cast({sent} AS DOUBLE) BETWEEN 32874 AND 54788)"


def _sql_for_code(column: Column, sent: str) -> str:
    code = f"regexp_replace(upper({sent}), '\\.0$', '')"  # flags pass through spreadsheets as 1.0
    if column.labelled:
        return _sql_for_labelled(column, sent)
    also = " ".join(f"WHEN {literal(spelling.upper())} THEN {literal(code)}" for spelling, code in column.also.items())
    known = f"CASE WHEN {code} IN ({_listed(column.codes)}) THEN {code} END"
    return f"CASE {code} {also} ELSE {known} END" if also else known


def _sql_for_labelled(column: Column, sent: str) -> str:
    """Without a leading `x) `: another spelling of a code, else the first code that stands in it as a word."""
    bare = f"trim(regexp_replace(upper({sent}), '^[A-Z]\\) *', ''))"
    also = " ".join(f"WHEN {literal(spelling.upper())} THEN {literal(code)}" for spelling, code in column.also.items())
    any_code = literal(rf"\b({'|'.join(map(re.escape, column.codes))})\b")
    first = f"nullif(regexp_extract({bare}, {any_code}, 1), '')"
    return f"CASE {bare} {also} ELSE {first} END" if also else first


def _sql_for_yes_no(sent: str) -> str:
    yes, no = "'1', '1.0', 'TRUE', 'YES', 'Y', 'T'", "'0', '0.0', 'FALSE', 'NO', 'N', 'F'"
    bare = f"trim(regexp_replace(upper({sent}), '^[A-Z]\\) *', ''))"  # lists for inspection say `a) Yes`
    return f"CASE WHEN {bare} IN ({yes}) THEN true WHEN {bare} IN ({no}) THEN false END"


def _bounded(column: Column, number: str) -> str:
    bounds = [f"{number} >= {column.least}" if column.least is not None else ""]
    bounds += [f"{number} <= {column.most}" if column.most is not None else ""]
    condition = " AND ".join(bound for bound in bounds if bound)
    return f"CASE WHEN {condition} THEN {number} END" if condition else number


def _digits(sent: str) -> str:
    return f"regexp_replace({sent}, '[ -]', '', 'g')"


def sql_for_nhs_number(sent: str) -> str:
    """SQL for ten digits whose last is the modulus 11 check of the others (NHS Data Dictionary), else null."""
    digits = _digits(sent)
    total = " + ".join(f"substr({digits}, {place}, 1)::INTEGER * {11 - place}" for place in range(1, 10))
    check = f"(11 - ({total}) % 11) % 11 = substr({digits}, 10, 1)::INTEGER"
    return f"CASE WHEN regexp_matches({digits}, '^[0-9]{{10}}$') THEN CASE WHEN {check} THEN {digits} END END"


def _sql_for_dummy_nhs_number(digits: str) -> str:
    """Numbers that systems write when they have none. Some of them pass the check."""
    same = ", ".join(literal(str(digit) * 10) for digit in range(10))
    return f"{digits} IN ({same}, '1234567890', '0123456789', '9876543210', '1234567881')"


def sql_for_upn(sent: str) -> str:
    """SQL for a permanent unique pupil number with its right check letter, else null.

    The letter is that of the sum of digit times position (2 to 13), modulo 23 (CIN census rule 1510).
    """
    upn = f"upper({sent})"
    total = " + ".join(f"substr({upn}, {place}, 1)::INTEGER * {place}" for place in range(2, 14))
    check = f"substr('{_UPN_LETTERS}', 1 + ({total}) % 23, 1) = substr({upn}, 1, 1)"
    return f"CASE WHEN regexp_matches({upn}, '^[A-Z][0-9]{{12}}$') THEN CASE WHEN {check} THEN {upn} END END"


def sql_for_postcode(sent: str) -> str:
    """SQL for a postcode in capitals with its one space, else null when it has not the form of one."""
    tight = f"regexp_replace(upper({sent}), '[^A-Z0-9]', '', 'g')"
    form = "^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$"
    return (
        f"CASE WHEN regexp_matches({tight}, '{form}') "
        f"THEN left({tight}, length({tight}) - 3) || ' ' || right({tight}, 3) END"
    )


def _listed(values: Iterable[str]) -> str:
    return ", ".join(literal(value) for value in values)
