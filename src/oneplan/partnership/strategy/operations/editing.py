"""Writing the next edition of the plan, part by part, and publishing it. Nothing that was there before is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError

from oneplan.definitions import plan_editing
from oneplan.definitions.plan import Plan, Status, from_yaml
from oneplan.definitions.plan_parts import Version
from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action as Audited
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.strategy.models import Edition
from oneplan.partnership.strategy.operations.importing import add_edition, put_in_place
from oneplan.partnership.strategy.permissions import may_edit_plan
from oneplan.partnership.strategy.queries import draft, edition_file
from oneplan.partnership.strategy.rules import Origin
from oneplan.vocabulary.errors import DefinitionError, NotAllowed, OnePlanError


class DraftMoved(OnePlanError):
    """Somebody else changed the draft since this one was opened; nothing was written."""


@audited()
def change_part(*, by: Viewer, way: str, part: str | Mapping[str, Any], seen: int | None, at: datetime) -> None:
    """Say a part of the draft anew.

    Here and below: `seen` is the edition that was on the page. NotAllowed for other roles and for no part of the plan,
    `DraftMoved` when there is a later edition, `DefinitionError` where the plan would not hold together.
    """
    _write(by, seen, at, f"Changed {way}", lambda plan: plan_editing.with_part(_with(plan, way), way, part))


@audited()
def add_part(*, by: Viewer, way: str, part: str | Mapping[str, Any], key: str, seen: int | None, at: datetime) -> None:
    """Add a part to a list of the draft; under a key where parts have keys."""

    def add(plan: Plan) -> Plan:
        if key and plan_editing.part_at(plan, f"{way}.{key}") is not None:
            raise DefinitionError(f"There is a {key} already.")
        return plan_editing.with_added(plan, way, part, key)

    _write(by, seen, at, f"Added to {way}", add)


@audited()
def remove_part(*, by: Viewer, way: str, seen: int | None, at: datetime) -> None:
    """Take a part out of the draft."""
    *_, last = way.split(".")
    if not (last.isdecimal() or way.startswith("sources.") or way in {"predecessor", "parent_strategy"}):
        raise NotAllowed("Only what stands in a list, or need not be there, can be taken out.")
    _write(by, seen, at, f"Removed {way}", lambda plan: plan_editing.without_part(_with(plan, way), way))


@audited()
def move_part(*, by: Viewer, way: str, seen: int | None, at: datetime) -> None:
    """Move a part of a list one place nearer the top of it."""
    _write(by, seen, at, f"Moved {way}", lambda plan: plan_editing.moved_up(_with(plan, way), way))


@audited()
def replace_draft(*, by: Viewer, text: str, seen: int | None, at: datetime) -> None:
    """Take a whole file as the draft. `DefinitionError` too when it is another plan's."""

    def read(plan: Plan) -> Plan:
        sent = from_yaml(text)
        if sent.id != plan.id:
            raise DefinitionError(f"The file holds the plan {sent.id}, and this is {plan.id}.")
        return sent

    _write(by, seen, at, "Read from a file", read)


@audited()
def bring_back(*, by: Viewer, number: int, seen: int | None, at: datetime) -> None:
    """Make an earlier edition the draft again. NotAllowed too where there is no such edition."""
    earlier = edition_file(by, number)
    if earlier is None:
        raise NotAllowed("There is no such edition.")
    _write(by, seen, at, f"Brought back edition {number}", lambda plan: earlier)


@audited()
def publish(*, by: Viewer, status: Status, on: date, body: str, text: str, seen: int | None, at: datetime) -> None:
    """Make the draft what is read, as a version with its status, the day and the body that decided."""

    def decided(plan: Plan) -> Plan:
        number = len(plan.versions) + 1
        taken = {version.id for version in plan.versions}
        name = next(one for one in (f"version-{n}" for n in range(number, 2 * number + 1)) if one not in taken)
        version = Version(text=text, id=name, status=status, when=on.isoformat(), body=body or None)
        return plan_editing.with_version(plan, version)

    edition, plan = _write(by, seen, at, text, decided, origin=Origin.PUBLISHED)
    put_in_place(plan, at)
    record(by=by, action=Audited.PUBLISHED_PLAN, about=f"plan {plan.id}, edition {edition.number}")


def _write(
    by: Viewer,
    seen: int | None,
    at: datetime,
    note: str,
    change: Callable[[Plan], Plan],
    *,
    origin: Origin = Origin.WRITTEN,
) -> tuple[Edition, Plan]:
    found = draft(by)
    if found is None or not may_edit_plan(by):
        raise NotAllowed("The partnership manager writes the plan.")
    if found.number != seen:
        raise DraftMoved("Somebody changed the draft while you had it open.")
    plan = change(found.plan)
    if origin is Origin.WRITTEN and plan == found.plan:
        return found.edition, plan
    try:
        edition = add_edition(plan, origin, by=by, at=at, note=note)
    except IntegrityError:
        raise DraftMoved("Somebody changed the draft at the same moment.") from None
    if origin is Origin.WRITTEN:
        record(by=by, action=Audited.EDITED_PLAN, about=f"plan {plan.id}, edition {edition.number}")
    return edition, plan


def _with(plan: Plan, way: str) -> Plan:
    """The plan, when there is something to change at that place."""
    if plan_editing.kind_of(way) is None or way.rsplit(".", maxsplit=1)[-1] == "" or not _is_there(plan, way):
        raise NotAllowed("The plan has no such part.")
    return plan


def _is_there(plan: Plan, way: str) -> bool:
    return plan_editing.part_at(plan, way) is not None or "." not in way
