"""A child's page, its timeline, what is recorded there, the place in numbers, and the framework of them all."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from oneplan.documents.sheets import as_csv
from oneplan.partnership.agreements.queries import purpose_labels
from oneplan.partnership.feeds.rules import SaidWrongBy
from oneplan.partnership.matrix import queries
from oneplan.partnership.matrix.forms import (
    AddToTimelineForm,
    ChooseForm,
    DisagreeForm,
    RecordFactForm,
    WithdrawFactForm,
)
from oneplan.partnership.matrix.operations import correcting, knowledge
from oneplan.partnership.matrix.operations import timeline as timelines
from oneplan.partnership.matrix.presenters import timeline as timeline_words
from oneplan.partnership.matrix.presenters.child import child_page
from oneplan.partnership.matrix.presenters.correcting import disagree_page
from oneplan.partnership.matrix.presenters.family import family_page
from oneplan.partnership.matrix.presenters.framework import comparison_page, framework_page
from oneplan.partnership.matrix.presenters.place import place_page, place_rows
from oneplan.partnership.matrix.presenters.recording import record_page, withdraw_page
from oneplan.partnership.matrix.rules import PlacePart, Version
from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.partnership.people.queries import organisation_names
from oneplan.vocabulary.identifiers import PersonId
from oneplan.web.pages import render

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def child(request: SignedInRequest, person_id: str) -> HttpResponse:
    """Who is around the child, and what is known, not known and disputed."""
    at = timezone.localtime()
    found = knowledge.look_at_child(by=request.viewer, person_id=PersonId(person_id), at=at)
    return render(request, "matrix/child.html", child_page(found, organisation_names(), purpose_labels(), at.date()))


@require_safe
def family(request: SignedInRequest, person_id: str) -> HttpResponse:
    """What is known in the child's family, and whose fact each is."""
    at = timezone.localtime()
    found = knowledge.look_at_family(by=request.viewer, person_id=PersonId(person_id), at=at)
    return render(request, "matrix/family.html", family_page(found, at.date()))


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: SignedInRequest, person_id: str) -> HttpResponse:
    """Record something about a child that no agency sends."""
    at, child = timezone.localtime(), PersonId(person_id)
    factors = queries.factors_to_record(at.date())
    form = RecordFactForm(request.POST if request.method == "POST" else None, factors=factors, today=at.date())
    if form.is_valid():
        knowledge.record_fact(by=request.viewer, person_id=child, at=at, **form.said)
        return redirect("matrix:child", person_id=person_id)
    found = knowledge.look_at_child(by=request.viewer, person_id=child, at=at)
    return render(request, "matrix/record.html", record_page(found, form, child))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, person_id: str, fact_id: str) -> HttpResponse:
    """Take back something that was recorded here."""
    at, child = timezone.localtime(), PersonId(person_id)
    form = WithdrawFactForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        knowledge.withdraw_fact(by=request.viewer, person_id=child, fact_id=fact_id, at=at, **form.cleaned_data)
        return redirect("matrix:child", person_id=person_id)
    found = knowledge.look_at_fact(by=request.viewer, person_id=child, fact_id=fact_id, at=at)
    return render(request, "matrix/withdraw.html", withdraw_page(found, form, child, fact_id))


@require_http_methods(["GET", "HEAD", "POST"])
def disagree(request: SignedInRequest, person_id: str, entry_id: str) -> HttpResponse:
    """Write down that somebody says a fact is not so."""
    at, child = timezone.localtime(), PersonId(person_id)
    form = DisagreeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said_by, statement = SaidWrongBy(form.cleaned_data["said_by"]), form.cleaned_data["statement"]
        correcting.disagree(
            by=request.viewer, person_id=child, entry_id=entry_id, said_by=said_by, statement=statement, at=at
        )
        return redirect("matrix:child", person_id=person_id)
    found, item = correcting.look_at_sent(by=request.viewer, person_id=child, entry_id=entry_id, at=at)
    return render(request, "matrix/disagree.html", disagree_page(found, item, form))


