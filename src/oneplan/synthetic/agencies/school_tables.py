"""The layout of the school census's tables, and the school year that a child is in."""

from datetime import date

from oneplan.synthetic.places import School

_IDS = "{0}tableid,NativeId,{0}orderseqcolumn,sourceid"
TABLES = {
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
    "senneeds": _IDS.format("senneeds") + ",pupilonrolltableid,sentyperank,sentype",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_YEARS = {"PS": ("6", "R"), "SS": ("11", "7"), "SP": ("14", "R"), "PR": ("11", "1")}


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


def year_of(birth: date) -> int:
    """The year of school in 2025/26, 0 for reception."""
    return 2025 - birth.year - (5 if birth.month > 8 else 4)


def is_of_school_age(birth: date) -> bool:
    """Whether they are in reception to year 11 in 2025/26."""
    return 0 <= year_of(birth) <= 11


def year_name(birth: date) -> str:
    """The year as the census writes it."""
    return str(year_of(birth) or "R")


def entry_of(birth: date) -> date:
    """The September in which they came to this school."""
    year = year_of(birth)
    return date(2025 - (year - 7 if year >= 7 else year), 9, 3)
