"""Families: what agencies said of who belongs to whom, and after that who shares a home.

Children of one home who belong together are a group. An adult who is the same to all of them is in the group's
family; an adult who is something to some of them only (the father of two of three) makes a family with those.
So what is said of a member is true of every child in that family, and a child may be in several.
"""

from datetime import date

import numpy as np
import pyarrow as pa

from oneplan.definitions.linkage import Families
from oneplan.engine.linkage.clusters import Pairs, connected
from oneplan.engine.people.ids import opaque_id
from oneplan.engine.store.workspace import Workspace

_PARENT_LIKE = "('parent_of', 'step_parent_of', 'carer_of')"


def make_families(workspace: Workspace, *, key: bytes, as_of: date, families: Families) -> None:
    """Make `family_member(family_id, person_id, role)`; role is child, parent, step_parent, carer or adult."""
    workspace.run(f"CREATE TEMP TABLE shared_home AS {sql_for_shared_homes(families)}")
    workspace.run(f"CREATE TEMP TABLE stated AS {sql_for_stated(as_of)}")
    _make_groups(workspace)
    workspace.run(f"CREATE TEMP TABLE tie AS {sql_for_ties()}")
    workspace.run(f"CREATE TEMP TABLE member AS {sql_for_members()}")
    _name_families(workspace, key)
    for table in ("shared_home", "stated", "grouped", "tie", "member"):
        workspace.run(f"DROP TABLE {table}")


def sql_for_shared_homes(families: Families) -> str:
    """`(one, other, by_agency, same_name)`: two people who live together.

    `by_agency`: one agency holds them as a household. Else they were last seen at one address, where not many live;
    and they have a family name in common (`same_name`), or were seen there at about the same time.
    """
    months = families.lived_together_months.count
    most = families.communal_people.count
    return f"""
        WITH household AS (
            SELECT DISTINCT household_id, person_id
            FROM vault.identity JOIN person_record USING (record_id)
            WHERE household_id IS NOT NULL
        ),
        small AS (SELECT household_id FROM household GROUP BY household_id HAVING count(*) <= {most}),
        family_name AS (SELECT person_id, list(DISTINCT family) AS families FROM vault.person_name GROUP BY person_id),
        housemate AS (
            SELECT residence_id, residence.person_id, seen_on, families
            FROM residence LEFT JOIN family_name USING (person_id)
            WHERE NOT is_communal
        ),
        pair AS (
            SELECT l.person_id AS one, r.person_id AS other, true AS by_agency, false AS same_name, true AS same_time
            FROM household AS l JOIN small USING (household_id) JOIN household AS r USING (household_id)
            UNION ALL
            SELECT l.person_id, r.person_id, false, coalesce(list_has_any(l.families, r.families), false),
                coalesce(abs(datediff('month', l.seen_on, r.seen_on)) <= {months}, false)
            FROM housemate AS l JOIN housemate AS r USING (residence_id)
        )
        SELECT one, other, bool_or(by_agency) AS by_agency, bool_or(same_name) AS same_name
        FROM pair
        WHERE one <> other AND (by_agency OR same_name OR same_time)
        GROUP BY one, other
    """


def sql_for_stated(as_of: date) -> str:
    """`(one, other, kind)`: what agencies say two people are to each other on `as_of`."""
    day = f"DATE '{as_of.isoformat()}'"
    return f"""
        SELECT DISTINCT person_id AS one, other_person_id AS other, kind
        FROM person_relationship
        WHERE (from_on <= {day} OR from_on IS NULL) AND (to_on > {day} OR to_on IS NULL)
    """


def sql_for_sibling_links() -> str:
    """`(one, other)`: children who belong to one group.

    Said to be sisters or brothers, or to have a parent or carer in common, and not known to live apart; or held by one
    agency as one household; or seen in one home with a family name in common.
    """
    return f"""
        WITH child AS (SELECT person_id FROM person WHERE is_child),
        kin AS (
            SELECT one, other FROM stated WHERE kind = 'sibling_of'
            UNION
            SELECT l.other, r.other FROM stated AS l JOIN stated AS r ON l.one = r.one
            WHERE l.kind IN {_PARENT_LIKE} AND r.kind IN {_PARENT_LIKE} AND l.other <> r.other
        )
        SELECT DISTINCT least(one, other) AS one, greatest(one, other) AS other
        FROM (
            SELECT kin.one, kin.other FROM kin
            LEFT JOIN residence AS l ON l.person_id = kin.one
            LEFT JOIN residence AS r ON r.person_id = kin.other
            WHERE l.residence_id = r.residence_id OR l.residence_id IS NULL OR r.residence_id IS NULL
            UNION ALL
            SELECT one, other FROM stated WHERE kind = 'household_with'
            UNION ALL
            SELECT one, other FROM shared_home WHERE by_agency OR same_name
        ) AS link
        WHERE one IN (FROM child) AND other IN (FROM child)
        ORDER BY one, other
    """


