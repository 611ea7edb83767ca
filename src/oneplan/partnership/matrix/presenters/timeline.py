"""What the pages of a child's timeline say: what happened, in order, where nothing is told, and what people chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.forms import Form
from django.utils.timezone import localdate
from markupsafe import Markup

from oneplan.definitions.factor import Whose
from oneplan.definitions.source_words import title_of
from oneplan.documents.docx import as_docx
from oneplan.documents.html import as_html
from oneplan.documents.model import Block, Document, Heading, Note, Paragraph
from oneplan.partnership.matrix.models import RecordedFact, TimelineChoice, TimelineEvent
from oneplan.partnership.matrix.operations.timeline import ChildTimeline, TimelineEntry
from oneplan.partnership.matrix.presenters.child import FINDINGS, Seen, fact_line, seen_in, what_was_recorded
from oneplan.partnership.matrix.presenters.recording import SAID_BY
from oneplan.partnership.matrix.rules import Gap, Place, SaidBy, Version, When, gaps
from oneplan.partnership.people.presenters import KINDS, birth_words, full_name
from oneplan.vocabulary.identifiers import PersonId
from oneplan.vocabulary.involvement import Involvement
from oneplan.web.words import long_date, long_datetime, remembered_date


@dataclass(frozen=True)
class ChosenLine:
    """What somebody decided about an entry, and said of it."""

    words: str
    significance: str
    done: str
    by: str


@dataclass(frozen=True)
class EntryLine:
    """One entry in the list. `state` says what the reader's organisation chose."""

    id: str
    when: str
    what: str
    about: str
    source: str
    state: str
    is_left_out: bool
    chosen: tuple[ChosenLine, ...]


@dataclass(frozen=True)
class YearSection:
    """A year and what is told of it: entries, and sentences where nothing is told for long."""

    heading: str
    lines: tuple[EntryLine | str, ...]


@dataclass(frozen=True)
class TimelinePage:
    """The draft of a child's timeline."""

    person_id: PersonId
    name: str
    years: tuple[YearSection, ...]
    as_of: str


@dataclass(frozen=True)
class EntryPage:
    """One entry: what was recorded of it, the choice to make, and those made before."""

    person_id: PersonId
    name: str
    line: EntryLine
    details: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    history: tuple[ChosenLine, ...]
    form: Form


@dataclass(frozen=True)
class AddPage:
    """The page for adding something that no agency sends."""

    person_id: PersonId
    name: str
    form: Form


@dataclass(frozen=True)
class VersionPage:
    """A timeline to read, print and hand on."""

    person_id: PersonId
    version: Version
    title: str
    subtitle: str
    body: Markup


_PLACES = {
    Place.OURS: "In our own timeline",
    Place.EVERYBODYS: "In the timeline of all agencies",
    Place.LEFT_OUT: "Left out",
}
_NOT_CHOSEN = "Not chosen yet"
_ABOUT = {Whose.PARENT: "about a parent or carer", Whose.HOUSEHOLD: "about another adult at home"}
_TITLES = {Version.OURS: "Our timeline", Version.EVERYBODYS: "Timeline of all agencies"}


def timeline_page(found: ChildTimeline, today: date) -> TimelinePage:
    """The draft: everything recorded, with what the reader's organisation chose of it."""
    lines = [(one.when, _line(found, one)) for one in found.entries]
    as_of = long_date(found.matrix.basis.as_of)
    return TimelinePage(_person_id(found), _name(found), _years(lines, today), as_of)


def entry_page(found: ChildTimeline, entry_id: str, form: Form) -> EntryPage:
    """One entry of the draft."""
    people = seen_in(found.matrix)
    entry = next(one for one in found.entries if one.id == entry_id)
    return EntryPage(
        person_id=_person_id(found),
        name=_name(found),
        line=_line(found, entry),
        details=_details(found, entry, people),
        history=tuple(_chosen(found, one) for one in entry.choices),
        form=form,
    )


def add_page(found: ChildTimeline, form: Form) -> AddPage:
    """The form, empty or with what is wrong."""
    return AddPage(_person_id(found), _name(found), form)


def version_page(found: ChildTimeline, version: Version, at: datetime) -> VersionPage:
    """A version as a page."""
    document = _document(found, version, at)
    return VersionPage(_person_id(found), version, document.title, document.subtitle, as_html(document))


def version_file(found: ChildTimeline, version: Version, at: datetime) -> tuple[str, bytes]:
    """A version as a Word file: a name that names nobody, and its bytes."""
    return f"timeline-{version}-{at.date().isoformat()}.docx", as_docx(_document(found, version, at))


def initial_choice(found: ChildTimeline, entry_id: str) -> dict[str, str]:
    """What the reader's organisation chose last, to change; nothing where it has not chosen."""
    entry = next(one for one in found.entries if one.id == entry_id)
    chosen = entry.of(found.organisations)
    return {"place": chosen.place, "significance": chosen.significance, "done": chosen.done} if chosen else {}


def _document(found: ChildTimeline, version: Version, at: datetime) -> Document:
    """One heading for each entry: it reads well aloud, on paper and on a phone."""
    entries = found.version(version)
    told: list[tuple[When, Sequence[Block]]] = [(one.when, _blocks(found, one, version)) for one in entries]
    told += [(_at(gap), (Note(_gap_words(gap)),)) for gap in gaps((one.when for one in entries), at.date())]
    blocks = [block for _, some in sorted(told, key=lambda one: one[0]) for block in some]
    who = found.matrix.record.who
    intro = (
        "Significant events only, chosen by people who know the child. It is not an assessment. "
        "What is not here is not known to be so or not so."
    )
    nothing = Paragraph("Nothing has been chosen for it yet.")
    subtitle = f"{_name(found)}. {birth_words(who.birth_date, at.date())}. Made on {long_datetime(at)}."
    return Document(_TITLES[version], subtitle, (Paragraph(intro), *(blocks or [nothing])))


