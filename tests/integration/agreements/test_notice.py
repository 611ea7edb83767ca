"""What families are told is what is in force: it changes when a decision, a purpose or a date does."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.definitions.agreement import agreements
from oneplan.definitions.field_register import field_register
from oneplan.definitions.sharing_policy import policies
from oneplan.partnership.agreements.models import Purpose

pytestmark = pytest.mark.usefixtures("staff")


def notice() -> str:
    return Client().get(reverse("agreements:notice")).content.decode().replace("&#39;", "'")


def shared(page: str) -> str:
    return page.split('id="shared"')[1].partition('id="here"')[0]


def test_anybody_reads_what_from_whom_why_by_which_law_and_for_how_long() -> None:
    page = shared(notice())
    for one in agreements():
        law = one.lawful_basis
        for said in (
            one.title,
            one.what,
            one.owner,
            one.reason,
            one.retention,
            law.article_6,
            law.article_9,
            law.consent,
        ):
            assert said in page, said


def test_what_is_suspended_is_told_as_not_shared(suspend: Callable[[str], None]) -> None:
    [police] = [one for one in agreements() if one.id == "police"]
    assert police.what in notice()
    suspend("police")
    page = notice()
    assert police.what not in page
    assert f"<li>{police.title}</li>" in page.split("Not shared today")[1].split("</ul>")[0]
    assert "Tried in a test" not in page


def test_who_sees_how_much_is_the_policy_of_the_day() -> None:
    page = notice()
    for rule in policies()[0].rules:
        assert rule.says in page


def test_the_day_before_anything_is_in_force_nothing_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2025, 12, 31))
    page = notice()
    assert "No sharing agreement is in force today" in page
    assert "No sharing policy is in force today" in page


def test_a_purpose_that_is_no_longer_offered_is_no_longer_told() -> None:
    assert "I work with this family" in notice()
    Purpose.objects.filter(code="working-with-the-family").update(is_active=False)
    assert "I work with this family" not in notice()


def test_what_is_written_down_here_about_families_is_told_with_who_sees_it() -> None:
    here = notice().split('id="here"')[1].split('id="purposes"')[0]
    for one in field_register().activities.values():
        assert (one.seen_by in here and one.purpose in here) == (set(one.whose) != {"staff"}), one.title


def test_how_to_reach_the_partnership_is_said_whatever_is_set_up(settings: object) -> None:
    assert "Ask anybody who works with you" in notice()
    settings.ONEPLAN_FAMILIES_CONTACT = "Write to rights@partnership.example."  # type: ignore[attr-defined]
    page = notice()
    assert "Write to rights@partnership.example." in page
    assert "Ask anybody who works with you" not in page


def test_how_to_object_and_complain_is_said() -> None:
    page = notice()
    for said in ("<strong>Object.</strong>", "<strong>Complain.</strong>", "0303 123 1113", "Every look at a child"):
        assert said in page


def test_the_way_there_is_on_the_sign_in_page() -> None:
    assert reverse("agreements:notice") in Client().get(reverse("account_login")).content.decode()
