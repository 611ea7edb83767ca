"""School census rows as standard rows: they hang together by school and pupil number, term by term."""

from oneplan.engine.sources.protecting import sql_for_protected
from oneplan.engine.sources.school_census.attendance import sql_for_attendance
from oneplan.engine.sources.shape import Receipt
from oneplan.engine.store.workspace import Workspace


def standardise(workspace: Workspace, receipt: Receipt) -> None:
    """Add a school census to the standard tables."""
    for name, table in BOTH_ROLLS.items():
        workspace.run(f"CREATE VIEW {name} AS {sql_for_both_rolls(table)}")
    workspace.run(f"CREATE TABLE pupil AS {sql_for_pupil()}")
    workspace.run(f"INSERT INTO identity {sql_for_identity()}")
    workspace.run(f"INSERT INTO involvement {sql_for_involvement()}")
    workspace.run(f"CREATE TABLE attendance AS {sql_for_attendance()}")
    workspace.run(f"INSERT INTO event {sql_for_event(receipt)}")


#: Tables that a census has twice, for pupils on the roll and for those who have left, by the name used here.
BOTH_ROLLS = {
    "roll_of_pupils": ("pupilonroll", "pupilnolongeronroll"),
    "address": ("addresses", "addressesoffroll"),
    "termly": ("termlysessiondetailsonroll", "termlysessiondetailsoffroll"),
    "half_summer": ("summerhalfterm2sessiondetailsonroll", "summerhalfterm2sessiondetailsoffroll"),
    "excluded": ("termlyexclusionsonroll", "termlyexclusionsoffroll"),
}


def sql_for_both_rolls(tables: tuple[str, str]) -> str:
    """SQL for the rows of both tables, each with its roll and the pupil's number on it."""
    on, off = tables
    return f"""
        SELECT *, 'on' AS roll, pupilonrolltableid AS pupil_id FROM good_{on}
        UNION ALL BY NAME
        SELECT *, 'off' AS roll, pupilnolongeronrolltableid AS pupil_id FROM good_{off}
    """


def sql_for_pupil() -> str:
    """SQL for pupils with their record id, school and census day.

    The record id is made from the pupil number, which is the same every term, and hides it: record ids travel outside
    the vault. A temporary number, or one that two pupils of a school share, says nothing about who somebody is.
    """
    return """
        SELECT pupil.*, school.schoolname, school.phoneno, census.urn,
            coalesce(census.referencedate, CASE split_part(pupil._batch, '_', 2)
                WHEN 'autumn' THEN make_date(split_part(pupil._batch, '_', 1)::INTEGER, 10, 1)
                WHEN 'spring' THEN make_date(split_part(pupil._batch, '_', 1)::INTEGER, 1, 15)
                WHEN 'summer' THEN make_date(split_part(pupil._batch, '_', 1)::INTEGER, 5, 15)
            END, pupil.reported_on) AS census_day,
            'school_census:' || left(md5(CASE
                WHEN pupil.upn IS NOT NULL
                    AND count(*) OVER (PARTITION BY pupil._batch, pupil.roll, pupil."NativeId", pupil.upn) = 1
                THEN concat_ws('|', pupil."NativeId", pupil.upn)
                ELSE concat_ws('|', pupil._batch, pupil."NativeId", pupil.pupil_id, nullif(pupil.roll, 'on'))
            END), 16) AS record_id
        FROM roll_of_pupils AS pupil
        LEFT JOIN (SELECT DISTINCT ON (_batch, "NativeId") * FROM good_school) AS school
            ON school._batch = pupil._batch AND school."NativeId" = pupil."NativeId"
        LEFT JOIN (SELECT DISTINCT ON (_batch, "NativeId") * FROM good_schoolcensus) AS census
            ON census._batch = pupil._batch AND census."NativeId" = pupil."NativeId"
    """


def sql_for_identity() -> str:
    """SQL for who the pupils are: the last census day counts. A preferred surname is often the one used before."""
    line = "coalesce(address.addressline1, nullif(concat_ws(' ', address.saon, address.paon, address.street), ''))"
    hidden = sql_for_protected(line)
    return f"""
        SELECT record_id, 'school_census', true, forename, surname, NULL,
            nullif(coalesce(formersurname, preferredsurname), surname),
            dob, sex, ethnicity,
            CASE WHEN NOT {hidden} THEN {line} END,
            CASE WHEN NOT {hidden} THEN address.postcode END,
            CASE WHEN NOT {hidden} THEN address.uniquepropertyreferencenumber END,
            NULL, upn, formerupn, NULL, NULL, census_day
        FROM pupil
        LEFT JOIN (SELECT DISTINCT ON (_batch, "NativeId", roll, pupil_id) * FROM address) AS address
            USING (_batch, "NativeId", roll, pupil_id)
        ORDER BY census_day, pupil._row
    """


