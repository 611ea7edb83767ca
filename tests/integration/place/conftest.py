"""A snapshot of a made-up place, built by the engine's own steps, and people who may and may not make reports."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from oneplan.definitions.disclosure_rule import read_disclosure_rule
from oneplan.definitions.framework import read_framework
from oneplan.definitions.support import read_support
from oneplan.engine.disclosure import release
from oneplan.engine.indicators import places
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import building
from oneplan.partnership.organisations.models import Membership, Organisation, User
from oneplan.partnership.organisations.rules import Role
from oneplan.partnership.people.queries import snapshots_in
from tests.fixtures.cast import sign_in as put_in_session
from tests.spec.standard import TABLES

AREA = Path(__file__).parents[3] / "areas" / "stockton"
#: Children by ward, and how many of them domestic abuse is recorded for: 0, hidden, and rounded up.
WARDS = {"Northgate": (140, 0), "Riverside": (160, 7), "Hillside": (104, 23)}
#: Of those in Hillside, how many also went missing, and with how many of them early help works.
ALSO_MISSING, HELPED = 12, 11


@pytest.fixture
def place(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A data folder whose snapshot holds the made-up place."""
    home = DataHome(tmp_path / "home")
    with building(home, "snapshot-1") as files:
        _fill(files.record)
    settings.ONEPLAN_HOME = home.root
    settings.ONEPLAN_AREA = AREA
    yield home.root
    snapshots_in.cache_clear()


def _fill(record: Path) -> None:
    from oneplan.engine.store.workspace import Workspace

    with Workspace.at(record) as workspace:
        workspace.run(
            "CREATE TABLE basis AS SELECT 'stockton-2019' AS framework_id, 'x' AS framework_name, "
            "1 AS framework_version, DATE '2026-09-30' AS as_of"
        )
        for name in ("person", "matrix", "factor_rule", "person_involvement"):
            workspace.create(TABLES[name])
        workspace.insert(
            "factor_rule",
            [
                ("domestic_abuse", "police_incident", None, "harmed", "present", "present", "child", 12),
                ("missing", "missing", None, "subject", "present", "present", "child", 12),
            ],
        )
        workspace.run("CREATE TABLE evidence AS SELECT 'police' AS source, DATE '2026-09-15' AS received_on")
        for ward, (children, affected) in WARDS.items():
            workspace.insert(
                "person",
                [
                    (f"{ward}{n}", True, None, "FM"[n % 2], ("WBRI", "APKN")[n % 3 == 0], ward[:1], ward, 4 + n % 14)
                    for n in range(children)
                ],
            )
            workspace.insert("matrix", [(f"{ward}{n}", "domestic_abuse", "child", "present") for n in range(affected)])
        workspace.insert("matrix", [(f"Hillside{n}", "missing", "child", "present") for n in range(ALSO_MISSING)])
        columns = TABLES["person_involvement"].column_names
        help_now = {"agency": "stockton-council", "kind": "early_help", "from_on": date(2026, 5, 1), "is_lead": True}
        workspace.insert(
            "person_involvement",
            [[{**help_now, "person_id": f"Hillside{n}"}.get(column) for column in columns] for n in range(HELPED)],
        )
        places.build(workspace)
        places.build_needs(workspace, framework=read_framework(), support=read_support().support)
        release.build(workspace, read_disclosure_rule())


@pytest.fixture
def signed_in(db: None, settings: Any) -> Callable[[Role], Client]:
    """A client of somebody with a role, today."""
    settings.SECURE_SSL_REDIRECT = False

    def sign_in(role: Role) -> Client:
        user = User.objects.create_user(f"{role}@partnership.example", "Grace Whitfield")
        council = Organisation.objects.get_or_create(code="stockton-council", name="The council", kind="council")[0]
        Membership.objects.create(user=user, organisation=council, role=role, from_on=date(2020, 1, 1))
        client = Client()
        put_in_session(client, user)
        return client

    return sign_in
