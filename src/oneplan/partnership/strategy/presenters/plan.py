"""The words of the plan's pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oneplan.definitions.plan import Aspect, Plan, Status, as_yaml
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.strategy.models import PlanFact, Source, Sourced, Theme
from oneplan.partnership.strategy.permissions import may_edit_plan
from oneplan.partnership.strategy.queries import OutcomeRead, PlanRead, ThemeRead
from oneplan.partnership.strategy.rules import FactKind
from oneplan.web.words import long_date

HEADINGS = {
    FactKind.TITLE: "What the papers call it",
    FactKind.VERSION: "Versions",
    FactKind.COHORT: "Whom it is for",
    FactKind.ALIGNED: "Plans it stands beside",
    FactKind.DUTY: "Duties",
    FactKind.DRIVER: "What drives the plan",
    FactKind.PRINCIPLE: "Principles",
    FactKind.PRIORITY: "Priorities",
    FactKind.CATEGORY: "Kinds of action",
    FactKind.TO_IMPROVE: "What the partnership said it must get better at",
    FactKind.EVIDENCE: "What it builds on",
    FactKind.MEASUREMENT: "How progress is measured",
    FactKind.SCORECARD: "Scorecard",
    FactKind.RELATED_MEASURE: "Measures of other plans",
    FactKind.MEETING: "When it meets",
    FactKind.REPORTING: "Who is told, and how often",
    FactKind.STEP: "The way to approval",
    FactKind.DECISION: "Decisions",
    FactKind.EVENT: "What led to the plan",
    FactKind.CONSULTED: "Who was consulted",
    FactKind.YOU_SAID: "What children and young people said",
    FactKind.RISK: "Risks",
    FactKind.ASSESSMENT: "Impact assessment",
    FactKind.FINANCE: "Money",
    FactKind.PREDECESSOR: "The plan before",
    FactKind.SUCCESSOR: "What came after",
}
HOW_OFTEN = {3: "every three months", 6: "every six months", 12: "every year"}


@dataclass(frozen=True)
class Said:
    """A statement and the paper that it comes from."""

    text: str
    source: str


@dataclass(frozen=True)
class Section:
    """A heading and statements under it."""

    heading: str
    items: tuple[Said, ...]


@dataclass(frozen=True)
class Tile:
    """A theme or an outcome as it stands in the picture of the plan."""

    code: str
    name: str
    words: str


@dataclass(frozen=True)
class SourceLine:
    """A paper, written out."""

    title: str
    words: str


@dataclass(frozen=True)
class PlanPage:
    """The whole plan at a glance, and then in full."""

    title: str
    authority: str
    vision: Said
    themes: tuple[Tile, ...]
    earlier_themes: tuple[Tile, ...]  # of versions before the latest
    lineage: tuple[Said, ...]
    outcomes: tuple[Tile, ...]
    periods: tuple[Said, ...]
    durations: tuple[Said, ...]
    contradictions: tuple[Said, ...]
    not_found: tuple[str, ...]
    parent_name: str
    parent_ambition: str
    parent_wants: tuple[Said, ...]
    sections: tuple[Section, ...]
    bodies: tuple[Said, ...]
    sources: tuple[SourceLine, ...]
    encoded_on: str
    may_edit: bool


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator that serves an outcome."""

    id: str
    name: str
    question: str


@dataclass(frozen=True)
class ThemePage:
    """One theme."""

    code: str
    name: str
    strapline: str
    building_block: str
    aim: str
    aspects: str
    source: str
    indicators: tuple[IndicatorLine, ...]
    sections: tuple[Section, ...]
    beside: tuple[Said, ...]  # other plans that go with it
    note: str


@dataclass(frozen=True)
class OutcomePage:
    """One outcome."""

    code: str
    text: str
    aspects: str
    source: str
    indicators: tuple[IndicatorLine, ...]


def plan_page(found: PlanRead, viewer: Viewer) -> PlanPage:
    """The overview. Contradictions and gaps stand beside the facts, not below the fold of an appendix."""
    plan, facts = found.plan, found.facts
    versions = [fact.details["id"] for fact in facts if fact.kind == FactKind.VERSION]
    latest = versions[-1] if versions else ""
    return PlanPage(
        title=plan.title,
        authority=plan.authority,
        vision=_of(facts, FactKind.VISION)[0],
        themes=tuple(_tile(theme) for theme in found.themes if _stands_in(theme, latest)),
        earlier_themes=tuple(_tile(theme) for theme in found.themes if not _stands_in(theme, latest)),
        lineage=_of(facts, FactKind.LINEAGE),
        outcomes=tuple(Tile(outcome.code, outcome.text, "") for outcome in found.outcomes),
        periods=_of(facts, FactKind.PERIOD),
        durations=_of(facts, FactKind.DURATION),
        contradictions=_of(facts, FactKind.CONTRADICTION),
        not_found=tuple(fact.text for fact in facts if fact.kind == FactKind.NOT_FOUND),
        parent_name=plan.parent_name,
        parent_ambition=plan.parent_ambition,
        parent_wants=_of(facts, FactKind.WANT),
        sections=tuple(Section(heading, items) for kind, heading in HEADINGS.items() if (items := _of(facts, kind))),
        bodies=tuple(Said(f"{body.name}: {_small(body.role)}", body.source.title) for body in plan.bodies.all()),
        sources=tuple(_source_line(source) for source in plan.sources.all()),
        encoded_on=long_date(plan.encoded_on),
        may_edit=may_edit_plan(viewer),
    )


