"""What is asked when a partnership makes something of its figures. No Django, no database."""

from enum import StrEnum


class CurvePart(StrEnum):
    """The questions of turning the curve (Friedman's Results-Based Accountability), in the order they are asked."""

    STORY = "story"
    PARTNERS = "partners"
    WORKS = "works"
    NO_COST = "no_cost"
    BOLD = "bold"
    PROPOSE = "propose"


class FindingKind(StrEnum):
    """What stands beside the data when an outcome is judged."""

    AUDIT = "audit"
    FEEDBACK = "feedback"
