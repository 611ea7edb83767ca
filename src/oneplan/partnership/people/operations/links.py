"""Reviewing uncertain links: looking at two records, deciding, agreeing as a second person, taking back.

Nothing is joined here. A decision that stands is honoured by the next refresh and by every one after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from oneplan.engine.people.candidates import STANDINGS
from oneplan.engine.people.comparing import (
    Candidate,
    Compared,
    RecordAsGiven,
    candidate,
    candidates,
    candidates_with,
    compared,
)
from oneplan.engine.people.reading import now_known_as
from oneplan.engine.people.rulings import Rulings
from oneplan.engine.store.snapshot import VAULT_FILE
from oneplan.partnership.agreements.queries import sources_in_force
from oneplan.partnership.audit import operations as audit
from oneplan.partnership.audit.queries import written_about
from oneplan.partnership.audit.rules import Action, Actor
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.models import LinkDecision, LinkSecond, LinkUndoing
from oneplan.partnership.people.permissions import may_review_links
from oneplan.partnership.people.queries import ids_now, is_named, link_decisions, rulings, seen_in_links, snapshots_in
from oneplan.partnership.people.rules import LinkState, LinkVerdict, needs_second_reviewer
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import PersonId

__all__ = [
    "Candidate",
    "Compared",
    "Link",
    "LinkQueue",
    "RecordAsGiven",
    "decide_link",
    "hand_over_rulings",
    "links_with",
    "look_at_link",
    "read_links",
    "second_link",
    "undo_link",
]

#: Why two records are looked at: the work itself, so no form asks for it.
PURPOSE = "correcting-a-record"
_WAITING = tuple(one for one in STANDINGS if one not in {"joined", "decided"})


@dataclass(frozen=True)
class LinkQueue:
    """The pairs the viewer may see both sides of, those that wait for a second person, and what was decided."""

    held: tuple[Candidate, ...]
    uncertain: tuple[Candidate, ...]
    left_open: frozenset[str]
    waiting: tuple[LinkDecision, ...]
    decided: tuple[LinkDecision, ...]


@dataclass(frozen=True)
class Link:
    """One pair as it is looked at. `compared` is None where a record is not there any more."""

    candidate_id: str
    compared: Compared | None
    decisions: tuple[LinkDecision, ...]
    needs_second: bool
    viewer_id: int

    @property
    def standing(self) -> LinkDecision | None:
        """The decision that holds, or that waits for a second person."""
        holds = {LinkState.STANDS, LinkState.WAITS}
        return next((one for one in self.decisions if one.state in holds), None)


@audit.audited()
def read_links(*, by: Viewer, at: datetime) -> LinkQueue:
    """The queue. It names nobody; a pair's records are shown one pair at a time. NotAllowed for other work."""
    _must_review(by)
    today = at.date()
    with snapshots_in(settings.ONEPLAN_HOME).open(VAULT_FILE) as vault:
        found = _that_count(candidates(vault, _WAITING), today)
    decisions = link_decisions()
    states = _states(decisions)
    seen = _seen_among(by, found, decisions, today)
    audit.record(by=by, action=Action.READ_LINKS, purpose=PURPOSE)
    open_ = [one for one in found if one.people <= seen and not _is_settled(states[one.candidate_id])]
    known = [one for one in decisions if _people_of(one) <= seen]
    return LinkQueue(
        held=tuple(one for one in open_ if one.standing == "held"),
        uncertain=tuple(one for one in open_ if one.standing != "held"),
        left_open=frozenset(one.candidate_id for one in open_ if LinkState.LEFT_OPEN in states[one.candidate_id]),
        waiting=tuple(one for one in known if one.state is LinkState.WAITS),
        decided=tuple(one for one in known if one.state not in {LinkState.WAITS, LinkState.LEFT_OPEN}),
    )


@audit.audited()
def look_at_link(*, by: Viewer, candidate_id: str, at: datetime) -> Link:
    """Two records side by side. Written down first, with both people. NotAllowed unless the viewer may see both."""
    link = _link(by, candidate_id, at.date())
    people = link.compared.candidate.people if link.compared else _people_of(link.decisions[0])
    audit.record(by=by, action=Action.COMPARED_RECORDS, purpose=PURPOSE, people=sorted(people))
    return link


@audit.audited()
def decide_link(*, by: Viewer, candidate_id: str, verdict: LinkVerdict, reason: str, at: datetime) -> LinkDecision:
    """Say that two records are, are not, or cannot be said to be of one person.

    A join waits for a second person where something was written here about either. NotAllowed as `look_at_link`;
    ValueError, in words for the reviewer, where a decision stands already.
    """
    link = _link(by, candidate_id, at.date())
    if link.compared is None:
        raise NotAllowed("There is nothing to decide about any more.")
    if link.standing is not None:
        raise ValueError("Somebody has decided about these two records. Take that back first.")
    found = link.compared.candidate
    made = LinkDecision.objects.create(
        candidate_id=candidate_id,
        record_ref_l=found.record_ref_l,
        record_ref_r=found.record_ref_r,
        person_id_l=found.person_id_l,
        person_id_r=found.person_id_r or "",
        verdict=verdict,
        reason=reason.strip(),
        needs_second=needs_second_reviewer(verdict, is_written_about=link.needs_second),
        by_id=by.user_id,
        at=at,
    )
    _record(by, Action.DECIDED_LINK, made, str(verdict))
    return made


