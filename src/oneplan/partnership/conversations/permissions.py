"""Who is prompted, who reads the register of rules, who takes a rule back. Deny by default."""

from oneplan.partnership.organisations.rules import COMMAND_LINE, Role, Viewer
from oneplan.partnership.people.permissions import may_find_children

KEEPERS = frozenset({Role.PARTNERSHIP_MANAGER, Role.INFORMATION_GOVERNANCE})


def may_be_prompted(viewer: Viewer) -> bool:
    """Those whose work is with children and families."""
    return may_find_children(viewer)


def may_read_register(viewer: Viewer) -> bool:
    """Every member of the partnership may read by which rules it works."""
    return viewer.is_member


def may_keep_rules(viewer: Viewer) -> bool:
    """The partnership manager and the information-governance officer read reports, take rules back and recall."""
    return viewer.is_member and bool(KEEPERS & viewer.roles)


def may_recall(viewer: Viewer) -> bool:
    """The keepers of the register, and whoever runs the command line of this installation."""
    return may_keep_rules(viewer) or viewer == COMMAND_LINE
