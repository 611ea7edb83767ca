"""A year of the plan: agreed, owned, spoken of, and never overwritten."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from oneplan.definitions.area import load
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.organisations.models import Membership
from oneplan.partnership.organisations.rules import COMMAND_LINE
from oneplan.partnership.strategy.models import ActionTerms, DeliveryAction, DeliveryPlan, Milestone, Progress
from oneplan.partnership.strategy.operations import (
    add_action,
    add_milestone,
    change_action,
    import_plan,
    say_progress,
    start_delivery_plan,
    withdraw_progress,
)
from oneplan.partnership.strategy.rules import State
from oneplan.vocabulary.errors import NotAllowed
from tests.fixtures.cast import EMAILS, set_up_cast, signed_in_as
from tests.fixtures.delivery import YEAR, agreed, set_up_delivery, viewer

AREA = Path(__file__).parents[3] / "areas" / "stockton"
AT = timezone.localtime().replace(year=2026, month=9, day=30)
TODAY = AT.date()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.ONEPLAN_AREA = AREA
    set_up_cast()
    import_plan(by=COMMAND_LINE, area=load(AREA), at=AT)
    for name in ("localdate", "localtime"):
        monkeypatch.setattr(timezone, name, lambda now=AT if name == "localtime" else TODAY: now)
    yield


def page_of(actor: str, name: str, *args: object) -> str:
    answer = signed_in_as(actor).get(reverse(f"strategy:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def three_boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def test_before_the_first_year_the_board_says_what_to_do_to_those_who_can() -> None:
    assert reverse("strategy:begin-year") in page_of("partnership_manager", "delivery")
    owner = page_of("lead_practitioner", "delivery")
    assert "The partnership manager begins one" in owner
    assert reverse("strategy:begin-year") not in owner


def test_a_year_is_begun_and_an_action_is_added_in_the_browser() -> None:
    manager = signed_in_as("partnership_manager")
    dates = three_boxes("from_on", date(2026, 4, 1)) | three_boxes("to_on", date(2027, 3, 31))
    answer = manager.post(reverse("strategy:begin-year"), {"year": YEAR, "report_every_days": "92", **dates})
    assert answer["Location"] == reverse("strategy:delivery-year", args=[YEAR])
    owner = viewer("lead_practitioner", TODAY)
    sent = {"serves": "STK-REL-1", "text": "Train every team", "owner_id": str(owner.user_id), "partners": ""}
    days = three_boxes("starts_on", date(2026, 4, 1)) | three_boxes("due_on", date(2027, 3, 31))
    answer = manager.post(reverse("strategy:new-action", args=[YEAR]), {**sent, **days, "needs": "", "impact": ""})
    assert answer["Location"] == reverse("strategy:action", args=[DeliveryAction.objects.get().pk])
    board = page_of("safeguarding_lead", "delivery")
    for words in ("Train every team", "Daniel Osei", "31 March 2027", "Nothing said yet", "No impact assessment yet"):
        assert words in board
    assert "Restorative practice across the whole system" in board
    assert "A community offer that supports parents" in board.split("nobody took up this year")[1]
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {"started_delivery_plan", "added_action"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": ""}, "Say what will be done"),
        ({"owner_id": ""}, "Choose who owns it"),
        ({"due_on_year": "2025"}, "Due must be on or after the start"),
        ({"serves": ""}, "Choose which part of the plan it serves"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(changed: dict[str, str], said: str) -> None:
    set_up_delivery(AT)
    held = agreed(viewer("lead_practitioner", TODAY))
    sent = {"serves": "STK-REL-1", "text": held.text, "owner_id": str(held.owner_id), "partners": "The youth service"}
    sent |= three_boxes("starts_on", held.starts_on) | three_boxes("due_on", held.due_on)
    answer = signed_in_as("partnership_manager").post(reverse("strategy:new-action", args=[YEAR]), {**sent, **changed})
    page = answer.content.decode()
    assert said in page
    assert "The youth service" in page
    assert DeliveryAction.objects.count() == 1


def test_a_year_is_begun_once() -> None:
    set_up_delivery(AT)
    dates = three_boxes("from_on", date(2026, 4, 1)) | three_boxes("to_on", date(2027, 3, 31))
    sent = {"year": YEAR, "report_every_days": "92", **dates}
    page = signed_in_as("partnership_manager").post(reverse("strategy:begin-year"), sent).content.decode()
    assert "is there already" in page
    manager = viewer("partnership_manager", TODAY)
    with pytest.raises(NotAllowed):
        start_delivery_plan(
            by=manager, year=YEAR, from_on=TODAY, to_on=TODAY + timedelta(days=9), report_every_days=92, at=AT
        )
    assert DeliveryPlan.objects.count() == 1


def test_the_owner_says_how_it_goes_and_every_statement_stays() -> None:
    action, _ = set_up_delivery(AT)
    add_milestone(
        by=viewer("partnership_manager", TODAY), action_id=str(action.pk), text="Half", due_on=date(2026, 9, 1), at=AT
    )
    assert "A milestone is past its day" in page_of("lead_practitioner", "delivery")
    sent = {
        **three_boxes("on", TODAY),
        "state": "off_track",
        "said": "The trainer fell ill",
        "evidence": "Minute 4 of the practice board",
        "reached_id": str(Milestone.objects.get().pk),
    }
    owner = signed_in_as("lead_practitioner")
    answer = owner.post(reverse("strategy:say-progress", args=[action.pk]), sent)
    assert answer["Location"] == reverse("strategy:action", args=[action.pk])
    page = page_of("data_officer", "action", action.pk)
    for words in ("The trainer fell ill", "Minute 4", "Three of nine teams", "Attendance lists", "Reached, as said on"):
        assert words in page
    assert "Red, and nobody has said what will be done about it" in page
    owner.post(reverse("strategy:say-progress", args=[action.pk]), {**sent, "reached_id": "", "remedy": "Hire another"})
    board = page_of("partnership_manager", "delivery")
    assert "Red, and nobody" not in board
    assert "What needs attention" not in board
    assert Progress.objects.count() == 3


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"evidence": ""}, "Say what shows it"),
        ({"on_year": "2027"}, "The day you speak of must be today or in the past"),
        ({"state": ""}, "Choose how it stands"),
        (three_boxes("remedy_due_on", date(2026, 12, 1)), "Say what will be done by that day"),
    ],
)
def test_a_statement_without_evidence_or_of_a_day_to_come_is_not_taken(changed: dict[str, str], said: str) -> None:
    action, _ = set_up_delivery(AT)
    sent = {**three_boxes("on", TODAY), "state": "on_track", "said": "Six of nine", "evidence": "Lists", **changed}
    page = signed_in_as("lead_practitioner").post(reverse("strategy:say-progress", args=[action.pk]), sent)
    assert said in page.content.decode()
    assert Progress.objects.count() == 1


def test_a_statement_is_taken_back_with_a_reason_and_stays_to_be_seen() -> None:
    action, progress = set_up_delivery(AT)
    path = reverse("strategy:withdraw-progress", args=[action.pk, progress.pk])
    signed_in_as("lead_practitioner").post(path, {"reason": "It was two teams"})
    page = page_of("lead_practitioner", "action", action.pk)
    assert "Three of nine teams" in page
    assert "It was two teams" in page
    assert "Nothing said yet" in page
    assert signed_in_as("lead_practitioner").get(path).status_code == 404
    with pytest.raises(NotAllowed):
        owner = viewer("lead_practitioner", TODAY)
        withdraw_progress(by=owner, action_id=str(action.pk), progress_id=str(progress.pk), reason="again", at=AT)


def test_what_is_agreed_changes_with_a_reason_and_the_earlier_terms_stay() -> None:
    action, _ = set_up_delivery(AT)
    manager, owner = viewer("partnership_manager", TODAY), viewer("lead_practitioner", TODAY)
    later = agreed(owner, due_on=date(2027, 7, 31))
    change_action(by=manager, action_id=str(action.pk), agreed=later, reason="Two teams were added", at=AT)
    page = page_of("safeguarding_lead", "action", action.pk)
    agreed_now, before = page.split("What was agreed before")
    assert "31 July 2027" in agreed_now
    assert "31 March 2027" in before
    assert "Two teams were added" in before
    form = signed_in_as("partnership_manager").get(reverse("strategy:change-action", args=[action.pk])).content.decode()
    assert 'value="2027"' in form
    assert "Two trainers for four months" in form


def test_an_owner_who_left_is_named_and_may_say_nothing_more() -> None:
    action, _ = set_up_delivery(AT)
    Membership.objects.filter(user__email=EMAILS["lead_practitioner"]).update(to_on=TODAY - timedelta(days=1))
    board = page_of("partnership_manager", "delivery")
    assert "Daniel Osei (has left)" in board
    assert "Its owner has left: it needs another" in board
    assert signed_in_as("lead_practitioner").get(reverse("strategy:say-progress", args=[action.pk])).status_code == 404
    gone = viewer("lead_practitioner", TODAY)
    with pytest.raises(NotAllowed):
        change_action(
            by=viewer("partnership_manager", TODAY),
            action_id=str(action.pk),
            agreed=agreed(gone),
            reason="Nobody else",
            at=AT,
        )
    assert ActionTerms.objects.count() == 1


def test_only_the_manager_agrees_and_only_owner_and_manager_speak() -> None:
    action, _ = set_up_delivery(AT)
    stranger, owner = viewer("safeguarding_lead", TODAY), viewer("lead_practitioner", TODAY)
    events = AuditEvent.objects.count()
    with pytest.raises(NotAllowed):
        add_action(by=owner, year=YEAR, serves="STK-REL-1", agreed=agreed(owner), at=AT)
    with pytest.raises(NotAllowed):
        add_milestone(by=owner, action_id=str(action.pk), text="Half", due_on=TODAY, at=AT)
    for state in State:
        with pytest.raises(NotAllowed):
            say_progress(
                by=stranger,
                action_id=str(action.pk),
                on=TODAY,
                state=state,
                said="Well",
                evidence="I heard so",
                remedy="",
                remedy_due_on=None,
                reached_id="",
                at=AT,
            )
    assert (Progress.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_years_stand_beside_each_other_and_the_one_that_runs_is_shown() -> None:
    set_up_delivery(AT)
    start_delivery_plan(
        by=viewer("partnership_manager", TODAY),
        year="2027-28",
        from_on=date(2027, 4, 1),
        to_on=date(2028, 3, 31),
        report_every_days=31,
        at=AT,
    )
    assert "Train every team" in page_of("safeguarding_lead", "delivery")
    later = page_of("safeguarding_lead", "delivery-year", "2027-28")
    assert "No actions yet" in later
    assert "every month" in later
    assert signed_in_as("safeguarding_lead").get(reverse("strategy:delivery-year", args=["1999"])).status_code == 404


def test_a_plan_that_is_imported_again_keeps_its_years(client: Client) -> None:
    set_up_delivery(AT)
    area = load(AREA)
    newer = area.plan.model_copy(update={"title": "A newer strategy"})
    from dataclasses import replace

    import_plan(by=COMMAND_LINE, area=replace(area, plan=newer), at=AT)
    assert "Train every team" in page_of("safeguarding_lead", "delivery")


def test_the_board_takes_the_same_queries_however_many_actions_there_are() -> None:
    set_up_delivery(AT)
    manager, owner = viewer("partnership_manager", TODAY), viewer("lead_practitioner", TODAY)
    reader = signed_in_as("safeguarding_lead")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(reverse("strategy:delivery")).status_code == 200
        counts.append(len(asked))
        for number in range(20):
            made = add_action(
                by=manager, year=YEAR, serves="resilience", agreed=agreed(owner, text=f"Action {number}"), at=AT
            )
            add_milestone(by=manager, action_id=str(made.pk), text="Half", due_on=TODAY, at=AT)
    assert counts[0] == counts[1]
