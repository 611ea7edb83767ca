"""The words of the plan while it is written: its parts, what was changed, and every edition before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form

from oneplan.definitions.plan import Plan, as_yaml, said_in
from oneplan.definitions.plan_changes import PlanChange
from oneplan.definitions.plan_editing import kind_of, part_at
from oneplan.definitions.reading import Definition
from oneplan.partnership.strategy.queries import DraftRead, HistoryRead
from oneplan.partnership.strategy.rules import FIELDS, LISTS, Origin
from oneplan.web.words import long_datetime

#: Parts of the plan that are not lists, with what they are called.
ALONE = {
    "title": "Title",
    "vision": "Vision",
    "predecessor": "The plan before",
    "parent_strategy": "The strategy it belongs to",
    "actions_note": "A note on the actions",
}
ORIGINS = {
    Origin.IMPORTED: "Imported, and read from then on",
    Origin.WRITTEN: "Written",
    Origin.PUBLISHED: "Published, and read from then on",
}
#: Of these, a plan may have none.
OPTIONAL = frozenset({"predecessor", "parent_strategy"})
MOVED = (
    "Somebody changed the draft while you had it open, so nothing was saved. What you wrote is still here: "
    "copy it, open the draft again, and put it in."
)


@dataclass(frozen=True)
class Row:
    """A part in a list: where it is, what it says, and what else it holds."""

    way: str
    words: str
    more: tuple[tuple[str, str], ...]
    opens: bool  # it holds lists of its own, and has a page


@dataclass(frozen=True)
class PartList:
    """One list of parts."""

    way: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Change:
    """One difference between two editions."""

    where: str
    before: str
    after: str


@dataclass(frozen=True)
class DraftPage:
    """The draft: whether it differs from what is read, and the way to each of its parts."""

    title: str
    seen: int
    last: str
    changes: tuple[Change, ...]
    is_published: bool
    alone: tuple[Row, ...]
    lists: tuple[tuple[str, str], ...]  # the way and the heading, with how many it holds
    undo_to: int | None  # the edition before


@dataclass(frozen=True)
class SectionPage:
    """One part of the draft with its lists."""

    way: str
    heading: str
    above: str  # the way to what it stands in; empty for the draft
    seen: int
    itself: Row | None  # what it says besides its lists
    lists: tuple[PartList, ...]
    problem: str


@dataclass(frozen=True)
class PartFormPage:
    """Saying a part anew, or adding one."""

    heading: str
    caption: str
    back_to: str
    seen: int
    form: Form
    can_be_removed: bool
    way: str


@dataclass(frozen=True)
class DraftFormPage:
    """A form about the draft as a whole."""

    heading: str
    explanation: str
    button: str
    seen: int
    form: Form
    takes_files: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class EditionLine:
    """One edition in the history."""

    number: int
    heading: str
    origin: str
    note: str
    changes: tuple[Change, ...]
    can_be_brought_back: bool


@dataclass(frozen=True)
class HistoryPage:
    """Every edition of the plan, the last first."""

    seen: int
    editions: tuple[EditionLine, ...]
    not_shown: int
    may_edit: bool


def draft_page(found: DraftRead) -> DraftPage:
    """The draft at a glance."""
    said = said_in(found.plan)
    counted = ((way, LISTS[way], len(said.get(way, ()))) for way in Plan.model_fields if way in LISTS)
    return DraftPage(
        title=found.plan.title,
        seen=found.number,
        last=f"Edition {found.number}, {long_datetime(found.edition.at)}",
        changes=_changes(found.changes),
        is_published=found.edition == found.published,
        alone=tuple(_row(way, part_at(found.plan, way), heading, found.plan) for way, heading in ALONE.items()),
        lists=tuple((way, f"{heading} ({number})") for way, heading, number in counted),
        undo_to=None if found.edition == found.published else found.number - 1,
    )


def section_page(found: DraftRead, way: str, problem: str = "") -> SectionPage | None:
    """A list of the plan, or a theme with its lists; None where there is no such part."""
    kind, held = kind_of(way), part_at(found.plan, way)
    if kind is None or (held is None and "." in way):
        return None
    steps = way.split(".")
    if way in LISTS and len(steps) == 1:
        return SectionPage(way, LISTS[way], "", found.number, None, (_list(way, held, found.plan),), problem)
    if not isinstance(held, dict) or not isinstance(kind, type) or not issubclass(kind, Definition):
        return None
    names = [name for name in kind.model_fields if name in LISTS and name != "versions"]
    lists = tuple(_list(f"{way}.{name}", held.get(name), found.plan) for name in names)
    if not lists:
        return None
    own = {name: value for name, value in held.items() if name not in names}
    itself = _row(way, own, "", found.plan)
    return SectionPage(way, _name(held), steps[0] if len(steps) > 1 else "", found.number, itself, lists, problem)


def part_form_page(found: DraftRead, way: str, form: Form, *, is_new: bool, seen: int | None) -> PartFormPage:
    """The form for one part."""
    steps = [step for step in way.split(".") if not step.isdecimal()]
    named = next((LISTS[step] for step in reversed(steps) if step in LISTS), "")
    name = ALONE.get(way) or named
    return PartFormPage(
        heading=f"Add to: {name}" if is_new else f"Change: {name}",
        caption=found.plan.title,
        back_to=section_of(way, is_gone=False),
        seen=found.number if seen is None else seen,
        form=form,
        can_be_removed=way in OPTIONAL and part_at(found.plan, way) is not None,
        way=way,
    )


def section_of(way: str, *, is_gone: bool) -> str:
    """The way to the page that shows a part; empty for the draft's own. One that is gone is shown by its list."""
    steps = way.split(".")
    if steps[0] == "themes" and len(steps) > 1 and not (is_gone and len(steps) == 2):
        return ".".join(steps[:2])
    if steps[0] == "parent_strategy":
        return "" if len(steps) == 1 else "parent_strategy"
    return steps[0] if steps[0] in LISTS else ""


