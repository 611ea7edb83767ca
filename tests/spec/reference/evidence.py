"""Evidence the slow way: for every child, event and rule, does it count?"""

import calendar
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from oneplan.engine.evidence.rules import FactorRule

Row = dict[str, Any]


def evidence(
    *, events: Sequence[Row], people: Sequence[Row], members: Sequence[Row], rules: Sequence[FactorRule], as_of: date
) -> list[Row]:
    """Every fact that counts for a child, as rows like those of the `evidence` table."""
    children = [person["person_id"] for person in people if person["is_child"]]
    known = [e for e in events if _is_by(e["observed_on"], as_of) and _is_by(e["received_on"], as_of)]
    return [
        _fact(child=child, event=event, rule=rule, whose=whose, about=about, as_of=as_of)
        for child in children
        for event in known
        for whose, about in _spoken_of(child, event, members)
        for rule in rules
        if _counts(event, rule) and rule.whose == whose
    ]


def _is_by(day: date | None, as_of: date) -> bool:
    return day is not None and day <= as_of


def _spoken_of(child: str, event: Row, members: Sequence[Row]) -> Iterator[tuple[str, str | None]]:
    """Whose fact an event is, seen from a child, and whom it is about; nothing when it says nothing of them."""
    if event["person_id"] == child:
        if event["about"] == "self":
            yield "child", child
        else:
            yield event["about"], None
    if event["about"] == "self" and event["person_id"] != child:
        roles = _roles_towards(child, event["person_id"], members)
        if roles - {"adult"}:
            yield "parent", event["person_id"]
        elif roles:
            yield "household", event["person_id"]


def _roles_towards(child: str, other: str, members: Sequence[Row]) -> set[str]:
    families = {m["family_id"] for m in members if m["person_id"] == child and m["role"] == "child"}
    return {m["role"] for m in members if m["person_id"] == other and m["family_id"] in families} - {"child"}


def _counts(event: Row, rule: FactorRule) -> bool:
    return (
        event["kind"] == rule.kind
        and rule.code in (None, event["code"])
        and event["role"] == rule.role
        and event["finding"] == rule.finding
    )


def _fact(*, child: str, event: Row, rule: FactorRule, whose: str, about: str | None, as_of: date) -> Row:
    known_to_on = _known_to(event, as_of)
    current_until = months_after(known_to_on, rule.months)
    return {
        **event,
        "person_id": child,
        "factor_id": rule.factor_id,
        "finding": rule.says,
        "recorded_finding": event["finding"],
        "whose": whose,
        "about_person_id": about,
        "known_to_on": known_to_on,
        "current_until": current_until,
        "is_current": as_of <= current_until,
    }


def _known_to(event: Row, as_of: date) -> date:
    """The last day on which it is known to have been so."""
    begun: date = event["observed_on"]
    if event["observed_to"] is not None:
        return max(begun, min(event["observed_to"], as_of))
    return max(begun, event["received_on"]) if event["is_open"] else begun


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
