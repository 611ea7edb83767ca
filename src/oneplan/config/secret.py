"""Keys that are not in the database: given, or made once and kept in the data folder."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress

from oneplan.engine.store.home import DataHome


def secret_key(environment: Mapping[str, str], home: DataHome) -> str:
    """The key that signs sessions: `ONEPLAN_SECRET_KEY`, or the key file."""
    return environment.get("ONEPLAN_SECRET_KEY") or _kept(home, "sessions")


def second_factor_key(environment: Mapping[str, str], home: DataHome) -> str:
    """The key that encrypts the secrets of authenticator apps: `ONEPLAN_SECOND_FACTOR_KEY`, or the key file.

    Whoever has a copy of the database alone has nobody's second factor.
    """
    return environment.get("ONEPLAN_SECOND_FACTOR_KEY") or _kept(home, "second-factors")


def _kept(home: DataHome, name: str) -> str:
    """The key in a file, made when it is not there. Processes that start together agree: the first linked wins."""
    key_file = home.keys / f"{name}.key"
    if not key_file.exists():
        draft = key_file.with_name(f"{name}.{os.getpid()}.draft")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            os.link(draft, key_file)
        draft.unlink()
    return key_file.read_text()
