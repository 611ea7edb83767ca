"""What every test may lean on."""

import os

import pytest

from oneplan.engine.store.spark import is_spark_here

NEEDS_DATABASE = {"db", "transactional_db"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches the database runs again: the engine's files are the same on either."""
    if "ONEPLAN_TEST_POSTGRES_URL" not in os.environ:
        return
    again = [one for one in items if one.get_closest_marker("django_db") or NEEDS_DATABASE & set(one.fixturenames)]  # type: ignore[attr-defined]
    config.hook.pytest_deselected(items=[one for one in items if one not in again])
    items[:] = again


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Spark is for those who outgrow a machine, and not on every one of ours."""
    if item.get_closest_marker("spark") and not is_spark_here():
        unavailable("Spark is not installed (a Java runtime, and ONEPLAN_SPARK=1 ./run)")


def unavailable(reason: str) -> None:
    """Skip because this machine lacks something; where everything must be there, that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"Nothing may be skipped here, but {reason}")
    pytest.skip(reason)
