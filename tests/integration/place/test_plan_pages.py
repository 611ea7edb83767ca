"""The plan is imported whole, once; its pages show facts with their sources; outsiders find nothing."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oneplan.definitions.area import Area, load
from oneplan.definitions.plan import as_yaml
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.organisations.models import Membership, Organisation, User
from oneplan.partnership.organisations.rules import COMMAND_LINE, Role, Viewer
from oneplan.partnership.strategy.models import Action, Plan, PlanFact
from oneplan.partnership.strategy.operations import import_plan
from oneplan.partnership.strategy.queries import written_out
from oneplan.vocabulary.errors import NotAllowed
from tests.fixtures.cast import sign_in

AT = datetime(2026, 9, 30, 9, tzinfo=UTC)
AREA = Path(__file__).parents[3] / "areas" / "stockton"
READER = Viewer(user_id=5, name="Grace Whitfield", organisation_codes=frozenset({"stockton-council"}))
pytestmark = pytest.mark.django_db


@pytest.fixture
def area() -> Area:
    return load(AREA)


@pytest.fixture
def client(client: Client, settings: Any) -> Client:
    """Somebody of the partnership, signed in."""
    settings.ONEPLAN_AREA = AREA
    settings.SECURE_SSL_REDIRECT = False
    user = User.objects.create_user("grace@partnership.example", "Grace Whitfield")
    council = Organisation.objects.create(code="stockton-council", name="The council", kind="council")
    Membership.objects.create(user=user, organisation=council, role=Role.PARTNERSHIP_MANAGER, from_on=date(2020, 1, 1))
    sign_in(client, user)
    return client


def test_the_same_plan_again_changes_nothing(area: Area) -> None:
    assert import_plan(by=COMMAND_LINE, area=area, at=AT).is_changed
    held = PlanFact.objects.count()
    assert not import_plan(by=COMMAND_LINE, area=area, at=AT).is_changed
    assert PlanFact.objects.count() == held
    assert AuditEvent.objects.filter(action="imported_plan").count() == 1


def test_a_changed_plan_replaces_the_one_before(area: Area) -> None:
    import_plan(by=COMMAND_LINE, area=area, at=AT)
    newer = replace(area, plan=area.plan.model_copy(update={"title": "A newer strategy"}))
    assert import_plan(by=COMMAND_LINE, area=newer, at=AT).is_changed
    assert [plan.title for plan in Plan.objects.all()] == ["A newer strategy"]
    assert Action.objects.count() == 29


def test_every_fact_has_a_source_unless_it_was_not_found(area: Area) -> None:
    import_plan(by=COMMAND_LINE, area=area, at=AT)
    assert set(PlanFact.objects.filter(source=None).values_list("kind", flat=True)) == {"not_found"}


def test_others_may_not_import_and_nothing_is_left_behind(area: Area) -> None:
    lead = Viewer(user_id=5, name="Amira Holt", roles=frozenset({Role.SAFEGUARDING_LEAD}))
    with pytest.raises(NotAllowed):
        import_plan(by=lead, area=area, at=AT)
    assert not Plan.objects.exists()
    assert not AuditEvent.objects.exists()


def test_the_overview_shows_the_whole_plan_and_its_contradictions(client: Client, area: Area) -> None:
    import_plan(by=COMMAND_LINE, area=area, at=AT)
    page = client.get(reverse("strategy:plan")).content.decode()
    for words in ("Resilience", "Relationships", "Respect", "Response", "ready for school", "2019-23", "2019-2024"):
        assert words in page
    assert "contradict" in page
    assert "Owners and dates of the actions" in page


def test_a_theme_shows_its_three_lists_and_their_source(client: Client, area: Area) -> None:
    import_plan(by=COMMAND_LINE, area=area, at=AT)
    page = client.get(reverse("strategy:theme", args=["relationships"])).content.decode()
    for words in ("Trusted adults", "Family finding", "Family Group Conferencing", "Draft Children"):
        assert words in page


def test_an_outcome_leads_to_its_indicators(client: Client, area: Area) -> None:
    import_plan(by=COMMAND_LINE, area=area, at=AT)
    page = client.get(reverse("strategy:outcome", args=["STK-O1"])).content.decode()
    assert reverse("scorecard:indicator", args=["looked-after"]) in page
    assert "proposal" in page


@pytest.mark.parametrize("name", ["stockton", "medway", "dorset", "york"])
def test_written_out_from_the_database_a_plan_is_its_file(client: Client, name: str) -> None:
    folder = AREA.parent / name
    import_plan(by=COMMAND_LINE, area=load(folder), at=AT)
    held = written_out(READER)
    assert held and as_yaml(held) == (folder / "plan.yaml").read_text(encoding="utf-8")


def test_the_plan_can_be_taken_away(client: Client, area: Area) -> None:
    import_plan(by=COMMAND_LINE, area=area, at=AT)
    plan = client.get(reverse("strategy:written-out"))
    assert plan.content.decode() == (AREA / "plan.yaml").read_text(encoding="utf-8")
    assert plan["Content-Disposition"] == 'attachment; filename="stockton-cyps-2019.yaml"'


FACTS = {
    "stockton": ("Resilience", "ready for school", "2019-2024", "Four years", "STK", "Bright Minds Big Futures"),
    "medway": ("Learning Well", "Ten priorities", "D1", "C2", "9 April 2019", "Every six months"),
    "dorset": (
        "Best place to live",
        "Shared culture and approach",
        "children asked for it",
        "Adopted",
        "LOW",
        "Being brave",
    ),
    "york": ("Normality", "Corporate parenting", "Care leavers", "Ideas for further", "YorOK", "scorecard"),
}


@pytest.mark.parametrize("name", FACTS)
def test_what_a_reader_would_check_is_on_the_page_of_every_plan(client: Client, settings: Any, name: str) -> None:
    settings.ONEPLAN_AREA = AREA.parent / name
    import_plan(by=COMMAND_LINE, area=load(AREA.parent / name), at=AT)
    page = client.get(reverse("strategy:plan")).content.decode().split("<main")[1].split("</main>")[0]
    missing = [words for words in FACTS[name] if words not in page]
    assert missing == []
    assert client.get(reverse("scorecard:scorecard")).status_code == 200
    for theme in load(AREA.parent / name).plan.themes:
        assert client.get(reverse("strategy:theme", args=[theme.id])).status_code == 200


def test_what_is_not_there_is_not_found(client: Client, area: Area) -> None:
    assert client.get(reverse("strategy:plan")).status_code == 404
    import_plan(by=COMMAND_LINE, area=area, at=AT)
    assert client.get(reverse("strategy:theme", args=["nothing"])).status_code == 404
    assert client.get(reverse("strategy:outcome", args=["nothing"])).status_code == 404
    assert client.get(reverse("scorecard:indicator", args=["nothing"])).status_code == 404


def test_somebody_whose_membership_ended_finds_nothing(client: Client, area: Area) -> None:
    import_plan(by=COMMAND_LINE, area=area, at=AT)
    Membership.objects.update(to_on=date(2020, 2, 1))
    for name in ("strategy:plan", "scorecard:scorecard"):
        assert client.get(reverse(name)).status_code == 404


def test_the_overview_takes_the_same_queries_however_much_the_plan_says(client: Client, area: Area) -> None:
    counts = []
    for drivers in (area.plan.drivers, area.plan.drivers * 5):
        longer = replace(area, plan=area.plan.model_copy(update={"drivers": drivers}))
        import_plan(by=COMMAND_LINE, area=longer, at=AT)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("strategy:plan")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_scorecard_shows_a_chart_with_its_table_for_every_indicator(client: Client) -> None:
    page = client.get(reverse("scorecard:scorecard")).content.decode()
    assert page.count("<svg") == 20
    assert page.count("<table") == 20
    assert "Open Government Licence" in page
    assert "Data development agenda" in page
    assert 'style="' not in page


def test_the_scorecard_takes_the_same_queries_however_many_indicators_it_shows(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    few = tmp_path / "few"
    shutil.copytree(AREA, few)
    held = yaml.safe_load((few / "area.yaml").read_text(encoding="utf-8"))
    held["scorecard"]["serves"] = [{"code": "STK-O1", "indicators": ["looked-after"]}]
    (few / "area.yaml").write_text(yaml.safe_dump(held), encoding="utf-8")
    asked = {}
    for folder in (AREA, few):
        settings.ONEPLAN_AREA = folder
        with CaptureQueriesContext(connection) as queries:
            asked[client.get(reverse("scorecard:scorecard")).content.decode().count("<svg")] = len(queries)
    assert set(asked) == {20, 1}
    assert len(set(asked.values())) == 1


def test_an_indicator_says_what_it_means(client: Client) -> None:
    page = client.get(reverse("scorecard:indicator", args=["looked-after"])).content.decode()
    for words in ("Children looked after on 31 March", "115 to 136", "Not named"):
        assert words in page
