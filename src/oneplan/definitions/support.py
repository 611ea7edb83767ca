"""Which involvement counts as support, for the needs analysis of a place."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from oneplan.definitions.reading import Definition, read


class Support(Definition):
    """Kinds of involvement that are help, with what to call them."""

    support: Annotated[dict[str, str], Field(min_length=1)]
    owner: str
    reason: str
    since: date


@cache
def read_support() -> Support:
    """What counts as support. Raises `DefinitionError`."""
    return read(Path(__file__).with_suffix(".yaml"), Support)
