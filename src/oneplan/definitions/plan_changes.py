"""What differs between two editions of a plan, statement by statement."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from oneplan.definitions.plan import Plan, said_in


@dataclass(frozen=True)
class PlanChange:
    """One difference: where, what was said before and after; empty where nothing was."""

    where: tuple[str, ...]  # the names of fields, and the names or words of what holds them
    before: str
    after: str


def changes_between(before: Plan, after: Plan) -> tuple[PlanChange, ...]:
    """Every difference, in the plan's order. A statement that only moved in its list is one taken out and put in."""
    return tuple(_in(said_in(before), said_in(after), ()))


def _in(before: Any, after: Any, where: tuple[str, ...]) -> Iterator[PlanChange]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            yield from _in(before.get(key), after.get(key), (*where, key))
    elif _is_list(before) and _is_list(after):
        yield from _in_lists(before or [], after or [], where)
    else:
        yield PlanChange(where, _words(before), _words(after))


def _in_lists(before: list[Any], after: list[Any], where: tuple[str, ...]) -> Iterator[PlanChange]:
    one_way, other_way = ([json.dumps(part) for part in held] for held in (before, after))
    matcher = SequenceMatcher(None, one_way, other_way, autojunk=False)
    for tag, from_before, to_before, from_after, to_after in matcher.get_opcodes():
        old, new = before[from_before:to_before], after[from_after:to_after]
        if tag == "equal":
            continue
        for at in range(max(len(old), len(new))):
            one, other = (held[at] if at < len(held) else None for held in (old, new))
            if isinstance(one, dict) and isinstance(other, dict):
                yield from _in(one, other, (*where, _name(other)))
            else:
                yield PlanChange(where, _words(one), _words(other))


def _is_list(said: Any) -> bool:
    return said is None or isinstance(said, list)


def _name(part: dict[str, Any]) -> str:
    return str(part.get("name") or part.get("text") or part.get("id"))


def _words(said: Any) -> str:
    if said is None:
        return ""
    if isinstance(said, dict):
        return _name(said) if _name(said) != "None" else json.dumps(said, ensure_ascii=False)
    return ", ".join(_words(one) for one in said) if isinstance(said, list) else str(said)
