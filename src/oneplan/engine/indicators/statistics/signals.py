"""The four rules of special cause within one segment of a control chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

#: So many in a row on one side, or moving one way.
RUN = 7
Limits = tuple[float, float]


class Rule(StrEnum):
    """Why a point is special, the foremost first."""

    OUTSIDE = "outside"  # beyond a limit
    TREND = "trend"  # one of seven points that all rise or all fall
    TWO_OF_THREE = "two_of_three"  # near a limit, as is another of three in a row on one side
    SHIFT = "shift"  # one of seven in a row on one side of the mean


@dataclass(frozen=True)
class Signal:
    """The foremost rule that a point breaks, every rule it breaks, and which way: up or above, down or below."""

    rule: Rule
    rules: tuple[Rule, ...]
    is_high: bool


def signals_in(values: Sequence[float], mean: float, limits: Limits, near: Limits) -> list[Signal | None]:
    """A signal or None for every value of one segment."""
    found: dict[Rule, dict[int, bool]] = {
        Rule.OUTSIDE: {at: value > limits[1] for at, value in enumerate(values) if _is_beyond(value, limits)},
        Rule.TREND: _trends(values),
        Rule.TWO_OF_THREE: _two_of_three(values, mean, near),
        Rule.SHIFT: _shifts(values, mean),
    }
    signals: list[Signal | None] = []
    for at in range(len(values)):
        rules = tuple(rule for rule in Rule if at in found[rule])
        signals.append(Signal(rules[0], rules, found[rules[0]][at]) if rules else None)
    return signals


def _trends(values: Sequence[float]) -> dict[int, bool]:
    """All seven points of six steps the same way."""
    steps = [_side(after, before) for before, after in pairwise(values)]
    found: dict[int, bool] = {}
    for start in range(len(steps) - RUN + 2):
        way = set(steps[start : start + RUN - 1])
        if way in ({1}, {-1}):
            found |= dict.fromkeys(range(start, start + RUN), way == {1})
    return found


def _two_of_three(values: Sequence[float], mean: float, near: Limits) -> dict[int, bool]:
    """The points beyond a near limit, those beyond the far one among them; all three lie on one side of the mean."""
    found: dict[int, bool] = {}
    for start in range(len(values) - 2):
        three = range(start, start + 3)
        sides = {_side(values[at], mean) for at in three}
        beyond = [at for at in three if _is_beyond(values[at], near)]
        if sides in ({1}, {-1}) and len(beyond) >= 2:
            found |= dict.fromkeys(beyond, sides == {1})
    return found


def _shifts(values: Sequence[float], mean: float) -> dict[int, bool]:
    """A point on the mean is on neither side, and breaks a run."""
    sides = [_side(value, mean) for value in values]
    found: dict[int, bool] = {}
    for start in range(len(sides) - RUN + 1):
        side = set(sides[start : start + RUN])
        if side in ({1}, {-1}):
            found |= dict.fromkeys(range(start, start + RUN), side == {1})
    return found


def _side(value: float, of: float) -> int:
    return (value > of) - (value < of)


def _is_beyond(value: float, limits: Limits) -> bool:
    return value < limits[0] or value > limits[1]
