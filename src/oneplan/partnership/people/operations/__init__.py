"""What people do with children's records, one module for each job. The only modules of the apps that open the vault."""

from oneplan.engine.vault.lookup import Found, Particulars
from oneplan.partnership.people.operations.emergencies import (
    Emergency,
    may_ask_in_emergency,
    open_in_emergency,
    read_emergencies,
)
from oneplan.partnership.people.operations.finding import FoundChild, SearchResult, find_children
from oneplan.partnership.people.operations.links import (
    Candidate,
    Compared,
    Link,
    LinkQueue,
    decide_link,
    hand_over_rulings,
    links_with,
    look_at_link,
    read_links,
    second_link,
    undo_link,
)
from oneplan.partnership.people.operations.records import (
    ChildRecord,
    History,
    look_at_record,
    may_open_today,
    name_children,
    open_record,
    read_history,
    who_looked,
)
from oneplan.partnership.people.operations.requests import HeldRecord, read_for_request
from oneplan.partnership.people.operations.restrictions import (
    Restricted,
    keep_out_of_files,
    read_restrictions,
    restrict,
    review_restriction,
)
from oneplan.partnership.people.operations.unusual import UnusualLook, read_unusual_looks

__all__ = [
    "Candidate",
    "ChildRecord",
    "Compared",
    "Emergency",
    "Found",
    "FoundChild",
    "HeldRecord",
    "History",
    "Link",
    "LinkQueue",
    "Particulars",
    "Restricted",
    "SearchResult",
    "UnusualLook",
    "decide_link",
    "find_children",
    "hand_over_rulings",
    "keep_out_of_files",
    "links_with",
    "look_at_link",
    "look_at_record",
    "may_ask_in_emergency",
    "may_open_today",
    "name_children",
    "open_in_emergency",
    "open_record",
    "read_emergencies",
    "read_for_request",
    "read_history",
    "read_links",
    "read_restrictions",
    "read_unusual_looks",
    "restrict",
    "review_restriction",
    "second_link",
    "undo_link",
    "who_looked",
]
