"""The forms of signing in: the library's, in our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as LibraryChangePasswordForm
from allauth.account.forms import LoginForm, ReauthenticateForm, ResetPasswordForm, ResetPasswordKeyForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as LibraryCodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

GOOD_PASSWORDS = (
    "At least 15 characters. Three or four words that do not belong together are easy to remember and hard to guess."
)
CODE_HINT = "Six figures from your authenticator app, or one of your recovery codes"


def _say(field: forms.Field, label: str, missing: str, hint: str = "") -> None:
    field.label, field.help_text = label, hint
    field.error_messages["required"] = missing


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth publishes no types
    """Who, and their password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """A code after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self)


class PasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class PasskeySignInForm(LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of the password."""


class PasskeyAgainForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey again."""


class CodeAgainForm(LibraryCodeAgainForm):  # type: ignore[misc]
    """A code again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self)


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The password again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], "Your password", "Enter your password")


class ForgottenForm(ResetPasswordForm):  # type: ignore[misc]
    """Where the link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["email"], "Your work e-mail address", "Enter your work e-mail address")


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """A first password, or one after a forgotten one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


class ChangePasswordForm(LibraryChangePasswordForm):  # type: ignore[misc]
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], "Your password now", "Enter your password")
        _new_password(self)


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app shows that it has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], "Code from the app", "Enter the code that the app shows", "Six figures")
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "govuk-input--width-10"}


class NamePasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A name, by which its owner tells it from their others. Every passkey here asks for a finger, a face or a PIN."""

    passwordless = None  # asked of nobody: the script asks for it always

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["name"], "What do you call it?", "", "Such as: my phone, the key on my key ring")
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = "Say what you call it"
        self.initial["name"] = "My passkey"


def _code(form: forms.Form) -> None:
    _say(form.fields["code"], "Code", "Enter a code", CODE_HINT)
    form.fields["code"].widget.attrs["class"] = "govuk-input--width-10"


def _new_password(form: forms.Form) -> None:
    _say(form.fields["password1"], "New password", "Enter a new password", GOOD_PASSWORDS)
    _say(form.fields["password2"], "New password again", "Enter the new password again")
