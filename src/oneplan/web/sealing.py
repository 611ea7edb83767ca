"""Making unreadable what must lie in the database for a while, for whoever has the database and not the key."""

import base64
import hashlib

from cryptography.fernet import Fernet


def seal(key: str, text: str) -> str:
    """The text, readable only by who has the key."""
    return _box(key).encrypt(text.encode()).decode()


def unseal(key: str, sealed: str) -> str:
    """What `seal` made. `cryptography.fernet.InvalidToken` for anything else."""
    return _box(key).decrypt(sealed.encode()).decode()


def _box(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))
