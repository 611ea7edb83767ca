"""The engines of the source specs: the plain-Python reader, and the real one from files to what it keeps."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import dedent

import pyarrow.parquet

from oneplan.definitions.source import source_contract
from oneplan.engine.sources.load import load
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from tests.spec.cases import Case
from tests.spec.reference import sources
from tests.spec.text_tables import Row

_COUNTS = ("read", "loaded", "flagged", "quarantined")


def reference(case: Case) -> Mapping[str, Sequence[Row]]:
    """Row by row in plain Python."""
    contract = source_contract(case.when["source"])
    files = {name: dedent(text).strip() for name, text in case.given.items()}
    delivery = sources.read(contract, files, case.when["received_on"])
    return {
        **sources.standardised(contract, delivery, case.when["received_on"]),
        "report": [{name: delivery.counts[name] for name in _COUNTS}],
        "reasons": [
            {"table": table, "column": column, "code": code, "severity": severity, "rows": rows}
            for (table, column, code, severity), rows in delivery.reasons.items()
        ],
    }


def duckdb(case: Case) -> Mapping[str, Sequence[Row]]:
    """As it is: the files are written and loaded, and what was kept is read back."""
    with tempfile.TemporaryDirectory() as folder:
        home = DataHome(Path(folder) / "home")
        paths = [Path(folder) / name for name in case.given]
        for path in paths:
            path.write_text(dedent(case.given[path.name]).strip() + "\n", encoding="utf-8")
        report = load(home, case.when["source"], paths, received_on=case.when["received_on"])
        assert report.refused is None, report.refused
        (kept,) = submissions(home)
        tables = {path.stem: path for place in (kept.folder, kept.vault_folder) for path in place.glob("*.parquet")}
        rows = {name: pyarrow.parquet.read_table(path).to_pylist() for name, path in tables.items()}
    return {
        **rows,
        "report": [{name: getattr(report, name) for name in _COUNTS}],
        "reasons": [
            {"table": r.table, "column": r.column, "code": r.code, "severity": r.severity, "rows": r.rows}
            for r in report.reasons
        ],
    }
