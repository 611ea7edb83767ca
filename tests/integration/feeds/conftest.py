"""The small borough, its council's data officer, and files she may send."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from oneplan.engine.store.home import DataHome
from oneplan.partnership.feeds.models import Delivery
from tests.fixtures.cast import set_up_cast, signed_in_as
from tests.fixtures.small_borough import small_borough

Send = Callable[..., Delivery]


@pytest.fixture(scope="session")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    return small_borough(tmp_path_factory.mktemp("refreshed")).home


@pytest.fixture
def home(refreshed: DataHome, tmp_path: Path, settings: Any, db: None) -> DataHome:
    """A data folder of this test's own, with the small borough in it."""
    shutil.copytree(refreshed.root, tmp_path / "home")
    settings.ONEPLAN_HOME = tmp_path / "home"
    set_up_cast()
    return DataHome(tmp_path / "home")


@pytest.fixture
def officer(home: DataHome) -> Client:
    return signed_in_as("data_officer")


@pytest.fixture
def send(officer: Client) -> Send:
    """Send files of housing and give the delivery."""

    def _send(**files: str) -> Delivery:
        sent = [SimpleUploadedFile(f"{name}.csv", content.encode()) for name, content in files.items()]
        answer = officer.post(reverse("feeds:send", args=["housing"]), {"sent": sent})
        assert answer.status_code == 302, answer.content.decode()
        return Delivery.objects.latest("pk")

    return _send
