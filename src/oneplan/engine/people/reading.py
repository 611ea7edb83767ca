"""Reading a finished snapshot: who works with a person, and who belongs to a child's family. No names here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.family import Relative, SaidTie, Tie
from oneplan.vocabulary.identifiers import PersonId, RecordId
from oneplan.vocabulary.involvement import Involvement

#: A relationship as the standard table states it, read towards the child and away from the child.
_TIE_TOWARDS = {
    "parent_of": Tie.PARENT,
    "step_parent_of": Tie.STEP_PARENT,
    "carer_of": Tie.CARER,
    "sibling_of": Tie.BROTHER_OR_SISTER,
    "household_with": Tie.SAME_HOME,
}
_TIE_AWAY = {
    "parent_of": Tie.SON_OR_DAUGHTER,
    "sibling_of": Tie.BROTHER_OR_SISTER,
    "household_with": Tie.SAME_HOME,
}


def involvements_of(workspace: Workspace, people: Sequence[PersonId]) -> dict[PersonId, tuple[Involvement, ...]]:
    """Everyone recorded as working with each of these people, ended or not. People nobody works with are left out."""
    found: dict[PersonId, list[Involvement]] = defaultdict(list)
    for person_id, *fields in workspace.rows(_SQL_FOR_INVOLVEMENTS, [list(people)]):
        found[PersonId(person_id)].append(Involvement(*fields))
    return {person_id: tuple(many) for person_id, many in found.items()}


_SQL_FOR_INVOLVEMENTS = """
    SELECT DISTINCT person_id, coalesce(agency, ''), coalesce(team, ''), coalesce(team_code, ''), coalesce(worker, ''),
           coalesce(worker_role, ''), coalesce(phone, ''), coalesce(kind, ''), coalesce(is_lead, false),
           from_on, to_on, source
    FROM person_involvement
    WHERE person_id IN (SELECT unnest(?))
    ORDER BY ALL
"""


def children_among(workspace: Workspace, people: Sequence[PersonId]) -> frozenset[PersonId]:
    """Those of these people who are children or young people with a record of their own."""
    rows = workspace.rows(
        "SELECT person_id FROM person WHERE is_child AND person_id IN (SELECT unnest(?))", [list(people)]
    )
    return frozenset(PersonId(person_id) for (person_id,) in rows)


def records_to_hang_on(workspace: Workspace, people: Sequence[PersonId]) -> dict[PersonId, RecordId]:
    """For each of these people one record of theirs, always the same while it is theirs.

    Somebody whose id was merged into another's is found under that one. People who have no record any more are left
    out.
    """
    rows = workspace.rows(
        """
        SELECT asked.person_id, min(record_id)
        FROM (SELECT unnest(?) AS person_id) AS asked
        LEFT JOIN person_continued ON person_continued.person_id = asked.person_id
        JOIN person_record ON person_record.person_id = coalesce(person_continued.continued_by, asked.person_id)
        GROUP BY asked.person_id
        """,
        [list(people)],
    )
    return {PersonId(person_id): RecordId(record_id) for person_id, record_id in rows}


def relatives_of(workspace: Workspace, child: PersonId) -> tuple[Relative, ...]:
    """The child's family as the family step knows it, adults first, with what agencies stated about each tie."""
    said = _stated_ties(workspace, child)
    members = workspace.rows(_SQL_FOR_FAMILY, {"child": child})
    return tuple(Relative(PersonId(other), is_child, tuple(said.get(other, ()))) for other, is_child in members)


def _stated_ties(workspace: Workspace, child: PersonId) -> dict[str, list[SaidTie]]:
    said: dict[str, list[SaidTie]] = defaultdict(list)
    for other, kind, is_towards_child, source, since in workspace.rows(_SQL_FOR_STATED_TIES, {"child": child}):
        tie = (_TIE_TOWARDS if is_towards_child else _TIE_AWAY).get(kind)
        if tie is not None:
            said[other].append(SaidTie(tie, source, since))
    return said


_SQL_FOR_FAMILY = """
    SELECT DISTINCT other.person_id, person.is_child
    FROM family_member AS mine
    JOIN family_member AS other USING (family_id)
    LEFT JOIN person ON person.person_id = other.person_id
    WHERE mine.person_id = $child AND other.person_id <> $child
    ORDER BY person.is_child NULLS LAST, other.person_id
"""

_SQL_FOR_STATED_TIES = """
    SELECT DISTINCT person_id, kind, true AS is_towards_child, source, from_on
    FROM person_relationship WHERE other_person_id = $child AND person_id <> $child
    UNION
    SELECT DISTINCT other_person_id, kind, false, source, from_on
    FROM person_relationship WHERE person_id = $child AND other_person_id <> $child
    ORDER BY ALL
"""


def is_known(workspace: Workspace, person_id: PersonId) -> bool:
    """Whether anybody has this id today, child or grown up."""
    return bool(workspace.rows("SELECT 1 FROM person WHERE person_id = ?", [person_id]))


