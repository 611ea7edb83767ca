"""Deciding to share or not to, completing what was decided in an emergency, and keeping what the family said."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.rights.models import Consent, ShareConsidered, ShareDecision

pytestmark = pytest.mark.usefixtures("borough")
WHAT = {
    "with_whom": "Health visitor, North Tees",
    "what": "That the mother asked for help with her own health",
    "why": "So that her visits begin with it",
    "purpose": "working-with-the-family",
}
WEIGHED = {
    "told": "not_told",
    "why_not_told": "Her partner reads her messages",
    "could_be_harmed": "The mother, if her partner reads it",
}


@pytest.fixture
def ada(person: Callable[[str], str]) -> str:
    return person("Ada Marlow")


@pytest.fixture
def lead(signed_in: Callable[[str], Client], ada: str) -> Client:
    client = signed_in("lead_practitioner")
    client.post(reverse("people:open", args=[ada]), {"purpose": "working-with-the-family"})
    return client


def words_of(response: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))  # type: ignore[attr-defined]


def test_what_was_decided_is_kept_and_read_with_why_and_what_was_weighed(lead: Client, ada: str) -> None:
    assert lead.post(reverse("rights:decide", args=[ada]), {"outcome": "shared", **WHAT, **WEIGHED}).status_code == 302
    page = words_of(lead.get(reverse("rights:sharing", args=[ada])))
    for said in (WHAT["what"], WHAT["with_whom"], WEIGHED["why_not_told"], WEIGHED["could_be_harmed"], "Daniel Osei"):
        assert said in page
    assert "Children Act 1989 section 17" in page
    assert AuditEvent.objects.filter(action="decided_to_share", people__person_id=ada).exists()


def test_that_something_was_not_shared_is_kept_too(lead: Client, ada: str) -> None:
    lead.post(reverse("rights:decide", args=[ada]), {"outcome": "not_shared", **WHAT, **WEIGHED})
    assert "Not shared" in words_of(lead.get(reverse("rights:sharing", args=[ada])))


def test_nothing_is_kept_until_it_says_who_could_be_harmed_and_why_nobody_was_told(lead: Client, ada: str) -> None:
    said = {"outcome": "shared", **WHAT, "told": "not_told"}
    page = words_of(lead.post(reverse("rights:decide", args=[ada]), said))
    assert "Say why the family was not told" in page
    assert "Say who could be harmed if this is seen" in page
    assert not ShareDecision.objects.exists()


def test_an_emergency_is_completed_later_and_the_overseer_sees_what_is_late(
    lead: Client, ada: str, signed_in: Callable[[str], Client]
) -> None:
    lead.post(reverse("rights:decide", args=[ada]), {"outcome": "shared", **WHAT, "is_emergency": "on"})
    decision = ShareDecision.objects.get()
    assert decision.due_at == decision.at + timedelta(hours=24)
    assert not ShareConsidered.objects.exists()
    officer = signed_in("information_governance")
    assert "Not completed within 24 hours" not in words_of(officer.get(reverse("rights:register")))
    ShareDecision.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    late = words_of(officer.get(reverse("rights:register")))
    assert "Not completed within 24 hours" in late
    assert ada in late
    assert "Marlow" not in late
    complete = reverse("rights:complete", args=[ada, decision.pk])
    assert "Say whether the family knows" in words_of(lead.post(complete, {}))
    assert lead.post(complete, WEIGHED).status_code == 302
    assert lead.get(complete).status_code == 404
    assert "Not completed within 24 hours" not in words_of(officer.get(reverse("rights:register")))


def test_a_decision_of_another_child_is_not_there(lead: Client, ada: str, person: Callable[[str], str]) -> None:
    lead.post(reverse("rights:decide", args=[ada]), {"outcome": "shared", **WHAT, "is_emergency": "on"})
    decision = ShareDecision.objects.get()
    ShareDecision.objects.update(person_id=person("Finn Orr"))
    assert lead.get(reverse("rights:complete", args=[ada, decision.pk])).status_code == 404


def test_a_new_consent_ends_no_other(lead: Client, ada: str) -> None:
    for recipient, answer in (("School nurse", "given"), ("Housing", "refused"), ("School nurse", "withdrawn")):
        said = {"by_whom": "parent", "purpose": "working-with-the-family", "recipient": recipient, "answer": answer}
        assert lead.post(reverse("rights:consent", args=[ada]), said).status_code == 302
    page = words_of(lead.get(reverse("rights:sharing", args=[ada])))
    assert "Housing, for “I work with this family” No." in page
    assert "School nurse, for “I work with this family” Taken back." in page
    assert Consent.objects.count() == 3, "what was said before is kept"
