"""What can be wrong with one value by itself, or beside another of its row, as its column's contract says."""

from collections.abc import Iterator
from dataclasses import dataclass

from oneplan.definitions.source import Column, SourceContract, SourceTable
from oneplan.engine.sources.cleaning import (
    FREE_TEXT,
    NAMES,
    sql_for_day_number,
    sql_for_dummy,
    sql_for_month_first,
    sql_for_put_right,
    sql_for_short_year,
    sql_for_zoned,
)
from oneplan.engine.sources.people_rules import birth_columns, people_rules
from oneplan.engine.sources.raw import literal, quoted
from oneplan.engine.sources.rules import Rule

#: What people and printing programs write below a table.
_NOT_A_ROW = r"^((GRAND |SUB)?TOTALS?\b|PRODUCED BY |END OF (FILE|REPORT)|NUMBER OF (ROWS|RECORDS))"
#: UTF-8 that was read as Windows text somewhere on the way and saved like that.
_GARBLED = r"Ã[\x{0080}-\x{00BF}\x{0152}-\x{2122}]|Â[\x{00A0}-\x{00BF}]|â€"
#: The number of a school within its council, after the council's: 808/4000.
_LAESTAB = r"^[0-9]{3} ?[/-]? ?[0-9]{4}$"
_SCHOOL_NUMBER = rf"^[0-9]{{6}}$|{_LAESTAB}"
_TOO_LONG = "length(%s) > 10000"
#: The year a return is for, to 31 March.
_COLLECTION_YEAR = "(year(reported_on) + (month(reported_on) > 3)::INTEGER)"
_WRONG = {
    "date": ("unreadable_date", "{column} is not a date as {dates}"),
    "code": ("unknown_code", "{column} has a code that its list does not hold"),
    "whole": ("unreadable_number", "{column} is not a whole number within its bounds"),
    "number": ("unreadable_number", "{column} is not a number within its bounds"),
    "yes_no": ("unreadable_yes_no", "{column} is neither yes nor no"),
    "nhs_number": ("nhs_number_check", "{column} is not a valid NHS number and was not used to find anybody"),
    "upn": ("upn_check", "{column} is not a valid unique pupil number and was not used to find anybody"),
    "postcode": ("postcode_form", "{column} has not the form of a postcode"),
}


def rules_of(contract: SourceContract, table: SourceTable) -> Iterator[Rule]:
    """Every rule about single rows that the contract gives a table."""
    yield from people_rules(contract, table)
    yield from _row_rules(contract, table)
    born = birth_columns(table)
    for column in table.columns:
        on = _On(contract, table, column)
        yield from on.absence()
        yield from on.wrong_value()
        yield from on.years()
        yield from on.adoption()
        yield from on.elsewhere()
        yield from on.school()
        yield from on.text()
        if column.type == "date":
            yield from on.days(is_birth=column.name in born)
        if column.type == "postcode":
            message = f"{column.name} had O for 0 or I for 1, or the other way round, and was put right"
            condition = f"{on.value} IS NOT NULL AND {sql_for_put_right(on.sent)}"
            yield on.rule("postcode_put_right", "normalise", message, condition)


def _row_rules(contract: SourceContract, table: SourceTable) -> Iterator[Rule]:
    if table.one_of:
        filled = " + ".join(f"({quoted(name)} IS NOT NULL)::INTEGER" for name in table.one_of)
        message = f"One of {' and '.join(table.one_of)} is wanted, and no more"
        columns = ", ".join(table.one_of)
        yield Rule("not_one_of", table.name, columns, message, contract.impossible_people, f"{filled} <> 1")
    if first := next((c for c in table.columns if c.required and c.type == "text"), None):
        condition = f"regexp_matches(upper({quoted(first.name + '_sent')}), {literal(_NOT_A_ROW)})"
        yield Rule("not_a_row", table.name, first.name, "The row is a total or a footer", "quarantine", condition)