def only_told_of_by(workspace: Workspace, sources: Collection[str]) -> frozenset[PersonId]:
    """Everybody all of whose records came from these sources."""
    if not sources:
        return frozenset()
    rows = workspace.rows(
        """
        SELECT person_id FROM person_record
        GROUP BY person_id HAVING bool_and(list_contains(?, split_part(record_id, ':', 1)))
        """,
        [sorted(sources)],
    )
    return frozenset(PersonId(person_id) for (person_id,) in rows)


def now_known_as(workspace: Workspace, people: Sequence[PersonId]) -> dict[PersonId, PersonId]:
    """For ids given in the past: who continues each today. An id nobody continues stands for itself."""
    rows = workspace.rows(
        "SELECT person_id, continued_by FROM person_continued WHERE person_id IN (SELECT unnest(?))", [list(people)]
    )
    continued = {PersonId(before): PersonId(now) for before, now in rows}
    return {one: continued.get(one, one) for one in people}


def earlier_ids_of(workspace: Workspace, people: Collection[PersonId]) -> dict[PersonId, PersonId]:
    """The ids of those whom these people continue, and who does: what was written under them belongs there now."""
    rows = workspace.rows(
        "SELECT person_id, continued_by FROM person_continued WHERE continued_by IN (SELECT unnest(?)) ORDER BY ALL",
        [list(people)],
    )
    return {PersonId(earlier): PersonId(now) for earlier, now in rows}


def earlier_holders_for(workspace: Workspace, person_id: PersonId) -> frozenset[PersonId]:
    """Everybody with whom a record that is this person's today ever was, before a merge or a split moved it."""
    rows = workspace.rows(
        """
        SELECT DISTINCT ledger.person_id FROM person_record AS now JOIN ledger USING (record_id)
        WHERE now.person_id = ? AND change = 'joined' AND ledger.person_id <> now.person_id
        """,
        [person_id],
    )
    return frozenset(PersonId(earlier) for (earlier,) in rows)


def last_split_from(workspace: Workspace, person_id: PersonId) -> date | None:
    """The last day on which a record was split off from this person; None where none ever was."""
    day: date | None = workspace.value(
        "SELECT max(changed_on) FROM ledger WHERE person_id = ? AND change = 'left' AND cause = 'split'", [person_id]
    )
    return day


def holders_of_records_of(workspace: Workspace, people: Sequence[PersonId]) -> dict[PersonId, frozenset[PersonId]]:
    """For each of these people everybody who has a record today that was ever theirs, and who continues them."""
    found: dict[PersonId, set[PersonId]] = {one: {one} for one in people}
    for asked, holder in workspace.rows(_SQL_FOR_HOLDERS, [list(people)]):
        found[PersonId(asked)].add(PersonId(holder))
    return {one: frozenset(holders) for one, holders in found.items()}


_SQL_FOR_HOLDERS = """
    WITH asked AS (SELECT unnest(?::VARCHAR[]) AS person_id)
    SELECT asked.person_id, now.person_id
    FROM asked JOIN ledger ON ledger.person_id = asked.person_id AND change = 'joined'
    JOIN person_record AS now ON now.record_id = ledger.record_id
    UNION
    SELECT asked.person_id, continued_by FROM asked JOIN person_continued USING (person_id)
"""


@dataclass(frozen=True)
class Move:
    """Records of one source that came to a person or left them on one day, and why."""

    on: date
    change: str
    cause: str
    because: str | None
    source: str
    records: int


def moves_of(workspace: Workspace, person_id: PersonId) -> tuple[Move, ...]:
    """The past of a person's record, newest first. Whom it concerns beside this person is not said."""
    rows = workspace.rows(
        """
        SELECT changed_on, change, cause, because, split_part(record_id, ':', 1), count(*)
        FROM ledger WHERE person_id = ? GROUP BY 1, 2, 3, 4, 5 ORDER BY max(entry) DESC
        """,
        [person_id],
    )
    return tuple(Move(*row) for row in rows)


def families_around(workspace: Workspace, people: Sequence[PersonId]) -> dict[PersonId, frozenset[PersonId]]:
    """Everybody who shares a family with each of these people, themselves included."""
    around: dict[PersonId, set[PersonId]] = {one: {one} for one in people}
    for person_id, other in workspace.rows(_SQL_FOR_FAMILIES_AROUND, [list(people)]):
        around[PersonId(person_id)].add(PersonId(other))
    return {one: frozenset(others) for one, others in around.items()}


_SQL_FOR_FAMILIES_AROUND = """
    SELECT DISTINCT mine.person_id, other.person_id
    FROM family_member AS mine JOIN family_member AS other USING (family_id)
    WHERE mine.person_id IN (SELECT unnest(?))
    ORDER BY ALL
"""
