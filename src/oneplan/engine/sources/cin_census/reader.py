"""Children in need census files: one element at a time, each repeated element a row of a table."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from lxml import etree

from oneplan.engine.sources.raw import RawTables
from oneplan.engine.sources.shape import FileRead, Reading
from oneplan.engine.sources.xml_files import children_of, is_xml, line_of, name_of, text_in
from oneplan.vocabulary.errors import Refused

_Row = dict[str, str | None]


def read(tables: RawTables, paths: Sequence[Path], received_on: date) -> Reading:
    """Every child of every file into raw tables. Raises `Refused` for a file that is not a census."""
    for path in paths:
        if not is_xml(path):
            raise Refused(f"{path.name} is not XML; the children in need census is.")
        children = 0  # the root is not asked for its name: real files differ, and their children do not
        for child in children_of(path, "Child"):
            _read_child(tables, path.name, child)
            children += 1
        if not children:
            raise Refused(f"{path.name} has no children in it, as a children in need census would.")
        tables.flush()
    days = [day for path in paths if (day := _reference_date(path)) is not None]
    return Reading(tuple(FileRead(path.name, "xml", "xml") for path in paths), max(days, default=None))


def _reference_date(path: Path) -> date | None:
    for element in children_of(path, "ReferenceDate"):
        try:
            return date.fromisoformat((element.text or "").strip()[:10])
        except ValueError:
            return None
    return None


def _read_child(tables: RawTables, file: str, child: etree._Element) -> None:
    who: _Row = {}
    for part in _parts(child, "ChildIdentifiers", "ChildCharacteristics"):
        who |= _values(part)
    who["Sex"] = who.get("Sex") or who.get("GenderCurrent")
    tables.add("Children", file, line_of(child), who)
    key: _Row = {"LAchildID": who.get("LAchildID")}
    for disability in child.iter("{*}Disability"):
        tables.add("Disabilities", file, line_of(disability), {**key, "Disability": text_in(disability)})
    for details in _parts(child, "CINdetails"):
        _read_details(tables, file, key, details)


def _read_details(tables: RawTables, file: str, key: _Row, details: etree._Element) -> None:
    referral = _values(details)
    tables.add("CINdetails", file, line_of(details), {**key, **referral})
    key = {**key, "CINreferralDate": referral.get("CINreferralDate")}
    for part in details:
        match name_of(part):
            case "Assessments":
                assessment = {**key, **_values(part)}
                tables.add("Assessments", file, line_of(part), assessment)
                for factor in (f for f in part.iter("{*}AssessmentFactors") if not len(f)):
                    row = {**assessment, "AssessmentFactors": text_in(factor)}
                    tables.add("AssessmentFactors", file, line_of(factor), row)
            case "ChildProtectionPlans":
                plan = {**key, **_values(part)}
                tables.add("ChildProtectionPlans", file, line_of(part), plan)
                for review in part.iter("{*}CPPreviewDate"):
                    row = {**plan, "CPPreviewDate": text_in(review)}
                    tables.add("Reviews", file, line_of(review), row)
            case "CINPlanDates" | "Section47" | "PreProceedingsandFGDM" as table:
                tables.add(table, file, line_of(part), {**key, **_values(part)})


def _parts(element: etree._Element, *names: str) -> Iterable[etree._Element]:
    return (part for part in element if name_of(part) in names)


def _values(element: etree._Element) -> _Row:
    return {name_of(part): text_in(part) for part in element if not len(part)}
