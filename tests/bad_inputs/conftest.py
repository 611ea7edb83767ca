"""A home of its own for each test, and files sent to it."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from oneplan.engine.sources.load import load
from oneplan.engine.sources.report import LoadReport
from oneplan.engine.store.home import DataHome

RECEIVED = date(2026, 9, 30)
Send = Callable[..., LoadReport]


@pytest.fixture
def home(tmp_path: Path) -> DataHome:
    return DataHome(tmp_path / "home")


@pytest.fixture
def send(tmp_path: Path, home: DataHome) -> Send:
    """Write files and load them as one delivery, of early help unless another source is named."""

    def _send(
        files: dict[str, str | bytes],
        source: str = "early_help",
        received_on: date = RECEIVED,
        confirmed: frozenset[str] = frozenset(),
        authorities: Sequence[str] = (),
    ) -> LoadReport:
        paths = [tmp_path / name for name in files]
        for path, content in zip(paths, files.values(), strict=True):
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        report = load(home, source, paths, received_on=received_on, confirmed=confirmed, authorities=authorities)
        assert report.read == report.loaded + report.quarantined
        return report

    return _send
