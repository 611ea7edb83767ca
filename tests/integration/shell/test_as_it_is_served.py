"""The settings outside a demonstration, and what every file that is served carries."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from oneplan.web.assets import asset

ASKED = [
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_AGE",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
    "DEBUG",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN",
]
PRINT = (
    "import json; from oneplan.config import settings; "
    f"print(json.dumps({{name: getattr(settings, name, None) for name in {ASKED!r}}}))"
)


def settings_with(home: Path, **given: str) -> dict[str, Any]:
    """The product's settings in an environment that says nothing but this."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("ONEPLAN_")}
    own |= {"ONEPLAN_HOME": str(home), "PYTHONPATH": "src", **given}
    done = subprocess.run([sys.executable, "-c", PRINT], env=own, check=True, capture_output=True, text=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def test_it_is_safe_when_nothing_is_said(tmp_path: Path) -> None:
    assert settings_with(tmp_path) == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "SESSION_COOKIE_AGE": 900,
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
        "SECURE_PROXY_SSL_HEADER": None,
        "DEBUG": False,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 0,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
    }


def test_what_a_proxy_says_is_believed_only_where_there_is_one(tmp_path: Path) -> None:
    said = settings_with(tmp_path, ONEPLAN_BEHIND_PROXY="1")
    assert said["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert said["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


@pytest.mark.parametrize("file", ["oneplan.css", "oneplan.js", "icon.svg"])
def test_a_built_file_is_protected_and_may_be_kept(client: Client, file: str) -> None:
    answer = client.get(asset(file))
    answer.close()
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "immutable" in answer["Cache-Control"]
