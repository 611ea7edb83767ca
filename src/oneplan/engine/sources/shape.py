"""The one shape of every source: how its files become raw tables, and what those become."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from oneplan.definitions.source import SourceContract
from oneplan.engine.sources.raw import RawTables
from oneplan.engine.store.workspace import Workspace


@dataclass(frozen=True)
class FileRead:
    """One file of a submission and what was found in it."""

    name: str
    table: str  # the contract's table; `xml` for a file that holds several; empty when it was not needed
    encoding: str


@dataclass(frozen=True)
class Reading:
    """What a reader found besides rows."""

    files: tuple[FileRead, ...]
    reported_on: Mapping[str, date] = field(default_factory=dict)  # the day each batch speaks about, when it says so
    notes: tuple[str, ...] = ()  # sentences about what was passed over
    authority: str | None = None  # the three-digit code of the council that it is about, when it says so


#: Files, received on a day, into raw tables. Raises `Refused` with one sentence when a file cannot be used at all.
Reader = Callable[[RawTables, Sequence[Path], date], Reading]


@dataclass(frozen=True)
class Receipt:
    """What is known about a submission when its rows are standardised."""

    contract: SourceContract
    received_on: date


#: Rows of a source that its contract's mappings cannot say, added to the standard tables of a workspace.
Standardise = Callable[[Workspace, Receipt], None]


def nothing_more(workspace: Workspace, receipt: Receipt) -> None:
    """For sources whose contract says everything."""


@dataclass(frozen=True)
class Source:
    """A source's folder, as the loader uses it."""

    read: Reader
    standardise: Standardise = nothing_more
