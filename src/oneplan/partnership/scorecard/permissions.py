"""Who writes what the partnership makes of its figures."""

from oneplan.partnership.organisations.rules import Role, Viewer


def may_write(viewer: Viewer) -> bool:
    """The partnership manager writes down what bodies and partners said."""
    return Role.PARTNERSHIP_MANAGER in viewer.roles
