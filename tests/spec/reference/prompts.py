"""Reasons to talk the slow way: one child at a time, reading everything recorded of them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from oneplan.definitions.prompt import (
    ChangesOfWorker,
    LeadAgencyNotTold,
    NewSymptomKnownCauses,
    PromptRule,
    TwoAgenciesNoLead,
)

Row = dict[str, Any]


def prompts(
    *,
    rule: PromptRule,
    evidence: Sequence[Row],
    matrix: Sequence[Row],
    involvements: Sequence[Row],
    kinds: Mapping[str, str],
    agencies: Mapping[str, str],
    as_of: date,
) -> tuple[list[Row], list[Row]]:
    """The facts on which a rule holds, and the prompts it makes, as rows like those of the tables."""
    if not rule.starts_on <= as_of <= rule.expires_on:
        return [], []
    present = {
        (cell["person_id"], cell["factor_id"], cell["whose"]) for cell in matrix if cell["knowledge"] == "present"
    }
    facts, made = [], []
    for child in sorted({row["person_id"] for row in [*evidence, *involvements]}):
        known = [
            {**fact, "agency": agencies.get(fact["source"], fact["source"])}
            for fact in evidence
            if fact["person_id"] == child
            and fact["finding"] == "present"
            and (child, fact["factor_id"], fact["whose"]) in present
            and fact["factor_id"] in kinds
        ]
        around = [one for one in involvements if one["person_id"] == child]
        matched = _matched(rule.when, known, around, kinds, as_of)
        facts += matched
        if matched:
            made.append({"person_id": child, "rule_id": rule.id, **_to_whom(around, as_of), **_newest(matched)})
    return facts, made


def _matched(
    when: Any, known: Sequence[Row], around: Sequence[Row], kinds: Mapping[str, str], as_of: date
) -> list[Row]:
    since = as_of - timedelta(days=when.within_days)
    current = [fact for fact in known if fact["is_current"]]
    recent = [fact for fact in current if fact["observed_on"] > since]
    leads = [one for one in around if one["is_lead"] and _goes_on(one, as_of)]
    match when:
        case TwoAgenciesNoLead():
            causes = [fact for fact in recent if kinds[fact["factor_id"]] == "cause"]
            from_two = len({fact["agency"] for fact in causes}) > 1
            return [_event(fact) for fact in causes] if from_two and not leads else []
        case NewSymptomKnownCauses():
            new = [f for f in recent if kinds[f["factor_id"]] == "symptom" and not _seen_before(f, known)]
            causes = [fact for fact in current if kinds[fact["factor_id"]] == "cause"]
            return [_event(fact) for fact in [*new, *_latest_of_each(causes)]] if new and causes else []
        case LeadAgencyNotTold():
            told = [fact for fact in recent if fact["factor_id"] == when.factor]
            knows = {fact["agency"] for fact in told} & {one["agency"] for one in leads}
            return [*map(_event, told), *map(_work, leads)] if told and leads and not knows else []
        case ChangesOfWorker():
            return [_work(one) for one in _changes(around, when.changes, since, as_of)]
    raise AssertionError(when)


def _seen_before(fact: Row, known: Sequence[Row]) -> bool:
    return any(f["factor_id"] == fact["factor_id"] and f["observed_on"] < fact["observed_on"] for f in known)


def _latest_of_each(causes: Sequence[Row]) -> list[Row]:
    latest: dict[tuple[str, str], Row] = {}
    for fact in sorted(causes, key=lambda fact: (-fact["observed_on"].toordinal(), fact["event_id"])):
        latest.setdefault((fact["factor_id"], fact["whose"]), fact)
    return list(latest.values())


def _changes(around: Sequence[Row], enough: int, since: date, as_of: date) -> list[Row]:
    found = []
    for help_of in {(one["agency"], one["kind"]) for one in around}:
        begun: dict[str, Row] = {}
        mine = [one for one in around if (one["agency"], one["kind"]) == help_of and one["worker"] and one["from_on"]]
        for one in sorted(mine, key=lambda one: (one["from_on"], one["worker"])):
            if one["from_on"] <= as_of:
                begun.setdefault(one["worker"], one)
        changes = [one for one in list(begun.values())[1:] if one["from_on"] > since]
        found += changes if len(changes) >= enough else []
    return found


def _goes_on(one: Row, as_of: date) -> bool:
    return (one["from_on"] is None or one["from_on"] <= as_of) and (one["to_on"] is None or one["to_on"] >= as_of)


def _to_whom(around: Sequence[Row], as_of: date) -> Row:
    """The lead practitioner; else a named worker; else a team; else nobody, which is the duty desk."""
    now = [one for one in around if one["kind"] != "school" and _goes_on(one, as_of)]
    for chosen in (
        [one for one in now if one["is_lead"]],
        [one for one in now if one["worker"]],
        now,
    ):
        if chosen:
            first = max(chosen, key=lambda one: one["from_on"] or date.min)
            return {name: first[name] or "" for name in ("agency", "team", "team_code", "worker")}
    return dict.fromkeys(("agency", "team", "team_code", "worker"), "")


def _newest(matched: Sequence[Row]) -> Row:
    return {"newest_on": max((fact["observed_on"] for fact in matched if fact["observed_on"]), default=None)}


def _event(fact: Row) -> Row:
    names = ("person_id", "factor_id", "whose", "source", "agency", "observed_on")
    return {"part": "event", "fact_id": fact["event_id"], "worker": "", **{name: fact[name] for name in names}}


def _work(one: Row) -> Row:
    said = {"part": "involvement", "fact_id": one["record_id"], "factor_id": "", "observed_on": one["from_on"]}
    return {"person_id": one["person_id"], "worker": one["worker"] or "", "agency": one["agency"], **said}
