"""Choosing and making reports."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.partnership.reports import presenters, queries
from oneplan.partnership.reports.forms import ReportForm
from oneplan.partnership.reports.operations import make_report, take_indicator
from oneplan.partnership.reports.permissions import may_make_reports
from oneplan.partnership.reports.rules import INDICATOR_FORMATS, Format
from oneplan.vocabulary.errors import NoSnapshot, NotAllowed
from oneplan.web.pages import render

INDICATOR_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Format.PNG: "image/png",
}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    """What can be made, and what was made."""
    if not may_make_reports(request.viewer):
        raise Http404
    return render(request, "reports/reports.html", presenters.reports_page(queries.exports(request.viewer)))


@require_POST
def make(request: SignedInRequest) -> HttpResponse:
    """Make a report and answer with it: as a page, or as a Word file."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        raise Http404
    kind, wanted, at = form.cleaned_data["kind"], form.cleaned_data["format"], timezone.localtime()
    try:
        made = make_report(by=request.viewer, kind=kind, form=wanted, at=at)
    except NotAllowed:
        raise Http404 from None
    except NoSnapshot as nothing:
        page = presenters.reports_page(queries.exports(request.viewer), problem=str(nothing))
        return render(request, "reports/reports.html", page, status=409)
    document = presenters.report_document(made, at)
    if wanted is Format.HTML:
        return render(request, "reports/report.html", presenters.report_page(kind, document))
    name, content = presenters.report_file(kind, document, at.date())
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
def indicator(request: SignedInRequest, indicator_id: str, form: str) -> HttpResponse:
    """One indicator's figures as rows or a sheet, or its chart as a picture. Every taking is written down."""
    if form not in set(INDICATOR_FORMATS):
        raise Http404
    wanted = Format(form)
    try:
        found = take_indicator(by=request.viewer, indicator_id=indicator_id, form=wanted, at=timezone.localtime())
    except NotAllowed:
        raise Http404 from None
    answer = HttpResponse(presenters.indicator_file(found, wanted), content_type=INDICATOR_TYPES[wanted])
    answer["Content-Disposition"] = f'attachment; filename="{indicator_id}.{form}"'
    return answer
