"""Who may read a plan, import or change one, and say how it goes."""

from oneplan.partnership.organisations.rules import COMMAND_LINE, Role, Viewer


def may_read_plan(viewer: Viewer) -> bool:
    """Everybody whom an organisation of the partnership vouches for today."""
    return viewer.is_member


def may_import_plan(actor: Viewer) -> bool:
    """The partnership manager, and whoever runs this installation."""
    return actor == COMMAND_LINE or Role.PARTNERSHIP_MANAGER in actor.roles


def may_edit_plan(viewer: Viewer) -> bool:
    """The partnership manager writes and publishes editions of the plan."""
    return Role.PARTNERSHIP_MANAGER in viewer.roles


def may_manage_delivery(viewer: Viewer) -> bool:
    """The partnership manager writes down what was agreed to be done."""
    return Role.PARTNERSHIP_MANAGER in viewer.roles


def may_say_progress(viewer: Viewer, owner_id: int) -> bool:
    """An action's owner, while a member, and the partnership manager, who may have been told by telephone."""
    return may_manage_delivery(viewer) or (viewer.is_member and viewer.user_id == owner_id)
