"""Find a child, and open the record of one."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneplan.partnership.agreements.queries import active_purposes, purpose_labels
from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.partnership.people import operations
from oneplan.partnership.people.forms import (
    EmergencyForm,
    FindChildForm,
    LinkForm,
    OpenRecordForm,
    RestrictForm,
    ReviewForm,
    SecondForm,
    UndoForm,
)
from oneplan.partnership.people.permissions import may_find_children
from oneplan.partnership.people.presenters import (
    emergencies_page,
    emergency_page,
    find_page,
    restricted_page,
    results_page,
    unusual_page,
    who_looked_page,
)
from oneplan.partnership.people.presenters.history import history_page
from oneplan.partnership.people.presenters.links import asks_of, link_page, links_page
from oneplan.partnership.people.queries import organisation_names
from oneplan.partnership.people.rules import EmergencyAnswer, LinkVerdict, RestrictionAnswer, RestrictionKind
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import PersonId
from oneplan.web.pages import render
from oneplan.web.sealing import seal, unseal

#: Where a session holds what was asked last, sealed.
ASKED = "asked"


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: SignedInRequest) -> HttpResponse:
    """The search page. What was asked waits, sealed, in the session: nothing personal is in an address or kept open."""
    _must_find_children(request)
    form = FindChildForm(request.POST if request.method == "POST" else None, purposes=active_purposes())
    if not form.is_valid():
        return render(request, "people/find.html", find_page(form))
    asked = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    request.session[ASKED] = seal(settings.SECRET_KEY, json.dumps(asked))
    return redirect("people:found")


@require_safe
def found(request: SignedInRequest) -> HttpResponse:
    """The answer to what was asked last. Coming back to it with the browser's button is another look, written down."""
    _must_find_children(request)
    if ASKED not in request.session:
        return redirect("people:find")
    form = FindChildForm(json.loads(unseal(settings.SECRET_KEY, request.session[ASKED])), purposes=active_purposes())
    if not form.is_valid():  # the purpose was withdrawn meanwhile
        return render(request, "people/find.html", find_page(form))
    at = timezone.localtime()
    result = operations.find_children(by=request.viewer, at=at, **form.cleaned_data)
    page = results_page(
        result,
        name=form.cleaned_data["name"],
        birth_date=form.cleaned_data["birth_date"],
        purpose=form.cleaned_data["purpose"],
        purpose_label=form.purpose_label,
        organisations=organisation_names(),
        today=at.date(),
    )
    return render(request, "people/found.html", page)


def _must_find_children(request: SignedInRequest) -> None:
    if not may_find_children(request.viewer):
        raise NotAllowed("Looking for a child is for people who work with children and families.")


@require_POST
def open_record(request: SignedInRequest, person_id: str) -> HttpResponse:
    """Open the record of a child who was found, and go to it."""
    form = OpenRecordForm(request.POST, purposes=active_purposes())
    if not form.is_valid():  # the reason comes from our own results page: without it somebody is guessing
        raise Http404
    operations.open_record(
        by=request.viewer,
        person_id=PersonId(person_id),
        purpose=form.cleaned_data["purpose"],
        at=timezone.localtime(),
    )
    return redirect("matrix:child", person_id=person_id)


@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: SignedInRequest, person_id: str) -> HttpResponse:
    """Open the record of a child one found but does not work with, because it cannot wait."""
    at, child = timezone.localtime(), PersonId(person_id)
    operations.may_ask_in_emergency(by=request.viewer, person_id=child, at=at)
    form = EmergencyForm(request.POST if request.method == "POST" else None, purposes=active_purposes())
    if form.is_valid():
        answer = operations.open_in_emergency(by=request.viewer, person_id=child, at=at, **form.cleaned_data)
        if answer is EmergencyAnswer.OPENED:
            return redirect("matrix:child", person_id=person_id)
        form.say(answer)
    return render(request, "people/emergency.html", emergency_page(form, child))


@require_safe
def history(request: SignedInRequest, person_id: str) -> HttpResponse:
    """How an open record came together, and which links of it are uncertain."""
    at, child = timezone.localtime(), PersonId(person_id)
    found = operations.read_history(by=request.viewer, person_id=child, at=at)
    uncertain = operations.links_with(by=request.viewer, person_id=child, today=at.date())
    return render(request, "people/history.html", history_page(found, uncertain, child))


