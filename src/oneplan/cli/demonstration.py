"""The demonstration: a made-up borough from its files to pages, in a data folder that holds nothing else."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces

from oneplan.cli.partnership import enter
from oneplan.cli.rulings import rulings
from oneplan.definitions.area import load as load_area
from oneplan.engine.refresh import refresh
from oneplan.engine.sources.load import load
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import SnapshotFiles, current_snapshot
from oneplan.engine.store.workspace import Workspace
from oneplan.synthetic.borough import write as write_borough
from oneplan.synthetic.period import AS_OF
from oneplan.vocabulary.errors import OnePlanError

Progress = Callable[[str], None]


class NotADemonstration(OnePlanError):
    """The data folder holds a partnership's own data, which a demonstration must never touch."""


def prepare(home: DataHome, *, children: int, seed: int, area: Path, progress: Progress) -> None:
    """Everything up to serving, with the plan of `area`.

    What an earlier run left is kept when it was the same borough and area, else made anew.
    """
    wanted: dict[str, int | str] = {"children": children, "seed": seed, "area": area.name}
    _make_room(home, wanted)
    files = home.root / "made-up-files"
    if not files.is_dir():
        beside = home.root / ".made-up-files"
        shutil.rmtree(beside, ignore_errors=True)
        write_borough(beside, children=children, seed=seed, progress=progress)
        beside.rename(files)
    for folder in sorted(one for one in files.iterdir() if one.is_dir() and one.name != "truth"):
        progress(f"load {folder.name}")
        load(home, folder.name, sorted(folder.iterdir()), received_on=AS_OF)
    _name_folders(home, area)
    refresh(home, as_of=AS_OF, progress=progress, rulings=rulings())
    progress("set up made-up people, purposes and the plan")
    _set_up_partnership(home, area)


def where_to_look(home: DataHome, port: int) -> str:
    """What to open and try first, with the names of made-up children to look for."""
    at_school, with_team, with_nobody = _children_to_find(current_snapshot(home))
    return (
        f"\nOpen http://127.0.0.1:{port} and sign in as one of the made-up people named there.\n"
        f"  the safeguarding lead finds {at_school}, a child of the school, and reads the matrix\n"
        f"  the lead practitioner finds {with_team}, whose family the team works with, and reads the reasons to talk\n"
        f"  the duty desk finds {with_nobody}, with whom nobody works, and reads the reasons to talk\n"
        "  the partnership manager reads the plan and the scorecard, and makes a report\n"
        "  the information-governance officer reads who looked\n"
        "  the data officer sends the council's files and reads what was wrong with them\n"
        "Made-up people need no second factor. A real account does: `./run accounts add --help` makes one,\n"
        f"and passkeys work at http://localhost:{port}.\n"
        "Stop with Ctrl+C. `./run test` runs the tests.\n"
    )


def serve(port: int) -> None:
    """Serve the product on this machine until stopped."""
    Granian(
        "oneplan.config.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,
        blocking_threads=8,  # requests at once; one machine's demonstration needs no more
    ).serve()


def _make_room(home: DataHome, wanted: dict[str, int | str]) -> None:
    mark = home.root / "DEMONSTRATION"
    if mark.is_file() and json.loads(mark.read_text(encoding="utf-8")) == wanted:
        return
    if home.root.is_dir() and any(home.root.iterdir()):
        if not mark.is_file():
            raise NotADemonstration(
                f"{home.root} holds data that is not a demonstration, and was left alone. "
                "Set ONEPLAN_HOME to an empty folder and run the demonstration again."
            )
        shutil.rmtree(home.root)
    home.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark.write_text(json.dumps(wanted), encoding="utf-8")


def _name_folders(home: DataHome, folder: Path) -> None:
    """Tell the partnership's settings where the demonstration is, before anything reads them."""
    os.environ["ONEPLAN_DEMO"] = "1"
    os.environ["ONEPLAN_HOME"] = str(home.root)
    os.environ["ONEPLAN_AREA"] = str(folder)
    os.environ["ONEPLAN_PARTNERSHIP"] = load_area(folder).partnership


