"""Loading in a process of its own, with bounded memory and time, so that no file can take the website down with it."""

import json
import resource
import subprocess
import sys
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from oneplan.definitions.source import source_contract
from oneplan.engine.sources.hostile import refuse_hostile
from oneplan.engine.sources.load import load
from oneplan.engine.sources.report import LoadReport
from oneplan.engine.store.home import DataHome
from oneplan.vocabulary.errors import Refused

MEMORY = 6 * 1024**3  # bytes of addresses, not of memory in use: DuckDB and Arrow reserve more than they touch
PROCESSOR_SECONDS = 20 * 60
SECONDS = 30 * 60


def load_apart(
    home: DataHome,
    source: str,
    files: Sequence[Path],
    *,
    received_on: date,
    confirmed: frozenset[str] = frozenset(),
    authorities: Collection[str] = (),
    memory: int = MEMORY,
    seconds: int = SECONDS,
) -> LoadReport:
    """As `load.load`, in another process that is ended when it takes more than `memory` (bytes) or `seconds`.

    Hostile files are refused before that process begins. Raises `DefinitionError` when there is no such source.
    """
    source_contract(source)
    names = tuple(path.name for path in files)
    try:
        refuse_hostile(files)
        told = _told_by_other_process(
            {
                "home": str(home.root),
                "source": source,
                "files": [str(path) for path in files],
                "received_on": received_on.isoformat(),
                "confirmed": sorted(confirmed),
                "authorities": sorted(authorities),
                "memory": memory,
            },
            seconds,
        )
    except Refused as refusal:
        return LoadReport(source, names, refused=str(refusal))
    return LoadReport.of(told)


def _told_by_other_process(asked: dict[str, object], seconds: int) -> dict[str, object]:
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; names of files go in as JSON
            [sys.executable, "-m", __name__],
            input=json.dumps(asked).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what a parser says of a broken file may quote it
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused("Reading the files took longer than is allowed.") from None
    if done.returncode:
        raise Refused("The files could not be read within the memory and time that are allowed.")
    told: dict[str, object] = json.loads(done.stdout)
    return told


def _main() -> None:
    asked = json.loads(sys.stdin.buffer.read())
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    report = load(
        DataHome(Path(asked["home"])),
        asked["source"],
        [Path(file) for file in asked["files"]],
        received_on=date.fromisoformat(asked["received_on"]),
        confirmed=frozenset(asked["confirmed"]),
        authorities=asked["authorities"],
    )
    sys.stdout.write(json.dumps(report.as_json()))


if __name__ == "__main__":
    _main()