def _make_groups(workspace: Workspace) -> None:
    """Make `grouped(group_id, person_id)`: every child's group, named by its first child."""
    children = [row[0] for row in workspace.rows("SELECT person_id FROM person WHERE is_child ORDER BY person_id")]
    place = {child: node for node, child in enumerate(children)}
    links = workspace.rows(sql_for_sibling_links())
    left = np.array([place[one] for one, _ in links], dtype=np.int64)
    right = np.array([place[other] for _, other in links], dtype=np.int64)
    groups = connected(len(children), Pairs(left, right))
    rows = pa.table(
        {
            "group_id": pa.array([children[first] for first in groups.tolist()], pa.string()),
            "person_id": pa.array(children, pa.string()),
        }
    )
    workspace.keep("grouped", rows, temporary=True)


def sql_for_ties() -> str:
    """`(group_id, adult, child, role)`: what each adult is to each child, as stated; else for sharing a home.

    Nobody said whose child one is who lives with brothers and sisters and their parent: then that parent is taken to
    be this child's as well. Any other adult at home is only that.
    """
    return f"""
        WITH said AS (
            SELECT one AS adult, other AS child, CASE
                    WHEN bool_or(kind = 'parent_of') THEN 'parent'
                    WHEN bool_or(kind = 'step_parent_of') THEN 'step_parent'
                    ELSE 'carer'
                END AS role
            FROM stated WHERE kind IN {_PARENT_LIKE}
            GROUP BY one, other
        ),
        at_home AS (
            SELECT one AS adult, other AS child FROM shared_home
            UNION
            SELECT one, other FROM stated WHERE kind = 'household_with'
            UNION
            SELECT other, one FROM stated WHERE kind = 'household_with'
        ),
        of_group AS (
            SELECT group_id, adult, min(role) AS role
            FROM said JOIN grouped ON grouped.person_id = said.child
            GROUP BY group_id, adult
            HAVING count(DISTINCT role) = 1
        )
        SELECT group_id, adult, child, role FROM said JOIN grouped ON grouped.person_id = said.child
        UNION ALL
        SELECT grouped.group_id, at_home.adult, at_home.child,
            CASE WHEN at_home.child IN (SELECT child FROM said) THEN 'adult' ELSE coalesce(of_group.role, 'adult') END
        FROM at_home
        JOIN grouped ON grouped.person_id = at_home.child
        ANTI JOIN said ON said.adult = at_home.adult AND said.child = at_home.child
        LEFT JOIN of_group ON of_group.group_id = grouped.group_id AND of_group.adult = at_home.adult
        WHERE at_home.adult IN (SELECT person_id FROM person WHERE NOT is_child)
    """


def sql_for_members() -> str:
    """`(family, person_id, role)`: the group's family, and one more for each adult who is not the same to all of it."""
    return """
        WITH size AS (SELECT group_id, count(*) AS children FROM grouped GROUP BY group_id),
        part AS (
            SELECT group_id, adult, role, list(child ORDER BY child) AS of_children,
                CASE WHEN count(*) = any_value(size.children) THEN group_id
                     ELSE group_id || ' ' || adult || ' ' || role END AS family
            FROM tie JOIN size USING (group_id)
            GROUP BY group_id, adult, role
        )
        SELECT group_id AS family, person_id, 'child' AS role FROM grouped
        UNION
        SELECT family, adult, role FROM part
        UNION
        SELECT family, unnest(of_children), 'child' FROM part WHERE family <> group_id
    """


def _name_families(workspace: Workspace, key: bytes) -> None:
    """Make `family_member`. A child with nobody known around it is still a family's only known member."""
    members = workspace.rows("SELECT family, person_id, role FROM member ORDER BY family, person_id, role")
    rows = pa.table(
        {
            "family_id": pa.array([opaque_id(key, "F", family) for family, _, _ in members], pa.string()),
            "person_id": pa.array([person for _, person, _ in members], pa.string()),
            "role": pa.array([role for _, _, role in members], pa.string()),
        }
    )
    workspace.keep("family_member", rows)
