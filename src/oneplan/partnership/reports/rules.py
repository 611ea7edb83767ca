"""What reports there are, in which formats."""

from enum import StrEnum


class Kind(StrEnum):
    """A report that can be made."""

    CAUSES_BY_WARD = "causes-by-ward"
    SCORECARD = "scorecard"


class Format(StrEnum):
    """A format a report is made in."""

    HTML = "html"
    DOCX = "docx"
