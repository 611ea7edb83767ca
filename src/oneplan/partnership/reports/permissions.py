"""Who may make a report."""

from oneplan.partnership.organisations.rules import Role, Viewer

MAKERS = frozenset({Role.PARTNERSHIP_MANAGER, Role.INFORMATION_GOVERNANCE})


def may_make_reports(viewer: Viewer) -> bool:
    """The partnership manager and the information-governance officer."""
    return bool(MAKERS & viewer.roles)
