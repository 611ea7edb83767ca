"""Writing down what is done in a year, and how it goes. Everything is appended."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action as Audited
from oneplan.partnership.organisations.queries import workplaces
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.strategy.models import (
    ActionTerms,
    DeliveryAction,
    DeliveryPlan,
    Milestone,
    Progress,
    ProgressWithdrawal,
)
from oneplan.partnership.strategy.permissions import may_manage_delivery, may_say_progress
from oneplan.partnership.strategy.queries import current_plan, delivery_year, held_action, parts_of_plan
from oneplan.partnership.strategy.rules import Agreed, State
from oneplan.vocabulary.errors import NotAllowed


@audited()
def start_delivery_plan(
    *, by: Viewer, year: str, from_on: date, to_on: date, report_every_days: int, at: datetime
) -> DeliveryPlan:
    """Begin a year of the current plan. NotAllowed for other roles, without a plan, and for a year that is there."""
    plan = current_plan(by)
    if plan is None or not may_manage_delivery(by) or delivery_year(by, year) is not None:
        raise NotAllowed("The partnership manager begins a year of the plan, once.")
    begun = DeliveryPlan.objects.create(
        plan_code=plan.plan.code,
        year=year,
        from_on=from_on,
        to_on=to_on,
        report_every_days=report_every_days,
        by_id=by.user_id,
        at=at,
    )
    record(by=by, action=Audited.STARTED_DELIVERY_PLAN, about=f"delivery plan {begun.pk}")
    return begun


@audited()
def add_action(*, by: Viewer, year: str, serves: str, agreed: Agreed, at: datetime) -> DeliveryAction:
    """Add an action to a year. NotAllowed for other roles, a part the plan has not, or an owner who is not here."""
    begun = delivery_year(by, year)
    if begun is None or not may_manage_delivery(by) or serves not in parts_of_plan(by):
        raise NotAllowed("The partnership manager adds actions for parts of the plan.")
    action = DeliveryAction.objects.create(delivery_plan=begun, serves=serves, by_id=by.user_id, at=at)
    _agree(action, by, at, agreed)
    record(by=by, action=Audited.ADDED_ACTION, about=f"delivery action {action.pk}")
    return action


@audited()
def change_action(*, by: Viewer, action_id: str, agreed: Agreed, reason: str, at: datetime) -> None:
    """Agree new terms for an action, with the reason; the earlier ones stay to be seen. NotAllowed for other roles."""
    action = held_action(by, action_id)
    if action is None or not may_manage_delivery(by):
        raise NotAllowed("The partnership manager changes what was agreed.")
    _agree(action, by, at, agreed, reason)
    record(by=by, action=Audited.CHANGED_ACTION, about=f"delivery action {action.pk}")


@audited()
def add_milestone(*, by: Viewer, action_id: str, text: str, due_on: date, at: datetime) -> None:
    """Add a milestone to an action. NotAllowed for other roles."""
    action = held_action(by, action_id)
    if action is None or not may_manage_delivery(by):
        raise NotAllowed("The partnership manager adds milestones.")
    Milestone.objects.create(action=action, text=text, due_on=due_on, by_id=by.user_id, at=at)
    record(by=by, action=Audited.CHANGED_ACTION, about=f"delivery action {action.pk}, a milestone")


@audited()
def say_progress(
    *,
    by: Viewer,
    action_id: str,
    on: date,
    state: State,
    said: str,
    evidence: str,
    remedy: str,
    remedy_due_on: date | None,
    reached_id: str,
    at: datetime,
) -> None:
    """Say how an action stands on a day. NotAllowed for all but its owner and the manager, and for a day to come."""
    action = held_action(by, action_id)
    if action is None or not may_say_progress(by, _terms(action).owner_id) or on > at.date():
        raise NotAllowed("An action's owner says how it stands.")
    reached = next((one for one in action.milestones.all() if str(one.pk) == reached_id), None)
    if reached_id and reached is None:
        raise NotAllowed("The action has no such milestone.")
    Progress.objects.create(
        action=action,
        on=on,
        state=state,
        said=said,
        evidence=evidence,
        remedy=remedy,
        remedy_due_on=remedy_due_on,
        reached=reached,
        by_id=by.user_id,
        at=at,
    )
    record(by=by, action=Audited.SAID_PROGRESS, about=f"delivery action {action.pk}")


@audited()
def withdraw_progress(*, by: Viewer, action_id: str, progress_id: str, reason: str, at: datetime) -> None:
    """Take back a statement, with the reason. NotAllowed for all but the owner and the manager, and a second time."""
    action = held_action(by, action_id)
    standing = [one for one in action.progress.all() if not hasattr(one, "withdrawal")] if action else []
    progress = next((one for one in standing if str(one.pk) == progress_id), None)
    if action is None or progress is None or not may_say_progress(by, _terms(action).owner_id):
        raise NotAllowed("There is no such statement to take back.")
    ProgressWithdrawal.objects.create(progress=progress, reason=reason, by_id=by.user_id, at=at)
    record(by=by, action=Audited.WITHDREW_PROGRESS, about=f"delivery action {action.pk}")


def _agree(action: DeliveryAction, by: Viewer, at: datetime, agreed: Agreed, reason: str = "") -> None:
    if agreed.owner_id not in workplaces(at.date()):
        raise NotAllowed("An action is owned by somebody who is here.")
    ActionTerms.objects.create(action=action, **asdict(agreed), reason=reason, by_id=by.user_id, at=at)


def _terms(action: DeliveryAction) -> ActionTerms:
    return list(action.terms.all())[-1]
