"""What people do about others' rights, one module for each job."""

from oneplan.partnership.rights.operations.sharing import (
    Sharing,
    complete,
    decide_to_share,
    look_at_incomplete,
    look_at_sharing,
    read_register,
    record_consent,
)

__all__ = [
    "Sharing",
    "complete",
    "decide_to_share",
    "look_at_incomplete",
    "look_at_sharing",
    "read_register",
    "record_consent",
]
