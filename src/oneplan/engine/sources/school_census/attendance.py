"""Sessions by attendance code, as a share of possible sessions missed: regular, persistent or severe.

Persistent absence is 10 per cent or more of possible sessions missed, severe absence 50 per cent or more, as the
Department for Education publishes them.
"""

PRESENT = ("/", "\\", "L")
ELSEWHERE = ("B", "J", "K", "P", "V", "W")  # approved educational activity counts as being there
AUTHORISED = ("C", "C1", "C2", "E", "H", "I", "J1", "M", "R", "S", "T")
UNAUTHORISED = ("G", "N", "O", "U")
NOT_REQUIRED = ("#", "D", "Q", "X", "Y", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7", "Z")


def sql_for_attendance() -> str:
    """SQL for one row per pupil and time: code, per cent missed, and the time, which is before the census day.

    The time is the term before; an autumn census also gives the second half of the summer term. A pupil without a
    single session row is left out unless the school sends absences only: no rows may mean no absence or no data, and
    only then is it known which.
    """
    first, last = (_sql_for_term_before("pupil.census_day", end) for end in ("first", "last"))
    summer = [f"make_date(year(pupil.census_day), {month}, {day})" for month, day in ((6, 1), (7, 22))]
    return f"""
        SELECT record_id, schoolname, 'attendance' AS kind,
            CASE WHEN missed >= 0.5 * possible THEN 'severe' WHEN missed >= 0.1 * possible THEN 'persistent'
                ELSE 'regular' END AS code,
            round(100.0 * missed / possible, 1) AS value, observed_on,
            greatest(observed_on, least(observed_to, leavingdate)) AS observed_to
        FROM (
            {_sql_for_missed("termly", "termlysessionspossible", first, last)}
            UNION ALL {_sql_for_missed("half_summer", "summerhalfterm2sessionspossible", *summer)}
        ) AS summed
        WHERE possible > 0
        QUALIFY row_number() OVER (PARTITION BY record_id, observed_on ORDER BY census_day DESC) = 1
    """


def _sql_for_missed(sessions: str, possible: str, first: str, last: str) -> str:
    """SQL for pupils with the sessions of a table that they missed, those they could have come to, and the time."""
    return f"""
        SELECT pupil.record_id, pupil.schoolname, pupil.census_day, pupil.leavingdate,
            {first} AS observed_on, {last} AS observed_to,
            coalesce(sums.missed, 0) AS missed,
            greatest(coalesce(nullif(pupil.{possible}, 0), sums.counted), sums.missed) AS possible
        FROM pupil
        LEFT JOIN ({_sql_for_sums(sessions)}) AS sums USING (_batch, "NativeId", roll, pupil_id)
        LEFT JOIN ({_sql_for_schools(sessions)}) AS sent USING (_batch, "NativeId")
        WHERE sums.counted > 0 OR (sums.counted IS NULL AND sent.absences_only AND pupil.{possible} > 0)
    """


def _sql_for_sums(sessions: str) -> str:
    missed = _sum_of(AUTHORISED + UNAUTHORISED)
    counted = _sum_of(PRESENT + ELSEWHERE + AUTHORISED + UNAUTHORISED)
    return f"""
        SELECT _batch, "NativeId", roll, pupil_id, {missed} AS missed, {counted} AS counted
        FROM {sessions} GROUP BY ALL
    """


def _sql_for_schools(sessions: str) -> str:
    """Whether a school's return has absences only."""
    return f"""
        SELECT _batch, "NativeId", {_sum_of(PRESENT)} = 0 AS absences_only
        FROM {sessions} GROUP BY ALL
    """


def _sum_of(codes: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"coalesce(sum(sessions) FILTER (attendancereason IN ({listed})), 0)"


def _sql_for_term_before(day: str, end: str) -> str:
    """The first or last day of the term before a census day: autumn before January, spring before May, else summer."""
    autumn, spring, summer = {
        "first": ("make_date(year({day}) - 1, 9, 1)", "make_date(year({day}), 1, 1)", "make_date(year({day}), 4, 15)"),
        "last": ("make_date(year({day}) - 1, 12, 20)", "make_date(year({day}), 4, 1)", "make_date(year({day}), 7, 22)"),
    }[end]
    choice = f"CASE WHEN month({{day}}) < 4 THEN {autumn} WHEN month({{day}}) < 8 THEN {spring} ELSE {summer} END"
    return choice.format(day=day)
