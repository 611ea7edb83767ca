"""Holding a paper against itself. Each check gives sentences for people to judge; none says which side is right."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from oneplan.definitions.paper import Consultation, Paper, Said
from oneplan.vocabulary.numbers import half_up

#: Fewer working days between a body's meeting and the next agenda leave no time to change the paper.
DAYS_TO_CHANGE_A_PAPER = 5
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
RISES = re.compile(r"\b(increas\w*|ris(?:e|es|en|ing)|rose|grew|grown|higher|up)\b", re.IGNORECASE)
FALLS = re.compile(r"\b(decreas\w*|fall(?:s|en|ing)?|fell|drop\w*|reduc\w*|lower|down)\b", re.IGNORECASE)
PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per cent)")


class About(StrEnum):
    """What a contradiction is about."""

    PERIOD = "period"
    DURATION = "duration"
    TITLE = "title"
    DATE = "date"
    BODY = "body"
    DUTY = "duty"
    DIRECTION = "direction"
    WHO = "who"
    RECOMMENDATION = "recommendation"
    LINEAGE = "lineage"
    PURPOSE = "purpose"
    ANNEX = "annex"
    RISK = "risk"


@dataclass(frozen=True)
class Contradiction:
    """One finding."""

    about: About
    text: str


def contradictions(paper: Paper, *, bank_holidays: Collection[date] = ()) -> tuple[Contradiction, ...]:
    """Everything in a paper that does not fit together, in the order of the checks."""
    checks: tuple[Callable[[Paper], list[Contradiction]], ...] = (
        _titles,
        _periods,
        _durations,
        _length_of_period,
        _delivery_plan,
        lambda held: _consultation(held.consultation, bank_holidays) if held.consultation else [],
        _passages,
        _bodies,
        _duties,
        _directions,
        _groups,
        _recommendations,
        _lineage,
        _purpose,
        _annexes,
        _risks,
    )
    return tuple(found for check in checks for found in check(paper))


def years_in(text: str) -> tuple[int, int] | None:
    """The first period in a text: (2019, 2023) of `2019-23`, `2019-2023`, `2019/23` or `2019 to 2023`."""
    found = re.search(r"\b(20\d\d)\s?(?:-|–|/|to)\s?((?:20)?\d\d)\b", text)
    return (int(found[1]), int("20" + found[2][-2:])) if found else None


def length_in(text: str) -> int | None:
    """The first number of years in a text: 5 of `five-year` or `5 year`."""
    found = re.search(rf"\b(\d{{1,2}}|{'|'.join(NUMBERS)})[\s-]years?\b", text, re.IGNORECASE)
    return (NUMBERS.get(found[1].lower()) or int(found[1])) if found else None


def _titles(paper: Paper) -> list[Contradiction]:
    spelt = {re.sub(r"\s+", " ", said.text).strip() for said in paper.titles}
    return _more_than_one(About.TITLE, "titles", spelt)


def _periods(paper: Paper) -> list[Contradiction]:
    held = {years for said in (*paper.titles, *paper.periods) if (years := years_in(said.text))}
    return _more_than_one(About.PERIOD, "periods", {f"{first} to {last}" for first, last in held})


def _durations(paper: Paper) -> list[Contradiction]:
    held = {years for said in paper.durations if (years := length_in(said.text))}
    return _more_than_one(About.DURATION, "lengths", {f"{years} years" for years in held})


def _length_of_period(paper: Paper) -> list[Contradiction]:
    """A plan for 2019 to 2023 lasts four years, or five when both are counted whole: a source's own words decide."""
    spans = {last - first for said in paper.periods if (years := years_in(said.text)) for first, last in [years]}
    lengths = {length for said in paper.durations if (length := length_in(said.text))}
    if not spans or not lengths or spans & lengths:
        return []
    return [
        Contradiction(
            About.DURATION, f"The years named make {_listed(spans)}, and it is said to last {_listed(lengths)}"
        )
    ]


def _delivery_plan(paper: Paper) -> list[Contradiction]:
    if paper.measured_yearly and paper.first_delivery_plan_on is None:
        return [Contradiction(About.DATE, "Delivery plans are yearly, and the first has no date")]
    return []


def _consultation(held: Consultation, bank_holidays: Collection[date]) -> list[Contradiction]:
    odd = [
        f"it {what} on a {'bank holiday' if day in bank_holidays else f'{day:%A}'}"
        for what, day in (("starts", held.starts_on), ("ends", held.ends_on))
        if day in bank_holidays or day.weekday() >= 5
    ]
    days = (held.ends_on - held.starts_on).days
    if days < 7 * held.minimum_weeks:
        odd.append(
            f"it lasts {days} days, or {days + 1} when both ends count, and {7 * held.minimum_weeks} are the least"
        )
    return [Contradiction(About.DATE, f"The consultation: {'; '.join(odd)}")] if odd else []


