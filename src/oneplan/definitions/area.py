"""An area: one partnership's folder, with its plan, and figures published about it and its comparators."""

from dataclasses import dataclass
from pathlib import Path

from oneplan.definitions.indicator import load_indicators
from oneplan.definitions.places import places
from oneplan.definitions.plan import Plan
from oneplan.definitions.reading import Definition, read
from oneplan.vocabulary.errors import DefinitionError


class Comparator(Definition):
    """An area that figures are set beside, by its name in the published file."""

    area: str
    label: str
    words: str
    is_drawn: bool  # in charts; all stand in the tables


class Serves(Definition):
    """The indicators of one outcome, or of one theme where a plan has no outcomes, in the order they are shown."""

    code: str
    indicators: tuple[str, ...]


class Wanted(Definition):
    """A measure that does not exist yet, on the data development agenda: what it would tell, and what is missing."""

    code: str  # of the outcome or theme it would serve
    name: str
    missing: str


class Scorecard(Definition):
    """Which indicators serve what of the plan."""

    is_proposed: bool  # true while the plan names none: they are then OnePlan's proposal
    serves: tuple[Serves, ...]
    wanted: tuple[Wanted, ...] = ()


class _AreaFile(Definition):
    partnership: str
    authorities: tuple[str, ...]
    comparators: tuple[Comparator, ...]
    scorecard: Scorecard


@dataclass(frozen=True)
class Area:
    """A partnership's folder, read and checked."""

    folder: Path
    plan: Plan
    partnership: str
    authorities: tuple[str, ...]  # the three-digit numbers of the councils that it is about
    comparators: tuple[Comparator, ...]
    scorecard: Scorecard

    @property
    def published_indicators(self) -> Path:
        """Figures that others publish about the area and its comparators."""
        return self.folder / "published-indicators.csv"

    @property
    def assessment_factors(self) -> Path:
        """What is published of factors found by assessments, of the area, its neighbours and England."""
        return self.folder / "assessment-factors.csv"

    @property
    def measured(self) -> dict[str, str]:
        """The words of what indicators serve, by code: outcomes, or themes where the plan has no outcomes."""
        if self.plan.outcomes:
            return {outcome.id: outcome.text for outcome in self.plan.outcomes}
        return {theme.id: theme.name for theme in self.plan.themes}


def load(folder: Path) -> Area:
    """The area in `folder`. Raises `DefinitionError` when a file of it is missing or does not fit its schema."""
    held = read(folder / "area.yaml", _AreaFile)
    plan = read(folder / "plan.yaml", Plan)
    area = Area(folder, plan, held.partnership, held.authorities, held.comparators, held.scorecard)
    if unknown := set(held.authorities) - {one.number for one in places().authorities}:
        raise DefinitionError(f"area.yaml: {', '.join(sorted(unknown))} is no authority of England.")
    known = {one.id for one in load_indicators()}
    named = [serves.code for serves in held.scorecard.serves] + [wanted.code for wanted in held.scorecard.wanted]
    for code in named:
        if code not in area.measured:
            raise DefinitionError(f"area.yaml: {code!r} is no outcome or theme of the plan.")
    for serves in held.scorecard.serves:
        if missing := set(serves.indicators) - known:
            raise DefinitionError(f"area.yaml: {', '.join(sorted(missing))} is not defined as an indicator.")
    return area
