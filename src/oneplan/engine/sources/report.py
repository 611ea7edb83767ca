"""The report on a delivery: what came, what was used, what could not be, and why. It holds no personal values."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Reason:
    """One thing that was found, in how many rows, and the first lines it was found on."""

    code: str
    message: str
    severity: str  # quarantine, flag, normalise, note, or ask: to be confirmed first
    table: str
    column: str
    rows: int
    lines: tuple[str, ...]  # the first few, as `file:line`


@dataclass(frozen=True)
class LoadReport:
    """What became of one delivery: `read` is `loaded` and `quarantined` together; flagged rows are among the loaded.

    A refused delivery changed nothing, and `refused` says why in one sentence.
    """

    source: str
    files: tuple[str, ...]
    read: int = 0
    loaded: int = 0
    flagged: int = 0
    quarantined: int = 0
    refused: str | None = None
    reasons: tuple[Reason, ...] = ()

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """The report that `as_json` gave."""
        reasons = tuple(Reason(**{**reason, "lines": tuple(reason["lines"])}) for reason in told["reasons"])
        return cls(**{**told, "files": tuple(told["files"]), "reasons": reasons})

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        return asdict(self)

    def as_text(self) -> str:
        """The report for a person."""
        lines = [f"{self.source}: {', '.join(self.files)}"]
        if self.refused:
            lines.append(f"Refused: {self.refused} Nothing was changed.")
        if self.read:
            lines.append(
                f"{self.read:,} rows read: {self.loaded:,} loaded ({self.flagged:,} of them flagged), "
                f"{self.quarantined:,} quarantined."
            )
        return "\n".join([*lines, *_told(self.reasons)])


_HEADINGS = {
    "ask": "To confirm before it is loaded",
    "note": "To know",
    "quarantine": "Not used, until they are put right and sent again",
    "flag": "Used, but please look at",
    "normalise": "Used, and counted: values put right or taken as empty, and repeats",
}


def _told(reasons: Sequence[Reason]) -> list[str]:
    lines = []
    for severity, heading in _HEADINGS.items():
        of_these = [reason for reason in reasons if reason.severity == severity]
        lines += [f"{heading}:"] if of_these else []
        for reason in of_these:
            where = f" ({', '.join(reason.lines)}{' ...' if reason.rows > len(reason.lines) else ''})"
            rows = f"{reason.rows:,} {'row' if reason.rows == 1 else 'rows'}, " if reason.rows else ""
            table = f"{reason.table}: " if reason.table else ""
            lines.append(f"  {table}{rows}{reason.message}{where if reason.lines else ''}")
    return lines
