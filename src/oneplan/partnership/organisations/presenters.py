"""The words of the sign-in page and of the first page after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from oneplan.partnership.organisations.rules import DEMO_PASSWORD, DemoPerson, Role, Viewer
from oneplan.web.words import long_datetime


@dataclass(frozen=True)
class SignInPage:
    """The sign-in page's list of made-up people; empty outside the demonstration."""

    demo_people: tuple[DemoPerson, ...]
    demo_password: str
    passkey_failed: bool


@dataclass(frozen=True)
class PasskeyLine:
    """One passkey: its id, its owner's name for it, and when it was last used."""

    id: int
    name: str
    used: str


@dataclass(frozen=True)
class AccountPage:
    """How somebody signs in. Until they have shown a second factor there is nothing else for them to do."""

    may_go_on: bool
    has_app: bool
    passkeys: tuple[PasskeyLine, ...]
    recovery_codes_left: int | None
    has_password: bool


@dataclass(frozen=True)
class Task:
    """One thing somebody can do next: words, and the name of its address."""

    title: str
    explanation: str
    url_name: str


@dataclass(frozen=True)
class HomePage:
    """The first page: what this person's work lets them do here."""

    greeting: str
    organisation: str
    tasks: tuple[Task, ...]


FIND = Task(
    "Find a child",
    "See who is already working with a family and how to ring them. You say why you look, and it is written down.",
    "people:find",
)
PLAN = Task("The plan", "What the partnership wants for children and young people here, and how.", "strategy:plan")
SCORECARD = Task(
    "Scorecard", "The indicators of the plan: what the figures show, and what they cannot.", "scorecard:scorecard"
)
NEEDS = Task(
    "Needs here",
    "What children in the area live with, where, and where help is missing. Small numbers are hidden.",
    "matrix:place",
)
REPORTS = Task("Reports", "Make a report of numbers for the place, with small numbers hidden.", "reports:reports")
EMERGENCIES = Task(
    "Emergency openings", "Records that somebody opened without working with the child, and why.", "people:emergencies"
)
FRAMEWORK = Task(
    "What we look for",
    "The causes, symptoms and strengths we agreed on, what counts as evidence of them, and what nobody records.",
    "matrix:framework",
)
REASONS = Task(
    "Reasons to talk",
    "Children whom written rules found worth talking about, for those who already work with them.",
    "conversations:todays",
)
RULES = Task(
    "Rules",
    "The written rules that prompt a conversation, who owns them, and what came of them.",
    "conversations:register",
)
RESTRICTED = Task(
    "Restricted records",
    "Records that nobody finds but those who are named, and when each is reviewed.",
    "people:restricted",
)
UNUSUAL = Task(
    "Unusual looks", "Looks at somebody who seems to be near the person who looked, to ask about.", "people:unusual"
)
LOOKS = Task("Who looked", "Every search, opening and report: who, when, and for what purpose.", "audit:looks")
AGREEMENTS = Task(
    "Agreements",
    "What each agency agreed to share, with whom and by which law, and how far each of us sees.",
    "agreements:agreements",
)
REQUESTS = Task(
    "Asked to see", "Children and parents who asked to see what we hold, and by when it is due.", "rights:requests"
)
SHARING = Task(
    "Sharing decisions", "What people decided to share about children, or not to, and why.", "rights:register"
)
FEEDS = Task(
    "What we send", "Send your agency's files, and read what was wrong with them and what they led to.", "feeds:feeds"
)
LINKS = Task(
    "Uncertain links",
    "Pairs of records that may be of one person: look at both, decide, and take back what was wrong.",
    "people:links",
)

TASKS_OF_ROLE: dict[Role, tuple[Task, ...]] = {
    Role.SAFEGUARDING_LEAD: (FIND, REASONS, PLAN, SCORECARD, AGREEMENTS, FRAMEWORK),
    Role.LEAD_PRACTITIONER: (FIND, REASONS, EMERGENCIES, PLAN, SCORECARD, AGREEMENTS, FRAMEWORK),
    Role.DUTY_WORKER: (FIND, REASONS, PLAN, SCORECARD, AGREEMENTS, FRAMEWORK),
    Role.PARTNERSHIP_MANAGER: (PLAN, SCORECARD, NEEDS, REPORTS, RULES, AGREEMENTS, FRAMEWORK),
    Role.INFORMATION_GOVERNANCE: (
        LOOKS,
        UNUSUAL,
        EMERGENCIES,
        RESTRICTED,
        REPORTS,
        RULES,
        PLAN,
        SCORECARD,
        REQUESTS,
        SHARING,
        NEEDS,
        AGREEMENTS,
        FRAMEWORK,
    ),
    Role.DATA_OFFICER: (FEEDS, PLAN, SCORECARD, AGREEMENTS, FRAMEWORK),
    Role.LINK_REVIEWER: (LINKS, PLAN, SCORECARD, AGREEMENTS, FRAMEWORK),
}


def sign_in_page(people: Sequence[DemoPerson], *, passkey_failed: bool = False) -> SignInPage:
    """The sign-in page, with made-up people to sign in as where there are any."""
    return SignInPage(tuple(people), demo_password=DEMO_PASSWORD if people else "", passkey_failed=passkey_failed)


def account_page(held: Sequence[Authenticator], *, has_password: bool, may_go_on: bool) -> AccountPage:
    """What somebody has set up to sign in with."""
    codes = [one for one in held if one.type == Authenticator.Type.RECOVERY_CODES]
    return AccountPage(
        may_go_on=may_go_on,
        has_app=any(one.type == Authenticator.Type.TOTP for one in held),
        passkeys=tuple(_passkey(one) for one in held if one.type == Authenticator.Type.WEBAUTHN),
        recovery_codes_left=len(codes[0].wrap().get_unused_codes()) if codes else None,
        has_password=has_password,
    )


def _passkey(one: Authenticator) -> PasskeyLine:
    used = f"Last used {long_datetime(one.last_used_at)}" if one.last_used_at else "Not used yet"
    return PasskeyLine(one.pk, one.wrap().name, used)


def tasks_of(viewer: Viewer) -> tuple[Task, ...]:
    """What a person can do here, each once, in the order of their roles."""
    tasks = [task for role in Role if role in viewer.roles for task in TASKS_OF_ROLE[role]]
    return tuple(dict.fromkeys(tasks))


def home_page(viewer: Viewer) -> HomePage:
    """The first page of a person. Without a membership today there is nothing to do, and the page says so."""
    return HomePage(greeting=f"Hello, {viewer.name}", organisation=viewer.organisation, tasks=tasks_of(viewer))
