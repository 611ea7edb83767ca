"""Who keeps the agreements. Deny by default."""

from oneplan.partnership.organisations.rules import COMMAND_LINE, Role, Viewer


def may_read_agreements(viewer: Viewer) -> bool:
    """Every member of the partnership may read what was agreed: it names no child."""
    return viewer.is_member


def may_keep_agreements(viewer: Viewer) -> bool:
    """Information-governance officers bring agreements into force and suspend them, and the command line at set-up."""
    return (viewer.is_member and Role.INFORMATION_GOVERNANCE in viewer.roles) or viewer == COMMAND_LINE
