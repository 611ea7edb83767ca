"""Records that may be of somebody restricted stop here, until who keeps the restricted record has decided.

A restricted child's earlier identity that arrives from another agency, misspelt and unmarked, must attach to the
restricted record or wait. It must never become a new open record: that is how hidden children were found before.
"""

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.forms import sql_for_alike
from oneplan.engine.linkage.numbers import BIRTH_SLIP, NUMBER_RULES
from oneplan.engine.store.snapshot import SnapshotFiles
from oneplan.engine.store.workspace import Workspace

#: What must agree for two records to be looked at together at all, so that everybody is not compared with everybody.
_MEETING = (
    *dict.fromkeys(f"l.{rule.left} = r.{rule.right}" for rule in NUMBER_RULES),
    "l.birth_date = r.birth_date",
    "l.birth_year = r.birth_year AND l.birth_month = r.birth_month",
    "l.birth_year = r.birth_year AND l.birth_day = r.birth_day",
    "l.birth_month = r.birth_month AND l.birth_day = r.birth_day",
    "l.birth_year = r.birth_year AND l.birth_month = r.birth_day AND l.birth_day = r.birth_month",
    "l.given = r.given AND l.family = r.family",
)
_SHARE_A_NUMBER = " OR ".join(f"coalesce(l.{rule.left} = r.{rule.right}, false)" for rule in NUMBER_RULES)


def remember_restricted_forms(workspace: Workspace, previous: SnapshotFiles | None) -> None:
    """Make `vault.restricted_form`: how restricted people's records read, also of records that are there no more.

    Who hid them knows them by what an agency once sent, and an agency may withdraw it.
    """
    workspace.run("""
        CREATE OR REPLACE TABLE vault.restricted_form AS
        SELECT form.*, restricted.person_id FROM vault.comparison_form AS form
        JOIN vault.restricted_record AS restricted USING (record_id)
    """)
    if previous is None or not workspace.value("SELECT count(*) FROM vault.restricted_record"):
        return
    workspace.attach(previous.vault, "before_vault")
    sources = ["(SELECT * FROM before_vault.comparison_form)"]
    with Workspace.read_only(previous.vault) as vault:
        if vault.has_table("restricted_form"):
            sources.append("(SELECT DISTINCT * EXCLUDE (person_id) FROM before_vault.restricted_form)")
    for source in sources:
        workspace.run(f"""
            INSERT INTO vault.restricted_form BY NAME
            SELECT form.*, restricted.person_id FROM {source} AS form
            JOIN vault.restricted_record AS restricted USING (record_id)
            ANTI JOIN vault.restricted_form AS known ON known.record_id = form.record_id
        """)
    workspace.run("DETACH before_vault")


def hold_back(workspace: Workspace, definition: LinkageDefinition) -> None:
    """Make `vault.held_record(record_id, like_record_id, person_id)` and `placed`, which is `linked` without them.

    Reads `linked`, `vault.comparison_form`, `vault.restricted_record`, `vault.restricted_form` and
    `vault.link_decision`. `person_id` is the restricted person of whom the record may be.
    """
    workspace.run(f"CREATE TEMP TABLE fitting AS {sql_for_fitting(definition)}")
    workspace.run(f"CREATE TEMP TABLE cleared AS {sql_for_cleared()}")
    workspace.run(f"CREATE OR REPLACE TABLE vault.held_record AS {sql_for_held()}")
    workspace.run("CREATE TEMP TABLE placed AS SELECT * FROM linked ANTI JOIN vault.held_record USING (record_id)")
    for table in ("fitting", "cleared"):
        workspace.run(f"DROP TABLE {table}")


def sql_for_fitting(definition: LinkageDefinition) -> str:
    """`(record_id, like_record_id, person_id, cluster_id, by_number)`: which records could be of a restricted person.

    They share a number; or birth date (with a slip of the pen) and given name fit, and so does the family name or the
    home; or one has no birth date, and the names are the same. Records joined with a restricted one are its own.
    """
    meeting = " UNION ".join(
        f"""
        SELECT l.record_id, r.record_id AS like_record_id, r.person_id
        FROM vault.comparison_form AS l JOIN vault.restricted_form AS r ON {rule}
        """
        for rule in _MEETING
    )
    return f"""
        SELECT met.*, cluster_id, ({_SHARE_A_NUMBER}) AS by_number
        FROM ({meeting}) AS met
        JOIN linked USING (record_id)
        JOIN vault.comparison_form AS l USING (record_id)
        JOIN vault.restricted_form AS r ON r.record_id = met.like_record_id AND r.person_id = met.person_id
        WHERE cluster_id NOT IN (
                SELECT cluster_id FROM linked SEMI JOIN vault.restricted_record USING (record_id)
            )
            AND (by_number OR ({_sql_for_names_fit(definition)}))
    """