def _set_up_partnership(home: DataHome, folder: Path) -> None:
    area = load_area(folder)
    enter()
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from oneplan.cli.demonstration_year import make_up_a_year  # noqa: PLC0415
    from oneplan.partnership.agreements.operations import bring_all_into_force, set_up_purposes  # noqa: PLC0415
    from oneplan.partnership.organisations.operations import TeamOfWork, set_up_demo_people  # noqa: PLC0415
    from oneplan.partnership.organisations.rules import COMMAND_LINE  # noqa: PLC0415
    from oneplan.partnership.strategy.operations import import_plan  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    at = datetime.combine(AS_OF, time(9)).astimezone()
    set_up_purposes(by=COMMAND_LINE)
    bring_all_into_force(by=COMMAND_LINE, reason="The demonstration: nobody signed, and everybody is made up.", at=at)
    school, team = (TeamOfWork(*row) for row in _workplaces(current_snapshot(home)))
    set_up_demo_people(by=COMMAND_LINE, school=school, early_help_team=team, from_on=AS_OF)
    import_plan(by=COMMAND_LINE, area=area, at=at)
    make_up_a_year(max(at, timezone.localtime()))  # the board is read on the day it is opened


def _workplaces(snapshot: SnapshotFiles) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """Code, name and phone of the school and the early help team that have the most reasons to talk, or children."""
    with Workspace.read_only(snapshot.record) as workspace:
        return (_busiest(workspace, "school"), _busiest(workspace, "early_help"))


def _children_to_find(snapshot: SnapshotFiles) -> tuple[str, str, str]:
    """A child of the demonstration's school, one of its team and one of nobody's. They are made up.

    Each has a reason to talk, if one of theirs has.
    """
    school, team = _workplaces(snapshot)
    with Workspace.read_only(snapshot.record) as workspace:
        workspace.attach(snapshot.vault, "vault")
        return (
            _known_child(workspace, _OF_A_TEAM, [school[0], AS_OF]),
            _known_child(workspace, _OF_A_TEAM, [team[0], AS_OF]),
            _known_child(workspace, "SELECT person_id FROM prompt WHERE agency = ''", []),
        )


_OF_A_TEAM = """
    SELECT person_id FROM person_involvement
    WHERE coalesce(team_code, team) = ? AND (to_on IS NULL OR to_on >= ?)
"""


def _known_child(workspace: Workspace, among: str, given: list[object]) -> str:
    rows = workspace.rows(
        f"""
        SELECT who.given_name || ' ' || who.family_name
        FROM person JOIN vault.person_particulars AS who ON who.person_id = person.person_id
        WHERE person.is_child AND who.given_name IS NOT NULL AND who.family_name IS NOT NULL
          AND person.person_id IN ({among})
          AND person.person_id IN (SELECT person_id FROM matrix)
        ORDER BY person.person_id NOT IN (SELECT person_id FROM prompt),
                 person.person_id NOT IN (SELECT person_id FROM matrix WHERE knowledge = 'asked_not_present'),
                 person.person_id
        LIMIT 1
        """,
        given,
    )
    return str(rows[0][0]) if rows else "a child"


def _busiest(workspace: Workspace, kind: str) -> tuple[str, str, str]:
    rows = workspace.rows(
        """
        SELECT coalesce(person_involvement.team_code, person_involvement.team),
               any_value(person_involvement.team ORDER BY person_involvement.team), coalesce(min(phone), '')
        FROM person_involvement LEFT JOIN prompt USING (person_id)
        WHERE kind = ? AND person_involvement.team IS NOT NULL AND (to_on IS NULL OR to_on >= ?)
        GROUP BY 1 ORDER BY count(DISTINCT prompt_id) DESC, count(DISTINCT person_id) DESC, 1 LIMIT 1
        """,
        [kind, AS_OF],
    )
    if not rows:
        raise NotADemonstration(f"Nobody in this made-up borough has {kind.replace('_', ' ')}. Try more children.")
    code, name, phone = rows[0]
    return (code, name, phone)
