"""What a source is: the contract of a dataset that an agency sends.

A contract names the tables and columns, what their codes mean, and what each row becomes in the four standard
tables. A source without a national format is described here alone and needs no code.
"""

import re
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from oneplan.definitions.reading import Definition, read, read_folder
from oneplan.definitions.source_rows import EventRows, IdentityRows, InvolvementRows, RelationshipRows, Rows
from oneplan.vocabulary.errors import DefinitionError

FOLDER = Path(__file__).parent / "sources"

#: What a column holds; each type has its own cleaning and checks in `engine.sources.cleaning`.
ColumnType = Literal[
    "text", "date", "code", "whole", "number", "yes_no", "given_name", "family_name", "nhs_number", "upn", "postcode"
]
Severity = Literal["quarantine", "flag"]
#: In a mapping, the day that a return without dates of its own speaks about (31 March for SSDA903).
REPORTED_ON = "reported_on"


class Column(Definition):
    """One column of a table, as the agency names it."""

    name: str
    type: ColumnType = "text"
    means: str = ""
    headed: list[str] = Field(
        default_factory=list
    )  # other names that agencies give the column, or `/patterns/` of them
    required: bool = False  # a row without it cannot be used and is quarantined
    expected: bool = False  # a row without it is used and flagged
    codes: dict[str, str] = Field(default_factory=dict)  # code: what it means, for type `code`
    also: dict[str, str] = Field(default_factory=dict)  # other spellings of a code: the code
    since: dict[str, int] = Field(default_factory=dict)  # code: the first year, to 31 March, in which it is used
    until: dict[str, int] = Field(default_factory=dict)  # code: the last one
    adoption: list[str] = Field(
        default_factory=list
    )  # codes that tell of an adoption, for whoever keeps sealed records
    elsewhere: list[str] = Field(default_factory=list)  # codes that say that another council has the child too
    names_school: bool = False  # it holds a school's unique reference number (URN)
    labelled: bool = False  # codes come with words around them: `a) Yes`, `N1 - Abuse or neglect`
    least: float | None = None
    most: float | None = None
    not_before: str | None = None  # the column of the same table that this date must not precede
    if_wrong: Severity | None = None  # what happens to a row with an unreadable value; the default depends on the type
    caveat: str = ""

    @model_validator(mode="after")
    def _codes_belong_to_code_columns(self) -> Self:
        if bool(self.codes) != (self.type == "code"):
            raise ValueError(f"{self.name}: a column has codes if, and only if, its type is code")
        if unknown := {*self.also.values(), *self.since, *self.until, *self.adoption, *self.elsewhere} - set(
            self.codes
        ):
            raise ValueError(f"{self.name}: {sorted(unknown)} are not among its codes")
        return self

    @property
    def possible(self) -> frozenset[str]:
        """What a code or yes-or-no column can hold once it has been read."""
        return frozenset(("true", "false")) if self.type == "yes_no" else frozenset(self.codes)

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """What a heading in small letters is like, where names are not enough."""
        return tuple(
            re.compile(name.strip("/")) for name in self.headed if len(name) > 2 and name[0] == name[-1] == "/"
        )

    @property
    def wrong_value(self) -> Severity:
        """What happens to a row whose value cannot be read.

        A required value that is wrong leaves nothing to use. An unreadable date is not dropped: a span without its end
        would say that it still goes on.
        """
        return self.if_wrong or ("quarantine" if self.required or self.type == "date" else "flag")


class Reference(Definition):
    """Columns that must be found in another table of the same submission."""

    columns: list[str]
    table: str
    to: list[str]
    if_missing: Severity = "quarantine"


class Lookup(Definition):
    """Rows that are about places, not people: kept as a table of their own beside the submission."""

    name: str
    columns: dict[str, str]  # the lookup's column: the table's column


class Spans(Definition):
    """Rows that are times of something of which a person has one at once."""

    what: str  # one of them, in words
    of: list[str]  # the columns that say whose
    start: str
    end: str
    apart_from: list[str] = Field(default_factory=list)  # earlier tables whose spans cannot go on at the same time


