"""A data home and small deliveries."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from oneplan.engine.sources.load import load
from oneplan.engine.sources.report import LoadReport
from oneplan.engine.store.home import DataHome

RECEIVED = date(2026, 9, 30)
Deliver = Callable[..., LoadReport]


@pytest.fixture
def home(tmp_path: Path) -> DataHome:
    return DataHome(tmp_path / "home")


@pytest.fixture
def deliver(home: DataHome, tmp_path: Path) -> Deliver:
    """Write files (text, or bytes as they are) and load them as one delivery."""

    def _deliver(
        source: str,
        files: dict[str, str | bytes],
        received_on: date = RECEIVED,
        confirmed: frozenset[str] = frozenset(),
    ) -> LoadReport:
        paths = []
        for name, content in files.items():
            path = tmp_path / name
            path.write_bytes(content if isinstance(content, bytes) else (dedent(content).strip() + "\n").encode())
            paths.append(path)
        report = load(home, source, paths, received_on=received_on, confirmed=confirmed)
        assert report.read == report.loaded + report.quarantined
        assert report.flagged <= report.loaded
        return report

    return _deliver
