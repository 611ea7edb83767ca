"""What people do with children's records, one module for each job. The only modules of the apps that open the vault."""

from oneplan.engine.vault.lookup import Found, Particulars
from oneplan.partnership.people.operations.emergencies import (
    Emergency,
    may_ask_in_emergency,
    open_in_emergency,
    read_emergencies,
)
from oneplan.partnership.people.operations.finding import FoundChild, SearchResult, find_children
from oneplan.partnership.people.operations.records import (
    ChildRecord,
    look_at_record,
    may_open_today,
    name_children,
    open_record,
    who_looked,
)
from oneplan.partnership.people.operations.restrictions import read_restrictions, restrict, review_restriction

__all__ = [
    "ChildRecord",
    "Emergency",
    "Found",
    "FoundChild",
    "Particulars",
    "SearchResult",
    "find_children",
    "look_at_record",
    "may_ask_in_emergency",
    "may_open_today",
    "name_children",
    "open_in_emergency",
    "open_record",
    "read_emergencies",
    "read_restrictions",
    "restrict",
    "review_restriction",
    "who_looked",
]
