"""XML files, one child at a time, with entities and the network turned off."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from lxml import etree

from oneplan.vocabulary.errors import Refused


def is_xml(path: Path) -> bool:
    """Whether a file's first character that is not blank opens a tag."""
    with path.open("rb") as file:
        start = file.read(512).lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    return start.startswith(b"<")


def name_of(element: etree._Element) -> str:
    """An element's name without its namespace; empty for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def line_of(element: etree._Element) -> int:
    """The line on which an element starts."""
    return cast(int | None, element.sourceline) or 0


def text_in(element: etree._Element) -> str | None:
    """An element's own text; null when it is empty."""
    return (element.text or "").strip() or None


def refuse_other_root(path: Path, roots: set[str], what: str) -> None:
    """Raise `Refused` when the file's first element is none of `roots`."""
    try:
        with path.open("rb") as file:
            for _, root in etree.iterparse(file, events=("start",), **_SAFE):
                if name_of(root) not in roots:
                    raise Refused(f"{path.name} is not {what}: it starts with {name_of(root)}.")
                return
    except etree.XMLSyntaxError as error:
        raise Refused(f"{path.name} cannot be read as XML: {error.msg}.") from None


def text_before(path: Path, name: str) -> dict[str, str | None]:
    """The texts of the elements before the first of that name. Raises `Refused` for broken XML."""
    found: dict[str, str | None] = {}
    try:
        with path.open("rb") as file:
            for event, element in etree.iterparse(file, events=("start", "end"), **_SAFE):
                if event == "start" and name_of(element) == name:
                    break
                if event == "end" and not len(element):
                    found[name_of(element)] = text_in(element)
    except etree.XMLSyntaxError as error:
        raise Refused(f"{path.name} cannot be read as XML: {error.msg}.") from None
    return found


def children_of(path: Path, name: str) -> Iterator[etree._Element]:
    """Every element of that name, each forgotten after it was used. Raises `Refused` for broken XML."""
    try:
        with path.open("rb") as file:
            for _, element in etree.iterparse(file, events=("end",), tag=f"{{*}}{name}", **_SAFE):
                yield element
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise Refused(f"{path.name} cannot be read as XML: {error.msg}.") from None


def _forget(element: etree._Element) -> None:
    """Let go of an element and of those before it, so that memory does not grow with the file."""
    element.clear()
    while element.getprevious() is not None:
        parent = element.getparent()
        if parent is None:
            break
        del parent[0]


#: No entities, no document types, nothing from elsewhere, no trees of unbounded depth.
_SAFE = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False}
