"""Records as they are compared: folded names, parts of birth dates, one row per record."""

from oneplan.engine.store.workspace import Workspace
from oneplan.engine.vault.folding import sql_for_folded, sql_for_folded_parts

#: Counting keystrokes is ten times dearer than Jaro-Winkler, and names less alike than this are never one key apart.
_WORTH_COUNTING_KEYS = 0.5
#: House number and the first word of the street: what is left when "Ave" and "Avenue" are one.
_HOME_LINE = r"nullif(regexp_extract(strip_accents(lower(trim(address))), '^\d+[a-z]? +[a-z]+'), '')"
_FIRST_NAME = r"regexp_extract(trim(name), '^\S+')"


def make_comparison_forms(workspace: Workspace) -> None:
    """Make `vault.comparison_form` from `vault.identity`."""
    workspace.run(f"CREATE TABLE vault.comparison_form AS {sql_for_comparison_forms('vault.identity')}")


def sql_for_comparison_forms(identity: str) -> str:
    """SQL for the comparison forms of the rows of the table `identity`.

    `given` is all given names together, `given_first` the first of them, `given_forms` every form a given name is
    found in; `given_parts` and `family_parts` are the parts of a double name. Birth dates stay dates, with their parts
    beside them, because comparing numbers is many times cheaper than parsing text for every pair. Each name is folded
    once, however many records bear it.
    """
    return f"""
        WITH written AS (
            SELECT DISTINCT unnest([given_name, known_as, family_name, former_family_name]) AS name FROM {identity}
        ),
        name AS MATERIALIZED (
            SELECT name,
                {sql_for_folded("name")} AS folded,
                {sql_for_folded(_FIRST_NAME)} AS first,
                {sql_for_folded_parts("name")} AS parts
            FROM written WHERE name IS NOT NULL
        )
        SELECT
            record_id,
            source,
            is_child,
            given.folded AS given,
            given.first AS given_first,
            known_as.folded AS known_as,
            list_distinct(list_filter(
                [given.folded, given.first, known_as.folded], lambda form: form IS NOT NULL
            )) AS given_forms,
            coalesce(given.parts, []) AS given_parts,
            family.folded AS family,
            former.folded AS former_family,
            coalesce(family.parts, []) AS family_parts,
            birth_date,
            year(birth_date)::SMALLINT AS birth_year,
            month(birth_date)::SMALLINT AS birth_month,
            day(birth_date)::SMALLINT AS birth_day,
            nullif(sex, 'U') AS sex,
            postcode,
            {_HOME_LINE} AS home_line,
            uprn,
            household_id,
            nhs_number,
            upn,
            former_upn,
            la_child_id
        FROM {identity} AS identity
        LEFT JOIN name AS given ON given.name = identity.given_name
        LEFT JOIN name AS known_as ON known_as.name = identity.known_as
        LEFT JOIN name AS family ON family.name = identity.family_name
        LEFT JOIN name AS former ON former.name = identity.former_family_name
        ORDER BY record_id
    """


def sql_for_fresh(*, everyone: bool, forms: str = "vault.comparison_form", key: str = "rowid") -> str:
    """SQL for the comparison forms to compare with all others: all of them, or those of the records in `fresh`."""
    if everyone:
        return forms
    also_key = "rowid, " if key == "rowid" else ""  # which `*` leaves out
    return f"(SELECT {also_key}* FROM {forms} SEMI JOIN fresh USING (record_id))"


def sql_for_alike(one: str, other: str, similarity: float) -> str:
    """SQL for whether two folded names are alike: by Jaro-Winkler similarity, or one slip of the pen apart.

    Jaro-Winkler is hard on short names: Kai and Ksi, Mia and Mai are one keystroke apart, and score below Emily and
    Emma.
    """
    return f"""(
        jaro_winkler_similarity({one}, {other}) >= {similarity}
        OR (
            abs(length({one}) - length({other})) <= 1
            AND jaro_winkler_similarity({one}, {other}) >= {_WORTH_COUNTING_KEYS}
            AND damerau_levenshtein({one}, {other}) <= 1
        )
    )"""
