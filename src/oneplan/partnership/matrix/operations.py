"""Looking at the matrix of a child whose record is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from oneplan.definitions.framework import Framework, read_framework
from oneplan.engine.matrix.reading import Basis, Cell, EvidenceItem, basis_of, matrix_of
from oneplan.partnership.audit.operations import audited
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.operations import ChildRecord, look_at_record
from oneplan.partnership.people.queries import snapshots_in
from oneplan.vocabulary.identifiers import PersonId

__all__ = ["Cell", "ChildMatrix", "EvidenceItem", "look_at_child"]


@dataclass(frozen=True)
class ChildMatrix:
    """A child's record and everything that is known about them, by the framework it was read with."""

    record: ChildRecord
    cells: tuple[Cell, ...]
    framework: Framework
    basis: Basis


@audited()
def look_at_child(*, by: Viewer, person_id: PersonId, at: datetime) -> ChildMatrix:
    """The record and matrix of a child the viewer has open. The look is written down first.

    Raises `NotAllowed` as `people.operations.look_at_record` does.
    """
    record = look_at_record(by=by, person_id=person_id, at=at)
    with snapshots_in(settings.ONEPLAN_HOME).open() as workspace:
        basis = basis_of(workspace)
        cells = tuple(matrix_of(workspace, person_id))
    return ChildMatrix(record, cells, read_framework(basis.framework_id, basis.framework_version), basis)