@require_safe
def timeline(request: SignedInRequest, person_id: str) -> HttpResponse:
    """What happened, as recorded and as chosen."""
    at = timezone.localtime()
    found = timelines.look_at_timeline(by=request.viewer, person_id=PersonId(person_id), at=at)
    return render(request, "matrix/timeline.html", timeline_words.timeline_page(found, at.date()))


@require_http_methods(["GET", "HEAD", "POST"])
def timeline_entry(request: SignedInRequest, person_id: str, entry_id: str) -> HttpResponse:
    """One entry: leave it out, or say where it belongs and what it meant."""
    at, child = timezone.localtime(), PersonId(person_id)
    form = ChooseForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        timelines.choose(by=request.viewer, person_id=child, entry_id=entry_id, chosen=form.chosen, at=at)
        return redirect("matrix:timeline", person_id=person_id)
    found = timelines.look_at_entry(by=request.viewer, person_id=child, entry_id=entry_id, at=at)
    form = form or ChooseForm(initial=timeline_words.initial_choice(found, entry_id))
    return render(request, "matrix/timeline_entry.html", timeline_words.entry_page(found, entry_id, form))


@require_http_methods(["GET", "HEAD", "POST"])
def timeline_add(request: SignedInRequest, person_id: str) -> HttpResponse:
    """Add something that happened and that no agency sends."""
    at, child = timezone.localtime(), PersonId(person_id)
    form = AddToTimelineForm(request.POST if request.method == "POST" else None, today=at.date())
    if form.is_valid():
        timelines.add_to_timeline(by=request.viewer, person_id=child, at=at, **form.said)
        return redirect("matrix:timeline", person_id=person_id)
    found = timelines.look_at_timeline(by=request.viewer, person_id=child, at=at)
    return render(request, "matrix/timeline_add.html", timeline_words.add_page(found, form))


@require_safe
def timeline_version(request: SignedInRequest, person_id: str, version: str) -> HttpResponse:
    """A version to read and to print."""
    at = timezone.localtime()
    found = timelines.look_at_timeline(by=request.viewer, person_id=PersonId(person_id), at=at)
    return render(request, "matrix/timeline_version.html", timeline_words.version_page(found, _version(version), at))


@require_safe
def timeline_file(request: SignedInRequest, person_id: str, version: str) -> HttpResponse:
    """The same as a Word file."""
    at = timezone.localtime()
    found = timelines.look_at_timeline(by=request.viewer, person_id=PersonId(person_id), at=at)
    name, content = timeline_words.version_file(found, _version(version), at)
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
def place(request: SignedInRequest, part: str = PlacePart.WHOLE.value) -> HttpResponse:
    """What is known of the place, or one part of it."""
    return render(request, "matrix/place.html", place_page(*_place(request, part)))


@require_safe
def place_figures(request: SignedInRequest, part: str) -> HttpResponse:
    """The numbers of a part of the place, to work with elsewhere."""
    rows = place_rows(*_place(request, part))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{part}.csv"'
    answer.write(as_csv(rows))
    return answer


def _place(request: SignedInRequest, part: str) -> tuple[queries.PlaceRead, PlacePart]:
    found = queries.place(request.viewer)
    if found is None or part not in set(PlacePart):
        raise Http404
    return found, PlacePart(part)


@require_safe
def framework(request: SignedInRequest, version: str = "") -> HttpResponse:
    """What the partnership agreed to look for: the version in use, or the one that is named."""
    found = queries.framework(request.viewer, timezone.localdate(), version)
    if found is None:
        raise Http404
    return render(request, "matrix/framework.html", framework_page(found))


@require_safe
def framework_comparison(request: SignedInRequest, earlier: str, later: str) -> HttpResponse:
    """What a later version changed."""
    found = queries.comparison(request.viewer, earlier, later)
    if found is None:
        raise Http404
    return render(request, "matrix/framework_comparison.html", comparison_page(found))


def _version(written: str) -> Version:
    """The version of a timeline as it stands in an address."""
    if written not in set(Version):
        raise Http404
    return Version(written)