@require_safe
def links(request: SignedInRequest) -> HttpResponse:
    """The uncertain links of which this person may see both sides."""
    queue = operations.read_links(by=request.viewer, at=timezone.localtime())
    return render(request, "people/links.html", links_page(queue))


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: SignedInRequest, candidate_id: str) -> HttpResponse:
    """Two records side by side, and deciding about them."""
    at = timezone.localtime()
    found = operations.look_at_link(by=request.viewer, candidate_id=candidate_id, at=at)
    form: Form = {"second": SecondForm, "undo": UndoForm}.get(asks_of(found), LinkForm)()
    if request.method == "POST":
        if asks_of(found) != "decide":  # somebody else was quicker: the page says who, and what
            return redirect("people:link", candidate_id=candidate_id)
        form = LinkForm(request.POST)
        if form.is_valid():
            verdict, reason = LinkVerdict(form.cleaned_data["verdict"]), form.cleaned_data["reason"]
            with suppress(ValueError):
                operations.decide_link(
                    by=request.viewer, candidate_id=candidate_id, verdict=verdict, reason=reason, at=at
                )
            return redirect("people:link", candidate_id=candidate_id)
    return render(request, "people/link.html", link_page(found, form))


@require_POST
def second_link(request: SignedInRequest, candidate_id: str) -> HttpResponse:
    """Agree or disagree, as the second person, with a join that waits."""
    return _answer_link(request, candidate_id, "second", SecondForm(request.POST), operations.second_link)


@require_POST
def undo_link(request: SignedInRequest, candidate_id: str) -> HttpResponse:
    """Take back a decision about two records."""
    return _answer_link(request, candidate_id, "undo", UndoForm(request.POST), operations.undo_link)


def _answer_link(
    request: SignedInRequest, candidate_id: str, asked: str, form: Form, operation: Callable[..., None]
) -> HttpResponse:
    at = timezone.localtime()
    if form.is_valid():
        operation(by=request.viewer, candidate_id=candidate_id, at=at, **form.cleaned_data)
        return redirect("people:link", candidate_id=candidate_id)
    found = operations.look_at_link(by=request.viewer, candidate_id=candidate_id, at=at)
    if asks_of(found) != asked:
        raise Http404
    return render(request, "people/link.html", link_page(found, form))


@require_safe
def emergencies(request: SignedInRequest) -> HttpResponse:
    """The openings in an emergency of which this person was told."""
    found = operations.read_emergencies(by=request.viewer, at=timezone.localtime())
    return render(request, "people/emergencies.html", emergencies_page(found, purpose_labels()))


@require_safe
def unusual(request: SignedInRequest) -> HttpResponse:
    """Looks at somebody who seems to be near who looked."""
    looks = operations.read_unusual_looks(by=request.viewer, at=timezone.localtime())
    return render(request, "people/unusual.html", unusual_page(looks))


@require_safe
def who_looked(request: SignedInRequest, person_id: str) -> HttpResponse:
    """Everything that was done with an open record, to read or to print."""
    looks = operations.who_looked(by=request.viewer, person_id=PersonId(person_id), at=timezone.localtime())
    return render(request, "people/who_looked.html", who_looked_page(looks, purpose_labels()))


@require_http_methods(["GET", "HEAD", "POST"])
def restricted(request: SignedInRequest) -> HttpResponse:
    """The restricted records, and restricting one more."""
    form = RestrictForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        answer = operations.restrict(
            by=request.viewer,
            person_id=PersonId(said["person_id"]),
            kind=RestrictionKind(said["kind"]),
            emails=said["emails"],
            later_id=PersonId(said["later_id"]) if said["later_id"] else None,
            at=timezone.localtime(),
        )
        if answer is RestrictionAnswer.RESTRICTED:
            return redirect("people:restricted")
        form.say(answer)
    held = operations.read_restrictions(by=request.viewer)
    return render(request, "people/restricted.html", restricted_page(form, held, timezone.localdate()))


@require_POST
def review_restriction(request: SignedInRequest, restriction_id: int) -> HttpResponse:
    """Keep or lift a restriction."""
    form = ReviewForm(request.POST)
    if not form.is_valid():  # the answer comes from our own buttons
        raise Http404
    is_needed = form.cleaned_data["answer"] == "keep"
    operations.review_restriction(
        by=request.viewer, restriction_id=restriction_id, is_needed=is_needed, at=timezone.localtime()
    )
    return redirect("people:restricted")
