"""What reports there are, in which formats."""

from enum import StrEnum


class Kind(StrEnum):
    """A report that can be made."""

    CAUSES_BY_WARD = "causes-by-ward"
    SCORECARD = "scorecard"
    INDICATOR = "indicator"


class Format(StrEnum):
    """A format a report is made in."""

    HTML = "html"
    DOCX = "docx"
    CSV = "csv"
    ODS = "ods"
    PNG = "png"


#: Reports with a page of choices, and the formats they are made in.
REPORTS = (Kind.CAUSES_BY_WARD, Kind.SCORECARD)
REPORT_FORMATS = (Format.HTML, Format.DOCX)
#: What one indicator's figures, and its chart, are taken away as.
INDICATOR_FORMATS = (Format.CSV, Format.ODS, Format.PNG)
