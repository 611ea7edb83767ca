"""The kinds of statement that a plan makes."""

from enum import StrEnum


class FactKind(StrEnum):
    """What a statement of a plan is. The names are the fields of `definitions.plan.Plan`."""

    VISION = "vision"
    PERIOD = "periods"
    DURATION = "durations"
    PREDECESSOR = "predecessor"
    WANT = "wants"  # what the strategy above this one wants for children
    DRIVER = "drivers"
    EVIDENCE = "evidence_base"
    TO_IMPROVE = "to_improve"
    MEASUREMENT = "measurement"
    MEETING = "meetings"
    DECISION = "decisions"
    EVENT = "events"
    RISK = "risks"
    ASSESSMENT = "assessments"
    FINANCE = "finance"
    CONSULTED = "consulted"
    CONTRADICTION = "contradictions"
    NOT_FOUND = "not_found"
