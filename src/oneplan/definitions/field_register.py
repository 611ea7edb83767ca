"""The field register: what each stored field is for, how sensitive it is, and how long it is kept.

A model field that is not in the register fails a test, so nothing new is stored without somebody having said.
"""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from oneplan.definitions.reading import Definition, read

Sensitivity = Literal["open", "working", "staff", "pseudonymous", "confidential"]
Whose = Literal["children", "parents and other adults", "staff"]
Sentence = Annotated[str, Field(min_length=10)]


class Kept(Definition):
    """A retention rule: how long, from when, and why."""

    how_long: str
    reason: str


class FieldEntry(Definition):
    """One field: how sensitive, and by which rule it is kept."""

    sensitivity: Sensitivity
    retention: str


class Activity(Definition):
    """Something for which data is kept: why, by which law, about whom, who sees it, and what whoever asks is given."""

    title: str
    purpose: Sentence
    lawful_basis: Sentence
    whose: Annotated[tuple[Whose, ...], Field(min_length=1)]
    seen_by: Sentence
    on_request: Sentence


class FieldRegister(Definition):
    """The whole register.

    Keys of `fields` are `app.Model.field`; of `tables`, `app.Model`; of `libraries`, an app that a library brings.
    """

    sensitivities: dict[Sensitivity, str]
    retention: dict[str, Kept]
    controller: Sentence
    transfers: Sentence
    security: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    activities: dict[str, Activity]
    tables: dict[str, str]
    fields: dict[str, FieldEntry]
    libraries: dict[str, FieldEntry]

    @model_validator(mode="after")
    def _every_table_has_its_activity(self) -> Self:
        if odd := {table_of(name) for name in self.fields} ^ set(self.tables):
            raise ValueError(f"{', '.join(sorted(odd))}: has fields or an activity, and not both")
        if odd := set(self.tables.values()) ^ set(self.activities):
            raise ValueError(f"{', '.join(sorted(odd))}: an activity that is not there, or that keeps nothing")
        return self

    def fields_of(self, activity: str) -> dict[str, FieldEntry]:
        """The fields kept for an activity, in the order of the file."""
        return {name: entry for name, entry in self.fields.items() if self.tables[table_of(name)] == activity}


def table_of(field: str) -> str:
    """`app.Model` of `app.Model.field`."""
    return field.rpartition(".")[0]


def field_register() -> FieldRegister:
    """The register as it stands. Raises `DefinitionError` naming what is wrong in the file."""
    return read(Path(__file__).with_name("field_register.yaml"), FieldRegister)
