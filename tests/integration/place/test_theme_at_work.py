"""A theme this year: its actions, its indicators and what was said, and honest words where there is none."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from oneplan.cli.demonstration_year import make_up_a_year
from oneplan.definitions.area import load
from oneplan.partnership.organisations.rules import COMMAND_LINE
from oneplan.partnership.scorecard.models import Finding
from oneplan.partnership.scorecard.operations import add_finding, withdraw_finding
from oneplan.partnership.scorecard.rules import FindingKind
from oneplan.partnership.strategy.operations import add_action, import_plan
from tests.fixtures.cast import set_up_cast, signed_in_as
from tests.fixtures.delivery import YEAR, agreed, set_up_delivery, viewer

AREAS = Path(__file__).parents[3] / "areas"
AT = timezone.localtime()
pytestmark = pytest.mark.django_db


def opened(name: str, settings: Any) -> None:
    settings.ONEPLAN_AREA = AREAS / name
    set_up_cast()
    import_plan(by=COMMAND_LINE, area=load(AREAS / name), at=AT)


def page_of(code: str) -> str:
    answer = signed_in_as("data_officer").get(f"/scorecard/themes/{code}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_actions_of_the_theme_and_of_its_parts_stand_there_and_others_do_not(settings: Any) -> None:
    opened("stockton", settings)
    assert "No year of the plan has been begun" in page_of("relationships")
    set_up_delivery(AT)
    manager, owner = viewer("partnership_manager", AT.date()), viewer("lead_practitioner", AT.date())
    for serves, text in (("relationships", "Of the theme itself"), ("resilience", "Of another theme")):
        add_action(by=manager, year=YEAR, serves=serves, agreed=agreed(owner, text=text), at=AT)
    page = page_of("relationships")
    for words in ("Train every team in restorative practice", "Of the theme itself", "Three of nine teams are trained"):
        assert words in page
    assert "Of another theme" not in page
    for honest in ("The plan measures its outcomes", "Nothing has been put here this year", "not kept here yet"):
        assert honest in page


def test_what_figures_tell_and_what_was_said_stand_beside_the_actions_until_taken_back(settings: Any) -> None:
    opened("dorset", settings)
    area = load(AREAS / "dorset")
    code = next(serves.code for serves in area.scorecard.serves if serves.indicators)
    manager = viewer("partnership_manager", AT.date())
    for year, text in ((AT.year, "We want somewhere to go"), (AT.year - 1, "Said a year ago")):
        add_finding(
            by=manager, serves=code, year=year, kind=FindingKind.FEEDBACK, text=text, basis="Forty pupils", at=AT
        )
    page = page_of(code)
    assert "We want somewhere to go" in page
    assert "Forty pupils" in page
    assert "Said a year ago" not in page
    assert "Data, audit and feedback side by side" in page
    assert "The plan measures its outcomes" not in page
    finding = Finding.objects.get(year=AT.year)
    withdraw_finding(by=manager, serves=code, year=AT.year, finding_id=str(finding.pk), reason="Elsewhere", at=AT)
    assert "We want somewhere to go" not in page_of(code)


@pytest.mark.parametrize("name", ["stockton", "dorset", "york"])
def test_every_theme_of_every_plan_has_its_page_in_the_same_queries(settings: Any, name: str) -> None:
    opened(name, settings)
    make_up_a_year(AT)
    counts = set()
    client = signed_in_as("data_officer")
    for theme in load(AREAS / name).plan.themes:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(f"/scorecard/themes/{theme.id}/")
        assert answer.status_code == 200
        counts.add(len(asked))
        assert theme.name.split("’")[0].split("'")[0].split("&")[0] in answer.content.decode()
    assert len(counts) == 1
