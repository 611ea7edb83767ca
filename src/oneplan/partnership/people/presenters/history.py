"""What the page says of how a record came together, and of what was written here about the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oneplan.definitions.source_words import title_of
from oneplan.partnership.audit.presenters import look_line
from oneplan.partnership.people.operations import Candidate, History
from oneplan.partnership.people.presenters.links import PairLine, lines_of
from oneplan.vocabulary.identifiers import PersonId
from oneplan.web.words import long_date

_CAUSES = {
    ("joined", "new_record"): "Came in new",
    ("joined", "returned_record"): "Came back, after the agency had left it out",
    ("joined", "merged"): "Came from another record that is one with this one now",
    ("joined", "split"): "Came from another record that goes on without it",
    ("left", "withdrawn_record"): "Left out by the agency, or not shown any more",
    ("left", "merged"): "Went to another record",
    ("left", "split"): "Went to another record, and this one goes on",
}
_BECAUSE = {
    "decision": "A person decided so.",
    "new_model": "The linkage model or its rules had changed.",
    "changed_record": "An agency had changed a record.",
    "new_record": "An agency had sent a new record, or left one out.",
}


@dataclass(frozen=True)
class MoveLine:
    """Records that came or went on a day."""

    when: str
    what: str
    records: str
    because: str


@dataclass(frozen=True)
class WrittenLine:
    """Something that was written here, and under which reference."""

    when: str
    what: str
    who: str
    under: str


@dataclass(frozen=True)
class HistoryPage:
    """How a record came together."""

    person_id: PersonId
    moves: tuple[MoveLine, ...]
    earlier: tuple[str, ...]
    written: tuple[WrittenLine, ...]
    has_split: bool
    links: tuple[PairLine, ...]


def history_page(found: History, links: Sequence[Candidate], person_id: PersonId) -> HistoryPage:
    """The past of a record, newest first."""
    return HistoryPage(
        person_id=person_id,
        moves=tuple(
            MoveLine(
                when=long_date(one.on),
                what=_CAUSES.get((one.change, one.cause), one.cause.replace("_", " ").capitalize()),
                records=_records(one.records, title_of(one.source)),
                because=_BECAUSE.get(one.because or "", ""),
            )
            for one in found.moves
        ),
        earlier=tuple(str(one) for one in found.ids[1:]),
        written=tuple(_written(one, found.ids) for one in found.written),
        has_split=any(one.change == "left" and one.cause in {"split", "merged"} for one in found.moves),
        links=lines_of(links),
    )


def _records(count: int, source: str) -> str:
    return f"1 record from {source}" if count == 1 else f"{count} records from {source}"


def _written(event: object, ids: Sequence[PersonId]) -> WrittenLine:
    look = look_line(event)  # type: ignore[arg-type]
    under = next((one for one in ids if one in look.people), ids[0])
    return WrittenLine(look.when, look.what, f"{look.who}, {look.organisation}", str(under))
