"""Settings, all from the environment, safe when nothing is said.

ONEPLAN_HOME           data folder; else `oneplan` in the user's data directory
ONEPLAN_DATABASE_URL   a PostgreSQL URL; else SQLite in the data folder
ONEPLAN_SECRET_KEY     key that signs sessions; else a key file made once
ONEPLAN_HOSTS          names this site answers to, with commas; else this machine only
ONEPLAN_AREA           the area's folder: its plan and published figures; else areas/stockton of this repository
ONEPLAN_PARTNERSHIP    the partnership's name in the header
ONEPLAN_FAMILIES_CONTACT  how families reach the partnership, in a sentence: printed on the notice for them
ONEPLAN_BEHIND_PROXY   "1" when every request comes through a proxy of ours that sets X-Forwarded-For and -Proto
ONEPLAN_MAIL_URL       smtp://name:password@host:port for letters that set a password; else there are none
ONEPLAN_MAIL_FROM      the address those letters come from
ONEPLAN_SECOND_FACTOR_KEY  key that encrypts the secrets of authenticator apps; else a key file made once
ONEPLAN_DEMO           "1" for the demonstration: made-up people sign in with one press, over plain HTTP
"""

import os
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from oneplan.config.database import database
from oneplan.config.mail import mail
from oneplan.config.secret import second_factor_key, secret_key
from oneplan.engine.store.home import DataHome

WEB = Path(__file__).parents[1] / "web"

DATA_HOME = DataHome.named_in(os.environ)
ONEPLAN_HOME = DATA_HOME.root
ONEPLAN_DEMO = os.environ.get("ONEPLAN_DEMO") == "1"
ONEPLAN_AREA = Path(os.environ.get("ONEPLAN_AREA", Path(__file__).parents[3] / "areas" / "stockton"))
ONEPLAN_PARTNERSHIP = os.environ.get("ONEPLAN_PARTNERSHIP", "Stockton-on-Tees Children and Young People's Partnership")
ONEPLAN_FAMILIES_CONTACT = os.environ.get("ONEPLAN_FAMILIES_CONTACT", "").strip()

IS_BEHIND_PROXY = os.environ.get("ONEPLAN_BEHIND_PROXY") == "1"

DEBUG = False  # a debugging page prints values, and values here are children's
SECRET_KEY = secret_key(os.environ, DATA_HOME)
ONEPLAN_SECOND_FACTOR_KEY = second_factor_key(os.environ, DATA_HOME)
ALLOWED_HOSTS = os.environ.get("ONEPLAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DATABASES = {"default": database(os.environ, DATA_HOME)}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "oneplan.partnership.audit",
    "oneplan.partnership.organisations",
    "oneplan.partnership.agreements",
    "oneplan.partnership.feeds",
    "oneplan.partnership.people",
    "oneplan.partnership.strategy",
    "oneplan.partnership.matrix",
    "oneplan.partnership.conversations",
    "oneplan.partnership.scorecard",
    "oneplan.partnership.reports",
    "oneplan.partnership.rights",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "oneplan.web.middleware.private_by_default",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "oneplan.config.middleware.sessions_end",
    "oneplan.config.middleware.SecondFactorFirst",
    "oneplan.config.middleware.viewer_on_request",
    "oneplan.web.middleware.ErrorsAsPages",
    "oneplan.config.middleware.RefusalsWrittenDown",
]

ROOT_URLCONF = "oneplan.config.urls"
WSGI_APPLICATION = "oneplan.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "oneplan.web.templating.Pages",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "oneplan.web.templating.environment",
            "context_processors": ["oneplan.config.navigation.layout"],
        },
    }
]
FORM_RENDERER = "oneplan.web.forms.GovukRenderer"

# People and signing in
AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "oneplan.config.passwords.NotCommonValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "oneplan.config.accounts.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the partnership, not by whoever has an address
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # of this session; Django ends every other one
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
#: Wrong passwords are counted for an account from one place (see `Accounts`), and for a place whatever the account:
#: a school or an office is one place, so that limit is wide.
ACCOUNT_RATE_LIMITS = {"login_failed": "100/15m/ip,5/15m/key", "login": "300/15m/ip"}
MFA_RATE_LIMITS = {"webauthn_login": "300/15m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_BEHIND_PROXY else 0
MFA_ADAPTER = "oneplan.config.accounts.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are given by the partnership, which knows whose they are
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ONEPLAN_DEMO  # http://localhost
ONEPLAN_SENDS_MAIL = "ONEPLAN_MAIL_URL" in os.environ
globals().update(mail(os.environ))

# What is counted and what was used once is shared by all processes: a code that one took is used up for the others
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# Sessions end after a quarter of an hour without a page, and with the browser
SESSION_COOKIE_AGE = 15 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "oneplan.web.errors.form_expired"

# Over HTTPS always, but for the demonstration on one machine
IS_SECURE = not ONEPLAN_DEMO
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = IS_SECURE
SESSION_COOKIE_NAME = "__Host-session" if IS_SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_SECURE else "csrf"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False  # other services share a council's domain
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # the checks that ask for those two
if IS_BEHIND_PROXY:  # from anybody else these headers are what a stranger wrote
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Static files, from the same process; built names carry a hash, so a browser may keep them for good
STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"/static/built/.+-[0-9a-f]{12}\.(css|js|svg)$"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Addresses of pages are logged by id and never with what somebody typed, so this is safe to keep
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
