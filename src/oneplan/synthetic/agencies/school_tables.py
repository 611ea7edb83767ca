"""The layout of the school census's tables, and the school year that a child is in."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from oneplan.synthetic.chance import Chance
from oneplan.synthetic.files import Row
from oneplan.synthetic.period import TERM_STARTED, school_year
from oneplan.synthetic.places import AUTHORITY_NUMBER, School

_IDS = "{0}tableid,NativeId,{0}orderseqcolumn,sourceid"
TABLES = {
    "schoolcensus": _IDS.format("schoolcensus")
    + ",name,collection,term,year,referencedate,serialno,sourcelevel,estab,softwarecode,datetime,release,xversion,"
    "lea,urn",
    "school": _IDS.format("school")
    + ",schoolcensustableid,schoolname,email,phoneno,intake,phase,type,highestncyeargroup,"
    "governance,lowestncyeargroup",
    "pupilonroll": _IDS.format("pupilonroll") + ",schoolcensustableid,upn,formerupn,surname,forename,middlenames,"
    "preferredsurname,uniquelearnernumber,formersurname,dob,entrydate,parttime,termlysessionspossible,language,"
    "enrolstatus,senprovision,ncyearactual,sex,ethnicity,youngcarer",
    "addresses": _IDS.format("addresses")
    + ",pupilonrolltableid,postcode,saon,paon,street,locality,town,administrativearea,"
    "posttown,addressline1,addressline2,addressline3,addressline4,addressline5,uniquepropertyreferencenumber",
    "termlysessiondetailsonroll": _IDS.format("termlysessiondetailsonroll")
    + ",pupilonrolltableid,attendancereason,sessions",
    "termlyexclusionsonroll": _IDS.format("termlyexclusionsonroll") + ",pupilonrolltableid,startdate,sessions,category,"
    "senprovision,reason1,reason2,reason3",
    "fsmperiod": _IDS.format("fsmperiod") + ",pupilonrolltableid,fsmstartdate,fsmenddate,ukcountry",
    "senneeds": _IDS.format("senneeds") + ",pupilonrolltableid,sentyperank,sentype",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_YEARS = {"PS": ("6", "R"), "SS": ("11", "7"), "SP": ("14", "R"), "PR": ("11", "1")}


@dataclass
class Census:
    """One term's census as it fills: the day it is taken, and the term before, whose sessions it reports."""

    name: str
    taken: date
    first: date
    last: date
    sessions: int
    chance: Chance
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def is_spring(self) -> bool:
        """Whether it asks about young carers and the kinds of special educational need."""
        return self.name.endswith("spring")

    def add(self, table: str, school: School, *values: object) -> str:
        """A row with the running ids that COLLECT gives. Returns its own id."""
        rows = self.rows[table]
        number = f"{self.name[2:4]}{self.name[5:7].upper()}{table[:4].upper()}{len(rows) + 1:07d}"
        rows.append((number, native_id(school), len(rows) + 1, f"S{school.urn}", *values))
        return number


def native_id(school: School) -> str:
    """The school as COLLECT knows it: authority and establishment number."""
    return f"{AUTHORITY_NUMBER}{school.establishment:04d}"


def school_census(census: Census, school: School) -> tuple[object, ...]:
    """The values of a school's return as a whole, after its ids."""
    term = {"spring": "SPR", "summer": "SUM"}[census.name[5:]]
    return (
        "School Census", "SC", term, census.taken.year, census_date(census.taken), 1, "L",
        f"{school.establishment:04d}", "Made up", census_date(census.taken), "1", "1", AUTHORITY_NUMBER, school.urn,
    )  # fmt: skip


def census_date(day: date | None) -> str:
    """A date as COLLECT writes it (2025-Feb-16 00:00:00)."""
    return f"{day.year}-{_MONTHS[day.month - 1]}-{day.day:02d} 00:00:00" if day else ""


def school(school: School) -> tuple[object, ...]:
    """The values of a school's row, after its ids."""
    highest, lowest = _YEARS[school.phase]
    kind = "SPEC" if school.phase == "SP" else "COMP"
    return (
        f"C{school.urn}",
        school.name,
        f"office@school{school.urn}.example",
        school.phone.replace(" ", ""),
        kind,
        school.phase,
        "12",
        highest,
        "CA",
        lowest,
    )


def year_name(birth: date) -> str:
    """The year as the census writes it."""
    return str(school_year(birth) or "R")


def entry_of(birth: date) -> date:
    """The September in which they came to this school."""
    year = school_year(birth)
    return date(TERM_STARTED.year - (year - 7 if year >= 7 else year), 9, 3)
