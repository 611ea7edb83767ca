"""The gate: which numbers may stand beside each other. What the attacker can use is left out until it finds nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oneplan.definitions.disclosure_rule import DisclosureRule
from oneplan.engine.disclosure.attacker import Release, Shown, attack


@dataclass(frozen=True)
class Part:
    """What is counted, of all children there; None where the number is not out of children (one may count twice)."""

    children: int
    population: int | None


def splits_that_tell(whole: Part, splits: Mapping[str, Sequence[Part]], rule: DisclosureRule) -> frozenset[str]:
    """The splits that must not be shown beside the whole, since with them a small number could be worked out.

    A split that says something of everybody in one of its parts tells on each of them, and is not shown either.
    """
    withheld = {split for split, parts in splits.items() if any(_is_everybody(part) for part in parts)}
    while True:
        shown = {split: parts for split, parts in splits.items() if split not in withheld}
        found = Counter(
            one.cell.partition("/")[0] for one in attack(_release(whole, shown, rule), up_to=rule.hidden_to)
        )
        if not found:
            return frozenset(withheld)
        # What is left of the whole cannot be helped by leaving out a split: it stands on two numbers of its own.
        worst = [split for split, _ in found.most_common() if split in shown]
        if not worst:
            return frozenset(splits)
        withheld.add(worst[0])


def is_told_by(part: int, wholes: Sequence[int], rule: DisclosureRule) -> bool:
    """Whether a number beside the wholes that it is part of gives a small number away: itself, or what is left."""
    release = Release()
    release.show("part", Shown.by_rule(part, rule), is_small=_is_small(part, rule))
    for n, whole in enumerate(wholes):
        release.show(f"whole {n}", Shown.by_rule(whole, rule), is_small=_is_small(whole, rule))
        release.difference(f"rest {n}", f"whole {n}", "part", is_small=_is_small(whole - part, rule))
    return bool(attack(release, up_to=rule.hidden_to))


def _release(whole: Part, splits: Mapping[str, Sequence[Part]], rule: DisclosureRule) -> Release:
    """All that is shown of one factor. Cells of a split are named `split/part/...`."""
    release = Release()
    release.show("whole/children", Shown.by_rule(whole.children, rule), is_small=_is_small(whole.children, rule))
    if whole.population is not None:
        release.show("whole/population", Shown.by_rule(whole.population, rule))
    for split, parts in splits.items():
        for n, part in enumerate(parts):
            cell, of = f"{split}/{n}/children", f"{split}/{n}/population"
            release.show(cell, Shown.by_rule(part.children, rule), is_small=_is_small(part.children, rule))
            if part.population is not None:
                release.show(of, Shown.by_rule(part.population, rule))
                rest = part.population - part.children
                release.difference(f"{split}/{n}/rest", of, cell, is_small=_is_small(rest, rule))
        release.total("whole/children", [f"{split}/{n}/children" for n in range(len(parts))])
        if whole.population is not None:
            release.total("whole/population", [f"{split}/{n}/population" for n in range(len(parts))])
    return release


def _is_small(count: int, rule: DisclosureRule) -> bool:
    return rule.hidden_from <= count <= rule.hidden_to


def _is_everybody(part: Part) -> bool:
    return 0 < part.children == part.population
