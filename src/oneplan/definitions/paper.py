"""The schema of a paper about a plan: what it says of itself, where, so that it can be held against itself."""

from datetime import date

from pydantic import Field

from oneplan.definitions.reading import Definition


class Said(Definition):
    """A sentence or heading, and where it stands."""

    where: str
    text: str


class Group(Definition):
    """Who took part in something, as one place in the paper has it."""

    where: str
    name: str
    members: tuple[str, ...]


class Part(Definition):
    """What a body does for the plan."""

    body: str
    does: str


class Consultation(Definition):
    """When people are asked, and for how long at least."""

    starts_on: date
    ends_on: date
    minimum_weeks: int


class Passage(Definition):
    """One body's meeting and the day on which the next body's agenda is due."""

    body: str
    meets_on: date
    next_agenda_due_on: date


class Duty(Definition):
    """A duty that the plan rests on, with the year in which it ended, and the last year of a plan under it."""

    name: str
    ended: int | None = None
    plan_ran_to: int | None = None


class Counted(Definition):
    """A sentence about change beside the counts it is about."""

    where: str
    text: str
    before: float
    after: float


class Paper(Definition):
    """One or several papers about one plan. An empty list was not looked for; `None` was, and is missing."""

    titles: tuple[Said, ...] = ()  # what the plan is called
    periods: tuple[Said, ...] = ()  # sentences with the plan's years
    durations: tuple[Said, ...] = ()  # sentences with its length
    measured_yearly: bool = False
    first_delivery_plan_on: date | None = None
    consultation: Consultation | None = None
    passages: tuple[Passage, ...] = ()
    parts: tuple[Part, ...] = ()
    duties: tuple[Duty, ...] = ()
    counted: tuple[Counted, ...] = ()
    groups: tuple[Group, ...] = ()
    recommendations: dict[str, tuple[Said, ...]] = Field(
        default_factory=dict
    )  # the same recommendation, wherever it is worded
    themes_before: tuple[str, ...] = ()
    themes_after: tuple[str, ...] = ()
    indicators_of_themes: tuple[str, ...] = ()  # the themes that indicators are held under
    purpose: tuple[Said, ...] = ()  # what the paper asks for
    options: tuple[str, ...] | None = ()
    annexes_in_body: tuple[str, ...] = ()
    annexes_listed: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()  # what the paper would change
    risks: tuple[str, ...] | None = ()  # None where it declares that there are none
