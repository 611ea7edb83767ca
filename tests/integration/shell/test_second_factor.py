"""A password alone opens nothing; codes work once; sessions end; guessing locks out the guesser and nobody else."""

import re
import time
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.config.middleware import SIGNED_IN_AT
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.organisations import operations
from oneplan.partnership.organisations.models import Organisation, User
from oneplan.partnership.organisations.rules import COMMAND_LINE, Role

pytestmark = pytest.mark.django_db
EMAIL, PASSWORD = "priya.lomax@council.example", "slow teal heron ladder"


@pytest.fixture(autouse=True)
def priya(settings: Any) -> User:
    settings.ONEPLAN_DEMO = False
    Organisation.objects.create(code="council", name="The council", kind="council")
    user = operations.add_person(
        by=COMMAND_LINE,
        email=EMAIL,
        name="Priya Lomax",
        role=Role.PARTNERSHIP_MANAGER,
        organisation="council",
        team=None,
        from_on=date(2026, 1, 5),
    )
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture(autouse=True)
def at_the_beginning_of_a_half_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no code goes out of date between being shown and being typed."""
    now = time.time() // 30 * 30
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", SimpleNamespace(time=lambda: now))


def give(client: Client, password: str = PASSWORD, email: str = EMAIL, **others: Any) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password}, **others)


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up_app(client: Client) -> tuple[str, Any]:
    """The secret of an app that is set up as its owner does it, and the answer."""
    give(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'<code class="op-key">(\w+)</code>', page)
    assert secret
    return secret[1], client.post(reverse("mfa_activate_totp"), {"code": code_for(secret[1])})


@pytest.fixture
def secret() -> Iterator[str]:
    yield set_up_app(Client())[0]


def test_a_password_alone_leads_to_setting_up_a_second_factor_and_nowhere_else(client: Client) -> None:
    give(client)
    for address in ("home", "strategy:plan", "reports:reports", "account_change_password"):
        assert client.get(reverse(address))["Location"] == reverse("mfa_index"), address
    assert "Before you go on" in client.get(reverse("mfa_index")).content.decode()


def test_an_app_is_set_up_after_the_password_again_and_gives_recovery_codes_once(client: Client) -> None:
    secret, answer = set_up_app(client)
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(re.findall(r"<li>\w+</li>", page)) == 10
    assert "shown once" in client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert client.get(reverse("home")).status_code == 200
    assert secret not in str(Authenticator.objects.get(type="totp").data)
    assert AuditEvent.objects.filter(action="added_second_factor", actor_name="Priya Lomax").count() == 1


def test_a_code_works_once(client: Client, secret: str) -> None:
    assert give(client)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))
    code = code_for(secret)
    assert client.post(reverse("mfa_authenticate"), {"code": code})["Location"] == reverse("home")
    assert client.get(reverse("home")).status_code == 200
    thief = Client()
    give(thief)
    assert "did not match" in thief.post(reverse("mfa_authenticate"), {"code": code}).content.decode()
    assert thief.get(reverse("home")).status_code == 302


def test_a_new_password_by_a_link_keeps_the_second_factor(client: Client, secret: str, settings: Any) -> None:
    settings.ONEPLAN_SENDS_MAIL = True
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)
    assert link
    form = client.get(link[1], follow=True)
    new = "nine quiet paper lamps"
    answer = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    assert give(client, new)["Location"] == reverse("mfa_authenticate")
    assert "does not work any more" in Client().get(link[1], follow=True).content.decode()


def test_asking_for_a_link_says_the_same_whoever_asks(settings: Any) -> None:
    settings.ONEPLAN_SENDS_MAIL = True
    known, unknown = (
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in (EMAIL, "nobody@council.example")
    )
    proofs = re.compile(rb'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"')
    assert proofs.sub(b"", known.content) == proofs.sub(b"", unknown.content)
    assert len(mail.outbox) == 1


def test_a_guess_costs_as_much_and_leaves_as_much_for_an_account_that_is_not_there(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.integration.shell.test_second_factor.Counting"]
    for email in (EMAIL, "nobody@council.example"):
        Counting.hashed = 0
        give(Client(), "a wrong password here", email)
        assert Counting.hashed == 1, email
    about = list(AuditEvent.objects.filter(action="wrong_sign_in").order_by("pk").values_list("about", flat=True))
    assert about == [f"user {User.objects.get().pk}", "nobody’s account"]


class Counting(MD5PasswordHasher):
    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        Counting.hashed += 1
        return super().encode(password, salt)


def test_guessing_locks_out_the_guesser_and_not_the_owner_elsewhere(secret: str) -> None:
    guesser, owner = Client(REMOTE_ADDR="203.0.113.9"), Client(REMOTE_ADDR="198.51.100.4")
    for _ in range(5):
        give(guesser, "a wrong password here")
    assert "Too many failed login attempts" in give(guesser).content.decode()
    assert give(owner)["Location"] == reverse("mfa_authenticate")


@pytest.mark.parametrize(("after", "is_in"), [(timedelta(hours=9, minutes=59), True), (timedelta(hours=10), False)])
def test_a_session_ends_ten_hours_after_signing_in(client: Client, after: timedelta, is_in: bool) -> None:
    set_up_app(client)
    session = client.session
    session[SIGNED_IN_AT] = (timezone.now() - after).timestamp()
    session.save()
    assert (client.get(reverse("home")).status_code == 200) is is_in


def test_a_session_ends_after_a_quarter_of_an_hour_without_a_page(client: Client) -> None:
    set_up_app(client)
    assert client.session.get_expiry_age() == 15 * 60
    session = client.session
    session.set_expiry(-1)
    session.save()
    assert client.get(reverse("home")).status_code == 302


def test_whoever_leaves_is_out_at_the_next_page(client: Client) -> None:
    set_up_app(client)
    assert client.get(reverse("home")).status_code == 200
    operations.shut_account(by=COMMAND_LINE, email=EMAIL)
    assert client.get(reverse("home")).status_code == 302
    assert "This account is shut" in give(Client()).content.decode()


def test_a_changed_password_ends_every_other_session(client: Client) -> None:
    set_up_app(client)
    new = "nine quiet paper lamps"
    here, elsewhere = client, Client()
    elsewhere.cookies = here.cookies.copy()
    answer = here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer["Location"] == reverse("mfa_index")
    assert here.get(reverse("home")).status_code == 200
    assert elsewhere.get(reverse("home")).status_code == 302


@pytest.mark.parametrize(("days", "is_shut"), [(44, False), (45, True)])
def test_an_account_unused_for_45_days_is_shut(priya: User, days: int, is_shut: bool) -> None:
    User.objects.update(joined_at=timezone.now() - timedelta(days=days))
    assert ("This account is shut" in give(Client()).content.decode()) is is_shut
    assert User.objects.get().is_active is not is_shut
    assert AuditEvent.objects.filter(action="shut_account").exists() is is_shut


def test_the_daily_command_shuts_unused_accounts_and_one_can_be_opened_again(priya: User) -> None:
    User.objects.update(joined_at=timezone.now() - timedelta(days=80))
    assert operations.shut_unused_accounts(by=COMMAND_LINE, at=timezone.now()) == 1
    operations.reopen_account(by=COMMAND_LINE, email=EMAIL, at=timezone.now())
    assert give(Client()).status_code == 302
    assert operations.shut_unused_accounts(by=COMMAND_LINE, at=timezone.now()) == 0


@pytest.mark.parametrize(
    "password", ["fourteen chars", "passwordpassword", "1234password12345", "priya.lomax@council.example"]
)
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    set_up_app(client)
    sent = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    page = client.post(reverse("account_change_password"), sent)
    assert page.status_code == 200
    assert "govuk-error-message" in page.content.decode()


def test_removing_the_only_second_factor_leads_back_to_setting_one_up(client: Client) -> None:
    set_up_app(client)
    client.post(reverse("mfa_deactivate_totp"))
    again = Client()
    give(again)
    assert again.get(reverse("home"))["Location"] == reverse("mfa_index")
