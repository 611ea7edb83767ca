"""What is known about one factor for one person: five states that are never collapsed (practice rule R3)."""

from enum import StrEnum


class Knowledge(StrEnum):
    """The state of knowledge of a factor. `NOT_KNOWN` is the absence of any evidence, and is never "no"."""

    PRESENT = "present"
    PAST = "past"
    ASKED_NOT_PRESENT = "asked_not_present"
    NOT_KNOWN = "not_known"
    DISPUTED = "disputed"


class Finding(StrEnum):
    """What one recorded thing says: seen, looked for and not there, or contested by someone who should know."""

    PRESENT = "present"
    NOT_PRESENT = "not_present"
    DISPUTED = "disputed"


class Certainty(StrEnum):
    """How the recorder knows it (practice rule R2)."""

    FACT = "fact"
    REPORT = "report"
    OPINION = "opinion"


class Role(StrEnum):
    """The part a person had in what was recorded (practice rule R6). Events about incidents must say it."""

    SUBJECT = "subject"
    HARMED = "harmed"
    ALLEGED = "alleged"
    WITNESS = "witness"
    RESIDENT = "resident"
    LINKED = "linked"


class About(StrEnum):
    """Whom a record's finding is about, when a record of one person speaks of another (factor codes A, B and C)."""

    SELF = "self"
    PARENT = "parent"
    HOUSEHOLD = "household"


class FactorKind(StrEnum):
    """The columns of the matrix. Outcomes are for places and never shown on a child (practice rule R5)."""

    CAUSE = "cause"
    SYMPTOM = "symptom"
    STRENGTH = "strength"
    OUTCOME = "outcome"
