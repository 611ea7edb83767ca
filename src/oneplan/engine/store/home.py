"""Where data lives on disk. One folder, `ONEPLAN_HOME`, with a room for each zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import platformdirs


@dataclass(frozen=True)
class DataHome:
    """The data folder. Rooms are made when first needed.

    `submissions/` what agencies sent, in the standard tables, without identifying particulars;
    `vault/` names, birth dates, addresses and identifiers of the same submissions, and quarantined rows;
    `snapshots/` immutable results of a refresh, one of them named by `CURRENT`;
    `inbox/<source>/` where agencies' own systems leave files; `waiting/` files that were sent and not read yet;
    `models/` trained linkage models; `keys/` secrets that must live apart from backups of the data.
    """

    root: Path

    @classmethod
    def named_in(cls, environment: Mapping[str, str]) -> Self:
        """The folder that `ONEPLAN_HOME` names, or else `oneplan` in the user's data directory."""
        named = environment.get("ONEPLAN_HOME")
        return cls(Path(named) if named else platformdirs.user_data_path("oneplan"))

    @property
    def submissions(self) -> Path:
        """What agencies sent, in the standard tables, without who it is about."""
        return self._room("submissions")

    @property
    def vault(self) -> Path:
        """Who the submissions are about, and rows that could not be used."""
        return self._room("vault")

    @property
    def snapshots(self) -> Path:
        """The results of refreshes."""
        return self._room("snapshots")

    @property
    def inbox(self) -> Path:
        """Where agencies' own systems leave files, in a folder for each source."""
        return self._room("inbox")

    @property
    def waiting(self) -> Path:
        """Files that were sent and have not been read yet."""
        return self._room("waiting")

    @property
    def models(self) -> Path:
        """Trained linkage models."""
        return self._room("models")

    @property
    def keys(self) -> Path:
        """Secrets; back them up apart from the data."""
        return self._room("keys")

    @property
    def database(self) -> Path:
        """The SQLite file of the ORM, used unless a PostgreSQL URL is configured."""
        _closed(self.root)
        return self.root / "oneplan.sqlite3"

    def _room(self, name: str) -> Path:
        _closed(self.root)
        return _closed(self.root / name)


def _closed(folder: Path) -> Path:
    """The folder, made when missing so that only the account that runs OnePlan can look into it."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    return folder
