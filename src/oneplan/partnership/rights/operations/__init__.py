"""What people do about others' rights, one module for each job."""

from oneplan.partnership.rights.operations.access import Held, make_pack, read_held, read_requests, record_request
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
    "Held",
    "Sharing",
    "complete",
    "decide_to_share",
    "look_at_incomplete",
    "look_at_sharing",
    "make_pack",
    "read_held",
    "read_register",
    "read_requests",
    "record_consent",
    "record_request",
]