class SourceTable(Definition):
    """One table (a CSV file, or the rows of one XML element)."""

    name: str
    row_is: str
    known_by: list[str] = Field(default_factory=list)  # a file is this table when it has these columns
    key: list[str] = Field(default_factory=list)  # what tells one row from another
    columns: list[Column]
    references: list[Reference] = Field(default_factory=list)
    spans: Spans | None = None
    may_precede_birth: bool = False  # its days are about a home or a family, which are older than a child
    one_of: list[str] = Field(default_factory=list)  # columns of which exactly one is filled
    people: list[IdentityRows] = Field(default_factory=list)  # who a row is about, where a reader standardises it
    identity: list[IdentityRows] = Field(default_factory=list)
    relationship: list[RelationshipRows] = Field(default_factory=list)
    involvement: list[InvolvementRows] = Field(default_factory=list)
    event: list[EventRows] = Field(default_factory=list)
    lookup: Lookup | None = None

    def column(self, name: str) -> Column:
        """The column of that name. Raises `KeyError`."""
        return {column.name: column for column in self.columns}[name]

    @property
    def signature(self) -> frozenset[str]:
        """The columns by which a file is recognised as this table."""
        return frozenset(self.known_by) or frozenset(c.name for c in self.columns if c.required)

    @property
    def mappings(self) -> tuple[Rows, ...]:
        """Everything that its rows become."""
        return (*self.identity, *self.relationship, *self.involvement, *self.event)

    @model_validator(mode="after")
    def _names_its_own_columns(self) -> Self:
        known = {column.name for column in self.columns}
        if len(known) != len(self.columns):
            raise ValueError(f"{self.name}: a column is named twice")
        named = {*self.known_by, *self.key, *(c.not_before for c in self.columns if c.not_before)}
        named |= {*self.one_of, *((*self.spans.of, self.spans.start, self.spans.end) if self.spans else ())}
        for rows in (*self.mappings, *self.people):
            named |= {*rows.when, *rows.unless, *(getattr(rows, "id", []))}
            named |= {column for _, value in rows.values() for column in value.columns}
        named |= {column for reference in self.references for column in reference.columns}
        named |= set(self.lookup.columns.values()) if self.lookup else set()
        if unknown := named - known - {REPORTED_ON}:
            raise ValueError(f"{self.name}: {sorted(unknown)} are not among its columns")
        return self

    @model_validator(mode="after")
    def _maps_known_codes(self) -> Self:
        for rows in self.mappings:
            for name, value in rows.values():
                codes = self.column(value.columns[0]).possible if value.as_ is not None else frozenset()
                if unknown := set(value.as_ or {}) - codes:
                    raise ValueError(f"{self.name}: {name} maps {sorted(unknown)}, which {value.columns[0]} never has")
        if any(rows.role.columns and not self.column(rows.role.columns[0]).required for rows in self.event):
            raise ValueError(f"{self.name}: the column with a person's role must be required")
        return self


class SourceContract(Definition):
    """What one agency sends, why it may, and what it becomes."""

    name: str
    title: str
    owner: str  # who answers for this contract
    agency: str  # the sending organisation's code
    recorded_by: str  # the agency in words, for facts that do not name a setting of their own
    lawful_basis: str
    retention: str
    version: str
    reason: str  # why the partnership needs it
    format: str  # where its layout is defined
    dates: Literal["dd/mm/yyyy", "yyyy-mm-dd", "yyyy-Mon-dd"]
    not_needed: str = ""  # a pattern: a file all of whose columns fit it belongs to the dataset and is passed over
    caveat: str
    #: What happens to a row about a person whose dates cannot all be true. Where everything else about a child hangs on
    #: that row, it is pointed out, for setting it aside would lose all of them.
    impossible_people: Severity = "quarantine"
    expected_every_days: int | None = Field(default=None, gt=0)  # when none is agreed, a feed is never overdue
    tables: list[SourceTable]

    def table(self, name: str) -> SourceTable:
        """The table of that name. Raises `KeyError`."""
        return {table.name: table for table in self.tables}[name]

    @model_validator(mode="after")
    def _references_earlier_tables(self) -> Self:
        seen: set[str] = set()
        for table in self.tables:
            for reference in table.references:
                if reference.table not in seen:
                    raise ValueError(f"{table.name} refers to {reference.table}, which must come before it")
            if table.spans and set(table.spans.apart_from) - seen:
                raise ValueError(f"{table.name} is apart from tables that must come before it")
            seen.add(table.name)
        return self


@cache
def source_contracts() -> dict[str, SourceContract]:
    """Every contract, by the source's name. Raises `DefinitionError`."""
    return {contract.name: contract for contract in read_folder(FOLDER, SourceContract)}


@cache
def source_contract(name: str) -> SourceContract:
    """The contract of one source. Raises `DefinitionError` when there is none, naming those there are."""
    path = FOLDER / f"{name}.yaml"
    if not name.isidentifier() or not path.is_file():
        known = ", ".join(sorted(file.stem for file in FOLDER.glob("*.yaml")))
        raise DefinitionError(f"There is no source of that name. The sources are {known}.")
    return read(path, SourceContract)
