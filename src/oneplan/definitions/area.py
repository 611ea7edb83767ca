"""An area: one partnership's folder, with its plan, and figures published about it and its comparators."""

from dataclasses import dataclass
from pathlib import Path

from oneplan.definitions.plan import Plan
from oneplan.definitions.reading import Definition, read


class Comparator(Definition):
    """An area that figures are set beside, by its name in the published file."""

    area: str
    label: str
    words: str
    is_drawn: bool  # in charts; all stand in the tables


class _Comparators(Definition):
    comparators: tuple[Comparator, ...]


@dataclass(frozen=True)
class Area:
    """A partnership's folder, read and checked."""

    folder: Path
    plan: Plan
    comparators: tuple[Comparator, ...]

    @property
    def published_indicators(self) -> Path:
        """Figures that others publish about the area and its comparators."""
        return self.folder / "published-indicators.csv"


def load(folder: Path) -> Area:
    """The area in `folder`. Raises `DefinitionError` when a file of it is missing or does not fit its schema."""
    beside = read(folder / "comparators.yaml", _Comparators).comparators
    return Area(folder=folder, plan=read(folder / "plan.yaml", Plan), comparators=beside)
