"""Making `matrix`: the state of knowledge of each factor for each child.

In this order:

1. **disputed**: somebody who should know contests it, and the dispute is current;
2. **present**: seen, still current, and not ended since by the source that saw it;
3. **past**: seen, but out of date or ended since;
4. **asked and not present**: asked, not there, and the answer is still current;
5. otherwise **not known**: no row. An old "not present" reassures nobody: it is not known any more.

A later "asked and not present" ends only what the same source had seen. Another source's answer stands beside it: that
a mother did not tell a health visitor does not undo what the police were called to. On the same day, what was seen
stands.
"""

from oneplan.engine.store.workspace import Workspace


def build(workspace: Workspace) -> None:
    """Make `matrix(person_id, factor_id, whose, knowledge, latest_observed_on)` from `latest_fact`."""
    workspace.run(f"CREATE TABLE matrix AS {sql_for_matrix('latest_fact')}")
    workspace.run("DROP TABLE latest_fact")


def sql_for_matrix(facts: str) -> str:
    """Each source about each person by itself first, then what all of them say together.

    `facts` is `latest_fact`, or all of `evidence`, from which the answer is the same, or the part of it that somebody
    may see.
    """
    return f"""
        WITH said AS (
            SELECT person_id, factor_id, whose, about_person_id, source,
                   max(observed_on) AS latest_observed_on,
                   max(CASE WHEN finding = 'present' THEN known_to_on END) AS seen_on,
                   max(CASE WHEN finding = 'present' AND is_current THEN known_to_on END) AS seen_lately_on,
                   max(CASE WHEN finding = 'not_present' THEN known_to_on END) AS not_there_on,
                   max(CASE WHEN finding = 'not_present' AND is_current THEN 1 ELSE 0 END) AS is_answered,
                   max(CASE WHEN finding = 'disputed' AND is_current THEN 1 ELSE 0 END) AS is_disputed
            FROM {facts}
            GROUP BY person_id, factor_id, whose, about_person_id, source
        ),
        told AS (
            SELECT person_id, factor_id, whose,
                   max(latest_observed_on) AS latest_observed_on,
                   CASE
                       WHEN max(is_disputed) = 1 THEN 'disputed'
                       WHEN max(CASE WHEN not_there_on IS NULL OR seen_lately_on >= not_there_on
                                     THEN seen_lately_on END) IS NOT NULL THEN 'present'
                       WHEN max(seen_on) IS NOT NULL THEN 'past'
                       WHEN max(is_answered) = 1 THEN 'asked_not_present'
                       ELSE 'not_known'
                   END AS knowledge
            FROM said
            GROUP BY person_id, factor_id, whose
        )
        SELECT person_id, factor_id, whose, knowledge, latest_observed_on
        FROM told
        WHERE knowledge <> 'not_known'
        ORDER BY person_id, factor_id, whose
    """
