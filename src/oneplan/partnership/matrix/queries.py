"""The agreed framework in its versions. It says what is looked for and names nobody, so every member may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oneplan.definitions.framework import Framework, framework_on, read_framework, versions_of
from oneplan.partnership.organisations.rules import Viewer


@dataclass(frozen=True)
class FrameworkRead:
    """One version of the framework, and every version there is."""

    framework: Framework
    is_in_use: bool
    versions: tuple[Framework, ...]


@dataclass(frozen=True)
class Comparison:
    """Two versions of the framework."""

    earlier: Framework
    later: Framework


def framework(viewer: Viewer, today: date, version: str = "") -> FrameworkRead | None:
    """The version that is named, or the one in use today; None for no such version and outside the partnership."""
    if not viewer.is_member:
        return None
    in_use = framework_on(today)
    found = _version(version) if version else in_use
    if found is None:
        return None
    return FrameworkRead(found, found == in_use, tuple(read_framework(version=number) for number in versions_of()))


def comparison(viewer: Viewer, earlier: str, later: str) -> Comparison | None:
    """Two versions, older first; None where there are not two such versions, and outside the partnership."""
    first, second = _version(earlier), _version(later)
    if not viewer.is_member or first is None or second is None or first.version >= second.version:
        return None
    return Comparison(first, second)


def _version(written: str) -> Framework | None:
    """The version of that number as it stands in an address."""
    number = next((number for number in versions_of() if str(number) == written), None)
    return read_framework(version=number) if number else None
