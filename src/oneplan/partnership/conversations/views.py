"""Reasons to talk, and the register of the rules that make them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneplan.partnership.conversations import operations, queries
from oneplan.partnership.conversations.forms import DecisionForm, WithdrawForm
from oneplan.partnership.conversations.permissions import may_keep_rules, may_read_register
from oneplan.partnership.conversations.presenters import reasons, rules
from oneplan.partnership.conversations.presenters.letters import letters_file
from oneplan.partnership.conversations.rules import Order
from oneplan.partnership.organisations.queries import SignedInRequest
from oneplan.partnership.people.queries import organisation_names
from oneplan.vocabulary.identifiers import PersonId
from oneplan.web.pages import render

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def todays(request: SignedInRequest) -> HttpResponse:
    """What the viewer is asked to talk about today."""
    found = operations.look_at_todays(by=request.viewer, at=timezone.localtime())
    asked = request.GET.get("order")
    order = Order(asked) if asked in list(Order) else Order.SPOKEN
    page = reasons.todays_page(found, operations.PURPOSE, organisation_names(), order)
    return render(request, "conversations/todays.html", page)


@require_safe
def child(request: SignedInRequest, person_id: str) -> HttpResponse:
    """The reasons to talk about one child, and what was decided before."""
    found = operations.look_at_reasons(by=request.viewer, person_id=PersonId(person_id), at=timezone.localtime())
    return render(request, "conversations/child.html", reasons.child_reasons_page(found, organisation_names()))


@require_http_methods(["GET", "HEAD", "POST"])
def prompt(request: SignedInRequest, person_id: str, prompt_id: str) -> HttpResponse:
    """One reason to talk and the facts behind it; answering it closes it."""
    at = timezone.localtime()
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        operations.decide(
            by=request.viewer, person_id=PersonId(person_id), prompt_id=prompt_id, at=at, **form.cleaned_data
        )
        return redirect("conversations:child", person_id=person_id)
    found = operations.look_at_reasons(by=request.viewer, person_id=PersonId(person_id), at=at)
    page = reasons.reason_page(found, prompt_id, form, organisation_names())
    if page is None:
        raise Http404
    return render(request, "conversations/prompt.html", page)


@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    """By which rules the partnership is prompted to talk."""
    if not may_read_register(request.viewer):
        raise Http404
    page = rules.register_page(queries.register(request.viewer), timezone.localdate())
    return render(request, "conversations/register.html", page)


@require_safe
def rule(request: SignedInRequest, rule_id: str) -> HttpResponse:
    """One rule and its transparency record."""
    return _rule_page(request, rule_id, WithdrawForm())


@require_POST
def withdraw(request: SignedInRequest, rule_id: str) -> HttpResponse:
    """Take a rule back."""
    form = WithdrawForm(request.POST)
    if may_keep_rules(request.viewer) and not form.is_valid():
        return _rule_page(request, rule_id, form)
    operations.withdraw_rule(
        by=request.viewer, rule_id=rule_id, reason=form.data.get("reason", ""), at=timezone.localtime()
    )
    return redirect("conversations:rule", rule_id=rule_id)


@require_safe
def record(request: SignedInRequest, rule_id: str) -> HttpResponse:
    """A rule's transparency record as a Word file."""
    name, content = rules.record_file(_entry(request, rule_id), timezone.localdate())
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
def report(request: SignedInRequest, rule_id: str) -> HttpResponse:
    """What came of a rule."""
    found = operations.read_rule_report(by=request.viewer, rule_id=rule_id)
    document = rules.report_document(found, timezone.localtime())
    return render(request, "conversations/document.html", rules.document_page(rule_id, document))


@require_POST
def recall(request: SignedInRequest, rule_id: str) -> HttpResponse:
    """Every child a rule showed, to whom, and what was decided. The reading is written down, so it is a POST."""
    found = operations.recall(by=request.viewer, target=rule_id)
    document = rules.recall_document(found, timezone.localtime())
    return render(request, "conversations/document.html", rules.document_page(rule_id, document))


@require_POST
def letters(request: SignedInRequest, rule_id: str) -> HttpResponse:
    """Letters to everybody whom a recalled rule reached, as one ZIP file. The reading is written down."""
    found = operations.recall(by=request.viewer, target=rule_id)
    content = letters_file(found, timezone.localtime())
    headers = {"Content-Disposition": f'attachment; filename="letters-{rule_id}.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


def _rule_page(request: SignedInRequest, rule_id: str, form: WithdrawForm) -> HttpResponse:
    entry, keeper = _entry(request, rule_id), may_keep_rules(request.viewer)
    page = rules.rule_page(entry, form, timezone.localdate(), is_keeper=keeper)
    return render(request, "conversations/rule.html", page)


def _entry(request: SignedInRequest, rule_id: str) -> queries.RuleEntry:
    entry = queries.rule_entry(request.viewer, rule_id)
    if entry is None:
        raise Http404
    return entry
