"""Reading definition files: YAML in, a checked model out, and errors that a professional can act on."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from oneplan.vocabulary.errors import DefinitionError


class Definition(BaseModel):
    """Base of every schema: a key that the schema does not know is a mistake, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


Kind = TypeVar("Kind", bound=BaseModel)


def read(path: Path, schema: type[Kind]) -> Kind:
    """One definition. Raises `DefinitionError` with the file and the field."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DefinitionError(f"{path} is missing.") from None
    except UnicodeDecodeError as error:
        raise DefinitionError(f"{path.name} cannot be read as YAML: {error}") from None
    return read_text(path.name, text, schema)


def read_text(name: str, text: str, schema: type[Kind]) -> Kind:
    """One definition from the text of a file called `name`. Raises `DefinitionError` with the field."""
    try:
        content: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise DefinitionError(f"{name} cannot be read as YAML: {error}") from None
    try:
        return schema.model_validate(content)
    except ValidationError as error:
        problems = "; ".join(f"{_field(item['loc'])}: {item['msg']}" for item in error.errors())
        raise DefinitionError(f"{name} does not say what it must: {problems}.") from None


def read_folder(folder: Path, schema: type[Kind]) -> tuple[Kind, ...]:
    """Every `*.yaml` in a folder, in the order of the files' names."""
    return tuple(read(path, schema) for path in sorted(folder.glob("*.yaml")))


def _field(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "the file"
