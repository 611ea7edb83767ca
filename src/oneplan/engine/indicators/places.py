"""Children by factor and place, from linked data: exact, and so for nobody's eyes until they passed `disclosure`."""

from collections.abc import Collection

from oneplan.definitions.framework import Framework
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.knowledge import FactorKind

#: How the place is parted, beside wards. Each child is in one part of each.
SPLITS = ("school", "age", "sex", "ethnicity", "send")


def build(workspace: Workspace) -> None:
    """Make `place_factor` and `place_factor_ward` from `matrix`, `person` and `factor_rule`.

    `place_factor(factor_id, children, population)`: children for whom the factor is present (whosesoever fact it is),
    of all children known to any agency; `place_factor_ward(factor_id, ward, ward_name, children, population)`: the
    same for each ward, with a null ward for children whose address is in none. A factor of which no source
    said anything, about anybody, has no row: nothing is known of it, which is not zero. What is recorded here makes no
    row by itself: few were asked.
    """
    workspace.run(sql_for_factors_by_ward())
    workspace.run(sql_for_factors())


def sql_for_factors_by_ward() -> str:
    """One row per factor that a source can show and ward that has children."""
    return f"""
        CREATE TABLE place_factor_ward AS
        WITH {_CHILDREN},
        place AS (SELECT ward, max(ward_name) AS ward_name, count(*) AS population FROM child GROUP BY ward),
        counted AS (
            SELECT affected.factor_id, child.ward, count(*) AS children
            FROM affected JOIN child ON child.person_id = affected.person_id
            GROUP BY affected.factor_id, child.ward
        )
        SELECT shown.factor_id, place.ward, place.ward_name, coalesce(counted.children, 0) AS children, place.population
        FROM shown CROSS JOIN place
        LEFT JOIN counted
          ON counted.factor_id = shown.factor_id AND counted.ward IS NOT DISTINCT FROM place.ward
        ORDER BY shown.factor_id, place.ward
    """


def sql_for_factors() -> str:
    """One row per factor that a source can show, for the whole place: counted, not added up from wards."""
    return f"""
        CREATE TABLE place_factor AS
        WITH {_CHILDREN},
        counted AS (
            SELECT affected.factor_id, count(*) AS children
            FROM affected JOIN child ON child.person_id = affected.person_id
            GROUP BY affected.factor_id
        )
        SELECT shown.factor_id, coalesce(counted.children, 0) AS children,
               (SELECT count(*) FROM child) AS population
        FROM shown LEFT JOIN counted ON counted.factor_id = shown.factor_id
        ORDER BY shown.factor_id
    """


def build_needs(workspace: Workspace, *, framework: Framework, support: Collection[str]) -> None:
    """Make what a needs analysis asks, beside what `build` makes; reads `person_involvement` and `basis` too.

    `place_part(split, part, part_name, population)` and `place_factor_part(factor_id, split, part, children)`: children
    by factor in each part of each of `SPLITS`; `place_pair(cause_id, symptom_id, children)`: children for whom both
    are present; `place_unmet(factor_id, children)`: of the children for whom a cause is present, those with whom nobody
    of the kinds in `support` works on the day.
    """
    workspace.run(f"CREATE TEMP TABLE child_part AS {sql_for_parts()}")
    workspace.run("""
        CREATE TABLE place_part AS
        SELECT split, part, min(part_name) AS part_name, count(*) AS population
        FROM child_part GROUP BY split, part ORDER BY split, part
    """)
    workspace.run(f"CREATE TABLE place_factor_part AS {sql_for_factors_by_part()}")
    kinds = {factor.id: factor.kind for factor in framework.factors}
    causes = [factor for factor, kind in kinds.items() if kind is FactorKind.CAUSE]
    symptoms = [factor for factor, kind in kinds.items() if kind is FactorKind.SYMPTOM]
    workspace.run(f"CREATE TABLE place_pair AS {sql_for_pairs(causes, symptoms)}")
    workspace.run(f"CREATE TABLE place_unmet AS {sql_for_unmet(causes, support)}")
    workspace.run("DROP TABLE child_part")