@audit.audited()
def second_link(*, by: Viewer, candidate_id: str, agrees: bool, reason: str, at: datetime) -> None:
    """Agree or disagree with a decision that waits. NotAllowed as `look_at_link`, and for who made the decision."""
    standing = _link(by, candidate_id, at.date()).standing
    if standing is None or standing.state is not LinkState.WAITS or standing.by_id == by.user_id:
        raise NotAllowed("There is no decision here that waits for this person.")
    LinkSecond.objects.create(decision=standing, agrees=agrees, reason=reason.strip(), by_id=by.user_id, at=at)
    _record(by, Action.SECONDED_LINK, standing, "agreed" if agrees else "disagreed")


@audit.audited()
def undo_link(*, by: Viewer, candidate_id: str, reason: str, at: datetime) -> None:
    """Take back the decision that stands or waits: the next refresh goes by the records again. NotAllowed likewise."""
    standing = _link(by, candidate_id, at.date()).standing
    if standing is None:
        raise NotAllowed("There is no decision here to take back.")
    LinkUndoing.objects.create(decision=standing, reason=reason.strip(), by_id=by.user_id, at=at)
    _record(by, Action.UNDID_LINK, standing, "")


def links_with(*, by: Viewer, person_id: PersonId, today: date) -> tuple[Candidate, ...]:
    """The uncertain links of one person of which the viewer may see both sides. Names nobody."""
    if not may_review_links(by, is_named=is_named(by)):
        return ()
    with snapshots_in(settings.ONEPLAN_HOME).open(VAULT_FILE) as vault:
        found = _that_count(candidates_with(vault, [person_id]), today)
    decisions = link_decisions([one.candidate_id for one in found])
    states = _states(decisions)
    seen = _seen_among(by, found, (), today)
    return tuple(one for one in found if one.people <= seen and not _is_settled(states[one.candidate_id]))


@audit.audited()
def hand_over_rulings(*, by: Actor) -> Rulings:
    """What people decided and whom they restricted, for a refresh to honour."""
    said = rulings()
    audit.record(by=by, action=Action.READ_RULINGS, about=f"{len(said.decided)} decisions about records")
    return said


def _link(by: Viewer, candidate_id: str, today: date) -> Link:
    """The pair, if the viewer may see both sides; else NotAllowed, as if there were none."""
    _must_review(by)
    with snapshots_in(settings.ONEPLAN_HOME).open(VAULT_FILE) as vault:
        found = candidate(vault, candidate_id)
        decisions = link_decisions([candidate_id])
        people = found.people if found else frozenset(_people_of(decisions[0])) if decisions else frozenset[PersonId]()
        with snapshots_in(settings.ONEPLAN_HOME).open() as record:
            now = frozenset(now_known_as(record, sorted(people)).values())
            seen = seen_in_links(by, record, now, today)
        if not now or not now <= seen or (found and not _that_count([found], today)):
            raise NotAllowed("There is no such pair of records.")
        return Link(
            candidate_id=candidate_id,
            compared=compared(vault, candidate_id) if found else None,
            decisions=tuple(decisions),
            needs_second=bool(written_about(ids_now(now))),
            viewer_id=by.user_id,
        )


def _must_review(by: Viewer) -> None:
    if not may_review_links(by, is_named=is_named(by)):
        raise NotAllowed("Links are reviewed by those whose work it is.")


def _seen_among(
    by: Viewer, found: Collection[Candidate], decisions: Collection[LinkDecision], today: date
) -> frozenset[PersonId]:
    """Whom of all these the viewer may see, by the ids that the pairs and decisions have for them."""
    people = {one for pair in found for one in pair.people} | {one for said in decisions for one in _people_of(said)}
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        now = now_known_as(record, sorted(people))
        seen = seen_in_links(by, record, set(now.values()), today)
    return frozenset(one for one in people if now[one] in seen)


def _that_count(found: Sequence[Candidate], today: date) -> list[Candidate]:
    """Those pairs of which both records are of sources with an agreement in force: no agreement, no look."""
    counting = sources_in_force(today)
    return [one for one in found if {one.source_l, one.source_r} <= counting]


def _states(decisions: Sequence[LinkDecision]) -> Mapping[str, frozenset[LinkState]]:
    states: defaultdict[str, frozenset[LinkState]] = defaultdict(frozenset)
    for one in decisions:
        states[one.candidate_id] |= {one.state}
    return states


def _is_settled(states: frozenset[LinkState]) -> bool:
    return bool(states & {LinkState.STANDS, LinkState.WAITS})


def _people_of(said: LinkDecision) -> set[PersonId]:
    return {PersonId(one) for one in (said.person_id_l, said.person_id_r) if one}


def _record(by: Viewer, action: Action, said: LinkDecision, what: str) -> None:
    about = f"link decision {said.pk}" + (f": {what}" if what else "")
    audit.record(by=by, action=action, purpose=PURPOSE, people=sorted(_people_of(said)), about=about)
