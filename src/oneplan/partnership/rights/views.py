"""Sharing decisions and consent."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneplan.definitions.duty import duty_to_share
from oneplan.partnership.agreements.queries import active_purposes, purpose_labels
from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.partnership.rights import operations
from oneplan.partnership.rights.forms import AskForm, CompleteForm, ConsentForm, DecideForm, PackForm
from oneplan.partnership.rights.presenters import access as access_words
from oneplan.partnership.rights.presenters import sharing as presenters
from oneplan.partnership.rights.rules.access import Requester
from oneplan.partnership.rights.rules.sharing import ConsentAnswer, ConsentBy, Outcome
from oneplan.vocabulary.identifiers import PersonId
from oneplan.web.pages import render

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def sharing(request: SignedInRequest, person_id: str) -> HttpResponse:
    """What was decided about sharing, and what people said to it."""
    at = timezone.localtime()
    found = operations.look_at_sharing(by=request.viewer, person_id=PersonId(person_id), at=at)
    return render(request, "rights/sharing.html", presenters.sharing_page(found, purpose_labels(), at))


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: SignedInRequest, person_id: str) -> HttpResponse:
    """Decide to share, or not to."""
    at, child, duty = timezone.localtime(), PersonId(person_id), duty_to_share()
    data = request.POST if request.method == "POST" else None
    form = DecideForm(data, purposes=active_purposes(), duty_holds=duty.holds_on(at.date()))
    if form.is_valid():
        said = form.cleaned_data
        operations.decide_to_share(
            by=request.viewer,
            person_id=child,
            outcome=Outcome(said["outcome"]),
            with_whom=said["with_whom"],
            what=said["what"],
            why=said["why"],
            purpose=said["purpose"],
            considered=None if said["is_emergency"] else form.considered(),
            at=at,
        )
        return redirect("rights:sharing", person_id=person_id)
    found = operations.look_at_sharing(by=request.viewer, person_id=child, at=at)
    return render(request, "rights/decide.html", presenters.form_page(found, form, duty, at))


@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: SignedInRequest, person_id: str, decision_id: int) -> HttpResponse:
    """Say what was weighed in an emergency."""
    at, child = timezone.localtime(), PersonId(person_id)
    found = operations.look_at_incomplete(by=request.viewer, person_id=child, decision_id=decision_id, at=at)
    decision = found.decisions[0]
    data = request.POST if request.method == "POST" else None
    form = CompleteForm(data, outcome=Outcome(decision.outcome), duty_held=decision.duty_held)
    considered = form.considered() if form.is_valid() else None
    if considered is not None:
        operations.complete(by=request.viewer, person_id=child, decision_id=decision_id, considered=considered, at=at)
        return redirect("rights:sharing", person_id=person_id)
    page = presenters.complete_page(found, decision, form, purpose_labels(), at)
    return render(request, "rights/complete.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: SignedInRequest, person_id: str) -> HttpResponse:
    """Keep what a child or parent said."""
    at, child = timezone.localtime(), PersonId(person_id)
    form = ConsentForm(request.POST if request.method == "POST" else None, purposes=active_purposes())
    if form.is_valid():
        said = form.cleaned_data
        operations.record_consent(
            by=request.viewer,
            person_id=child,
            by_whom=ConsentBy(said["by_whom"]),
            purpose=said["purpose"],
            recipient=said["recipient"],
            answer=ConsentAnswer(said["answer"]),
            words=said["words"],
            at=at,
        )
        return redirect("rights:sharing", person_id=person_id)
    found = operations.look_at_sharing(by=request.viewer, person_id=child, at=at)
    return render(request, "rights/consent.html", presenters.form_page(found, form, duty_to_share(), at))


@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    """The last decisions about anybody, for those who oversee."""
    found = operations.read_register(by=request.viewer)
    return render(request, "rights/register.html", presenters.register_page(found, timezone.localtime()))


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedInRequest, person_id: str) -> HttpResponse:
    """Write down that somebody asked to see what is held."""
    at, child = timezone.localtime(), PersonId(person_id)
    form = AskForm(request.POST if request.method == "POST" else None, today=at.date())
    if form.is_valid():
        said = form.cleaned_data
        operations.record_request(
            by=request.viewer,
            person_id=child,
            requester=Requester(said["requester"]),
            identity=said["identity"],
            received_on=said["received_on"],
            at=at,
        )
        return redirect("rights:sharing", person_id=person_id)
    operations.look_at_sharing(by=request.viewer, person_id=child, at=at)
    return render(request, "rights/ask.html", access_words.ask_page(form, child))


@require_safe
def requests(request: SignedInRequest) -> HttpResponse:
    """Every request to see what is held."""
    found = operations.read_requests(by=request.viewer)
    return render(request, "rights/requests.html", access_words.requests_page(found, timezone.localdate()))


@require_safe
def pack(request: SignedInRequest, request_id: int) -> HttpResponse:
    """The copy as it would be given, and what is withheld."""
    at = timezone.localtime()
    held = operations.read_held(by=request.viewer, request_id=request_id, at=at)
    return render(request, "rights/pack.html", access_words.pack_page(held, at.date()))


@require_POST
def make_pack(request: SignedInRequest, request_id: int) -> HttpResponse:
    """Make the copy, as a page to print or as a Word file."""
    at = timezone.localtime()
    held = operations.make_pack(by=request.viewer, request_id=request_id, given=request.POST.getlist("given"), at=at)
    possible = [one.id for one in access_words.items_of(held) if one.code is not None]
    form = PackForm(request.POST, possible=possible)
    if not form.is_valid():  # the boxes come from our own page
        raise Http404
    given = form.cleaned_data["given"]
    if request.POST.get("format") == "html":
        return render(request, "rights/copy.html", access_words.copy_page(held, given, at.date()))
    name, content = access_words.pack_file(held, given, at.date())
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": f'attachment; filename="{name}"'})
