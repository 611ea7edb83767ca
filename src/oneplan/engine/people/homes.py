"""Where each person lives now, as an opaque residence: an address is only ever in the vault."""

from datetime import date

import pyarrow as pa

from oneplan.definitions.linkage import Families
from oneplan.engine.people.ids import opaque_id
from oneplan.engine.store.workspace import Workspace


def make_residences(workspace: Workspace, *, key: bytes, as_of: date, families: Families) -> None:
    """Make `residence(person_id, residence_id, seen_on, is_communal)`: the home each person was last seen at."""
    workspace.run(f"CREATE TEMP TABLE home AS {sql_for_homes(as_of)}")
    _name_homes(workspace, key)
    workspace.run(f"CREATE TABLE residence AS {sql_for_residences(families)}")
    workspace.run("DROP TABLE home")
    workspace.run("DROP TABLE named_home")


def sql_for_homes(as_of: date) -> str:
    """`(person_id, home, seen_on)`, `home` being the UPRN, or the postcode with house number and street.

    Where any record gives an address with its UPRN, the address means that UPRN for every record.
    """
    return f"""
        WITH located AS (
            SELECT person_id, record_id, seen_on, uprn,
                postcode || ' ' || coalesce(home_line, regexp_replace(lower(address), '[^a-z0-9]', '', 'g')) AS place
            FROM person_record
            JOIN vault.identity USING (record_id)
            JOIN (SELECT record_id, home_line FROM vault.comparison_form) AS form USING (record_id)
            WHERE seen_on <= DATE '{as_of.isoformat()}' OR seen_on IS NULL
        ),
        uprn_of AS (
            SELECT place, uprn FROM located WHERE place IS NOT NULL AND uprn IS NOT NULL
            GROUP BY place, uprn
            QUALIFY row_number() OVER (PARTITION BY place ORDER BY count(*) DESC, uprn) = 1
        )
        SELECT person_id, coalesce(located.uprn, uprn_of.uprn, place) AS home, seen_on
        FROM located LEFT JOIN uprn_of USING (place)
        WHERE home IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY seen_on DESC NULLS LAST, record_id) = 1
        ORDER BY person_id
    """


def _name_homes(workspace: Workspace, key: bytes) -> None:
    """Make `named_home(home, residence_id)`."""
    homes = [row[0] for row in workspace.rows("SELECT DISTINCT home FROM home ORDER BY home")]
    rows = pa.table(
        {
            "home": pa.array(homes, pa.string()),
            "residence_id": pa.array([opaque_id(key, "R", home) for home in homes], pa.string()),
        }
    )
    workspace.keep("named_home", rows, temporary=True)


def sql_for_residences(families: Families) -> str:
    """Every person's residence, and whether so many people live there that it is a home, a refuge or a hall."""
    return f"""
        WITH communal AS (
            SELECT home FROM home
            JOIN person USING (person_id)
            LEFT JOIN (
                SELECT person_id, min(family) AS family FROM vault.person_name GROUP BY person_id
            ) USING (person_id)
            GROUP BY home
            HAVING count(*) > {families.communal_people.count}
                OR count(DISTINCT family) FILTER (is_child) >= {families.communal_family_names.count}
        )
        SELECT person_id, residence_id, seen_on, home IN (FROM communal) AS is_communal
        FROM home JOIN named_home USING (home)
        ORDER BY person_id
    """
