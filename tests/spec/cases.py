"""The shape of a spec: a title, some words, and cases that run on every engine.

A module `tests/spec/<step>/test_<topic>.py` holds `SPEC = Spec(...)` and one test::

    @SPEC.on(reference=reference_evidence, duckdb=duckdb_evidence)
    def test_roles(case: Case, engine: Engine) -> None:
        case.check(engine)

An engine takes the case and answers with tables: `{"evidence": [{"person_id": "ann", ...}, ...]}`.
It reads `case.rows("event")` (typed, complete rows), or loads all of them with `case.load(workspace)`;
`case.given["episodes.csv"]` is a file's text: names with a dot are files, all others are tables.
In `then`, only the columns that the text names are compared, in any order of rows; a table that is
only headers says that there are none.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from oneplan.engine.store.tables import Table
from oneplan.engine.store.workspace import Workspace
from tests.spec.standard import DEFAULTS, TABLES
from tests.spec.text_tables import Row, cells_of, projected, read_rows

#: Answers a case with tables by name.
Engine = Callable[["Case"], Mapping[str, Sequence[Row]]]


@dataclass(frozen=True)
class Case:
    """One small example. `name` is a short heading, `says` the rule in one sentence."""

    name: str
    says: str
    given: Mapping[str, str]
    then: Mapping[str, str]
    when: Mapping[str, Any] = field(default_factory=dict)

    def rows(self, name: str) -> list[dict[str, Any]]:
        """A given table's rows, with every column of that table; none when the case does not give it."""
        return read_rows(self.given[name], TABLES[name], DEFAULTS.get(name, {})) if name in self.given else []

    def load(self, workspace: Workspace, *also: str) -> None:
        """Make every given table, and those of `also` that are not given (empty), in `workspace`."""
        self.load_only(workspace, *dict.fromkeys([*(n for n in self.given if "." not in n), *also]))

    def load_only(self, workspace: Workspace, *names: str) -> None:
        """Make just the tables named, empty where the case does not give them."""
        for name in names:
            table: Table = TABLES[name]
            workspace.create(table, name)
            workspace.insert(name, [[row[c] for c in table.column_names] for row in self.rows(name)])

    def check(self, engine: Engine) -> None:
        """Run the case on one engine and compare what it says with what it should."""
        answer = engine(self)
        for name, text in self.then.items():
            headers, expected = cells_of(text)
            assert projected(answer[name], headers) == sorted(expected), f"{self.name}: {name}"


def table_of(workspace: Workspace, name: str) -> list[dict[str, Any]]:
    """What a step made, as rows by column."""
    rows: list[dict[str, Any]] = workspace.arrow(f"SELECT * FROM {name}").to_pylist()
    return rows


@dataclass(frozen=True)
class Spec:
    """What one topic of a step means, as words and cases."""

    title: str
    text: str
    cases: Sequence[Case]

    def on(self, **engines: Engine) -> pytest.MarkDecorator:
        """Run a test for every case on every engine."""
        each = [
            pytest.param(case, engine, id=f"{case.name}-{name}", marks=pytest.mark.spark if name == "spark" else ())
            for case in self.cases
            for name, engine in engines.items()
        ]
        return pytest.mark.parametrize(("case", "engine"), each)
