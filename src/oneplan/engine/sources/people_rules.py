"""What can be wrong with who a row says somebody is: checks of names, birth dates, numbers and addresses together."""

from collections.abc import Iterable, Iterator

from oneplan.definitions.places import places
from oneplan.definitions.source import SourceContract, SourceTable
from oneplan.definitions.source_rows import IdentityRows, Value
from oneplan.engine.sources.protecting import sql_for_protected
from oneplan.engine.sources.raw import literal, quoted
from oneplan.engine.sources.rules import Rule
from oneplan.engine.sources.standardising import sql_for_value_of

#: From this age on it is likely, and from that age on certain, that somebody is no child or young person.
_OLD, _TOO_OLD = 25, 30
_LONGEST_NAME = 100
#: Whole names of people who were made up to try a system with, and words that say so.
_TEST_PEOPLE = (
    "DONALD DUCK",
    "MICKEY MOUSE",
    "MINNIE MOUSE",
    "BART SIMPSON",
    "TEST TEST",
    "TEST PATIENT",
    "TEST CHILD",
)
_TEST_WORDS = r"^(ZZ+ ?TEST.*|(DO NOT USE|TEST|DUMMY)( .*)? (DO NOT USE|TEST|DUMMY|RECORD|PATIENT|CHILD|PUPIL)[0-9 ]*)$"
#: NHS numbers of England begin with 4, 6 or 7; those with 9 are for trying systems with and nobody real has one.
_ENGLISH = ("4", "6", "7")
#: Pupil numbers are issued by councils of England and Wales (660 to 681).
_WALES = range(660, 682)


def birth_columns(table: SourceTable) -> frozenset[str]:
    """The columns that say when somebody was born."""
    return frozenset(rows.birth_date.columns[0] for rows in _people(table) if rows.birth_date)


def people_rules(contract: SourceContract, table: SourceTable) -> Iterator[Rule]:
    """Every rule that follows from the table's saying who somebody is."""
    for rows in _people(table):
        yield from _birth_rules(contract, table, rows)
        yield from _name_rules(table, rows)
        yield from _number_rules(table, rows)
        yield from _address_rules(table, rows)


def _people(table: SourceTable) -> Iterable[IdentityRows]:
    return (*table.identity, *table.people)


def _birth_rules(contract: SourceContract, table: SourceTable, rows: IdentityRows) -> Iterator[Rule]:
    if died := _column(rows.death_date):
        message = f"{died} is given: the child has died, and letters and calls must stop"
        yield Rule("has_died", table.name, died, message, "flag", f"{quoted(died)} <= received_on")
    if rows.birth_date is None:
        return
    name, born = rows.birth_date.columns[0], quoted(rows.birth_date.columns[0])
    unborn = f"{name} is after the day of receipt, as that of a child who is not born yet"
    yield Rule("unborn", table.name, name, unborn, "flag", f"{born} > received_on")
    if sex := _column(rows.sex):
        known = f"{born} > received_on AND {quoted(sex)} IN ('M', 'F')"
        yield Rule("sex_of_unborn", table.name, sex, f"{sex} is given for a child who is not born yet", "flag", known)
    first = f"{name} is a 1 January, which is often written for a year alone"
    yield Rule("first_of_january", table.name, name, first, "flag", f"month({born}) = 1 AND day({born}) = 1")
    if rows.is_child is not None:
        child = f"({sql_for_value_of(table, rows.is_child)})"
        old, too_old = (f"{child} AND {born} <= received_on - INTERVAL {years} YEAR" for years in (_OLD, _TOO_OLD))
        message = "{} is that of somebody of {} or more, in a file about children"
        yield Rule(
            "old_for_a_child", table.name, name, message.format(name, _OLD), "flag", f"{old} AND NOT ({too_old})"
        )
        yield Rule(
            "too_old_for_a_child",
            table.name,
            name,
            message.format(name, _TOO_OLD),
            contract.impossible_people,
            too_old,
        )


def _name_rules(table: SourceTable, rows: IdentityRows) -> Iterator[Rule]:
    given, family = _column(rows.given_name), _column(rows.family_name)
    for name in filter(None, (given, family)):
        message = f"{name} is longer than {_LONGEST_NAME} characters"
        yield Rule("long_name", table.name, name, message, "flag", f"length({quoted(name)}) > {_LONGEST_NAME}")
    if not (given and family):
        return
    g, f = quoted(given), quoted(family)
    whole = f"upper(concat_ws(' ', {quoted(given + '_sent')}, {quoted(family + '_sent')}))"
    people = ", ".join(map(literal, _TEST_PEOPLE))
    is_test = f"({whole} IN ({people}) OR regexp_matches({whole}, {literal(_TEST_WORDS)}))"
    yield Rule("test_record", table.name, given, "The row is about somebody made up for a test", "quarantine", is_test)
    in_one = f"(({g} IS NULL AND contains({f}, ',')) OR ({f} IS NULL AND contains({g}, ',')))"
    both = f"{given} and {family} stood in one column with a comma, and were taken apart"
    yield Rule("name_in_one", table.name, family, both, "normalise", in_one)
    comma = f"{g} IS NOT NULL AND {f} IS NOT NULL AND (contains({f}, ',') OR contains({g}, ','))"
    yield Rule("comma_in_name", table.name, family, f"{given} or {family} has a comma in it", "flag", comma)
    one = f"({quoted(given + '_sent')} IS NULL) <> ({quoted(family + '_sent')} IS NULL) AND NOT {in_one}"
    yield Rule("one_name_only", table.name, given, f"Only one of {given} and {family} is known", "flag", one)


def _number_rules(table: SourceTable, rows: IdentityRows) -> Iterator[Rule]:
    if nhs := _column(rows.nhs_number):
        first = f"left({quoted(nhs)}, 1)"
        english = ", ".join(map(literal, _ENGLISH))
        message = f"{nhs} is not an English number: it may be a Scottish or Northern Irish one"
        yield Rule("not_english_number", table.name, nhs, message, "flag", f"{first} NOT IN ({english}, '9')")
        made = f"{nhs} is one of the numbers kept for tests, which begin with 9"
        yield Rule("test_number", table.name, nhs, made, "normalise", f"{first} = '9'")
    if upn := _column(rows.upn):
        known = ", ".join(literal(one.number) for one in places().authorities)
        issuer = f"substr({quoted(upn)}, 2, 3)"
        wales = f"{issuer} BETWEEN '{_WALES.start}' AND '{_WALES.stop - 1}'"
        message = f"{upn} was issued by no council that there is or was"
        condition = f"{issuer} NOT IN ({known}) AND NOT {wales}"
        yield Rule("unknown_issuer", table.name, upn, message, "flag", condition)


def _address_rules(table: SourceTable, rows: IdentityRows) -> Iterator[Rule]:
    if address := _column(rows.address):
        message = f"{address} looks like one that must be protected: it is not kept, and its sender should mark it"
        yield Rule("address_to_protect", table.name, address, message, "flag", sql_for_protected(quoted(address)))


def _column(value: Value | None) -> str | None:
    return value.columns[0] if value and value.columns else None
