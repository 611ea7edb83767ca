"""Who reads what was decided about sharing across children. Deny by default."""

from oneplan.partnership.organisations.rules import Role, Viewer


def may_oversee(viewer: Viewer) -> bool:
    """Information-governance officers, by records' ids and never by name."""
    return viewer.is_member and Role.INFORMATION_GOVERNANCE in viewer.roles
