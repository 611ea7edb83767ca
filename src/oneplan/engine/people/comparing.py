"""Reading pairs of records side by side, as agencies gave them. Only one audited operation may call this."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from oneplan.definitions.linkage import linkage_definition
from oneplan.engine.linkage.model import comparisons
from oneplan.engine.linkage.scoring import WEIGHT_PARTS
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.identifiers import PersonId


@dataclass(frozen=True)
class Candidate:
    """Two records that may be of one person, by opaque ids. `person_id_r` is None where the record waits."""

    candidate_id: str
    record_ref_l: str
    record_ref_r: str
    person_id_l: PersonId
    person_id_r: PersonId | None
    source_l: str
    source_r: str
    standing: str
    match_weight: float | None

    @property
    def people(self) -> frozenset[PersonId]:
        """Whom the pair is about."""
        return frozenset(one for one in (self.person_id_l, self.person_id_r) if one is not None)


@dataclass(frozen=True)
class RecordAsGiven:
    """One agency's record, as the agency gave it."""

    source: str
    given_name: str | None
    family_name: str | None
    known_as: str | None
    former_family_name: str | None
    birth_date: date | None
    sex: str | None
    address: str | None
    postcode: str | None
    nhs_number: str | None
    upn: str | None
    former_upn: str | None
    la_child_id: str | None
    is_child: bool | None
    seen_on: date | None
    is_of_today: bool


@dataclass(frozen=True)
class Part:
    """What one comparison adds to a match weight, and what was found in words."""

    name: str
    found: str
    weight: float


@dataclass(frozen=True)
class Compared:
    """Two records side by side, and what speaks for and against their being of one person."""

    candidate: Candidate
    left: RecordAsGiven
    right: RecordAsGiven
    rule: str | None
    reason: str | None
    match_probability: float | None
    parts: tuple[Part, ...]


_CANDIDATE = """
    SELECT candidate_id, record_ref_l, record_ref_r, person_id_l, person_id_r,
        split_part(candidate.record_id_l, ':', 1), split_part(candidate.record_id_r, ':', 1), standing, match_weight
    FROM vault.link_candidate AS candidate LEFT JOIN vault.compared_pair AS pair
        ON pair.record_id_l = least(candidate.record_id_l, candidate.record_id_r)
        AND pair.record_id_r = greatest(candidate.record_id_l, candidate.record_id_r)
"""
_ORDER = "ORDER BY match_weight DESC NULLS LAST, candidate_id"


def candidates(workspace: Workspace, standings: Collection[str]) -> list[Candidate]:
    """Every pair of these standings, the likeliest first."""
    rows = workspace.rows(f"{_CANDIDATE} WHERE list_contains($standings, standing) {_ORDER}", _asked(standings))
    return [_candidate(row) for row in rows]


def candidates_with(workspace: Workspace, people: Sequence[PersonId]) -> list[Candidate]:
    """Every pair with one of these people that waits for a person to look."""
    rows = workspace.rows(
        f"""{_CANDIDATE} WHERE standing IN ('many', 'potential_match', 'low_confidence', 'joined')
            AND (list_contains($people, person_id_l) OR list_contains($people, person_id_r)) {_ORDER}""",
        {"people": list(people)},
    )
    return [_candidate(row) for row in rows]


def candidate(workspace: Workspace, candidate_id: str) -> Candidate | None:
    """One pair, or None where there is none of that id."""
    rows = workspace.rows(f"{_CANDIDATE} WHERE candidate_id = $id", {"id": candidate_id})
    return _candidate(rows[0]) if rows else None


def compared(workspace: Workspace, candidate_id: str) -> Compared:
    """The pair's two records as given, and what was said of them."""
    found = candidate(workspace, candidate_id)
    if found is None:
        raise LookupError("there is no such pair")
    left, right = (
        RecordAsGiven(*workspace.rows(_SQL_FOR_RECORD.format(side=side), {"id": candidate_id})[0])
        for side in ("record_id_l", "record_id_r")
    )
    said = workspace.rows(_SQL_FOR_SAID, {"id": candidate_id})
    rule, reason, probability, *parts = said[0] if said else (None, None, None)
    return Compared(found, left, right, rule, reason, probability, _parts(parts))


def _parts(values: Sequence[float | None]) -> tuple[Part, ...]:
    """Each comparison of the model. Splink counts levels from below; -1 is nothing to compare."""
    words = {one.name: [level.label for level in reversed(one.levels)] for one in comparisons(linkage_definition())}
    pairs = zip(WEIGHT_PARTS, values[::2], values[1::2], strict=False)
    return tuple(
        Part(name, words[name][int(level)] if level >= 0 else "one of the two does not say", weight)
        for name, level, weight in pairs
        if level is not None and weight is not None
    )


def _asked(standings: Collection[str]) -> dict[str, list[str]]:
    return {"standings": sorted(standings)}


def _candidate(row: Sequence[object]) -> Candidate:
    return Candidate(*row)  # type: ignore[arg-type]


#: A restricted record that its agency has withdrawn is read as it was last known.
_SQL_FOR_RECORD = """
    SELECT coalesce(identity.source, form.source, ''), coalesce(identity.given_name, form.given),
        coalesce(identity.family_name, form.family), identity.known_as, identity.former_family_name,
        coalesce(identity.birth_date, form.birth_date), identity.sex, identity.address,
        coalesce(identity.postcode, form.postcode), identity.nhs_number, identity.upn, identity.former_upn,
        identity.la_child_id, coalesce(identity.is_child, form.is_child), identity.seen_on,
        identity.record_id IS NOT NULL
    FROM vault.link_candidate AS candidate
    LEFT JOIN vault.identity AS identity ON identity.record_id = candidate.{side}
    LEFT JOIN vault.restricted_form AS form ON form.record_id = candidate.{side}
    WHERE candidate_id = $id
    LIMIT 1
"""
_SQL_FOR_SAID = f"""
    SELECT rule, reason, match_probability, {", ".join(f"{part}_level, {part}_weight" for part in WEIGHT_PARTS)}
    FROM vault.link_candidate AS candidate JOIN vault.compared_pair AS pair
        ON pair.record_id_l = least(candidate.record_id_l, candidate.record_id_r)
        AND pair.record_id_r = greatest(candidate.record_id_l, candidate.record_id_r)
    WHERE candidate_id = $id
"""
