"""What the pages about reasons to talk say. A reason to talk is never a finding, and has no weight or colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.forms import Form

from oneplan.definitions.framework import framework_on
from oneplan.definitions.source_words import meaning_of, title_of
from oneplan.partnership.agreements.rules import Reach
from oneplan.partnership.conversations.models import PromptDecision
from oneplan.partnership.conversations.operations import ChildReasons, Particulars, Todays
from oneplan.partnership.conversations.queries import OpenPrompt, PromptFact, ProposedPrompt
from oneplan.partnership.conversations.rules import ANSWERS, HELPED, MOST_IN_A_DAY, Answer, Help, Order
from oneplan.partnership.people.presenters import full_name
from oneplan.vocabulary.events import EventKind
from oneplan.vocabulary.knowledge import Finding
from oneplan.web.words import long_date, long_datetime

_ABOUT = {"parent": "About a parent or carer", "household": "About another adult at home", "child": "About the child"}


_ORDERS = {
    Order.SPOKEN: "Longest since anyone spoke with the family",
    Order.NEWEST: "Newest change",
    Order.NAME: "Name",
}


@dataclass(frozen=True)
class FactLine:
    """One fact on which a rule holds."""

    what: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReasonLine:
    """One open reason to talk, in a list."""

    person_id: str
    prompt_id: str
    name: str
    title: str
    sentence: str
    newest: str
    goes_to: str


@dataclass(frozen=True)
class DecidedLine:
    """What was decided before."""

    title: str
    answer: str
    reason: str
    by: str


@dataclass(frozen=True)
class OrderLink:
    """One of the orders in which the list may be read."""

    order: Order
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class TodaysPage:
    """What one worker is asked to talk about today."""

    reasons: tuple[ReasonLine, ...]
    purpose: str
    note: str
    orders: tuple[OrderLink, ...]


@dataclass(frozen=True)
class ChildReasonsPage:
    """The reasons to talk about one child."""

    person_id: str
    name: str
    reasons: tuple[ReasonLine, ...]
    decided: tuple[DecidedLine, ...]


@dataclass(frozen=True)
class ReasonPage:
    """One reason to talk: why it came, on which facts, whom it goes to, and the answer."""

    person_id: str
    prompt_id: str
    name: str
    title: str
    sentence: str
    talk_about: str
    goes_to: str
    facts: tuple[FactLine, ...]
    rule_id: str
    rule_title: str
    form: Form


def todays_page(found: Todays, purpose: str, organisations: Mapping[str, str], order: Order) -> TodaysPage:
    """The day's list, in an order. `organisations` gives codes their names."""
    waits = f"No more than {MOST_IN_A_DAY} reach one person in a day. Others wait for another day."
    return TodaysPage(
        reasons=tuple(_line(one, name, organisations) for one, name in _in_order(found, order)),
        purpose=purpose,
        note=waits if found.others_wait else "",
        orders=tuple(OrderLink(one, words, one is order) for one, words in _ORDERS.items()),
    )


def _in_order(found: Todays, order: Order) -> list[tuple[OpenPrompt, str]]:
    """The list comes with the families first with whom nobody has spoken for longest."""
    named = [(one, _name(found.names.get(one.prompt.person_id))) for one in found.open]
    if order is Order.NAME:
        return sorted(named, key=lambda each: each[1].casefold())
    if order is Order.NEWEST:
        return sorted(named, key=lambda each: each[0].prompt.newest_on or date.min, reverse=True)
    return named


def child_reasons_page(found: ChildReasons, organisations: Mapping[str, str]) -> ChildReasonsPage:
    """The reasons to talk about a child whose record is open."""
    name = _name(found.record.who)
    titles = {one.rule.id: one.rule.title for one in found.open}
    return ChildReasonsPage(
        person_id=found.record.who.person_id,
        name=name,
        reasons=tuple(_line(one, name, organisations) for one in found.open),
        decided=tuple(_decided(one, titles) for one in found.decided),
    )


