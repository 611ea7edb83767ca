"""Homes of twins: where two children of one birth date are known to live, a name merely alike is not enough."""

from collections.abc import Sequence

from oneplan.definitions.linkage import LinkageDefinition
from oneplan.engine.linkage.forms import sql_for_alike
from oneplan.engine.store.workspace import Workspace


def make_twins(workspace: Workspace, definition: LinkageDefinition, *, everyone: bool) -> None:
    """Make `vault.twin(birth_date, family)`, looking again only where records moved, unless at `everyone`."""
    if everyone:
        workspace.run(f"CREATE TABLE vault.twin AS {sql_for_twins('vault.comparison_form', definition)}")
        return
    workspace.run(f"CREATE TABLE in_question AS {_SQL_FOR_IN_QUESTION}")
    asked = "(SELECT * FROM vault.comparison_form SEMI JOIN in_question USING (birth_date, family))"
    homes = "(" + " OR ".join(f"l.{home} = r.{home}" for home in _HOMES) + ")"  # few are asked: one reading, not three
    workspace.run(f"CREATE TABLE twin_again AS {sql_for_twins(asked, definition, homes=(homes,))}")
    workspace.run("DELETE FROM vault.twin WHERE (birth_date, family) IN (SELECT (birth_date, family) FROM in_question)")
    workspace.run("INSERT INTO vault.twin FROM twin_again")


#: What makes a home one home.
_HOMES = ("postcode", "uprn", "household_id")
_EACH_HOME = tuple(f"l.{home} = r.{home}" for home in _HOMES)

#: Birth dates and family names of records that moved, as they read before and now, and of whom they could pair with.
_SQL_FOR_IN_QUESTION = """
    WITH form AS (
        SELECT birth_date, family, family_parts FROM vault.comparison_form SEMI JOIN moved USING (record_id)
        UNION
        SELECT birth_date, family, family_parts FROM before_form SEMI JOIN moved USING (record_id)
    )
    SELECT birth_date, family FROM form WHERE birth_date IS NOT NULL AND family IS NOT NULL
    UNION
    SELECT other.birth_date, other.family
    FROM form JOIN vault.comparison_form AS other USING (birth_date)
    WHERE list_has_any(form.family_parts, other.family_parts)
"""


def sql_for_twins(asked: str, definition: LinkageDefinition, homes: Sequence[str] = _EACH_HOME) -> str:
    """SQL for `(birth_date, family)` of the rows `asked` that live where two children of one birth date do.

    They are known as two because they carry two numbers, because one agency's list of a household names both, or
    because one agency holds both under names unlike each other.
    """
    alike = definition.names.same_spelt_differently.similarity
    each = " UNION ALL ".join(
        f"""
        SELECT l.birth_date, l.family
        FROM {asked} AS l
        JOIN vault.comparison_form AS r
          ON l.birth_date = r.birth_date AND {home} AND l.record_id <> r.record_id
        WHERE l.family IS NOT NULL
          AND NOT list_has_any(l.given_forms, r.given_forms)
          AND (l.family = r.family OR list_has_any(l.family_parts, r.family_parts))
          AND (
            l.nhs_number <> r.nhs_number
            OR l.upn <> r.upn
            OR l.la_child_id <> r.la_child_id
            OR l.household_id = r.household_id
            OR (l.source = r.source AND NOT {sql_for_alike("l.given", "r.given", alike)})
          )
        """
        for home in homes
    )
    return f"SELECT DISTINCT birth_date, family FROM ({each}) AS pair"
