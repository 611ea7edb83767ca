"""The key that signs sessions: given, or made once and kept in the data folder."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress

from oneplan.engine.store.home import DataHome


def secret_key(environment: Mapping[str, str], home: DataHome) -> str:
    """`ONEPLAN_SECRET_KEY`, or the key file. Processes that start together agree: the first file linked wins."""
    given = environment.get("ONEPLAN_SECRET_KEY")
    if given:
        return given
    key_file = home.keys / "sessions.key"
    if not key_file.exists():
        draft = key_file.with_name(f"sessions.{os.getpid()}.draft")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            os.link(draft, key_file)
        draft.unlink()
    return key_file.read_text()
