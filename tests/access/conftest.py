"""A small borough, its plan, and the cast."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.utils import timezone

from oneplan.definitions.area import load
from oneplan.engine.store.snapshot import VAULT_FILE, SnapshotReader
from oneplan.engine.vault.lookup import find
from oneplan.partnership.matrix.rules import entry_id_of
from oneplan.partnership.organisations.rules import COMMAND_LINE
from oneplan.partnership.strategy.operations import import_plan
from tests.fixtures.cast import set_up_cast
from tests.fixtures.delivery import set_up_delivery, set_up_finding
from tests.fixtures.small_borough import SmallBorough, small_borough

Ids = Mapping[str, str]
CHILDREN = {"ada": "Ada Marlow", "ben": "Ben Marlow", "finn": "Finn Orr", "gus": "Gus Nil", "hal": "Hal Orr"}


@pytest.fixture(scope="session")
def borough(tmp_path_factory: pytest.TempPathFactory) -> SmallBorough:
    return small_borough(tmp_path_factory.mktemp("home"))


@pytest.fixture
def ids(borough: SmallBorough, settings: Any, db: None) -> Ids:
    """The ids of the children, by given name; the cast, the plan and a year of it are there too."""
    settings.ONEPLAN_HOME = borough.home.root
    set_up_cast()
    import_plan(by=COMMAND_LINE, area=load(settings.ONEPLAN_AREA), at=timezone.now())
    with SnapshotReader(borough.home).open(VAULT_FILE) as vault:
        found = {name: str(find(vault, name=full, birth_date=None)[0].person_id) for name, full in CHILDREN.items()}
    with SnapshotReader(borough.home).open() as record:
        reason = record.value("SELECT prompt_id FROM prompt WHERE person_id = ?", [found["ada"]])
    with SnapshotReader(borough.home).open(VAULT_FILE) as vault:
        pairs = dict(vault.rows("SELECT record_id_r, candidate_id FROM vault.link_candidate"))
    links = {"kit_link": pairs["school_census:kit"], "lou_link": pairs["early_help:lou2"]}
    action, progress = set_up_delivery(timezone.localtime())
    finding = set_up_finding(timezone.localtime())
    entry = entry_id_of("school_census:0")
    typed = {"action": str(action.pk), "progress": str(progress.pk), "finding": str(finding.pk)}
    return {**found, **links, **typed, "reason": str(reason), "entry": entry}
