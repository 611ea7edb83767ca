"""Each kind of condition as one statement: the facts on which it holds, and for which child. No sums over a child.

Only what the matrix calls present counts: what is out of date, ended or disputed prompts nobody.
"""

from datetime import date, timedelta

from oneplan.definitions.prompt import (
    ChangesOfWorker,
    LeadAgencyNotTold,
    NewSymptomKnownCauses,
    PromptRule,
    TwoAgenciesNoLead,
)

#: A recorded fact as `prompt_fact` holds it.
_EVENT = """
    fact.person_id, 'event' AS part, fact.event_id AS fact_id, fact.factor_id, fact.whose, fact.source, fact.agency,
    fact.kind, fact.code, fact.recorded_finding, fact.recorded_by, '' AS worker, fact.observed_on, fact.received_on
"""
#: Somebody's work with the child as `prompt_fact` holds it.
_INVOLVEMENT = """
    work.person_id, 'involvement' AS part, work.record_id AS fact_id, '' AS factor_id, 'child' AS whose, work.source,
    work.agency, work.kind, '' AS code, '' AS recorded_finding, coalesce(work.team, '') AS recorded_by,
    coalesce(work.worker, '') AS worker, work.from_on AS observed_on, CAST(NULL AS DATE) AS received_on
"""


def sql_for_matches(rule: PromptRule, as_of: date) -> str:
    """The facts on which a rule holds on a day: columns as in `prompt_fact`, without the prompt's id.

    Reads `present_fact`, `lead` and `person_involvement`.
    """
    match rule.when:
        case TwoAgenciesNoLead() as when:
            return _two_agencies(when, as_of)
        case NewSymptomKnownCauses() as when:
            return _new_symptom(when, as_of)
        case ChangesOfWorker() as when:
            return _changes_of_worker(when, as_of)
        case LeadAgencyNotTold() as when:
            return _lead_not_told(when, as_of)


def sql_for_present_facts() -> str:
    """`present_fact`: evidence of factors that may trigger, where the matrix says present, with the agency it is from.

    `is_first` says that nobody had recorded the factor of that child before that day.
    """
    return """
        SELECT evidence.*, trigger.kind AS factor_kind, coalesce(source_agency.agency, evidence.source) AS agency,
               evidence.observed_on = min(evidence.observed_on) OVER (
                   PARTITION BY evidence.person_id, evidence.factor_id
               ) AS is_first
        FROM evidence
        JOIN trigger_factor AS trigger ON trigger.factor_id = evidence.factor_id
        JOIN matrix ON matrix.person_id = evidence.person_id AND matrix.factor_id = evidence.factor_id
                   AND matrix.whose = evidence.whose AND matrix.knowledge = 'present'
        LEFT JOIN source_agency ON source_agency.source = evidence.source
        WHERE evidence.finding = 'present'
    """


def sql_for_leads(as_of: date) -> str:
    """`lead`: involvements of those who are a child's lead practitioner on the day."""
    return f"SELECT * FROM person_involvement WHERE is_lead AND {is_current('person_involvement', as_of)}"


def is_current(table: str, as_of: date) -> str:
    """SQL: an involvement has begun and not ended. An unknown beginning counts as begun."""
    day = _day(as_of)
    return f"coalesce({table}.from_on <= {day}, true) AND coalesce({table}.to_on >= {day}, true)"


def _two_agencies(when: TwoAgenciesNoLead, as_of: date) -> str:
    return f"""
        WITH fact AS (
            SELECT * FROM present_fact
            WHERE factor_kind = 'cause' AND is_current AND observed_on > {_since(as_of, when.within_days)}
              AND {_among(when.causes)}
        )
        SELECT {_EVENT} FROM fact
        WHERE person_id IN (
            SELECT one.person_id FROM fact AS one JOIN fact AS other
              ON other.person_id = one.person_id AND other.agency <> one.agency
        )
        AND person_id NOT IN (SELECT person_id FROM lead)
    """


def _new_symptom(when: NewSymptomKnownCauses, as_of: date) -> str:
    """The new symptom, and for each known cause what was recorded of it last, so that it is never read alone."""
    return f"""
        WITH symptom AS (
            SELECT * FROM present_fact
            WHERE factor_kind = 'symptom' AND is_current AND is_first
              AND observed_on > {_since(as_of, when.within_days)} AND {_among(when.symptoms)}
        ),
        cause AS (
            SELECT * FROM present_fact WHERE factor_kind = 'cause' AND is_current
            QUALIFY row_number() OVER (
                PARTITION BY person_id, factor_id, whose ORDER BY observed_on DESC, event_id
            ) = 1
        ),
        fact AS (
            SELECT * FROM symptom WHERE person_id IN (SELECT person_id FROM cause)
            UNION ALL
            SELECT * FROM cause WHERE person_id IN (SELECT person_id FROM symptom)
        )
        SELECT {_EVENT} FROM fact
    """


def _changes_of_worker(when: ChangesOfWorker, as_of: date) -> str:
    """A change is a worker who began after another of the same agency and kind of help; each worker begins once."""
    return f"""
        WITH spell AS (
            SELECT * FROM person_involvement
            WHERE worker <> '' AND from_on <= {_day(as_of)}
            QUALIFY row_number() OVER (
                PARTITION BY person_id, agency, kind, worker ORDER BY from_on, record_id, source
            ) = 1
        ),
        change AS (
            SELECT *, row_number() OVER (PARTITION BY person_id, agency, kind ORDER BY from_on, worker) > 1 AS is_change
            FROM spell
        ),
        recent AS (
            SELECT *, row_number() OVER (PARTITION BY person_id, agency, kind ORDER BY from_on, worker) AS nth
            FROM change WHERE is_change AND from_on > {_since(as_of, when.within_days)}
        )
        SELECT {_INVOLVEMENT} FROM recent AS work
        WHERE EXISTS (
            SELECT 1 FROM recent AS enough
            WHERE enough.person_id = work.person_id AND enough.agency = work.agency AND enough.kind = work.kind
              AND enough.nth = {when.changes}
        )
    """


def _lead_not_told(when: LeadAgencyNotTold, as_of: date) -> str:
    return f"""
        WITH recent AS (
            SELECT * FROM present_fact
            WHERE is_current AND {_among((when.factor,))} AND observed_on > {_since(as_of, when.within_days)}
        ),
        fact AS (
            SELECT * FROM recent
            WHERE person_id IN (SELECT person_id FROM lead)
              AND person_id NOT IN (
                  SELECT told.person_id FROM recent AS told
                  JOIN lead ON lead.person_id = told.person_id AND lead.agency = told.agency
              )
        )
        SELECT {_EVENT} FROM fact
        UNION ALL
        SELECT {_INVOLVEMENT} FROM lead AS work WHERE work.person_id IN (SELECT person_id FROM fact)
    """


def _among(factors: tuple[str, ...]) -> str:
    """Ids of factors come from checked definition files, of small letters and underscores."""
    return f"factor_id IN ({', '.join(repr(one) for one in factors)})" if factors else "true"


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def _since(as_of: date, days: int) -> str:
    return _day(as_of - timedelta(days=days))
