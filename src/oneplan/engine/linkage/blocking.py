"""Which pairs are worth comparing: those that agree on one of the model's blocking rules.

Written here and handed to Splink ready made, so that new records can be compared with everyone while nobody else is
compared again: each rule is then one join with a small side.
"""

from oneplan.engine.linkage.forms import sql_for_fresh
from oneplan.engine.linkage.model import BLOCKING_RULES, SHARED_AGREEMENTS, shared_agreement
from oneplan.engine.store.workspace import Workspace


def make_blocked_pairs(workspace: Workspace, *, everyone: bool) -> None:
    """Make `blocked(match_key, join_key_l, join_key_r)`, keys being row numbers of `vault.comparison_form`.

    Compares the records in `fresh` with all records; `everyone` says that `fresh` is all records, so that each pair
    need be met from one side only.
    """
    workspace.run(f"CREATE TABLE blocked AS {sql_for_blocked_pairs(everyone=everyone)}")


def sql_for_blocked_pairs(*, everyone: bool, forms: str = "vault.comparison_form", key: str = "rowid") -> str:
    """SQL for pairs of rows, the smaller record_id left. The rules together say the same of a pair turned round.

    With few fresh records what costs is reading everybody once for each rule; so rules that share an agreement are
    then met together, in one reading.
    """
    fresh = sql_for_fresh(everyone=everyone, forms=forms, key=key)
    met_once = "l.record_id < r.record_id" if everyone else "l.record_id <> r.record_id"
    each = " UNION ALL ".join(
        f"""
        SELECT if(l.record_id < r.record_id, l.{key}, r.{key}) AS join_key_l,
            if(l.record_id < r.record_id, r.{key}, l.{key}) AS join_key_r
        FROM {fresh} AS l JOIN {forms} AS r ON {rule} AND {met_once}
        """
        for rule in (BLOCKING_RULES if everyone else _rules_met_together())
    )
    return f"SELECT DISTINCT '0' AS match_key, join_key_l, join_key_r FROM ({each}) AS met"


def _rules_met_together() -> list[str]:
    """The same rules, by what they share: an equality to join on, then any of them."""
    together = []
    for shared in SHARED_AGREEMENTS:
        rules = [rule for rule in BLOCKING_RULES if shared_agreement(rule) == shared]
        together.append(f"{shared} AND (({') OR ('.join(rules)}))")
    return together
