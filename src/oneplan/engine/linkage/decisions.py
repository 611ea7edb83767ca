"""What people decided about two records, which every run honours over any number, name or rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa

from oneplan.engine.store.workspace import Workspace


class Verdict(StrEnum):
    """What a reviewer said of two records. "Can't say" is no constraint, so it never comes here."""

    SAME = "same"
    NOT_SAME = "not_same"


@dataclass(frozen=True)
class Decision:
    """That two records are, or are not, of one person."""

    record_id: str
    other_record_id: str
    verdict: Verdict


def keep_decisions(workspace: Workspace, decisions: Sequence[Decision]) -> None:
    """Make `vault.link_decision(record_id_l, record_id_r, verdict)`, the smaller record_id left.

    Raises `ValueError` when two decisions contradict each other about the same two records: which of them stands is
    for the caller to know.
    """
    said: dict[tuple[str, str], str] = {}
    for one in decisions:
        left, right = sorted((one.record_id, one.other_record_id))
        if said.setdefault((left, right), one.verdict.value) != one.verdict.value:
            raise ValueError(f"two decisions contradict each other about {left} and {right}")
    rows = sorted((left, right, verdict) for (left, right), verdict in said.items())
    names = ("record_id_l", "record_id_r", "verdict")
    workspace.keep(
        "vault.link_decision",
        pa.table({name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(names)}),
    )
