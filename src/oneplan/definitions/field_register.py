"""The field register: how sensitive each stored field is, and how long it is kept.

A model field that is not in the register fails a test, so nothing new is stored without somebody having said.
"""

from pathlib import Path
from typing import Literal

from oneplan.definitions.reading import Definition, read

Sensitivity = Literal["open", "working", "staff", "pseudonymous", "confidential"]


class Kept(Definition):
    """A retention rule: how long, from when, and why."""

    how_long: str
    reason: str


class FieldEntry(Definition):
    """One field: how sensitive, and by which rule it is kept."""

    sensitivity: Sensitivity
    retention: str


class FieldRegister(Definition):
    """The whole register. Keys of `fields` are `app.Model.field`; of `libraries`, an app that a library brings."""

    sensitivities: dict[Sensitivity, str]
    retention: dict[str, Kept]
    fields: dict[str, FieldEntry]
    libraries: dict[str, FieldEntry]


def field_register() -> FieldRegister:
    """The register as it stands. Raises `DefinitionError` naming what is wrong in the file."""
    return read(Path(__file__).with_name("field_register.yaml"), FieldRegister)
