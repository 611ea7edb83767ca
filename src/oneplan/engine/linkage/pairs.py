"""Every pair that something speaks for: those of the earlier run that still stand, and those found now."""

from oneplan.engine.linkage.numbers import IDENTICAL_PARTICULARS, NUMBER_RULES
from oneplan.engine.linkage.scoring import WEIGHT_PARTS
from oneplan.engine.store.workspace import Workspace

_SAID = ", ".join(["rule", "match_weight", "match_probability", *(f"{p}_level, {p}_weight" for p in WEIGHT_PARTS)])


def make_pairs(workspace: Workspace) -> None:
    """Make `pair`: what is said of each pair, and what a person `decided`.

    Reads `fresh_number_link` and `scored_pair`, which are of pairs with a fresh record; a pair of the earlier run
    stands when neither record moved.
    """
    workspace.run(f"""
        CREATE TABLE new_pair AS
        SELECT record_id_l, record_id_r, {_SAID} FROM fresh_number_link FULL JOIN scored_pair
            USING (record_id_l, record_id_r)
    """)
    workspace.run(f"""
        CREATE VIEW said_pair AS
        SELECT record_id_l, record_id_r, {_SAID} FROM before_pair
        WHERE record_id_l NOT IN (FROM moved) AND record_id_r NOT IN (FROM moved)
            AND (rule IS NOT NULL OR match_weight IS NOT NULL)
        UNION ALL FROM new_pair
    """)
    workspace.run("""
        CREATE TABLE only_decided AS
        FROM vault.link_decision
        SEMI JOIN vault.comparison_form AS l ON l.record_id = record_id_l
        SEMI JOIN vault.comparison_form AS r ON r.record_id = record_id_r
        ANTI JOIN said_pair USING (record_id_l, record_id_r)
    """)
    workspace.run("""
        CREATE VIEW pair AS
        SELECT said_pair.*, verdict AS decided
        FROM said_pair LEFT JOIN vault.link_decision USING (record_id_l, record_id_r)
        UNION ALL BY NAME
        SELECT record_id_l, record_id_r, verdict AS decided FROM only_decided
    """)


def make_touched_pairs(workspace: Workspace) -> None:
    """Make `touched_pair`, pairs with a touched record, and `number_link`, those of them that a number joins."""
    workspace.run("""
        CREATE TABLE touched_pair AS
        FROM pair WHERE record_id_l IN (FROM touched) OR record_id_r IN (FROM touched)
    """)
    names = list(dict.fromkeys([*(rule.name for rule in NUMBER_RULES), IDENTICAL_PARTICULARS]))
    workspace.run(f"""
        CREATE OR REPLACE TABLE number_link AS
        SELECT record_id_l, record_id_r, list_position({names!r}, rule) AS trust
        FROM touched_pair WHERE rule IS NOT NULL
    """)
