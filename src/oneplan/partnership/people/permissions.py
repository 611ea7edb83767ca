"""Who may look for children, and whose record they may open. Deny by default."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from oneplan.partnership.organisations.rules import Role, Viewer
from oneplan.partnership.people.rules import LiveReason, live_reason
from oneplan.vocabulary.involvement import Involvement


def may_find_children(viewer: Viewer) -> bool:
    """Whether the viewer may look for a child at all, and be told whom to ring."""
    return viewer.is_member and viewer.works_with_families()


def may_open(viewer: Viewer, involvements: Iterable[Involvement], today: date) -> bool:
    """Whether the viewer may open the record of the child with these involvements: a role alone never suffices."""
    return reason_to_open(viewer, involvements, today) is not None


def reason_to_open(viewer: Viewer, involvements: Iterable[Involvement], today: date) -> LiveReason | None:
    """Why the viewer may open the record, or None."""
    if not may_find_children(viewer):
        return None
    return live_reason(viewer.organisation_codes, viewer.team_codes, involvements, today)


def may_read_emergencies(viewer: Viewer) -> bool:
    """Whether the viewer is among those who are told of openings in an emergency."""
    return bool({Role.LEAD_PRACTITIONER, Role.INFORMATION_GOVERNANCE} & viewer.roles)


def may_review_links(viewer: Viewer, *, is_named: bool) -> bool:
    """Whether the viewer looks at uncertain links at all; `is_named`: in a restriction, whose records wait for them.

    Which links, is for each of them: only those of which the viewer may see both sides.
    """
    reviews = Role.LINK_REVIEWER in viewer.roles or viewer.works_with_families()
    return viewer.is_member and (reviews or is_named)


def may_answer_requests(viewer: Viewer) -> bool:
    """Information-governance officers answer those who ask to see what is held about them."""
    return viewer.is_member and Role.INFORMATION_GOVERNANCE in viewer.roles


def may_read_unusual_looks(viewer: Viewer) -> bool:
    """Information-governance officers ask about looks that seem unusual."""
    return Role.INFORMATION_GOVERNANCE in viewer.roles


def may_restrict(viewer: Viewer) -> bool:
    """Information-governance officers keep the restricted records."""
    return Role.INFORMATION_GOVERNANCE in viewer.roles
