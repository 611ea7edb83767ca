"""Signing in and out: password, then a code or a passkey; a passkey alone; a forgotten password."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import (
    LoginView,
    LogoutView,
    PasswordResetDoneView,
    PasswordResetFromKeyDoneView,
    PasswordResetFromKeyView,
    PasswordResetView,
)
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.internal.auth import begin_authentication
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from oneplan.partnership.organisations import presenters, queries
from oneplan.partnership.organisations.forms import (
    CodeForm,
    ForgottenForm,
    NewPasswordForm,
    PasskeyForm,
    PasskeySignInForm,
    SignInForm,
)
from oneplan.partnership.organisations.views.library import OnOurPage, open_page, page


class _SignIn(OnOurPage, LoginView):  # type: ignore[misc]  # allauth publishes no types
    """allauth's sign-in, with the made-up people in the demonstration."""

    template_name = "organisations/sign_in.html"
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the page around it."""
        people = queries.demo_people() if settings.ONEPLAN_DEMO else []
        page = presenters.sign_in_page(people, passkey_failed=self.request.GET.get("passkey") == "failed")
        return super().get_context_data(**kwargs) | {"page": page}


class _SignOut(OnOurPage, LogoutView):  # type: ignore[misc]
    """Asks on GET, signs out on POST."""

    template_name = "organisations/sign_out.html"


class _SecondFactor(OnOurPage, AuthenticateView):  # type: ignore[misc]
    """After the password: a code from an app, a recovery code, or a passkey."""

    template_name = "organisations/second_factor.html"
    form_class = CodeForm
    webauthn_form_class = PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The forms for those kinds of second factor that this person has."""
        kinds = queries.second_factors_of(self.stage.login.user.pk)
        return super().get_context_data(**kwargs) | {"kinds": kinds}


class _PasskeyAlone(LoginWebAuthnView):  # type: ignore[misc]
    """A passkey that knows who it is for. What the browser must ask it is fetched by script; then it is posted."""

    form_class = PasskeySignInForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The question to the passkey."""
        return JsonResponse({"request_options": begin_authentication(user=None)})

    def form_invalid(self, form: Any) -> HttpResponse:
        """Back to the sign-in page, which says that it did not work."""
        return redirect(reverse("account_login") + "?passkey=failed")


class _Forgotten(OnOurPage, PasswordResetView):  # type: ignore[misc]
    """Asks for a link. It answers the same whether or not somebody has that address."""

    template_name = "organisations/forgotten.html"
    form_class = ForgottenForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether this installation can send a letter at all."""
        return super().get_context_data(**kwargs) | {"sends_mail": settings.ONEPLAN_SENDS_MAIL}


class _ForgottenSent(OnOurPage, PasswordResetDoneView):  # type: ignore[misc]
    template_name = "organisations/forgotten_sent.html"


class _NewPassword(OnOurPage, PasswordResetFromKeyView):  # type: ignore[misc]
    """Sets a password by the link. The second factor stays as it was."""

    template_name = "organisations/new_password.html"
    form_class = NewPasswordForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """An old or used link has no form."""
        return {"token_fail": False, **super().get_context_data(**kwargs)}


class _NewPasswordSet(OnOurPage, PasswordResetFromKeyDoneView):  # type: ignore[misc]
    template_name = "organisations/new_password_set.html"


sign_in = open_page(_SignIn)
sign_out = page(_SignOut)
second_factor = open_page(_SecondFactor)
passkey_alone = open_page(_PasskeyAlone)
forgotten = open_page(_Forgotten)
forgotten_sent = open_page(_ForgottenSent)
new_password = open_page(_NewPassword)
new_password_set = open_page(_NewPasswordSet)


@login_not_required
@require_POST
def sign_in_as_demo_person(request: HttpRequest) -> HttpResponse:
    """Sign in as a made-up person with one press. Not there at all outside the demonstration."""
    user = queries.demo_person(request.POST.get("email", "")) if settings.ONEPLAN_DEMO else None
    if user is None:
        raise Http404
    get_adapter().login(request, user)
    return redirect("home")
