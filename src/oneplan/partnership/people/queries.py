"""Which records a viewer has open, and the door to the snapshot. Names come only from an audited operation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.conf import settings

from oneplan.engine.linkage.decisions import Verdict
from oneplan.engine.people.reading import (
    children_among,
    earlier_holders_for,
    earlier_ids_of,
    families_around,
    holders_of_records_of,
    involvements_of,
    now_known_as,
    only_told_of_by,
    relatives_of,
)
from oneplan.engine.people.rulings import Ruling, Rulings
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import SnapshotReader
from oneplan.engine.store.workspace import Workspace
from oneplan.partnership.agreements.queries import reach_of, sources_in_force
from oneplan.partnership.agreements.rules import Reach
from oneplan.partnership.organisations.models import Organisation
from oneplan.partnership.organisations.rules import Role, Viewer
from oneplan.partnership.people.models import EmergencyNotice, LinkDecision, Opening, Restriction
from oneplan.partnership.people.rules import LinkState, RestrictionKind, is_sealed, live_reason
from oneplan.vocabulary.family import Relative
from oneplan.vocabulary.identifiers import PersonId
from oneplan.vocabulary.involvement import Involvement


@cache
def snapshots_in(folder: Path) -> SnapshotReader:
    """The one reader of this process for a data folder: it keeps the current snapshot open between requests."""
    return SnapshotReader(DataHome(folder))


def live_opening(viewer: Viewer, person_id: PersonId, at: datetime) -> Opening | None:
    """The viewer's own opening of this record that is still live at `at`, if there is one."""
    live = Opening.objects.filter(by_id=viewer.user_id, person_id__in=ids_of(person_id), at__lte=at, until__gt=at)
    return live.exclude(emergency_words="").first() or live.first()


def ids_of(person_id: PersonId) -> tuple[PersonId, ...]:
    """A person's id and those of whom they continue: what anything was written under that is about them."""
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        return (person_id, *earlier_ids_of(record, [person_id]))


def ids_that_held_records_of(person_id: PersonId) -> frozenset[PersonId]:
    """Other ids under which something that stands in this person's records may have been written about.

    What is about one thing that an agency sent goes where that went, also where a split took it to another person.
    """
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        return earlier_holders_for(record, person_id) - {person_id}


def ids_now(people: Collection[PersonId]) -> dict[PersonId, PersonId]:
    """These people's ids and those of whom they continue, each with the id it has now."""
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        return {one: one for one in people} | earlier_ids_of(record, people)


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
    changed and each record the person ever had, and where records were joined the strictest holds. Hidden from
    everybody are those of whom only sources without an agreement in force tell.
    """
    holding = [one for one in restrictions() if viewer.user_id not in {user.pk for user in one.named.all()}]
    sealed, homes = _restricted_and_homes(record, holding)
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


def restricted_people(record: Workspace) -> frozenset[PersonId]:
    """Everybody with a restricted record, and the families of those whose address is confidential."""
    sealed, homes = _restricted_and_homes(record, restrictions())
    return sealed | homes


def _restricted_and_homes(
    record: Workspace, holding: Sequence[Restriction]
) -> tuple[frozenset[PersonId], frozenset[PersonId]]:
    sealed = _restricted_by(record, [one for one in holding if is_sealed(RestrictionKind(one.kind))])
    addressed = _restricted_by(record, [one for one in holding if not is_sealed(RestrictionKind(one.kind))])
    return sealed, frozenset[PersonId]().union(*families_around(record, sorted(addressed)).values())


def _restricted_by(record: Workspace, holding: Sequence[Restriction]) -> frozenset[PersonId]:
    """Everybody with a record that one of these restrictions is about, but who an adopted child is since."""
    holders = holders_of_records_of(record, [PersonId(one.person_id) for one in holding])
    later = [PersonId(one.later_person_id) for one in holding if one.later_person_id]
    return frozenset[PersonId]().union(*holders.values()) - set(now_known_as(record, later).values())


def _worked_with_by(viewer: Viewer, record: Workspace, people: frozenset[PersonId], today: date) -> frozenset[PersonId]:
    if not viewer.works_with_families():
        return frozenset()
    codes = (viewer.organisation_codes, viewer.team_codes)
    found = involvements_that_count(record, sorted(people), today).items()
    return frozenset(one for one, involvements in found if live_reason(*codes, involvements, today))


def is_named(viewer: Viewer) -> bool:
    """Whether the viewer is named in a restriction that holds."""
    return Restriction.objects.filter(lifted_at__isnull=True, named=viewer.user_id).exists()


def seen_in_links(viewer: Viewer, record: Workspace, people: Collection[PersonId], today: date) -> frozenset[PersonId]:
    """Those of these people whose records the viewer may see beside others'.

    Reviewers of links see all but the restricted. Who works with families sees the children they work with and the
    adults of these children's families. Whoever is named in a restriction sees that person.
    """
    hidden = hidden_from(viewer, record, today)
    shown = set(people) - hidden
    if Role.LINK_REVIEWER not in viewer.roles:
        around = families_around(record, sorted(shown))
        relatives = frozenset[PersonId]().union(*around.values())
        mine = _worked_with_by(viewer, record, relatives - hidden, today)
        children = children_among(record, sorted(shown))
        shown = {one for one in shown if one in mine or (one not in children and mine & around[one])}
    named = Restriction.objects.filter(lifted_at__isnull=True, named=viewer.user_id)
    own = frozenset[PersonId]().union(
        *holders_of_records_of(record, [PersonId(one.person_id) for one in named]).values()
    )
    return frozenset(shown | (own & set(people)))


def link_decisions(candidate_ids: Collection[str] | None = None) -> list[LinkDecision]:
    """What was decided about pairs of records, newest first: about these pairs, or about all."""
    found = LinkDecision.objects.select_related("by", "second__by", "undoing__by")
    return list(found if candidate_ids is None else found.filter(candidate_id__in=candidate_ids))


def rulings() -> Rulings:
    """Everything that people decided and that a refresh must honour."""
    held = restrictions()
    return Rulings(
        decided=tuple(
            Ruling(one.record_ref_l, one.record_ref_r, Verdict(one.verdict))
            for one in link_decisions()
            if one.state is LinkState.STANDS
        ),
        restricted=tuple(dict.fromkeys(PersonId(one.person_id) for one in held)),
        apart=tuple((PersonId(one.person_id), PersonId(one.later_person_id)) for one in held if one.later_person_id),
    )
