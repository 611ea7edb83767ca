"""The XML form of an SSDA903 return: children with a header, its parts, and episodes."""

from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from oneplan.engine.sources.raw import Origin, RawTables
from oneplan.engine.sources.xml_files import children_of, line_of, name_of, refuse_other_root, text_in

#: Elements with parts of their own, and the table that each is a row of.
_PARTS = {
    "AREVIEW": "Reviews",
    "AMISSING": "Missing",
    "PERMANENCE": "PrevPerm",
    "OC2": "OC2",
    "AD_PLACED": "PlacedAdoption",
    "SWEPISODE": "SWEpisodes",
    "DOLO": "DoLo",
}
#: Tables whose values stand in the header, and the values that tell that the child has such a row. Some systems put
#: them into an element of the table's name.
_IN_HEADER = {"UASC": ("DUC", "UASC"), "OC3": ("IN_TOUCH", "ACTIV", "ACCOM"), "AD1": ("DATE_INT", "DATE_MATCH")}
_NO = {None, "0", "false", "N", "NO"}
#: Elements of the XML form whose columns have another name in the CSV form.
_RENAMED = {"PL": "PLACE", "CHILDID": "CHILD"}


def read_xml(tables: RawTables, path: Path) -> None:
    """Every child of the file into raw tables. Raises `Refused` when it is not such a file."""
    refuse_other_root(path, {"EXPSSDA903"}, "an SSDA903 return")
    origin = Origin(path.name)
    for child in children_of(path, "CHILD"):
        _read_child(tables, origin, child)
    tables.flush()


def _read_child(tables: RawTables, origin: Origin, child: etree._Element) -> None:
    number: Mapping[str, str | None] = {}
    for header in (part for part in child if name_of(part) == "HEADER"):
        line = line_of(header)
        values = _values(header)
        for part in header:
            if name_of(part) not in _PARTS:
                values |= {name: text for name, text in _values(part).items() if text}
        number = {"CHILD": values.get("CHILD"), "DOB": values.get("DOB")}
        tables.add("Header", origin, line, values)
        for table, telling in _IN_HEADER.items():
            if any(values.get(name) not in _NO for name in telling):
                tables.add(table, origin, line, values)
        _read_parts(tables, origin, header, number)
    for episode in (part for part in child if name_of(part) == "EPISODE"):
        tables.add("Episodes", origin, line_of(episode), {**number, **_values(episode)})


def _read_parts(tables: RawTables, origin: Origin, header: etree._Element, number: Mapping[str, str | None]) -> None:
    for part in header:
        if (table := _PARTS.get(name_of(part))) and len(part):
            tables.add(table, origin, line_of(part), {**number, **_values(part)})


def _values(element: etree._Element) -> dict[str, str | None]:
    return {_RENAMED.get(name_of(part), name_of(part)): text_in(part) for part in element if not len(part)}
