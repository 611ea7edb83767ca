"""Who may read a plan and who may import one."""

from oneplan.partnership.organisations.rules import COMMAND_LINE, Role, Viewer


def may_read_plan(viewer: Viewer) -> bool:
    """Everybody whom an organisation of the partnership vouches for today."""
    return viewer.is_member


def may_import_plan(actor: Viewer) -> bool:
    """The partnership manager, and whoever runs this installation."""
    return actor == COMMAND_LINE or Role.PARTNERSHIP_MANAGER in actor.roles
