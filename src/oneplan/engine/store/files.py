"""Writing so that a crash leaves the old file or the new one, never half."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Ask the disk to keep `path` (a file or a folder) before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_atomically(path: Path, text: str) -> None:
    """Replace the file at `path` by `text` in one step: written beside, synced, renamed over."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    sync(beside)
    beside.replace(path)
    sync(path.parent)


def move_into_place(built: Path, place: Path) -> None:
    """Rename a finished file or folder to its lasting name, with everything in it on the disk first."""
    for inner in sorted(built.rglob("*")) if built.is_dir() else ():
        if inner.is_file():
            sync(inner)
    sync(built)
    built.rename(place)
    sync(place.parent)