def _sql_for_names_fit(definition: LinkageDefinition) -> str:
    near, same = definition.names.different.similarity, definition.names.same_spelt_differently.similarity
    home = "coalesce(l.postcode = r.postcode, false) OR coalesce(l.uprn = r.uprn, false)"
    return f"""CASE
        WHEN l.birth_date = r.birth_date THEN ({_given_fits(near)}) AND (({_family_fits(near)}) OR {home})
            OR (l.given IS NULL OR r.given IS NULL) AND ({_family_fits(near)}) AND ({home})
        WHEN {BIRTH_SLIP} THEN ({_given_fits(same)}) AND (({_family_fits(same)}) OR {home})
        WHEN l.birth_date IS NULL OR r.birth_date IS NULL THEN l.given = r.given AND l.family = r.family
        ELSE false
    END"""


def _given_fits(similarity: float) -> str:
    return f"""list_has_any(l.given_forms, r.given_forms) OR {sql_for_alike("l.given", "r.given", similarity)}
        OR (l.given = r.family AND l.family = r.given)"""


def _family_fits(similarity: float) -> str:
    return f"""list_has_any(l.family_parts, r.family_parts) OR l.family = r.family
        OR {sql_for_alike("l.family", "r.family", similarity)}
        OR l.family = r.former_family OR l.former_family = r.family
        OR (l.given = r.family AND l.family = r.given)"""


def sql_for_cleared() -> str:
    """`(record_id, person_id, cluster_id)`: records of which somebody decided that they are not the restricted one."""
    return """
        WITH said AS (
            SELECT record_id_l AS record_id, record_id_r AS other FROM vault.link_decision WHERE verdict = 'not_same'
            UNION ALL
            SELECT record_id_r, record_id_l FROM vault.link_decision WHERE verdict = 'not_same'
        )
        SELECT DISTINCT said.record_id, restricted.person_id, cluster_id
        FROM said
        JOIN vault.restricted_record AS restricted ON restricted.record_id = said.other
        JOIN linked ON linked.record_id = said.record_id
    """


def sql_for_held() -> str:
    """`(record_id, like_record_id, person_id)`: records that wait, each with the record it is most like.

    What was decided of a record holds for those that share a number with it in its cluster. In a cluster of which
    nothing was decided all records wait, for they are one person; in another only those that fit.
    """
    alike = " OR ".join(f"mine.{rule.left} = theirs.{rule.right}" for rule in NUMBER_RULES)
    return f"""
        WITH vouched AS (
            SELECT record_id, person_id FROM cleared
            UNION
            SELECT fitting.record_id, cleared.person_id
            FROM fitting JOIN cleared USING (cluster_id, person_id)
            JOIN vault.comparison_form AS mine ON mine.record_id = fitting.record_id
            JOIN vault.comparison_form AS theirs ON theirs.record_id = cleared.record_id
            WHERE {alike}
            GROUP BY fitting.record_id, cleared.person_id
            HAVING NOT bool_or(by_number)
        ),
        waiting AS (SELECT * FROM fitting ANTI JOIN vouched USING (record_id, person_id)),
        held AS (
            SELECT record_id, like_record_id, person_id, by_number, true AS is_itself FROM waiting
            UNION ALL
            SELECT linked.record_id, like_record_id, person_id, by_number, false
            FROM waiting JOIN linked USING (cluster_id)
            ANTI JOIN cleared USING (cluster_id, person_id)
        )
        SELECT record_id, like_record_id, person_id FROM held
        QUALIFY row_number() OVER (
            PARTITION BY record_id ORDER BY is_itself DESC, by_number DESC, person_id, like_record_id
        ) = 1
        ORDER BY record_id
    """