def sql_for_involvement() -> str:
    """SQL for the school as part of a child's life, from the day of entry until they left it."""
    return """
        SELECT record_id, 'school_census', 'schools', schoolname, coalesce(urn, "NativeId"), NULL, NULL, max(phoneno),
            'school', false, min(entrydate),
            CASE WHEN max(census_day) FILTER (roll = 'on') = last_day THEN NULL
                WHEN max(leavingdate) IS NOT NULL THEN max(leavingdate)
                WHEN max(census_day) < last_day THEN max(census_day) END
        FROM (SELECT *, max(census_day) OVER (PARTITION BY "NativeId") AS last_day FROM pupil) AS pupil
        GROUP BY record_id, schoolname, urn, "NativeId", last_day
    """


def sql_for_event(receipt: Receipt) -> str:
    """SQL for everything that a census says happened or is so."""
    received = f"DATE '{receipt.received_on}'"
    recorded_by = f"coalesce(schoolname, '{receipt.contract.recorded_by}')"
    return f"""
        SELECT concat_ws(':', 'school_census', kind, natural_key), record_id, 'school_census', kind, code, value,
            'subject', 'self', 'present', certainty, observed_on, observed_to, false, {recorded_by}, {received}
        FROM (
            SELECT *, 'fact' AS certainty, concat_ws(':', record_id, observed_on) AS natural_key FROM attendance
            UNION ALL {_sql_for_needs()}
            UNION ALL {_sql_for_carers()}
            UNION ALL {_sql_for_exclusions()}
            UNION ALL {_sql_for_meals()}
        ) AS said
        ORDER BY observed_on
    """


def _event(kind: str, code: str, day: str, end: str = "NULL::DATE", certainty: str = "fact") -> str:
    """The columns that all parts of `sql_for_event` have in common."""
    return f"""
        record_id, schoolname, {kind} AS kind, {code} AS code, NULL::DOUBLE AS value, {day} AS observed_on,
        {end} AS observed_to, '{certainty}' AS certainty"""


def _sql_for_needs() -> str:
    # "N, no provision" is what a school's system says when nobody has looked, so it is not a finding.
    return f"""
        SELECT {_event("'sen_provision'", "senprovision", "census_day")}, concat_ws(':', record_id, senprovision)
        FROM pupil WHERE roll = 'on' AND senprovision IN ('K', 'E', 'S', 'A', 'P')
        UNION ALL
        SELECT {_event("'sen_need'", "sentype", "census_day")}, concat_ws(':', record_id, sentype)
        FROM good_senneeds JOIN pupil USING (_batch, "NativeId", pupilonrolltableid)
    """


def _sql_for_carers() -> str:
    return f"""
        SELECT {_event("'young_carer'", "youngcarer", "census_day", certainty="report")},
            concat_ws(':', record_id, youngcarer)
        FROM pupil WHERE youngcarer IN ('P', 'S')
    """


def _sql_for_exclusions() -> str:
    """Each reason of a suspension or exclusion is an event of its own; lunchtime ones are suspensions too."""
    kind = "CASE category WHEN 'PERM' THEN 'exclusion' ELSE 'suspension' END"
    return f"""
        SELECT {_event(kind, "reason", "startdate")}, concat_ws(':', record_id, startdate, reason)
        FROM (
            SELECT *, unnest(list_distinct([coalesce(reason1, ''), reason2, reason3])) AS reason FROM excluded
        ) AS each
        JOIN pupil USING (_batch, "NativeId", roll, pupil_id)
    """


def _sql_for_meals() -> str:
    return f"""
        SELECT {_event("'free_school_meals'", "''", "fsmstartdate", "fsmenddate")},
            concat_ws(':', record_id, fsmstartdate)
        FROM good_fsmperiod JOIN pupil USING (_batch, "NativeId", pupilonrolltableid)
    """
