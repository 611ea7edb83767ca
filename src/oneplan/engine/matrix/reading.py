"""What is known about one child, with the evidence for it. Reads a snapshot's record; no names, no totals."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from oneplan.definitions.factor import Whose
from oneplan.engine.matrix.build import sql_for_matrix
from oneplan.engine.store.workspace import Row, Workspace
from oneplan.vocabulary.events import EventKind
from oneplan.vocabulary.identifiers import FactorId, PersonId, SourceName
from oneplan.vocabulary.knowledge import Certainty, Finding, Knowledge, Role


@dataclass(frozen=True)
class EvidenceItem:
    """One fact: what, who recorded it, in which role, about whom, and when.

    `finding` is what it says of the factor; `recorded_finding` is what was found, the opposite where the opposite was
    asked. `role` is the role of the person it is about in what was recorded. `about_person_id` is null where a child's
    record speaks of an adult whom it does not name. `observed_to` is null for a moment and for what goes on.
    """

    kind: EventKind
    code: str
    finding: Finding
    recorded_finding: Finding
    certainty: Certainty
    whose: Whose
    about_person_id: PersonId | None
    role: Role
    source: SourceName
    recorded_by: str
    observed_on: date
    observed_to: date | None
    received_on: date
    current_until: date
    is_current: bool
    event_id: str


@dataclass(frozen=True)
class Cell:
    """One factor for one child and whose fact it is; newest evidence first.

    `knowledge` is `NOT_KNOWN` where all there is is an answer that is out of date. A factor without a cell is not
    known either.
    """

    factor_id: FactorId
    whose: Whose
    knowledge: Knowledge
    evidence: tuple[EvidenceItem, ...]


@dataclass(frozen=True)
class Basis:
    """Which framework the matrix was read by, and the day up to which records count."""

    framework_id: str
    framework_name: str
    framework_version: int
    as_of: date


#: Whether a fact may be seen, by its source, factor and whose it is.
MaySee = Callable[[str, str, str], bool]


def matrix_of(workspace: Workspace, person_id: PersonId, may_see: MaySee = lambda *_: True) -> list[Cell]:
    """Every factor of which anything was recorded for a child, in no order that means anything (by factor id).

    What may not be seen is as if it had not been recorded: what is known is worked out again without it.
    """
    rows = workspace.rows(_SQL_FOR_ONE_CHILD, {"person_id": person_id, **_seen(workspace, person_id, may_see)})
    return [
        Cell(FactorId(factor_id), Whose(whose), Knowledge(knowledge), _items(facts))
        for (factor_id, whose, knowledge), facts in groupby(rows, key=lambda row: row[:3])
    ]


def _seen(workspace: Workspace, person_id: PersonId, may_see: MaySee) -> dict[str, list[str]]:
    told = workspace.rows("SELECT DISTINCT source, factor_id, whose FROM evidence WHERE person_id = ?", [person_id])
    seen = [row for row in told if may_see(*row)]
    return {name: [row[place] for row in seen] for place, name in enumerate(("sources", "factors", "whoses"))}


def basis_of(workspace: Workspace) -> Basis:
    """The framework and date of the open snapshot."""
    return Basis(*workspace.rows("SELECT framework_id, framework_name, framework_version, as_of FROM basis")[0])


_SQL_FOR_ONE_CHILD = f"""
    WITH seen AS MATERIALIZED (
        SELECT evidence.* FROM evidence
        JOIN (SELECT unnest($sources) AS source, unnest($factors) AS factor_id, unnest($whoses) AS whose) AS may_see
            USING (source, factor_id, whose)
        WHERE person_id = $person_id
    ),
    known AS ({sql_for_matrix("seen")})
    SELECT factor_id, whose, coalesce(knowledge, 'not_known'), kind, code, finding, recorded_finding, certainty,
           about_person_id, role, source, recorded_by, observed_on, observed_to, received_on, current_until,
           is_current, event_id
    FROM seen LEFT JOIN known USING (person_id, factor_id, whose)
    ORDER BY factor_id, whose, observed_on DESC, event_id
"""


def _items(rows: Iterable[Row]) -> tuple[EvidenceItem, ...]:
    return tuple(
        EvidenceItem(
            kind=EventKind(kind),
            code=code,
            finding=Finding(finding),
            recorded_finding=Finding(recorded_finding),
            certainty=Certainty(certainty),
            whose=Whose(whose),
            about_person_id=PersonId(about) if about else None,
            role=Role(role),
            source=SourceName(source),
            recorded_by=recorded_by,
            observed_on=observed_on,
            observed_to=observed_to,
            received_on=received_on,
            current_until=current_until,
            is_current=is_current,
            event_id=event_id,
        )
        for (
            _factor_id,
            whose,
            _knowledge,
            kind,
            code,
            finding,
            recorded_finding,
            certainty,
            about,
            role,
            source,
            recorded_by,
            observed_on,
            observed_to,
            received_on,
            current_until,
            is_current,
            event_id,
        ) in rows
    )
