"""Who each person is, as well as the agencies know: kept in the vault, and all a search may look at."""

from datetime import date

from oneplan.engine.store.workspace import Workspace

#: Until this age agencies may still hold care leavers and young people with special needs as theirs.
_YOUNG_UNTIL = 25


def make_particulars(workspace: Workspace, as_of: date) -> None:
    """Make `vault.person_particulars`, one row per person, and `vault.person_name`, every name they are recorded by."""
    workspace.run(f"CREATE OR REPLACE TABLE vault.person_particulars AS {sql_for_particulars(as_of)}")
    workspace.run(f"CREATE OR REPLACE TABLE vault.person_name AS {sql_for_names()}")


def sql_for_particulars(as_of: date) -> str:
    """The best particulars of each person.

    Of names, the spelling seen last among those that at least two records agree on, so that a new name counts once a
    second record bears it out and a slip of the pen never does. Of what does not change, what most records say. Home
    and postcode are those seen last. `is_young`: an agency holds them as a child, and they are not 25 yet.
    """
    return f"""
        WITH mine AS ({_sql_for_person_records()})
        SELECT person.person_id, given_name, family_name, known_as, birth_date, sex, ethnicity,
            home.address, home.postcode, home.uprn, nhs_number, upn, held_as_child,
            coalesce(held_as_child, false) AND coalesce(
                datesub('year', birth_date, DATE '{as_of.isoformat()}') < {_YOUNG_UNTIL}, true
            ) AS is_young
        FROM (SELECT person_id, bool_or(is_child) AS held_as_child FROM mine GROUP BY person_id) AS person
        LEFT JOIN ({_sql_for_name("given_name", "given")}) USING (person_id)
        LEFT JOIN ({_sql_for_name("family_name", "family")}) USING (person_id)
        LEFT JOIN ({_sql_for_name("known_as", "known_as_folded")}) USING (person_id)
        LEFT JOIN ({_sql_for_lasting("birth_date")}) USING (person_id)
        LEFT JOIN ({_sql_for_lasting("sex")}) USING (person_id)
        LEFT JOIN ({_sql_for_lasting("ethnicity")}) USING (person_id)
        LEFT JOIN ({_sql_for_lasting("nhs_number")}) USING (person_id)
        LEFT JOIN ({_sql_for_lasting("upn")}) USING (person_id)
        LEFT JOIN (
            SELECT person_id, address, postcode, uprn FROM mine
            WHERE address IS NOT NULL OR postcode IS NOT NULL OR uprn IS NOT NULL
            QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY seen_on DESC NULLS LAST, record_id) = 1
        ) AS home USING (person_id)
        ORDER BY person.person_id
    """


def _sql_for_person_records() -> str:
    return """
        SELECT person_id, identity.* REPLACE (
                nullif(sex, 'U') AS sex,
                CASE WHEN ethnicity NOT IN ('REFU', 'NOBT') THEN ethnicity END AS ethnicity
            ),
            form.given, form.family, form.known_as AS known_as_folded
        FROM person_record
        JOIN vault.identity AS identity USING (record_id)
        JOIN (SELECT record_id, given, family, known_as FROM vault.comparison_form) AS form USING (record_id)
    """


def _sql_for_name(column: str, folded: str) -> str:
    return f"""
        SELECT person_id, arg_max({column}, ({column} <> upper({column}), seen_on, {column})) AS {column}
        FROM mine WHERE {folded} IS NOT NULL
        GROUP BY person_id, {folded}
        QUALIFY row_number() OVER (
            PARTITION BY person_id ORDER BY count(*) >= 2 DESC, max(seen_on) DESC NULLS LAST, count(*) DESC, {folded}
        ) = 1
    """


def _sql_for_lasting(column: str) -> str:
    return f"""
        SELECT person_id, {column} FROM mine WHERE {column} IS NOT NULL
        GROUP BY person_id, {column}
        QUALIFY row_number() OVER (
            PARTITION BY person_id ORDER BY count(*) DESC, max(seen_on) DESC NULLS LAST, {column}
        ) = 1
    """


def sql_for_names() -> str:
    """`(person_id, given, family)`: folded, every given name (known as, parts of several) with every family name."""
    return """
        WITH mine AS (SELECT person_id, form.* FROM person_record JOIN vault.comparison_form AS form USING (record_id)),
        given_name AS (
            SELECT DISTINCT person_id, unnest(list_concat(given_forms, given_parts)) AS given FROM mine
        ),
        family_name AS (
            SELECT DISTINCT person_id, unnest(list_concat([family, former_family], family_parts)) AS family FROM mine
        )
        SELECT person_id, given, family
        FROM given_name FULL JOIN (FROM family_name WHERE family IS NOT NULL) USING (person_id)
        ORDER BY person_id, given, family
    """
