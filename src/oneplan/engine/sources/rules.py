"""A check as data: a condition on a row, with a code, a sentence and how serious it is."""

from dataclasses import dataclass

#: What happens to a row: left out; used and pointed out; used, with a value put right or taken as none, and counted.
SEVERITIES = ("quarantine", "flag", "normalise")


@dataclass(frozen=True)
class Rule:
    """One thing that can be wrong with a row. `condition` is SQL over `read_<table>`, true where it is wrong."""

    code: str
    table: str
    column: str
    message: str
    severity: str
    condition: str = ""  # empty for what is found by other means (duplicates, references, times, unread rows)
