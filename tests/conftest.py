"""What every test may lean on."""

import os

import pytest


def unavailable(reason: str) -> None:
    """Skip because this machine lacks something; where everything must be there, that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"Nothing may be skipped here, but {reason}")
    pytest.skip(reason)
