"""Which records a viewer has open, and the door to the snapshot. Names come only from an audited operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from oneplan.engine.people.reading import families_around, involvements_of, now_known_as, only_told_of_by, relatives_of
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import SnapshotReader
from oneplan.engine.store.workspace import Workspace
from oneplan.partnership.agreements.queries import reach_of, sources_in_force
from oneplan.partnership.agreements.rules import Reach
from oneplan.partnership.organisations.models import Organisation
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.models import EmergencyNotice, Opening, Restriction
from oneplan.partnership.people.rules import RestrictionKind, is_sealed, live_reason
from oneplan.vocabulary.family import Relative
from oneplan.vocabulary.identifiers import PersonId
from oneplan.vocabulary.involvement import Involvement


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


def restrictions() -> list[Restriction]:
    """The restrictions that hold, the one to review first at the top."""
    return list(Restriction.objects.filter(lifted_at__isnull=True).prefetch_related("named"))


def hidden_from(viewer: Viewer, record: Workspace, today: date) -> frozenset[PersonId]:
    """Everybody who must be to this viewer as if they were not there: in a search, a family, a list, an id.

    A sealed record is hidden from all who are not named. Where an address is confidential the whole family is hidden
    from all who neither are named nor work with the one they look for. A restriction follows a record whose id has
    changed, and where records were joined the strictest holds. Hidden from everybody are those of whom only sources
    without an agreement in force tell.
    """
    holding = [one for one in restrictions() if viewer.user_id not in {user.pk for user in one.named.all()}]
    now = now_known_as(record, [PersonId(one.person_id) for one in holding])
    sealed = {now[PersonId(one.person_id)] for one in holding if is_sealed(RestrictionKind(one.kind))}
    addressed = [now[PersonId(one.person_id)] for one in holding if not is_sealed(RestrictionKind(one.kind))]
    homes = frozenset[PersonId]().union(*families_around(record, addressed).values())
    unagreed = only_told_of_by(record, reach_of(viewer, today).silent)
    return frozenset(sealed | unagreed | (homes - _worked_with_by(viewer, record, homes, today)))


def involvements_that_count(
    record: Workspace, people: Sequence[PersonId], today: date
) -> dict[PersonId, tuple[Involvement, ...]]:
    """Everyone recorded as working with each of these people by a source with an agreement in force."""
    counting = sources_in_force(today)
    found = involvements_of(record, people)
    return {one: tuple(work for work in said if work.source in counting) for one, said in found.items()}


def family_in_reach(record: Workspace, person_id: PersonId, reach: Reach) -> tuple[Relative, ...]:
    """The child's family, with ties as sources with an agreement in force state them.

    Somebody whom only other sources tie to the child is left out.
    """
    family = []
    for one in relatives_of(record, person_id):
        said = tuple(tie for tie in one.said if tie.source in reach.sources)
        if said or not one.said:
            family.append(replace(one, said=said))
    return tuple(family)


def _worked_with_by(viewer: Viewer, record: Workspace, people: frozenset[PersonId], today: date) -> frozenset[PersonId]:
    if not viewer.works_with_families():
        return frozenset()
    codes = (viewer.organisation_codes, viewer.team_codes)
    found = involvements_that_count(record, sorted(people), today).items()
    return frozenset(one for one, involvements in found if live_reason(*codes, involvements, today))
