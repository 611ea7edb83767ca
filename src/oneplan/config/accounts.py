"""How allauth treats accounts here: nobody signs up by themselves, and every sign-in is written down."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from oneplan.config.middleware import SIGNED_IN_AT
from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.organisations.models import User
from oneplan.partnership.organisations.operations import note_wrong_sign_in, shut_if_unused
from oneplan.partnership.organisations.queries import viewer_of
from oneplan.partnership.organisations.rules import COMMAND_LINE
from oneplan.web.sealing import seal, unseal


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth publishes no types
    """The partnership makes accounts. Only a demonstration lets in made-up people, whose password is published."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **others: Any) -> Any:
        """Refuse made-up people outside a demonstration, and accounts that are shut or lay unused too long."""
        if user.is_made_up and not settings.ONEPLAN_DEMO:
            raise PermissionDenied
        if user.is_active and shut_if_unused(by=COMMAND_LINE, user=user, at=timezone.now()):
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        return super().pre_login(request, user, **others)

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in and write it down, both or neither."""
        with audited():
            super().login(request, user)
            request.session[SIGNED_IN_AT] = timezone.now().timestamp()
            record(by=viewer_of(user, timezone.localdate()), action=Action.SIGNED_IN)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Only whoever knew the password learns that an account is shut."""
        return render(request, "organisations/account_shut.html", {"has_errors": False}, status=403)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write it down; the same for an account that exists and for one that does not."""
        note_wrong_sign_in(email=credentials.get("email", ""))

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether this is the password of whoever is signed in. Guesses are counted as at sign-in."""
        again = self.authenticate(self.request, email=user.email, password=password)
        return again is not None and again.pk == user.pk

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords count for an account from one place, so that nobody elsewhere can lock its owner out."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"

    def is_ajax(self, request: HttpRequest) -> bool:
        """Pages are all that is answered."""
        return False

    def add_message(self, *args: Any, **others: Any) -> None:
        """Pages say themselves what was done."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The one letter there is: a link to set a password. Whoever has no account gets none."""
        if template_prefix == "account/email/password_reset_key" and settings.ONEPLAN_SENDS_MAIL:
            link = {"link": context["password_reset_url"], "partnership": settings.ONEPLAN_PARTNERSHIP}
            send_mail("Set your password", render_to_string("organisations/mail/set_password.txt", link), None, [email])


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors, whose secrets a copy of the database does not give away."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That did not match. Codes last half a minute and work once: try the next one",
    }

    def get_totp_issuer(self) -> str:
        """What the app calls us."""
        return f"OnePlan, {settings.ONEPLAN_PARTNERSHIP}"

    def encrypt(self, text: str) -> str:
        """With the key that is not in the database."""
        return seal(settings.ONEPLAN_SECOND_FACTOR_KEY, text)

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` made."""
        return unseal(settings.ONEPLAN_SECOND_FACTOR_KEY, encrypted_text)
