"""Whether the agencies' records still agree and differ as they did when the model was learnt.

Pairs that a number joined are known to be of one person without the model. How often their names, birth dates and
homes agree is written down with the model, and compared with after every refresh: when an agency begins to leave out
birth dates, or a system to write names otherwise, these shares move, and the model's weights are no longer the
records' own.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.model import comparisons
from oneplan.engine.linkage.numbers import NUMBER_RULES
from oneplan.engine.linkage.training import FILE
from oneplan.engine.store.files import write_atomically
from oneplan.engine.store.workspace import Workspace

Shares = dict[str, dict[str, float]]
_FEWEST = 500  # pairs by number; with fewer, shares move by chance alone
_MISSING = "missing"


@dataclass(frozen=True)
class Drift:
    """How one comparison's shares have moved: `moved` is the share of pairs that would have to change level."""

    comparison: str
    moved: float
    then: dict[str, float]
    now: dict[str, float]


def watch_drift(workspace: Workspace, models: Path, definition: LinkageDefinition) -> list[Drift]:
    """Compare today's shares with those written down when the model was new, or write these down as the first.

    Reads `vault.compared_pair`. Empty where no model was learnt, or too few pairs share a number.
    """
    model = models / f"v{definition.version}-{FILE}"
    if not model.is_file():
        return []
    now = shares_now(workspace, definition)
    if not now:
        return []
    written = models / f"v{definition.version}-seen-by-number.json"
    with_model = hashlib.sha256(model.read_bytes()).hexdigest()
    seen = json.loads(written.read_text(encoding="utf-8")) if written.is_file() else {}
    if seen.get("model") != with_model:
        first = json.dumps({"model": with_model, "shares": now}, indent=1, sort_keys=True)
        write_atomically(written, first + "\n")
        return []
    then: Shares = seen["shares"]
    return [Drift(name, _moved(then[name], shares), then[name], shares) for name, shares in now.items()]


def has_drifted(drifts: list[Drift], definition: LinkageDefinition) -> list[Drift]:
    """Those that moved by more than was agreed."""
    return [one for one in drifts if one.moved > definition.training.drift.share]


def shares_now(workspace: Workspace, definition: LinkageDefinition) -> Shares:
    """Of pairs that a number joined, the share at each level of each comparison. Empty when there are too few."""
    names = ", ".join(sorted({f"'{rule.name}'" for rule in NUMBER_RULES}))
    known = f"vault.compared_pair WHERE rule IN ({names}) AND outcome = 'joined' AND match_weight IS NOT NULL"
    if workspace.value(f"SELECT count(*) FROM {known}") < _FEWEST:
        return {}
    found: Shares = {}
    for comparison in comparisons(definition):
        # Splink numbers levels from the weakest, 0, to the strongest; -1 is nothing to compare.
        labels = {-1: _MISSING} | {place: level.label for place, level in enumerate(reversed(comparison.levels))}
        rows = workspace.rows(f"""
            SELECT {comparison.name}_level, count(*) / sum(count(*)) OVER () FROM {known} GROUP BY 1 ORDER BY 1
        """)
        found[comparison.name] = {labels[level]: round(share, 4) for level, share in rows}
    return found


def _moved(then: dict[str, float], now: dict[str, float]) -> float:
    return round(sum(abs(then.get(level, 0) - now.get(level, 0)) for level in {*then, *now}) / 2, 4)
