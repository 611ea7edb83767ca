"""What a source's rows become: where each value of the four standard tables comes from."""

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from oneplan.definitions.reading import Definition
from oneplan.vocabulary.events import EventKind
from oneplan.vocabulary.knowledge import About, Certainty, Finding, Role

RELATIONSHIP_KINDS = frozenset({"parent_of", "step_parent_of", "carer_of", "sibling_of", "household_with"})
#: Kinds of event that are about an incident, in which several people have different parts (practice rule R6).
INCIDENT_KINDS = frozenset({EventKind.POLICE_INCIDENT})


def _as_value(given: Any) -> Any:
    match given:
        case str():
            return {"columns": [given]}
        case list():
            return {"columns": given}
        case {"column": str(column), **rest}:
            return {"columns": [column], **rest}
        case _:
            return given


class Value(Definition):
    """Where one value of a standard row comes from.

    Written as a column's name; as several (the first that is filled counts); as `{is: constant}`; or as
    `{column: name, as: {code: value}, else: value}`.
    """

    columns: list[str] = Field(default_factory=list)
    is_: str | bool | None = Field(default=None, alias="is")
    as_: dict[str, str | bool] | None = Field(default=None, alias="as")
    else_: str | bool | None = Field(default=None, alias="else")

    @property
    def possible(self) -> frozenset[str | bool]:
        """The values it can give, when they are known from the contract."""
        known = [self.is_, self.else_, *(self.as_ or {}).values()]
        return frozenset(value for value in known if value is not None)


From = Annotated[Value, BeforeValidator(_as_value)]


class Rows(Definition):
    """What a table's rows become, and which of them."""

    when: dict[str, list[str]] = Field(default_factory=dict)  # only rows where the column has one of the codes
    unless: dict[str, list[str]] = Field(default_factory=dict)  # not rows where the column has one of the codes

    def values(self) -> Iterator[tuple[str, Value]]:
        """Every value that is taken, by the name of the standard column."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, Value):
                yield name, value


class IdentityRows(Rows):
    """Rows that say who somebody is."""

    record: From
    is_child: From | None = None
    given_name: From | None = None
    family_name: From | None = None
    known_as: From | None = None
    former_family_name: From | None = None
    birth_date: From | None = None
    death_date: From | None = None  # for checks alone: it stands in no table
    sex: From | None = None
    ethnicity: From | None = None
    address: From | None = None
    postcode: From | None = None
    uprn: From | None = None
    nhs_number: From | None = None
    upn: From | None = None
    former_upn: From | None = None
    la_child_id: From | None = None
    household_id: From | None = None
    seen_on: From | None = None


class RelationshipRows(Rows):
    """Rows that tie one record to another: `record` is the parent, carer ... of `other`."""

    record: From
    other: From
    kind: From
    from_on: From | None = None
    to_on: From | None = None

    @model_validator(mode="after")
    def _uses_the_words(self) -> Self:
        if unknown := self.kind.possible - RELATIONSHIP_KINDS:
            raise ValueError(f"kind has {sorted(map(str, unknown))}; the words are {sorted(RELATIONSHIP_KINDS)}")
        return self


class InvolvementRows(Rows):
    """Rows that say who works with somebody."""

    record: From
    kind: From
    team: From | None = None
    team_code: From | None = None
    worker: From | None = None
    worker_role: From | None = None
    phone: From | None = None
    is_lead: From | None = None
    from_on: From | None = None
    to_on: From | None = None


def _constant(value: str) -> Any:
    return Field(default_factory=lambda: Value.model_validate({"is": value}))


class EventRows(Rows):
    """Rows that say that something was recorded. `id` names the columns that make the row's natural key."""

    kind: EventKind
    id: list[str] = Field(min_length=1)
    record: From
    code: From = _constant("")
    value: From | None = None
    role: From = _constant("subject")
    about: From = _constant("self")
    finding: From = _constant("present")
    certainty: From = _constant("fact")
    observed_on: From
    observed_to: From | None = None
    recorded_by: From | None = None
    is_span: bool = False  # a span without an end still goes on

    @model_validator(mode="after")
    def _uses_the_words(self) -> Self:
        words = {"role": Role, "about": About, "finding": Finding, "certainty": Certainty}
        for name, enum in words.items():
            if unknown := {str(v) for v in getattr(self, name).possible} - {str(word) for word in enum}:
                raise ValueError(f"{name} has {sorted(unknown)}; the words are {', '.join(enum)}")
        if self.kind in INCIDENT_KINDS and not self.role.columns:
            raise ValueError(f"{self.kind} is about an incident: each row must say the person's role in it")
        return self
