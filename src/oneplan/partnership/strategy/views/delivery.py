"""The pages of a year of the plan."""

from __future__ import annotations

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.partnership.strategy import operations, queries
from oneplan.partnership.strategy.forms.delivery import (
    ChangedActionForm,
    DeliveryYearForm,
    MilestoneForm,
    NewActionForm,
    ProgressForm,
    WithdrawProgressForm,
)
from oneplan.partnership.strategy.permissions import may_manage_delivery, may_say_progress
from oneplan.partnership.strategy.presenters import delivery as presenters
from oneplan.web.pages import render

takes_a_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def board(request: SignedInRequest, year: str = "") -> HttpResponse:
    """A year of the plan: what needs attention, and how everything stands."""
    found = queries.board(request.viewer, timezone.localdate(), year)
    if found is None:
        raise Http404
    return render(request, "strategy/board.html", presenters.board_page(found, request.viewer))


@takes_a_form
def begin_year(request: SignedInRequest) -> HttpResponse:
    """Begin a year of the plan."""
    found = queries.board(request.viewer, timezone.localdate())
    if found is None or not may_manage_delivery(request.viewer):
        raise Http404
    form = DeliveryYearForm(_sent(request), taken=[one.year for one in found.years])
    if form.is_valid():
        begun = operations.start_delivery_plan(by=request.viewer, at=timezone.localtime(), **form.cleaned_data)
        return redirect("strategy:delivery-year", year=begun.year)
    return _ask(request, presenters.year_form_page(form))


@takes_a_form
def new_action(request: SignedInRequest, year: str) -> HttpResponse:
    """Add an action to a year."""
    at = timezone.localtime()
    if queries.delivery_year(request.viewer, year) is None or not may_manage_delivery(request.viewer):
        raise Http404
    parts, owners = queries.parts_of_plan(request.viewer), queries.owners_to_choose(at.date())
    form = NewActionForm(_sent(request), parts=parts.values(), owners=owners)
    if form.is_valid():
        serves = form.cleaned_data["serves"]
        made = operations.add_action(by=request.viewer, year=year, serves=serves, agreed=form.agreed, at=at)
        return redirect("strategy:action", action_id=made.pk)
    return _ask(request, presenters.new_action_page(form, year))


@require_safe
def action(request: SignedInRequest, action_id: str) -> HttpResponse:
    """One action and everything that was said about it."""
    found = _found(request, action_id)
    return render(request, "strategy/action.html", presenters.action_page(found, request.viewer))


@takes_a_form
def change_action(request: SignedInRequest, action_id: str) -> HttpResponse:
    """Agree new terms for an action."""
    at, found = timezone.localtime(), _found(request, action_id)
    if not may_manage_delivery(request.viewer):
        raise Http404
    held = {name: getattr(found.terms, name) for name in ChangedActionForm.base_fields if name != "reason"}
    form = ChangedActionForm(_sent(request), owners=queries.owners_to_choose(at.date()), initial=held)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        operations.change_action(by=request.viewer, action_id=action_id, agreed=form.agreed, reason=reason, at=at)
        return redirect("strategy:action", action_id=action_id)
    return _ask(request, presenters.about_action_page(found, form, "change"))


@takes_a_form
def add_milestone(request: SignedInRequest, action_id: str) -> HttpResponse:
    """Add a milestone to an action."""
    found, form = _found(request, action_id), MilestoneForm(_sent(request))
    if not may_manage_delivery(request.viewer):
        raise Http404
    if form.is_valid():
        said = form.cleaned_data
        operations.add_milestone(by=request.viewer, action_id=action_id, at=timezone.localtime(), **said)
        return redirect("strategy:action", action_id=action_id)
    return _ask(request, presenters.about_action_page(found, form, "milestone"))


@takes_a_form
def say_progress(request: SignedInRequest, action_id: str) -> HttpResponse:
    """Say how an action stands."""
    at, found = timezone.localtime(), _found(request, action_id)
    if not may_say_progress(request.viewer, found.terms.owner_id):
        raise Http404
    still_open = [one for one, said in found.milestones if said is None]
    form = ProgressForm(_sent(request), milestones=still_open, today=at.date())
    if form.is_valid():
        operations.say_progress(by=request.viewer, action_id=action_id, at=at, **form.cleaned_data)
        return redirect("strategy:action", action_id=action_id)
    return _ask(request, presenters.about_action_page(found, form, "say"))


@takes_a_form
def withdraw_progress(request: SignedInRequest, action_id: str, progress_id: str) -> HttpResponse:
    """Take a statement back."""
    found, form = _found(request, action_id), WithdrawProgressForm(_sent(request))
    standing = [str(one.pk) for one in found.progress if not hasattr(one, "withdrawal")]
    if not may_say_progress(request.viewer, found.terms.owner_id) or progress_id not in standing:
        raise Http404
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        operations.withdraw_progress(
            by=request.viewer, action_id=action_id, progress_id=progress_id, reason=reason, at=timezone.localtime()
        )
        return redirect("strategy:action", action_id=action_id)
    return _ask(request, presenters.about_action_page(found, form, "take back"))


def _found(request: SignedInRequest, action_id: str) -> queries.ActionRead:
    found = queries.action_read(request.viewer, action_id, timezone.localdate())
    if found is None:
        raise Http404
    return found


def _ask(request: SignedInRequest, page: presenters.FormPage) -> HttpResponse:
    return render(request, "strategy/delivery_form.html", page)


def _sent(request: SignedInRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
