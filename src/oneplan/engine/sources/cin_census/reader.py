"""Children in need census files: one element at a time, each repeated element a row of a table."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from lxml import etree

from oneplan.engine.sources.raw import Origin, RawTables
from oneplan.engine.sources.shape import FileRead, Reading
from oneplan.engine.sources.xml_files import children_of, is_xml, line_of, name_of, text_before, text_in
from oneplan.vocabulary.errors import Refused

_Row = dict[str, str | None]


def read(tables: RawTables, paths: Sequence[Path], received_on: date) -> Reading:
    """Every child of every file into raw tables, census by census. Raises `Refused` for a file that is not a census."""
    headers = {path: _header(path) for path in paths}
    days = {path: _reference_date(header) or received_on for path, header in headers.items()}
    authorities = {header["LEA"] for header in headers.values() if header.get("LEA")}
    if len(authorities) > 1:
        raise Refused(f"The files are about different authorities: {', '.join(sorted(map(str, authorities)))}.")
    for path in sorted(paths, key=lambda path: (days[path], path.name)):
        origin = Origin(path.name, days[path].isoformat())
        children = 0  # the root is not asked for its name: real files differ, and their children do not
        for child in children_of(path, "Child"):
            _read_child(tables, origin, child)
            children += 1
        if not children:
            raise Refused(f"{path.name} has no children in it, as a children in need census would.")
        tables.flush()
    files = tuple(FileRead(path.name, "xml", "xml") for path in paths)
    reported_on = {day.isoformat(): day for day in days.values()}
    return Reading(files, reported_on, authority=authorities.pop() if authorities else None)


def _header(path: Path) -> _Row:
    """What stands before the first child. Raises `Refused` when the file is not XML."""
    if not is_xml(path):
        raise Refused(f"{path.name} is not XML; the children in need census is.")
    return text_before(path, "Child")


def _reference_date(header: _Row) -> date | None:
    """The census day that the header gives, if it gives one that can be read."""
    try:
        return date.fromisoformat((header.get("ReferenceDate") or "")[:10])
    except ValueError:
        return None


def _read_child(tables: RawTables, origin: Origin, child: etree._Element) -> None:
    who: _Row = {}
    for part in _parts(child, "ChildIdentifiers", "ChildCharacteristics"):
        who |= _values(part)
    who["Sex"] = who.get("Sex") or who.get("GenderCurrent")
    tables.add("Children", origin, line_of(child), who)
    key: _Row = {"LAchildID": who.get("LAchildID")}
    for disability in child.iter("{*}Disability"):
        tables.add("Disabilities", origin, line_of(disability), {**key, "Disability": text_in(disability)})
    for details in _parts(child, "CINdetails"):
        _read_details(tables, origin, key, details)


def _read_details(tables: RawTables, origin: Origin, key: _Row, details: etree._Element) -> None:
    referral = _values(details)
    tables.add("CINdetails", origin, line_of(details), {**key, **referral})
    key = {**key, "CINreferralDate": referral.get("CINreferralDate")}
    for part in details:
        match name_of(part):
            case "Assessments":
                assessment = {**key, **_values(part)}
                tables.add("Assessments", origin, line_of(part), assessment)
                for factor in (f for f in part.iter("{*}AssessmentFactors") if not len(f)):
                    row = {**assessment, "AssessmentFactors": text_in(factor)}
                    tables.add("AssessmentFactors", origin, line_of(factor), row)
            case "ChildProtectionPlans":
                plan = {**key, **_values(part)}
                tables.add("ChildProtectionPlans", origin, line_of(part), plan)
                for review in part.iter("{*}CPPreviewDate"):
                    row = {**plan, "CPPreviewDate": text_in(review)}
                    tables.add("Reviews", origin, line_of(review), row)
            case "CINPlanDates" | "Section47" | "PreProceedingsandFGDM" as table:
                tables.add(table, origin, line_of(part), {**key, **_values(part)})


def _parts(element: etree._Element, *names: str) -> Iterable[etree._Element]:
    return (part for part in element if name_of(part) in names)


def _values(element: etree._Element) -> _Row:
    return {name_of(part): text_in(part) for part in element if not len(part)}
