"""People: ids that last, what is known of who they are, and who belongs to whom."""

from oneplan.engine.people.build import build

__all__ = ["build"]
