"""The ORM's database: SQLite in the data folder, or the PostgreSQL that a URL names."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from oneplan.engine.store.home import DataHome


def database(environment: Mapping[str, str], home: DataHome) -> dict[str, Any]:
    """Django's settings for the database. ValueError when `ONEPLAN_DATABASE_URL` is not a PostgreSQL URL."""
    url = environment.get("ONEPLAN_DATABASE_URL")
    return postgresql(url) if url else sqlite(home)


def sqlite(home: DataHome) -> dict[str, Any]:
    """One file. Writers wait for each other instead of failing, and a commit is on the disk when it returns."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home.database,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """`postgresql://name:password@host:port/database?option=value`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError("ONEPLAN_DATABASE_URL must begin with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": True, **dict(parse_qsl(parts.query))},
    }
