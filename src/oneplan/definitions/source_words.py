"""What agencies' codes mean, in words, read back from the contracts: the same text that says how they are loaded."""

from collections.abc import Iterator
from functools import cache

from oneplan.definitions.source import SourceContract, SourceTable, source_contracts
from oneplan.definitions.source_rows import EventRows
from oneplan.vocabulary.events import EventKind

#: Kinds whose codes a reader takes from a column in a way that the contract's mapping cannot say.
_COLUMN_OF = {
    "school_census": {
        EventKind.SEN_PROVISION: ("pupilonroll", "senprovision"),
        EventKind.YOUNG_CARER: ("pupilonroll", "youngcarer"),
        EventKind.SEN_NEED: ("senneeds", "sentype"),
        EventKind.SUSPENSION: ("termlyexclusionsonroll", "reason1"),
        EventKind.EXCLUSION: ("termlyexclusionsonroll", "reason1"),
    }
}
#: Bands that a reader works out from sessions; the Department for Education's words for them.
_ATTENDANCE = {
    "regular": "Missed less than a tenth of sessions in a term",
    "persistent": "Persistently absent: missed a tenth or more of sessions in a term",
    "severe": "Severely absent: missed half or more of sessions in a term",
}


def title_of(source: str) -> str:
    """A source as people call it, without the list of its contents in brackets; or its name when it has no contract."""
    contract = source_contracts().get(source)
    return contract.title.partition(" (")[0] if contract else source


def meaning_of(source: str, kind: EventKind, code: str) -> str | None:
    """What a code of a kind of event means where this source recorded it, or None where its contract does not say."""
    return _meanings(source).get((kind, code))


@cache
def _meanings(source: str) -> dict[tuple[EventKind, str], str]:
    contract = source_contracts().get(source)
    return dict(_meanings_in(contract)) if contract else {}


def _meanings_in(contract: SourceContract) -> Iterator[tuple[tuple[EventKind, str], str]]:
    for table in contract.tables:
        for rows in table.event:
            for code, meaning in _codes_of(table, rows):
                yield (rows.kind, code), meaning
    for kind, (name, column) in _COLUMN_OF.get(contract.name, {}).items():
        for code, meaning in contract.table(name).column(column).codes.items():
            yield (kind, code), meaning
    if contract.name == "school_census":
        for code, meaning in _ATTENDANCE.items():
            yield (EventKind.ATTENDANCE, code), meaning


def _codes_of(table: SourceTable, rows: EventRows) -> Iterator[tuple[str, str]]:
    for name in rows.code.columns:
        for sent, meaning in table.column(name).codes.items():
            code = sent if rows.code.as_ is None else rows.code.as_.get(sent, rows.code.else_)
            if isinstance(code, str):
                yield code, meaning
