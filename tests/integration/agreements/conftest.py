"""The small borough with what the police know of it, and its staff."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from oneplan.partnership.agreements.operations import decide_about_agreement
from oneplan.partnership.agreements.rules import Standing
from oneplan.partnership.organisations.rules import COMMAND_LINE
from tests.fixtures.children import borough, person, signed_in, staff, viewer
from tests.fixtures.small_borough import SmallBorough, small_borough

__all__ = ["borough", "person", "signed_in", "staff", "viewer"]


@pytest.fixture(scope="session")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> SmallBorough:
    return small_borough(tmp_path_factory.mktemp("with-police"), with_police=True)


@pytest.fixture
def suspend(staff: object) -> Callable[[str], None]:
    def _suspend(agreement: str) -> None:
        decide_about_agreement(
            by=COMMAND_LINE,
            agreement_id=agreement,
            version=1,
            standing=Standing.SUSPENDED,
            reason="Tried in a test",
            at=timezone.now(),
        )

    return _suspend
