"""Trying to work hidden numbers out from those that are shown, as a patient reader with a computer would.

What is shown of every number sets bounds, and what readers know of the numbers sets equations: a total is the sum of
its parts, a percentage is of its whole. The least and the most that a hidden number can be are then found exactly, by
linear programming in whole numbers. This is stricter than the usual audit of secondary suppression, which asks only
whether the two differ.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from oneplan.definitions.disclosure_rule import DisclosureRule


@dataclass(frozen=True)
class Shown:
    """What readers are told of a number: the least and the most that it can be. None: no most."""

    least: int
    most: int | None

    @classmethod
    def exactly(cls, count: int) -> "Shown":
        """A number that is printed as it is."""
        return cls(count, count)

    @classmethod
    def by_rule(cls, count: int, rule: DisclosureRule) -> "Shown":
        """What a rule leaves to be seen of a count."""
        if rule.hidden_from <= count <= rule.hidden_to:
            return cls(rule.hidden_from, rule.hidden_to)
        if count == 0:
            return cls(0, 0)
        step = rule.round_to
        shown = (2 * count + step) // (2 * step) * step
        least = -(-(2 * shown - step) // 2)  # halves go up, so the lower half belongs to it
        return cls(max(rule.hidden_to + 1, least), -(-(2 * shown + step) // 2) - 1)


#: Printed nowhere, and no more known of it than that it is a count.
UNPRINTED = Shown(0, None)


@dataclass(frozen=True)
class Equation:
    """A sum of numbers, each so many times, that lies between two bounds whatever the numbers are."""

    terms: Mapping[str, float]
    least: float
    most: float


@dataclass
class Release:
    """Every number that readers have or can make of what they have, and how the numbers hang together.

    `small` names the numbers that nobody may find out. It holds numbers that are printed nowhere as well: what is left
    of a whole, or the difference between two tables.
    """

    cells: dict[str, Shown] = field(default_factory=dict)
    equations: list[Equation] = field(default_factory=list)
    small: list[str] = field(default_factory=list)

    def show(self, cell: str, shown: Shown, *, is_small: bool = False) -> None:
        """Add a number. A number that is given again is bounded by both: that is what an earlier release adds."""
        before = self.cells.get(cell, shown)
        known = [most for most in (before.most, shown.most) if most is not None]
        self.cells[cell] = Shown(max(before.least, shown.least), min(known) if known else None)
        if is_small and cell not in self.small:
            self.small.append(cell)

    def total(self, whole: str, parts: Iterable[str]) -> None:
        """`whole` is the sum of `parts`."""
        self.equations.append(Equation({whole: 1.0, **dict.fromkeys(parts, -1.0)}, 0, 0))

    def difference(self, name: str, larger: str, smaller: str, *, is_small: bool) -> None:
        """What `larger` has more than `smaller`, which is never less: the rest of a whole, or what was added since."""
        self.show(name, UNPRINTED, is_small=is_small)
        self.total(larger, (smaller, name))

    def share(self, part: str, whole: str, percentage: str) -> None:
        """A percentage as printed, of numbers that are not rounded: `1.3` is anything from 1.25 to 1.35."""
        printed = Fraction(percentage)
        places = len(percentage.partition(".")[2])
        half = Fraction(1, 2 * 10**places)
        self.equations.append(Equation({part: 100.0, whole: -float(printed + half)}, -np.inf, 0))
        self.equations.append(Equation({part: 100.0, whole: -float(printed - half)}, 0, np.inf))


@dataclass(frozen=True)
class Found:
    """What can be known of a number that nobody may find out. `most` is None where there is no most."""

    cell: str
    least: int
    most: int | None

    @property
    def is_exact(self) -> bool:
        """Whether it can be worked out."""
        return self.least == self.most


class Contradiction(ValueError):
    """No numbers fit what is shown: one of the tables is wrong."""


def attack(release: Release, *, up_to: int) -> tuple[Found, ...]:
    """The small numbers of which too much can be known: the answer is empty where nobody can be found.

    A small number is safe while it can be anything from 1 to `up_to`. Raises `Contradiction`.
    """
    return tuple(found for found in known_of(release, up_to=up_to) if found.least > 1 or (found.most or up_to) < up_to)


def known_of(release: Release, *, up_to: int) -> tuple[Found, ...]:
    """The least and most of each small number. What is beyond 1 and `up_to` is not looked for: it says "or beyond"."""
    if not release.small:
        return ()
    problem = _Problem(release)
    small = [problem.place[cell] for cell in release.small]
    # Most numbers are safe, and two solutions show it: one with all as small as can be, and one with all as large.
    seen = [problem.solved(dict.fromkeys(small, 1.0)), problem.solved(dict.fromkeys(small, -1.0), most=10 * up_to)]
    found = []
    for cell, place in zip(release.small, small, strict=True):
        least, most = min(one[place] for one in seen), max(one[place] for one in seen)
        if least > 1:
            least = problem.solved({place: 1.0})[place]
        if most < up_to:
            most = problem.solved({place: -1.0}, most=10 * up_to)[place]
        found.append(Found(cell, least, most))
    return tuple(found)


class _Problem:
    """The release as the solver wants it."""

    def __init__(self, release: Release) -> None:
        self.place = {cell: n for n, cell in enumerate(release.cells)}
        self.least = np.array([shown.least for shown in release.cells.values()], dtype=float)
        self.most = np.array([np.inf if s.most is None else s.most for s in release.cells.values()], dtype=float)
        self.constraints = self._constraints(release.equations)

    def _constraints(self, equations: Sequence[Equation]) -> list[LinearConstraint]:
        if not equations:
            return []
        rows = [n for n, equation in enumerate(equations) for _ in equation.terms]
        columns = [self.place[cell] for equation in equations for cell in equation.terms]
        values = [value for equation in equations for value in equation.terms.values()]
        terms = coo_array((values, (rows, columns)), shape=(len(equations), len(self.place))).tocsr()
        return [LinearConstraint(terms, [one.least for one in equations], [one.most for one in equations])]

    def solved(self, wanted: Mapping[int, float], *, most: int | None = None) -> list[int]:
        """Whole numbers that fit what is shown, with the least of what is wanted. `most` bounds what has no most."""
        cost = np.zeros(len(self.place))
        upper = self.most.copy()
        for place, weight in wanted.items():
            cost[place] = weight
            if most is not None and np.isinf(upper[place]):
                upper[place] = max(most, self.least[place])
        answer = milp(cost, integrality=1, bounds=Bounds(self.least, upper), constraints=self.constraints)
        if answer.x is None:
            raise Contradiction("The numbers that are shown contradict each other.")
        return [round(value) for value in answer.x.tolist()]
