"""The schema of an area's `plan.yaml`: a partnership's strategy as facts, each with its source."""

from datetime import date

from pydantic import Field, model_validator

from oneplan.definitions.reading import Definition


class Source(Definition):
    """A paper or page that facts come from."""

    title: str
    body: str
    dated: str
    where: str = ""


class Fact(Definition):
    """One short statement. Without a source of its own it has the plan's."""

    text: str
    source: str | None = None


class DatedFact(Fact):
    """A statement with a date as exact as the paper gives it: `2018`, `2018-07` or `2018-07-04`."""

    when: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")


class Decision(DatedFact):
    """What a body decided or was asked to decide."""

    body: str


class Meeting(Fact):
    """A pattern of meetings of a body."""

    body: str


class Body(Definition):
    """A board or group and its part in the plan."""

    id: str
    name: str
    role: str
    source: str | None = None


class Action(Fact):
    """What the partnership will do, by its lasting id."""

    id: str


class Outcome(Fact):
    """A condition of wellbeing for the place's children, by its lasting id."""

    id: str


class Theme(Definition):
    """A main strand of the plan, with what it believes, how it means to work and what it will do."""

    id: str
    name: str
    strapline: str
    building_block: str
    principles: tuple[Fact, ...]
    ways_of_working: tuple[Fact, ...]
    actions: tuple[Action, ...]
    source: str | None = None


class ParentStrategy(Definition):
    """The strategy that this plan details, and what that one wants for children."""

    name: str
    ambition: str
    wants: tuple[Fact, ...]
    source: str | None = None


class Plan(Definition):
    """A whole plan. Fields that hold lists may be empty: what was not found is said in `not_found`, not guessed."""

    id: str
    authority: str
    short_name: str
    local_authority_code: str
    title: str
    source: str
    encoded_on: date
    sources: dict[str, Source]
    vision: Fact
    periods: tuple[Fact, ...]
    durations: tuple[Fact, ...] = ()
    predecessor: Fact | None = None
    parent_strategy: ParentStrategy | None = None
    drivers: tuple[Fact, ...] = ()
    evidence_base: tuple[Fact, ...] = ()
    to_improve: tuple[Fact, ...] = ()
    themes: tuple[Theme, ...]
    actions_note: str = ""
    outcomes: tuple[Outcome, ...]
    measurement: tuple[Fact, ...] = ()
    bodies: tuple[Body, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    decisions: tuple[Decision, ...] = ()
    events: tuple[DatedFact, ...] = ()
    risks: tuple[Fact, ...] = ()
    assessments: tuple[Fact, ...] = ()
    finance: tuple[Fact, ...] = ()
    consulted: tuple[Fact, ...] = ()
    contradictions: tuple[Fact, ...] = ()
    not_found: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_only_what_it_holds(self) -> "Plan":
        """Sources and bodies that facts name must be there, and ids must be unique."""
        bodies = {held.id for held in self.bodies}
        named = [meeting.body for meeting in self.meetings] + [decision.body for decision in self.decisions]
        for body in named:
            if body not in bodies:
                raise ValueError(f"the body {body!r} is not among the bodies")
        for source in self._named_sources():
            if source is not None and source not in self.sources:
                raise ValueError(f"the source {source!r} is not among the sources")
        actions = [action.id for theme in self.themes for action in theme.actions]
        for ids in ([theme.id for theme in self.themes], [outcome.id for outcome in self.outcomes], actions):
            if len(ids) != len(set(ids)):
                raise ValueError(f"an id is used twice among {', '.join(ids)}")
        return self

    def _named_sources(self) -> tuple[str | None, ...]:
        facts: list[Fact] = [self.vision, *self.periods, *self.durations, *self.drivers, *self.evidence_base]
        facts += [*self.to_improve, *self.outcomes, *self.measurement, *self.meetings, *self.decisions, *self.events]
        facts += [*self.risks, *self.assessments, *self.finance, *self.consulted, *self.contradictions]
        facts += [self.predecessor] if self.predecessor else []
        facts += self.parent_strategy.wants if self.parent_strategy else ()
        for theme in self.themes:
            facts += [*theme.principles, *theme.ways_of_working, *theme.actions]
        held = [self.source, *(theme.source for theme in self.themes), *(body.source for body in self.bodies)]
        held += [self.parent_strategy.source] if self.parent_strategy else []
        return (*held, *(fact.source for fact in facts))
