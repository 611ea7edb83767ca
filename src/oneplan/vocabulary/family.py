"""What somebody of a family is to a child, and who said so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oneplan.vocabulary.identifiers import PersonId


class Tie(StrEnum):
    """What somebody of a family is to the child."""

    PARENT = "parent"
    STEP_PARENT = "step_parent"
    CARER = "carer"
    BROTHER_OR_SISTER = "brother_or_sister"
    SON_OR_DAUGHTER = "son_or_daughter"
    SAME_HOME = "same_home"


@dataclass(frozen=True)
class SaidTie:
    """One agency's statement of what somebody is to the child."""

    tie: Tie
    source: str
    since: date | None


@dataclass(frozen=True)
class Relative:
    """Somebody of the child's family: what agencies said of the tie, or nothing when only a shared home suggests it."""

    person_id: PersonId
    is_child: bool | None
    said: tuple[SaidTie, ...]
