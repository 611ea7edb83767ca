"""One's own account: second factors, recovery codes, the password, and proving again that it is oneself."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import PasswordChangeView, ReauthenticateView
from allauth.mfa.base.views import IndexView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.http import HttpResponse
from django.urls import reverse_lazy

from oneplan.partnership.audit.operations import audited
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.organisations import operations, presenters, queries
from oneplan.partnership.organisations.forms import (
    AppForm,
    ChangePasswordForm,
    CodeAgainForm,
    NamePasskeyForm,
    PasskeyAgainForm,
    PasswordAgainForm,
)
from oneplan.partnership.organisations.views.library import OnOurPage, page


class _WrittenDown(OnOurPage):
    """What changes how somebody signs in is written down with the change, both or neither."""

    action: Action

    def form_valid(self, form: Any) -> HttpResponse:
        """The library's change and its record."""
        with audited():
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # of the view beside it
            operations.note_change_of_sign_in(by=self.request.viewer, action=self.action)  # type: ignore[attr-defined]
        return answer


class _AddsSecondFactor(_WrittenDown):
    """Whoever has just shown a new second factor has shown it in this session too."""

    action = Action.ADDED_SECOND_FACTOR
    kind: Authenticator.Type

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, and go on without asking for it again."""
        answer = super().form_valid(form)
        request = self.request  # type: ignore[attr-defined]  # of the view beside it
        record_authentication(request, request.user, "mfa", type=str(self.kind))
        return answer


class _Account(OnOurPage, IndexView):  # type: ignore[misc]  # allauth publishes no types
    """How one signs in."""

    template_name = "organisations/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What this person has, and what they must still set up."""
        user = self.request.user
        held = queries.authenticators_of(user.pk)
        is_enough = queries.has_second_factor(self.request)
        account = presenters.account_page(held, has_password=user.has_usable_password(), may_go_on=is_enough)
        return super().get_context_data(**kwargs) | {"page": account}


class _AddApp(_AddsSecondFactor, ActivateTOTPView):  # type: ignore[misc]
    template_name = "organisations/add_app.html"
    form_class = AppForm
    kind = Authenticator.Type.TOTP


class _RemoveApp(_WrittenDown, DeactivateTOTPView):  # type: ignore[misc]
    template_name = "organisations/remove_second_factor.html"
    action = Action.REMOVED_SECOND_FACTOR


class _AddPasskey(_AddsSecondFactor, AddWebAuthnView):  # type: ignore[misc]
    template_name = "organisations/add_passkey.html"
    form_class = NamePasskeyForm
    kind = Authenticator.Type.WEBAUTHN


class _RemovePasskey(_WrittenDown, RemoveWebAuthnView):  # type: ignore[misc]
    template_name = "organisations/remove_second_factor.html"
    action = Action.REMOVED_SECOND_FACTOR
    success_url = reverse_lazy("mfa_index")


class _RecoveryCodes(OnOurPage, ViewRecoveryCodesView):  # type: ignore[misc]
    template_name = "organisations/recovery_codes.html"


class _NewRecoveryCodes(_WrittenDown, GenerateRecoveryCodesView):  # type: ignore[misc]
    template_name = "organisations/new_recovery_codes.html"
    action = Action.NEW_RECOVERY_CODES


class _ChangePassword(_WrittenDown, PasswordChangeView):  # type: ignore[misc]
    template_name = "organisations/change_password.html"
    form_class = ChangePasswordForm
    action = Action.CHANGED_PASSWORD
    success_url = reverse_lazy("mfa_index")


class _PasswordAgain(OnOurPage, ReauthenticateView):  # type: ignore[misc]
    template_name = "organisations/again.html"
    form_class = PasswordAgainForm


class _CodeAgain(OnOurPage, CodeAgainView):  # type: ignore[misc]
    template_name = "organisations/again.html"
    form_class = CodeAgainForm


class _PasskeyAgain(OnOurPage, ReauthenticateWebAuthnView):  # type: ignore[misc]
    template_name = "organisations/again_passkey.html"
    form_class = PasskeyAgainForm


account = page(_Account)
add_app = page(_AddApp)
remove_app = page(_RemoveApp)
add_passkey = page(_AddPasskey)
remove_passkey = page(_RemovePasskey)
recovery_codes = page(_RecoveryCodes)
new_recovery_codes = page(_NewRecoveryCodes)
change_password = page(_ChangePassword)
password_again = page(_PasswordAgain)
code_again = page(_CodeAgain)
passkey_again = page(_PasskeyAgain)
