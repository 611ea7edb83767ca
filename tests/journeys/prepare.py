"""Puts the cast and Stockton's plan into the database of the product that journeys look at."""

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from oneplan.definitions.area import load  # noqa: E402
from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: E402
from oneplan.partnership.strategy.operations import import_plan  # noqa: E402
from tests.fixtures.cast import set_up_cast  # noqa: E402

set_up_cast()
import_plan(by=COMMAND_LINE, area=load(settings.ONEPLAN_AREA), at=timezone.now())
