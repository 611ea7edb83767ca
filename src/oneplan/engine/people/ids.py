"""Opaque ids: they carry no meaning, and without the key they cannot be worked back to a number or an address."""

import base64
import hashlib
import hmac
import secrets
from pathlib import Path

from oneplan.engine.store.files import write_atomically

_FILE = "person-ids.key"
_BYTES = 10  # 80 bits: among 60 million people the chance of any two alike is about one in 700 million


def person_id_key(keys: Path) -> bytes:
    """The secret that new ids are made with; made once, kept apart from the data it protects."""
    file = keys / _FILE
    if not file.is_file():
        write_atomically(file, secrets.token_hex(32) + "\n")
        file.chmod(0o600)
    return bytes.fromhex(file.read_text(encoding="ascii"))


def opaque_id(key: bytes, prefix: str, text: str) -> str:
    """A letter and sixteen more, from HMAC-SHA256 of `text`: `P` for a person, `F` a family, `R` a residence, `L` a
    record."""
    digest = hmac.digest(key, f"{prefix}:{text}".encode(), hashlib.sha256)
    return prefix + base64.b32encode(digest[:_BYTES]).decode("ascii")


def record_ref(key: bytes, record_id: str) -> str:
    """An opaque reference to one record, for the ORM and addresses: a record_id can hold an agency's number."""
    return opaque_id(key, "L", record_id)
