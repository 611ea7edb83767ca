"""Writing the plan: its parts, its editions, and publishing it."""

from __future__ import annotations

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneplan.definitions.plan_editing import kind_of, part_at
from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.partnership.strategy import operations, queries
from oneplan.partnership.strategy.forms.editing import PartForm, PlanFileForm, PublishForm
from oneplan.partnership.strategy.permissions import may_edit_plan, may_read_plan
from oneplan.partnership.strategy.presenters import editing as presenters
from oneplan.partnership.strategy.rules import LISTS
from oneplan.vocabulary.errors import DefinitionError
from oneplan.web.pages import render

takes_a_form = require_http_methods(["GET", "HEAD", "POST"])
#: Parts with a key of their own.
KEYED = "sources"
MOST_OF_A_FILE = 1_000_000  # bytes; the longest plan known is a fortieth of it


@require_safe
def draft(request: SignedInRequest) -> HttpResponse:
    """The draft, what it changes of what is read, and the way to its parts."""
    return render(request, "strategy/draft.html", presenters.draft_page(_draft(request)))


@require_safe
def draft_file(request: SignedInRequest) -> HttpResponse:
    """The draft as a file."""
    name, text = presenters.draft_file(_draft(request))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/yaml", headers=headers)


@require_safe
def section(request: SignedInRequest, way: str) -> HttpResponse:
    """A list of the draft, or a theme with its lists."""
    return _section(request, _draft(request), way)


@takes_a_form
def change(request: SignedInRequest, way: str) -> HttpResponse:
    """Say a part of the draft anew."""
    found, kind = _draft(request), kind_of(way)
    said = part_at(found.plan, way)
    is_there = said is not None or way in presenters.ALONE
    if kind is None or not is_there or isinstance(said, list) or way in LISTS:
        raise Http404
    form = PartForm(
        _sent(request),
        kind=kind,
        plan=found.plan,
        said={} if said is None else said,
        may_be_empty=way == "actions_note",
    )
    if form.is_valid():
        part = form.part["text"] if kind is str else form.part
        try:
            operations.change_part(by=request.viewer, way=way, part=part, seen=_seen(request), at=timezone.localtime())
        except (DefinitionError, operations.DraftMoved) as problem:
            form.add_error(None, _told(problem))
        else:
            return _shown(presenters.section_of(way, is_gone=False))
    page = presenters.part_form_page(found, way, form, is_new=False, seen=_seen(request))
    return render(request, "strategy/part_form.html", page)


@takes_a_form
def add(request: SignedInRequest, way: str) -> HttpResponse:
    """Add a part to a list of the draft."""
    found, kind = _draft(request), kind_of(way)
    if (
        kind is None
        or way.rsplit(".", maxsplit=1)[-1] not in LISTS
        or presenters.section_page(found, presenters.section_of(way, is_gone=False)) is None
    ):
        raise Http404
    form = PartForm(_sent(request), kind=kind, plan=found.plan, has_key=way == KEYED)
    if form.is_valid():
        part = form.part["text"] if kind is str else form.part
        try:
            operations.add_part(
                by=request.viewer, way=way, part=part, key=form.key, seen=_seen(request), at=timezone.localtime()
            )
        except (DefinitionError, operations.DraftMoved) as problem:
            form.add_error(None, _told(problem))
        else:
            return _shown(presenters.section_of(way, is_gone=False))
    page = presenters.part_form_page(found, way, form, is_new=True, seen=_seen(request))
    return render(request, "strategy/part_form.html", page)


@require_POST
def remove(request: SignedInRequest, way: str) -> HttpResponse:
    """Take a part out of the draft."""
    found = _draft(request)
    try:
        operations.remove_part(by=request.viewer, way=way, seen=_seen(request), at=timezone.localtime())
    except (DefinitionError, operations.DraftMoved) as problem:
        return _section(request, found, presenters.section_of(way, is_gone=True) or way, _told(problem))
    return _shown(presenters.section_of(way, is_gone=True))


@require_POST
def move(request: SignedInRequest, way: str) -> HttpResponse:
    """Move a part one place nearer the top of its list."""
    found = _draft(request)
    if not way.rsplit(".", maxsplit=1)[-1].isdecimal():
        raise Http404
    try:
        operations.move_part(by=request.viewer, way=way, seen=_seen(request), at=timezone.localtime())
    except operations.DraftMoved as problem:
        return _section(request, found, presenters.section_of(way, is_gone=True), _told(problem))
    return _shown(presenters.section_of(way, is_gone=True))


@takes_a_form
def from_a_file(request: SignedInRequest) -> HttpResponse:
    """Take a whole file as the draft."""
    found = _draft(request)
    form = PlanFileForm(_sent(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        try:
            text = form.cleaned_data["file"].read(MOST_OF_A_FILE).decode("utf-8-sig")
            operations.replace_draft(by=request.viewer, text=text, seen=_seen(request), at=timezone.localtime())
        except UnicodeDecodeError:
            form.add_error("file", "The file must be text in UTF-8. Save it so, and send it again")
        except (DefinitionError, operations.DraftMoved) as problem:
            form.add_error("file", _told(problem))
        else:
            return redirect("strategy:draft")
    return render(request, "strategy/draft_form.html", presenters.from_a_file_page(found, form))


@takes_a_form
def publish(request: SignedInRequest) -> HttpResponse:
    """Make the draft what everybody reads."""
    found = _draft(request)
    form = PublishForm(_sent(request), plan=found.plan)
    if form.is_valid():
        try:
            operations.publish(by=request.viewer, seen=_seen(request), at=timezone.localtime(), **form.cleaned_data)
        except (DefinitionError, operations.DraftMoved) as problem:
            form.add_error(None, _told(problem))
        else:
            return redirect("strategy:plan")
    return render(request, "strategy/draft_form.html", presenters.publish_page(found, form))


@require_safe
def history(request: SignedInRequest) -> HttpResponse:
    """Every edition of the plan."""
    found = queries.history(request.viewer) if may_read_plan(request.viewer) else None
    if found is None:
        raise Http404
    page = presenters.history_page(found, may_edit=may_edit_plan(request.viewer))
    return render(request, "strategy/history.html", page)


@require_POST
def bring_back(request: SignedInRequest, number: int) -> HttpResponse:
    """Make an earlier edition the draft again."""
    _draft(request)
    try:
        operations.bring_back(by=request.viewer, number=number, seen=_seen(request), at=timezone.localtime())
    except operations.DraftMoved:
        return redirect("strategy:history")
    return redirect("strategy:draft")


def _draft(request: SignedInRequest) -> queries.DraftRead:
    found = queries.draft(request.viewer) if may_edit_plan(request.viewer) else None
    if found is None:
        raise Http404
    return found


def _section(request: SignedInRequest, found: queries.DraftRead, way: str, problem: str = "") -> HttpResponse:
    page = presenters.section_page(found, way, problem)
    if page is None:
        raise Http404
    return render(request, "strategy/section.html", page)


def _shown(way: str) -> HttpResponse:
    return redirect("strategy:draft-section", way=way) if way else redirect("strategy:draft")


def _told(problem: Exception) -> str:
    return presenters.MOVED if isinstance(problem, operations.DraftMoved) else str(problem)


def _seen(request: SignedInRequest) -> int | None:
    """The edition that was on the page when it was sent."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() else None


def _sent(request: SignedInRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
