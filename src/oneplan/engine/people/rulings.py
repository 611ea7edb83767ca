"""What people decided about records, and whom they restricted: data that a refresh is given, turned into records.

The ORM knows records and people by opaque ids only. Which records they are is worked out here, before linking.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import pyarrow as pa

from oneplan.engine.linkage.decisions import Decision, Verdict
from oneplan.engine.people.ids import record_ref
from oneplan.engine.store.snapshot import SnapshotFiles
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.errors import OnePlanError
from oneplan.vocabulary.identifiers import PersonId


class RestrictedPersonLost(OnePlanError):
    """A restricted person is in no earlier snapshot, so their records could come out open."""


@dataclass(frozen=True)
class Ruling:
    """That two records, by their opaque references, are or are not of one person."""

    record_ref: str
    other_record_ref: str
    verdict: Verdict


@dataclass(frozen=True)
class Rulings:
    """Everything that people decided and that a refresh must honour.

    `apart`: two identities of one adopted child, the earlier first. They are never joined, whatever else was decided.
    """

    decided: tuple[Ruling, ...] = ()
    restricted: tuple[PersonId, ...] = ()
    apart: tuple[tuple[PersonId, PersonId], ...] = ()

    def fingerprint(self) -> bytes:
        """Differs when anything in it differs; the order in which it was said does not matter."""
        said = (
            sorted(map(str, self.decided)),
            sorted(self.restricted),
            sorted(self.apart),
        )
        return hashlib.sha256(repr(said).encode()).digest()


#: What a refresh is given where nobody has decided anything yet.
NOTHING_RULED = Rulings()


def keep_restricted(workspace: Workspace, rulings: Rulings, previous: SnapshotFiles | None) -> None:
    """Make `vault.restricted_record(record_id, person_id)`: every record that a restricted person has or ever had.

    A restriction follows each of these records wherever it goes. Raises `RestrictedPersonLost` where an id is in no
    ledger: a refresh that has lost its past stops rather than show who was hidden.
    """
    records = _records_ever(rulings.restricted, previous)
    lost = [one for one in rulings.restricted if one not in records]
    if lost:
        raise RestrictedPersonLost(
            f"{len(lost)} restricted people are not in the snapshot before this one, so nothing was refreshed and the "
            "last snapshot is still served. Restore the snapshots folder from its backup, or ask an "
            "information-governance officer to lift restrictions that are no longer needed."
        )
    rows = sorted((record, person) for person, many in records.items() for record in many)
    _keep(workspace, "vault.restricted_record", ("record_id", "person_id"), rows)


def decisions_of(
    workspace: Workspace, rulings: Rulings, *, key: bytes, previous: SnapshotFiles | None
) -> list[Decision]:
    """The same as decisions about records. A record that is not there now is left out, and comes back with it.

    Reads `vault.identity` and `vault.restricted_record`. Where a decision says that records of two identities that
    must stay apart are of one person, it is the decision that gives way.
    """
    apart = _pairs_apart(rulings.apart, previous)
    decided: dict[frozenset[str], Decision] = {}
    record_of = _records_by_ref(workspace, rulings.decided, key)
    for ruling in rulings.decided:
        left, right = record_of.get(ruling.record_ref), record_of.get(ruling.other_record_ref)
        if left is not None and right is not None:
            decided[frozenset((left, right))] = Decision(left, right, ruling.verdict)
    decided |= {frozenset(pair): Decision(*pair, Verdict.NOT_SAME) for pair in apart}
    return list(decided.values())


def _pairs_apart(apart: Iterable[tuple[PersonId, PersonId]], previous: SnapshotFiles | None) -> list[tuple[str, str]]:
    """Every pair of records of two identities. A record that the later one has now is the later one's."""
    pairs = []
    for earlier, later in apart:
        records = _records_ever([earlier, later], previous)
        now = _records_now(later, previous)
        once_earlier = records.get(earlier, set())
        pairs += sorted(product(once_earlier - now, (records.get(later, set()) - once_earlier) | now))
    return pairs


def _records_by_ref(workspace: Workspace, decided: Iterable[Ruling], key: bytes) -> dict[str, str]:
    wanted = {ref for one in decided for ref in (one.record_ref, one.other_record_ref)}
    if not wanted:
        return {}
    records = workspace.rows("SELECT record_id FROM vault.identity UNION SELECT record_id FROM vault.restricted_record")
    by_ref = {record_ref(key, record_id): record_id for (record_id,) in records}
    return {ref: by_ref[ref] for ref in wanted & by_ref.keys()}


def _records_ever(people: Iterable[PersonId], previous: SnapshotFiles | None) -> dict[PersonId, set[str]]:
    """The records that each of these people has, or had at any time; those of who continues them as well."""
    asked = sorted(set(people))
    if previous is None or not asked:
        return {}
    found: dict[PersonId, set[str]] = defaultdict(set)
    with Workspace.read_only(previous.record) as record:
        for person_id, record_id in record.rows(_SQL_FOR_RECORDS_EVER, {"people": asked}):
            found[PersonId(person_id)].add(record_id)
    return dict(found)


def _records_now(person_id: PersonId, previous: SnapshotFiles | None) -> set[str]:
    if previous is None:
        return set()
    with Workspace.read_only(previous.record) as record:
        rows = record.rows("SELECT record_id FROM person_record WHERE person_id = ?", [person_id])
    return {record_id for (record_id,) in rows}


_SQL_FOR_RECORDS_EVER = """
    WITH asked AS (SELECT unnest($people::VARCHAR[]) AS person_id)
    SELECT person_id, record_id FROM asked JOIN ledger USING (person_id) WHERE change = 'joined'
    UNION
    SELECT asked.person_id, person_record.record_id
    FROM asked JOIN person_continued USING (person_id)
    JOIN person_record ON person_record.person_id = person_continued.continued_by
"""


def _keep(workspace: Workspace, table: str, names: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    columns = {name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(names)}
    workspace.keep(table, pa.table(columns))
