"""A delivery beside the ones before it: what has to be asked before it may take their place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

from oneplan.definitions.places import places
from oneplan.definitions.source import SourceContract
from oneplan.engine.sources.raw import literal, quoted
from oneplan.engine.sources.report import Reason
from oneplan.engine.store.workspace import Workspace

#: A table that came with 40% fewer rows than last time asks first; small tables move that much by chance.
_FALL = 0.4
_SMALL = 20
#: Pupil numbers carry the authority that issued them in characters 2 to 4; so many have to be there to tell.
_ENOUGH_NUMBERS = 20

EARLIER = "earlier_than_before"
FEWER = "fewer_rows"
ANOTHER_AUTHORITY = "another_authority"


@dataclass(frozen=True)
class Seen:
    """What is remembered of a delivery, to compare the next with. It holds no personal values."""

    received_on: date
    latest_on: date | None  # the last day that anything in it speaks about, up to its receipt
    authority: str | None  # the three-digit code of the council it is about, when the files tell
    rows: Mapping[str, int] = field(default_factory=dict)  # rows sent, by table
    found: Mapping[str, int] = field(default_factory=dict)  # rows that each thing was found in

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """What `as_json` told."""
        latest = told["latest_on"]
        return cls(
            received_on=date.fromisoformat(told["received_on"]),
            latest_on=date.fromisoformat(latest) if latest else None,
            authority=told["authority"],
            rows=told["rows"],
            found=told.get("found", {}),
        )

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        latest = self.latest_on.isoformat() if self.latest_on else None
        return {**asdict(self), "received_on": self.received_on.isoformat(), "latest_on": latest}


def seen_in(workspace: Workspace, contract: SourceContract, *, received_on: date, authority: str | None) -> Seen:
    """What to remember of the delivery whose raw and standard tables are in the workspace."""
    counted = {t.name: workspace.value(f"SELECT count(*) FROM {quoted('raw_' + t.name)}") for t in contract.tables}
    latest = workspace.value(
        """
        SELECT max(day) FROM (
            SELECT unnest([observed_on, observed_to]) AS day FROM event
            UNION ALL SELECT seen_on FROM identity
            UNION ALL SELECT unnest([from_on, to_on]) FROM involvement
        ) AS days WHERE day <= ?
        """,
        [received_on],
    )
    rows = {name: count for name, count in counted.items() if count}
    return Seen(received_on, latest, authority or _authority_of_numbers(workspace, contract), rows)


def questions(now: Seen, before: Sequence[Seen], ours: Collection[str] = ()) -> tuple[Reason, ...]:
    """What has to be confirmed before the delivery is loaded, each a `Reason` of severity `ask`.

    `before` is in the order of receipt. Deliveries received after this one are not before it, and do not count.
    `ours` are the numbers of the authorities that the area in force is about; none where no area is in force.
    """
    earlier = [one for one in before if one.received_on <= now.received_on]
    found = (_earlier_days(now, earlier), _another_authority(now, earlier, ours), *_fewer_rows(now, earlier))
    return tuple(reason for reason in found if reason is not None)


def _earlier_days(now: Seen, before: Sequence[Seen]) -> Reason | None:
    newest = max((one.latest_on for one in before if one.latest_on), default=None)
    if now.latest_on is None or newest is None or now.latest_on >= newest:
        return None
    sentence = f"It ends on {now.latest_on:%-d %B %Y}; what was loaded before goes up to {newest:%-d %B %Y}"
    return asked(EARLIER, sentence)


def _another_authority(now: Seen, before: Sequence[Seen], ours: Collection[str]) -> Reason | None:
    """An area says for the first delivery too what it is about; without one, the deliveries before tell."""
    if now.authority is None:
        return None
    if ours:
        if _lasting(now.authority) in {_lasting(one) for one in ours}:
            return None
        beside = f"this partnership is of {' and '.join(_called(one) for one in ours)}"
    else:
        known = next((one.authority for one in reversed(before) if one.authority), None)
        if known is None or now.authority == known:
            return None
        beside = f"those before were about {_called(known)}"
    return asked(
        ANOTHER_AUTHORITY,
        f"It is about authority {_called(now.authority)}, and {beside}. If it came here by mistake, "
        "tell the data protection officer",
    )


def _lasting(number: str) -> str:
    """The number of the authority that continues this one; old numbers stand in pupil numbers for years."""
    try:
        return places().lasting(places().authority(number)).number
    except KeyError:
        return number


def _called(number: str) -> str:
    try:
        return f"{number} ({places().authority(number).name})"
    except KeyError:
        return number


def _fewer_rows(now: Seen, before: Sequence[Seen]) -> list[Reason]:
    found = []
    for table, count in now.rows.items():
        last = next((one.rows[table] for one in reversed(before) if table in one.rows), 0)
        if last >= _SMALL and count <= last * (1 - _FALL):
            found.append(asked(FEWER, f"There are {count:,} rows, and last time there were {last:,}", table, count))
    return found


def asked(code: str, sentence: str, table: str = "", rows: int = 0) -> Reason:
    """A question: what was seen, to be confirmed."""
    return Reason(code, sentence, "ask", table, "", rows, ())


def _authority_of_numbers(workspace: Workspace, contract: SourceContract) -> str | None:
    """The authority that issued more than half of the pupil numbers, when there are enough of them to say."""
    columns = [(t.name, c.name) for t in contract.tables for c in t.columns if c.type == "upn"]
    if not columns:
        return None
    numbers = " UNION ALL ".join(
        f"SELECT substr({quoted(column)}, 2, 3) AS issuer FROM {quoted('good_' + table)} WHERE {quoted(column)} <> ''"
        for table, column in columns
    )
    rows = workspace.rows(f"""
        SELECT issuer FROM ({numbers}) AS numbers
        GROUP BY issuer HAVING count(*) * 2 > (SELECT count(*) FROM ({numbers}) AS every)
        AND (SELECT count(*) FROM ({numbers}) AS every) >= {literal(str(_ENOUGH_NUMBERS))}::INTEGER
    """)
    return str(rows[0][0]) if rows else None
