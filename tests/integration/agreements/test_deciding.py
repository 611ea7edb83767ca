"""The pages of what was agreed, and deciding about an agreement."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from oneplan.partnership.agreements.models import AgreementDecision
from oneplan.partnership.audit.models import AuditEvent

SignIn = Callable[[str], Client]
POLICE = {"agreement_id": "police", "version": 1}


@pytest.fixture
def officer(signed_in: SignIn) -> Client:
    return signed_in("information_governance")


def decide(client: Client, standing: str, reason: str = "The force asked for it") -> int:
    said = {"standing": standing, "reason": reason}
    return client.post(reverse("agreements:agreement", kwargs=POLICE), said).status_code


def test_an_agreement_is_read_in_plain_words(officer: Client) -> None:
    page = officer.get(reverse("agreements:agreement", kwargs=POLICE)).content.decode()
    for said in ("In force", "Schedule 8, paragraph 4", "Consent", "Two people are taken for one", "Agreed by made-up"):
        assert said in page


def test_a_decision_is_kept_with_who_and_why_and_opens_or_shuts(officer: Client) -> None:
    assert decide(officer, "suspended") == 302
    page = officer.get(reverse("agreements:agreement", kwargs=POLICE)).content.decode()
    assert "Not in force: suspended" in page
    assert "Tomasz Reid. The force asked for it" in page
    assert decide(officer, "in_force", "Put right by the force") == 302
    assert [one.standing for one in AgreementDecision.objects.filter(agreement="police")] == [
        "in_force",
        "suspended",
        "in_force",
    ]
    assert AuditEvent.objects.filter(action="decided_about_agreement", about__contains="suspended").count() == 1


def test_what_may_not_follow_is_not_offered_and_not_taken(officer: Client) -> None:
    assert decide(officer, "ended") == 302
    assert decide(officer, "in_force") == 200
    page = officer.get(reverse("agreements:agreement", kwargs=POLICE)).content.decode()
    assert "Not in force: ended" in page
    assert "<form method" not in page.split("What was decided")[1]


def test_a_decision_needs_a_reason(officer: Client) -> None:
    assert decide(officer, "suspended", "") == 200
    assert AgreementDecision.objects.filter(agreement="police").count() == 1


def test_the_policy_is_read_in_plain_words_and_says_what_is_not_shared_with_whoever_reads(signed_in: SignIn) -> None:
    page = signed_in("safeguarding_lead").get(reverse("agreements:sharing")).content.decode()
    assert "What is not shared with you" in page
    assert "Schools do not see what the police or youth justice recorded about a parent" in page
    assert (
        "What is not shared with you"
        not in signed_in("lead_practitioner").get(reverse("agreements:sharing")).content.decode()
    )
