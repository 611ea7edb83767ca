"""What was sent, as values: SQL for each type of column.

Every column has two forms in the table `read_<table>`: `<name>_sent` is the text without stray spaces, and `<name>` is
the value, null when there is none. A date has a third, `<name>_day`: what its text says before stand-ins are taken
out. A value that is deliberately no value (a dummy date, a dummy number, BABY as a name) is null and counted, and never
guessed at.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date

from oneplan.definitions.source import Column, SourceContract, SourceTable
from oneplan.engine.sources.raw import literal, quoted

#: Forms with the year first have one reading only, so every source may use them; so have months in letters.
_YEAR_FIRST = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f")
_IN_LETTERS = ("%d-%b-%Y", "%d %b %Y", "%d %B %Y")
_DATE_FORMS = {
    "dd/mm/yyyy": (
        "%d/%m/%Y",
        "%d/%m/%Y %H:%M:%S",
        "%d/%m/%Y %H:%M",
        "%d-%m-%Y",
        "%d.%m.%Y",
        *_YEAR_FIRST,
        *_IN_LETTERS,
    ),
    "yyyy-mm-dd": (*_YEAR_FIRST, *_IN_LETTERS),
    "yyyy-Mon-dd": ("%Y-%b-%d %H:%M:%S", "%Y-%b-%d", *_YEAR_FIRST, *_IN_LETTERS),
}
#: An hour with a zone: the day in England may be the next one.
_WITH_ZONE = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)$"
#: Days whose year has two digits, and the same with four.
_SHORT_NUMBERS = (r"^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{2})$", r"\1/\2/20\3")
_SHORT_LETTERS = (r"^([0-9]{1,2})[ -]([A-Za-z]{3,9})[ -]([0-9]{2})$", r"\1-\2-20\3")
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
#: Postcodes for people without a place in the country: the health service's pseudo ones, and those of the forces.
_NO_PLACE = r"^(ZZ99.*|BFPO.*|BF1.*|NFA|NO FIXED ABODE)$"
#: Letters of the check of a unique pupil number: no I, O or S (CIN census rule 1510).
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_SPACES = r"[\s\x{00A0}\x{200B}\x{200C}\x{200D}\x{2060}\x{FEFF}]+"
_CONTROLS = r"[\x{0000}-\x{0008}\x{000B}\x{000C}\x{000E}-\x{001F}\x{007F}-\x{009F}]"
_ODD = (
    r"[\x{00A0}\x{200B}-\x{200D}\x{2060}\x{FEFF}\x{FF01}-\x{FF5E}\x{0000}-\x{0008}\x{000E}-\x{001F}\x{007F}-\x{009F}]"
)
#: Letters as wide as a Chinese character, which some keyboards write in place of ours.
_WIDE = "".join(map(chr, range(0xFF01, 0xFF5F)))
_PLAIN = "".join(map(chr, range(0x21, 0x7F)))
#: Types of column with a name in it.
NAMES = ("given_name", "family_name")
#: Types of column whose text is kept as it was written.
FREE_TEXT = ("text", "given_name", "family_name")


def sql_for_reading(contract: SourceContract, table: SourceTable, received_on: date) -> str:
    """SQL that makes `read_<table>` of `raw_<table>`: both forms of every column, with their origin.

    `reported_on` is the day that the row's batch speaks about, or else the day it was received.
    """
    sent = ", ".join(f"{_sql_for_sent(c)} AS {quoted(c.name + '_sent')}" for c in table.columns)
    odd = [
        f"regexp_matches({quoted(c.name)}, '{_ODD}') AS {quoted(c.name + '_odd')}"
        for c in table.columns
        if c.type in NAMES
    ]
    sent = ", ".join([sent, *odd])
    days = [
        f"{_sql_for_day(quoted(c.name + '_sent'), contract.dates)} AS {quoted(c.name + '_day')}"
        for c in table.columns
        if c.type == "date"
    ]
    values = ", ".join(f"{sql_for_value(c)} AS {quoted(c.name)}" for c in table.columns)
    return f"""
        CREATE TABLE {quoted("read_" + table.name)} AS
        SELECT *, {values}
        FROM (SELECT {", ".join(["*", *days])} FROM (
            SELECT _row, _file, _line, _batch, DATE '{received_on}' AS received_on,
                coalesce(reporting.reported_on, received_on) AS reported_on, {sent}
            FROM {quoted("raw_" + table.name)} LEFT JOIN reporting USING (_batch)
        ) AS sent) AS with_days
    """


def _sql_for_sent(column: Column) -> str:
    raw = quoted(column.name)
    if column.type in FREE_TEXT:
        if column.type in NAMES:
            raw = f"translate(regexp_replace({raw}, '{_CONTROLS}', '', 'g'), {literal(_WIDE)}, {literal(_PLAIN)})"
        return f"nullif(trim(regexp_replace(nfc_normalize({raw}), '{_SPACES}', ' ', 'g')), '')"
    return f"nullif(trim({raw}, ' ' || chr(9) || chr(10) || chr(13) || chr(160)), '')"


def sql_for_value(column: Column) -> str:
    """SQL for a column's value, from its text `<name>_sent`. Null when there is none or it cannot be read."""
    value = _sql_by_type(column, quoted(column.name + "_sent"))
    return f"CASE WHEN {sql_for_dummy(column)} THEN NULL ELSE {value} END"


def _sql_by_type(column: Column, sent: str) -> str:
    by_type: dict[str, Callable[[], str]] = {
        "date": lambda: quoted(column.name + "_day"),
        "code": lambda: _sql_for_code(column, sent),
        "whole": lambda: _bounded(column, f"try_cast(regexp_replace({sent}, '\\.0+$', '') AS BIGINT)"),
        "number": lambda: _bounded(column, f"try_cast({sent} AS DOUBLE)"),
        "yes_no": lambda: _sql_for_yes_no(sent),
        "nhs_number": lambda: sql_for_nhs_number(sent),
        "upn": lambda: sql_for_upn(sent),
        "postcode": lambda: sql_for_postcode(sent),
    }
    return by_type.get(column.type, lambda: sent)()


