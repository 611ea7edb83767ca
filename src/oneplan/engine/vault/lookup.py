"""Finding a child by name and birth date, and reading who somebody is. Only one audited operation may call this."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from oneplan.engine.store.workspace import Workspace
from oneplan.engine.vault.folding import sql_for_folded
from oneplan.vocabulary.identifiers import PersonId

#: As many as a person can look through. A search that would find more should say more.
MOST_FOUND = 20
#: Jaro-Winkler similarity at which a written name is taken for a recorded one: Aiden and Aidan, not Amy and Anna.
_ALIKE = 0.88


@dataclass(frozen=True)
class Particulars:
    """Who somebody is, as well as the agencies know."""

    person_id: PersonId
    given_name: str | None
    family_name: str | None
    known_as: str | None
    birth_date: date | None
    address_line: str | None
    postcode: str | None


@dataclass(frozen=True)
class Found(Particulars):
    """Somebody whom a search found. `is_exact`: every word is a recorded name, the birth date as recorded."""

    is_exact: bool


def find(workspace: Workspace, *, name: str, birth_date: date | None, hidden: Collection[PersonId] = ()) -> list[Found]:
    """Children and young people whose recorded names and birth date fit, the best first, at most `MOST_FOUND`.

    Words may come in any order, without accents and with a small slip of the pen; a birth date may be one slip off
    when the name fits. Without a birth date every word must fit; with only a birth date, everyone born that day.
    `workspace` is open on a snapshot's vault. Those in `hidden` are as if they were not in it.
    """
    words = [word for word in re.split(r"[\s,]+", name.strip()) if word]
    if not words and birth_date is None:
        return []
    rows = workspace.rows(_sql_for_found(), {"words": words, "birth_date": birth_date, "hidden": list(hidden)})
    return [Found(PersonId(person_id), *fields) for person_id, *fields in rows]


def particulars(workspace: Workspace, person_ids: Sequence[PersonId]) -> dict[PersonId, Particulars]:
    """Who these people are. Ids that nobody has are left out."""
    rows = workspace.rows(
        f"SELECT {_PARTICULARS} FROM vault.person_particulars WHERE person_id IN (SELECT unnest($people)) ORDER BY 1",
        {"people": list(person_ids)},
    )
    return {PersonId(person_id): Particulars(PersonId(person_id), *fields) for person_id, *fields in rows}


_PARTICULARS = "person_id, given_name, family_name, known_as, birth_date, address, postcode"

#: 2 for the birth date itself, 1 for one that is a slip of the pen away, 0 for any other.
_BIRTH_FIT = """CASE
    WHEN birth_date = born THEN 2
    WHEN (year(birth_date) = year(born) AND month(birth_date) = month(born))
      OR (year(birth_date) = year(born) AND day(birth_date) = day(born))
      OR (month(birth_date) = month(born) AND day(birth_date) = day(born))
      OR (year(birth_date) = year(born) AND month(birth_date) = day(born) AND day(birth_date) = month(born)) THEN 1
    ELSE 0
END"""


def _sql_for_found() -> str:
    """Each word is compared with every name of a person and the best likeness kept; the worst word decides.

    Words that are written apart or with a hyphen in one place and together in another are tried together as well.
    """
    return f"""
        WITH asked AS (
            SELECT $birth_date::DATE AS born, {sql_for_folded("array_to_string($words::VARCHAR[], '')")} AS together
        ),
        word AS (
            SELECT DISTINCT word FROM (
                SELECT {sql_for_folded("written")} AS word FROM (SELECT unnest($words::VARCHAR[]) AS written)
            ) WHERE word IS NOT NULL
        ),
        young AS (
            SELECT {_PARTICULARS}, born, {_BIRTH_FIT} AS birth_fit
            FROM vault.person_particulars CROSS JOIN asked
            WHERE is_young AND person_id NOT IN (SELECT unnest($hidden::VARCHAR[])) AND (born IS NULL OR birth_fit > 0)
        ),
        recorded AS (
            SELECT DISTINCT person_id, unnest([given, family]) AS recorded
            FROM vault.person_name SEMI JOIN young USING (person_id)
        ),
        alike AS (
            SELECT person_id, word, max(jaro_winkler_similarity(recorded, word)) AS likeness
            FROM recorded CROSS JOIN word
            WHERE recorded IS NOT NULL
            GROUP BY person_id, word
        ),
        by_word AS (SELECT person_id, min(likeness) AS worst, avg(likeness) AS mean FROM alike GROUP BY person_id),
        by_whole AS (
            SELECT DISTINCT person_id, 1.0 AS whole FROM vault.person_name CROSS JOIN asked
            WHERE given || family = together OR family || given = together
        ),
        fitting AS (
            SELECT young.*, mean, greatest(coalesce(worst, 0), coalesce(whole, 0)) AS name_fit
            FROM young LEFT JOIN by_word USING (person_id) LEFT JOIN by_whole USING (person_id)
        )
        SELECT {_PARTICULARS},
            (name_fit = 1 OR NOT EXISTS (FROM word)) AND (birth_fit = 2 OR born IS NULL) AS is_exact
        FROM fitting
        WHERE name_fit >= {_ALIKE} OR (NOT EXISTS (FROM word) AND birth_fit = 2)
        ORDER BY birth_fit DESC, name_fit DESC, mean DESC, family_name, given_name, person_id
        LIMIT {MOST_FOUND}
    """
