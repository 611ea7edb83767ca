"""Where letters go: the mail server that a URL names."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit


def mail(environment: Mapping[str, str]) -> dict[str, Any]:
    """Django's settings for mail; none when `ONEPLAN_MAIL_URL` is not given. ValueError when it is not SMTP."""
    url = environment.get("ONEPLAN_MAIL_URL")
    if url is None:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"}:
        raise ValueError("ONEPLAN_MAIL_URL must begin with smtp:// or smtps://")
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.username is not None,
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": environment.get("ONEPLAN_MAIL_FROM", f"oneplan@{parts.hostname}"),
    }
