"""Snapshots: the immutable results of a refresh, built beside the old one and swapped in.

A crash at any point leaves the old snapshot or the new one serving, never half: the folder is built
under a name that starts with a dot, synced, renamed, and only then named in `CURRENT`, which is itself
replaced in one step.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from oneplan.engine.store.files import move_into_place, write_atomically
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.errors import NoSnapshot

#: What is known about people by opaque id: no names, numbers or addresses.
RECORD_FILE = "record.duckdb"
#: Who the people are. Only `engine.vault` opens it.
VAULT_FILE = "vault.duckdb"
_KEPT = 3  # the current snapshot and two before it, for those still reading and for looking back


@dataclass(frozen=True)
class SnapshotFiles:
    """One snapshot's folder and the files in it."""

    folder: Path

    @property
    def name(self) -> str:
        """The snapshot's name: its date and what it was made from."""
        return self.folder.name

    @property
    def record(self) -> Path:
        """What is known about people by opaque id."""
        return self.folder / RECORD_FILE

    @property
    def vault(self) -> Path:
        """Who the people are."""
        return self.folder / VAULT_FILE

    @property
    def manifest(self) -> dict[str, object]:
        """What the snapshot was made from, as written by `engine.refresh`."""
        found: dict[str, object] = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return found


def current_snapshot(home: DataHome) -> SnapshotFiles:
    """The snapshot now serving. Raises `NoSnapshot` before the first refresh."""
    try:
        name = (home.snapshots / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NoSnapshot("Nothing has been refreshed yet. Load files, then run `./run refresh`.") from None
    return SnapshotFiles(home.snapshots / name)


@contextmanager
def building(home: DataHome, name: str) -> Iterator[SnapshotFiles]:
    """A folder to build a snapshot in. Left without an error, it is published under `name`; else thrown away."""
    folder = home.snapshots / f".building-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield SnapshotFiles(folder)
        shutil.rmtree(folder / ".spill", ignore_errors=True)
        _publish(home, folder, name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _publish(home: DataHome, folder: Path, name: str) -> None:
    place = home.snapshots / name
    if place.exists():  # the same input was refreshed before: same name, same content
        shutil.rmtree(folder)
    else:
        move_into_place(folder, place)
    write_atomically(home.snapshots / "CURRENT", name + "\n")
    _forget_old(home, name)


def _forget_old(home: DataHome, current: str) -> None:
    """Remove snapshots older than the few that are kept, and remains of builds that were killed."""
    folders = [f for f in home.snapshots.iterdir() if f.is_dir()]
    finished = sorted((f for f in folders if not f.name.startswith(".")), key=lambda f: f.stat().st_mtime_ns)
    for old in finished[:-_KEPT]:
        if old.name != current:
            shutil.rmtree(old, ignore_errors=True)
    for remains in (f for f in folders if f.name.startswith(".building-")):
        shutil.rmtree(remains, ignore_errors=True)


class SnapshotReader:
    """Keeps the current snapshot's record file open and notices when another has been swapped in.

    One per process; safe to use from many threads. Each call of `open` gives a connection of its own.
    """

    def __init__(self, home: DataHome) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._open: dict[str, tuple[str, Workspace]] = {}

    @property
    def snapshot(self) -> SnapshotFiles:
        """The snapshot now serving."""
        return current_snapshot(self._home)

    @contextmanager
    def open(self, file: str = RECORD_FILE) -> Iterator[Workspace]:
        """A read-only workspace on `file` of the current snapshot, for one request or one reading."""
        with self._lock:
            now = current_snapshot(self._home)
            held = self._open.get(file)
            if held is None or held[0] != now.name:
                # The old database stays open until its last reader lets go of it.
                held = (now.name, Workspace.read_only(now.folder / file))
                self._open[file] = held
            workspace = held[1].reader()
        try:
            yield workspace
        finally:
            workspace.close()