def sql_for_parts() -> str:
    """`(person_id, split, part, part_name)`: where each child belongs in each split. An empty part is not known.

    The school is the one that a child is on the roll of; of two, the newer. Ethnicity is the group of the code.
    """
    return """
        WITH child AS (SELECT person_id, age, sex, ethnicity FROM person WHERE is_child),
        roll AS (
            SELECT person_id, coalesce(team_code, team) AS part, team AS part_name,
                   row_number() OVER (
                       PARTITION BY person_id ORDER BY from_on DESC NULLS LAST, coalesce(team_code, team)
                   ) AS place
            FROM person_involvement, basis
            WHERE kind = 'school' AND coalesce(from_on <= as_of, true) AND coalesce(to_on >= as_of, true)
        ),
        sen AS (
            SELECT DISTINCT person_id FROM matrix
            WHERE factor_id = 'special_educational_needs' AND knowledge = 'present'
        )
        SELECT child.person_id, 'school' AS split, coalesce(roll.part, '') AS part,
               coalesce(roll.part_name, '') AS part_name
        FROM child LEFT JOIN roll ON roll.person_id = child.person_id AND roll.place = 1
        UNION ALL
        SELECT person_id, 'age', CASE WHEN age < 5 THEN '0 to 4' WHEN age < 11 THEN '5 to 10'
               WHEN age < 16 THEN '11 to 15' WHEN age IS NOT NULL THEN '16 and 17' ELSE '' END, ''
        FROM child
        UNION ALL
        SELECT person_id, 'sex', CASE WHEN sex IN ('F', 'M') THEN sex ELSE '' END, '' FROM child
        UNION ALL
        SELECT person_id, 'ethnicity', CASE WHEN ethnicity = 'CHNE' THEN 'A'
               WHEN substr(ethnicity, 1, 1) IN ('W', 'M', 'A', 'B') THEN substr(ethnicity, 1, 1)
               WHEN ethnicity = 'OOTH' THEN 'O' ELSE '' END, ''
        FROM child
        UNION ALL
        SELECT child.person_id, 'send', CASE WHEN sen.person_id IS NULL THEN 'none' ELSE 'recorded' END, ''
        FROM child LEFT JOIN sen ON sen.person_id = child.person_id
    """


def sql_for_factors_by_part() -> str:
    """One row per factor that a source can show and part that has children."""
    return f"""
        WITH {_CHILDREN},
        counted AS (
            SELECT affected.factor_id, split, part, count(*) AS children
            FROM affected JOIN child_part ON child_part.person_id = affected.person_id
            GROUP BY affected.factor_id, split, part
        )
        SELECT shown.factor_id, place_part.split, place_part.part, coalesce(counted.children, 0) AS children
        FROM shown CROSS JOIN place_part
        LEFT JOIN counted ON counted.factor_id = shown.factor_id AND counted.split = place_part.split
                         AND counted.part = place_part.part
        ORDER BY shown.factor_id, place_part.split, place_part.part
    """


def sql_for_pairs(causes: Collection[str], symptoms: Collection[str]) -> str:
    """One row per cause and symptom that a source can show: children for whom both are present."""
    return f"""
        WITH {_CHILDREN},
        both_present AS (
            SELECT cause.factor_id AS cause_id, symptom.factor_id AS symptom_id, count(*) AS children
            FROM affected AS cause
            JOIN child ON child.person_id = cause.person_id
            JOIN affected AS symptom ON symptom.person_id = cause.person_id
            WHERE cause.factor_id IN ({_names(causes)}) AND symptom.factor_id IN ({_names(symptoms)})
            GROUP BY cause.factor_id, symptom.factor_id
        )
        SELECT cause.factor_id AS cause_id, symptom.factor_id AS symptom_id, coalesce(children, 0) AS children
        FROM shown AS cause CROSS JOIN shown AS symptom
        LEFT JOIN both_present ON cause_id = cause.factor_id AND symptom_id = symptom.factor_id
        WHERE cause.factor_id IN ({_names(causes)}) AND symptom.factor_id IN ({_names(symptoms)})
        ORDER BY cause.factor_id, symptom.factor_id
    """


def sql_for_unmet(causes: Collection[str], support: Collection[str]) -> str:
    """One row per cause that a source can show: children for whom it is present and with whom nobody works."""
    return f"""
        WITH {_CHILDREN},
        supported AS (
            SELECT DISTINCT person_id FROM person_involvement, basis
            WHERE kind IN ({_names(support)}) AND coalesce(from_on <= as_of, true) AND coalesce(to_on >= as_of, true)
        ),
        unmet AS (
            SELECT affected.factor_id, count(*) AS children
            FROM affected
            JOIN child ON child.person_id = affected.person_id
            LEFT JOIN supported ON supported.person_id = affected.person_id
            WHERE supported.person_id IS NULL
            GROUP BY affected.factor_id
        )
        SELECT shown.factor_id, coalesce(unmet.children, 0) AS children
        FROM shown LEFT JOIN unmet ON unmet.factor_id = shown.factor_id
        WHERE shown.factor_id IN ({_names(causes)})
        ORDER BY shown.factor_id
    """


def _names(words: Collection[str]) -> str:
    """Names of definitions as a list in SQL: they are lower case and underscores."""
    return ", ".join(f"'{word}'" for word in sorted(words)) or "NULL"


# A child affected by a parent's and by an own fact of one factor is one child.
_CHILDREN = """
        child AS (SELECT person_id, ward, ward_name FROM person WHERE is_child),
        affected AS (SELECT DISTINCT person_id, factor_id FROM matrix WHERE knowledge = 'present'),
        shown AS (
            SELECT DISTINCT factor_id FROM factor_rule
            WHERE kind <> 'own_record' AND factor_id IN (SELECT factor_id FROM matrix)
        )"""