@dataclass(frozen=True)
class _On:
    """One column, and the rules about it."""

    contract: SourceContract
    table: SourceTable
    column: Column

    @property
    def sent(self) -> str:
        """SQL for its text."""
        return quoted(self.column.name + "_sent")

    @property
    def value(self) -> str:
        """SQL for its value."""
        return quoted(self.column.name)

    @property
    def dummy(self) -> str:
        """SQL that is true where its text stands for nothing."""
        return sql_for_dummy(self.column)

    def rule(self, code: str, severity: str, message: str, condition: str) -> Rule:
        """A rule about the column."""
        return Rule(code, self.table.name, self.column.name, message, severity, condition)

    def absence(self) -> Iterator[Rule]:
        """Nothing where there should be something, and stand-ins for nothing."""
        name, empty = self.column.name, f"({self.sent} IS NULL OR {self.dummy})"
        if self.column.required:
            yield self.rule("missing", "quarantine", f"{name} is missing", empty)
        elif self.column.expected:
            yield self.rule("missing", "flag", f"{name} is missing", empty)
        if self.dummy != "false" and not self.column.required:
            message = f"{name} held a stand-in and was taken as empty"
            yield self.rule("dummy_value", "normalise", message, self.dummy)

    def wrong_value(self) -> Iterator[Rule]:
        """A text that is no value of the column's type."""
        if self.column.type not in _WRONG:
            return
        code, words = _WRONG[self.column.type]
        message = words.format(column=self.column.name, dates=self.contract.dates)
        condition = f"{self.sent} IS NOT NULL AND {self.value} IS NULL AND NOT {self.dummy}"
        if self.column.type == "date":
            first_month = sql_for_month_first(self.sent, self.contract.dates)
            month = f"{self.column.name} can only be read with the month first; here the day is"
            yield self.rule("month_first", self.column.wrong_value, month, f"{condition} AND {first_month}")
            condition = f"{condition} AND NOT {first_month}"
        yield self.rule(code, self.column.wrong_value, message, condition)

    def years(self) -> Iterator[Rule]:
        """Codes of another year's list."""
        for code, words, years, sign in (
            ("code_not_yet", "is a code of later years", self.column.since, "<"),
            ("code_no_more", "is a code of earlier years", self.column.until, ">"),
        ):
            if years:
                each = (f"({self.value} = {literal(c)} AND {_COLLECTION_YEAR} {sign} {y})" for c, y in years.items())
                yield self.rule(code, "flag", f"{self.column.name} {words}", " OR ".join(each))

    def adoption(self) -> Iterator[Rule]:
        """Codes that tell of an adoption: the child's identities before and after must never meet."""
        if self.column.adoption:
            codes = ", ".join(map(literal, self.column.adoption))
            message = f"{self.column.name} tells of an adoption; tell whoever keeps sealed records, and nobody else"
            yield self.rule("adoption", "flag", message, f"{self.value} IN ({codes})")

    def elsewhere(self) -> Iterator[Rule]:
        """Codes that say that another council answers for the child now, or did before."""
        if self.column.elsewhere:
            codes = ", ".join(map(literal, self.column.elsewhere))
            message = f"{self.column.name} says that another council has the child too; ask it what it knows"
            yield self.rule("another_council_too", "flag", message, f"{self.value} IN ({codes})")

    def school(self) -> Iterator[Rule]:
        """A school's other numbers. Which school had which number when is not known here, so nothing is put right."""
        if self.column.names_school:
            name = self.column.name
            message = f"{name} has the council's number and the school's (LAESTAB) where its URN is wanted"
            yield self.rule("laestab", "flag", message, f"regexp_matches({self.value}, {literal(_LAESTAB)})")
            message = f"{name} is not the six digits of a school's URN"
            other = f"NOT regexp_matches({self.value}, {literal(_SCHOOL_NUMBER)})"
            yield self.rule("not_a_urn", "flag", message, other)

    def text(self) -> Iterator[Rule]:
        """Letters that came to harm."""
        name = self.column.name
        if self.column.type in FREE_TEXT:
            message = f"{name} is longer than any real one"
            yield self.rule("oversized_value", "quarantine", message, _TOO_LONG % self.sent)
            message = f"{name} has letters that were garbled on the way (Ã« for ë); export it again as UTF-8"
            condition = f"regexp_matches({self.sent}, {literal(_GARBLED)})"
            yield self.rule("garbled_letters", "flag", message, condition)
        if self.column.type in NAMES:
            message = f"{name} had characters that cannot be seen, or wide ones, and was tidied"
            yield self.rule("tidied", "normalise", message, quoted(name + "_odd"))

    def days(self, *, is_birth: bool) -> Iterator[Rule]:
        """Days in another form than agreed, in the wrong order, or to come."""
        name, read = self.column.name, f"{self.value} IS NOT NULL"
        message = f"{name} is a moment in another time zone, and was taken as the day in England"
        yield self.rule("zoned", "normalise", message, f"{sql_for_zoned(self.sent)} AND {read}")
        message = f"{name} has a year of two digits, taken as the last such year"
        short = sql_for_short_year(self.sent, self.contract.dates)
        yield self.rule("short_year", "flag", message, f"{short} AND {read}")
        message = f"{name} was a day as Excel counts it"
        yield self.rule("day_number", "normalise", message, f"{sql_for_day_number(self.sent)} AND {read}")
        if start := self.column.not_before:
            condition = f"{self.value} < {quoted(start)}"
            yield self.rule("ends_before_start", "quarantine", f"{name} is before {start}", condition)
        if self.column.if_wrong is None and not is_birth:
            message = f"{name} is after the day of receipt"
            yield self.rule("future_date", "flag", message, f"{self.value} > received_on")
