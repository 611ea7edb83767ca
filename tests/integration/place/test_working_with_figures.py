"""What the partnership makes of its figures: answers, findings and judgements, appended beside the data."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.definitions.area import load
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.organisations.rules import COMMAND_LINE
from oneplan.partnership.scorecard.models import CurveNote, Finding, Judgement
from oneplan.partnership.scorecard.operations import add_finding, answer_curve, judge, withdraw_finding
from oneplan.partnership.scorecard.rules import CurvePart, FindingKind
from oneplan.partnership.strategy.operations import import_plan
from oneplan.vocabulary.errors import NotAllowed
from tests.fixtures.cast import set_up_cast, signed_in_as
from tests.fixtures.delivery import set_up_delivery, set_up_finding, viewer

AREAS = Path(__file__).parents[3] / "areas"
AT = timezone.localtime()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings: Any) -> Iterator[None]:
    settings.ONEPLAN_AREA = AREAS / "stockton"
    set_up_cast()
    import_plan(by=COMMAND_LINE, area=load(AREAS / "stockton"), at=AT)
    yield


@pytest.fixture
def manager() -> Client:
    return signed_in_as("partnership_manager")


def page_of(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"scorecard:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_indicator_asks_every_question_and_forecasts_without_a_trend(manager: Client) -> None:
    page = page_of(manager, "indicator", "looked-after")
    for words in ("What would cost nothing", "One bold idea", "level, as the last five show no trend", "in 2028"):
        assert words in page
    assert page.count("Nobody has written this down yet") == 6
    assert "No forecast can be made" in page_of(manager, "indicator", "good-level-of-development")


def test_answers_are_added_and_the_latest_stands(manager: Client) -> None:
    path = reverse("scorecard:curve", args=["looked-after"])
    for words in ("More families ask for help", "Families ask earlier"):
        assert manager.post(path, {"part": "story", "text": words}).status_code == 302
    page = page_of(signed_in_as("data_officer"), "indicator", "looked-after")
    stands, earlier = page.split("Earlier answers")
    assert "Families ask earlier" in stands
    assert "More families ask for help" in earlier
    assert "Answer one of these questions" not in page
    assert "Choose which question you answer" in manager.post(path, {"text": "x"}).content.decode()
    assert CurveNote.objects.count() == 2


def test_the_scorecard_shows_what_was_last_written_of_each_indicator(manager: Client) -> None:
    path = reverse("scorecard:curve", args=["looked-after"])
    for part, words in (("story", "Families ask earlier"), ("bold", "A flat above every family hub")):
        manager.post(path, {"part": part, "text": words})
    glance = page_of(signed_in_as("data_officer"), "scorecard").split("At a glance")[1].split("<section")[0]
    assert "One bold idea:" in glance
    assert glance.count("A flat above every family hub") == 1
    assert "Families ask earlier" not in glance
    assert "Stockton 125 per 10,000 children in 2025" in glance
    assert glance.count("Written down by Grace Whitfield") == 1


def test_what_is_proposed_leads_to_actions(manager: Client) -> None:
    assert "No action of this year" in page_of(manager, "indicator", "looked-after")
    set_up_delivery(AT)
    page = page_of(manager, "indicator", "looked-after")
    assert reverse("strategy:new-action", args=["2026-27"]) in page


def test_data_audit_and_feedback_stand_side_by_side(manager: Client) -> None:
    empty = page_of(manager, "triangulation", "STK-O1")
    assert "A judgement now would be made without qualitative audit and feedback" in empty
    assert "Stockton 125 per 10,000 children in 2025" in empty
    path = reverse("scorecard:add-finding", args=["STK-O1", 2026])
    sent = {"kind": "feedback", "text": "Most felt safe at home", "basis": "Survey of 212 young people"}
    assert "Say what it rests on" in manager.post(path, {**sent, "basis": ""}).content.decode()
    manager.post(path, sent)
    page = page_of(signed_in_as("safeguarding_lead"), "triangulation-year", "STK-O1", 2026)
    for words in ("Most felt safe at home", "Survey of 212 young people", "made without qualitative audit"):
        assert words in page


def test_a_finding_is_taken_back_and_stays_to_be_seen(manager: Client) -> None:
    finding = set_up_finding(AT)
    path = reverse("scorecard:withdraw-finding", args=["STK-O1", 2026, finding.pk])
    manager.post(path, {"reason": "It was of another year"})
    page = page_of(manager, "triangulation-year", "STK-O1", 2026)
    for words in (
        "Plans were made with the family",
        "It was of another year",
        "without qualitative audit and feedback",
    ):
        assert words in page
    assert manager.get(path).status_code == 404
    with pytest.raises(NotAllowed):
        withdraw_finding(
            by=viewer("partnership_manager", AT.date()),
            serves="STK-O1",
            year=2026,
            finding_id=str(finding.pk),
            reason="again",
            at=AT,
        )


def test_a_body_judges_signed_and_dated_and_the_later_judgement_comes_first(manager: Client) -> None:
    path = reverse("scorecard:judge", args=["STK-O1", 2026])
    sent = {"body": "Children and Young People's Partnership", "signed_by": "Robin Vale, chair"}
    for day, words in (("15", "Safer, not yet for all"), ("20", "Safer for most")):
        when = {"on_day": day, "on_month": "9", "on_year": "2026", "text": words}
        assert manager.post(path, {**sent, **when}).status_code == 302
    page = page_of(manager, "triangulation-year", "STK-O1", 2026)
    assert page.index("Safer for most") < page.index("Safer, not yet for all")
    assert "Signed by Robin Vale, chair" in page
    later = {"on_day": "1", "on_month": "1", "on_year": str(AT.year + 1), "text": "To come"}
    assert "must be today or in the past" in manager.post(path, {**sent, **later}).content.decode()
    assert Judgement.objects.count() == 2
    assert AuditEvent.objects.filter(action="wrote_about_place").count() == 2


def test_others_read_and_write_nothing() -> None:
    by, at = viewer("safeguarding_lead", AT.date()), AT
    with pytest.raises(NotAllowed):
        answer_curve(by=by, indicator_id="looked-after", part=CurvePart.BOLD, text="x", at=at)
    with pytest.raises(NotAllowed):
        add_finding(by=by, serves="STK-O1", year=2026, kind=FindingKind.AUDIT, text="x", basis="y", at=at)
    manager = viewer("partnership_manager", AT.date())
    for body, on in (("Nobody", date(2026, 9, 1)), ("Cabinet", AT.date() + timedelta(days=1))):
        with pytest.raises(NotAllowed):
            judge(by=manager, serves="STK-O1", year=2026, text="x", body=body, signed_by="y", on=on, at=at)
    assert not (CurveNote.objects.exists() or Finding.objects.exists() or Judgement.objects.exists())


@pytest.mark.parametrize(("name", "serves"), [("medway", "MED-O2"), ("dorset", "best-start"), ("york", "YRK-O6")])
def test_every_plan_is_seen_three_ways_by_outcome_or_theme(settings: Any, name: str, serves: str) -> None:
    settings.ONEPLAN_AREA = AREAS / name
    import_plan(by=COMMAND_LINE, area=load(AREAS / name), at=timezone.now())
    assert "No audit has been put here" in page_of(signed_in_as("data_officer"), "triangulation", serves)
