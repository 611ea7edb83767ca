"""Which records a viewer has open, and the door to the snapshot. Names come only from an audited operation."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import SnapshotReader
from oneplan.partnership.organisations.models import Organisation
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.models import EmergencyNotice, Opening
from oneplan.vocabulary.identifiers import PersonId


@cache
def snapshots_in(folder: Path) -> SnapshotReader:
    """The one reader of this process for a data folder: it keeps the current snapshot open between requests."""
    return SnapshotReader(DataHome(folder))


def live_opening(viewer: Viewer, person_id: PersonId, at: datetime) -> Opening | None:
    """The viewer's own opening of this record that is still live at `at`, if there is one."""
    live = Opening.objects.filter(by_id=viewer.user_id, person_id=person_id, at__lte=at, until__gt=at)
    return live.exclude(emergency_words="").first() or live.first()


def notices_to(viewer: Viewer) -> list[EmergencyNotice]:
    """Openings in an emergency of which the viewer was told, newest first."""
    return list(EmergencyNotice.objects.filter(to_id=viewer.user_id).select_related("opening__by"))


def organisation_names() -> dict[str, str]:
    """What the code of each agency, as it stands in what agencies send, is called."""
    return dict(Organisation.objects.values_list("code", "name"))
