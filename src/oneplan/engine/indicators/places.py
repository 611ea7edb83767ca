"""Children by factor and place, from linked data: exact, and so for nobody's eyes until they passed `disclosure`."""

from oneplan.engine.store.workspace import Workspace


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


# A child affected by a parent's and by an own fact of one factor is one child.
_CHILDREN = """
        child AS (SELECT person_id, ward, ward_name FROM person WHERE is_child),
        affected AS (SELECT DISTINCT person_id, factor_id FROM matrix WHERE knowledge = 'present'),
        shown AS (
            SELECT DISTINCT factor_id FROM factor_rule
            WHERE kind <> 'own_record' AND factor_id IN (SELECT factor_id FROM matrix)
        )"""