def plan_file(plan: Plan) -> tuple[str, str]:
    """The plan's file: its name and its text."""
    return f"{plan.id}.yaml", as_yaml(plan)


def theme_page(found: ThemeRead) -> ThemePage:
    """A theme with its three lists."""
    theme = found.theme
    return ThemePage(
        code=theme.code,
        name=theme.name,
        strapline=theme.strapline,
        building_block=theme.building_block,
        aim=theme.aim,
        aspects=_aspects(theme.aspects),
        source=theme.source.title,
        indicators=tuple(IndicatorLine(one.id, one.name, one.question) for one in found.indicators),
        sections=tuple(
            Section(heading, said)
            for heading, statements in (
                ("What is wrong today", found.issues),
                ("What comes first", found.priorities),
                ("What we believe", found.principles),
                ("How we work", found.ways_of_working),
                ("What we will do", found.actions),
            )
            if (said := _said(statements))
        ),
        beside=tuple(Said(_dated(one), one.source.title if one.source else "") for one in found.aligned),
        note=theme.plan.actions_note,
    )


def outcome_page(found: OutcomeRead) -> OutcomePage:
    """An outcome with its indicators."""
    return OutcomePage(
        code=found.outcome.code,
        text=found.outcome.text,
        aspects=_aspects(found.outcome.aspects),
        source=found.outcome.source.title,
        indicators=tuple(IndicatorLine(one.id, one.name, one.question) for one in found.indicators),
    )


def _of(facts: Iterable[PlanFact], kind: FactKind) -> tuple[Said, ...]:
    return tuple(Said(_dated(fact), fact.source.title if fact.source else "") for fact in facts if fact.kind == kind)


def _said(statements: Iterable[Sourced]) -> tuple[Said, ...]:
    return tuple(Said(_with_aspects(one), one.source.title) for one in statements)


def _with_aspects(one: Sourced) -> str:
    aspects = getattr(one, "aspects", [])
    return f"{one.text}. {_for(aspects)}" if aspects else one.text


def _for(aspects: Iterable[str]) -> str:
    return f"For {_aspects(aspects)}"


def _dated(fact: PlanFact) -> str:
    parts = [_when(fact.when)] if fact.when else []
    if fact.body:
        parts.append(fact.body.name)
    return ", ".join(parts) + (": " if parts else "") + fact.text + _more(fact)


def _more(fact: PlanFact) -> str:
    """What else a statement of its kind holds, as sentences."""
    held = fact.details
    said = []
    if fact.kind == FactKind.LINEAGE:
        said += [f"Before: {held['before']}"] if "before" in held else []
        said += [f"After: {held['after']}"] if "after" in held else []
        said += [f"Reason: {_small(held['reason'])}" if "reason" in held else "No reason was found"]
    if fact.kind == FactKind.VERSION:
        said.append(Status(held["status"]).words)
    if fact.kind == FactKind.ALIGNED:
        said += [held["how"]] if "how" in held else []
    if "aspects" in held:
        said.append(_for(held["aspects"]))
    if fact.kind == FactKind.REPORTING and "every_months" in held:
        said.append(HOW_OFTEN[held["every_months"]].capitalize())
    if fact.kind == FactKind.RISK:
        said += [held["description"]] if "description" in held else []
        said += [f"Mitigation: {_small(held['mitigation'])}"] if "mitigation" in held else []
        said += [f"Rating: {held['rating']}"] if "rating" in held else []
        said += [f"Residual rating: {held['residual']}"] if "residual" in held else []
    return "".join(f". {sentence}" for sentence in said)


def _tile(theme: Theme) -> Tile:
    return Tile(theme.code, theme.name, theme.strapline or theme.aim)


def _stands_in(theme: Theme, version: str) -> bool:
    return not theme.versions or version in theme.versions


def _aspects(held: Iterable[str]) -> str:
    return "; ".join(Aspect(one).words for one in held)


def _when(when: str) -> str:
    """A date as exact as the paper gave it: a year, a month or a day."""
    if len(when) == len("2018"):
        return when
    if len(when) == len("2018-07"):
        return f"{date.fromisoformat(when + '-01'):%B %Y}"
    return long_date(date.fromisoformat(when))


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _source_line(source: Source) -> SourceLine:
    where = f", at {source.where}" if source.where else ""
    return SourceLine(source.title, f"{source.body}; {source.dated}{where}")
