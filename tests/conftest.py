"""What every test may lean on."""

import os

import pytest

NEEDS_DATABASE = {"db", "transactional_db"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches the database runs again: the engine's files are the same on either."""
    if "ONEPLAN_TEST_POSTGRES_URL" not in os.environ:
        return
    again = [one for one in items if one.get_closest_marker("django_db") or NEEDS_DATABASE & set(one.fixturenames)]  # type: ignore[attr-defined]
    config.hook.pytest_deselected(items=[one for one in items if one not in again])
    items[:] = again


def unavailable(reason: str) -> None:
    """Skip because this machine lacks something; where everything must be there, that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"Nothing may be skipped here, but {reason}")
    pytest.skip(reason)
