"""The demonstration's board opens on a year that is owned, spoken of, and honest about what does not go well."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from oneplan.cli.demonstration_year import ACTIONS, YEAR, make_up_a_year
from oneplan.definitions.area import load
from oneplan.partnership.organisations.rules import COMMAND_LINE
from oneplan.partnership.strategy.models import DeliveryAction
from oneplan.partnership.strategy.operations import import_plan
from oneplan.partnership.strategy.queries import board
from oneplan.partnership.strategy.rules import Attention
from tests.fixtures.cast import set_up_cast, signed_in_as
from tests.fixtures.delivery import viewer

AREAS = Path(__file__).parents[3] / "areas"
AT = timezone.localtime()
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["stockton", "medway", "dorset", "york"])
def test_each_area_opens_its_board_on_a_made_up_year(settings: Any, name: str) -> None:
    settings.ONEPLAN_AREA = AREAS / name
    set_up_cast()
    import_plan(by=COMMAND_LINE, area=load(AREAS / name), at=AT)
    make_up_a_year(AT)
    make_up_a_year(AT)  # the demonstration is started again, and holds the year once
    assert DeliveryAction.objects.count() == len(ACTIONS)
    found = board(viewer("data_officer", AT.date()), AT.date())
    assert found is not None
    assert found.year is not None
    assert found.year.year == YEAR
    needs = Counter(need for one in found.actions for need in one.attention)
    assert needs[Attention.RED_WITHOUT_REMEDY] == 1
    assert needs[Attention.SILENT] == 1
    assert needs[Attention.OVERDUE] == 0
    assert all(one.part.kind for one in found.actions)
    page = signed_in_as("data_officer").get("/plan/delivery/").content.decode()
    assert "Red, and nobody has said what will be done about it" in page
    assert "made-up-year" in page
