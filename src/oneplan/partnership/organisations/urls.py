"""Addresses of signing in and out, one's own account, and the first page. The names are those allauth asks for."""

from django.urls import path, re_path

from oneplan.partnership.organisations.views import home, own_account, signing_in

urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("sign-in/demonstration/", signing_in.sign_in_as_demo_person, name="sign_in_as_demo_person"),
    path("sign-in/second-factor/", signing_in.second_factor, name="mfa_authenticate"),
    path("sign-in/passkey/", signing_in.passkey_alone, name="mfa_login_webauthn"),
    path("sign-in/forgotten/", signing_in.forgotten, name="account_reset_password"),
    path("sign-in/forgotten/sent/", signing_in.forgotten_sent, name="account_reset_password_done"),
    path("sign-in/password/set/", signing_in.new_password_set, name="account_reset_password_from_key_done"),
    re_path(
        r"^sign-in/password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        signing_in.new_password,
        name="account_reset_password_from_key",
    ),
    path("sign-out/", signing_in.sign_out, name="account_logout"),
    path("your-account/", own_account.account, name="mfa_index"),
    path("your-account/app/", own_account.add_app, name="mfa_activate_totp"),
    path("your-account/app/remove/", own_account.remove_app, name="mfa_deactivate_totp"),
    path("your-account/passkeys/add/", own_account.add_passkey, name="mfa_add_webauthn"),
    path("your-account/passkeys/<int:pk>/remove/", own_account.remove_passkey, name="mfa_remove_webauthn"),
    path("your-account/recovery-codes/", own_account.recovery_codes, name="mfa_view_recovery_codes"),
    path("your-account/recovery-codes/new/", own_account.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("your-account/password/", own_account.change_password, name="account_change_password"),
    path("your-account/again/password/", own_account.password_again, name="account_reauthenticate"),
    path("your-account/again/code/", own_account.code_again, name="mfa_reauthenticate"),
    path("your-account/again/passkey/", own_account.passkey_again, name="mfa_reauthenticate_webauthn"),
]
