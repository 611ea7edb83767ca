"""An area: one partnership's folder, with its plan and the figures published about it."""

from dataclasses import dataclass
from pathlib import Path

from oneplan.definitions.plan import Plan
from oneplan.definitions.reading import read


@dataclass(frozen=True)
class Area:
    """A partnership's folder, read and checked."""

    folder: Path
    plan: Plan

    @property
    def published_indicators(self) -> Path:
        """Figures that others publish about the area and its comparators."""
        return self.folder / "published-indicators.csv"


def load(folder: Path) -> Area:
    """The area in `folder`. Raises `DefinitionError` when its plan is missing or does not fit the schema."""
    return Area(folder=folder, plan=read(folder / "plan.yaml", Plan))
