"""Everyone, without names: what the rest of the engine may know of a person."""

from datetime import date

from oneplan.engine.store.workspace import Workspace


def make_persons(workspace: Workspace, as_of: date) -> None:
    """Make `person(person_id, is_child, birth_month, sex, ethnicity, ward, ward_name, age)`."""
    workspace.run(f"CREATE TABLE person AS {sql_for_persons(as_of)}")


def sql_for_persons(as_of: date) -> str:
    """A child is under 18 on `as_of`; without a birth date, whom an agency holds as a child.

    `age` is in whole years, null before birth. Of the birth date only the month goes on, as its first day.
    """
    day = f"DATE '{as_of.isoformat()}'"
    return f"""
        SELECT person_id,
            coalesce(datesub('year', birth_date, {day}) < 18, held_as_child, false) AS is_child,
            date_trunc('month', birth_date)::DATE AS birth_month,
            coalesce(sex, 'U') AS sex,
            ethnicity,
            place.ward,
            place.ward_name,
            CASE WHEN birth_date <= {day} THEN datesub('year', birth_date, {day})::INTEGER END AS age
        FROM vault.person_particulars
        LEFT JOIN vault.postcode_ward AS place USING (postcode)
        ORDER BY person_id
    """


def make_keyed_by_person(workspace: Workspace) -> None:
    """Make `person_event`, `person_involvement` and `person_relationship`: the standard tables by person.

    Sorted by person, so that one person's rows are read from one place. `event` is not kept beside them.
    """
    workspace.run("""
        CREATE TABLE person_event AS
        SELECT person_id, event.* FROM event JOIN person_record USING (record_id)
        ORDER BY person_id, observed_on, event_id
    """)
    workspace.run("DROP TABLE event")
    workspace.run("""
        CREATE TABLE person_involvement AS
        SELECT person_id, involvement.* FROM involvement JOIN person_record USING (record_id)
        ORDER BY person_id, source, kind, from_on, record_id
    """)
    workspace.run("""
        CREATE TABLE person_relationship AS
        SELECT mine.person_id, other.person_id AS other_person_id, relationship.*
        FROM relationship
        JOIN person_record AS mine ON mine.record_id = relationship.record_id
        JOIN person_record AS other ON other.record_id = relationship.other_record_id
        WHERE mine.person_id <> other.person_id
        ORDER BY mine.person_id, other_person_id, kind, relationship.record_id
    """)