def _blocks(found: ChildTimeline, entry: TimelineEntry, version: Version) -> Sequence[Block]:
    line = _line(found, entry)
    about = f" ({line.about})" if line.about else ""
    blocks: list[Block] = [Heading(f"{line.when}: {line.what}{about}"), Paragraph(f"Source: {line.source}.")]
    for one in found.chosen(entry, version):
        if one.done:
            blocks.append(Paragraph(f"What was done: {one.done}"))
        blocks.append(Paragraph(f"What it meant: {one.significance} ({one.by.name}, {one.recorded_by})"))
    return blocks


def _line(found: ChildTimeline, entry: TimelineEntry) -> EntryLine:
    mine = entry.of(found.organisations)
    return EntryLine(
        id=entry.id,
        when=_when(entry.when),
        what=_what(found, entry),
        about=_ABOUT.get(_whose(entry), ""),
        source=_source(found, entry),
        state=_PLACES[Place(mine.place)] if mine else _NOT_CHOSEN,
        is_left_out=mine is not None and mine.place == Place.LEFT_OUT,
        chosen=tuple(_chosen(found, one) for one in entry.holding if one.place != Place.LEFT_OUT),
    )


def _years(lines: Sequence[tuple[When, EntryLine]], today: date) -> tuple[YearSection, ...]:
    told: list[tuple[When, EntryLine | str]] = [
        *lines,
        *((_at(gap), _gap_words(gap)) for gap in gaps((when for when, _ in lines), today)),
    ]
    by_year: dict[str, list[EntryLine | str]] = {}
    for when, line in sorted(told, key=lambda one: one[0]):
        by_year.setdefault(str(when.said.year), []).append(line)
    return tuple(YearSection(year, tuple(some)) for year, some in by_year.items())


def _at(gap: Gap) -> When:
    """A gap stands right after what came before it."""
    return When.recorded(gap.after, None)


def _gap_words(gap: Gap) -> str:
    return f"Nothing is told from {long_date(gap.after)} to {long_date(gap.until)}"


def _when(when: When) -> str:
    said = remembered_date(when.said, when.sense)
    return f"{said} to {long_date(when.until)}" if when.until else said


def _what(found: ChildTimeline, entry: TimelineEntry) -> str:
    if entry.added is not None:
        return entry.added.what
    if entry.work is not None:
        return _work(entry.work)
    headings = _headings(found)
    if entry.recorded is not None:
        factor = headings.get(entry.recorded.factor_id, entry.recorded.factor_id)
        return f"{factor}: {entry.recorded.words}" if entry.recorded.words else factor
    factors = dict.fromkeys(headings.get(factor_id, factor_id) for factor_id, _ in entry.evidence)
    return FINDINGS[entry.evidence[0][1].finding] + ", ".join(factors)


def _work(work: Involvement) -> str:
    ended = " began, and has ended" if work.to_on else " began"
    named = ", ".join(part for part in (work.worker, work.team) if part)
    return f"{KINDS.get(work.kind, work.kind.replace('_', ' ').capitalize())}{ended}" + (f": {named}" if named else "")


def _headings(found: ChildTimeline) -> Mapping[str, str]:
    return {str(factor.id): factor.heading for factor in found.matrix.framework.factors}


def _whose(entry: TimelineEntry) -> Whose:
    if entry.evidence:
        return entry.evidence[0][1].whose
    typed = entry.recorded or entry.added
    return Whose(typed.about) if typed else Whose.CHILD


def _source(found: ChildTimeline, entry: TimelineEntry) -> str:
    typed = entry.added or entry.recorded
    if typed is not None:
        said = SAID_BY[SaidBy(typed.said_by)]
        written = f"{said} said so; written down by {typed.by.name}, {typed.recorded_by}, on {long_date(typed.at)}"
        return ". ".join([written, *_moved(found, typed)])
    if entry.work is not None:
        return title_of(entry.work.source)
    factor_id, item = entry.evidence[0]
    received = f"{item.recorded_by}, received on {long_date(item.received_on)}"
    if found.matrix.record.reach.shows_detail(item.source, factor_id, item.whose):
        return f"{what_was_recorded(item)}. {received}"
    return f"{received}. The detail is shared when you ask them"


def _moved(found: ChildTimeline, typed: RecordedFact | TimelineEvent) -> Sequence[str]:
    """What a reader must know where records were joined to or split from the one in which something was typed."""
    if typed.person_id != _person_id(found):
        return ["It was written in another record that has been joined to this one"]
    if found.split_on is not None and localdate(typed.at) <= found.split_on:
        return [
            f"Other records were split off since, on {long_date(found.split_on)}: check that it is about this child"
        ]
    return []


def _details(
    found: ChildTimeline, entry: TimelineEntry, people: Seen
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    headings = _headings(found)
    return tuple(
        (headings.get(factor_id, factor_id), fact_line(item, factor_id, people).details)
        for factor_id, item in entry.evidence
    )


def _chosen(found: ChildTimeline, one: TimelineChoice) -> ChosenLine:
    moved = "" if one.person_id == _person_id(found) else ", while it stood in another record"
    by = f"{one.by.name}, {one.recorded_by}, {long_datetime(one.at)}{moved}"
    return ChosenLine(_PLACES[Place(one.place)], one.significance, one.done, by)


def _name(found: ChildTimeline) -> str:
    who = found.matrix.record.who
    return full_name(who.given_name, who.family_name)


def _person_id(found: ChildTimeline) -> PersonId:
    return found.matrix.record.who.person_id
