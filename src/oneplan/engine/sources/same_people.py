"""Whether the people of a delivery are those that their numbers stood for in the last one."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oneplan.engine.sources.before import asked
from oneplan.engine.sources.report import Reason
from oneplan.engine.store.workspace import Workspace, sql_for_parquet

#: A system that was replaced gives old numbers to other people. A few are corrections.
_MUCH, _A_FEW = 0.01, 3
#: When most people of last time are here under other numbers, the numbers were made anew.
_MOST, _ENOUGH = 0.5, 20

REUSED = "numbers_of_others"
RENUMBERED = "other_numbers"


@dataclass(frozen=True)
class Compared:
    """A delivery's people beside those of the last one. Whole numbers only."""

    common: int  # numbers that are in both
    others: int  # of those, with another birth date and another name
    renumbered: int  # people by name and birth date who are in both under different numbers alone
    people: int  # people of the last delivery that can be told by name and birth date
    gone: int  # numbers of the last delivery that are not in this one
    other_nhs_number: int  # people with another NHS number than in the last delivery
    other_upn: int  # with another pupil number


def compared(workspace: Workspace, last_identity: Path) -> Compared:
    """The people of the workspace's `identity` beside those of an earlier file of it."""
    workspace.run(f"CREATE OR REPLACE TEMP VIEW last_time AS FROM {sql_for_parquet(last_identity)}")
    name = "lower(concat_ws(' ', {0}.given_name, {0}.family_name))"
    differs = f"now.birth_date <> last.birth_date AND {name.format('now')} <> {name.format('last')}"
    unnamed = "coalesce(now.given_name, now.family_name, last.given_name, last.family_name) IS NULL"
    common, others = workspace.rows(f"""
        SELECT count(*), count(*) FILTER (now.birth_date <> last.birth_date AND (({unnamed} AND now.sex <> last.sex)
            OR ({differs})))
        FROM identity AS now JOIN last_time AS last USING (record_id)
    """)[0]
    told = "WHERE birth_date IS NOT NULL AND given_name IS NOT NULL AND family_name IS NOT NULL"
    person = "lower(given_name) AS given, lower(family_name) AS family, birth_date"
    people, renumbered = workspace.rows(f"""
        WITH before AS (SELECT {person}, list(record_id) AS ids FROM last_time {told} GROUP BY ALL),
        after AS (SELECT {person}, list(record_id) AS ids FROM identity {told} GROUP BY ALL)
        SELECT count(*), count(*) FILTER (NOT list_has_any(before.ids, after.ids))
        FROM before LEFT JOIN after USING (given, family, birth_date)
    """)[0]
    gone = workspace.value("SELECT count(*) FROM last_time ANTI JOIN identity USING (record_id)")
    other_nhs_number, other_upn = workspace.rows("""
        SELECT count(*) FILTER (now.nhs_number <> last.nhs_number), count(*) FILTER (now.upn <> last.upn)
        FROM identity AS now JOIN last_time AS last USING (record_id)
    """)[0]
    return Compared(common, others, renumbered, people, gone, other_nhs_number, other_upn)


def questions_of_people(found: Compared) -> tuple[Reason, ...]:
    """What has to be confirmed, each a `Reason` of severity `ask`."""
    reasons = []
    if found.others >= _A_FEW and found.others > _MUCH * found.common:
        sentence = f"{found.others:,} of {found.common:,} numbers stood for somebody else in the last delivery"
        reasons.append(asked(REUSED, sentence))
    if found.people >= _ENOUGH and found.renumbered > _MOST * found.people:
        sentence = f"{found.renumbered:,} of {found.people:,} people of the last delivery are here under other numbers"
        reasons.append(asked(RENUMBERED, sentence))
    return tuple(reasons)


def notes_of_people(found: Compared, last_received_on: date) -> tuple[Reason, ...]:
    """What there is to know of people who are in one of the two deliveries alone, or under other numbers.

    Who is not in this one stays: an agency that no longer sends somebody has not said why. Numbers that changed are
    counted and nobody is named, for a new pupil number can be that of a child who was adopted.
    """
    day = f"{last_received_on:%-d %B %Y}"
    told = (
        (
            "not_in_latest",
            found.gone,
            f"of the delivery of {day} are not in this one; nothing about them was removed",
        ),
        (
            "nhs_number_changed",
            found.other_nhs_number,
            f"with another NHS number than in the delivery of {day}: ask the national tracing service which one holds",
        ),
        (
            "upn_changed",
            found.other_upn,
            f"with another pupil number than in the delivery of {day}. If one of them was adopted, go no further: tell "
            "whoever keeps sealed records, and nobody else",
        ),
    )
    return tuple(
        Reason(code, f"{count:,} {'person' if count == 1 else 'people'} {words}", "note", "", "", count, ())
        for code, count, words in told
        if count
    )