def from_a_file_page(found: DraftRead, form: Form) -> DraftFormPage:
    """Taking a whole file as the draft."""
    explained = "The file replaces the whole draft. What is published stays until you publish, and you can undo this."
    return DraftFormPage("Take a file as the draft", explained, "Read the file", found.number, form, True, ())


def publish_page(found: DraftRead, form: Form) -> DraftFormPage:
    """Publishing the draft."""
    explained = "Everybody reads it from then on. What was published before stays in the history."
    changes = _changes(found.changes)
    return DraftFormPage("Publish the plan", explained, "Publish", found.number, form, False, changes)


def history_page(found: HistoryRead, *, may_edit: bool) -> HistoryPage:
    """Every edition with what it changed."""
    seen = found.editions[0].edition.number if found.editions else 0
    lines = tuple(
        EditionLine(
            number=one.edition.number,
            heading=f"Edition {one.edition.number}, {long_datetime(one.edition.at)}, "
            f"{one.edition.by.name if one.edition.by else 'from the command line'}",
            origin=ORIGINS[Origin(one.edition.origin)],
            note=one.edition.note,
            changes=_changes(one.changes),
            can_be_brought_back=may_edit and one.edition.number != seen,
        )
        for one in found.editions
    )
    return HistoryPage(seen, lines, found.in_all - len(lines), may_edit)


def draft_file(found: DraftRead) -> tuple[str, str]:
    """The draft's file: its name and its text."""
    return f"{found.plan.id}-edition-{found.number}.yaml", as_yaml(found.plan)


def _list(way: str, held: Any, plan: Plan) -> PartList:
    pairs = held.items() if isinstance(held, dict) else enumerate(held or ())
    rows = tuple(_row(f"{way}.{key}", part, "", plan) for key, part in pairs)
    return PartList(way, LISTS[way.rsplit(".", maxsplit=1)[-1]], rows)


def _row(way: str, part: Any, heading: str, plan: Plan) -> Row:
    opens = way == "parent_strategy" or (way.startswith("themes.") and way.count(".") == 1)
    if not isinstance(part, Mapping):
        return Row(way, _headed(heading, str(part or "Nothing said")), (), opens and part is not None)
    name = _name(part)
    more = tuple(
        (_label(key), _plain(key, value, plan)) for key, value in part.items() if key in FIELDS and value != name
    )
    return Row(way, _headed(heading, name), more, opens)


def _headed(heading: str, words: str) -> str:
    return f"{heading}: {words}" if heading else words


def _plain(key: str, value: Any, plan: Plan) -> str:
    if key == "source":
        return plan.sources[value].title
    if key == "body":  # a source's body is in words
        return next((one.name for one in plan.bodies if one.id == value), str(value))
    return ", ".join(str(one).replace("_", " ") for one in value) if isinstance(value, list) else str(value)


def _name(part: Mapping[str, Any]) -> str:
    return str(part.get("name") or part.get("text") or part.get("title"))


def _changes(changes: Iterable[PlanChange]) -> tuple[Change, ...]:
    return tuple(Change(_where(one.where), one.before or "nothing", one.after or "nothing") for one in changes)


def _where(where: tuple[str, ...]) -> str:
    return ": ".join(LISTS.get(step) or ALONE.get(step) or _label(step) for step in where)


def _label(field: str) -> str:
    """What a field is called, without what its form explains besides."""
    return FIELDS.get(field, field).split(" (")[0].split(", ")[0].rstrip("?")
