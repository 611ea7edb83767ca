"""Changing one part of a plan and getting a whole plan back, or the reason why the parts would not hold together.

A part is named by its way from the top: `title`, `vision`, `drivers.0`, `themes.2.actions.1`, `sources.draft`.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import ValidationError

from oneplan.definitions.plan import Plan, said_in
from oneplan.definitions.plan_parts import Status, Version
from oneplan.definitions.reading import Definition
from oneplan.vocabulary.errors import DefinitionError

#: Not changed part by part: what says which plan it is, and when it was written down.
FIXED = frozenset({"id", "authority", "short_name", "local_authority_code", "encoded_on", "source"})


def kind_of(way: str) -> type[Definition] | type[str] | None:
    """The schema of a part, or of what a list holds (`drivers` and `drivers.0` alike); None for no part of a plan."""
    kind: Any = Plan
    holder: Any = None  # the tuple or mapping that the next step picks from
    for step in way.split("."):
        if holder is not None:
            if holder is tuple and not step.isdecimal():
                return None
            holder = None
        elif issubclass(kind, Definition) and step in kind.model_fields and not (kind is Plan and step in FIXED):
            annotation = kind.model_fields[step].annotation
            kind = _held(annotation)
            holder = get_origin(annotation) if get_origin(annotation) in {tuple, dict} else None
        else:
            return None
    return kind if kind is str or issubclass(kind, Definition) else None


def part_at(plan: Plan, way: str) -> Any:
    """What is said there: words, or a mapping; None where nothing is."""
    said: Any = said_in(plan)
    for step in way.split("."):
        said = _in(said, step)
    return said


def with_part(plan: Plan, way: str, part: str | Mapping[str, Any]) -> Plan:
    """The plan with a part said anew; what the part holds besides and was not said again stays.

    Raises `DefinitionError` where the whole would not stand.
    """
    said, last, holder = _opened(plan, way)
    held = _in(holder, last)
    new = {**held, **part} if isinstance(held, dict) and isinstance(part, Mapping) else part
    _put(holder, last, {key: value for key, value in new.items() if _is_said(value)} if isinstance(new, dict) else new)
    return _whole(said)


def with_added(plan: Plan, way: str, part: str | Mapping[str, Any], key: str = "") -> Plan:
    """The plan with a part added to the end of a list, or under a new key where parts have keys (sources)."""
    said, last, holder = _opened(plan, way)
    new = part if isinstance(part, str) else {name: value for name, value in part.items() if _is_said(value)}
    if key:
        holder.setdefault(last, {})[key] = new
    else:
        holder.setdefault(last, []).append(new)
    return _whole(said)


def without_part(plan: Plan, way: str) -> Plan:
    """The plan without a part."""
    said, last, holder = _opened(plan, way)
    if isinstance(holder, list):
        del holder[int(last)]
    else:
        holder.pop(last, None)
    return _whole(said)


def moved_up(plan: Plan, way: str) -> Plan:
    """The plan with a part of a list one place nearer the top; the first stays where it is."""
    said, last, holder = _opened(plan, way)
    at = int(last)
    if at > 0:
        holder[at - 1], holder[at] = holder[at], holder[at - 1]
    return _whole(said)


def with_version(plan: Plan, version: Version) -> Plan:
    """The plan as a new version of itself.

    Parts that stood in the latest version stand in this one too. When it is adopted, what was adopted before is
    superseded.
    """
    said = said_in(plan)
    held = said.get("versions", [])
    latest = held[-1]["id"] if held else None
    for one in held:
        if version.status is Status.ADOPTED and one["status"] == Status.ADOPTED:
            one["status"] = Status.SUPERSEDED.value
    for theme in said.get("themes", []):
        if latest in theme.get("versions", []):
            theme["versions"].append(version.id)
    said["versions"] = [*held, version.model_dump(mode="json", exclude_defaults=True)]
    return _whole(said)


def _whole(said: Mapping[str, Any]) -> Plan:
    try:
        return Plan.model_validate(said)
    except ValidationError as error:
        problems = "; ".join(item["msg"].removeprefix("Value error, ") for item in error.errors())
        raise DefinitionError(f"The plan would not hold together: {problems}.") from None


def _held(annotation: Any) -> Any:
    """What a tuple, mapping or optional of the schema holds."""
    if get_origin(annotation) in {tuple, dict, Union, UnionType}:
        kinds = [one for one in get_args(annotation) if one not in {type(None), Ellipsis}]
        return _held(kinds[-1])
    return annotation


def _opened(plan: Plan, way: str) -> tuple[dict[str, Any], str, Any]:
    """A copy of what the plan says, the last step of the way, and what holds it."""
    said = deepcopy(said_in(plan))
    *steps, last = way.split(".")
    holder: Any = said
    for step in steps:
        holder = _in(holder, step)
    return said, last, holder


def _in(holder: Any, step: str) -> Any:
    if isinstance(holder, list):
        return holder[int(step)] if step.isdecimal() and int(step) < len(holder) else None
    return holder.get(step) if isinstance(holder, dict) else None


def _put(holder: Any, step: str, part: Any) -> None:
    holder[int(step) if isinstance(holder, list) else step] = part


def _is_said(value: Any) -> bool:
    return value not in (None, "", [], ())
