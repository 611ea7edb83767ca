"""Who may read the record of who looked."""

from oneplan.partnership.audit.rules import READERS, Actor


def may_read_audit(actor: Actor) -> bool:
    """Information-governance officers may; nobody else, however senior."""
    return bool(READERS & actor.roles)
