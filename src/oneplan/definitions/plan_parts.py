"""What a plan is made of: statements, each with the paper that it comes from."""

from enum import StrEnum

from pydantic import Field

from oneplan.definitions.reading import Definition

#: A date as exact as the paper gives it: `2018`, `2018-07` or `2018-07-04`.
DATE_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"


class Aspect(StrEnum):
    """The five aspects of wellbeing that partners co-operate to improve (Children Act 2004, section 10(2))."""

    HEALTH = "health"
    PROTECTION = "protection"
    EDUCATION = "education"
    CONTRIBUTION = "contribution"
    SOCIAL_AND_ECONOMIC = "social_and_economic"

    @property
    def words(self) -> str:
        """As the Act has it, shortened."""
        return {
            Aspect.HEALTH: "physical and mental health",
            Aspect.PROTECTION: "protection from harm and neglect",
            Aspect.EDUCATION: "education, training and recreation",
            Aspect.CONTRIBUTION: "contribution to society",
            Aspect.SOCIAL_AND_ECONOMIC: "social and economic wellbeing",
        }[self]


class Status(StrEnum):
    """How far a version of a plan has come."""

    DRAFT = "draft"
    CONSULTED = "consulted"
    ADOPTED = "adopted"
    SUPERSEDED = "superseded"

    @property
    def words(self) -> str:
        """As people say it."""
        return "Consulted on" if self is Status.CONSULTED else self.value.capitalize()


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
    """A statement with a date as exact as the paper gives it."""

    when: str = Field(pattern=DATE_PATTERN)


class Version(Fact):
    """A version of the plan. Themes say in which versions they stand."""

    id: str
    status: Status
    when: str | None = Field(default=None, pattern=DATE_PATTERN)
    body: str | None = None


class Lineage(Fact):
    """How one part of a version became another: `before` or `after` is empty where it was added or dropped."""

    before: str = ""
    after: str = ""
    reason: str = ""
    when: str | None = Field(default=None, pattern=DATE_PATTERN)
    body: str | None = None


class Decision(DatedFact):
    """What a body decided or was asked to decide."""

    body: str


class Step(DatedFact):
    """One step of the way to approval; an event such as a consultation has no body."""

    body: str | None = None


class Meeting(Fact):
    """A pattern of meetings of a body."""

    body: str


class Reporting(Fact):
    """What a body is told, and how often."""

    body: str
    every_months: int | None = None


class Risk(Fact):
    """A risk with what the paper gives of its rating, in the paper's own scheme."""

    id: str = ""
    description: str = ""
    mitigation: str = ""
    rating: str = ""
    residual: str = ""


class Category(Fact):
    """A kind of action, which actions may name."""

    id: str


class Body(Definition):
    """A board or group and its part in the plan."""

    id: str
    name: str
    role: str
    source: str | None = None


class Priority(Fact):
    """What comes first, with the aspects of wellbeing it is for."""

    aspects: tuple[Aspect, ...] = ()  # our tag, not the paper's


class Alignment(Fact):
    """Another plan that this one stands beside: how they go together, and which themes or outcomes do, by their ids."""

    how: str = ""
    parts: tuple[str, ...] = ()


class Action(Fact):
    """What the partnership will do, by its lasting id."""

    id: str
    category: str | None = None
    aspects: tuple[Aspect, ...] = ()  # our tag, not the paper's


class Outcome(Fact):
    """A condition of wellbeing for the place's children, by its lasting id."""

    id: str
    aspects: tuple[Aspect, ...] = ()  # our tag, not the paper's


class Theme(Definition):
    """A main strand of the plan. Which lists it has differs between partnerships; an empty one was not found."""

    id: str
    name: str
    strapline: str = ""
    building_block: str = ""
    aim: str = ""
    aspects: tuple[Aspect, ...] = ()  # our tag, not the paper's
    versions: tuple[str, ...] = ()  # in which versions it stands; in all when empty
    issues: tuple[Fact, ...] = ()
    priorities: tuple[Priority, ...] = ()
    principles: tuple[Fact, ...] = ()
    ways_of_working: tuple[Fact, ...] = ()
    actions: tuple[Action, ...] = ()
    source: str | None = None

    @property
    def statements(self) -> tuple[Fact, ...]:
        """Everything in its lists."""
        return (*self.issues, *self.priorities, *self.principles, *self.ways_of_working, *self.actions)


class ParentStrategy(Definition):
    """The strategy that this plan details, and what that one wants for children."""

    name: str
    ambition: str
    wants: tuple[Fact, ...] = ()
    source: str | None = None