def _passages(paper: Paper) -> list[Contradiction]:
    found = []
    for passage in paper.passages:
        days = _working_days(passage.meets_on, passage.next_agenda_due_on)
        if days < DAYS_TO_CHANGE_A_PAPER:
            text = (
                f"{passage.body} meets {days} working days before the next agenda is due: no time to change the paper"
            )
            found.append(Contradiction(About.DATE, text))
    return found


def _bodies(paper: Paper) -> list[Contradiction]:
    held: dict[str, set[str]] = {}
    for part in paper.parts:
        held.setdefault(part.does, set()).add(part.body)
    who = {body for does in ("develops", "owns") for body in held.get(does, ())}
    return _more_than_one(About.BODY, "bodies that develop or own the plan", who)


def _duties(paper: Paper) -> list[Contradiction]:
    return [
        Contradiction(About.DUTY, f"{duty.name} ended in {duty.ended}, and a plan under it ran to {duty.plan_ran_to}")
        for duty in paper.duties
        if duty.ended and duty.plan_ran_to and duty.plan_ran_to > duty.ended
    ]


def _directions(paper: Paper) -> list[Contradiction]:
    found = []
    for said in paper.counted:
        change = said.after - said.before
        is_wrong = (change < 0 and RISES.search(said.text)) or (change > 0 and FALLS.search(said.text))
        percents = [float(one) for one in PERCENT.findall(said.text)]
        moved = float(half_up(100 * abs(change) / said.before, 1)) if said.before else None
        if is_wrong or (percents and moved is not None and moved not in percents):
            way = "rise" if change > 0 else "fall"
            text = (
                f"{said.where}: the counts {said.before:g} and {said.after:g} are a {way} of {moved}%, not what is said"
            )
            found.append(Contradiction(About.DIRECTION, text))
    return found


def _groups(paper: Paper) -> list[Contradiction]:
    held: dict[str, set[frozenset[str]]] = {}
    for group in paper.groups:
        held.setdefault(group.name, set()).add(frozenset(group.members))
    return [
        Contradiction(About.WHO, f"Who took part in {name} is said in {len(members)} ways")
        for name, members in held.items()
        if len(members) > 1
    ]


def _recommendations(paper: Paper) -> list[Contradiction]:
    return [
        Contradiction(About.RECOMMENDATION, f"{name} is worded in {len(words)} ways")
        for name, said in paper.recommendations.items()
        if len(words := {_plain(one) for one in said}) > 1
    ]


def _lineage(paper: Paper) -> list[Contradiction]:
    if not paper.themes_after:
        return []
    changed = set(paper.themes_before) ^ set(paper.themes_after)
    orphans = changed & set(paper.indicators_of_themes) - set(paper.themes_after)
    bare = set(paper.themes_after) - set(paper.themes_before) - set(paper.indicators_of_themes)
    parts = [f"indicators still stand under {', '.join(sorted(orphans))}"] if orphans else []
    parts += [f"none stand under {', '.join(sorted(bare))}"] if bare and paper.indicators_of_themes else []
    return [Contradiction(About.LINEAGE, f"The themes changed: {'; '.join(parts)}")] if parts else []


def _purpose(paper: Paper) -> list[Contradiction]:
    words = " ".join(said.text.lower() for said in paper.purpose)
    asks = any(word in words for word in ("endorse", "approve", "adopt", "decide"))
    if asks and "information only" in words:
        return [Contradiction(About.PURPOSE, "The paper asks for a decision, and is for information only")]
    if asks and paper.options is None:
        return [Contradiction(About.PURPOSE, "The paper asks for a decision, and gives no options")]
    return []


def _annexes(paper: Paper) -> list[Contradiction]:
    return [
        Contradiction(About.ANNEX, f"{annex} is named in the body and is not in the list of annexes")
        for annex in paper.annexes_in_body
        if annex not in paper.annexes_listed
    ]


def _risks(paper: Paper) -> list[Contradiction]:
    if paper.risks is None and paper.changes:
        return [Contradiction(About.RISK, f"No risks are known, and the paper changes {', '.join(paper.changes)}")]
    return []


def _more_than_one(about: About, what: str, held: Collection[str]) -> list[Contradiction]:
    return [Contradiction(about, f"There are {len(held)} {what}: {'; '.join(sorted(held))}")] if len(held) > 1 else []


def _working_days(after: date, until: date) -> int:
    """Monday to Friday, the last day counted and the first not."""
    days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    return sum(day.weekday() < 5 for day in days)


def _listed(years: Collection[int]) -> str:
    return " or ".join(f"{one} years" for one in sorted(years))


def _plain(said: Said) -> str:
    return re.sub(r"\W+", " ", said.text.lower()).strip()
