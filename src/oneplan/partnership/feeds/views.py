"""An agency's data officer sends files and reads what became of them."""

from collections.abc import Callable
from functools import partial

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneplan.documents.sheets import as_csv
from oneplan.partnership.feeds import operations, presenters, queries
from oneplan.partnership.feeds.forms import AnswerForm, RowsForm, SendForm
from oneplan.partnership.feeds.tasks import start_reading
from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.vocabulary.errors import Refused
from oneplan.web.pages import render


@require_safe
def feeds(request: SignedInRequest) -> HttpResponse:
    """Every feed of the viewer's agencies."""
    today = timezone.localdate()
    return render(request, "feeds/feeds.html", presenters.feeds_page(queries.feeds(request.viewer, today), today))


@require_safe
def feed(request: SignedInRequest, source: str) -> HttpResponse:
    """One feed."""
    return _feed(request, source, SendForm())


@require_POST
def send(request: SignedInRequest, source: str) -> HttpResponse:
    """Take files in, and go on to the page that says how far they are."""
    today = timezone.localdate()
    queries.contract_for(request.viewer, source, today)  # before anything is said about the files
    form = SendForm(request.POST, request.FILES)
    if not form.is_valid():
        return _feed(request, source, form, status=400)
    files = [operations.SentFile(one.name, one.chunks()) for one in form.cleaned_data["sent"]]
    try:
        delivery = operations.send_files(by=request.viewer, source=source, files=files, at=timezone.now())
    except Refused as refusal:
        form.add_error("sent", str(refusal))
        return _feed(request, source, form, status=400)
    transaction.on_commit(start_reading)
    return redirect("feeds:delivery", delivery_id=delivery.pk)


@require_safe
def delivery(request: SignedInRequest, delivery_id: str) -> HttpResponse:
    """How far a delivery is."""
    seen = queries.delivery(request.viewer, delivery_id, timezone.localdate())
    return render(request, "feeds/delivery.html", presenters.delivery_page(seen))


@require_POST
def confirm(request: SignedInRequest, delivery_id: str) -> HttpResponse:
    """What was asked is right: load it."""
    return _answered(request, delivery_id, partial(operations.confirm, delivery_id=delivery_id))


@require_POST
def withdraw(request: SignedInRequest, delivery_id: str) -> HttpResponse:
    """It was a mistake: forget the files."""
    return _answered(request, delivery_id, partial(operations.withdraw, delivery_id=delivery_id))


@require_safe
def report(request: SignedInRequest, source: str, submission_id: str) -> HttpResponse:
    """The data-quality report on one submission."""
    asked = (request.viewer, source, submission_id, timezone.localdate())
    contract = queries.contract_for(request.viewer, source, asked[3])
    found = (queries.received(*asked), queries.what_is_stale(*asked), queries.what_it_led_to(*asked))
    page = presenters.report_page(contract, *found)
    return render(request, "feeds/report.html", page)


@require_POST
def rows(request: SignedInRequest, source: str, submission_id: str) -> HttpResponse:
    """The rows with findings, as they were sent: as a page, or as a CSV file that no spreadsheet runs."""
    form, at = RowsForm(request.POST), timezone.now()
    contract = queries.contract_for(request.viewer, source, timezone.localdate(at))
    if not form.is_valid():
        raise Http404
    is_page = form.cleaned_data["format"] == "page"
    found = operations.look_at_rows(
        by=request.viewer,
        source=source,
        submission_id=submission_id,
        at=at,
        most=presenters.ROWS_SHOWN if is_page else None,
    )
    if is_page:
        return render(request, "feeds/rows.html", presenters.rows_page(contract, submission_id, found))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{source}-{submission_id}.csv"'
    answer.write("\ufeff")  # or Excel takes the file for Windows text
    answer.write(as_csv(list(presenters.rows_cells(found))))
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def disagreements(request: SignedInRequest, source: str) -> HttpResponse:
    """What is said to be wrong with what was sent, and answering it."""
    at = timezone.localtime()
    contract = queries.contract_for(request.viewer, source, at.date())
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        operations.answer_disagreement(
            by=request.viewer,
            source=source,
            disagreement_id=said["disagreement"],
            outcome=said["outcome"],
            words=said["words"],
            at=at,
        )
        return redirect("feeds:disagreements", source=source)
    found = operations.read_disagreements(by=request.viewer, source=source, at=at)
    return render(request, "feeds/disagreements.html", presenters.disagreements_page(contract, found, form))


def _feed(request: SignedInRequest, source: str, form: SendForm, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    found = queries.feed(request.viewer, source, today)
    page = presenters.feed_page(found, queries.deliveries(request.viewer, source, today), form, today)
    return render(request, "feeds/feed.html", page, status=status)


def _answered(request: SignedInRequest, delivery_id: str, answer: Callable[..., object]) -> HttpResponse:
    answer(by=request.viewer, at=timezone.now())
    transaction.on_commit(start_reading)
    return redirect("feeds:delivery", delivery_id=delivery_id)