def reason_page(found: ChildReasons, prompt_id: str, form: Form, organisations: Mapping[str, str]) -> ReasonPage | None:
    """One open reason to talk; None where it is not open."""
    one = next((each for each in found.open if each.prompt.prompt_id == prompt_id), None)
    if one is None:
        return None
    return ReasonPage(
        person_id=one.prompt.person_id,
        prompt_id=prompt_id,
        name=_name(found.record.who),
        title=one.rule.title,
        sentence=one.rule.sentence,
        talk_about=one.rule.talk_about,
        goes_to=_goes_to(one.prompt, organisations),
        facts=_facts(one.prompt, found.record.reach, organisations),
        rule_id=one.rule.id,
        rule_title=one.rule.title,
        form=form,
    )


def _line(one: OpenPrompt, name: str, organisations: Mapping[str, str]) -> ReasonLine:
    newest = f"Newest fact: {long_date(one.prompt.newest_on)}" if one.prompt.newest_on else "Date not known"
    return ReasonLine(
        person_id=one.prompt.person_id,
        prompt_id=one.prompt.prompt_id,
        name=name,
        title=one.rule.title,
        sentence=one.rule.sentence,
        newest=newest,
        goes_to=_goes_to(one.prompt, organisations),
    )


def _goes_to(prompt: ProposedPrompt, organisations: Mapping[str, str]) -> str:
    if not prompt.agency:
        return "No agency has told us that it is working with this child, so it goes to the duty desk."
    agency = organisations.get(prompt.agency, prompt.agency)
    named = [part for part in (prompt.worker, prompt.team, agency) if part]
    return f"It goes to {', '.join(dict.fromkeys(named))}, who already works with this child."


def _facts(prompt: ProposedPrompt, reach: Reach, organisations: Mapping[str, str]) -> tuple[FactLine, ...]:
    framework = framework_on(prompt.newest_on or date.max)
    headings = {factor.id: factor.heading for factor in framework.factors}
    return tuple(
        _work_line(fact, organisations) if fact.part == "involvement" else _fact_line(fact, reach, headings)
        for fact in prompt.facts
    )


def _work_line(fact: PromptFact, organisations: Mapping[str, str]) -> FactLine:
    agency = organisations.get(fact.agency, fact.agency)
    details = (("Began", _day(fact.observed_on)), ("Agency", agency), ("From", title_of(fact.source)))
    return FactLine(f"{fact.worker or fact.recorded_by or agency} works with the child", details)


def _fact_line(fact: PromptFact, reach: Reach, headings: Mapping[str, str]) -> FactLine:
    """A fact in full, or its headline where the policy leaves detail to those who recorded it."""
    in_full = reach.shows_detail(fact.source, fact.factor_id, fact.whose)
    details = (
        ("What was recorded", _recorded(fact) if in_full else "Shared when you ask those who recorded it"),
        ("Whose fact it is", _ABOUT[fact.whose]),
        ("Recorded by", f"{fact.recorded_by} ({title_of(fact.source)})"),
        ("Seen or happened", _day(fact.observed_on)),
        ("Reached us", _day(fact.received_on)),
    )
    return FactLine(headings.get(fact.factor_id, fact.factor_id), details)


def _day(day: date | None) -> str:
    return long_date(day) if day else "Date not known"


def _recorded(fact: PromptFact) -> str:
    words = fact.kind.replace("_", " ").capitalize()
    meaning = meaning_of(fact.source, EventKind(fact.kind), fact.code)
    what = f"{words}: {meaning}" if meaning else (f"{words}, code {fact.code}" if fact.code else words)
    return what if fact.recorded_finding == Finding.PRESENT else f"Asked, and not present: {what}"


def _decided(one: PromptDecision, titles: Mapping[str, str]) -> DecidedLine:
    helped = f". {HELPED[Help(one.helped)]}" if one.helped else ""
    return DecidedLine(
        title=titles.get(one.rule_id, one.rule_id.replace("-", " ").capitalize()),
        answer=ANSWERS[Answer(one.answer)][0] + helped,
        reason=one.reason,
        by=f"{one.by.name}, {long_datetime(one.at)}",
    )


def _name(who: Particulars | None) -> str:
    return full_name(who.given_name, who.family_name) if who else full_name(None, None)