def sql_for_dummy(column: Column) -> str:
    """SQL that is true when the text stands for no value at all."""
    sent = quoted(column.name + "_sent")
    nothing = f"upper({sent}) IN ({_listed(_NOTHING)})"
    by_type: dict[str, Callable[[], str]] = {
        "date": lambda: _sql_for_dummy_date(sent, quoted(column.name + "_day")),
        "given_name": lambda: f"regexp_matches(upper({sent}), {literal(_PLACEHOLDER)})",
        "family_name": lambda: f"regexp_matches(upper({sent}), {literal(_PLACEHOLDER)})",
        "postcode": lambda: f"regexp_matches(upper({sent}), {literal(_NO_PLACE)})",
        "nhs_number": lambda: _sql_for_dummy_nhs_number(_digits(sent)),
        "upn": lambda: f"regexp_matches(upper({sent}), '^(UN[0-9]|[A-Z][0-9]{{11}}[A-Z])$')",
    }
    if column.type == "code":
        return "false"  # a code list decides for itself what it holds
    return f"({nothing} OR {by_type[column.type]()})" if column.type in by_type else nothing


def _sql_for_dummy_date(sent: str, day: str) -> str:
    dummies = ", ".join(f"DATE '{day}'" for day in _DUMMY_DATES)
    # A day that cannot be read is null, and null is neither among the dummies nor not among them.
    return f"{sent} IN ({_listed(_NO_DATES)}) OR coalesce({day} IN ({dummies}), false)"


def _sql_for_day(sent: str, dates: str) -> str:
    """SQL for the day that a text is, whether or not a real one."""
    # A year of two digits would silently become a year of antiquity, so it is read by itself.
    forms = ", ".join(literal(form) for form in _DATE_FORMS[dates])
    return f"""CASE WHEN {sql_for_day_number(sent)} THEN DATE '1899-12-30' + {sent}::DOUBLE::INTEGER
        WHEN {sql_for_zoned(sent)} THEN timezone('Europe/London', try_cast({sent} AS TIMESTAMPTZ))::DATE
        WHEN regexp_matches({sent}, '[0-9]{{4}}') THEN try_strptime({sent}, [{forms}])::DATE
        WHEN {sql_for_short_year(sent, dates)} THEN {_sql_for_short_day(sent)} END"""


def sql_for_zoned(sent: str) -> str:
    """SQL that is true for a moment with its time zone."""
    return f"regexp_matches({sent}, {literal(_WITH_ZONE)})"


def sql_for_short_year(sent: str, dates: str) -> str:
    """SQL that is true for a day whose year has two digits, in a form whose order is known."""
    known = (_SHORT_NUMBERS, _SHORT_LETTERS) if dates == "dd/mm/yyyy" else (_SHORT_LETTERS,)
    return "(" + " OR ".join(f"regexp_matches({sent}, {literal(form)})" for form, _ in known) + ")"


def _sql_for_short_day(sent: str) -> str:
    """SQL for such a day: in this century, or in the last one when it would be after the day of receipt."""
    text = sent
    for form, longer in (_SHORT_NUMBERS, _SHORT_LETTERS):
        text = f"regexp_replace({text}, {literal(form)}, {literal(longer)})"
    day = f"try_strptime({text}, ['%d/%m/%Y', '%d-%b-%Y', '%d-%B-%Y'])::DATE"
    return f"CASE WHEN {day} > received_on THEN ({day} - INTERVAL 100 YEAR)::DATE ELSE {day} END"


def sql_for_month_first(sent: str, dates: str) -> str:
    """SQL that is true for a day that can only be read with the month first, where the day should be."""
    if dates != "dd/mm/yyyy":
        return "false"
    form = r"^(0?[1-9]|1[0-2])[/.-](1[3-9]|2[0-9]|3[01])[/.-][0-9]{4}( .*)?$"
    return f"regexp_matches({sent}, {literal(form)})"


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
    """SQL for a postcode in capitals with its one space, else null when it has not the form of one.

    0 for O and 1 for I, or the other way round, are put right where a postcode can only have the other.
    """
    tight = _sql_for_tight(sent)
    inward = f"translate(substr(right({tight}, 3), 1, 1), 'OI', '01') || translate(right({tight}, 2), '01', 'OI')"
    outward = f"translate(left({tight}, 1), '01', 'OI') || substr({tight}, 2, length({tight}) - 4)"
    likely = f"{outward} || {inward}"
    return f"""CASE WHEN {_has_form(tight)} THEN {_spaced(tight)}
        WHEN length({tight}) BETWEEN 5 AND 7 AND {_has_form(likely)} THEN {_spaced(likely)} END"""


def sql_for_put_right(sent: str) -> str:
    """SQL that is true when a postcode has not the form of one as it was sent."""
    return f"NOT {_has_form(_sql_for_tight(sent))}"


def _sql_for_tight(sent: str) -> str:
    return f"regexp_replace(upper({sent}), '[^A-Z0-9]', '', 'g')"


def _has_form(tight: str) -> str:
    return f"regexp_matches({tight}, '^[A-Z]{{1,2}}[0-9][A-Z0-9]?[0-9][A-Z]{{2}}$')"


def _spaced(tight: str) -> str:
    return f"left({tight}, length({tight}) - 3) || ' ' || right({tight}, 3)"


def _listed(values: Iterable[str]) -> str:
    return ", ".join(literal(value) for value in values)
