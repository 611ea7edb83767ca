"""A made-up year of any area's plan: owned by the made-up people, spoken of, and not going well everywhere.

Imported once Django is set up. Days count from the day it is made: the board then shows what it is for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from oneplan.partnership.organisations.models import User
from oneplan.partnership.organisations.queries import viewer_of
from oneplan.partnership.organisations.rules import DEMO_PEOPLE, Role, Viewer
from oneplan.partnership.strategy.operations import add_action, add_milestone, say_progress, start_delivery_plan
from oneplan.partnership.strategy.queries import delivery_year, parts_of_plan
from oneplan.partnership.strategy.rules import Agreed, State

#: Nobody may take it for what a real partnership did.
YEAR = "made-up-year"
BEGAN, ENDS, REPORT_EVERY = -240, 125, 92
EVIDENCE = "Made up for the demonstration"


@dataclass(frozen=True)
class Step:
    """A milestone, with the day by which it should be reached."""

    text: str
    due: int


@dataclass(frozen=True)
class Said:
    """A statement about an action. `reached` is the text of a milestone."""

    on: int
    state: State
    text: str
    remedy: str = ""
    remedy_due: int = 0
    reached: str = ""


@dataclass(frozen=True)
class MadeUp:
    """An action that any plan may hold, whatever part of it the action serves."""

    text: str
    owner: Role
    partners: str
    due: int
    needs: str
    impact: str
    steps: tuple[Step, ...] = ()
    said: tuple[Said, ...] = ()


ACTIONS = (
    MadeUp(
        "Write down what is offered today, and where there is nothing",
        Role.DATA_OFFICER,
        "Schools, community health, voluntary organisations",
        -60,
        "Nothing new",
        "Touches nobody directly. Places without an offer are shown with how many children live there, never who.",
        (Step("Every organisation has answered", -150), Step("The list is checked by those who use it", -75)),
        (
            Said(-150, State.ON_TRACK, "All nine organisations answered", reached="Every organisation has answered"),
            Said(-70, State.ON_TRACK, "Parents corrected it", reached="The list is checked by those who use it"),
            Said(-58, State.DONE, "The list is published and will be looked at each spring"),
        ),
    ),
    MadeUp(
        "Ask children and young people what they would change, and tell them what came of it",
        Role.SAFEGUARDING_LEAD,
        "Schools, the youth council",
        80,
        "Two youth workers for six afternoons",
        "Children who do not speak in groups are asked alone or in pictures; interpreters are booked.",
        (Step("Six groups have met", -30), Step("Every group has heard what came of it", 60)),
        (
            Said(-100, State.AT_RISK, "Two groups could not meet in term", "Meet in the holidays", -40),
            Said(-25, State.ON_TRACK, "All six groups have met", reached="Six groups have met"),
        ),
    ),
    MadeUp(
        "Agree one way in to help, whichever door a family knocks at",
        Role.DUTY_WORKER,
        "The council, schools, community health, the police",
        40,
        "A decision about who pays for the telephone line",
        "Families without a telephone or without English need another door: libraries and health visitors.",
        (Step("One form for all partners", -45),),
        (
            Said(-120, State.ON_TRACK, "Partners met twice and compared their forms"),
            Said(-12, State.OFF_TRACK, "Two partners will not give up their own form"),
        ),
    ),
    MadeUp(
        "Train every team that meets families in working with them rather than for them",
        Role.LEAD_PRACTITIONER,
        "Early help, schools, health visitors",
        100,
        "Two trainers for four months",
        "Touches every family that a team meets; parents who were helped take part as trainers, and are paid.",
        (Step("Half of the teams are trained", 20),),
    ),
    MadeUp(
        "Publish what was done this year in words that children read",
        Role.PARTNERSHIP_MANAGER,
        "The youth council",
        110,
        "A writer for two weeks",
        "",
        (Step("Young people have read the draft", 75),),
        (Said(-20, State.AT_RISK, "The writer left", "Ask the school of journalism for another", 30),),
    ),
)


def make_up_a_year(at: datetime) -> None:
    """Begin the made-up year of the current plan, once, as the made-up people would have."""
    people = {one.role: viewer_of(User.objects.get(email=one.email), at.date()) for one in DEMO_PEOPLE}
    manager = people[Role.PARTNERSHIP_MANAGER]
    if delivery_year(manager, YEAR) is not None:
        return
    day = at.date()
    start_delivery_plan(
        by=manager,
        year=YEAR,
        from_on=day + timedelta(days=BEGAN),
        to_on=day + timedelta(days=ENDS),
        report_every_days=REPORT_EVERY,
        at=at,
    )
    parts = tuple(parts_of_plan(manager))
    for number, one in enumerate(ACTIONS):  # spread over the plan, however long it is
        _act(one, parts[number * len(parts) // len(ACTIONS)], people, at)


def _act(one: MadeUp, serves: str, people: Mapping[Role, Viewer], at: datetime) -> None:
    manager, owner, day = people[Role.PARTNERSHIP_MANAGER], people[one.owner], at.date()
    agreed = Agreed(
        text=one.text,
        owner_id=owner.user_id,
        partners=one.partners,
        starts_on=day + timedelta(days=BEGAN),
        due_on=day + timedelta(days=one.due),
        needs=one.needs,
        impact=one.impact,
    )
    action = add_action(by=manager, year=YEAR, serves=serves, agreed=agreed, at=at)
    for step in one.steps:
        due_on = day + timedelta(days=step.due)
        add_milestone(by=manager, action_id=str(action.pk), text=step.text, due_on=due_on, at=at)
    steps = {step.text: str(step.pk) for step in action.milestones.all()}
    for said in one.said:
        say_progress(
            by=owner,
            action_id=str(action.pk),
            on=day + timedelta(days=said.on),
            state=said.state,
            said=said.text,
            evidence=EVIDENCE,
            remedy=said.remedy,
            remedy_due_on=day + timedelta(days=said.remedy_due) if said.remedy else None,
            reached_id=steps.get(said.reached, ""),
            at=at,
        )
